import { describe, expect, it, vi } from "vitest";
import { startDeadline } from "../../src/agents/deadline.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { memoryStore } from "../../src/run/store.ts";
import { tool } from "../../src/tools/tool.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

const slow = tool({
  name: "slow",
  description: "Waits.",
  inputs: {},
  execute: (_args, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
});
const costly = (content: string, cost: number): ChatMessage => ({
  role: "assistant",
  content,
  tokenUsage: { inputTokens: 100, outputTokens: 10, totalTokens: 110 },
  ...({ cost } as object),
});

describe("what a run may take", () => {
  it("is bounded in tokens and money, with a typed error, and the run can be resumed", async () => {
    const tokens = await scriptedAgent([costly(code("1"), 0), costly(code("2"), 0)], { budget: { tokens: 200 } })
      .agent.run("t")
      .result();
    expect(tokens).toMatchObject({
      state: "error",
      error: { code: "agent-budget", message: "The run has used 220 of the 200 tokens it was given" },
    });
    const money = await scriptedAgent([costly(code("1"), 0.5), costly(code("2"), 0.75)], { budget: { cost: 1 } })
      .agent.run("t")
      .result();
    expect(money).toMatchObject({ state: "error", cost: 1.25, error: { code: "agent-budget" } });
  });

  it("may be more time than a timer can count", () => {
    vi.useFakeTimers();
    const day = 24 * 3600;
    const never = new AbortController().signal;
    const { signal } = startDeadline(never, 30 * day, (seconds) => new Error(`${seconds} s are over`));
    vi.advanceTimersByTime(30 * day * 1000 - 1);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toMatchObject({ message: "2592000 s are over" });
    vi.useRealTimers();
  });

  it("is bounded in time: a long step is an observation, a long run ends", async () => {
    const { agent, model } = scriptedAgent([code("slow()"), code("final_answer(1)")], {
      tools: [slow],
      stepSeconds: 0.02,
    });
    expect(await agent.run("t")).toBe(1);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/The step took longer than the 0\.02 s it was given/);
    const ended = await scriptedAgent([code("slow()")], { tools: [slow], runSeconds: 0.02 })
      .agent.run("t")
      .result();
    expect(ended).toMatchObject({ state: "error", error: { code: "agent-budget" } });
  });

  it("remembers a step that was too long when the run is resumed", async () => {
    const store = memoryStore();
    const { agent } = scriptedAgent([code("slow()"), new Error("down"), code("final_answer(1)")], {
      tools: [slow],
      stepSeconds: 0.02,
      store,
    });
    expect((await agent.run("t", { runId: "r" }).result()).state).toBe("error");
    const resumed = await agent.resume("r").result();
    expect(resumed.output).toBe(1);
    expect(resumed.memory.actionSteps[0]?.error?.message).toMatch(/longer than/);
  });

  it("shortens memory when the prompt outgrows the context", async () => {
    const long = "x".repeat(3000);
    const { agent, model } = scriptedAgent(
      [1, 2, 3, 4].map((n) => code(`y = ${n}\nprint("${n}${long}")`)).concat(code("final_answer(1)")),
      { context: { maxTokens: 2500, keepSteps: 1 } },
    );
    const result = await agent.run("t").result();
    const lengths = shown(model, 4).flatMap(([role, content]) =>
      role === "tool-response" ? [String(content).length] : [],
    );
    expect(lengths.map((length) => length > 2000)).toEqual([false, false, false, true]);
    expect(result.memory.actionSteps[0]?.observations?.length).toBeGreaterThan(3000);
  });

  it("has old steps summed up by the model", async () => {
    const long = "x".repeat(4000);
    const { agent, model } = scriptedAgent(
      [code(`a = 1\nprint("${long}")`), code(`b = 2\nprint("${long}")`), "a is 1", code("final_answer(a)")],
      { context: { maxTokens: 1500, keepSteps: 1, strategy: "summarize" } },
    );
    expect(await agent.run("t")).toBe(1);
    expect(shown(model, 3)[1]).toEqual(["user", "What was done before, in short:\na is 1"]);
    expect(shown(model, 3)).toHaveLength(4);
  });
});
