/** The module `keyword`. */
import { functions, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { asString } from "../runtime/operators.ts";
import { PyList, type PyValue } from "../runtime/values.ts";

const KEYWORDS: readonly string[] = [
  "False",
  "None",
  "True",
  "and",
  "as",
  "assert",
  "async",
  "await",
  "break",
  "class",
  "continue",
  "def",
  "del",
  "elif",
  "else",
  "except",
  "finally",
  "for",
  "from",
  "global",
  "if",
  "import",
  "in",
  "is",
  "lambda",
  "nonlocal",
  "not",
  "or",
  "pass",
  "raise",
  "return",
  "try",
  "while",
  "with",
  "yield",
];
/** Words that are keywords only where they stand. */
const SOFT_KEYWORDS: readonly string[] = ["_", "case", "match", "type"];

const known = new Set(KEYWORDS);

/** Whether a word cannot be a name. */
export function isKeyword(word: string): boolean {
  return known.has(word);
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    __all__: new PyList(["iskeyword", "issoftkeyword", "kwlist", "softkwlist"]),
    kwlist: new PyList([...KEYWORDS]),
    softkwlist: new PyList([...SOFT_KEYWORDS]),
  });
  functions(globals, "keyword", {
    "iskeyword(word, /)": (word: PyValue) => known.has(asString(word) ?? ""),
    "issoftkeyword(word, /)": (word: PyValue) => SOFT_KEYWORDS.includes(asString(word) ?? ""),
  });
}
