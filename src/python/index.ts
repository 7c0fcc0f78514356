/** A safe Python for JavaScript. See `Python`. */
import type { HostSignature } from "./call-check.ts";
import type { BlockingHost, CompileHook, HostBinding, HostFunction } from "./contract.ts";
import { abortError, Driver } from "./driver.ts";
import { LimitError, PythonError, type Finding } from "./errors.ts";
import { hostFunction, pythonFunction } from "./host.ts";
import { installBuiltins } from "./builtins/index.ts";
import { check, type CheckContext, checkSyntax, findingsOf, refusal } from "./check.ts";
import { checkSource, completeLimits } from "./option-check.ts";
import { authorisationHint, checkAuthorizedImports, missingModuleHint } from "./missing-module.ts";
import { dateCameEarly, fromHost, toHost } from "./runtime/convert.ts";
import { PyCoroutine } from "./runtime/generator.ts";
import { itemsOf } from "./runtime/iterate.ts";
import { importModule, isImportable } from "./runtime/modules.ts";
import { waitCall } from "./runtime/suspension.ts";
import { Interpreter } from "./runtime/interpreter.ts";
import { DEFAULT_LIMITS, LimitSignal, type Limits } from "./runtime/limits.ts";
import { exceptionField, isException } from "./runtime/exceptions.ts";
import { repr, toStr } from "./runtime/show.ts";
import { FinalAnswerSignal, formatException, toPython } from "./runtime/traceback.ts";
import { type PyCode, PyException, PyModule, type PyValue } from "./runtime/values.ts";
import { valuesOnLine } from "./line-values.ts";
import { Program, syntaxError } from "./program.ts";
import type * as ast from "./syntax/nodes.ts";
import { Library } from "./stdlib/library.ts";

export { OptionError } from "../errors.ts";
export { LimitError, PythonError, type Finding, type HostBinding, type HostFunction, type Limits, type CompileHook };
export type { LimitName, PythonErrorFields } from "./errors.ts";

export interface PythonOptions {
  /** Functions that Python calls by name; their arguments and results cross by copy. */
  functions?: Record<string, HostFunction> | undefined;
  variables?: Record<string, unknown> | undefined;
  /** Python source importable by dotted name; prefixes are packages. */
  modules?: Record<string, string> | undefined;
  /** The virtual file system: nothing else can be opened. */
  files?: Record<string, Uint8Array | string> | undefined;
  /** Modules beside the default safe set that may be imported; "*" for every module that exists here. */
  authorizedImports?: readonly string[] | undefined;
  limits?: Partial<Limits> | undefined;
  /** Refuses attributes like `__class__`, as smolagents does. Default false: what they lead to are Python's objects only. */
  strictDunder?: boolean | undefined;
  /** What the process around it lends; ordinary users leave it out. */
  host?: PythonHost | undefined;
}

/** The world as an interpreter sees it. */
export interface PythonHost {
  /** Text to function; `Function` when left out. */
  compile?: CompileHook | undefined;
  /** Whether the host's functions answer at once, by blocking the thread. */
  isBlocking?: boolean | undefined;
  /** Lets several calls of such a host be under way at once, and time pass. */
  blocking?: BlockingHost | undefined;
  /** Seconds since 1970. */
  now?: (() => number) | undefined;
  /** 32 random bits. */
  entropy?: (() => number) | undefined;
  /** Milliseconds, monotonic, for limits. */
  clock?: (() => number) | undefined;
  liveBytes?: ((limit: number) => number | undefined) | undefined;
  /** Called now and then while Python runs; may throw to stop it. */
  poll?: (() => void) | undefined;
  /** What was printed, as it is printed. */
  print?: ((text: string) => void) | undefined;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** Shown in tracebacks. */
  filename?: string | undefined;
  /** Limits of this action alone. */
  limits?: Partial<Pick<Limits, "seconds" | "operations">> | undefined;
  /** For whoever wrote the code, a model for instance. Code of which it is certain that it cannot work is refused before anything of it runs,
   * by one error that tells all that was found; the hint of another error tells what the names on its line held. Default false. */
  diagnose?: boolean | undefined;
}

export interface RunOutput {
  /** The JavaScript value of the last statement; undefined when it has none. */
  output: unknown;
  /** Its `str()`. */
  text: string;
  /** Its `repr()`. */
  repr: string;
  /** What was printed. */
  logs: string;
  /** Whether `final_answer` ended the action. */
  isFinalAnswer: boolean;
}

/** The standard library's code, shared by all interpreters; each makes its own modules of it. */
const library = new Library();

const newFunction: CompileHook = (parameters, body) => new Function(...parameters, body) as unknown;

