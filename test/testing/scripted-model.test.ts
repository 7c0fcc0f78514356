import { expect, test } from "vitest";
import type { ChatMessage, ChatMessageDelta } from "../../src/models/model.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";

const question: ChatMessage[] = [{ role: "user", content: "hello there" }];

async function collect(stream: AsyncIterable<ChatMessageDelta>): Promise<ChatMessageDelta[]> {
  const deltas: ChatMessageDelta[] = [];
  for await (const delta of stream) deltas.push(delta);
  return deltas;
}

test("replies are used in order and requests are remembered", async () => {
  const model = scriptedModel(["one", (messages) => `saw ${messages.length}`, { role: "assistant", content: "three" }]);
  expect((await model.generate(question, { stopSequences: ["x"] })).content).toBe("one");
  expect((await model.generate(question)).content).toBe("saw 1");
  expect(model.unused).toHaveLength(1);
  expect((await model.generate(question)).content).toBe("three");
  expect(model.calls).toHaveLength(3);
  expect(model.calls[0]?.options.stopSequences).toEqual(["x"]);
  expect(model.calls[0]?.messages).toEqual(question);
  model.assertAllUsed();
});

test("an error in the script is thrown", async () => {
  const model = scriptedModel([new RangeError("no")]);
  await expect(model.generate(question)).rejects.toThrow(RangeError);
});

test("a script that is too short says so", async () => {
  const model = scriptedModel(["one"]);
  await model.generate(question);
  await expect(model.generate(question)).rejects.toMatchObject({
    code: "scripted-model-exhausted",
    message: expect.stringContaining("asked 2 times"),
  });
});

test("unused replies are listed", async () => {
  const model = scriptedModel([
    "one",
    "two",
    { role: "assistant", content: "", toolCalls: [{ id: "1", name: "search", arguments: {} }] },
  ]);
  await model.generate(question);
  expect(() => model.assertAllUsed()).toThrow(/2 of 3 scripted replies were not used[^]*#2: "two"[^]*#3: .*search/);
});

test("streamed pieces add up to the reply, astral characters unbroken", async () => {
  const text = "Thought: 🐍🐍🐍 snakes";
  const model = scriptedModel(
    [
      {
        role: "assistant",
        content: text,
        reasoning: [{ type: "reasoning", text: "hmm" }],
        toolCalls: [{ id: "c1", name: "add", arguments: { a: 1 } }],
      },
    ],
    { chunkSize: 3 },
  );
  const deltas = await collect(model.generateStream(question));
  expect(deltas.map((delta) => delta.content ?? "").join("")).toBe(text);
  expect(deltas.filter((delta) => /\p{Surrogate}/u.test(delta.content ?? ""))).toEqual([]);
  expect(deltas.map((delta) => delta.reasoning ?? "").join("")).toBe("hmm");
  expect(deltas.map((delta) => delta.toolCall?.arguments ?? "").join("")).toBe('{"a":1}');
  expect(deltas.at(-1)?.message?.content).toBe(text);
  expect(model.lastOutputTokenCount).toBeGreaterThan(0);
  expect(model.calls[0]?.stream).toBe(true);
});

test("an aborted signal ends a paced stream", async () => {
  const model = scriptedModel(["a long reply that is streamed slowly"], { delayMs: 5, chunkSize: 1 });
  const controller = new AbortController();
  const reason = new Error("enough");
  const seen: string[] = [];
  const reading = (async () => {
    for await (const delta of model.generateStream(question, { signal: controller.signal })) {
      seen.push(delta.content ?? "");
      if (seen.length === 3) controller.abort(reason);
    }
  })();
  await expect(reading).rejects.toBe(reason);
  expect(seen).toHaveLength(3);
});
