import { describe, expect, it } from "vitest";
import { ActionStep, AgentMemory, SystemPromptStep, TaskStep } from "../../src/memory/memory.ts";
import { memoryStore } from "../../src/run/store.ts";
import { code, scriptedAgent } from "../agents/scripted-agent.ts";

const counting = (steps: number): string[] => [
  ...Array.from({ length: steps }, (_, index) => code(`x = ${index}\nprint("${"y".repeat(100)}")`)),
  code("final_answer(1)"),
];

describe("memory", () => {
  it("shows the model what it showed before, and more at the end, so that providers' caches hit", async () => {
    const { agent, model } = scriptedAgent(counting(6));
    await agent.run("t");
    const prompts = model.calls.map(({ messages }) => messages.map((message) => JSON.stringify(message)));
    for (const [index, prompt] of prompts.slice(1).entries())
      expect(prompt.slice(0, prompts[index]?.length)).toEqual(prompts[index]);
  });

  it("grows by the same with each step, and so does the log", async () => {
    const store = memoryStore();
    const sizes: number[] = [];
    for (const steps of [10, 20, 40]) {
      await scriptedAgent(counting(steps), { maxSteps: 50, store }).agent.run("t", { runId: `r${steps}` });
      sizes.push(JSON.stringify(await store.read(`r${steps}`)).length);
    }
    const [ten = 0, twenty = 0, forty = 0] = sizes;
    expect((forty - twenty) / (2 * (twenty - ten))).toBeLessThan(1.1);
  });

  it("keeps its steps with what the model was shown, and gives them as data and as one program", async () => {
    const { agent, model } = scriptedAgent([code("x = 1"), code("y = x"), code("final_answer(y)")]);
    const { memory, steps } = await agent.run("t").result();
    expect(memory.systemPrompt).toBeInstanceOf(SystemPromptStep);
    expect(steps.map((step) => step.constructor)).toEqual([TaskStep, ActionStep, ActionStep, ActionStep]);
    expect(memory.returnFullCode()).toBe("x = 1\n\ny = x\n\nfinal_answer(y)");
    expect(memory.actionSteps[1]?.modelInputMessages).toEqual(model.calls[1]?.messages);
    const full = memory.getFullSteps();
    expect(JSON.parse(JSON.stringify(full[2]))).toMatchObject({ stepNumber: 2, codeAction: "y = x" });
    expect(memory.getSuccinctSteps()[2]).not.toHaveProperty("modelInputMessages");
  });

  it("takes a call once, also where a log has its arguments twice", () => {
    const memory = new AgentMemory({ runId: "r" });
    const place = { v: 1, seq: 0, ts: 0, runId: "r" } as const;
    const call = { ...place, hash: "", callId: "call_1_1", tool: "t", args: {} };
    memory.apply({ ...place, type: "step-start", step: 1 });
    memory.apply({ ...call, type: "tool-start" });
    memory.apply({ ...call, type: "tool-result", error: { name: "Error", message: "refused" } });
    expect(memory.current?.outcomes).toMatchObject([{ record: "refused" }]);
  });

  it("leaves out in summary mode what the model itself said", async () => {
    const { agent } = scriptedAgent(["1. Look.", code('print("seen")'), code("final_answer(1)")], {
      planningInterval: 5,
    });
    const { memory } = await agent.run("t").result();
    const text = JSON.stringify(memory.toMessages({ summaryMode: true }));
    expect(text).toContain("New task:");
    expect(text).toContain("seen");
    expect(text).not.toContain("Thoughts: next");
    expect(text).not.toContain("Look.");
  });

  it("finishes a step that could not be finished: its error and its time are in the result", async () => {
    const { agent } = scriptedAgent([code("x = 1"), new Error("the server is down")]);
    const { steps, state } = await agent.run("t").result();
    expect(state).toBe("error");
    expect(steps.at(-1)).toMatchObject({ stepNumber: 2, error: { message: expect.stringContaining("down") } });
    expect((steps.at(-1) as ActionStep).timing.endTime).toBeGreaterThan(0);
    const seen: unknown[] = [];
    const again = scriptedAgent([code("x = 1"), new Error("the server is down")]).agent.run("t");
    await expect(
      (async () => {
        for await (const step of again.steps()) seen.push((step as ActionStep).stepNumber);
      })(),
    ).rejects.toMatchObject({ code: "agent-generation" });
    expect(seen).toEqual([1, 2]);
  });
});
