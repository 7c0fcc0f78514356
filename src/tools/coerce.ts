/**
 * The changes to a value that lose nothing and that a model surely meant: "5" for an integer, "true" for a boolean,
 * JSON text for an object. Everything else stays an error, since a guess that is wrong is worse than a question.
 */
import { jsonTypeOf } from "./describe.ts";

/** No change fits. A symbol, since `undefined` and `null` are values. */
export const UNCHANGED: unique symbol = Symbol("unchanged");

type Converter = (value: unknown) => unknown;

const CONVERTERS: Record<string, Converter> = {
  integer: (value) => {
    if (typeof value !== "string") return UNCHANGED;
    const match = /^\s*([+-]?\d{1,1000})(?:\.0*)?\s*$/.exec(value);
    if (match?.[1] === undefined) return UNCHANGED;
    const number = Number(match[1]);
    return Number.isSafeInteger(number) ? number : BigInt(match[1].replace(/^\+/, ""));
  },
  number: (value) => {
    if (typeof value !== "string" || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)) return UNCHANGED;
    const number = Number(value);
    return Number.isFinite(number) ? number : UNCHANGED;
  },
  boolean: (value) => {
    if (typeof value !== "string") return UNCHANGED;
    const word = value.trim().toLowerCase();
    return word === "true" ? true : word === "false" ? false : UNCHANGED;
  },
  null: (value) => {
    if (typeof value !== "string") return UNCHANGED;
    const word = value.trim().toLowerCase();
    return word === "null" || word === "none" ? null : UNCHANGED;
  },
  string: (value) => {
    if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
    return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : UNCHANGED;
  },
  object: (value) => {
    if (value instanceof Map) {
      return [...value.keys()].every((key) => typeof key === "string")
        ? dictionary(value as Map<string, unknown>)
        : UNCHANGED;
    }
    return parsed(value, "{", "object");
  },
  array: (value) => {
    if (value instanceof Set) return [...value];
    const list = parsed(value, "[", "array");
    if (list !== UNCHANGED) return list;
    // Null and text that fails to parse as a list are more likely mistakes than one-element lists.
    if (value === null || value === undefined || (typeof value === "string" && value.trimStart().startsWith("[")))
      return UNCHANGED;
    return [value];
  },
};

/** `value` as a `type` of JSON Schema, or UNCHANGED. */
export function coerceToType(value: unknown, type: string): unknown {
  const convert = CONVERTERS[type];
  return convert === undefined ? UNCHANGED : convert(value);
}

/** The member of `choices` that a string means when only its case or the space around it differs. */
export function coerceToChoice(value: unknown, choices: readonly unknown[]): unknown {
  if (typeof value === "string") {
    const wanted = value.trim().toLowerCase();
    const matches = choices.filter((choice) => typeof choice === "string" && choice.toLowerCase() === wanted);
    if (matches.length === 1) return matches[0];
  }
  const types = new Set(choices.map(jsonTypeOf));
  for (const type of types) {
    const changed = coerceToType(value, type);
    if (changed !== UNCHANGED && choices.includes(changed)) return changed;
  }
  return UNCHANGED;
}

function parsed(value: unknown, opening: string, type: string): unknown {
  if (typeof value !== "string" || !value.trimStart().startsWith(opening)) return UNCHANGED;
  try {
    const result: unknown = JSON.parse(value);
    return jsonTypeOf(result) === type ? result : UNCHANGED;
  } catch {
    return UNCHANGED;
  }
}

/** Without a prototype, so that no key of a model's making means anything to JavaScript. */
function dictionary(map: Map<string, unknown>): Record<string, unknown> {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of map) result[key] = value;
  return result;
}
