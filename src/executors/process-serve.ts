/** The inside of a sandbox process: reads frames by blocking on descriptor 3, answers on the same descriptor, ends with its host. */
import { readSync, writeSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import type { CreateEngine } from "./engine.ts";
import { checkHostFrame, encodeFrame, FrameDecoder, type HostFrame, type SandboxFrame } from "./protocol.ts";
import { Sandbox, type SandboxPort } from "./sandbox.ts";

const CHANNEL = 3;
const BUFFER_BYTES = 1 << 16;
/** How often a computing sandbox looks whether its host still lives. */
const PARENT_EVERY_MS = 500;

export interface ServeOptions {
  /** Runs when the host says that there is time. */
  warmUp?: (() => Promise<void>) | undefined;
  /** Takes away globals once what is needed of them is kept. */
  lockDown?: (() => void) | undefined;
}

/** Serves one host until it goes away. Never returns. */
export async function serveProcess(create: CreateEngine, { warmUp, lockDown }: ServeOptions = {}): Promise<never> {
  const port = new ProcessPort();
  const sandbox = new Sandbox(port, create);
  lockDown?.();
  for (;;) {
    const frame = port.receive();
    try {
      await sandbox.handle(frame);
      if (frame.t === "warm-up") await warmUp?.();
    } catch (error) {
      port.send({ t: "fault", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
  }
}

class ProcessPort implements SandboxPort {
  private readonly decoder = new FrameDecoder();
  private readonly buffer = new Uint8Array(BUFFER_BYTES);
  private readonly frames: HostFrame[] = [];
  private nonce: string | undefined;
  private lastLook = 0;
  // Kept here because the global is taken away from the program.
  private readonly process = process;
  private readonly parent = process.ppid;
  private readonly collectGarbage = globalThis.gc;

  send(frame: SandboxFrame): void {
    const bytes = encodeFrame(frame, this.nonce ?? "");
    for (let written = 0; written < bytes.length;) {
      try {
        written += writeSync(CHANNEL, bytes, written);
      } catch (error) {
        this.retryOrExit(error);
      }
    }
  }

  receive(): HostFrame {
    for (;;) {
      const frame = this.frames.shift();
      if (frame !== undefined) return frame;
      for (const json of this.decoder.push(this.read())) this.frames.push(this.check(json));
    }
  }

  liveBytes(limit: number): number {
    const used = usedBytes();
    if (used <= limit || this.collectGarbage === undefined) return used;
    this.collectGarbage();
    return usedBytes();
  }

  poll(): void {
    const now = performance.now();
    if (now - this.lastLook < PARENT_EVERY_MS) return;
    this.lastLook = now;
    if (this.process.ppid !== this.parent) this.process.exit(0);
  }

  private read(): Uint8Array {
    for (;;) {
      try {
        const length = readSync(CHANNEL, this.buffer, 0, BUFFER_BYTES, null);
        if (length === 0) this.process.exit(0);
        return this.buffer.slice(0, length);
      } catch (error) {
        this.retryOrExit(error);
      }
    }
  }

  private check(json: unknown): HostFrame {
    // The host speaks first; its nonce is the session's from then on.
    this.nonce ??= String((json as { n?: unknown } | null)?.n);
    return checkHostFrame(json, this.nonce);
  }

  private retryOrExit(error: unknown): void {
    const code = (error as { code?: unknown }).code;
    if (code !== "EAGAIN" && code !== "EINTR") this.process.exit(0);
  }
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
