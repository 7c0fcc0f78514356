/**
 * What host and sandbox say to each other: frames of JSON, each checked against a table by whoever receives it.
 *
 * On a byte channel a frame is 4 bytes of length (big endian) and that many bytes of JSON, an object with the session's nonce `n`
 * and its type `t`. Either side treats the other as hostile: a frame that is too long, not JSON, of an unknown type, with a wrong
 * field or a wrong nonce is a ProtocolError, and the sandbox that sent it is killed. Values inside frames are in the codec's form.
 */
import { ThreadsnakeError } from "../errors.ts";
import type { JsonValue } from "./codec.ts";

export const PROTOCOL_VERSION = 1;
/** Timers take no more; longer than any action. */
export const MAX_MILLISECONDS: number = 2 ** 31 - 1;
export const MAX_FRAME_BYTES: number = 64 << 20;

/** A tool as Python sees it. */
export interface ToolDescriptor {
  name: string;
  /** Names of the arguments in order, or null when they are not known. */
  parameters: string[] | null;
  /** Those that must be given. */
  required: string[];
  outputType: string;
}

/** What the host sends. */
export type HostFrame =
  /** The first frame: its nonce is the session's. */
  | { t: "hello"; version: number }
  /** There is time: the sandbox may prepare what an action will need. */
  | { t: "warm-up" }
  | { t: "init"; options: JsonValue }
  | { t: "tools"; tools: ToolDescriptor[] }
  | { t: "variables"; variables: JsonValue }
  /** `seconds` and `operations` override the limits while a session is rebuilt; `clock` are the clock reads to repeat. */
  | {
      t: "run";
      run: number;
      code: string;
      diagnose: boolean;
      seconds: number | null;
      operations: number | null;
      clock: number[] | null;
    }
  | { t: "result"; call: number; value: JsonValue; isFinalAnswer: boolean }
  | { t: "failure"; call: number; type: string; message: string }
  /** The host's tool calls a Python function that it was given. */
  | { t: "apply"; apply: number; fn: number; args: JsonValue };

/** What the sandbox sends. */
export type SandboxFrame =
  | { t: "ready"; version: number }
  | { t: "call"; call: number; name: string; args: JsonValue[]; keywords: Array<[string, JsonValue]> }
  /** Asks for a result without a value, that many milliseconds later; numbered as calls are. */
  | { t: "wake"; call: number; milliseconds: number }
  | { t: "applied"; apply: number; value: JsonValue }
  | { t: "apply-failed"; apply: number; type: string; message: string }
  | { t: "print"; text: string }
  /** Clock reads since the last such frame; sent before a call, whose arguments may depend on them. */
  | { t: "clock"; reads: number[] }
  | ({ t: "done"; output: JsonValue; text: string; repr: string; isFinalAnswer: boolean } & Outcome)
  | ({
      t: "raised";
      type: string;
      message: string;
      traceback: string;
      line: number | null;
      code: string;
      hint: string | null;
    } & Outcome)
  | ({ t: "limit"; limit: string; message: string; line: number | null; hint: string | null } & Outcome)
  | { t: "fault"; message: string };

/** What every end of an action tells. */
export interface Outcome {
  run: number;
  logs: string;
  operations: number;
  /** The clock reads of the action. */
  clock: number[];
}

export class ProtocolError extends ThreadsnakeError {
  constructor(message: string) {
    super(message, { code: "sandbox-protocol" });
  }
}

type Check = (value: unknown) => boolean;
type Schema = Readonly<Record<string, Check>>;

const isString: Check = (value) => typeof value === "string";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isBoolean: Check = (value) => typeof value === "boolean";
const isJson: Check = (value) => value !== undefined;
const isOr =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isDuration: Check = (value) => typeof value === "number" && value >= 0 && value <= MAX_MILLISECONDS;
const isNumber: Check = (value) => typeof value === "number";
const isListOf =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
const isKeyword: Check = (value) =>
  Array.isArray(value) && value.length === 2 && isString(value[0]) && isJson(value[1]);
const isName: Check = (value) => typeof value === "string" && value.length > 0 && value.length <= 200;
const isTool: Check = (value) =>
  hasFields(value, {
    name: isName,
    parameters: isOr(isListOf(isString, 1000)),
    required: isListOf(isString, 1000),
    outputType: isName,
  });

/** Of each kind; data belongs into one argument. */
export const MAX_ARGUMENTS = 10_000;
const MAX_CLOCK_READS = 100_000;
const OUTCOME: Schema = {
  run: isCount,
  logs: isString,
  operations: isNumber,
  clock: isListOf(isNumber, MAX_CLOCK_READS),
};

const HOST_FRAMES: Readonly<Record<HostFrame["t"], Schema>> = {
  hello: { version: isCount },
  "warm-up": {},
  init: { options: isJson },
  tools: { tools: isListOf(isTool, 10_000) },
  variables: { variables: isJson },
  run: {
    run: isCount,
    code: isString,
    diagnose: isBoolean,
    seconds: isOr(isNumber),
    operations: isOr(isNumber),
    clock: isOr(isListOf(isNumber, MAX_CLOCK_READS)),
  },
  result: { call: isCount, value: isJson, isFinalAnswer: isBoolean },
  failure: { call: isCount, type: isName, message: isString },
  apply: { apply: isCount, fn: isCount, args: isJson },
};

