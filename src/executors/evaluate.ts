/** The small functional form: one piece of code, a state that it changes, and functions that it may call. */
import { ThreadsnakeError } from "../errors.ts";
import { LimitError, PythonError } from "../python/errors.ts";
import { bindTool } from "./bind.ts";
import type { Engine, EngineHost } from "./engine.ts";
import { stringify } from "./codec.ts";
import type { HostFunction, ToolContext, ToolSpec, EngineLimits } from "./executor.ts";
import { capText, stripControls } from "./inert.ts";

export interface EvaluateOptions {
  /** Functions that code can call and cannot assign to. */
  staticTools?: Record<string, ToolSpec | HostFunction> | undefined;
  /** Functions that code can call and may replace. */
  customTools?: Record<string, ToolSpec | HostFunction> | undefined;
  /** Names and their values, changed in place. Functions and classes of Python live on with it from one call to the next. */
  state?: Record<string, unknown> | undefined;
  /** Modules beside the default set. */
  authorizedImports?: string[] | undefined;
  /** Characters of printed text that are kept. Default 50,000. */
  maxPrintOutputsLength?: number | undefined;
  limits?: Partial<EngineLimits> | undefined;
}

export interface EvaluateResult {
  output: unknown;
  isFinalAnswer: boolean;
}

/** Code failed: the text names the line's source, the exception's type and its message. */
export class InterpreterError extends ThreadsnakeError {
  constructor(message: string, cause: unknown, hint?: string) {
    super(message, { code: "interpreter-error", hint, cause });
  }
}

// Read once: Node defines some globals when they are first touched, and a run changes no object of its host.
const { AbortController, crypto } = globalThis;

const DEFAULT_MAX_PRINT = 50_000;
const FINAL_ANSWER = "final_answer";
/** Written to the state after each call, never read from it. */
const REPORTS: ReadonlySet<string> = new Set(["_print_outputs", "_operations_count"]);

/**
 * Runs code in this process.
 *
 * ```ts
 * const state = { x: 3 };
 * const { output } = await evaluatePythonCode("y = x * 2\ny", { state });   // 6; state.y is 6
 * ```
 */
export async function evaluatePythonCode(code: string, options: EvaluateOptions = {}): Promise<EvaluateResult> {
  const state = options.state ?? {};
  const opening = sessions.get(state) ?? openSession(options);
  sessions.set(state, opening);
  const session = await opening;
  session.configure(options);
  session.readState(state);
  const limit = options.maxPrintOutputsLength ?? DEFAULT_MAX_PRINT;
  const report = (logs: string): void => {
    state["_print_outputs"] = stripControls(capText(logs, limit));
    state["_operations_count"] = { counter: session.engine.operations };
  };
  try {
    const { output, isFinalAnswer, logs } = await session.engine.run(code, {
      seconds: options.limits?.seconds,
      operations: options.limits?.operations,
    });
    report(logs);
    await session.writeState(state);
    return { output, isFinalAnswer };
  } catch (error) {
    if (error instanceof PythonError || error instanceof LimitError) report(error.logs);
    // After a limit an interpreter is spent; the values in the state are all that is left.
    if (error instanceof LimitError) sessions.delete(state);
    else await session.writeState(state);
    throw explain(error, code);
  }
}

/** The interpreter behind a state object; gone with it. */
const sessions = new WeakMap<object, Promise<Session>>();

async function openSession({ authorizedImports = [], limits = {} }: EvaluateOptions): Promise<Session> {
  // Loaded when wanted: who runs Python in a process of its own has no need of it here.
  const { createPythonEngine } = await import("./python-engine.ts");
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return new Session((host) => createPythonEngine({ authorizedImports, limits, modules: {}, files: {}, seed }, host));
}

class Session {
  readonly engine: Engine;
  private readonly tools = new Map<string, ToolSpec | HostFunction>();
  private readonly custom = new Map<string, unknown>();
  /** The values that code and state agree on. */
  private readonly known = new Map<string, Known>();

