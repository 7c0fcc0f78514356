/** The module `_csv`: what of `csv` is native. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { type Keywords, PyList, type PyValue } from "../../runtime/values.ts";
import {
  csvError,
  csvState,
  dialectType,
  errorType,
  getDialect,
  QUOTE_ALL,
  QUOTE_MINIMAL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  toDialect,
} from "./dialect.ts";
import { makeReader } from "./reader.ts";
import { makeWriter } from "./writer.ts";

export function load(globals: NamespaceDict): void {
  names(globals, {
    Error: errorType,
    QUOTE_MINIMAL,
    QUOTE_ALL,
    QUOTE_NONNUMERIC,
    QUOTE_NONE,
    _Dialect: dialectType,
    Dialect: dialectType,
    __version__: "1.0",
  });
  functions(globals, "_csv", {
    "reader(iterable, dialect=..., /, **fmtparams)": (
      lines: PyValue,
      dialect: PyValue | undefined,
      keywords: Keywords,
    ) => makeReader(lines, toDialect(...split(dialect, keywords))),
    "writer(fileobj, dialect=..., /, **fmtparams)": (file: PyValue, dialect: PyValue | undefined, keywords: Keywords) =>
      makeWriter(file, toDialect(...split(dialect, keywords))),
    "register_dialect(name, dialect=..., /, **fmtparams)"(
      name: PyValue,
      dialect: PyValue | undefined,
      keywords: Keywords,
    ) {
      const text = asString(name);
      if (text === undefined) throw raise.TypeError("dialect name must be a string");
      csvState().dialects.set(text, toDialect(...split(dialect, keywords)));
      return null;
    },
    "unregister_dialect(name)"(name: PyValue) {
      if (!csvState().dialects.delete(asString(name) ?? "")) throw csvError("unknown dialect");
      return null;
    },
    "get_dialect(name)": (name: PyValue) => getDialect(name),
    "list_dialects()": () => new PyList([...csvState().dialects.keys()]),
    "field_size_limit(limit=..., /)"(limit: PyValue | undefined) {
      const state = csvState();
      const before = state.fieldLimit;
      if (limit === undefined) return before;
      const size = typeof limit === "boolean" ? undefined : asInt(limit);
      if (size === undefined) throw raise.TypeError("limit must be an integer");
      if (typeof size === "bigint" && size > 9223372036854775807n)
        throw raise.OverflowError("Python int too large to convert to C long");
      state.fieldLimit = Number(size);
      return before;
    },
  });
}

/** The dialect may be given by name too. */
function split(dialect: PyValue | undefined, keywords: Keywords): [PyValue | undefined, Keywords] {
  if (!keywords.has("dialect")) return [dialect, keywords];
  const rest = new Map(keywords);
  rest.delete("dialect");
  return [keywords.get("dialect"), rest];
}
