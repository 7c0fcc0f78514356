/**
 * What a session did, so that it can be done again: definitions, actions, and the recorded answer to every tool call.
 *
 * A session that lost its sandbox is rebuilt by running its actions once more in a new one; each tool call gets its recorded answer,
 * so nothing outside happens twice. Only actions that ended by themselves are kept: one that a limit stopped leaves no trace.
 */
import { ThreadsnakeError } from "../errors.ts";
import type { JsonValue } from "./codec.ts";
import type { CallAnswer, IncomingCall, RunEnd, RunRequest, SandboxConnection } from "./connection.ts";
import type { ToolDescriptor } from "./protocol.ts";

interface RecordedCall {
  name: string;
  /** Of the arguments: a rebuilt action that calls with others has gone another way. */
  hash: number;
  /** undefined when the action ended before. */
  answer: CallAnswer | undefined;
  /** Calls of Python functions that the tool made before it answered. */
  applies: Array<{ fn: number; args: JsonValue }>;
}

interface ActionEntry {
  type: "action";
  code: string;
  calls: Map<number, RecordedCall>;
  /** Calls and times asleep in the order in which they were answered: what runs in between depends on it. */
  order: number[];
  clock: number[];
  operations: number;
  seconds: number;
}

type Entry = { type: "tools"; tools: ToolDescriptor[] } | { type: "variables"; variables: JsonValue } | ActionEntry;

/** The session's names cannot be had again. */
export class RebuildError extends ThreadsnakeError {
  constructor(message: string) {
    super(message, { code: "session-lost", hint: "Define again what you need from earlier actions." });
  }
}

/** What an action takes from the journal while it is recorded or repeated. @internal */
export interface ActionRecording {
  answer(call: IncomingCall): CallAnswer | Promise<CallAnswer>;
  noteAnswer(call: number): void;
}

/** Text that recorded answers and code may hold together; beyond it a lost session starts anew. */
const MAX_SIZE = 256 << 20;
/** Repeating an action may take a little longer than the first time: lazily loaded modules count differently. */
const OPERATIONS_MARGIN = 1_000_000;
/** Operations bound what is repeated; time only ends what does not count them, however slow the machine has become. */
const SECONDS_FACTOR = 10;
const SECONDS_MARGIN = 30;

/** What a session has done, to be done again in a new sandbox. @internal */
export class Journal {
  private entries: Entry[] = [];
  private size = 0;
  private recording: ActionEntry | undefined;
  private recordedSize = 0;

  defineTools(tools: ToolDescriptor[]): void {
    this.entries.push({ type: "tools", tools });
  }

  defineVariables(variables: JsonValue): void {
    this.size += sizeOf(variables);
    this.entries.push({ type: "variables", variables });
  }

  /** Forgets what actions did; definitions stay. */
  forgetActions(): void {
    this.entries = this.entries.filter((entry) => entry.type !== "action");
  }

  get hasActions(): boolean {
    return this.entries.some((entry) => entry.type === "action");
  }

  /** Begins to record an action: `answer` goes to the world and notes what it said, and when. */
  begin(code: string, answer: ActionRecording["answer"]): ActionRecording {
    const action: ActionEntry = {
      type: "action",
      code,
      calls: new Map(),
      order: [],
      clock: [],
      operations: 0,
      seconds: 0,
    };
    this.recording = action;
    this.recordedSize = code.length;
    return {
      noteAnswer: (call) => action.order.push(call),
      answer: (call) => {
        const applies: RecordedCall["applies"] = [];
        const apply: IncomingCall["apply"] = (fn, args) => {
          applies.push({ fn, args });
          return call.apply(fn, args);
        };
        const recorded: RecordedCall = { name: call.name, hash: hashOf(call), answer: undefined, applies };
        action.calls.set(call.call, recorded);
        const note = (answered: CallAnswer): CallAnswer => {
          recorded.answer = answered;
          if (answered.type === "result") this.recordedSize += sizeOf(answered.value);
          return answered;
        };
        const answered = answer({ ...call, apply });
        return answered instanceof Promise ? answered.then(note) : note(answered);
      },
    };
  }

