import { HostCalls } from "../../src/executors/calls.ts";
import type { JsonValue } from "../../src/executors/codec.ts";
import { describe, expect, it } from "vitest";
import {
  type RunRequest,
  SandboxConnection,
  type Transport,
  type TransportEnd,
} from "../../src/executors/connection.ts";
import { Journal } from "../../src/executors/journal.ts";
import type { HostFrame, SandboxFrame } from "../../src/executors/protocol.ts";

/** A transport whose far end is the test. */
class ScriptedTransport implements Transport {
  readonly sent: HostFrame[] = [];
  killed: TransportEnd | undefined;
  isBusy = false;
  private events: Parameters<Transport["open"]>[0] | undefined;

  open(events: Parameters<Transport["open"]>[0]): void {
    this.events = events;
  }
  send(frame: HostFrame): void {
    this.sent.push(frame);
  }
  kill(end: TransportEnd): void {
    this.killed ??= end;
    queueMicrotask(() => this.events?.end(end));
  }
  setBusy(busy: boolean): void {
    this.isBusy = busy;
  }
  says(frame: SandboxFrame): void {
    this.events?.frame(frame);
  }
  ends(end: TransportEnd): void {
    this.events?.end(end);
  }
}

function request(overrides: Partial<RunRequest> = {}): RunRequest {
  return {
    code: "1",
    seconds: null,
    operations: null,
    clock: null,
    callDeadlineMs: 60_000,
    killAfterMs: 60_000,
    maxCalls: 10,
    maxLogs: 100,
    answer: async ({ args }) => ({ type: "result", value: args[0] ?? null, isFinalAnswer: false }),
    ...overrides,
  };
}

const done = (run: number): SandboxFrame => ({
  t: "done",
  run,
  output: 1,
  text: "1",
  repr: "1",
  logs: "",
  isFinalAnswer: false,
  operations: 1,
  clock: [],
});

describe("the host's end of a sandbox", () => {
  it("is ready when the sandbox says so, in this version only", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    transport.says({ t: "ready", version: 1 });
    await connection.ready;
    const other = new ScriptedTransport();
    const wrong = new SandboxConnection(other);
    other.says({ t: "ready", version: 2 });
    await expect(wrong.ready).rejects.toThrow("protocol version 2");
    expect(other.killed).toMatchObject({ kind: "protocol" });
  });

  it("keeps a program alive only during an action", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    const end = connection.run(request());
    expect(transport.isBusy).toBe(true);
    transport.says(done(1));
    expect(await end).toMatchObject({ type: "ended" });
    expect(transport.isBusy).toBe(false);
  });

  it("answers calls and only those", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    const end = connection.run(request());
    transport.says({ t: "call", call: 1, name: "f", args: ["x"], keywords: [] });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(transport.sent.at(-1)).toEqual({ t: "result", call: 1, value: "x", isFinalAnswer: false });
    transport.says(done(1));
    await end;
  });

  it("ends a sandbox that speaks out of turn", async () => {
    const outOfTurn: SandboxFrame[] = [
      done(1),
      { t: "call", call: 1, name: "f", args: [], keywords: [] },
      { t: "print", text: "x" },
      { t: "fault", message: "broken" },
    ];
    for (const frame of outOfTurn) {
      const transport = new ScriptedTransport();
      const connection = new SandboxConnection(transport);
      transport.says(frame);
      expect(transport.killed).toMatchObject({ kind: "protocol" });
      expect(connection.isAlive).toBe(false);
      expect(await connection.run(request())).toMatchObject({ type: "lost", why: "crash" });
    }
  });

  it("ends a sandbox that ends another action or calls twice under one number", async () => {
    for (const frames of [
      [done(7)],
      [
        { t: "call", call: 1, name: "f", args: [], keywords: [] },
        { t: "call", call: 1, name: "f", args: [], keywords: [] },
      ],
    ] as SandboxFrame[][]) {
      const transport = new ScriptedTransport();
      const connection = new SandboxConnection(transport);
      const end = connection.run(request({ answer: () => new Promise(() => {}) }));
      for (const frame of frames) transport.says(frame);
      expect(await end).toMatchObject({ type: "lost", why: "crash" });
    }
  });

  it("ignores what comes after the end", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    const controller = new AbortController();
    const end = connection.run(request({ signal: controller.signal }));
    transport.says({ t: "print", text: "before" });
    controller.abort();
    transport.says(done(1));
    transport.says({ t: "applied", apply: 99, value: 1 });
    expect(await end).toMatchObject({ type: "lost", why: "aborted", logs: "before" });
  });

  it("ends an action whose sandbox floods it with calls", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    const end = connection.run(request({ maxCalls: 3, answer: () => new Promise(() => {}) }));
    for (let call = 1; call <= 5; call++) transport.says({ t: "call", call, name: "f", args: [], keywords: [] });
    expect(await end).toMatchObject({ type: "lost", why: "hostCalls" });
    expect(connection.isAlive).toBe(false);
  });

  it("rejects a call of a Python function when the sandbox is gone", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    let applied: Promise<unknown> | undefined;
    const end = connection.run(
      request({
        answer: (call) => {
          applied = call.apply(1, []);
          applied.catch(() => {});
          return new Promise(() => {});
        },
      }),
    );
    transport.says({ t: "call", call: 1, name: "f", args: [{ $function: 1 }], keywords: [] });
    transport.ends({ kind: "memory", detail: "signal SIGABRT" });
    expect(await end).toMatchObject({ type: "lost", why: "memory" });
    await expect(applied).rejects.toThrow("has ended");
  });

  it("refuses an argument that nests without end, and harms nobody", async () => {
    const transport = new ScriptedTransport();
    const connection = new SandboxConnection(transport);
    const calls = new HostCalls();
    calls.define({ echo: (x: unknown) => x });
    const { answer } = new Journal().begin("", (call) =>
      calls.answer(call, { signal: new AbortController().signal, key: "k" }),
    );
    const end = connection.run(request({ answer }));
    const deep = JSON.parse("[".repeat(200_000) + "]".repeat(200_000)) as JsonValue;
    transport.says({ t: "call", call: 1, name: "echo", args: [deep], keywords: [] });
    expect(transport.sent.at(-1)).toMatchObject({
      t: "failure",
      type: "ValueError",
      message: expect.stringContaining("nested too deeply") as string,
    });
    transport.says(done(1));
    expect(await end).toMatchObject({ type: "ended" });
  });
});
