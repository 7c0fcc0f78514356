/** Frames as lines of JSON, for services that carry only text. Each line is checked like any other frame. */
import type { Transport, TransportEnd } from "../connection.ts";
import { checkSandboxFrame, type HostFrame, MAX_FRAME_BYTES, ProtocolError, type SandboxFrame } from "../protocol.ts";

/** A running program whose standard input and output are text. */
export interface TextProgram {
  write(text: string): Promise<unknown>;
  kill(): Promise<unknown>;
}

/** What a service calls while the program runs. */
export interface TextEvents {
  output(text: string): void;
  end(detail: string): void;
}

export class LineTransport implements Transport {
  private readonly start: (events: TextEvents) => Promise<TextProgram>;
  private readonly nonce = globalThis.crypto.randomUUID();
  private program: Promise<TextProgram> | undefined;
  private pending: string[] = [];
  private pendingLength = 0;
  private events: Parameters<Transport["open"]>[0] | undefined;
  private isOver = false;
  /** Lines leave in order: each waits for the one before. */
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(start: (events: TextEvents) => Promise<TextProgram>) {
    this.start = start;
  }

  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void {
    this.events = events;
    this.program = this.start({
      output: (text) => this.read(text),
      end: (detail) => this.finish({ kind: "exit", detail }),
    });
    this.program.catch((error: unknown) =>
      this.finish({ kind: "exit", detail: error instanceof Error ? error.message : String(error) }),
    );
  }

  send(frame: HostFrame): void {
    const line = `${JSON.stringify({ n: this.nonce, ...frame })}\n`;
    const { program } = this;
    this.lastWrite = this.lastWrite
      .then(async () => (await program)?.write(line))
      .catch((error: unknown) =>
        this.kill({ kind: "exit", detail: error instanceof Error ? error.message : String(error) }),
      );
  }

  kill(end: TransportEnd): void {
    void this.program?.then((program) => program.kill()).catch(() => {});
    queueMicrotask(() => this.finish(end));
  }

  setBusy(): void {
    // The service's own connection decides what keeps the host alive.
  }

  private read(text: string): void {
    if (this.isOver) return;
    const pieces = text.split("\n");
    try {
      for (const piece of pieces.slice(0, -1)) {
        this.pending.push(piece);
        const line = this.pending.join("");
        this.pending = [];
        this.pendingLength = 0;
        if (line.trim() !== "") this.events?.frame(checkSandboxFrame(JSON.parse(line), this.nonce));
      }
      const rest = pieces.at(-1) ?? "";
      this.pending.push(rest);
      this.pendingLength += rest.length;
      if (this.pendingLength > MAX_FRAME_BYTES) throw new ProtocolError("a line without an end");
    } catch (error) {
      // Whatever a sandbox says, the worst is its own end.
      this.kill({ kind: "protocol", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  private finish(end: TransportEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.events?.end(end);
  }
}