  constructor(create: (host: EngineHost) => Engine) {
    this.engine = create(this.host());
  }

  configure({ staticTools = {}, customTools = {} }: EvaluateOptions): void {
    const added = Object.entries(staticTools).filter(([name, tool]) => this.tools.get(name) !== tool);
    for (const [name, tool] of added) this.tools.set(name, tool);
    if (added.length > 0) this.engine.defineTools(added.map(([name, tool]) => bindTool(name, tool).descriptor));
    for (const [name, tool] of Object.entries(customTools)) {
      // Replaced by code: stays so, as long as the caller gives the same function.
      if (this.custom.get(name) === tool) continue;
      this.custom.set(name, tool);
      this.engine.defineVariables({ [name]: asFunction(name, tool) });
    }
  }

  readState(state: Record<string, unknown>): void {
    const changed = Object.entries(state).filter(
      ([name, value]) => !REPORTS.has(name) && !isKnown(this.known.get(name), value),
    );
    this.engine.defineVariables(Object.fromEntries(changed));
    for (const [name, value] of changed) this.known.set(name, remember(value));
  }

  async writeState(state: Record<string, unknown>): Promise<void> {
    const names = (await this.engine.names?.()) ?? {};
    for (const [name, value] of Object.entries(names)) {
      if (this.tools.has(name) || this.custom.has(name)) continue;
      state[name] = value;
      this.known.set(name, remember(value));
    }
    for (const name of this.known.keys()) {
      if (Object.hasOwn(names, name)) continue;
      this.known.delete(name);
      delete state[name];
    }
  }

  private host(): EngineHost {
    return {
      isBlocking: false,
      call: async (name, args, keywords) => {
        const tool = this.tools.get(name);
        if (tool === undefined) throw new ThreadsnakeError(`There is no tool ${name}.`);
        const value: unknown = await bindTool(name, tool).call(args, keywords, context(name));
        return { value, isFinalAnswer: name === FINAL_ANSWER };
      },
      print: () => {},
      now: () => performance.timeOrigin + performance.now(),
      monotonic: () => performance.now(),
      liveBytes: () => undefined,
      poll: () => {},
    };
  }
}

interface Known {
  value: unknown;
  /** Its text, so that a change inside it is seen; undefined for what is no data. */
  text: string | undefined;
}

function remember(value: unknown): Known {
  try {
    return { value, text: stringify(value) };
  } catch {
    return { value, text: undefined };
  }
}

function isKnown(known: Known | undefined, value: unknown): boolean {
  return known !== undefined && Object.is(known.value, value) && remember(value).text === known.text;
}

/** A custom tool is a value like any other: a function that Python may overwrite. */
function asFunction(name: string, tool: ToolSpec | HostFunction): HostFunction {
  if (typeof tool === "function") return tool;
  const bound = bindTool(name, tool);
  return (...args: unknown[]) => bound.call(args, [], context(name));
}

function context(name: string): ToolContext {
  return { signal: NEVER, idempotencyKey: `${name}/${crypto.randomUUID()}` };
}

const NEVER: AbortSignal = new AbortController().signal;

function explain(error: unknown, code: string): unknown {
  if (error instanceof LimitError) return new InterpreterError(error.message, error, error.hint);
  if (!(error instanceof PythonError)) return error;
  const { type, line, hint } = error;
  const [message, traceback] = [stripControls(error.message), stripControls(error.traceback)];
  if (isSyntaxError(type)) {
    // The traceback's last lines: the source, the caret, the type and the message.
    const shown = traceback.trimEnd().split("\n").slice(-3).join("\n");
    return new InterpreterError(`Code parsing failed on line ${line ?? 1} due to:\n${shown}`, error, hint);
  }
  const source = line === undefined ? "" : ` at line '${code.split("\n")[line - 1]?.trim() ?? ""}'`;
  return new InterpreterError(`Code execution failed${source} due to: ${type}: ${message}`, error, hint);
}

function isSyntaxError(type: string): boolean {
  return type === "SyntaxError" || type === "IndentationError" || type === "TabError";
}