/**
 * One Python: names persist from one `run` to the next.
 *
 * ```ts
 * const python = new Python({ functions: { double: (n: number) => n * 2 } });
 * const { output } = await python.run("x = double(21)\nx");   // 42
 * ```
 */
export class Python {
  readonly #interpreter: Interpreter;
  readonly #program: Program;
  readonly #driver: Driver;
  /** Names through which an action may reach something that has to wait: functions of the host, threads, event loops. */
  readonly #waitingNames: Set<string>;
  /** Words of code that may end an action on purpose. */
  readonly #endings = new Set(["raise", "exit", "quit", "final_answer"]);
  /** Of the action under way, when its errors are explained. */
  #tree: ast.Root | undefined;
  readonly #signatures = new Map<string, HostSignature>();
  #action = 0;
  /** Variables with a Date in them that wait for `datetime`. */
  readonly #withDates: Map<string, unknown> = new Map();

  constructor(options: PythonOptions = {}) {
    const host = options.host ?? {};
    const clock = host.clock ?? (() => performance.now());
    checkAuthorizedImports(options.authorizedImports ?? [], Object.keys(options.modules ?? {}));
    const interpreter = new Interpreter({
      limits: completeLimits(options.limits, DEFAULT_LIMITS),
      host: {
        clock,
        liveBytes: host.liveBytes,
        poll: () => {
          host.poll?.();
          this.#poll();
        },
      },
      authorizedImports: options.authorizedImports ?? [],
      modules: new Map(Object.entries(options.modules ?? {})),
      files: new Map(
        Object.entries(options.files ?? {}).map(([path, data]) => [
          path,
          typeof data === "string" ? new TextEncoder().encode(data) : data,
        ]),
      ),
      strictDunder: options.strictDunder ?? false,
      library,
      lookupCharacter: (name) => library.character(name),
      now: host.now ?? (() => Date.now() / 1000),
      entropy: host.entropy ?? (() => Math.floor(Math.random() * 2 ** 32)),
    });
    this.#interpreter = interpreter;
    this.#program = new Program(interpreter, host.compile ?? newFunction);
    this.#driver = new Driver(interpreter, host.isBlocking ?? false, host.blocking);
    this.#waitingNames = new Set(host.isBlocking === true ? EVENT_LOOP_WORDS : [...EVENT_LOOP_WORDS, ...SLEEP_WORDS]);
    interpreter.compiler = this.#program.compiler();
    interpreter.print = host.print ?? null;
    interpreter.enter(() => {
      installBuiltins(interpreter);
      interpreter.modules.setString("__main__", new PyModule("__main__", interpreter.main));
    });
    this.defineFunctions(options.functions ?? {});
    this.defineVariables(options.variables ?? {});
  }

