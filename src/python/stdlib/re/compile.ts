/** `re.compile` and its cache, one for each interpreter. */
import { bufferBytes } from "../../builtins/buffer.ts";
import { CHARACTER_NAMES, type CharacterNames } from "../../builtins/encoding.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { call } from "../../runtime/call.ts";
import { current } from "../../runtime/state.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { hash } from "../../runtime/hash.ts";
import { importModule } from "../../runtime/modules.ts";
import { isException } from "../../runtime/exceptions.ts";
import { meter, spend, spendAtOnce } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";
import { DEBUG, TEMPLATE } from "./flags.ts";
import { compilePattern } from "./engine.ts";
import { PyPattern } from "./pattern-value.ts";
import { warn, withPythonErrors } from "./error-type.ts";

const MAX_PATTERNS = 512;

/** Compiled patterns of the running interpreter, the oldest first. */
export function patternCache(): Map<string, PyPattern> {
  const { moduleState } = current.interpreter;
  // Only this function writes the entry.
  let cache = moduleState.get("re") as Map<string, PyPattern> | undefined;
  if (cache === undefined) {
    cache = new Map();
    moduleState.set("re", cache);
  }
  return cache;
}

/** A pattern from a str, bytes or an already compiled one. */
export function compile(source: PyValue, flags: PyValue): PyPattern {
  const bits = toFlags(flags, source);
  if (typeof source === "string") {
    const cache = patternCache();
    const key = `${bits} ${source}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const pattern = compileFresh(source, bits);
    if (!(bits & DEBUG)) remember(cache, key, pattern);
    return pattern;
  }
  if (source instanceof PyPattern) {
    if (bits !== 0) throw raise.ValueError("cannot process flags argument with a compiled pattern");
    return source;
  }
  if (source instanceof PyBytes) {
    const cache = patternCache();
    spend(source.bytes.length);
    const key = `b${bits} ${String.fromCharCode(...source.bytes.subarray(0, 4096))}`;
    const known = source.bytes.length > 4096 ? undefined : cache.get(key);
    if (known !== undefined) return known;
    const pattern = compileFresh(source, bits);
    if (!(bits & DEBUG) && source.bytes.length <= 4096) remember(cache, key, pattern);
    return pattern;
  }
  // CPython looks into its cache first and so asks for the hash.
  hash(source);
  return compileFresh(source, bits);
}

function remember(cache: Map<string, PyPattern>, key: string, pattern: PyPattern): void {
  if (cache.size >= MAX_PATTERNS) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, pattern);
}

function compileFresh(source: PyValue, flags: number): PyPattern {
  const bytes = bufferBytes(source);
  const text = bytes === undefined ? asString(source) : bytes;
  if (text === undefined) throw raise.TypeError("first argument must be string or compiled pattern");
  if (flags & TEMPLATE) {
    const message =
      "The re.TEMPLATE/re.T flag is deprecated as it is an undocumented flag without an obvious purpose. Don't use it.";
    warn({ category: "DeprecationWarning", message });
  }
  // To a tree and to a program, a character takes a quarter of a microsecond.
  spendAtOnce(8 * text.length);
  const engine = withPythonErrors(source, (warnings) => compilePattern(text, flags, { warnings, lookupName, meter }));
  return new PyPattern(engine, source, bytes !== undefined);
}

function toFlags(flags: PyValue, source: PyValue): number {
  const int = asInt(flags);
  if (int === undefined) {
    if (source instanceof PyPattern && flags === null) return 0;
    throw raise.TypeError(`unsupported operand type(s) for &: '${typeOf(flags).shown}' and 'RegexFlag'`);
  }
  if (typeof int === "bigint" || int !== (int | 0))
    throw raise.OverflowError("Python int too large to convert to C int");
  return int;
}

/**
 * The names of characters are a large table: the interpreter has them where they were loaded for it, and else
 * `unicodedata` brings them.
 */
function lookupName(name: string): number | undefined {
  const { interpreter } = current;
  // Whoever fills the entry fills it with this.
  const names = interpreter.moduleState.get(CHARACTER_NAMES) as CharacterNames | undefined;
  if (names !== undefined) return names.named(name);
  interpreter.trustedImports += 1;
  try {
    const text = asString(call(getAttribute(importModule(interpreter, "unicodedata"), "lookup"), [name]));
    // A named sequence of several characters is no character.
    return text !== undefined && Array.from(text).length === 1 ? text.codePointAt(0) : undefined;
  } catch (error) {
    if (isException(error, "KeyError") || isException(error, "ImportError")) return undefined;
    throw error;
  } finally {
    interpreter.trustedImports -= 1;
  }
}
