/** Says in words what a JSON Schema wants and what a value is: the two halves of an error that a model can act on. */
import type { JsonSchema } from "../executors/executor.ts";

const NOUNS: Record<string, string> = {
  string: "a string",
  integer: "an integer",
  number: "a number",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  null: "null",
};

const PLURALS: Record<string, string> = {
  string: "strings",
  integer: "integers",
  number: "numbers",
  boolean: "booleans",
  array: "arrays",
  object: "objects",
};

/** "an integer", "one of 'a', 'b'", "an array of strings". */
export function describeSchema(schema: JsonSchema | boolean): string {
  if (schema === true) return "anything";
  if (schema === false) return "nothing";
  if ("const" in schema) return describeLiteral(schema["const"]);
  const choices = schema["enum"];
  if (Array.isArray(choices))
    return `one of ${choices.slice(0, 20).map(describeLiteral).join(", ")}${choices.length > 20 ? ", ..." : ""}`;
  const union = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(union)) return [...new Set(union.map((branch: JsonSchema) => describeSchema(branch)))].join(" or ");
  const types = typeList(schema);
  if (types.length === 0) return schema["properties"] === undefined ? "another value" : "an object";
  return types.map((type) => (type === "array" ? describeArray(schema) : (NOUNS[type] ?? type))).join(" or ");
}

function describeArray(schema: JsonSchema): string {
  const items = schema["items"];
  if (typeof items !== "object" || items === null) return "an array";
  const types = typeList(items as JsonSchema);
  const plural = types.length === 1 ? PLURALS[types[0] ?? ""] : undefined;
  return plural === undefined ? "an array" : `an array of ${plural}`;
}

/** The declared types as a list; OpenAPI's `nullable` counts as null. */
export function typeList(schema: JsonSchema): string[] {
  const type = schema["type"];
  const types = Array.isArray(type) ? type.map(String) : typeof type === "string" ? [type] : [];
  if (schema["nullable"] === true && types.length > 0 && !types.includes("null")) types.push("null");
  return types;
}

/** The JSON type of a value: what `type` in a schema would have to be. */
export function jsonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "function") return "function";
  if (value instanceof Map) return "map";
  if (value instanceof Set) return "set";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Date) return "date";
  return "object";
}

const SEEN: Record<string, string> = {
  map: "a dict",
  set: "a set",
  bytes: "bytes",
  date: "a datetime",
  function: "a function",
};

/** "the string 'many'", "null", "an array of 3 items"; long values are shortened. */
export function describeValue(value: unknown): string {
  const type = jsonTypeOf(value);
  if (type === "null") return "null";
  if (type === "string") return `the string ${describeLiteral(value)}`;
  if (type === "integer" || type === "number") return `the number ${shorten(String(value))}`;
  if (type === "boolean") return `the boolean ${String(value)}`;
  if (Array.isArray(value)) return `an array of ${value.length} ${value.length === 1 ? "item" : "items"}`;
  if (type !== "object") return SEEN[type] ?? `a ${type}`;
  const keys = Object.keys(value as object);
  return keys.length === 0
    ? "an empty object"
    : `an object with ${keys.slice(0, 5).join(", ")}${keys.length > 5 ? ", ..." : ""}`;
}

export function describeLiteral(value: unknown): string {
  if (typeof value === "string") return `'${shorten(value)}'`;
  if (typeof value === "bigint") return shorten(String(value));
  return shorten(JSON.stringify(value) ?? String(value));
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
