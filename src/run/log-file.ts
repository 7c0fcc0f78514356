/**
 * Logs as files: one JSON line an event, one file a run, one writer at a time.
 *
 * A line is handed to the operating system before `append` returns, so it outlives the process; `flush` waits for the disk,
 * once per turn of the event loop however many runs ask. A torn last line is cut when the file is opened. Payloads above
 * 256 KB lie beside it, in a file named by its hash, written before the line that names it.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { decode, encode } from "../executors/codec.ts";
import { ThreadsnakeError } from "../errors.ts";
import { EVENT_VERSION } from "./events.ts";
import type { LogEvent } from "./events.ts";
import { summarizeRun } from "./fold.ts";
import { createRedactor } from "./redact.ts";
import { EventLog, LogFormatError, answerSignal } from "./store.ts";
import type { RunLog, RunStore } from "./store.ts";

export interface FileStoreOptions {
  /** Values that must never be written, beside what the environment holds under names like API_KEY. */
  secrets?: readonly string[] | undefined;
  /** "none": never wait for the disk; "batch" (default): before effects that change the world, and at the end. */
  durability?: "none" | "batch" | undefined;
}

const INLINE_LIMIT = 256 * 1024;
/** A field smaller than this stays in its line, whatever the line weighs. */
const SMALLEST_BLOB = 16 * 1024;
const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;
const INBOX_POLL_MS = 250;

/**
 * ```ts
 * const store = fileStore(".threadsnake/runs");
 * await agent.run(task, { store });
 * ```
 */
export function fileStore(directory: string, options: FileStoreOptions = {}): RunStore {
  const { secrets, durability = "batch" } = options;
  const redact = createRedactor({ secrets, environment: process.env });
  const open = new Map<string, FileLog>();
  return {
    async open(runId) {
      if (open.has(runId)) throw lockedError(runId, "this process");
      fs.mkdirSync(join(directory, "blobs"), { recursive: true, mode: PRIVATE_DIRECTORY });
      const path = pathOf(directory, runId);
      const unlock = lock(path, runId);
      const release = (): void => {
        open.delete(runId);
        unlock();
      };
      try {
        const log = new FileLog({ runId, path, directory, redact, durability, release });
        open.set(runId, log);
        return log;
      } catch (error) {
        unlock();
        throw error;
      }
    },
    async *list() {
      for (const runId of runIdsIn(directory)) {
        const path = pathOf(directory, runId);
        const { events } = readEvents(path, directory);
        const isHeld = open.has(runId) || holderOf(path) !== undefined;
        if (events.length > 0) yield summarizeRun(events, { isHeld });
      }
    },
    async read(runId) {
      return open.get(runId)?.events ?? readEvents(pathOf(directory, runId), directory).events;
    },
    async answer(runId, key, value) {
      const held = open.get(runId);
      if (held !== undefined) return answerSignal(held, key, value);
      const line = `${JSON.stringify({ key, value: encode(value) })}\n`;
      fs.appendFileSync(`${pathOf(directory, runId)}.inbox`, line, { mode: PRIVATE_FILE });
    },
  };
}

interface FileLogOptions {
  runId: string;
  path: string;
  directory: string;
  redact: (text: string) => string;
  durability: "none" | "batch";
  release: () => void;
}

class FileLog extends EventLog implements RunLog {
  readonly #options: FileLogOptions;
  readonly #file: number;
  #isDirty = false;
  #isClosed = false;
  /** Collects who asks in this turn. */
  #nextSync: Promise<void> | undefined;
  #lastSync: Promise<void> = Promise.resolve();
  #inboxTimers = new Set<ReturnType<typeof setInterval>>();
  #inboxRead = 0;

  constructor(options: FileLogOptions) {
    const file = fs.openSync(options.path, "a+", PRIVATE_FILE);
    const { events, wholeBytes } = readEvents(options.path, options.directory);
    fs.ftruncateSync(file, wholeBytes);
    super(options.runId, events);
    this.#options = options;
    this.#file = file;
    this.#readInbox();
  }

  override redact(text: string): string {
    return this.#options.redact(text);
  }

