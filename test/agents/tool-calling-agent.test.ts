import { describe, expect, it } from "vitest";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import type { ToolCallingAgentOptions } from "../../src/agents/tool-calling-agent.ts";
import type { ChatMessage } from "../../src/models/model.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import type { ScriptedReply } from "../../src/testing/scripted-model.ts";
import { AgentAudio, AgentImage } from "../../src/tools/agent-types.ts";
import { tool } from "../../src/tools/tool.ts";

const calling = (...calls: [name: string, args: Record<string, unknown> | string, id?: string][]): ChatMessage => ({
  role: "assistant",
  content: "",
  toolCalls: calls.map(([name, args, id], index) => ({ id: id ?? `p${index}`, name, arguments: args })),
});
const answer = (value: unknown): ChatMessage => calling(["final_answer", { answer: value }]);

function setUp(
  replies: ScriptedReply[],
  options: Partial<ToolCallingAgentOptions> = {},
): { agent: ToolCallingAgent; model: ReturnType<typeof scriptedModel> } {
  const model = scriptedModel(replies);
  return {
    agent: new ToolCallingAgent({ model, verbosityLevel: LogLevel.OFF, tools: [add, fail, wait], ...options }),
    model,
  };
}

const add = tool({
  name: "add",
  description: "Adds.",
  inputs: { a: { type: "integer", description: "a" }, b: { type: "integer", description: "b", default: 1 } },
  outputType: "integer",
  execute: ({ a, b }) => a + (b ?? 1),
});
const fail = tool({
  name: "fail",
  description: "Fails.",
  inputs: {},
  execute: () => Promise.reject(new Error("no luck")),
});
let running = 0;
let most = 0;
const wait = tool({
  name: "wait",
  description: "Waits.",
  inputs: { n: { type: "integer", description: "n" } },
  execute: async ({ n }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 10 - n));
    running -= 1;
    return n;
  },
});
const shown = (model: ReturnType<typeof scriptedModel>, index: number): ChatMessage[] =>
  (model.calls[index]?.messages ?? []).slice(2);

