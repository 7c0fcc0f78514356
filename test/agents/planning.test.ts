import { describe, expect, it } from "vitest";
import { PlanningStep } from "../../src/memory/memory.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

describe("planning", () => {
  it("plans before the first step and again every few steps, with the steps that are left", async () => {
    const { agent, model } = scriptedAgent(
      [
        "1. Look.\n2. Answer.<end_plan>",
        code("1"),
        code("2"),
        "1. Answer.<end_plan> and more",
        code("final_answer(3)"),
      ],
      { planningInterval: 2, maxSteps: 5 },
    );
    const result = await agent.run("Count").result();
    expect(result.output).toBe(3);
    expect(model.calls[0]?.messages).toHaveLength(1);
    expect(model.calls[0]?.messages[0]?.content).toMatch(/Task:\nCount\n[\s\S]*- final_answer: /);
    expect(model.calls[0]?.options.stopSequences).toEqual(["<end_plan>"]);
    expect(shown(model, 1)).toEqual([
      ["user", "New task:\nCount"],
      ["assistant", "This is my plan:\n1. Look.\n2. Answer."],
      ["user", "Now carry out this plan."],
    ]);
    const update = model.calls[3]?.messages ?? [];
    expect(update[0]?.content).toMatch(/review how a task is going/);
    expect(update.some(({ role }) => role === "assistant")).toBe(false);
    expect(update.at(-1)?.content).toMatch(/At most 3 steps are left/);
    expect(result.steps.filter((step) => step instanceof PlanningStep).map(({ plan }) => plan)).toEqual([
      "1. Look.\n2. Answer.",
      "1. Answer.",
    ]);
    model.assertAllUsed();
  });

  it("counts the tokens of plans and lets callbacks change them", async () => {
    const { agent, model } = scriptedAgent(["Plan A<end_plan>", code("final_answer(1)")], {
      planningInterval: 3,
      stepCallbacks: new Map([[PlanningStep, (step: PlanningStep) => void (step.plan = `${step.plan}, checked`)]]),
    });
    const result = await agent.run("t").result();
    expect(shown(model, 1)[1]).toEqual(["assistant", "This is my plan:\nPlan A, checked"]);
    expect(result.usage.outputTokens).toBe(
      model.calls.length === 2
        ? Math.ceil("Plan A<end_plan>".length / 4) + Math.ceil(code("final_answer(1)").length / 4)
        : 0,
    );
  });
});
