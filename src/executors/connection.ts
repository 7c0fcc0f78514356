/**
 * The host's end of a sandbox: sends frames, answers tool calls, and ends the sandbox when a limit passes that it did not keep itself.
 * Knows nothing of processes, workers or Python: a Transport carries the frames.
 */
import type { JsonValue } from "./codec.ts";
import { HeadTailBuffer } from "./inert.ts";
import { type HostFrame, PROTOCOL_VERSION, ProtocolError, type SandboxFrame, type ToolDescriptor } from "./protocol.ts";

/** Why a transport ended. */
export interface TransportEnd {
  kind: "killed" | "exit" | "protocol" | "memory";
  /** For people: exit status, or what was wrong with a frame. */
  detail: string;
}

/** Carries frames to one sandbox and back. */
export interface Transport {
  /** Called once, before anything is sent; `end` comes exactly once. */
  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void;
  send(frame: HostFrame): void;
  /** Ends the sandbox whatever it does; `end` follows. */
  kill(detail: TransportEnd): void;
  /** Whether the host waits for it: an idle sandbox keeps no program alive. */
  setBusy(busy: boolean): void;
}

/** A tool call as it arrives, values in the codec's form. */
export interface IncomingCall {
  call: number;
  name: string;
  args: JsonValue[];
  keywords: Array<[string, JsonValue]>;
  /** Calls a Python function that is among the arguments. Rejects with ApplyError. */
  apply(fn: number, args: JsonValue): Promise<JsonValue>;
}

export type CallAnswer =
  | { type: "result"; value: JsonValue; isFinalAnswer: boolean }
  | { type: "failure"; errorType: string; message: string };

/** A Python function that a tool called has failed. */
export class ApplyError extends Error {
  readonly pythonType: string;

  constructor(pythonType: string, message: string) {
    super(message);
    this.name = pythonType;
    this.pythonType = pythonType;
  }
}

