/** Agents with the real Python, in this process. */
import { describe, expect, it } from "vitest";
import { CodeAgent } from "../../src/agents/code-agent.ts";
import type { CodeAgentOptions } from "../../src/agents/code-agent.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { memoryStore } from "../../src/run/store.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import type { ScriptedModel, ScriptedReply } from "../../src/testing/scripted-model.ts";
import { tool } from "../../src/tools/tool.ts";
import { code, shown } from "./scripted-agent.ts";

function setUp(
  replies: ScriptedReply[],
  options: Partial<CodeAgentOptions> = {},
): { agent: CodeAgent; model: ScriptedModel } {
  const model = scriptedModel(replies);
  return { agent: new CodeAgent({ model, executorType: "none", verbosityLevel: LogLevel.OFF, ...options }), model };
}

const made: number[] = [];
const slow = tool({
  name: "slow",
  description: "Takes its time.",
  inputs: { n: { type: "integer", description: "n" } },
  outputType: "integer",
  execute: async ({ n }) => {
    made.push(n);
    await new Promise((resolve) => setTimeout(resolve, 150));
    return n * 2;
  },
});

describe("an agent with the real Python", () => {
  it("computes with whole numbers of any size", async () => {
    const { agent } = setUp([code("a, b = 0, 1\nfor _ in range(118):\n    a, b = b, a + b\nfinal_answer(a)")]);
    expect(await agent.run("Could you give me the 118th number in the Fibonacci sequence?")).toBe(
      2046711111473984623691759n,
    );
  });

  it("waits for calls longer than an action may take, and makes each once", async () => {
    made.length = 0;
    const { agent } = setUp([code("x = [slow(n) for n in range(3)]\nprint(x)\nfinal_answer(sum(x))")], {
      tools: [slow],
      executorKwargs: { timeoutSeconds: 0.3 },
    });
    const result = await agent.run("t").result();
    expect(result.output).toBe(6);
    expect(made).toEqual([0, 1, 2]);
  });

  it("counts a member's work once, however often the action around it runs again", async () => {
    const member = setUp([code("final_answer(slow(1))"), code("final_answer(slow(2))")], {
      name: "member",
      description: "Works.",
      keepSession: true,
      tools: [slow],
    });
    const { agent, model } = setUp([code('a = member("one")\nb = member("two")\nfinal_answer(b)')], {
      managedAgents: [member.agent],
      executorKwargs: { timeoutSeconds: 0.3 },
    });
    const result = await agent.run("t").result();
    expect(result.output).toBe("Report of member:\n4");
    const calls = [...model.calls, ...member.model.calls];
    expect(calls).toHaveLength(3);
    expect(result.usage.outputTokens).toBe(
      [
        code('a = member("one")\nb = member("two")\nfinal_answer(b)'),
        code("final_answer(slow(1))"),
        code("final_answer(slow(2))"),
      ].reduce((sum, text) => sum + Math.ceil(text.length / 4), 0),
    );
    expect(shown(member.model, 1).filter(([role]) => role === "user")).toHaveLength(2);
  });

  it("waits for a person longer than an action may take", async () => {
    const pay = tool({ name: "pay", description: "Pays.", inputs: {}, needsApproval: true, execute: () => "paid" });
    const { agent } = setUp([code("x = pay()\nfinal_answer(x)")], {
      tools: [pay],
      executorKwargs: { timeoutSeconds: 0.15 },
      onRequest: () => new Promise((resolve) => setTimeout(() => resolve(true), 400)),
    });
    expect(await agent.run("t")).toBe("paid");
  });

  it("tells the model at once of all that cannot work, before anything is done", async () => {
    made.length = 0;
    const { agent, model } = setUp(
      [code("slow(1)\nimport numpy as np\nprint(slow(n=1, m=2), resutl)"), code("final_answer(3)")],
      { tools: [slow] },
    );
    expect(await agent.run("t")).toBe(3);
    expect(made).toEqual([]);
    const seen = JSON.stringify(shown(model, 1));
    expect(seen).toContain("Nothing of this action was run");
    expect(seen).toContain("line 2: ModuleNotFoundError: No module named 'numpy'");
    expect(seen).toContain("line 3: TypeError: slow() got an unexpected keyword argument 'm' (it takes n)");
    expect(seen).toContain("line 3: NameError: name 'resutl' is not defined");
  });

  it("tells the model of an endless loop and goes on with the names there were", async () => {
    const { agent, model } = setUp([code("x = 5"), code("while True:\n    pass"), code("final_answer(x)")], {
      executorKwargs: { timeoutSeconds: 0.2 },
    });
    expect(await agent.run("t")).toBe(5);
    expect(shown(model, 2).at(-1)?.[1]).toMatch(/second/);
  });

  it("brings names back in another process", async () => {
    const store = memoryStore();
    const first = setUp(
      [code("def double(n):\n    return n * 2\nrows = [double(n) for n in range(4)]"), new Error("down")],
      { store },
    );
    expect((await first.agent.run("t", { runId: "r" }).result()).state).toBe("error");
    const second = setUp([code("final_answer([double(n) for n in rows])")], { store });
    expect(await second.agent.resume("r")).toEqual([0, 4, 8, 12]);
  });

  it("keeps a variable of the tool's name from hiding the tool", async () => {
    const { agent } = setUp([code("final_answer = 3 + 4\nfinal_answer(final_answer)")]);
    expect(await agent.run("t")).toBe(7);
  });

  it("shows a tool's fault as Python's exception, which code may catch", async () => {
    const fail = tool({
      name: "fail",
      description: "Fails.",
      inputs: {},
      execute: () => Promise.reject(new Error("no luck")),
    });
    const { agent } = setUp([code("try:\n    fail()\nexcept Exception as error:\n    final_answer(str(error))")], {
      tools: [fail],
    });
    expect(await agent.run("t")).toMatch(/no luck/);
  });
});
