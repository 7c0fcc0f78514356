import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src/run/events.ts";
import { EventLog, memoryStore } from "../../src/run/store.ts";
import type { RunStore } from "../../src/run/store.ts";
import { LocalPythonExecutor } from "../../src/executors/local.ts";
import { createScenarios } from "./scenarios.ts";
import type { Scenario, World } from "./scenarios.ts";

const scenarios = createScenarios((request) => new LocalPythonExecutor({ isolation: "none", ...request }));

/** A store that holds one log, as far as it was written when the process died. */
function storeOf(events: readonly LogEvent[]): RunStore & { log: EventLog } {
  // Through text, as from a file: what is not JSON would not come back.
  const log = new EventLog("r", JSON.parse(JSON.stringify(events)) as LogEvent[]);
  return { log, open: async () => log, read: async () => log.events, async *list() {} };
}

async function complete(scenario: Scenario): Promise<{ events: readonly LogEvent[]; world: World }> {
  const world: World = { models: [], tools: [] };
  const store = storeOf([]);
  const result = await scenario
    .create(world)
    .run("the task", { ...scenario.options, store, runId: "r" })
    .result();
  expect(result).toMatchObject({ state: scenario.state ?? "success" });
  expect(result.output).toEqual(scenario.answer);
  return { events: store.log.events, world };
}

const OUTSIDE = new Set(["search", "fail", "pay", "big"]);

/** Whether the call went out: one that was refused did not. */
function wasMade(result: LogEvent, events: readonly LogEvent[]): boolean {
  return (
    result.type === "tool-result" &&
    OUTSIDE.has(result.tool) &&
    events.some((event) => event.key === `${result.key}/start`)
  );
}

const isWorldly = (event: LogEvent): boolean => event.type === "model-reply" || event.type === "tool-result";

describe.each(scenarios)("a run with $name", (scenario) => {
  it("comes to the same answer from wherever it was cut off, and does nothing twice that is recorded", async () => {
    const { events, world } = await complete(scenario);
    for (let length = 1; length <= events.length; length++) {
      const again: World = { models: [], tools: [] };
      const store = storeOf(events.slice(0, length));
      const result = await scenario.create(again).resume("r", { store }).result();
      expect(result.error).toBeUndefined();
      expect(result.output, `cut after event ${length}`).toEqual(scenario.answer);
      const recorded = events.slice(0, length);
      const isRecorded = (type: LogEvent["type"]): number => recorded.filter((event) => event.type === type).length;
      expect(again.models.length, `models after event ${length}`).toBe(world.models.length - isRecorded("model-reply"));
      const finished = recorded.filter((event) => event.type === "tool-result" && wasMade(event, recorded)).length;
      expect(again.tools.length, `tools after event ${length}`).toBe(world.tools.length - finished);
      expect(store.log.events.filter(isWorldly).length).toBe(events.filter(isWorldly).length);
    }
  }, 120_000);

  it("is replayed without a model, and writes nothing", async () => {
    const { events } = await complete(scenario);
    const world: World = { models: [], tools: [] };
    const store = storeOf(events);
    const result = await scenario.create(world).replay("r", { store }).result();
    expect(result.output).toEqual(scenario.answer);
    expect(world).toEqual({ models: [], tools: [] });
    expect(store.log.events).toHaveLength(events.length);
  });
});

describe("a log", () => {
  it("is refused by another task's program", async () => {
    const [first, other] = [scenarios[2] as Scenario, scenarios[1] as Scenario];
    const { events } = await complete(first);
    const cut = events.findIndex((event) => event.type === "tool-result") + 1;
    const edited = JSON.parse(JSON.stringify(events.slice(0, cut))) as LogEvent[];
    const start = edited.find((event) => event.type === "run-start");
    if (start?.type === "run-start") start.task = "another task";
    const result = await other
      .create({ models: [], tools: [] })
      .resume("r", { store: storeOf(edited) })
      .result();
    expect(result.error).toMatchObject({ code: "replay-mismatch" });
  });

  it("that is not there is not made by looking for it", async () => {
    const store = memoryStore();
    const agent = (scenarios[0] as Scenario).create({ models: [], tools: [] });
    await expect(agent.resume("nobody", { store })).rejects.toMatchObject({ code: "no-such-run" });
    const runs = [];
    for await (const run of store.list()) runs.push(run);
    expect(runs).toEqual([]);
  });

  it("is forked at a step, with new idempotency keys and another instruction", async () => {
    const scenario = scenarios[1] as Scenario;
    const store = memoryStore();
    const world: World = { models: [], tools: [] };
    const agent = scenario.create(world);
    await agent.run("the task", { store, runId: "a" });
    const before = world.models.length;
    const result = await agent.fork("a", { store, step: 3, newRunId: "b", instruction: "be quick" }).result();
    expect(result).toMatchObject({ output: 3, runId: "b" });
    expect(world.models.length - before).toBe(2);
    const events = await store.read("b");
    expect(events.every((event) => event.runId === "b")).toBe(true);
    expect(events[0]).toMatchObject({ type: "run-start", forkedFrom: { runId: "a", step: 3 } });
    expect(events.find((event) => event.type === "step-start" && event.step === 3)).toMatchObject({
      steered: ["be quick"],
    });
  });
});
