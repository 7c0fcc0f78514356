import { describe, expect, it } from "vitest";
import type { AgentHooks } from "../../src/agents/callbacks.ts";
import type { CodeAgent } from "../../src/agents/code-agent.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { memoryStore } from "../../src/run/store.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { AgentImage } from "../../src/tools/agent-types.ts";
import { pythonAgent } from "./real-python.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);

const member = (replies: string[], options = {}): ReturnType<typeof scriptedAgent> =>
  scriptedAgent(replies, { name: "finder", description: "Finds things.", ...options });

describe("managed agents", () => {
  it("are called like functions, work under the manager's run, and report", async () => {
    const { agent: finder, model: finderModel } = member([code("x = 1"), code('final_answer("found it")')]);
    const { agent, model } = scriptedAgent(
      [code('report = finder("find the key")\nprint(report)'), code("final_answer(report)")],
      { managedAgents: [finder] },
    );
    const run = agent.run("t");
    const places: string[] = [];
    for await (const event of run)
      if (event.type === "step-end")
        places.push(
          `${event.runId === run.runId ? "manager" : "finder"} ${event.stepId} ${event.parentRunId === run.runId} ${event.parentCallId}`,
        );
    expect(places).toEqual([
      "finder 1 true call_1_2",
      "finder 2 true call_1_2",
      "manager 1 false undefined",
      "manager 2 false undefined",
    ]);
    expect(await run).toBe("Report of finder:\nfound it");
    expect(model.calls[0]?.messages[0]?.content).toMatch(
      /def finder\(task: str, additional_args: dict \| None = None\) -> str:\n {4}"""Finds things\./,
    );
    expect(finderModel.calls[0]?.messages.at(-1)?.content).toMatch(/You are finder[\s\S]*find the key/);
    const { usage } = await run.result();
    const replies = [...model.calls, ...finderModel.calls];
    expect(replies).toHaveLength(4);
    const written = [
      'report = finder("find the key")\nprint(report)',
      "final_answer(report)",
      "x = 1",
      'final_answer("found it")',
    ];
    expect(usage.outputTokens).toBe(written.reduce((sum, text) => sum + Math.ceil(code(text).length / 4), 0));
  });

  it("forget between calls, or remember where they are told to", async () => {
    const managerReplies = [code('a = finder("one")'), code('b = finder("two")'), code("final_answer(b)")];
    const forgetful = member([code("final_answer(1)"), code("final_answer(2)")]);
    await scriptedAgent(managerReplies, { managedAgents: [forgetful.agent] }).agent.run("t");
    expect(shown(forgetful.model, 1)).toHaveLength(1);
    const attentive = member([code("final_answer(1)"), code("final_answer(2)")], { keepSession: true });
    await scriptedAgent(managerReplies, { managedAgents: [attentive.agent] }).agent.run("t");
    expect(shown(attentive.model, 1)).toHaveLength(4);
  });

  it("hand over a summary of their work where they are told to", async () => {
    const { agent: finder } = member([code("print(7)\n7"), code('final_answer("seven")')], { provideRunSummary: true });
    const { agent } = scriptedAgent([code('final_answer(finder("x"))')], { managedAgents: [finder] });
    expect(await agent.run("t")).toMatch(
      /^Report of finder:\nseven\n\n[\s\S]*<summary_of_work>[\s\S]*Execution logs:\n7[\s\S]*<\/summary_of_work>$/,
    );
  });

  it("may be called side by side", async () => {
    const finder = new ToolCallingAgent({
      name: "finder",
      description: "Finds.",
      model: async (messages) =>
        `{"name": "final_answer", "arguments": {"answer": "${/asks you for the following:\n(.*)/.exec(String(messages[1]?.content))?.[1]}!"}}`,
      verbosityLevel: LogLevel.OFF,
    });
    const calls = ["a", "b", "c"].map((task, index) => ({ id: `${index}`, name: "finder", arguments: { task } }));
    const model = scriptedModel([
      { role: "assistant", content: "", toolCalls: calls },
      '{"name": "final_answer", "arguments": {"answer": 1}}',
    ]);
    const manager = new ToolCallingAgent({ model, managedAgents: [finder], verbosityLevel: LogLevel.OFF });
    await manager.run("t");
    expect(model.calls[1]?.messages.slice(3).map(({ content }) => content)).toEqual(
      ["a", "b", "c"].map((task) => `Report of finder:\n${task}!`),
    );
  });

  it("get the manager's files, and values and images that are handed over, by name", async () => {
    const picture = new AgentImage(PNG);
    const finder = pythonAgent([code("final_answer(open('f').read() + str(rows))")], {
      name: "finder",
      description: "Finds.",
    });
    const { agent } = pythonAgent(
      [code('r = finder("look", additional_args={"rows": [1, 2], "picture": picture})'), code("final_answer(r)")],
      { managedAgents: [finder.agent] },
    );
    const options = { files: { f: "file " }, additionalArgs: { picture } };
    expect(await agent.run("t", options)).toBe("Report of finder:\nfile [1, 2]");
    const [task] = shown(finder.model, 0);
    expect(task?.[1]).toMatchObject([
      { type: "text", text: expect.stringMatching(/- rows \(list of 2\): \[1, 2\]\n- picture \(image\)/) },
      { type: "image", image: PNG, mediaType: "image/png" },
    ]);
  });

  it("have teams of their own, whose work lies in the same log", async () => {
    const { agent: leaf } = scriptedAgent([code("final_answer(1)")], { name: "leaf", description: "Works." });
    const { agent: branch } = scriptedAgent([code('x = leaf("b")'), code("final_answer(x)")], {
      name: "branch",
      description: "Leads.",
      managedAgents: [leaf],
    });
    const { agent } = scriptedAgent([code('x = branch("a")'), code("final_answer(x)")], { managedAgents: [branch] });
    const run = agent.run("t", { runId: "r" });
    expect(await run).toBe("Report of branch:\nReport of leaf:\n1");
    const starts = run.events.filter((event) => event.type === "run-start");
    expect(starts.map(({ runId, parentRunId, parentCallId }) => [runId, parentRunId, parentCallId])).toEqual([
      ["r", undefined, undefined],
      ["r.call_1_2", "r", "call_1_2"],
      ["r.call_1_2.call_1_2", "r.call_1_2", "call_1_2"],
    ]);
  });

  it("remember in a fork what they did before it, and it is counted", async () => {
    const store = memoryStore();
    const counted = (text: string): ChatMessage => ({
      role: "assistant",
      content: code(text),
      tokenUsage: { inputTokens: 100, outputTokens: 1, totalTokens: 101 },
    });
    const create = (replies: string[], own: string[]): CodeAgent => {
      const options = { name: "finder", description: "Finds.", keepSession: true };
      const { agent: finder } = pythonAgent(replies.map(counted), options);
      return pythonAgent(own.map(counted), { managedAgents: [finder], store }).agent;
    };
    const first = create(["n = 1\nfinal_answer(n)"], ['finder("a")', "final_answer(0)"]);
    await first.run("t", { runId: "r" });
    const forked = create(["final_answer(n + 1)"], ['final_answer(finder("b"))']);
    const result = await forked.fork("r", { step: 2, newRunId: "f" }).result();
    expect(result.output).toBe("Report of finder:\n2");
    expect(result.usage.inputTokens).toBe(400);
    expect((await forked.replay("f", { store }).result()).usage).toEqual(result.usage);
  });

  it("remember in a fork what they were called with, not what the model asked for", async () => {
    const store = memoryStore();
    const create = (own: string[], hooks: AgentHooks = {}): CodeAgent => {
      const options = { name: "finder", description: "Finds.", keepSession: true };
      const finder = pythonAgent([code("final_answer(n)")], options).agent;
      return pythonAgent(own.map(code), { managedAgents: [finder], store, hooks }).agent;
    };
    const first = create(['finder("a", additional_args={"n": 41})', "final_answer(0)"], {
      beforeTool: ({ args }) => ({ args: { ...args, additional_args: { n: 1 } } }),
    });
    await first.run("t", { runId: "r" });
    const forked = create(['final_answer(finder("b"))']);
    expect(await forked.fork("r", { step: 2, newRunId: "f" })).toBe("Report of finder:\n1");
  });

  it("that fail are an observation for the manager", async () => {
    const { agent: finder } = member([]);
    const { agent } = scriptedAgent([code('finder("x")'), code('final_answer("without")')], {
      managedAgents: [finder],
    });
    expect(await agent.run("t")).toBe("without");
  });

  it("need a name and a description of their own", () => {
    expect(() => scriptedAgent([], { managedAgents: [scriptedAgent([]).agent] })).toThrow(/needs a name/);
    expect(() => scriptedAgent([], { name: "class" })).toThrow(/not a name/);
    expect(() => scriptedAgent([], { name: "final_answer" })).toThrow(/more than once|twice/);
  });
});
