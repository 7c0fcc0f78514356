/** Binds the arguments of a call in Python to what a tool or a bare function declares, with CPython's words when they do not fit. */
import { argumentProblem, type HostSignature } from "../python/call-check.ts";
import { parameterNames } from "../python/parameter-names.ts";
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