const SANDBOX_FRAMES: Readonly<Record<SandboxFrame["t"], Schema>> = {
  ready: { version: isCount },
  call: {
    call: isCount,
    name: isName,
    args: isListOf(isJson, MAX_ARGUMENTS),
    keywords: isListOf(isKeyword, MAX_ARGUMENTS),
  },
  wake: { call: isCount, milliseconds: isDuration },
  applied: { apply: isCount, value: isJson },
  "apply-failed": { apply: isCount, type: isName, message: isString },
  print: { text: isString },
  clock: { reads: isListOf(isNumber, MAX_CLOCK_READS) },
  done: { ...OUTCOME, output: isJson, text: isString, repr: isString, isFinalAnswer: isBoolean },
  raised: {
    ...OUTCOME,
    type: isName,
    message: isString,
    traceback: isString,
    line: isOr(isCount),
    code: isName,
    hint: isOr(isString),
  },
  limit: { ...OUTCOME, limit: isName, message: isString, line: isOr(isCount), hint: isOr(isString) },
  fault: { message: isString },
};

/** `json` as a frame of the host; throws ProtocolError. */
export function checkHostFrame(json: unknown, nonce: string): HostFrame {
  return checkFrame(json, nonce, HOST_FRAMES) as HostFrame;
}

/** `json` as a frame of the sandbox; throws ProtocolError. */
export function checkSandboxFrame(json: unknown, nonce: string): SandboxFrame {
  return checkFrame(json, nonce, SANDBOX_FRAMES) as SandboxFrame;
}

function checkFrame(json: unknown, nonce: string, frames: Readonly<Record<string, Schema>>): object {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new ProtocolError("a frame is not an object");
  const frame = json as Record<string, unknown>;
  if (frame["n"] !== nonce) throw new ProtocolError("a frame does not bear the session's nonce");
  const type = frame["t"];
  if (typeof type !== "string" || !Object.hasOwn(frames, type)) {
    // Only a string is shown: `toString` of anything else is the sender's.
    const shown = typeof type === "string" ? JSON.stringify(type.slice(0, 40)) : typeof type;
    throw new ProtocolError(`a frame of unknown type ${shown}`);
  }
  const schema = frames[type] as Schema;
  for (const field in schema) {
    if (!Object.hasOwn(frame, field) || !schema[field]?.(frame[field]))
      throw new ProtocolError(`a ${type} frame with a wrong field ${field}`);
  }
  return frame;
}

function hasFields(value: unknown, schema: Schema): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(schema).every(
    ([field, check]) => Object.hasOwn(value, field) && check((value as Record<string, unknown>)[field]),
  );
}

const HEADER_BYTES = 4;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The bytes of a frame: length and JSON. */
export function encodeFrame(frame: HostFrame | SandboxFrame, nonce: string): Uint8Array {
  const text = encoder.encode(JSON.stringify({ n: nonce, ...frame }));
  if (text.length > MAX_FRAME_BYTES)
    throw new ProtocolError(`a frame of ${text.length} bytes is above the limit of ${MAX_FRAME_BYTES}`);
  const bytes = new Uint8Array(HEADER_BYTES + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, HEADER_BYTES);
  return bytes;
}

/** The length that a frame's first 4 bytes announce; throws ProtocolError above the limit. */
export function frameLength(header: Uint8Array, maxBytes: number = MAX_FRAME_BYTES): number {
  const length = new DataView(header.buffer, header.byteOffset, HEADER_BYTES).getUint32(0);
  if (length > maxBytes) throw new ProtocolError(`a frame announces ${length} bytes, more than ${maxBytes}`);
  return length;
}

/** The JSON of a frame's bytes; throws ProtocolError. */
export function parseFrame(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new ProtocolError("a frame is not JSON in UTF-8");
  }
}

/** Cuts a stream of bytes into the JSON of frames, whatever the pieces it arrives in. */
export class FrameDecoder {
  private readonly maxBytes: number;
  private chunks: Uint8Array[] = [];
  private available = 0;
  /** Length of the frame whose header was read, or -1. */
  private expected = -1;

  constructor(maxBytes: number = MAX_FRAME_BYTES) {
    this.maxBytes = maxBytes;
  }

  /** The frames that `chunk` completes, parsed but not yet checked. */
  *push(chunk: Uint8Array): Generator<unknown, void, undefined> {
    this.chunks.push(chunk);
    this.available += chunk.length;
    for (;;) {
      if (this.expected < 0) {
        if (this.available < HEADER_BYTES) return;
        this.expected = frameLength(this.take(HEADER_BYTES), this.maxBytes);
      }
      if (this.available < this.expected) return;
      const bytes = this.take(this.expected);
      this.expected = -1;
      yield parseFrame(bytes);
    }
  }

  /** Whether the stream stands between two frames. */
  get isAtBoundary(): boolean {
    return this.available === 0 && this.expected < 0;
  }

  private take(length: number): Uint8Array {
    this.available -= length;
    const first = this.chunks[0];
    // Fast path: a frame lies in one chunk, nothing is copied.
    if (first !== undefined && first.length > length) {
      this.chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const chunk = this.chunks[0] as Uint8Array; // `available` counted it
      const part = chunk.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (part.length === chunk.length) this.chunks.shift();
      else this.chunks[0] = chunk.subarray(part.length);
    }
    return bytes;
  }
}
