/** Python in one's own process: the same sandbox code, with frames handed over as objects. For trusted code, tests and browsers. */
import { SandboxConnection, type Transport, type TransportEnd } from "./connection.ts";
import type { CreateEngine } from "./engine.ts";
import type { HostFrame, SandboxFrame } from "./protocol.ts";
import { Sandbox } from "./sandbox.ts";

// Read once: Node defines some globals when they are first touched, and a run changes no object of its host.
const { DOMException } = globalThis;

class InProcessTransport implements Transport {
  private readonly create: CreateEngine;
  private sandbox: Sandbox | undefined;
  private finish: (end: TransportEnd) => void = () => {};
  private end: TransportEnd | undefined;

  constructor(create: CreateEngine) {
    this.create = create;
  }

  open(events: { frame(frame: SandboxFrame): void; end(end: TransportEnd): void }): void {
    this.finish = events.end;
    const send = (frame: SandboxFrame): void => {
      if (this.end === undefined) events.frame(frame);
    };
    // A limit can only stop Python where it looks; an abort reaches it when a tool has answered.
    const poll = (): void => {
      if (this.end !== undefined) throw new DOMException(this.end.detail, "AbortError");
    };
    this.sandbox = new Sandbox({ send, poll }, this.create);
  }

  send(frame: HostFrame): void {
    if (this.end !== undefined) return;
    this.sandbox?.handle(frame).catch((error: unknown) => this.kill({ kind: "exit", detail: String(error) }));
  }

  kill(end: TransportEnd): void {
    if (this.end !== undefined) return;
    this.end = end;
    // Later, as with a process: whoever kills has something to finish first.
    queueMicrotask(() => this.finish(end));
  }

  setBusy(): void {
    // Nothing of its own keeps a program alive.
  }
}

/** Opens a session in this process. */
export function openInProcess(create: CreateEngine): SandboxConnection {
  return new SandboxConnection(new InProcessTransport(create));
}
