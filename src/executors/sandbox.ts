/**
 * The inside of every sandbox: one session of Python, driven by frames.
 *
 * In a thread that may block (process, worker) a tool call writes its frame and reads until the answer is there. In one's own
 * process nothing may block: a call returns a promise, which the answer settles. Everything else is the same code.
 */
import { isThreadsnakeError } from "../errors.ts";
import { LimitError, PythonError } from "../python/errors.ts";
import { CodecError, decode, encode, type JsonValue } from "./codec.ts";
import {
  type CallReply,
  type CreateEngine,
  type Engine,
  type EngineHost,
  type EngineOptions,
  HostCallError,
} from "./engine.ts";
import { capText } from "./inert.ts";
import {
  type HostFrame,
  MAX_ARGUMENTS,
  MAX_MILLISECONDS,
  type Outcome,
  PROTOCOL_VERSION,
  ProtocolError,
  type SandboxFrame,
} from "./protocol.ts";

/** The channel as the sandbox holds it. */
export interface SandboxPort {
  send(frame: SandboxFrame): void;
  /** Waits for the host's next frame; undefined where the thread may not block. */
  receive?: (() => HostFrame) | undefined;
  liveBytes?: ((limit: number) => number | undefined) | undefined;
  poll?: (() => void) | undefined;
}

type PythonFunction = (...args: unknown[]) => unknown;

/** Clock reads of one action that are recorded; after them the clock advances by operations. */
const MAX_CLOCK_READS = 10_000;
const MILLISECONDS_PER_OPERATION = 1e-5;
/** Printed text is sent in pieces of about this size. */
const PRINT_CHUNK = 4096;
/** What a model may be shown is far below these; they keep a frame within its limit whatever the program built. */
const MAX_SHOWN = 1 << 20;
const MAX_LOGS = 8 << 20;
const MAX_MESSAGE = 20_000;
const MAX_NAME = 200;

export class Sandbox {
  private readonly port: SandboxPort;
  private readonly create: CreateEngine;
  private engine: Engine | undefined;
  /** Python functions that the current action gave to tools, by their id. */
  private readonly functions = new Map<number, PythonFunction>();
  private readonly functionIds = new Map<PythonFunction, number>();
  private readonly waiting = new Map<number, { resolve(frame: HostFrame): void }>();
  private calls = 0;
  /** Calls that were begun and not yet waited for; their answers, in the order of arrival. */
  private readonly begun = new Set<number>();
  private readonly answered: HostFrame[] = [];
  private printed = "";
  private clock: number[] = [];
  /** How many of them the host knows. */
  private clockSent = 0;
  private replayedClock: number[] = [];
  private operationsAtLastRead = 0;
  /** What ended the action inside a function that a tool called: no exception, thrown on when the tool has answered. */
  private signal: { thrown: unknown } | undefined;

  constructor(port: SandboxPort, create: CreateEngine) {
    this.port = port;
    this.create = create;
  }

  /** Serves one frame; settles when it is served, for `run` at the end of the action. */
  async handle(frame: HostFrame): Promise<void> {
    switch (frame.t) {
      case "hello":
        this.port.send({ t: "ready", version: PROTOCOL_VERSION });
        return;
      case "warm-up":
        // Whoever serves the channel knows what it can prepare.
        return;
      case "init":
        this.engine = this.create(decode(frame.options) as EngineOptions, this.host());
        return;
      case "tools":
        this.session().defineTools(frame.tools);
        return;
      case "variables":
        this.session().defineVariables(decode(frame.variables) as Record<string, unknown>);
        return;
      case "run":
        return this.run(frame);
      case "result":
      case "failure":
        this.waiting.get(frame.call)?.resolve(frame);
        this.waiting.delete(frame.call);
        return;
      case "apply":
        return this.apply(frame);
    }
  }

  private session(): Engine {
    if (this.engine === undefined) throw new ProtocolError("the session was not initialised");
    return this.engine;
  }

  private host(): EngineHost {
    const canBlock = this.port.receive !== undefined;
    return {
      isBlocking: canBlock,
      begin: canBlock ? (name, args, keywords) => this.begin(name, args, keywords) : undefined,
      wake: canBlock ? (milliseconds) => this.wake(milliseconds) : undefined,
      waitAny: canBlock ? () => this.waitAny() : undefined,
      call: (name, args, keywords) => this.call(name, args, keywords),
      print: (text) => this.print(text),
      now: () => this.now(),
      monotonic: () => performance.now(),
      liveBytes: (limit) => this.port.liveBytes?.(limit),
      poll: () => this.port.poll?.(),
    };
  }

