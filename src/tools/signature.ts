/**
 * How a model is told of a tool: as a typed Python function, as the JSON of tool calling, and in the two plain texts
 * that smolagents' prompt templates print.
 */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { typeList } from "./describe.ts";
import { toPythonLiteral } from "./python-literal.ts";
import { resolveReference } from "./schema.ts";

/** The parts of a tool that a prompt shows; a managed agent has them too. */
export type Described = Pick<ToolSpec, "name" | "description" | "inputs" | "outputType"> & {
  readonly outputSchema?: JsonSchema | undefined;
};

/**
 * A Python stub with a docstring: types, defaults, choices and the fields of nested objects.
 *
 * ```python
 * def web_search(query: str, max_results: int = 10) -> str:
 *     """Searches the web.
 *
 *     Args:
 *         query: What to look for
 *         max_results: How many results
 *     """
 * ```
 */
export function toPythonSignature(tool: Described): string {
  const properties = propertiesOf(tool.inputs);
  const required = requiredOf(tool.inputs);
  const result =
    tool.outputSchema === undefined
      ? (OUTPUT_TYPES[tool.outputType] ?? "Any")
      : pythonType(tool.outputSchema, tool.outputSchema);
  const sections = [tool.description.trim()];
  if (properties.length > 0)
    sections.push(
      `Args:\n${properties.map(([name, schema]) => indent(fieldText(name, schema, tool.inputs, 0))).join("\n")}`,
    );
  const returned = tool.outputSchema === undefined ? "" : returnedText(tool.outputSchema);
  if (returned !== "") sections.push(`Returns:\n${indent(returned)}`);
  return `def ${tool.name}(${parameters(tool.inputs, properties, required)}) -> ${result}:\n${indent(docstring(sections.join("\n\n")))}`;
}

const OUTPUT_TYPES: Record<string, string> = {
  string: "str",
  boolean: "bool",
  integer: "int",
  number: "float",
  array: "list",
  object: "dict",
  null: "None",
  image: "AgentImage",
  audio: "AgentAudio",
};

type Property = [name: string, schema: JsonSchema];

function propertiesOf(schema: JsonSchema): Property[] {
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema | boolean>;
  return Object.entries(properties).map(([name, property]) => [name, typeof property === "object" ? property : {}]);
}

function requiredOf(schema: JsonSchema): ReadonlySet<string> {
  return new Set(Array.isArray(schema["required"]) ? (schema["required"] as string[]) : []);
}

function parameters(root: JsonSchema, properties: Property[], required: ReadonlySet<string>): string {
  const parts: string[] = [];
  let hasDefault = false;
  for (const [name, schema] of properties) {
    const type = pythonType(schema, root);
    if (required.has(name)) {
      // Python wants a star before a required argument that follows one with a default.
      if (hasDefault && !parts.includes("*")) parts.push("*");
      parts.push(`${name}: ${type}`);
      continue;
    }
    hasDefault = true;
    if ("default" in schema && schema["default"] !== null)
      parts.push(`${name}: ${type} = ${toPythonLiteral(schema["default"])}`);
    else parts.push(`${name}: ${/\bNone$|^Any$/.test(type) ? type : `${type} | None`} = None`);
  }
  return parts.join(", ");
}

function pythonType(schema: JsonSchema, root: JsonSchema, depth = 0): string {
  const target = follow(schema, root);
  if ("const" in target) return `Literal[${toPythonLiteral(target["const"])}]`;
  if (Array.isArray(target["enum"])) return `Literal[${target["enum"].map(toPythonLiteral).join(", ")}]`;
  if (target["format"] === "image") return "AgentImage";
  if (target["format"] === "audio") return "AgentAudio";
  const union = target["anyOf"] ?? target["oneOf"];
  if (Array.isArray(union)) return joinTypes(union.map((branch: JsonSchema) => pythonType(branch, root, depth + 1)));
  const types = typeList(target);
  if (types.length === 0) return target["properties"] === undefined ? "Any" : "dict";
  return joinTypes(types.map((type) => simpleType(type, target, root, depth)));
}

function simpleType(type: string, schema: JsonSchema, root: JsonSchema, depth: number): string {
  if (depth < 4 && type === "array" && isSchema(schema["items"])) {
    const item = pythonType(schema["items"], root, depth + 1);
    return item === "Any" ? "list" : `list[${item}]`;
  }
  if (
    depth < 4 &&
    type === "object" &&
    isSchema(schema["additionalProperties"]) &&
    schema["properties"] === undefined
  ) {
    const value = pythonType(schema["additionalProperties"], root, depth + 1);
    return value === "Any" ? "dict" : `dict[str, ${value}]`;
  }
  return OUTPUT_TYPES[type] ?? "Any";
}

/** None last, nothing twice, Any alone. */
function joinTypes(types: string[]): string {
  if (types.includes("Any")) return "Any";
  const unique = [...new Set(types.flatMap((type) => (type.includes("[") ? [type] : type.split(" | "))))];
  return [...unique.filter((type) => type !== "None"), ...unique.filter((type) => type === "None")].join(" | ");
}

