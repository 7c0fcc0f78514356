/** Frames over the streams of a child process: what a sandbox process, a real Python and a container have in common. */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { Transport, TransportEnd } from "./connection.ts";
import { checkSandboxFrame, encodeFrame, FrameDecoder, type HostFrame, type SandboxFrame } from "./protocol.ts";

const { randomBytes } = process.getBuiltinModule("node:crypto");

const MAX_STDERR = 4096;
const MEMORY_WORDS = /out of memory|Allocation failed|Cannot allocate|bad_alloc|MemoryError/i;
/** Signals of a process that V8, the kernel or the C library ended for want of memory. */
const MEMORY_SIGNALS: ReadonlySet<string | null> = new Set(["SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL"]);

export interface ChildStreams {
  child: ChildProcess;
  input: Writable;
  output: Readable;
  /** Whether the child leads a process group, which ends with it. */
  leadsGroup?: boolean | undefined;
  /** Called once the process has ended. */
  cleanUp?: (() => void) | undefined;
}

export class StreamTransport implements Transport {
  private readonly streams: ChildStreams;
  private readonly nonce = randomBytes(16).toString("hex");
  private readonly decoder = new FrameDecoder();
  private errors = "";
  private cause: TransportEnd | undefined;

  constructor(streams: ChildStreams) {
    this.streams = streams;
    // Only the channel keeps the host alive, and only while an action waits for it.
    streams.child.unref();
    this.setBusy(false);
  }

  get pid(): number | undefined {
    return this.streams.child.pid;
  }

  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void {
    const { child, input, output } = this.streams;
    output.on("data", (bytes: Uint8Array) => this.read(bytes, events.frame));
    for (const stream of new Set<Readable | Writable>([input, output]))
      stream.on("error", () => this.kill({ kind: "exit", detail: "its channel broke" }));
    output.on("close", () => this.kill({ kind: "exit", detail: "it closed its channel" }));
    child.stderr?.on("data", (bytes: Uint8Array) => {
      this.errors = (this.errors + Buffer.from(bytes).toString("latin1")).slice(-MAX_STDERR);
    });
    let isOver = false;
    const finish = (end: TransportEnd): void => {
      if (isOver) return;
      isOver = true;
      input.destroy();
      output.destroy();
      this.streams.cleanUp?.();
      events.end(end);
    };
    child.on("error", (error) => finish({ kind: "exit", detail: error.message }));
    // Children of its own end with it; one that held stderr open would keep `close` from coming.
    child.on("exit", () => this.killAll());
    // After `close` its last words on stderr are here too.
    child.on("close", (code, signal) => finish(this.describeEnd(code, signal)));
  }

  send(frame: HostFrame): void {
    this.streams.input.write(encodeFrame(frame, this.nonce));
  }

  kill(cause: TransportEnd): void {
    this.cause ??= cause;
    // Its end is near and somebody may wait for it: `close` comes when the process and each of its streams have ended.
    const { child, input, output } = this.streams;
    for (const handle of [child, input, output, child.stderr] as Array<Partial<Socket> | null>) handle?.ref?.();
    this.killAll();
  }

  setBusy(busy: boolean): void {
    const { child, input, output } = this.streams;
    for (const stream of [input, output] as Array<Partial<Socket>>) {
      if (busy) stream.ref?.();
      else stream.unref?.();
    }
    (child.stderr as Partial<Socket> | null)?.unref?.();
  }

  private killAll(): void {
    const { child, leadsGroup } = this.streams;
    try {
      if (leadsGroup === true && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Nothing is left of the group.
    }
    child.kill("SIGKILL");
  }

  private read(bytes: Uint8Array, receive: (frame: SandboxFrame) => void): void {
    try {
      for (const json of this.decoder.push(bytes)) receive(checkSandboxFrame(json, this.nonce));
    } catch (error) {
      // Whatever a sandbox says, the worst is its own end.
      this.kill({ kind: "protocol", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  private describeEnd(code: number | null, signal: NodeJS.Signals | null): TransportEnd {
    if (this.cause?.kind === "killed" || this.cause?.kind === "protocol") return this.cause;
    const status = signal === null ? `exit status ${code}` : `signal ${signal}`;
    return { kind: MEMORY_WORDS.test(this.errors) || MEMORY_SIGNALS.has(signal) ? "memory" : "exit", detail: status };
  }
}