  override flush(): Promise<void> {
    if (this.#options.durability === "none" || this.#isClosed) return Promise.resolve();
    if (!this.#isDirty) return this.#nextSync ?? this.#lastSync;
    this.#nextSync ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#nextSync = undefined;
        this.#isDirty = false;
        this.#lastSync = this.#isClosed ? Promise.resolve() : syncData(this.#file);
        resolve(this.#lastSync);
      });
    });
    return this.#nextSync;
  }

  override watchAnswers(): () => void {
    const timer = setInterval(() => this.#readInbox(), INBOX_POLL_MS);
    this.#inboxTimers.add(timer);
    this.#readInbox();
    return () => {
      clearInterval(timer);
      this.#inboxTimers.delete(timer);
    };
  }

  override async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.flush();
    this.#isClosed = true;
    for (const timer of this.#inboxTimers) clearInterval(timer);
    fs.closeSync(this.#file);
    this.#options.release();
  }

  protected override persist(event: LogEvent): void {
    if (this.#isClosed) throw new ThreadsnakeError(`the log of ${this.runId} is closed`, { code: "log-closed" });
    let line = this.redact(JSON.stringify(event));
    if (line.length > INLINE_LIMIT) line = this.#withBlobs(JSON.parse(line) as Record<string, unknown>);
    writeWhole(this.#file, Buffer.from(`${line}\n`));
    this.#isDirty = true;
  }

  #withBlobs(event: Record<string, unknown>): string {
    const blobs: Record<string, string> = {};
    for (const [name, value] of Object.entries(event)) {
      const text = JSON.stringify(value);
      if (text.length < SMALLEST_BLOB) continue;
      const hash = createHash("sha256").update(text).digest("hex");
      const path = blobPath(this.#options.directory, hash);
      if (!fs.existsSync(path)) writeFileDurably(path, text);
      blobs[name] = hash;
      delete event[name];
    }
    return JSON.stringify({ ...event, blobs });
  }

  /** Answers that another process left for this run. */
  #readInbox(): void {
    const path = `${this.#options.path}.inbox`;
    if (!fs.existsSync(path)) return;
    const lines = fs.readFileSync(path, "utf8").split("\n").slice(this.#inboxRead, -1);
    this.#inboxRead += lines.length;
    for (const line of lines) {
      const { key, value } = JSON.parse(line) as { key: string; value: unknown };
      answerSignal(this, key, decode(value));
    }
  }
}

function syncData(file: number): Promise<void> {
  return new Promise((resolve, reject) => fs.fdatasync(file, (error) => (error === null ? resolve() : reject(error))));
}

function pathOf(directory: string, runId: string): string {
  if (!/^[A-Za-z0-9._-]{1,120}$/.test(runId) || runId.startsWith(".")) {
    throw new ThreadsnakeError(`${JSON.stringify(runId.slice(0, 60))} cannot be the name of a run`, {
      code: "run-id",
      hint: "Use letters, digits, '-', '_' and '.'.",
    });
  }
  return join(directory, `${runId}.jsonl`);
}

function blobPath(directory: string, hash: string): string {
  return join(directory, "blobs", `${hash}.json`);
}

/** The newest first. */
function runIdsIn(directory: string): string[] {
  if (!fs.existsSync(directory)) return [];
  const names = fs.readdirSync(directory).filter((name) => name.endsWith(".jsonl"));
  const times = new Map(names.map((name) => [name, fs.statSync(join(directory, name)).mtimeMs]));
  return names
    .toSorted((left, right) => (times.get(right) ?? 0) - (times.get(left) ?? 0))
    .map((name) => name.slice(0, -".jsonl".length));
}

function writeWhole(file: number, data: Buffer): void {
  for (let start = 0; start < data.length;) start += fs.writeSync(file, data, start);
}

function writeFileDurably(path: string, text: string): void {
  const partial = `${path}.${process.pid}`;
  const file = fs.openSync(partial, "w", PRIVATE_FILE);
  writeWhole(file, Buffer.from(text));
  fs.closeSync(file);
  fs.renameSync(partial, path);
}

const CHUNK = 1 << 20;

/** Reads line by line: a log may be longer than the longest string. What follows the last whole line is not counted. */
function readEvents(path: string, directory: string): { events: LogEvent[]; wholeBytes: number } {
  const events: LogEvent[] = [];
  if (!fs.existsSync(path)) return { events, wholeBytes: 0 };
  const file = fs.openSync(path, "r");
  let wholeBytes = 0;
  let rest: Buffer[] = [];
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = fs.readSync(file, chunk, 0, CHUNK, null);
      if (length === 0) break;
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0 && end < length; end = chunk.indexOf(10, start)) {
        const line = Buffer.concat([...rest, chunk.subarray(start, end)]);
        rest = [];
        wholeBytes += line.length + 1;
        start = end + 1;
        events.push(parseLine(line.toString("utf8"), path, directory, events.length));
      }
      rest.push(Buffer.from(chunk.subarray(start, length)));
    }
  } finally {
    fs.closeSync(file);
  }
  return { events, wholeBytes };
}

