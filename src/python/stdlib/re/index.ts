/** The module `re`. The engine (engine.ts) knows nothing of Python's objects; the other files here put it to work on them. */
import { functions, names } from "../../runtime/define.ts";
import { raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { PyList, PyTuple, type PyValue } from "../../runtime/values.ts";
import { compile, patternCache } from "./compile.ts";
import { warn, errorType } from "./error-type.ts";
import { TEMPLATE } from "./flags.ts";
import { lexicalScannerType } from "./lexicon.ts";
import { matchType } from "./match-object.ts";
import { findAll, findIterator, findMatch, splitString } from "./pattern-object.ts";
import { patternType } from "./pattern-value.ts";
import { FLAG_NAMES, regexFlagType } from "./regex-flag.ts";
import { readText, toValue } from "./subject.ts";
import { substitute } from "./substitution.ts";
import { allocate, spend } from "../../runtime/limits.ts";

const PUBLIC_NAMES =
  "match fullmatch search sub subn split findall finditer compile purge template escape error Pattern Match A I L M S X U ASCII IGNORECASE LOCALE MULTILINE DOTALL VERBOSE UNICODE NOFLAG RegexFlag";

/** `\\N{...}` in a pattern. */
export const requiresWhenNamed: Readonly<Record<string, readonly string[]>> = { "\\N{": ["unicodedata"] };

export function load(globals: NamespaceDict): void {
  functions(globals, "re", {
    "match(pattern, string, flags=0)": (pattern: PyValue, string: PyValue, flags: PyValue) =>
      findMatch(compile(pattern, flags), string, "match"),
    "fullmatch(pattern, string, flags=0)": (pattern: PyValue, string: PyValue, flags: PyValue) =>
      findMatch(compile(pattern, flags), string, "fullmatch"),
    "search(pattern, string, flags=0)": (pattern: PyValue, string: PyValue, flags: PyValue) =>
      findMatch(compile(pattern, flags), string, "search"),
    "sub(pattern, repl, string, count=0, flags=0)": (
      pattern: PyValue,
      repl: PyValue,
      string: PyValue,
      count: PyValue,
      flags: PyValue,
    ) => substitute(compile(pattern, flags), repl, string, toSize(count)).value,
    "subn(pattern, repl, string, count=0, flags=0)"(
      pattern: PyValue,
      repl: PyValue,
      string: PyValue,
      limit: PyValue,
      flags: PyValue,
    ) {
      const { value, count } = substitute(compile(pattern, flags), repl, string, toSize(limit));
      return new PyTuple([value, count]);
    },
    "split(pattern, string, maxsplit=0, flags=0)": (
      pattern: PyValue,
      string: PyValue,
      maxsplit: PyValue,
      flags: PyValue,
    ) => splitString(compile(pattern, flags), string, maxsplit),
    "findall(pattern, string, flags=0)": (pattern: PyValue, string: PyValue, flags: PyValue) =>
      findAll(compile(pattern, flags), string),
    "finditer(pattern, string, flags=0)": (pattern: PyValue, string: PyValue, flags: PyValue) =>
      findIterator(compile(pattern, flags), string),
    "compile(pattern, flags=0)": compile,
    "_compile(pattern, flags)": compile,
    "template(pattern, flags=0)"(pattern: PyValue, flags: PyValue) {
      const message =
        "The re.template() function is deprecated as it is an undocumented function without an obvious purpose. Use re.compile() instead.";
      warn({ category: "DeprecationWarning", message });
      return compile(pattern, typeof flags === "number" ? flags | TEMPLATE : TEMPLATE);
    },
    "purge()"() {
      patternCache().clear();
      return null;
    },
    "escape(pattern)": escapeText,
  });
  names(globals, {
    ...FLAG_NAMES,
    RegexFlag: regexFlagType,
    Pattern: patternType,
    Match: matchType,
    Scanner: lexicalScannerType,
    error: errorType,
    __version__: "2.2.1",
    __all__: new PyList(PUBLIC_NAMES.split(" ")),
  });
}

const ESCAPED_AT_ONCE = 2 ** 16;

/** Puts a backslash before every character that could mean something in a pattern. */
function escapeText(pattern: PyValue): PyValue {
  const text = readText(pattern);
  if (text === undefined)
    throw raise.TypeError(`decoding to str: need a bytes-like object, ${typeOf(pattern).shown} found`);
  let escaped = "";
  // Piece by piece, because V8 notes every place before it writes.
  for (let start = 0; start < text.text.length; start += ESCAPED_AT_ONCE) {
    const piece = text.text.slice(start, start + ESCAPED_AT_ONCE);
    spend(piece.length >> 1);
    allocate(4 * piece.length);
    escaped += piece.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, "\\$&");
  }
  return toValue(escaped, text.isBytes);
}