export interface RunRequest {
  code: string;
  /** Whether it is refused when it certainly cannot work, and errors are explained. */
  diagnose?: boolean | undefined;
  /** Limits inside the sandbox, null for the session's own. */
  seconds: number | null;
  operations: number | null;
  /** Clock reads to repeat. */
  clock: number[] | null;
  /** A tool call that is not answered by then ends the action. */
  callDeadlineMs: number;
  /** The sandbox itself is killed then. */
  killAfterMs: number;
  maxCalls: number;
  maxLogs: number;
  answer(call: IncomingCall): CallAnswer | Promise<CallAnswer>;
  /** Told before a call what the action has read of the clock since the last one. */
  noteClock?: ((reads: number[]) => void) | undefined;
  /** Settles when the sandbox may be told that the time has passed; left out, it does pass. */
  wake?: ((call: number) => Promise<void>) | undefined;
  /** Told of each call and each time asleep as its answer is sent. */
  noteAnswer?: ((call: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

type EndFrame = Extract<SandboxFrame, { t: "done" | "raised" | "limit" }>;

/** How an action ended: by itself, or with its sandbox. `logs` is what was printed as far as it is known. */
export type RunEnd =
  | { type: "ended"; frame: EndFrame }
  | {
      type: "lost";
      why: "seconds" | "hostCalls" | "memory" | "crash" | "aborted";
      detail: string;
      waitedFor: string | undefined;
      logs: string;
    };

interface Action {
  run: number;
  request: RunRequest;
  logs: HeadTailBuffer;
  /** Names of the tools that have not answered, by call. */
  pending: Map<number, string>;
  calls: number;
  wakes: number;
  timers: Set<ReturnType<typeof setTimeout>>;
  settle(end: RunEnd): void;
}

interface Apply {
  resolve(value: JsonValue): void;
  reject(error: ApplyError): void;
}

/** Programs sleep more often than they call tools. */
const WAKES_PER_CALL = 100;

export class SandboxConnection {
  /** Settles when the sandbox has said that it is ready. */
  readonly ready: Promise<void>;
  private readonly transport: Transport;
  private ended: TransportEnd | undefined;
  /** Set when the transport was told to end: what still arrives does not count. */
  private isDying = false;
  private action: Action | undefined;
  private runs = 0;
  private applies = 0;
  private readonly applying = new Map<number, Apply>();
  private markReady: (error?: Error) => void = () => {};
  private readonly onEnd: Array<() => void> = [];

  constructor(transport: Transport) {
    this.transport = transport;
    this.ready = new Promise((resolve, reject) => {
      this.markReady = (error) => (error === undefined ? resolve() : reject(error));
    });
    // Who never waits for readiness learns of a failed start from its first action.
    this.ready.catch(() => {});
    transport.open({ frame: (frame) => this.receive(frame), end: (end) => this.finish(end) });
    this.send({ t: "hello", version: PROTOCOL_VERSION });
  }

  get isAlive(): boolean {
    return this.ended === undefined && !this.isDying;
  }

  /** Calls `callback` when the sandbox has ended, at once when it has already. */
  whenEnded(callback: () => void): void {
    if (this.ended === undefined) this.onEnd.push(callback);
    else callback();
  }

  /** Says that nobody waits yet. */
  warmUp(): void {
    this.send({ t: "warm-up" });
  }

  init(options: JsonValue): void {
    this.send({ t: "init", options });
  }

  sendTools(tools: ToolDescriptor[]): void {
    this.send({ t: "tools", tools });
  }

  sendVariables(variables: JsonValue): void {
    this.send({ t: "variables", variables });
  }

  kill(detail: string): void {
    this.end({ kind: "killed", detail });
  }

  setBusy(busy: boolean): void {
    this.transport.setBusy(busy);
  }

  /** Runs one action; never rejects. */
  run(request: RunRequest): Promise<RunEnd> {
    return new Promise((resolve) => {
      const timers = new Set<ReturnType<typeof setTimeout>>();
      const abort = (): void => this.lose("aborted", "the action was aborted");
      const action: Action = {
        run: ++this.runs,
        request,
        logs: new HeadTailBuffer(request.maxLogs),
        pending: new Map(),
        calls: 0,
        wakes: 0,
        timers,
        settle: (end) => {
          this.action = undefined;
          for (const timer of timers) clearTimeout(timer);
          request.signal?.removeEventListener("abort", abort);
          for (const apply of this.applying.values())
            apply.reject(new ApplyError("RuntimeError", "the action that passed this function has ended"));
          this.applying.clear();
          this.setBusy(false);
          resolve(end);
        },
      };
      this.action = action;
      if (this.ended !== undefined) return this.settleLost(this.ended);
      if (request.signal?.aborted === true) return abort();
      request.signal?.addEventListener("abort", abort);
      const overdue = (): void => {
        if (action.pending.size > 0) this.lose("seconds", "a tool did not answer in time");
      };
      timers.add(setTimeout(overdue, request.callDeadlineMs));
      timers.add(setTimeout(() => this.lose("seconds", "the sandbox did not stop in time"), request.killAfterMs));
      this.setBusy(true);
      const { code, diagnose = false, seconds, operations, clock } = request;
      this.send({ t: "run", run: action.run, code, diagnose, seconds, operations, clock });
    });
  }

  private send(frame: HostFrame): void {
    if (this.isAlive) this.transport.send(frame);
  }

  private receive(frame: SandboxFrame): void {
    if (!this.isAlive) return;
    switch (frame.t) {
      case "ready":
        return frame.version === PROTOCOL_VERSION
          ? this.markReady()
          : this.violate(`protocol version ${frame.version}`);
      case "fault":
        return this.violate(`the sandbox failed: ${frame.message.slice(0, 1000)}`);
      case "applied":
        this.applying.get(frame.apply)?.resolve(frame.value);
        this.applying.delete(frame.apply);
        return;
      case "apply-failed":
        this.applying.get(frame.apply)?.reject(new ApplyError(frame.type, frame.message));
        this.applying.delete(frame.apply);
        return;
      default:
        return this.receiveOfAction(frame);
    }
  }

  private receiveOfAction(frame: Extract<SandboxFrame, { t: "call" | "wake" | "print" | "clock" }> | EndFrame): void {
    const action = this.action;
    if (action === undefined) return this.violate(`a ${frame.t} frame outside an action`);
    switch (frame.t) {
      case "print":
        action.logs.write(frame.text);
        return;
      case "clock":
        action.request.noteClock?.(frame.reads);
        return;
      case "call":
        return this.receiveCall(action, frame);
      case "wake":
        return this.receiveWake(action, frame);
      default:
        if (frame.run !== action.run) return this.violate(`a ${frame.t} frame of another action`);
        return action.settle({ type: "ended", frame });
    }
  }

  private receiveCall(action: Action, frame: Extract<SandboxFrame, { t: "call" }>): void {
    if (action.pending.has(frame.call)) return this.violate("a call is made twice");
    // The sandbox counts first and says so in better words; this is for one that does not.
    if (++action.calls > action.request.maxCalls)
      return this.lose("hostCalls", `more than ${action.request.maxCalls} tool calls`);
    action.pending.set(frame.call, frame.name);
    const apply = (fn: number, args: JsonValue): Promise<JsonValue> => this.apply(action, fn, args);
    const { call, name, args, keywords } = frame;
    const answered = (answer: CallAnswer): void => {
      if (this.action !== action) return;
      action.pending.delete(call);
      action.request.noteAnswer?.(call);
      if (answer.type === "result")
        this.send({ t: "result", call, value: answer.value, isFinalAnswer: answer.isFinalAnswer });
      else this.send({ t: "failure", call, type: answer.errorType, message: answer.message });
    };
    const answer = action.request.answer({ call, name, args, keywords, apply });
    if (answer instanceof Promise) void answer.then(answered);
    else answered(answer);
  }

  private receiveWake(action: Action, { call, milliseconds }: Extract<SandboxFrame, { t: "wake" }>): void {
    if (++action.wakes > action.request.maxCalls * WAKES_PER_CALL)
      return this.lose("hostCalls", `more than ${action.request.maxCalls * WAKES_PER_CALL} times asleep`);
    const passed = (): void => {
      if (this.action !== action) return;
      action.request.noteAnswer?.(call);
      this.send({ t: "result", call, value: null, isFinalAnswer: false });
    };
    const { wake } = action.request;
    if (wake !== undefined) void wake(call).then(passed);
    else action.timers.add(setTimeout(passed, milliseconds));
  }

  private apply(action: Action, fn: number, args: JsonValue): Promise<JsonValue> {
    if (this.action !== action || !this.isAlive)
      return Promise.reject(new ApplyError("RuntimeError", "the action that passed this function has ended"));
    const apply = ++this.applies;
    return new Promise((resolve, reject) => {
      this.applying.set(apply, { resolve, reject });
      this.send({ t: "apply", apply, fn, args });
    });
  }

  private violate(detail: string): void {
    this.end({ kind: "protocol", detail });
  }

  private end(end: TransportEnd): void {
    if (!this.isAlive) return;
    this.isDying = true;
    this.transport.kill(end);
  }

  /** Ends the action with its sandbox. */
  private lose(why: (RunEnd & { type: "lost" })["why"], detail: string): void {
    const action = this.action;
    if (action === undefined) return;
    this.end({ kind: "killed", detail });
    const waitedFor = why === "seconds" ? [...action.pending.values()].at(-1) : undefined;
    action.settle({ type: "lost", why, detail, waitedFor, logs: action.logs.toString() });
  }

  private finish(end: TransportEnd): void {
    if (this.ended !== undefined) return;
    this.ended = end;
    this.markReady(new ProtocolError(`it ended before it was ready (${end.detail})`));
    this.settleLost(end);
    for (const callback of this.onEnd) callback();
  }

  private settleLost(end: TransportEnd): void {
    const action = this.action;
    if (action === undefined) return;
    action.settle({
      type: "lost",
      why: end.kind === "memory" ? "memory" : "crash",
      detail: end.detail,
      waitedFor: undefined,
      logs: action.logs.toString(),
    });
  }
}