function parseLine(line: string, path: string, directory: string, index: number): LogEvent {
  const place = `line ${index + 1} of ${path}`;
  let event: LogEvent & { blobs?: Record<string, string> };
  try {
    event = JSON.parse(line) as LogEvent;
  } catch (cause) {
    throw new LogFormatError(`${place} is not JSON`, { cause });
  }
  if (typeof event !== "object" || event === null || typeof event.v !== "number" || typeof event.type !== "string")
    throw new LogFormatError(`${place} is not an event`);
  if (event.v > EVENT_VERSION)
    throw new LogFormatError(`${place} is of version ${event.v}; this program reads up to ${EVENT_VERSION}`, {
      hint: "Use the version that wrote it, or a newer one.",
    });
  const { blobs = {}, ...rest } = event;
  for (const [name, hash] of Object.entries(blobs)) {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new LogFormatError(`${place} names a payload that cannot exist`);
    const file = blobPath(directory, hash);
    if (!fs.existsSync(file)) throw new LogFormatError(`${file}, which ${place} names, is missing`);
    const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    Object.defineProperty(rest, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return rest;
}

/** Takes the lock beside a log; a lock whose process is dead is taken over. Returns the way to let go. */
function lock(path: string, runId: string): () => void {
  const lockPath = `${path}.lock`;
  const own = `${lockPath}.${process.pid}.new`;
  const content = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 3; attempt++) {
    fs.writeFileSync(own, content, { mode: PRIVATE_FILE });
    try {
      // A link appears with its content or not at all, so nobody reads a lock that is half written.
      if (succeeds("EEXIST", () => fs.linkSync(own, lockPath))) return () => fs.rmSync(lockPath, { force: true });
    } finally {
      fs.rmSync(own, { force: true });
    }
    const holder = holderOf(path);
    if (holder !== undefined) throw lockedError(runId, holder);
    // Moving it away first: of two that find the same dead lock, one moves it and the other finds nothing to move.
    const stale = `${lockPath}.${process.pid}`;
    if (succeeds("ENOENT", () => fs.renameSync(lockPath, stale))) fs.rmSync(stale, { force: true });
  }
  throw lockedError(runId, "another process");
}

/** False where the system refuses with `code`. */
function succeeds(code: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return false;
    throw error;
  }
}

/** Who holds a log, or undefined when nobody living does. This process's own logs are known without asking the disk. */
function holderOf(path: string): string | undefined {
  let holder: { pid?: unknown; host?: unknown };
  try {
    holder = JSON.parse(fs.readFileSync(`${path}.lock`, "utf8")) as typeof holder;
  } catch {
    return undefined;
  }
  const { pid, host } = holder;
  if (typeof pid !== "number" || pid === process.pid) return undefined;
  if (host !== hostname()) return `process ${pid} on ${String(host)}`;
  try {
    return succeeds("ESRCH", () => process.kill(pid, 0)) ? `process ${pid}` : undefined;
  } catch {
    // Somebody else's process: it lives.
    return `process ${pid}`;
  }
}

function lockedError(runId: string, holder: string): ThreadsnakeError {
  return new ThreadsnakeError(`run ${runId} is held by ${holder}`, {
    code: "run-locked",
    hint: "Wait until it ends, or stop it. Only one process may write to a run's log.",
  });
}
