import { describe, expect, it } from "vitest";
import { ActionStep, MemoryStep } from "../../src/memory/memory.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { memoryStore } from "../../src/run/store.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { tool } from "../../src/tools/tool.ts";
import { pythonAgent } from "./real-python.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

const echo = tool({
  name: "echo",
  description: "Echoes.",
  inputs: { text: { type: "string", description: "t" } },
  execute: ({ text }) => text,
});

describe("callbacks and hooks", () => {
  it("see each step when it has ended, and may change what the model sees of it", async () => {
    const seen: unknown[] = [];
    const { agent, model } = scriptedAgent([code("print(1)"), code("final_answer(2)")], {
      stepCallbacks: [
        (step: ActionStep, context) => {
          seen.push([step.stepNumber, step.isFinalAnswer, context.agent.maxSteps]);
          if (step.stepNumber === 1) step.observations = "changed";
        },
      ],
    });
    await agent.run("t");
    expect(seen).toEqual([
      [1, false, 20],
      [2, true, 20],
    ]);
    expect(shown(model, 1).at(-1)).toEqual(["tool-response", "Observation:\nchanged"]);
  });

  it("are found by the class of the step and by its base", async () => {
    const seen: string[] = [];
    const { agent } = scriptedAgent([code("final_answer(2)")], {
      stepCallbacks: new Map<never, never>([
        [MemoryStep, () => seen.push("base")],
        [ActionStep, [() => seen.push("one"), () => seen.push("two")]],
      ] as never),
    });
    await agent.run("t");
    expect(seen).toEqual(["base", "one", "two"]);
  });

  it("may change or refuse a call, and change its result", async () => {
    const { agent, model } = scriptedAgent(
      [code('a = echo("a")\nb = echo("b")'), code('print(a)\nc = echo("secret")'), code("final_answer(a)")],
      {
        tools: [echo],
        hooks: {
          beforeTool: ({ args }) =>
            args["text"] === "secret" ? { refuse: "not that" } : { args: { text: `<${String(args["text"])}>` } },
          afterTool: ({ result }) => ({ result: `${String(result)}!` }),
        },
      },
    );
    expect(await agent.run("t")).toBe("<a>!");
    expect(shown(model, 2).at(-1)?.[1]).toMatch(/The call of echo was refused: not that/);
  });

  it("refuse a call when they throw, and the refusal is recorded", async () => {
    const called: unknown[] = [];
    const send = tool({ name: "send", description: "Sends.", inputs: {}, execute: () => called.push(1) });
    const store = memoryStore();
    const { agent } = pythonAgent([code("x = 1\nsend()"), code("final_answer(x)")], {
      tools: [send],
      store,
      hooks: { beforeTool: () => Promise.reject(new Error("the policy cannot be read")) },
    });
    const result = await agent.run("t", { runId: "r" }).result();
    expect(result.steps[1]).toMatchObject({
      error: { message: expect.stringMatching(/refused: the policy cannot be/) },
    });
    const later = pythonAgent([code("final_answer(x + 1)")], { tools: [send], store }).agent;
    expect(await later.fork("r", { step: 2, newRunId: "f" })).toBe(2);
    expect(called).toEqual([]);
  });

  it("refuse a call when what they make of its arguments cannot be recorded", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["text"] = cyclic;
    const store = memoryStore();
    const { agent } = pythonAgent([code('x = 1\necho("a")'), code("final_answer(x)")], {
      tools: [echo],
      store,
      hooks: { beforeTool: () => ({ args: cyclic }) },
    });
    const result = await agent.run("t", { runId: "r" }).result();
    expect(result.steps[1]).toMatchObject({
      error: { message: expect.stringMatching(/The call of echo was refused/) },
    });
    expect((await store.read("r")).find(({ type }) => type === "tool-result")).toMatchObject({ args: { text: "a" } });
    const later = pythonAgent([code("final_answer(x + 1)")], { tools: [echo], store }).agent;
    expect(await later.fork("r", { step: 2, newRunId: "f" })).toBe(2);
  });

  it("may refuse when a run is taken up the call in which it was cut off", async () => {
    const store = memoryStore();
    const calls = (name: string, args: Record<string, unknown>): ChatMessage => ({
      role: "assistant",
      content: "",
      toolCalls: [{ id: "1", name, arguments: args }],
    });
    const model = scriptedModel([calls("stop", {}), calls("final_answer", { answer: "done" })]);
    let isResumed = false;
    const stopping = new AbortController();
    const stop = tool({ name: "stop", description: "Stops.", inputs: {}, execute: () => stopping.abort() });
    const agent = new ToolCallingAgent({
      tools: [stop],
      model,
      store,
      verbosityLevel: LogLevel.OFF,
      hooks: { beforeTool: ({ tool: name }) => ({ refuse: isResumed && name === "stop" ? "no" : undefined }) },
    });
    expect(await agent.run("t", { runId: "r", signal: stopping.signal }).result()).toMatchObject({ state: "aborted" });
    isResumed = true;
    const result = await agent.resume("r").result();
    expect(result.output).toBe("done");
    expect(result.steps[1]).toMatchObject({ toolCalls: [{ name: "stop" }] });
    const refused = (await store.read("r")).filter(({ type }) => type === "tool-result")[0];
    expect(refused).toMatchObject({ error: { message: "The call of stop was refused: no" } });
    expect(refused).not.toHaveProperty("args");
    expect(await agent.replay("r", { store, verify: true })).toBe("done");
  });

  it("may change what is sent to the model and what it said, and refuse code", async () => {
    const { agent, model } = scriptedAgent(["nothing", code("danger()"), code("final_answer(1)")], {
      hooks: {
        beforeModel: ({ messages, options }) => ({
          messages: [...messages, { role: "user", content: "be brief" }],
          options: { ...options, temperature: 0 },
        }),
        afterModel: ({ message }) =>
          message.content === "nothing" ? { ...message, content: code("x = 5") } : undefined,
        beforeCode: ({ code: program }) => (program.includes("danger") ? { refuse: "too dangerous" } : undefined),
      },
    });
    await agent.run("t");
    expect(model.calls[0]?.messages.at(-1)?.content).toBe("be brief");
    expect(model.calls[0]?.options["temperature"]).toBe(0);
    expect(shown(model, 1)).toContainEqual(["assistant", code("x = 5")]);
    expect(shown(model, 2).at(-2)?.[1]).toMatch(/The code was refused and not run: too dangerous/);
  });

  it("end the run when they throw, and the step is kept", async () => {
    const { agent } = scriptedAgent([code("1")], {
      stepCallbacks: [
        () => {
          throw new Error("callback");
        },
      ],
    });
    const result = await agent.run("t").result();
    expect(result).toMatchObject({ state: "error", error: { message: "callback" } });
    expect(result.steps.at(-1)).toBeInstanceOf(ActionStep);
  });
});
