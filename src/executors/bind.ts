/** Binds the arguments of a call in Python to what a tool or a bare function declares, with CPython's words when they do not fit. */
import type { HostFunction, ToolContext, ToolSpec } from "./executor.ts";
import type { ToolDescriptor } from "./protocol.ts";

/** A tool as the host keeps it: what Python is told, and how to call it. */
export interface BoundTool {
  descriptor: ToolDescriptor;
  call(args: unknown[], keywords: Array<[string, unknown]>, context: ToolContext): unknown;
}

/** Arguments that do not fit: arrives in Python as a TypeError. */
export class ArgumentError extends TypeError {}

/** Prepares `tool` for calls from Python under `name`. */
export function bindTool(name: string, tool: ToolSpec | HostFunction): BoundTool {
  return typeof tool === "function" ? bindFunction(name, tool) : bindSpec(name, tool);
}

function bindSpec(name: string, tool: ToolSpec): BoundTool {
  const properties = (tool.inputs["properties"] ?? {}) as Record<string, unknown>;
  const parameters = Object.keys(properties);
  const required = new Set(Array.isArray(tool.inputs["required"]) ? (tool.inputs["required"] as unknown[]) : []);
  const descriptor: ToolDescriptor = {
    name,
    parameters,
    required: parameters.filter((parameter) => required.has(parameter)).length,
    outputType: tool.outputType,
  };
  return {
    descriptor,
    call(args, keywords, context) {
      const bound = bindNames(name, parameters, args, keywords, tool.inputs["additionalProperties"] === true);
      const missing = parameters.filter((parameter) => required.has(parameter) && !bound.has(parameter));
      if (missing.length > 0) throw missingArguments(name, missing);
      return tool.call(Object.fromEntries(bound), context);
    },
  };
}

function bindFunction(name: string, fn: HostFunction): BoundTool {
  const signature = parameterNames(fn);
  const call = fn as (...args: unknown[]) => unknown;
  const descriptor: ToolDescriptor = {
    name,
    parameters: signature?.rest ? null : (signature?.names ?? null),
    required: fn.length,
    outputType: "any",
  };
  return {
    descriptor,
    call(args, keywords) {
      if (signature === undefined || (signature.rest && keywords.length === 0)) {
        if (keywords.length > 0) throw new ArgumentError(`${name}() takes no keyword arguments`);
        return call(...args);
      }
      const bound = bindNames(
        name,
        signature.names,
        args.slice(0, signature.rest ? signature.names.length : undefined),
        keywords,
        false,
      );
      const missing = signature.names.filter((parameter, index) => index < fn.length && !bound.has(parameter));
      if (missing.length > 0) throw missingArguments(name, missing);
      const last = Math.max(-1, ...[...bound.keys()].map((parameter) => signature.names.indexOf(parameter)));
      return call(
        ...signature.names.slice(0, last + 1).map((parameter) => bound.get(parameter)),
        ...args.slice(signature.names.length),
      );
    },
  };
}

function bindNames(
  name: string,
  parameters: string[],
  args: unknown[],
  keywords: Array<[string, unknown]>,
  acceptsOthers: boolean,
): Map<string, unknown> {
  if (args.length > parameters.length) {
    const takes = `${parameters.length} positional argument${parameters.length === 1 ? "" : "s"}`;
    throw new ArgumentError(`${name}() takes ${takes} but ${args.length} ${args.length === 1 ? "was" : "were"} given`);
  }
  const bound = new Map<string, unknown>(args.map((arg, index) => [parameters[index] as string, arg]));
  for (const [keyword, value] of keywords) {
    if (bound.has(keyword)) throw new ArgumentError(`${name}() got multiple values for argument '${keyword}'`);
    if (!parameters.includes(keyword) && !acceptsOthers) {
      const accepted = parameters.length === 0 ? "" : ` (it takes ${parameters.join(", ")})`;
      throw new ArgumentError(`${name}() got an unexpected keyword argument '${keyword}'${accepted}`);
    }
    bound.set(keyword, value);
  }
  return bound;
}

function missingArguments(name: string, missing: string[]): ArgumentError {
  const quoted = missing.map((parameter) => `'${parameter}'`);
  const list = quoted.length < 3 ? quoted.join(" and ") : `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1)}`;
  return new ArgumentError(
    `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? "" : "s"}: ${list}`,
  );
}

interface ParameterNames {
  names: string[];
  /** Whether the last parameter collects the others (and is not in `names`). */
  rest: boolean;
}

/** The parameter names of a JavaScript function, read from its source text; undefined for native functions and destructuring. */
export function parameterNames(fn: HostFunction): ParameterNames | undefined {
  const source = Function.prototype.toString.call(fn);
  if (/\{\s*\[native code\]\s*\}$/.test(source)) return undefined;
  const arrow = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(source);
  if (arrow?.[1] !== undefined) return { names: [arrow[1]], rest: false };
  const start = source.indexOf("(");
  const pieces = start < 0 ? undefined : splitParameters(source, start + 1);
  if (pieces === undefined) return undefined;
  const names: string[] = [];
  for (const piece of pieces) {
    const match = /^(\.\.\.)?\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:=|$)/u.exec(piece);
    if (match?.[2] === undefined) return undefined;
    if (match[1] !== undefined) return { names, rest: true };
    names.push(match[2]);
  }
  return { names, rest: false };
}

/** The texts between the commas of a parameter list that begins at `from`, comments left out. */
function splitParameters(source: string, from: number): string[] | undefined {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  for (let index = from; index < source.length; index++) {
    const skipped = /^(?:\/\/[^\n]*|\/\*[^]*?\*\/)/.exec(
      source.slice(index, index + 2) === "//" || source.slice(index, index + 2) === "/*" ? source.slice(index) : "",
    );
    if (skipped !== null) {
      index += skipped[0].length - 1;
      continue;
    }
    const character = source[index] as string;
    if (character === '"' || character === "'" || character === "`") {
      const end = endOfString(source, index, character);
      piece += source.slice(index, end + 1);
      index = end;
      continue;
    }
    if (depth === 0 && (character === "," || character === ")")) {
      if (piece.trim() !== "") pieces.push(piece.trim());
      if (character === ")") return pieces;
      piece = "";
      continue;
    }
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    piece += character;
  }
  return undefined;
}

function endOfString(source: string, start: number, quote: string): number {
  let index = start + 1;
  while (index < source.length && source[index] !== quote) index += source[index] === "\\" ? 2 : 1;
  return index;
}
