/// <reference lib="esnext.disposable" preserve="true" />
/** The contract of everything that runs code actions. No code here but types. */
import type { Limits } from "../python/runtime/limits.ts";

/** A JSON Schema (draft 2020-12) as a plain object. */
export type JsonSchema = { readonly [key: string]: unknown };

/** What a tool is told about the call it serves. */
export interface ToolContext {
  signal: AbortSignal;
  runId?: string | undefined;
  /** The same for every attempt at one call, also after a crash; hand it to services that take one. */
  idempotencyKey: string;
  /** What the agent's `deps` option holds. */
  deps?: unknown;
  /** What the action that calls has read of the clock since its last call, for who must run it again after a crash. */
  clock?: readonly number[] | undefined;
}

/**
 * A tool as an executor, a prompt and a wire see it: data, and one function. `tools/tool.ts` makes them.
 *
 * Python calls it by name; positional arguments are bound to `inputs.properties` in their order.
 */
export interface ToolSpec {
  name: string;
  description: string;
  /** JSON Schema of an object whose properties are the arguments, in order. */
  inputs: JsonSchema;
  /** smolagents' word for the result: string, boolean, integer, number, image, audio, array, object, any, null. */
  outputType: string;
  /** JSON Schema of the result, where the tool declares one. */
  outputSchema?: JsonSchema | undefined;
  /** `once`: never repeated after a crash; `keyed`: safe with the same idempotency key; `idempotent`: may be repeated. */
  effects?: "idempotent" | "keyed" | "once" | undefined;
  /** Whether a person must agree before the call. */
  needsApproval?: boolean | ((args: Record<string, unknown>) => boolean | Promise<boolean>) | undefined;
  call(args: Record<string, unknown>, context: ToolContext): unknown;
}

export interface CodeOutput {
  /** The JavaScript value of the last statement, or of `final_answer(...)`. */
  output: unknown;
  /** Its `str()`, or "" when there is none. */
  text: string;
  /** Its `repr()`, or "" when there is none. */
  repr: string;
  /** What was printed, capped. */
  logs: string;
  /** Whether the action called `final_answer`. */
  isFinalAnswer: boolean;
  /** The clock reads of the action in milliseconds, where the executor records them; `RunCodeOptions.clock` repeats them. */
  clock?: number[] | undefined;
}

export interface RunCodeOptions {
  signal?: AbortSignal | undefined;
  /** Clock reads of an earlier run of the same action: Python sees them again. */
  clock?: readonly number[] | undefined;
  /** As `Python.run` has it: refuses what certainly cannot work, and explains errors. An executor that cannot tell runs everything. */
  diagnose?: boolean | undefined;
}

export type HostFunction = (...args: never[]) => unknown;

/** Runs code actions; names persist from one to the next. Rejects with PythonError, LimitError or an AbortError. */
export interface PythonExecutor extends AsyncDisposable {
  sendTools(tools: Record<string, ToolSpec | HostFunction>): Promise<void>;
  sendVariables(variables: Record<string, unknown>): Promise<void>;
  run(code: string, options?: RunCodeOptions): Promise<CodeOutput>;
  close(): Promise<void>;
}

/** What one action may use, as the language's own `limits` option has it. */
export type EngineLimits = Limits;