  #poll(): void {
    const { signal } = this.#driver;
    if (signal?.aborted !== true) return;
    this.#interpreter.meter.stopped = true;
    throw abortError(signal);
  }

  /** Adds functions of the host; their names cannot be bound at module level by Python. */
  defineFunctions(functions: Record<string, HostFunction>): void {
    const interpreter = this.#interpreter;
    interpreter.enter(() => {
      for (const [name, f] of Object.entries(functions)) {
        interpreter.protectedNames.add(name);
        interpreter.main.define(name, hostFunction(name, f, interpreter, this.#driver));
        if (typeof f === "object" && f.signature !== undefined) this.#signatures.set(name, f.signature);
        else this.#signatures.delete(name);
        if (!this.#driver.isBlocking) this.#waitingNames.add(name);
      }
    });
  }

  defineVariables(variables: Record<string, unknown>): void {
    const interpreter = this.#interpreter;
    interpreter.enter(() => {
      for (const [name, value] of Object.entries(variables)) {
        interpreter.main.define(
          name,
          fromHost(value, {
            wrapFunction: (f) => hostFunction(f.name || name, f as HostFunction, interpreter, this.#driver),
          }),
        );
        if (dateCameEarly(interpreter)) this.#withDates.set(name, value);
        else this.#withDates.delete(name);
      }
    });
  }

  /** Imports `datetime` where a Date may arrive: as the result of a function, or in a variable that was given before. */
  async #expectDates(): Promise<void> {
    const interpreter = this.#interpreter;
    if (this.#withDates.size === 0 && interpreter.protectedNames.size === 0) return;
    await library.load("datetime");
    interpreter.enter(() => importModule(interpreter, "datetime"));
    this.defineVariables(Object.fromEntries(this.#withDates));
    this.#withDates.clear();
  }

  /** Operations of the current action so far. */
  get operations(): number {
    return this.#interpreter.meter.operations;
  }

  get #checkContext(): CheckContext {
    return { interpreter: this.#interpreter, signatures: this.#signatures, endings: this.#endings };
  }

  /** What cannot work, found without running. */
  check(code: string): Finding[] {
    return this.#interpreter.enter(() => check(code, this.#checkContext));
  }

  /** Runs code; rejects with PythonError, LimitError or an AbortError. */
  async run(code: string, options: RunOptions = {}): Promise<RunOutput> {
    checkSource(code);
    const interpreter = this.#interpreter;
    const { meter } = interpreter;
    if (meter.spentBy !== null) {
      throw new LimitError("spent", `This interpreter ended with a limit and cannot go on: ${meter.spentBy.message}`, {
        hint: "Make a new Python.",
        cause: meter.spentBy,
      });
    }
    const { signal } = options;
    if (signal?.aborted === true) throw abortError(signal);
    this.#driver.signal = signal;
    await library.prepare(code, interpreter.options.modules);
    if (AWAIT.test(code)) await library.load("asyncio");
    await this.#expectDates();
    meter.begin(options.limits);
    interpreter.output.length = 0;
    const filename = options.filename ?? `<action ${++this.#action}>`;
    try {
      const value = await this.#execute(code, filename, options.diagnose === true);
      return interpreter.enter(() => this.#output(value.value, value.isFinalAnswer));
    } catch (error) {
      throw withoutOwnFrames(interpreter.enter(() => this.#failure(error, filename)));
    } finally {
      this.#driver.signal = undefined;
      this.#tree = undefined;
    }
  }

  async #execute(
    code: string,
    filename: string,
    isDiagnosed: boolean,
  ): Promise<{ value: PyValue | undefined; isFinalAnswer: boolean }> {
    const interpreter = this.#interpreter;
    interpreter.thread.handling = null;
    let keepsThreads = false;
    try {
      const main = interpreter.enter(() => {
        const tree = this.#program.parse(code, filename, "exec");
        if (isDiagnosed) {
          this.#refuse(tree, code, filename);
          this.#tree = tree;
        }
        mentionsAny(this.#endings, code);
        const isSuspending = this.#mayWait(code);
        return this.#program.main(tree, code, filename, interpreter.main, { givesValue: true, isSuspending });
      });
      const result = interpreter.enter(() => main.run()) as PyValue | undefined | Generator<unknown, PyValue, PyValue>;
      const { code: coroutine } = main;
      const value = isGenerator(result)
        ? await this.#driver.drive(() => (coroutine === null ? result : this.#inEventLoop(coroutine, result)))
        : result;
      await this.#driver.finishThreads();
      keepsThreads = true;
      return { value, isFinalAnswer: false };
    } catch (error) {
      if (error instanceof FinalAnswerSignal) return { value: error.value, isFinalAnswer: true };
      if (error instanceof PyException) {
        await this.#driver.finishThreads();
        keepsThreads = true;
      }
      throw error;
    } finally {
      this.#driver.endAction(keepsThreads);
    }
  }

  #refuse(tree: ast.Root, code: string, filename: string): void {
    const error = refusal(findingsOf(tree, code, this.#checkContext));
    if (error === undefined) return;
    // A syntax error that the parser does not see comes first.
    try {
      checkSyntax(tree, filename, code);
    } catch (syntax) {
      throw syntaxError(syntax);
    }
    throw error;
  }

  /** An action with `await` at its top level is the first task of an event loop. */
  *#inEventLoop(code: PyCode, body: Generator<unknown, PyValue, PyValue>): Generator<unknown, PyValue, PyValue> {
    const runAction = importModule(this.#interpreter, "asyncio").globals.getString("_run_action");
    const ended = yield* waitCall(runAction as PyValue, [new PyCoroutine(code, body)], null);
    const [error, value] = itemsOf(ended);
    if (error instanceof PyException) throw error;
    return value as PyValue;
  }

  /**
   * Whether an action must run in the generator form: it mentions a function of the host, or a name of an earlier
   * action that did. What such an action mentions counts from then on.
   */
  #mayWait(code: string): boolean {
    const names = this.#waitingNames;
    if (!this.#driver.isBlocking && THREAD_IMPORT.test(code)) for (const module of THREAD_MODULES) names.add(module);
    return mentionsAny(names, code);
  }

  #output(value: PyValue | undefined, isFinalAnswer: boolean): RunOutput {
    const interpreter = this.#interpreter;
    interpreter.meter.stopped = false;
    const logs = interpreter.output.join("");
    if (value === undefined) return { output: undefined, text: "", repr: "", logs, isFinalAnswer };
    const output = toHost(value, {
      wrapFunction: (f) => pythonFunction(f, interpreter, this.#driver),
      fallback: (item) => repr(item),
    });
    return { output, text: toStr(value), repr: repr(value), logs, isFinalAnswer };
  }

  /** What a user sees of what was thrown. */
  #failure(thrown: unknown, filename: string): unknown {
    const interpreter = this.#interpreter;
    const logs = interpreter.output.join("");
    const error = toPython(thrown);
    if (error instanceof LimitSignal) {
      error.error.logs = logs;
      return error.error;
    }
    if (!(error instanceof PyException)) return error;
    try {
      return pythonError(error, filename, logs, this.#hint(error, filename));
    } catch (second) {
      // The exception's own __str__ reached a limit.
      return this.#failure(second, filename);
    }
  }

  #hint(error: PyException, filename: string): string | undefined {
    return this.#importHint(error) ?? this.#lineHint(error, filename);
  }

  /** The way out, where a module could not be imported. */
  #importHint(error: PyException): string | undefined {
    const name = isException(error, "ImportError") ? exceptionField(error, "name") : undefined;
    if (typeof name !== "string") return undefined;
    if (!library.has(name)) return isException(error, "ModuleNotFoundError") ? missingModuleHint(name) : undefined;
    return isImportable(this.#interpreter, name) ? undefined : authorisationHint(name);
  }

  /** What the names of the action's line held, when that is asked for. */
  #lineHint({ traceback }: PyException, filename: string): string | undefined {
    return this.#tree === undefined || traceback?.frame.code.fields.filename !== filename
      ? undefined
      : valuesOnLine(this.#tree, traceback.lineno, this.#interpreter.main);
  }
}

/** The stack of an error of the program begins where `run` was called: what is above is ours, and tells nobody anything. */
function withoutOwnFrames(error: unknown): unknown {
  if (error instanceof PythonError || error instanceof LimitError)
    (Error as { captureStackTrace?: (error: Error, above: unknown) => void }).captureStackTrace?.(
      error,
      // oxlint-disable-next-line typescript/unbound-method -- names the frame; it is not called
      Python.prototype.run,
    );
  return error;
}

/** Tasks of an event loop wait in the generator form everywhere. */
const EVENT_LOOP_WORDS: readonly string[] = ["asyncio", "await"];
/** Where nothing may block, so does an action that sleeps or imports what has threads; elsewhere it blocks. */
const SLEEP_WORDS: readonly string[] = ["sleep"];
const THREAD_MODULES: readonly string[] = ["threading", "_thread", "concurrent", "queue"];
/** In an import, or in a text that may name a module: a variable called `queue` is no reason to wait. */
const THREAD_IMPORT = /(?:\b(?:import|from)\b[^\n]{0,200}?\b|["'])(?:threading|_thread|concurrent|queue)\b/;
const AWAIT = /\b(?:await|async)\b/;
const WORDS = /[\p{L}_][\p{L}\p{N}_]*/gu;
/** Names that a source binds: definitions, assignments and attributes. */
const BINDINGS = /\b(?:def|class|as|for|import)\s+([\p{L}_][\p{L}\p{N}_]*)|([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=\n]*)?=/gu;

/** Whether a source mentions one of the names; what such a source binds counts from then on. */
function mentionsAny(names: Set<string>, code: string): boolean {
  const words = new Set(code.match(WORDS));
  if (![...words].some((word) => names.has(word))) return false;
  for (const word of code.matchAll(BINDINGS)) names.add((word[1] ?? word[2]) as string);
  return true;
}

function isGenerator(value: unknown): value is Generator<unknown, PyValue, PyValue> {
  return typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Generator]";
}

/** A Python exception as an error of ours. */
function pythonError(exception: PyException, filename: string, logs: string, hint: string | undefined): PythonError {
  const module = exception.cls.namespace.get("__module__");
  const prefix = typeof module === "string" && module !== "builtins" && module !== "__main__" ? `${module}.` : "";
  let message: string;
  try {
    message = toStr(exception);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    message = "<exception str() failed>";
  }
  let line: number | undefined;
  for (let tb = exception.traceback; tb !== null; tb = tb.next)
    if (tb.frame.code.fields.filename === filename) line = tb.lineno;
  if (line === undefined && isException(exception, "SyntaxError")) {
    const at = exceptionField(exception, "lineno");
    if (typeof at === "number") line = at;
  }
  return new PythonError({
    type: `${prefix}${exception.cls.qualname}`,
    message,
    traceback: formatException(exception, { isReport: true }),
    line,
    logs,
    hint,
  });
}
