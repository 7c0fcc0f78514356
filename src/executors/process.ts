/**
 * The sandbox in a child process. It gets an empty environment, the locks of `process-command.ts` and one private channel on
 * descriptor 3; nothing it prints is read as a message, and it can be killed whatever it does.
 */
import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { Socket } from "node:net";
import { SandboxConnection, type Transport, type TransportEnd } from "./connection.ts";
import { processCommand, type ProcessCommand, type ProcessCommandOptions } from "./process-command.ts";
import { checkSandboxFrame, encodeFrame, FrameDecoder, type HostFrame, ProtocolError, type SandboxFrame } from "./protocol.ts";

const { spawn } = process.getBuiltinModule("node:child_process");
const { randomBytes } = process.getBuiltinModule("node:crypto");

/** The place of the channel among the child's descriptors. */
const CHANNEL = 3;
const MAX_STDERR = 4096;

/** A transport over a child process that speaks frames on descriptor 3. */
export class ProcessTransport implements Transport {
  private readonly child: ChildProcess;
  private readonly channel: Socket;
  private readonly stderr: Readable;
  private readonly nonce = randomBytes(16).toString("hex");
  private readonly decoder = new FrameDecoder();
  private errors = "";
  private cause: TransportEnd | undefined;

  constructor({ file, args }: ProcessCommand) {
    this.child = spawn(file, args, {
      // Windows does not start a program without SystemRoot.
      env: process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"] } : {},
      cwd: process.platform === "win32" ? undefined : "/",
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      // Out of the terminal's group: Ctrl-C is the host's to handle.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.channel = this.child.stdio[CHANNEL] as Socket; // "pipe" above makes it one
    this.stderr = this.child.stderr as Readable; // likewise
    this.child.unref();
    this.setBusy(false);
  }

  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void {
    this.channel.on("data", (bytes: Uint8Array) => this.read(bytes, events.frame));
    this.channel.on("error", () => this.kill({ kind: "exit", detail: "its channel broke" }));
    this.channel.on("close", () => this.kill({ kind: "exit", detail: "it closed its channel" }));
    this.stderr.on("data", (bytes: Uint8Array) => {
      this.errors = (this.errors + Buffer.from(bytes).toString("latin1")).slice(-MAX_STDERR);
    });
    let isOver = false;
    const finish = (end: TransportEnd): void => {
      if (isOver) return;
      isOver = true;
      this.channel.destroy();
      events.end(end);
    };
    this.child.on("error", (error) => finish({ kind: "exit", detail: error.message }));
    // After `close` its last words on stderr are here too.
    this.child.on("close", (code, signal) => finish(this.describeEnd(code, signal)));
  }

  send(frame: HostFrame): void {
    this.channel.write(encodeFrame(frame, this.nonce));
  }

  kill(cause: TransportEnd): void {
    this.cause ??= cause;
    this.child.kill("SIGKILL");
  }

  setBusy(busy: boolean): void {
    // The process handle stays unreferenced: the channel tells everything that an action waits for.
    if (busy) this.channel.ref();
    else this.channel.unref();
    (this.stderr as Socket).unref();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  private read(bytes: Uint8Array, receive: (frame: SandboxFrame) => void): void {
    try {
      for (const json of this.decoder.push(bytes)) receive(checkSandboxFrame(json, this.nonce));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.kill({ kind: "protocol", detail: error.message });
    }
  }

  private describeEnd(code: number | null, signal: NodeJS.Signals | null): TransportEnd {
    if (this.cause?.kind === "killed" || this.cause?.kind === "protocol") return this.cause;
    const isMemory = /out of memory|Allocation failed|Cannot allocate|bad_alloc/i.test(this.errors) || signal === "SIGABRT" || signal === "SIGTRAP" || signal === "SIGILL" || signal === "SIGKILL";
    const status = signal === null ? `exit status ${code}` : `signal ${signal}`;
    return { kind: isMemory ? "memory" : "exit", detail: status };
  }
}

/** Starts a sandbox process. */
export function openProcess(options: ProcessCommandOptions): SandboxConnection {
  return new SandboxConnection(new ProcessTransport(processCommand(options)));
}
