/** The inside of a sandbox worker: sleeps until the host has counted a frame up, reads it, answers through its port. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { receiveMessageOnPort, workerData } from "node:worker_threads";
import type { CreateEngine } from "./engine.ts";
import { checkHostFrame, type HostFrame, type SandboxFrame } from "./protocol.ts";
import { Sandbox, type SandboxPort } from "./sandbox.ts";
import type { WorkerData } from "./worker.ts";

/** Serves the host for ever; the host ends the worker. */
export async function serveWorker(create: CreateEngine): Promise<never> {
  const port = new WorkerPort(workerData as WorkerData); // the host made it so
  const sandbox = new Sandbox(port, create);
  for (;;) {
    const frame = port.receive();
    try {
      await sandbox.handle(frame);
    } catch (error) {
      port.send({ t: "fault", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
  }
}

class WorkerPort implements SandboxPort {
  private readonly data: WorkerData;
  private readonly collectGarbage: () => void;

  constructor(data: WorkerData) {
    this.data = data;
    // A worker takes no heap flags on its command line; a fresh context made after this has the function.
    setFlagsFromString("--expose-gc");
    this.collectGarbage = runInNewContext("gc") as () => void;
  }

  send(frame: SandboxFrame): void {
    this.data.port.postMessage(JSON.stringify({ n: this.data.nonce, ...frame }));
  }

  receive(): HostFrame {
    const { port, counter, nonce } = this.data;
    for (;;) {
      const seen = Atomics.load(counter, 0);
      const message = receiveMessageOnPort(port);
      if (message !== undefined) return checkHostFrame(JSON.parse(message.message as string), nonce);
      Atomics.wait(counter, 0, seen);
    }
  }

  liveBytes(limit: number): number {
    if (usedBytes() > limit) this.collectGarbage();
    return usedBytes();
  }
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
