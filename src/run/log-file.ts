/**
 * Logs as files: one JSON line an event, one file a run, one writer at a time.
 *
 * A line is handed to the operating system before `append` returns, so it outlives the process; `flush` waits for the disk,
 * once per turn of the event loop however many runs ask. A torn last line is cut when the file is opened. Payloads above
 * 256 KB lie beside it, in a file named by its hash, written before the line that names it.
 */
import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
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
  const redact = createRedactor({ secrets: options.secrets, environment: process.env });
  const open = new Map<string, FileLog>();
  return {
    async open(runId) {
      const held = open.get(runId);
      if (held !== undefined) throw lockedError(runId, "this process");
      mkdirSync(join(directory, "blobs"), { recursive: true, mode: PRIVATE_DIRECTORY });
      const path = pathOf(directory, runId);
      const unlock = lock(path, runId);
      try {
        const log = new FileLog({
          runId,
          path,
          directory,
          redact,
          durability: options.durability ?? "batch",
          release: () => {
            open.delete(runId);
            unlock();
          },
        });
        open.set(runId, log);
        return log;
      } catch (error) {
        unlock();
        throw error;
      }
    },
    async *list() {
      for (const runId of runIdsIn(directory)) {
        const events = [...readEvents(pathOf(directory, runId), directory).events];
        if (events.length > 0)
          yield summarizeRun(events, { isHeld: open.has(runId) || holderOf(pathOf(directory, runId)) !== undefined });
      }
    },
    async read(runId) {
      return open.get(runId)?.events ?? readEvents(pathOf(directory, runId), directory).events;
    },
    async answer(runId, key, value) {
      const held = open.get(runId);
      if (held !== undefined) return answerSignal(held, key, value);
      const path = pathOf(directory, runId);
      const inbox = openSync(
        `${path}.inbox`,
        constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND,
        PRIVATE_FILE,
      );
      writeSync(inbox, `${JSON.stringify({ key, value: encode(value) })}\n`);
      closeSync(inbox);
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
    const file = openSync(options.path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, PRIVATE_FILE);
    const { events, wholeBytes } = readEvents(options.path, options.directory);
    ftruncateSync(file, wholeBytes);
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
    closeSync(this.#file);
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
      if (!existsSync(path)) writeFileDurably(path, text);
      blobs[name] = hash;
      delete event[name];
    }
    return JSON.stringify({ ...event, blobs });
  }

  /** Answers that another process left for this run. */
  #readInbox(): void {
    const path = `${this.#options.path}.inbox`;
    if (!existsSync(path)) return;
    const text = readFileSync(path, "utf8");
    const whole = text.lastIndexOf("\n") + 1;
    const fresh = text.slice(this.#inboxRead, whole);
    this.#inboxRead = whole;
    for (const line of fresh.split("\n")) {
      if (line === "") continue;
      const { key, value } = JSON.parse(line) as { key: string; value: unknown };
      answerSignal(this, key, decode(value));
    }
  }
}

function syncData(file: number): Promise<void> {
  return new Promise((resolve, reject) => fdatasync(file, (error) => (error === null ? resolve() : reject(error))));
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

function runIdsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith(".jsonl"));
  return names
    .map((name) => ({ name, time: statSync(join(directory, name)).mtimeMs }))
    .toSorted((left, right) => right.time - left.time)
    .map(({ name }) => name.slice(0, -".jsonl".length));
}

function writeWhole(file: number, data: Buffer): void {
  for (let start = 0; start < data.length;) start += writeSync(file, data, start);
}

function writeFileDurably(path: string, text: string): void {
  const partial = `${path}.${process.pid}`;
  const file = openSync(partial, "w", PRIVATE_FILE);
  writeWhole(file, Buffer.from(text));
  closeSync(file);
  renameSync(partial, path);
}

const CHUNK = 1 << 20;

/** Reads line by line: a log may be longer than the longest string. What follows the last whole line is not counted. */
function readEvents(path: string, directory: string): { events: LogEvent[]; wholeBytes: number } {
  const events: LogEvent[] = [];
  if (!existsSync(path)) return { events, wholeBytes: 0 };
  const file = openSync(path, "r");
  let wholeBytes = 0;
  let rest: Buffer[] = [];
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = readSync(file, chunk, 0, CHUNK, null);
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
    closeSync(file);
  }
  return { events, wholeBytes };
}

function parseLine(line: string, path: string, directory: string, index: number): LogEvent {
  let event: LogEvent & { blobs?: Record<string, string> };
  try {
    event = JSON.parse(line) as LogEvent;
  } catch (cause) {
    throw new LogFormatError(`line ${index + 1} of ${path} is not JSON`, { cause });
  }
  if (typeof event !== "object" || event === null || typeof event.v !== "number" || typeof event.type !== "string")
    throw new LogFormatError(`line ${index + 1} of ${path} is not an event`);
  if (event.v > EVENT_VERSION) {
    throw new LogFormatError(
      `line ${index + 1} of ${path} is of version ${event.v}; this program reads up to ${EVENT_VERSION}`,
      { hint: "Use the version that wrote it, or a newer one." },
    );
  }
  if (event.blobs === undefined) return event;
  const { blobs, ...rest } = event;
  for (const [name, hash] of Object.entries(blobs)) {
    if (!/^[0-9a-f]{64}$/.test(hash))
      throw new LogFormatError(`line ${index + 1} of ${path} names a payload that cannot exist`);
    const file = blobPath(directory, hash);
    if (!existsSync(file)) throw new LogFormatError(`${file}, which line ${index + 1} of ${path} names, is missing`);
    Object.defineProperty(rest, name, {
      value: JSON.parse(readFileSync(file, "utf8")) as unknown,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return rest;
}

/** Takes the lock beside a log; a lock whose process is dead is taken over. Returns the way to let go. */
function lock(path: string, runId: string): () => void {
  const lockPath = `${path}.lock`;
  const content = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 3; attempt++) {
    const own = `${lockPath}.${process.pid}.new`;
    writeFileSync(own, content, { mode: PRIVATE_FILE });
    try {
      // A link appears with its content or not at all, so nobody reads a lock that is half written.
      linkSync(own, lockPath);
      return () => rmSync(lockPath, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(own, { force: true });
    }
    const holder = holderOf(path);
    if (holder !== undefined) throw lockedError(runId, holder);
    // Moving it away first: of two that find the same dead lock, one moves it and the other finds nothing to move.
    const stale = `${lockPath}.${process.pid}`;
    try {
      renameSync(lockPath, stale);
      rmSync(stale, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw lockedError(runId, "another process");
}

/** Who holds a log, or undefined when nobody living does. This process's own logs are known without asking the disk. */
function holderOf(path: string): string | undefined {
  let holder: { pid?: unknown; host?: unknown };
  try {
    holder = JSON.parse(readFileSync(`${path}.lock`, "utf8")) as typeof holder;
  } catch {
    return undefined;
  }
  const { pid, host } = holder;
  if (typeof pid !== "number" || pid === process.pid) return undefined;
  if (host !== hostname()) return `process ${pid} on ${String(host)}`;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  return `process ${pid}`;
}

function lockedError(runId: string, holder: string): ThreadsnakeError {
  return new ThreadsnakeError(`run ${runId} is held by ${holder}`, {
    code: "run-locked",
    hint: "Wait until it ends, or stop it. Only one process may write to a run's log.",
  });
}
