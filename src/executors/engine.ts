/** What the inside of a sandbox needs of a Python, and what a Python needs of it. `python-engine.ts` fills it; tests put a small one here. */
import type { CodeOutput, EngineLimits } from "./executor.ts";
import type { ToolDescriptor } from "./protocol.ts";

/** What a session is started with; crosses in the codec's form. */
export interface EngineOptions {
  authorizedImports: string[];
  /** Limits of an action, in the names of the language's own `limits` option. */
  limits: Partial<EngineLimits>;
  /** Python source importable by dotted name. */
  modules: Record<string, string>;
  files: Record<string, Uint8Array | string>;
  strictDunder?: boolean | undefined;
  /** Seeds everything random of the session: the same seed gives the same session again. */
  seed: number;
}

/** What answers a tool call. */
export interface CallReply {
  value: unknown;
  /** The action ends with this value. */
  isFinalAnswer: boolean;
}

/** The world as one engine sees it. */
export interface EngineHost {
  /** Whether `call` and the functions in its arguments answer at once, by blocking the thread; else they return promises. */
  readonly isBlocking: boolean;
  /** Throws HostCallError when the tool fails. */
  call(name: string, args: unknown[], keywords: Array<[string, unknown]>): CallReply | Promise<CallReply>;
  /** Where the thread may block: begins a call and goes on. The ticket names its answer. */
  begin?: ((name: string, args: unknown[], keywords: Array<[string, unknown]>) => number) | undefined;
  /** Begins to wait for some milliseconds. */
  wake?: ((milliseconds: number) => number) | undefined;
  /** Blocks until something that was begun is answered; `reply` gives the answer or throws HostCallError. */
  waitAny?: (() => { ticket: number; reply: () => CallReply }) | undefined;
  print(text: string): void;
  /** Milliseconds since 1970, recorded and repeated. */
  now(): number;
  /** Milliseconds from an arbitrary start, never recorded: for limits only. */
  monotonic(): number;
  /** Bytes in use, after collecting garbage when they are above `limit`; undefined when unknown. */
  liveBytes(limit: number): number | undefined;
  /** Called now and then while Python runs; throws to stop it. */
  poll(): void;
}

export interface ActionOptions {
  seconds?: number | undefined;
  operations?: number | undefined;
  /** Refuses what certainly cannot work, and explains errors. */
  diagnose?: boolean | undefined;
}

export interface Engine {
  defineTools(tools: ToolDescriptor[]): void;
  defineVariables(variables: Record<string, unknown>): void;
  /** Rejects with PythonError or LimitError. */
  run(code: string, options: ActionOptions): Promise<CodeOutput>;
  /** Operations of the current action so far. */
  readonly operations: number;
  /** The names at module level that hold data or functions, and their values. */
  names?(): Promise<Record<string, unknown>>;
  /** Type and message of an exception of the engine's own; undefined for what is none. */
  describe?(error: unknown): { type: string; message: string } | undefined;
}

export type CreateEngine = (options: EngineOptions, host: EngineHost) => Engine;

/** A tool failed: arrives in Python as an exception of that type. */
export class HostCallError extends Error {
  /** Name of a built-in exception of Python. */
  readonly pythonType: string;

  constructor(pythonType: string, message: string) {
    super(message);
    this.pythonType = pythonType;
  }
}
