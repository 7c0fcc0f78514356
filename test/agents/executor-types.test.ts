/** Where code runs, by the agent's options. */
import { describe, expect, it } from "vitest";
import type { ExecutorRequest } from "../../src/executors/executor-factory.ts";
import { memoryStore } from "../../src/run/store.ts";
import { tool } from "../../src/tools/tool.ts";
import { pythonAgent } from "./real-python.ts";
import { code, scriptedAgent } from "./scripted-agent.ts";
import { TinyPython } from "./tiny-python.ts";

const double = tool({
  name: "double",
  description: "Doubles.",
  inputs: { n: { type: "integer", description: "n" } },
  outputType: "integer",
  execute: ({ n }) => n * 2,
});

describe.each(["local", "process", "worker", "none"] as const)("executorType %s", (executorType) => {
  it("gets tools, variables and files, keeps names, and obeys executorKwargs", async () => {
    const { agent, model } = pythonAgent(
      [
        code("import fractions\nkept = double(start) + len(open('f').read())"),
        code("while True:\n    pass"),
        code("final_answer(kept)"),
      ],
      { executorType, executorKwargs: { limits: { operations: 20_000_000 } }, tools: [double] },
    );
    expect(await agent.run("t", { additionalArgs: { start: 20 }, files: { f: "ab" } })).toBe(42);
    expect(JSON.stringify(model.calls[2]?.messages)).toMatch(/operations/);
  });
});

describe("an executor of the user's", () => {
  it("is made for each run by a function, told the files and the seed, and closed with the run", async () => {
    const requests: ExecutorRequest[] = [];
    const made: TinyPython[] = [];
    const { agent } = scriptedAgent([code("final_answer(1)"), code("final_answer(2)")], {
      executor: (request) => {
        requests.push(request);
        const executor = new TinyPython();
        made.push(executor);
        return executor;
      },
    });
    expect([await agent.run("a", { files: { f: "x" } }), await agent.run("b")]).toEqual([1, 2]);
    expect(requests).toMatchObject([{ files: { f: "x" }, seed: expect.any(Number) }, { seed: expect.any(Number) }]);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it("that is given ready is shared by all runs, and nobody closes it", async () => {
    const executor = new TinyPython();
    const { agent } = scriptedAgent([code("x = 1"), code("final_answer(x)"), code("final_answer(x)")], {
      executor,
      tools: [double],
    });
    expect([await agent.run("a"), await agent.run("b")]).toEqual([1, 1]);
    expect(executor.isClosed).toBe(false);
    expect([...executor.tools.keys()]).toEqual(["double", "final_answer"]);
  });

  it("that is given ready takes no files, and is told so before anything begins", async () => {
    const { agent, model } = scriptedAgent([code("final_answer(1)")], { executor: new TinyPython() });
    const refusal = expect.objectContaining({
      code: "option-invalid",
      message: "files cannot be put into an executor that is there already",
      hint: expect.stringContaining("executor: ({ files }) =>") as string,
    });
    expect(() => agent.run("t", { files: { f: "x" } })).toThrow(refusal);
    expect(() => agent.session().run("t", { files: { f: "x" } })).toThrow(refusal);
    expect(model.calls).toEqual([]);
    expect(await agent.run("t", { files: {} })).toBe(1);
  });

  it("gets the team as tools, before each run", async () => {
    const { agent: member } = scriptedAgent([code("final_answer(1)")], { name: "member", description: "Helps." });
    const executor = new TinyPython();
    await scriptedAgent([code("final_answer(2)")], { executor, managedAgents: [member] }).agent.run("t");
    expect([...executor.tools.keys()]).toEqual(["final_answer", "member"]);
  });
});

it("a run's chance is the same when it is taken up again", async () => {
  const store = memoryStore();
  const first = pythonAgent([code("import random\nx = random.random()"), new Error("down")], { store });
  await first.agent.run("t", { runId: "r" }).result();
  const next = pythonAgent([code("final_answer([x, random.random()])")], { store });
  const [kept, fresh] = (await next.agent.resume("r")) as [number, number];
  const again = pythonAgent([code("final_answer([x, random.random()])")], { store });
  expect(await again.agent.fork("r", { step: 2, newRunId: "s" })).toEqual([kept, fresh]);
});
