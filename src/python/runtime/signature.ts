/**
 * Signatures of built-ins, written as Python writes them: `"(self, /, sep=None, maxsplit=-1)"`.
 *
 * The text gives argument binding, CPython's argument errors and `__text_signature__`. Defaults are Python literals;
 * `=...` means "not given", which arrives as undefined. A text is parsed when the built-in is first called.
 */
import { unreachable } from "../../errors.ts";
import { raise } from "./raise.ts";
import { Ellipsis, type Keywords, PyFloat, PyTuple, type PyValue } from "./values.ts";

export type Default = PyValue | undefined;

export interface Signature {
  /** Every named parameter but *args and **kwargs, in order. */
  readonly names: readonly string[];
  readonly defaults: readonly Default[];
  readonly isRequired: readonly boolean[];
  readonly positionalOnlyCount: number;
  readonly positionalCount: number;
  /** Where *args stands among the JavaScript arguments, or -1. */
  readonly hasVarArgs: boolean;
  readonly hasVarKeywords: boolean;
  readonly requiredPositional: number;
  /** The most arguments a positional call may have; Infinity with *args. */
  readonly maxPositional: number;
  /** Whether a positional call with the right count needs nothing but the defaults. */
  readonly isPlain: boolean;
  /** Whether a positional call of any length is an array for *args, and the defaults of the rest. */
  readonly takesAnyPositional: boolean;
}

const EMPTY_TUPLE = new PyTuple();

function parseDefault(text: string): Default {
  switch (text) {
    case "...":
      return undefined;
    case "None":
      return null;
    case "True":
      return true;
    case "False":
      return false;
    case "()":
      return EMPTY_TUPLE;
    case "Ellipsis":
      return Ellipsis;
    default:
  }
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?\d+\.\d*$/.test(text)) return new PyFloat(Number(text));
  const quote = text[0];
  if ((quote === "'" || quote === '"') && text.endsWith(quote)) {
    return text.slice(1, -1).replaceAll("\\n", "\n").replaceAll("\\t", "\t").replaceAll("\\\\", "\\");
  }
  return unreachable(`a signature has the default ${text}`);
}

/** Splits `a, b=', ', *c` at commas that are not inside quotes. */
function splitParameters(text: string): string[] {
  const parts: string[] = [];
  let start = 0,
    quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === "\\") i++;
      else if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === ",") {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  if (last !== "") parts.push(last);
  return parts;
}

/** Parses the part between the parentheses. */
export function parseSignature(text: string): Signature {
  const names: string[] = [];
  const defaults: Default[] = [];
  const isRequired: boolean[] = [];
  let positionalOnlyCount = 0,
    positionalCount = -1;
  let hasVarArgs = false,
    hasVarKeywords = false;
  for (const part of splitParameters(text)) {
    if (part === "/") positionalOnlyCount = names.length;
    else if (part === "*") positionalCount = names.length;
    else if (part.startsWith("**")) hasVarKeywords = true;
    else if (part.startsWith("*")) {
      hasVarArgs = true;
      positionalCount = names.length;
    } else {
      const equals = part.indexOf("=");
      names.push(equals < 0 ? part : part.slice(0, equals).trim());
      defaults.push(equals < 0 ? undefined : parseDefault(part.slice(equals + 1).trim()));
      isRequired.push(equals < 0);
    }
  }
  if (positionalCount < 0) positionalCount = names.length;
  let requiredPositional = 0;
  while (requiredPositional < positionalCount && isRequired[requiredPositional] === true) requiredPositional++;
  const keywordRequired = isRequired.slice(positionalCount).includes(true);
  return {
    names,
    defaults,
    isRequired,
    positionalOnlyCount,
    positionalCount,
    hasVarArgs,
    hasVarKeywords,
    requiredPositional,
    maxPositional: hasVarArgs ? Infinity : positionalCount,
    isPlain: !hasVarArgs && !hasVarKeywords && !keywordRequired,
    takesAnyPositional: hasVarArgs && !hasVarKeywords && positionalCount === 0 && !keywordRequired,
  };
}

function plural(count: number): string {
  return count === 1 ? "" : "s";
}

/** The methods that CPython binds by an older way, with words of its own. */
const OLD_BINDERS = /^(?:str|bytes|bytearray)\.(?:r?find|r?index|count|startswith|endswith)$/;

/**
 * The error for a wrong number of arguments, in the words of CPython's own binders: which of them a built-in uses follows
 * from its signature. Only those of functions with at most one argument show the type of a method. Slot wrappers have no name.
 */
