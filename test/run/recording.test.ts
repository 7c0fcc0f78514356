import { describe, expect, it } from "vitest";
import { ReplayMismatchError } from "../../src/run/effects.ts";
import { RecordingEffects } from "../../src/run/recording.ts";
import { EventLog, answerSignal } from "../../src/run/store.ts";

const signal = new AbortController().signal;

function attempts(): { log: EventLog; effects: () => RecordingEffects } {
  const log = new EventLog("r1");
  return { log, effects: () => new RecordingEffects(log, { signal }) };
}

describe("effects over a log", () => {
  it("runs an effect once and gives the record afterwards", async () => {
    const { log, effects } = attempts();
    let runs = 0;
    const ask = (fx: RecordingEffects): Promise<unknown> =>
      fx.run("step/1/x", async () => ({ n: ++runs, big: 10n ** 30n }), { args: ["a"] });
    const first = await ask(effects());
    expect(await ask(effects())).toEqual(first);
    expect(runs).toBe(1);
    expect(log.events).toHaveLength(1);
    expect(log.events[0]).toMatchObject({ type: "effect", v: 1, seq: 0, runId: "r1", stepId: "1", key: "step/1/x" });
  });

  it("refuses a replay that asks with other arguments", async () => {
    const { effects } = attempts();
    await effects().run("k", async () => 1, { args: { a: 1 } });
    await expect(effects().run("k", async () => 1, { args: { a: 2 } })).rejects.toThrow(ReplayMismatchError);
  });

  it("records a failure as a result when asked to, and forgets it otherwise", async () => {
    const { log, effects } = attempts();
    const fail = async (): Promise<never> => {
      throw new RangeError("no");
    };
    await expect(effects().run("a", fail, { failures: "record" })).rejects.toThrow(RangeError);
    await expect(effects().run("a", async () => 1, { failures: "record" })).rejects.toMatchObject({
      name: "RangeError",
      message: "no",
    });
    await expect(effects().run("b", fail)).rejects.toThrow("no");
    expect(await effects().run("b", async () => 2)).toBe(2);
    expect(log.events.map((event) => event.key)).toEqual(["a", "b"]);
  });

  it("hands out the same idempotency key in every attempt", async () => {
    const { effects } = attempts();
    const keys: string[] = [];
    const call = async ({ idempotencyKey }: { idempotencyKey: string }): Promise<void> => {
      keys.push(idempotencyKey);
      throw new Error("down");
    };
    await expect(effects().run("t", call)).rejects.toThrow();
    await expect(effects().run("t", call)).rejects.toThrow();
    expect(keys).toEqual(["r1/t", "r1/t"]);
  });

  it("does not repeat a begun effect that may not be repeated", async () => {
    const { log, effects } = attempts();
    log.append(
      { type: "tool-start", callId: "1", tool: "pay", args: null, hash: "0" },
      { runId: "r1", key: "pay/start" },
    );
    let runs = 0;
    const options = {
      start: { type: "tool-start" as const, fields: {} },
      failures: "record" as const,
      mayRepeat: async () => false,
    };
    await expect(effects().run("pay", async () => ++runs, options)).rejects.toMatchObject({
      code: "effect-interrupted",
    });
    await expect(effects().run("pay", async () => ++runs, options)).rejects.toMatchObject({
      code: "effect-interrupted",
    });
    expect(runs).toBe(0);
  });

  it("scopes the keys of branches, so that the order in which they end leaves no trace", async () => {
    const { log, effects } = attempts();
    const slow = new Promise<void>((resolve) => setImmediate(resolve));
    const results = await effects().all("step/2/all", [
      async (fx) => (await slow, fx.run("t", async () => "slow")),
      async (fx) => fx.run("t", async () => "fast"),
    ]);
    expect(results).toEqual(["slow", "fast"]);
    expect(log.events.map((event) => [event.key, event.stepId])).toEqual([
      ["step/2/all/1/t", "2"],
      ["step/2/all/0/t", "2"],
    ]);
  });

  it("waits for an answer, and finds one that came before", async () => {
    const { log, effects } = attempts();
    const waiting = effects().signal<string>("ask");
    answerSignal(log, "ask", "yes");
    expect(await waiting).toBe("yes");
    answerSignal(log, "ask", "no");
    expect(await effects().signal("ask")).toBe("yes");
    expect(await effects().signal("late", { timeoutMs: 1 })).toBeUndefined();
    expect(await effects().signal("late")).toBeUndefined();
  });

  it("records that a result cannot be kept, so that what was done is not done again", async () => {
    const { effects } = attempts();
    const cycle: unknown[] = [];
    cycle.push(cycle);
    let calls = 0;
    const attempt = (): Promise<unknown> =>
      effects().run("pay", async () => ((calls += 1), cycle), { failures: "record" });
    await expect(attempt()).rejects.toThrow(/itself/);
    await expect(attempt()).rejects.toThrow(/itself/);
    expect(calls).toBe(1);
  });

  it("records the clock, chance and sleeps", async () => {
    const { effects } = attempts();
    const take = async (fx: RecordingEffects): Promise<number[]> => {
      await fx.sleep("nap", 1);
      return [await fx.now(), await fx.random(), await fx.random()];
    };
    expect(await take(effects())).toEqual(await take(effects()));
  });

  it("is stopped by its signal and records nothing of it", async () => {
    const log = new EventLog("r");
    const controller = new AbortController();
    const effects = new RecordingEffects(log, { signal: controller.signal });
    const running = effects.run(
      "t",
      ({ signal: stop }) =>
        new Promise((_, reject) => stop.addEventListener("abort", () => reject(stop.reason as Error))),
      { failures: "record" },
    );
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(log.events).toHaveLength(0);
  });
});
