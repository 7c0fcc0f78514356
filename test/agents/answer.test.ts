import { describe, expect, expectTypeOf, it } from "vitest";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

describe("the final answer", () => {
  it("is checked, and the model is told what is wrong", async () => {
    const seen: unknown[] = [];
    const isLarge = async (answer: number): Promise<boolean | string> => answer > 5 || "it must be more than 5";
    const isEven = (answer: number): boolean => answer % 2 === 0;
    const { agent, model } = scriptedAgent(
      [code("final_answer(3)"), code("final_answer(7)"), code("final_answer(8)")],
      {
        finalAnswerChecks: [
          isLarge,
          isEven,
          (answer: number, memory, { agent: checked }) => (seen.push(answer, memory.steps.length, checked.name), true),
        ],
      },
    );
    expect(await agent.run("t")).toBe(8);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/not accepted by isLarge: it must be more than 5\. It was: 3/);
    expect(shown(model, 2).at(-1)?.[1]).toMatch(/not accepted by isEven\. It was: 7/);
    expect(seen).toEqual([8, 4, undefined]);
  });

  it("has the type that the schema says, and the model learns of a mismatch", async () => {
    const { agent, model } = scriptedAgent(
      [code('final_answer({"name": "Ada"})'), code('final_answer({"name": "Ada", "age": "36"})')],
      {
        outputSchema: {
          type: "object",
          properties: { name: { type: "string" }, age: { type: "integer" } },
          required: ["name", "age"],
          additionalProperties: false,
        },
      },
    );
    const answer = await agent.run("t");
    expectTypeOf(answer).toEqualTypeOf<{ name: string; age: number }>();
    expect(answer).toEqual({ name: "Ada", age: 36 });
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/required form[\s\S]*age/);
    expect(model.calls[0]?.messages[0]?.content).toMatch(/def final_answer\(answer: dict/);
  });

  it("takes Standard Schemas", async () => {
    const positive = {
      "~standard": {
        version: 1 as const,
        vendor: "test",
        validate: (value: unknown) =>
          typeof value === "number" && value > 0 ? { value } : { issues: [{ message: "must be positive" }] },
        jsonSchema: { input: () => ({ type: "number" }), output: () => ({ type: "number" }) },
        types: undefined as { input: number; output: number } | undefined,
      },
    };
    const { agent, model } = scriptedAgent([code("final_answer(-1)"), code("final_answer(1)")], {
      outputSchema: positive,
    });
    const answer = await agent.run("t");
    expectTypeOf(answer).toEqualTypeOf<number>();
    expect(answer).toBe(1);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/must be positive/);
  });

  it("is read out of the text when the steps are spent", async () => {
    const { agent } = scriptedAgent([code("1"), 'Here: {"n": 4}'], {
      maxSteps: 1,
      outputSchema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
    });
    expect(await agent.run("t").result()).toMatchObject({ state: "max_steps_error", output: { n: 4 } });
  });

  it("may be the whole result", async () => {
    const { agent } = scriptedAgent([code("final_answer(1)")], { returnFullResult: true });
    expect(await agent.run("t")).toMatchObject({ output: 1, state: "success" });
  });
});