export function wrongCount(name: string, signature: Signature, given: number, keywords = 0, isNew = false): never {
  const { requiredPositional: least, maxPositional: most } = signature;
  const plain = name.slice(name.lastIndexOf(".") + 1);
  const got = given + keywords;
  if (OLD_BINDERS.test(name)) {
    const count = given < least ? least : most;
    throw raise.TypeError(
      `${plain}() takes ${given < least ? "at least" : "at most"} ${count} argument${plural(count)} (${given} given)`,
    );
  }
  if (signature.positionalOnlyCount < signature.positionalCount || signature.names.length > signature.positionalCount) {
    const total = signature.names.length;
    if (got > total) {
      throw raise.TypeError(
        `${plain}() takes at most ${total} ${given === 0 ? "keyword " : ""}argument${plural(total)} (${got} given)`,
      );
    }
    if (given > most) {
      throw raise.TypeError(
        most === 0
          ? `${plain}() takes no positional arguments`
          : `${plain}() takes ${least < most ? "at most" : "exactly"} ${most} positional argument${plural(most)} (${given} given)`,
      );
    }
    throw raise.TypeError(
      given < signature.positionalOnlyCount
        ? `${plain}() takes ${least < most ? "at least" : "exactly"} ${least} positional argument${plural(least)} (${given} given)`
        : `${plain}() missing required argument '${signature.names[given] ?? ""}' (pos ${given + 1})`,
    );
  }
  if (most === 0)
    throw raise.TypeError(
      name === "" ? `expected 0 arguments, got ${given}` : `${name}() takes no arguments (${given} given)`,
    );
  if (least === most) {
    throw raise.TypeError(
      least !== 1 || isNew
        ? `${plain} expected ${least} argument${plural(least)}, got ${given}`
        : name === ""
          ? `expected 1 argument, got ${given}`
          : `${name}() takes exactly one argument (${given} given)`,
    );
  }
  throw raise.TypeError(
    given < least
      ? `${plain} expected at least ${least} argument${plural(least)}, got ${given}`
      : `${plain} expected at most ${most} argument${plural(most)}, got ${given}`,
  );
}

/**
 * Binds a call to a signature. Gives one entry per named parameter, then an array for *args and a Map for **kwargs:
 * `(a, b, *args, c, **kwargs)` arrives as `[a, b, args, c, kwargs]`, in the order of the text.
 */
export function bindArguments(
  name: string,
  signature: Signature,
  args: readonly PyValue[],
  keywords: Keywords | null,
): unknown[] {
  const { names, defaults, positionalCount, positionalOnlyCount } = signature;
  let extra: Keywords | null = signature.hasVarKeywords ? new Map() : null;
  if (names.length === positionalOnlyCount && extra === null && keywords !== null && keywords.size > 0)
    throw raise.TypeError(`${name}() takes no keyword arguments`);
  const isTooMuch =
    keywords !== null && extra === null && !signature.hasVarArgs && args.length + keywords.size > names.length;
  if (isTooMuch || args.length > signature.maxPositional) wrongCount(name, signature, args.length, keywords?.size);
  const values: (PyValue | undefined)[] = args.slice(0, positionalCount);
  const given = values.length;
  const plain = name.slice(name.lastIndexOf(".") + 1);
  let refusal: string | undefined;
  if (keywords !== null) {
    for (const [key, value] of keywords) {
      const index = names.indexOf(key, positionalOnlyCount);
      if (index >= given) values[index] = value;
      else if (index >= 0) refusal = `argument for ${plain}() given by name ('${key}') and position (${index + 1})`;
      else if (extra !== null) extra.set(key, value);
      else refusal ??= `'${key}' is an invalid keyword argument for ${plain}()`;
    }
  }
  for (let index = given; index < names.length; index++) {
    if (values[index] !== undefined) continue;
    if (signature.isRequired[index] === true) {
      if (positionalOnlyCount === names.length) wrongCount(name, signature, given);
      if (index >= positionalCount)
        throw raise.TypeError(`${plain}() missing required keyword-only argument: '${names[index]}'`);
      if (index < positionalOnlyCount) wrongCount(name, signature, given);
      throw raise.TypeError(`${plain}() missing required argument '${names[index]}' (pos ${index + 1})`);
    }
    values[index] = defaults[index];
  }
  // Of all that is wrong, what is missing comes first.
  if (refusal !== undefined) throw raise.TypeError(refusal);
  if (!signature.hasVarArgs && extra === null) return values;
  const bound: unknown[] = values.slice(0, positionalCount);
  if (signature.hasVarArgs) bound.push(args.slice(positionalCount));
  for (let index = positionalCount; index < names.length; index++) bound.push(values[index]);
  if (extra !== null) bound.push(extra);
  extra = null;
  return bound;
}