  private async run(frame: HostFrame & { t: "run" }): Promise<void> {
    const engine = this.session();
    this.calls = 0;
    this.begun.clear();
    this.answered.length = 0;
    this.printed = "";
    this.clock = [];
    this.clockSent = 0;
    this.operationsAtLastRead = 0;
    this.signal = undefined;
    this.replayedClock = frame.clock?.slice().reverse() ?? [];
    let end: SandboxFrame;
    const outcome = (logs: string): Outcome => ({
      run: frame.run,
      logs: capText(logs, MAX_LOGS),
      operations: engine.operations,
      clock: this.clock,
    });
    try {
      const { output, text, repr, logs, isFinalAnswer } = await engine.run(frame.code, {
        seconds: frame.seconds ?? undefined,
        operations: frame.operations ?? undefined,
        diagnose: frame.diagnose,
      });
      end = {
        t: "done",
        output: outputJson(output, isFinalAnswer),
        text: capText(text, MAX_SHOWN),
        repr: capText(repr, MAX_SHOWN),
        isFinalAnswer,
        ...outcome(logs),
      };
    } catch (error) {
      end = failureFrame(error, outcome);
    }
    this.functions.clear();
    this.functionIds.clear();
    this.waiting.clear();
    this.port.send(end);
  }

  private call(name: string, args: unknown[], keywords: Array<[string, unknown]>): CallReply | Promise<CallReply> {
    const call = ++this.calls;
    const frame = this.callFrame(call, name, args, keywords);
    this.flushPrint();
    const receive = this.port.receive;
    if (receive === undefined) {
      return this.callWithoutBlocking(call, frame);
    }
    this.port.send(frame);
    return this.reply(this.waitFor(call, () => receive.call(this.port)));
  }

  private begin(name: string, args: unknown[], keywords: Array<[string, unknown]>): number {
    const call = ++this.calls;
    const frame = this.callFrame(call, name, args, keywords);
    this.flushPrint();
    this.begun.add(call);
    this.port.send(frame);
    return call;
  }

  private wake(milliseconds: number): number {
    const call = ++this.calls;
    this.flushPrint();
    this.begun.add(call);
    this.port.send({ t: "wake", call, milliseconds: Math.min(milliseconds, MAX_MILLISECONDS) });
    return call;
  }

  private waitAny(): { ticket: number; reply: () => CallReply } {
    this.flushPrint();
    const frame = this.answered.shift() ?? this.waitForBegun();
    if (frame.t !== "result" && frame.t !== "failure") throw new ProtocolError(`a ${frame.t} frame answers a call`);
    return { ticket: frame.call, reply: () => this.reply(frame) };
  }

  private callFrame(call: number, name: string, args: unknown[], keywords: Array<[string, unknown]>): SandboxFrame {
    const options = { functionId: (fn: (...args: never[]) => unknown) => this.functionId(fn as PythonFunction) };
    if (args.length > MAX_ARGUMENTS || keywords.length > MAX_ARGUMENTS)
      throw new HostCallError("TypeError", `${name}() was given more than ${MAX_ARGUMENTS} arguments; pass a list`);
    if (this.clock.length > this.clockSent) this.port.send({ t: "clock", reads: this.clock.slice(this.clockSent) });
    this.clockSent = this.clock.length;
    try {
      return {
        t: "call",
        call,
        name,
        args: args.map((arg) => encode(arg, options)),
        keywords: keywords.map(([key, value]) => [key, encode(value, options)]),
      };
    } catch (error) {
      throw error instanceof CodecError ? new HostCallError("ValueError", `${name}(): ${error.message}`) : error;
    }
  }

  /** A tool that answers at once is no promise: it can be called where Python cannot wait. */
  private callWithoutBlocking(call: number, frame: SandboxFrame): CallReply | Promise<CallReply> {
    let answer: HostFrame | undefined;
    let resolve = (answered: HostFrame): void => {
      answer = answered;
    };
    this.waiting.set(call, { resolve: (answered) => resolve(answered) });
    this.port.send(frame);
    if (answer !== undefined) return this.reply(answer);
    return new Promise<HostFrame>((settle) => {
      resolve = settle;
    }).then((answered) => this.reply(answered));
  }

  /** Reads frames until `call` is answered, applying Python functions meanwhile; keeps the answers of calls that were begun. */
  private waitFor(call: number, receive: () => HostFrame): HostFrame {
    for (;;) {
      const frame = receive();
      if (frame.t === "apply") void this.apply(frame);
      else if ((frame.t === "result" || frame.t === "failure") && frame.call === call) return frame;
      else if (this.isOfBegun(frame)) this.answered.push(frame);
      else throw new ProtocolError(`a ${frame.t} frame while call ${call} waits`);
    }
  }

  /** Reads frames until one answers a call that was begun. */
  private waitForBegun(): HostFrame {
    const receive = this.port.receive;
    if (receive === undefined) throw new ProtocolError("this thread may not block");
    for (;;) {
      const frame = receive.call(this.port);
      if (frame.t === "apply") {
        void this.apply(frame);
        // The function may have waited itself.
        const answered = this.answered.shift();
        if (answered !== undefined) return answered;
      } else if (this.isOfBegun(frame)) return frame;
      else throw new ProtocolError(`a ${frame.t} frame while calls wait`);
    }
  }

