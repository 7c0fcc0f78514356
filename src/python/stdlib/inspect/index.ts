/** `inspect`: what things are, their signatures, their source. */
import { functions } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { raise } from "../../runtime/raise.ts";
import { PyCode, PyList, type PyValue } from "../../runtime/values.ts";
import { objects } from "./objects.ts";
import { signatures } from "./signatures.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "inspect", {
    "_source_lines(code, /)"(code: PyValue) {
      if (!(code instanceof PyCode)) throw raise.TypeError("expected a code object");
      return new PyList(code.fields.sourceLines.map((line) => `${line}\n`));
    },
  });
}

export const source: string = objects + signatures;
