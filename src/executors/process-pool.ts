/** Keeps one sandbox process started ahead of need, so that a new session does not wait for it; an idle one is closed. */
import type { SandboxConnection } from "./connection.ts";
import type { ProcessCommandOptions } from "./process-command.ts";
import { openProcess } from "./process.ts";

const { createRequire } = process.getBuiltinModule("node:module");

const IDLE_MS = 30_000;
/** Starting the next one waits until whoever took this one has got going. */
const REFILL_MS = 100;

interface Spare {
  connection: SandboxConnection;
  timer: NodeJS.Timeout;
}

/** A pool never shares a process between sessions: taken is taken. */
export class ProcessPool {
  private readonly spares = new Map<string, Spare>();
  private readonly refills = new Map<string, NodeJS.Timeout>();

  /** A process that nobody used before, ready or about to be. */
  take(options: ProcessCommandOptions): SandboxConnection {
    const key = JSON.stringify([options.entry, options.memoryBytes]);
    const spare = this.spares.get(key);
    this.drop(key);
    this.refillLater(key, options);
    return spare?.connection.isAlive === true ? spare.connection : openProcess(options);
  }

  /** Closes what is idle. */
  close(): void {
    for (const timer of this.refills.values()) clearTimeout(timer);
    this.refills.clear();
    for (const [key, { connection }] of this.spares) {
      this.drop(key);
      connection.kill("the pool was closed");
    }
  }

  private refillLater(key: string, options: ProcessCommandOptions): void {
    clearTimeout(this.refills.get(key));
    const refill = setTimeout(() => {
      this.refills.delete(key);
      const connection = openProcess(options);
      connection.warmUp();
      const timer = setTimeout(() => {
        this.drop(key);
        connection.kill("it was idle");
      }, IDLE_MS).unref();
      this.spares.set(key, { connection, timer });
      connection.whenEnded(() => {
        if (this.spares.get(key)?.connection === connection) this.drop(key);
      });
    }, REFILL_MS).unref();
    this.refills.set(key, refill);
  }

  private drop(key: string): void {
    clearTimeout(this.spares.get(key)?.timer);
    this.spares.delete(key);
  }
}

/** The pool of this program. */
const processPool = new ProcessPool();

/** A sandbox process with the project's own entry. */
export function takeProcess(memoryBytes: number): SandboxConnection {
  return processPool.take({ entry: entryPath(), memoryBytes });
}

/** The built entry; `require` finds it through the manifest's `imports`, from the sources as from a bundle. */
function entryPath(): string {
  return createRequire(import.meta.url).resolve("#sandbox/process-entry");
}