  private isOfBegun(frame: HostFrame): boolean {
    return (frame.t === "result" || frame.t === "failure") && this.begun.delete(frame.call);
  }

  private reply(frame: HostFrame): CallReply {
    if (this.signal !== undefined) throw this.signal.thrown;
    if (frame.t === "failure") throw new HostCallError(frame.type, frame.message);
    if (frame.t !== "result") throw new ProtocolError(`a ${frame.t} frame answers a call`);
    const value = decode(frame.value, { functionFor: (id) => this.functions.get(id) });
    return { value, isFinalAnswer: frame.isFinalAnswer };
  }

  /** Calls a Python function for a tool. Where the thread may block it is synchronous and has answered when this returns. */
  private apply(frame: HostFrame & { t: "apply" }): void | Promise<void> {
    const answer = (value: unknown): void =>
      this.port.send({
        t: "applied",
        apply: frame.apply,
        value: encode(value, { functionId: (fn) => this.functionId(fn as PythonFunction) }),
      });
    const fail = (error: unknown): void => {
      const described = this.session().describe?.(error) ?? describe(error);
      if (described === undefined) this.signal ??= { thrown: error };
      const { type, message } = described ?? { type: "RuntimeError", message: "the action has ended" };
      this.port.send({
        t: "apply-failed",
        apply: frame.apply,
        type: type.slice(0, MAX_NAME),
        message: capText(message, MAX_MESSAGE),
      });
    };
    const fn = this.functions.get(frame.fn);
    if (fn === undefined)
      return fail(new HostCallError("RuntimeError", "the action that passed this function has ended"));
    try {
      const value = fn(...(decode(frame.args, { functionFor: (id) => this.functions.get(id) }) as unknown[]));
      if (value instanceof Promise) return value.then(answer).catch(fail);
      answer(value);
    } catch (error) {
      fail(error);
    }
  }

  private functionId(fn: PythonFunction): number {
    let id = this.functionIds.get(fn);
    if (id === undefined) {
      id = this.functions.size + 1;
      this.functionIds.set(fn, id);
      this.functions.set(id, fn);
    }
    return id;
  }

  private print(text: string): void {
    this.printed += text;
    if (this.printed.length >= PRINT_CHUNK) this.flushPrint();
  }

  private flushPrint(): void {
    if (this.printed === "") return;
    this.port.send({ t: "print", text: this.printed });
    this.printed = "";
  }

  private now(): number {
    const replayed = this.replayedClock.pop();
    if (replayed === undefined && this.clock.length >= MAX_CLOCK_READS) {
      const operations = this.session().operations;
      return (this.clock.at(-1) as number) + (operations - this.operationsAtLastRead) * MILLISECONDS_PER_OPERATION;
    }
    const read = replayed ?? performance.timeOrigin + performance.now();
    this.clock.push(read);
    this.operationsAtLastRead = this.session().operations;
    return read;
  }
}

/** What is no data stays inside; its text and repr are told all the same. Only a final answer must be data. */
function outputJson(output: unknown, isFinalAnswer: boolean): JsonValue {
  try {
    return encode(output);
  } catch (error) {
    if (!isFinalAnswer || !(error instanceof CodecError)) return encode(undefined);
    const message = `final_answer(): ${error.message}`;
    throw new PythonError({ type: "ValueError", message, traceback: `ValueError: ${message}`, hint: error.hint });
  }
}

function failureFrame(error: unknown, outcome: (logs: string) => Outcome): SandboxFrame {
  if (error instanceof PythonError) {
    const { type, message, traceback, line, code, hint, logs } = error;
    return {
      t: "raised",
      type: type.slice(0, MAX_NAME),
      message: capText(message, MAX_MESSAGE),
      traceback: capText(traceback, MAX_MESSAGE),
      line: line ?? null,
      code,
      hint: hint ?? null,
      ...outcome(logs),
    };
  }
  if (error instanceof LimitError) {
    const { limit, message, line, hint, logs } = error;
    return { t: "limit", limit, message, line: line ?? null, hint: hint ?? null, ...outcome(logs) };
  }
  return { t: "fault", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

/** An error as a tool sees it; undefined for what is no exception: a limit, a final answer, an abort. */
function describe(error: unknown): { type: string; message: string } | undefined {
  if (!(error instanceof Error) || error instanceof LimitError || error.name === "AbortError") return undefined;
  if (error instanceof PythonError) return { type: error.type, message: error.message };
  if (error instanceof CodecError) return { type: "ValueError", message: error.message };
  const { pythonType } = error as { pythonType?: unknown };
  if (typeof pythonType === "string") return { type: pythonType, message: error.message };
  return { type: "RuntimeError", message: isThreadsnakeError(error) ? error.message : "the function failed" };
}
