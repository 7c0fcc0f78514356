import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplyReader } from "../../src/cli/reply-reader.ts";

function read(pieces: readonly string[]): [string, string][] {
  const reader = new ReplyReader();
  const parts = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  const merged: [string, string][] = [];
  for (const { type, text } of parts) {
    const last = merged.at(-1);
    if (last?.[0] === type) last[1] += text;
    else merged.push([type, text]);
  }
  return merged;
}

describe("a reply", () => {
  test.each([
    ["tags", "Thought: look.\n<code>\nprint(1)\n</code>", "print(1)"],
    ["a fence with a language", "Thoughts: look.\n```python\nprint(1)\n```", "print(1)\n"],
    ["a fence without one", "look.\n```\nprint(1)\n```\n", "print(1)"],
    ["tags that the stop sequence cut", "look.\n<code>\nprint(1)\n", "print(1)\n"],
  ])("with %s is told into thought and code", (_, reply, code) => {
    const [thought, action] = read([reply]);
    expect([thought?.[0], thought?.[1].trim(), action?.[0], action?.[1].trim()]).toEqual([
      "thought",
      "look.",
      "code",
      code.trim(),
    ]);
  });

  test("with reasoning in it keeps that apart", () => {
    expect(read(["<think>\nhm\n</think>\nI know.\n<code>\nx\n</code>"])).toEqual([
      ["reasoning", "hm"],
      ["thought", "I know.\n"],
      ["code", "x"],
    ]);
  });

  test("with a fence of another language shows it as text", () => {
    expect(read(['It says\n```json\n{"a": 1}\n```\nso\n```py\nx\n```'])).toEqual([
      ["thought", 'It says{"a": 1}so'],
      ["code", "x"],
    ]);
  });

  test("is read the same however it is cut", () => {
    const reply =
      "Thought: a < b, `x`.\n<code>\nif a < b:\n    print('</cod', \"```\")\n</code>\nDone.\n```python\ny = 1\n```\n";
    const whole = read([reply]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: reply.length })), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), reply.length];
        const pieces = places.slice(1).map((end, index) => reply.slice(places[index], end));
        expect(read(pieces)).toEqual(whole);
      }),
    );
  });
});
