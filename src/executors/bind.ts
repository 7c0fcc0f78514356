/** Binds the arguments of a call in Python to what a tool or a bare function declares, with CPython's words when they do not fit. */
import { argumentProblem, type HostSignature } from "../python/call-check.ts";
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
  const parameters = Object.keys((tool.inputs["properties"] ?? {}) as Record<string, unknown>);
  const needed = new Set(Array.isArray(tool.inputs["required"]) ? (tool.inputs["required"] as unknown[]) : []);
  const required = parameters.filter((parameter) => needed.has(parameter));
  const acceptsOthers = tool.inputs["additionalProperties"] === true;
  return {
    descriptor: { name, parameters: acceptsOthers ? null : parameters, required, outputType: tool.outputType },
    call(args, keywords, context) {
      const bound = bindNames(name, { parameters, required, acceptsOthers }, args, keywords);
      return tool.call(Object.fromEntries(bound), context);
    },
  };
}

function bindFunction(name: string, fn: HostFunction): BoundTool {
  const signature = parameterNames(fn);
  const call = fn as (...args: unknown[]) => unknown;
  const names = signature?.names ?? [];
  const required = names.slice(0, fn.length);
  return {
    descriptor: { name, parameters: signature?.rest === false ? names : null, required, outputType: "any" },
    call(args, keywords) {
      if (signature === undefined || (signature.rest && keywords.length === 0)) {
        if (keywords.length > 0) throw new ArgumentError(`${name}() takes no keyword arguments`);
        return call(...args);
      }
      const named = args.slice(0, signature.rest ? names.length : undefined);
      const bound = bindNames(name, { parameters: names, required }, named, keywords);
      const last = Math.max(-1, ...[...bound.keys()].map((parameter) => names.indexOf(parameter)));
      return call(...names.slice(0, last + 1).map((parameter) => bound.get(parameter)), ...args.slice(names.length));
    },
  };
}

function bindNames(
  name: string,
  signature: HostSignature,
  args: unknown[],
  keywords: Array<[string, unknown]>,
): Map<string, unknown> {
  const given = keywords.map(([keyword]) => keyword);
  const problem = argumentProblem(name, signature, args.length, given);
  if (problem !== undefined) throw new ArgumentError(problem);
  return new Map([
    ...args.map((arg, index): [string, unknown] => [signature.parameters[index] as string, arg]),
    ...keywords,
  ]);
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
