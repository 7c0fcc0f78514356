/** The module `html`. */
import { chargeEach, reserveText } from "../../builtins/text-size.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { decodeReferences } from "./character-references.ts";

export function load(globals: NamespaceDict): void {
  names(globals, { __all__: new PyList(["escape", "unescape"]) });
  functions(globals, "html", {
    "escape(s, quote=True)"(value: PyValue, quote: PyValue) {
      const text = asString(value);
      if (text === undefined) throw raise.AttributeError(`'${typeOf(value).shown}' object has no attribute 'replace'`);
      return escapeText(text, isTrue(quote));
    },
    "unescape(s)"(value: PyValue) {
      const text = asString(value);
      if (text === undefined) throw raise.TypeError(`argument of type '${typeOf(value).shown}' is not iterable`);
      return unescapeText(text);
    },
  });
}

function escapeText(text: string, escapesQuotes: boolean): string {
  chargeEach(text.length);
  const escaped = text.replace(/[&<>]/g, (character) =>
    character === "&" ? "&amp;" : character === "<" ? "&lt;" : "&gt;",
  );
  const result = escapesQuotes ? escaped.replaceAll('"', "&quot;").replaceAll("'", "&#x27;") : escaped;
  reserveText(result.length);
  return result;
}

function unescapeText(text: string): string {
  if (text.includes("&")) chargeEach(text.length);
  return decodeReferences(text);
}