  /** Keeps the recorded action. */
  keep(end: RunEnd & { type: "ended" }, seconds: number): void {
    if (this.recording === undefined) return;
    const { clock, operations } = end.frame;
    this.entries.push({ ...this.recording, clock, operations, seconds });
    this.size += this.recordedSize + clock.length * 8;
    this.recording = undefined;
  }

  /** Repeats everything in a new sandbox; rejects with RebuildError, the sandbox then being of no use. */
  async rebuild(connection: SandboxConnection, signal: AbortSignal | undefined): Promise<void> {
    if (this.size > MAX_SIZE) throw new RebuildError("The session is too large to be restored.");
    for (const entry of this.entries) {
      if (entry.type === "tools") connection.sendTools(entry.tools);
      else if (entry.type === "variables") connection.sendVariables(entry.variables);
      else await repeat(entry, connection, signal);
    }
  }
}

async function repeat(
  action: ActionEntry,
  connection: SandboxConnection,
  signal: AbortSignal | undefined,
): Promise<void> {
  let hasDiverged = false;
  const turns = new Turns(action.order);
  const milliseconds = (action.seconds * SECONDS_FACTOR + SECONDS_MARGIN) * 1000;
  const request: RunRequest = {
    code: action.code,
    seconds: milliseconds / 1000,
    operations: action.operations * 2 + OPERATIONS_MARGIN,
    clock: action.clock,
    callDeadlineMs: milliseconds,
    killAfterMs: milliseconds,
    maxCalls: action.calls.size,
    maxLogs: 0,
    answer: (call) => {
      const recorded = action.calls.get(call.call);
      if (recorded !== undefined && recorded.name === call.name && recorded.hash === hashOf(call))
        return repeatCall(recorded, call, turns);
      hasDiverged = true;
      return { type: "failure", errorType: "RuntimeError", message: "this call was not made the first time" };
    },
    wake: (call) => turns.wait(call),
    noteAnswer: (call) => turns.end(call),
    signal,
  };
  const end = await connection.run(request);
  if (hasDiverged)
    throw new RebuildError(
      "The session could not be restored: an earlier action called other tools when it ran again.",
    );
  if (end.type === "lost")
    throw new RebuildError(
      `The session could not be restored: an earlier action was ${end.why === "aborted" ? "aborted" : "stopped"} when it ran again.`,
    );
  if (end.frame.t === "limit")
    throw new RebuildError("The session could not be restored: an earlier action reached a limit when it ran again.");
}

/** The recorded answer, at once when it is its turn and the tool called nothing back. */
function repeatCall(recorded: RecordedCall, call: IncomingCall, turns: Turns): CallAnswer | Promise<CallAnswer> {
  const { answer, applies } = recorded;
  if (answer !== undefined && applies.length === 0 && turns.isAt(call.call)) return answer;
  return repeatApplies(recorded, call, turns);
}

async function repeatApplies({ answer, applies }: RecordedCall, call: IncomingCall, turns: Turns): Promise<CallAnswer> {
  for (const { fn, args } of applies) await call.apply(fn, args).catch(() => {});
  await turns.wait(call.call);
  return answer ?? { type: "failure", errorType: "RuntimeError", message: "this call was not answered the first time" };
}

/** Lets answers out in the order in which they came the first time; one that never came waits for ever. */
class Turns {
  private readonly order: readonly number[];
  private next = 0;
  private readonly waiting = new Map<number, () => void>();

  constructor(order: readonly number[]) {
    this.order = order;
  }

  isAt(call: number): boolean {
    return this.order[this.next] === call;
  }

  wait(call: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.isAt(call)) resolve();
      else this.waiting.set(call, resolve);
    });
  }

  /** The call was answered: the next one may be. */
  end(call: number): void {
    if (!this.isAt(call)) return;
    this.next++;
    const following = this.order[this.next];
    if (following !== undefined) this.waiting.get(following)?.();
  }
}

/** FNV-1a over the arguments' text; 0 for what is nested so deeply that no tool was given it. */
function hashOf(call: IncomingCall): number {
  let text: string;
  try {
    text = JSON.stringify([call.args, call.keywords]);
  } catch {
    return 0;
  }
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

function sizeOf(json: JsonValue): number {
  return typeof json === "string"
    ? json.length
    : typeof json === "object" && json !== null
      ? JSON.stringify(json).length
      : 8;
}
