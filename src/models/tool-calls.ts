/** Tool calls: reading their arguments, finding them in plain text, and describing tools to a provider. */
import { ThreadsnakeError } from "../errors.ts";
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { parseLooseJson } from "./json-repair.ts";
import type { ChatMessageToolCall } from "./model.ts";

/** `{ name, description, parameters }`: what every provider wants to know of a tool, under its own field names. */
export interface FunctionDeclaration {
  name: string;
  description: string;
  parameters: JsonSchema;
}

export function toFunctionDeclaration(tool: ToolSpec): FunctionDeclaration {
  const { inputs } = tool;
  const isObject = inputs["type"] === "object" && typeof inputs["properties"] === "object";
  return {
    name: tool.name,
    description: tool.description,
    parameters: isObject ? inputs : { ...inputs, type: "object", properties: inputs["properties"] ?? {} },
  };
}

/** The shape of OpenAI and of those who follow it. */
export function toFunctionTool(tool: ToolSpec): { type: "function"; function: FunctionDeclaration } {
  return { type: "function", function: toFunctionDeclaration(tool) };
}

/** For protocols whose arguments are an object: a text that could not be read is its only field. */
export function toArgumentObject({ arguments: given }: ChatMessageToolCall): Record<string, unknown> {
  return typeof given === "string" ? { input: given } : given;
}

export type ReadArguments = Pick<ChatMessageToolCall, "arguments" | "repairedFrom">;

/** Arguments as an object where the text can be read as one, mended if need be; else the text itself. */
export function readToolArguments(given: unknown): ReadArguments {
  if (isRecord(given)) return { arguments: given };
  if (given === undefined || given === null || given === "") return { arguments: {} };
  const text = typeof given === "string" ? given : JSON.stringify(given);
  if (text.trim() === "") return { arguments: {} };
  try {
    let { value, repaired } = parseLooseJson(text);
    // Some servers encode the object twice.
    if (typeof value === "string") ({ value, repaired } = parseLooseJson(value));
    if (isRecord(value)) return repaired ? { arguments: value, repairedFrom: text } : { arguments: value };
  } catch {
    // Not JSON in any reading: the agent tells the model, with the text it wrote.
  }
  return { arguments: text };
}

/** smolagents' small form: an object, or the text as it was. */
export function parseToolArgsIfNeeded(given: string | Record<string, unknown>): string | Record<string, unknown> {
  return readToolArguments(given).arguments;
}

export interface ToolCallKeys {
  toolNameKey?: string | undefined;
  toolArgumentsKey?: string | undefined;
}

/**
 * The tool calls that a model wrote as JSON in its text, for models without native tool calls.
 *
 * Every object with the name key counts, inside prose, fences, tags or arrays. None at all is an error that tells the model
 * what was expected.
 */
export function parseToolCalls(text: string, keys: ToolCallKeys = {}): ChatMessageToolCall[] {
  const calls: ChatMessageToolCall[] = [];
  for (const blob of findJsonBlobs(text)) collectCalls(blob, keys, calls);
  if (calls.length > 0) return calls.map((call, index) => ({ ...call, id: `call_${index + 1}` }));
  const { toolNameKey = "name", toolArgumentsKey = "arguments" } = keys;
  const found =
    text.trim() === ""
      ? "The reply is empty."
      : `The reply was: ${text.length > 500 ? `${text.slice(0, 500)}…` : text}`;
  throw new ThreadsnakeError(`No tool call was found in the reply. ${found}`, {
    code: "tool-call-unreadable",
    hint: `Write one JSON object: {"${toolNameKey}": "the_tool", "${toolArgumentsKey}": {"argument": "value"}}`,
  });
}

function collectCalls(blob: unknown, keys: ToolCallKeys, calls: ChatMessageToolCall[]): void {
  if (Array.isArray(blob)) {
    for (const item of blob) collectCalls(item, keys, calls);
    return;
  }
  if (!isRecord(blob)) return;
  const { toolNameKey = "name", toolArgumentsKey = "arguments" } = keys;
  const name = blob[toolNameKey];
  if (typeof name === "string" && name !== "") {
    const given = blob[toolArgumentsKey] ?? blob["parameters"];
    calls.push({ id: "", name, ...readToolArguments(given) });
    return;
  }
  // OpenAI's own shape, as models imitate it: {"type": "function", "function": {...}} and {"tool_calls": [...]}.
  if (isRecord(blob["function"])) collectCalls(blob["function"], {}, calls);
  else if (Array.isArray(blob["tool_calls"])) collectCalls(blob["tool_calls"], keys, calls);
}

/** Balanced objects and arrays in the text; where none is balanced, from the first brace to the last, or to the end. */
function* findJsonBlobs(text: string): Generator<unknown> {
  let found = false;
  let position = 0;
  for (;;) {
    const start = text.slice(position).search(/[{[]/u);
    if (start === -1) break;
    const from = position + start;
    const end = findBalancedEnd(text, from);
    if (end === -1) break;
    const value = tryParse(text.slice(from, end));
    if (value !== undefined) {
      found = true;
      yield value;
    }
    position = value === undefined ? from + 1 : end;
  }
  if (found) return;
  const first = text.indexOf("{");
  if (first === -1) return;
  const last = text.lastIndexOf("}");
  const value = (last > first ? tryParse(text.slice(first, last + 1)) : undefined) ?? tryParse(text.slice(first));
  if (value !== undefined) yield value;
}

function findBalancedEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

function tryParse(text: string): unknown {
  try {
    const { value } = parseLooseJson(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Ids that a server left out or repeated within one message are replaced, so that each call can be answered. */
export function ensureUniqueIds(calls: ChatMessageToolCall[]): ChatMessageToolCall[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    let id = call.id === "" ? `call_${index + 1}` : call.id;
    while (seen.has(id)) id += `_${index + 1}`;
    seen.add(id);
    return id === call.id ? call : { ...call, id };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
