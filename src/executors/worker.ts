/**
 * The sandbox in a worker thread: faster to start and to call than a process, and less of a wall. A worker that runs out of memory can
 * take the host along, and some native operations delay its end (docs/security.md has the list): for trusted code.
 */
import type { MessagePort, Worker } from "node:worker_threads";
import { SandboxConnection, type Transport, type TransportEnd } from "./connection.ts";
import { checkSandboxFrame, type HostFrame, type SandboxFrame } from "./protocol.ts";

const { createRequire } = process.getBuiltinModule("node:module");
const { randomBytes } = process.getBuiltinModule("node:crypto");
const threads = process.getBuiltinModule("node:worker_threads");

/** What a worker is started with. */
export interface WorkerData {
  port: MessagePort;
  /** Counts the frames sent to the worker; it sleeps on it. */
  counter: Int32Array;
  nonce: string;
}

/** The engine's own budget ends a program long before V8's limit, which aborts the whole program. */
const HEAP_FACTOR = 4;
const STACK_MEGABYTES = 4;

class WorkerTransport implements Transport {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly counter = new Int32Array(new SharedArrayBuffer(4));
  private readonly nonce = randomBytes(16).toString("hex");
  private cause: TransportEnd | undefined;

  constructor(entry: string, memoryBytes: number) {
    const { port1, port2 } = new threads.MessageChannel();
    this.port = port1;
    const data: WorkerData = { port: port2, counter: this.counter, nonce: this.nonce };
    this.worker = new threads.Worker(entry, {
      workerData: data,
      transferList: [port2],
      env: {},
      execArgv: ["--no-warnings"],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.ceil((memoryBytes * HEAP_FACTOR) / 2 ** 20),
        stackSizeMb: STACK_MEGABYTES,
      },
    });
    // Nobody reads what a worker prints; unread, it must not fill up.
    this.worker.stdout.resume();
    this.worker.stderr.resume();
  }

  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void {
    this.port.on("message", (text: unknown) => this.read(text, events.frame));
    let isOver = false;
    const finish = (end: TransportEnd): void => {
      if (isOver) return;
      isOver = true;
      this.port.close();
      events.end(end);
    };
    this.worker.on("error", (error: Error & { code?: string }) => {
      const kind = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "exit";
      this.cause ??= { kind, detail: error.message };
    });
    this.worker.on("exit", (code) => finish(this.cause ?? { kind: "exit", detail: `exit status ${code}` }));
    this.setBusy(false);
  }

  send(frame: HostFrame): void {
    this.port.postMessage(JSON.stringify({ n: this.nonce, ...frame }));
    Atomics.add(this.counter, 0, 1);
    Atomics.notify(this.counter, 0);
  }

  kill(cause: TransportEnd): void {
    this.cause ??= cause;
    void this.worker.terminate();
  }

  setBusy(busy: boolean): void {
    if (busy) {
      this.port.ref();
      this.worker.ref();
    } else {
      this.port.unref();
      this.worker.unref();
    }
  }

  private read(text: unknown, receive: (frame: SandboxFrame) => void): void {
    try {
      receive(checkSandboxFrame(JSON.parse(String(text)) as unknown, this.nonce));
    } catch (error) {
      // Whatever a sandbox says, the worst is its own end.
      this.kill({ kind: "protocol", detail: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Starts a sandbox in a worker thread. */
export function openWorker(
  memoryBytes: number,
  entry: string = createRequire(import.meta.url).resolve("#sandbox/worker-entry"),
): SandboxConnection {
  return new SandboxConnection(new WorkerTransport(entry, memoryBytes));
}