function follow(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  for (let hops = 0; hops < 8 && typeof current["$ref"] === "string"; hops++) {
    const target = resolveReference(root, current["$ref"]);
    if (typeof target === "boolean") return {};
    const { $ref: _reference, ...rest } = current;
    current = { ...target, ...rest };
  }
  return current;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "name: what it is", and below it the fields of an object or of a list's objects. */
function fieldText(name: string, schema: JsonSchema, root: JsonSchema, depth: number): string {
  const target = follow(schema, root);
  const type = depth === 0 ? "" : ` (${pythonType(target, root)})`;
  const description =
    typeof target["description"] === "string"
      ? `: ${target["description"]
          .split("\n")
          .map((line) => line.trim())
          .join(" ")
          .trim()}`
      : "";
  const nested = nestedFields(target, root, depth);
  return `${name}${type}${description || (depth === 0 ? ":" : "")}${nested === "" ? "" : `\n${nested}`}`;
}

function nestedFields(schema: JsonSchema, root: JsonSchema, depth: number): string {
  if (depth >= 3) return "";
  const holder = isSchema(schema["items"]) ? follow(schema["items"], root) : schema;
  const required = requiredOf(holder);
  return propertiesOf(holder)
    .map(([name, property]) => indent(fieldText(required.has(name) ? name : `${name}?`, property, root, depth + 1)))
    .join("\n");
}

function returnedText(schema: JsonSchema): string {
  const target = follow(schema, schema);
  const fields = nestedFields(target, schema, 0);
  const description = typeof target["description"] === "string" ? target["description"].trim() : "";
  if (fields === "") return description;
  const opening = isSchema(target["items"]) ? "A list of dicts with the keys:" : "A dict with the keys:";
  return `${description === "" ? "" : `${description}\n`}${opening}\n${fields}`;
}

/** A description must not be able to end the docstring that holds it. */
function docstring(text: string): string {
  return `"""${text.replaceAll("\\", "\\\\").replaceAll('"""', "'''")}\n"""`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

/** The JSON of tool calling in OpenAI's form, which most wires take or derive theirs from. */
export function toToolCallingJson(tool: Described): {
  type: "function";
  function: { name: string; description: string; parameters: JsonSchema };
} {
  return {
    type: "function",
    function: { name: tool.name, description: tool.description, parameters: toWireSchema(tool.inputs) },
  };
}

/** Handles of images and audio have no JSON form: a model names them by a string. */
function toWireSchema(inputs: JsonSchema): JsonSchema {
  const properties = propertiesOf(inputs).map(([name, schema]): Property => {
    if (schema["format"] !== "image" && schema["format"] !== "audio") return [name, schema];
    const { format, ...rest } = schema;
    return [
      name,
      {
        type: "string",
        ...rest,
        description: `${String(rest["description"] ?? "")} (the name of a stored ${String(format)})`.trim(),
      },
    ];
  });
  return { type: "object", ...inputs, properties: Object.fromEntries(properties) };
}

/** smolagents' code prompt: a stub whose types are JSON's words. */
export function toCodePrompt(tool: Described): string {
  const inputs = Object.entries(toToolInputs(tool.inputs));
  const structured = tool.outputSchema !== undefined;
  const sections = [tool.description];
  if (structured)
    sections.push(
      "The result is a dict that follows the schema below: read its fields directly, as in result['field'], without printing it first.",
    );
  if (inputs.length > 0)
    sections.push(
      `Args:\n${inputs.map(([name, input]) => indent(`${name}: ${String(input["description"])}`)).join("\n")}`,
    );
  if (structured)
    sections.push(
      `Returns:\n    dict that follows this JSON schema:\n${indent(indent(JSON.stringify(tool.outputSchema, null, 4)))}`,
    );
  const signature = inputs
    .map(
      ([name, input]) =>
        `${name}: ${typeof input["type"] === "string" ? input["type"] : toPythonLiteral(input["type"])}`,
    )
    .join(", ");
  return `def ${tool.name}(${signature}) -> ${structured ? "dict" : tool.outputType}:\n${indent(`"""${sections.join("\n\n")}\n"""`)}`;
}

/** smolagents' tool-calling prompt: one paragraph in plain words. */
export function toToolCallingPrompt(tool: Described): string {
  const inputs = toPythonLiteral(toToolInputs(tool.inputs));
  return `${tool.name}: ${tool.description}\n    Takes inputs: ${inputs}\n    Returns an output of type: ${tool.outputType}`;
}

/** A JSON Schema of arguments in smolagents' form: what its templates call `tool.inputs`. */
export function toToolInputs(inputs: JsonSchema): Record<string, JsonSchema> {
  const required = requiredOf(inputs);
  return Object.fromEntries(
    propertiesOf(inputs).map(([name, property]) => {
      const { type: _type, format, description, ...rest } = follow(property, inputs);
      const types = typeList(property).filter((type) => type !== "null");
      const special = format === "image" || format === "audio" ? format : undefined;
      const input: Record<string, unknown> = {
        type: special ?? (types.length === 0 ? "any" : types.length === 1 ? types[0] : types),
        description: description ?? "",
      };
      Object.assign(input, rest, format === undefined || special !== undefined ? {} : { format });
      if (!required.has(name)) input["nullable"] = true;
      return [name, input];
    }),
  );
}
