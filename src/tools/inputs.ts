/** Brings the three ways to declare arguments to one: a JSON Schema of an object, required arguments first. */
import type { JsonSchema } from "../executors/executor.ts";
import { ToolDefinitionError } from "./errors.ts";
import { nearest } from "../python/runtime/nearest.ts";
import { isStandardSchema, standardToJsonSchema } from "./standard-schema.ts";

export const TOOL_TYPES: readonly string[] = [
  "string",
  "boolean",
  "integer",
  "number",
  "image",
  "audio",
  "array",
  "object",
  "any",
  "null",
];

const NO_ARGUMENTS: JsonSchema = { type: "object", properties: {}, additionalProperties: false };

/** Accepts smolagents' form, a JSON Schema and a Standard Schema. */
export function toInputSchema(toolName: string, declared: unknown): JsonSchema {
  if (declared === undefined) return NO_ARGUMENTS;
  if (isStandardSchema(declared)) return checkedSchema(toolName, standardToJsonSchema(declared, "input"));
  if (typeof declared !== "object" || declared === null || Array.isArray(declared)) {
    throw new ToolDefinitionError(
      `The arguments of the tool ${toolName} must be declared by an object, not by ${String(declared)}`,
      {
        hint: "Write { query: { type: 'string', description: '...' } }, a JSON Schema, or a Standard Schema.",
      },
    );
  }
  // An argument may be called "type" or "properties": in smolagents' form its value is an object with a type.
  return isJsonSchema(declared)
    ? checkedSchema(toolName, declared)
    : fromToolInputs(toolName, declared as Record<string, unknown>);
}

function isJsonSchema(declared: object): declared is JsonSchema {
  const schema = declared as JsonSchema;
  if (typeof schema["type"] === "string" || typeof schema["$ref"] === "string" || typeof schema["$schema"] === "string")
    return true;
  const properties = schema["properties"];
  return (
    typeof properties === "object" && properties !== null && typeof (properties as JsonSchema)["type"] !== "string"
  );
}

function checkedSchema(toolName: string, given: JsonSchema): JsonSchema {
  const schema = { ...resolveRoot(given) };
  if (schema["type"] !== undefined && schema["type"] !== "object") {
    throw new ToolDefinitionError(
      `The arguments of the tool ${toolName} must be an object, but the schema says ${JSON.stringify(schema["type"])}`,
    );
  }
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema | boolean>;
  for (const name of Object.keys(properties)) checkArgumentName(toolName, name);
  const required = new Set(Array.isArray(schema["required"]) ? (schema["required"] as string[]) : []);
  return { ...schema, type: "object", properties: requiredFirst(properties, required) };
}

/** `{ $ref: "#/$defs/Input", $defs }`, as some generators write it, with the reference followed. */
function resolveRoot(schema: JsonSchema): JsonSchema {
  const reference = schema["$ref"];
  if (typeof reference !== "string" || schema["properties"] !== undefined) return schema;
  const match = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference);
  const target =
    match === null ? undefined : (schema[match[1] ?? ""] as Record<string, JsonSchema> | undefined)?.[match[2] ?? ""];
  if (target === undefined) return schema;
  const { $ref: _reference, ...rest } = schema;
  return { ...rest, ...target };
}

function fromToolInputs(toolName: string, inputs: Record<string, unknown>): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, input] of Object.entries(inputs)) {
    checkArgumentName(toolName, name);
    properties[name] = fromToolInput(toolName, name, input);
    if (!isNullable(input as JsonSchema) && !Object.hasOwn(input as object, "default")) required.push(name);
  }
  return {
    type: "object",
    properties: requiredFirst(properties, new Set(required)),
    required,
    additionalProperties: false,
  };
}