describe("a run of a ToolCallingAgent", () => {
  it("calls tools natively, under ids of our own, and shows their results", async () => {
    const { agent, model } = setUp([calling(["add", { a: 1, b: 2 }, "x"], ["add", { a: 3, b: 4 }, "x"]), answer(10)]);
    expect(await agent.run("t")).toBe(10);
    expect(model.calls[0]?.options).toMatchObject({
      toolChoice: "required",
      stopSequences: ["Observation:", "Calling tools:"],
    });
    expect(model.calls[0]?.options.toolsToCallFrom?.map(({ name }) => name)).toEqual([
      "add",
      "fail",
      "wait",
      "final_answer",
    ]);
    expect(shown(model, 1)).toMatchObject([
      {
        role: "assistant",
        toolCalls: [
          { id: "call_1_1", name: "add" },
          { id: "call_1_2", name: "add" },
        ],
      },
      { role: "tool-response", toolCallId: "call_1_1", content: "3" },
      { role: "tool-response", toolCallId: "call_1_2", content: "7" },
    ]);
  });

  it("runs calls side by side up to the cap and keeps their order", async () => {
    most = 0;
    const { agent, model } = setUp(
      [calling(...[1, 2, 3, 4, 5].map((n): [string, Record<string, unknown>] => ["wait", { n }])), answer(0)],
      { maxToolThreads: 3 },
    );
    await agent.run("t");
    expect(most).toBe(3);
    expect(
      shown(model, 1)
        .slice(1)
        .map(({ content }) => content),
    ).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("loses nothing when one of several calls fails", async () => {
    const { agent, model } = setUp([
      calling(["add", { a: 1 }], ["fail", {}], ["nope", {}], ["add", {}], ["add", "{broken"]),
      answer(0),
    ]);
    await agent.run("t");
    const [, sum, failed, unknown, missing, broken] = shown(model, 1).map(({ content }) => String(content));
    expect(sum).toBe("2");
    expect(failed).toMatch(/^Error:\nfail failed: no luck\n/);
    expect(unknown).toMatch(/There is no tool named "nope"\. The tools are: add, fail, wait, final_answer\./);
    expect(missing).toMatch(/add\(\)[\s\S]*'a'/);
    expect(broken).toMatch(
      /The arguments of add are not a JSON object: \{broken Give them as \{"a": \.\.\., "b": \.\.\.\}/,
    );
  });

  it("coerces arguments safely and says when it had to repair them", async () => {
    const { agent, model } = setUp([
      {
        role: "assistant",
        content: "",
        toolCalls: [{ id: "1", name: "add", arguments: { a: "5" }, repairedFrom: "{a: 5" }],
      },
      answer(0),
    ]);
    await agent.run("t");
    expect(shown(model, 1)[1]?.content).toMatch(/^6\n\(The arguments were not valid JSON/);
  });

  it("reads calls from the text of a model that has no other way", async () => {
    const { agent, model } = setUp([
      'I add.\n{"name": "add", "arguments": {"a": 1, "b": 1}}',
      '{"name": "final_answer", "arguments": {"answer": "two"}}',
    ]);
    expect(await agent.run("t")).toBe("two");
    expect(shown(model, 1)).toMatchObject([
      { role: "assistant", content: expect.stringMatching(/^I add/) as string },
      { role: "tool-response", content: "Observation:\n2" },
    ]);
  });

  it("tells the model when it called no tool", async () => {
    const { agent, model } = setUp(["It is two.", answer(2)]);
    expect(await agent.run("t")).toBe(2);
    expect(shown(model, 1).at(-1)?.content).toMatch(/called no tool/);
  });

  it.each([
    ["as { answer }", { answer: 1 }, 1],
    ["as another object", { total: 1, unit: "m" }, { total: 1, unit: "m" }],
    ["as plain text", "one", "one"],
  ])("takes a final answer given %s", async (_how, args, expected) => {
    const { agent } = setUp([calling(["final_answer", args as Record<string, unknown>])]);
    expect(await agent.run("t")).toEqual(expected);
  });

  it("makes the other calls of a reply before it takes the answer in it", async () => {
    const { agent } = setUp([calling(["final_answer", { answer: "done" }], ["add", { a: 1 }])]);
    const result = await agent.run("t").result();
    expect(result.output).toBe("done");
    expect(result.memory.actionSteps[0]?.observations).toMatch(/^2\n|2$/);
  });

  it("keeps images under names of their own and passes them on by name", async () => {
    const bytes = (n: number): Uint8Array => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, n]);
    const draw = tool({
      name: "draw",
      description: "Draws.",
      inputs: { n: { type: "integer", description: "n" } },
      outputType: "image",
      execute: ({ n }) => bytes(n),
    });
    const { agent, model } = setUp([calling(["draw", { n: 1 }], ["draw", { n: 2 }]), answer("image_1_2.png")], {
      tools: [draw],
    });
    const image = await agent.run("t");
    expect(shown(model, 1)[2]?.content).toMatch(/'image_1_2\.png'/);
    expect(image).toBeInstanceOf(AgentImage);
    expect((image as AgentImage).data).toEqual(bytes(2));
  });

  it("keeps sound as it keeps images", async () => {
    const wave = Uint8Array.from([..."RIFF\0\0\0\0WAVEfmt "].map((character) => character.charCodeAt(0)));
    const speak = tool({ name: "speak", description: "Speaks.", inputs: {}, outputType: "audio", execute: () => wave });
    const { agent, model } = setUp([calling(["speak", {}], ["speak", {}]), answer("audio_1_1.wav")], {
      tools: [speak],
    });
    const audio = await agent.run("t");
    expect(shown(model, 1).map(({ content }) => content)).toEqual([
      "",
      expect.stringContaining("'audio_1_1.wav'"),
      expect.stringContaining("'audio_1_2.wav'"),
    ]);
    expect(audio).toBeInstanceOf(AgentAudio);
  });

  it("takes a call without arguments as one with none", async () => {
    const bare = { role: "assistant", content: "", toolCalls: [{ id: "1", name: "fail" }] } as unknown as ChatMessage;
    const { agent, model } = setUp([bare, answer(1)]);
    expect(await agent.run("t")).toBe(1);
    expect(shown(model, 1).at(-1)?.content).toMatch(/no luck/);
  });

  it("lets a failing and an unknown call stand beside those that succeed, in the order in which they were asked for", async () => {
    const { agent, model } = setUp([
      calling(["ad", { a: 1 }], ["add", { a: 1, b: 2 }], ["fail", {}], ["add", { a: "x" }]),
      answer(1),
    ]);
    await agent.run("t");
    const told = shown(model, 1).slice(1);
    expect(told.map(({ toolCallId }) => toolCallId)).toEqual(["call_1_1", "call_1_2", "call_1_3", "call_1_4"]);
    expect(told.map(({ content }) => content)).toEqual([
      expect.stringMatching(/Did you mean add\?/),
      "3",
      expect.stringMatching(/no luck/),
      expect.stringMatching(/'a'/),
    ]);
  });

  it("passes variables by their name", async () => {
    const { agent } = setUp([calling(["final_answer", { answer: "table" }])]);
    expect(await agent.run("t", { additionalArgs: { table: [1, 2] } })).toEqual([1, 2]);
  });
});
