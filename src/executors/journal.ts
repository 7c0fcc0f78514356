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
  answer: CallAnswer;
  /** Calls of Python functions that the tool made before it answered. */
  applies: Array<{ fn: number; args: JsonValue }>;
}

interface ActionEntry {
  type: "action";
  code: string;
  calls: Map<number, RecordedCall>;
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

/** What an action takes from the journal while it is recorded or repeated. */
export interface ActionRecording {
  answer(call: IncomingCall): CallAnswer | Promise<CallAnswer>;
}

/** Text that recorded answers and code may hold together; beyond it a lost session starts anew. */
const MAX_SIZE = 256 << 20;
/** Repeating an action may take a little longer than the first time: lazily loaded modules count differently. */
const OPERATIONS_MARGIN = 1_000_000;
const SECONDS_FACTOR = 4;
const SECONDS_MARGIN = 10;

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

  /** Begins to record an action: `answer` goes to the world and notes what it said. */
  begin(code: string, answer: ActionRecording["answer"]): ActionRecording {
    const action: ActionEntry = { type: "action", code, calls: new Map(), clock: [], operations: 0, seconds: 0 };
    this.recording = action;
    this.recordedSize = code.length;
    return {
      answer: (call) => {
        const applies: RecordedCall["applies"] = [];
        const apply: IncomingCall["apply"] = (fn, args) => {
          applies.push({ fn, args });
          return call.apply(fn, args);
        };
        const note = (answered: CallAnswer): CallAnswer => {
          action.calls.set(call.call, { name: call.name, hash: hashOf(call), answer: answered, applies });
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
        return repeatCall(recorded, call);
      hasDiverged = true;
      return { type: "failure", errorType: "RuntimeError", message: "this call was not made the first time" };
    },
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

/** The recorded answer, at once as it was the first time when the tool called nothing back. */
function repeatCall(recorded: RecordedCall, call: IncomingCall): CallAnswer | Promise<CallAnswer> {
  return recorded.applies.length === 0 ? recorded.answer : repeatApplies(recorded, call);
}

async function repeatApplies(recorded: RecordedCall, call: IncomingCall): Promise<CallAnswer> {
  for (const { fn, args } of recorded.applies) await call.apply(fn, args).catch(() => {});
  return recorded.answer;
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