function fromToolInput(toolName: string, name: string, input: unknown): JsonSchema {
  if (typeof input !== "object" || input === null) {
    throw new ToolDefinitionError(
      `Argument '${name}' of the tool ${toolName} must be an object with type and description, not ${String(input)}`,
    );
  }
  const { type, nullable: _nullable, ...rest } = input as JsonSchema;
  if (typeof rest["description"] !== "string") {
    throw new ToolDefinitionError(`Argument '${name}' of the tool ${toolName} has no description`, {
      hint: "The model knows an argument only by its name and description.",
    });
  }
  const types = (Array.isArray(type) ? type : [type]).map((word) =>
    checkedType(word, `argument '${name}' of the tool ${toolName}`),
  );
  // smolagents' words that are not JSON Schema's are kept as a format: the value is a handle or anything at all.
  if (types.includes("any")) return rest;
  const special = types.find((word) => word === "image" || word === "audio");
  if (special !== undefined) return { ...rest, format: special };
  const all = isNullable(input as JsonSchema) && !types.includes("null") ? [...types, "null"] : types;
  return { type: all.length === 1 ? all[0] : all, ...rest };
}

function isNullable(input: JsonSchema): boolean {
  const type = input["type"];
  return input["nullable"] === true || type === "null" || (Array.isArray(type) && type.includes("null"));
}

/** One of smolagents' words for a type. */
export function checkedType(word: unknown, place: string): string {
  if (typeof word === "string" && TOOL_TYPES.includes(word)) return word;
  const near = typeof word === "string" ? nearest(word, TOOL_TYPES) : undefined;
  throw new ToolDefinitionError(`The type of ${place} is ${JSON.stringify(word)}, which is not a type`, {
    hint: `${near === undefined ? "" : `Did you mean "${near}"? `}Types: ${TOOL_TYPES.join(", ")}.`,
  });
}

function checkArgumentName(toolName: string, name: string): void {
  if (isPythonName(name)) return;
  throw new ToolDefinitionError(
    `Argument ${JSON.stringify(name)} of the tool ${toolName} is not a name that Python can use`,
    {
      hint: "Use letters, digits and underscores, not beginning with a digit, and no keyword.",
    },
  );
}

/** Python has positional arguments without a default before those with one. */
function requiredFirst<Value>(properties: Record<string, Value>, required: ReadonlySet<string>): Record<string, Value> {
  const names = Object.keys(properties);
  const ordered = [...names.filter((name) => required.has(name)), ...names.filter((name) => !required.has(name))];
  return Object.fromEntries(ordered.map((name) => [name, properties[name] as Value]));
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

/** Whether Python can call something by this name. */
export function isPythonName(name: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(name) && !KEYWORDS.has(name);
}

/** The nearest name that Python can use: what is done to names that come from elsewhere (MCP servers, OpenAPI documents). */
export function toPythonName(name: string): string {
  const letters = name.replace(/[^\p{XID_Continue}]+/gu, "_").replace(/^_+(?=\p{XID_Start})|_+$/gu, "");
  const started = /^[\p{XID_Start}_]/u.test(letters) ? letters : `_${letters}`;
  return KEYWORDS.has(started) ? `${started}_` : started;
}

/** Arguments that Python cannot name get a name that it can; `original` leads back to what the other side calls them. */
export function toPythonArguments(schema: JsonSchema): { schema: JsonSchema; original: Map<string, string> } {
  const original = new Map<string, string>();
  const properties = (schema["properties"] ?? {}) as Record<string, unknown>;
  const names = Object.keys(properties);
  if (names.every(isPythonName)) return { schema: { ...schema, type: "object" }, original };
  const renamed = new Map<string, string>();
  for (const name of names) {
    let python = toPythonName(name);
    while (original.has(python) || (python !== name && Object.hasOwn(properties, python))) python += "_";
    renamed.set(name, python);
    original.set(python, name);
  }
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  return {
    schema: {
      ...schema,
      type: "object",
      properties: Object.fromEntries(names.map((name) => [renamed.get(name) ?? name, properties[name]])),
      required: required.map((name) => renamed.get(name) ?? name),
    },
    original,
  };
}

export function withOriginalNames(
  args: Record<string, unknown>,
  original: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [original.get(name) ?? name, value]));
}
