import { describe, expect, it } from "vitest";
import {
  CODE_TAGS,
  MARKDOWN_TAGS,
  freeFinalAnswer,
  parseCodeReply,
  parseStructuredReply,
} from "../../src/models/code-blocks.ts";

/** Stands for the parser of Python: prose is no program. */
const isPython = (code: string): boolean =>
  !/\b(and then|I will|the tags)\b|^\s*(and|or)\s*$/.test(code) && !/^[A-Z]\w+ \w+/m.test(code);
const parse = (text: string, options = {}): unknown => {
  const parsed = parseCodeReply(text, { tags: CODE_TAGS, isPython, ...options });
  return parsed.type === "code" ? parsed.code : { problem: parsed.message };
};
const problem = (text: RegExp): unknown => ({ problem: expect.stringMatching(text) as string });

describe("code in a reply", () => {
  it.each([
    ["a tagged block", "Thoughts\n<code>\nx = 1\n</code>", "x = 1"],
    ["a block that its stop sequence cut", "Thoughts\n<code>\nx = 1\n", "x = 1"],
    ["a Markdown fence", "Thoughts\n```python\nx = 1\n```", "x = 1"],
    ["a fence of py", "```py\nx = 1\n```", "x = 1"],
    ["a bare fence", "Let me see\n```\nx = f(1)\n```", "x = f(1)"],
    ["a fence inside tags", "<code>\n```python\nx = 1\n```\n</code>", "x = 1"],
    ["all blocks joined", "<code>\nx = 1\n</code>\nthen\n<code>\ny = 2\n</code>", "x = 1\n\ny = 2"],
    ["tags before fences", "For example\n```python\nold()\n```\n<code>\nnew()\n</code>", "new()"],
    [
      "a closing tag inside a string",
      '<code>\nprint("</code> closes")\nprint(2)\n</code>',
      'print("</code> closes")\nprint(2)',
    ],
    ["a closing tag inside a triple-quoted string", "<code>\nx = '''\n</code>\n'''\n</code>", "x = '''\n</code>\n'''"],
    ["a closing tag after an apostrophe in a comment", "<code>\nx = 1 # don't</code>", "x = 1 # don't"],
    ["tags mentioned in prose", "I put it in <code> and </code> as told.\n<code>\nx = 1\n</code>", "x = 1"],
    ["tags mentioned in backticks", "I use `<code>` now.\n<code>\nx = 1\n</code>", "x = 1"],
    [
      "a block after thoughts with another",
      "<think>maybe <code>\nbad()\n</code></think>\n<code>\ngood()\n</code>",
      "good()",
    ],
    ["thoughts whose beginning the server kept", "hm <code>bad()</code>\n</think>\n<code>\ngood()\n</code>", "good()"],
    ["what comes before an invented observation", "<code>\na()\n</code>\nObservation: 3\n<code>\nb()\n</code>", "a()"],
    ["an end mark inside", "<code>\na()\n<end_code>", "a()"],
    ["a block that is indented as a whole", "<code>\n    if x:\n        y()\n</code>", "if x:\n    y()"],
    ["a reply that is nothing but code", "import math\nfinal_answer(math.pi)", "import math\nfinal_answer(math.pi)"],
    ["a fence of another language is no code", "```json\n{}\n```\n<code>\nx = 1\n</code>", "x = 1"],
  ])("finds %s", (_name, text, code) => expect(parse(text)).toBe(code));

  it("tells the model what to do when there is none", () => {
    expect(parse("The capital is Paris.")).toEqual(
      problem(/no code between <code> and <\/code>.*\n[\s\S]*# Python code here/),
    );
    expect(parse("My final answer is 42.")).toEqual(problem(/final_answer\("your answer here"\)/));
    expect(parse("")).toEqual(problem(/empty/));
    expect(parse("<code>\n\n</code>")).toEqual(problem(/block of your reply is empty/));
    expect(parse("<think>x = 1\nprint(x)</think>")).toEqual(problem(/nothing was run/));
    expect(parse("Paris")).toEqual(problem(/no code/));
  });

  it("runs nothing of a block that was cut off", () => {
    expect(parse("<code>\nx = 1\ny = ", { isCutOff: true })).toEqual(problem(/cut off/));
    expect(parse("<code>\nx = 1\n</code> and so on", { isCutOff: true })).toBe("x = 1");
  });

  it("remembers the reply closed and without inventions", () => {
    const text = (reply: string): string => parseCodeReply(reply, { tags: CODE_TAGS }).text;
    expect(text("A\n<code>\nx = 1\n")).toBe("A\n<code>\nx = 1\n</code>");
    expect(text("A\n<code>\nx = 1\n</code>\nObservation:\n1")).toBe("A\n<code>\nx = 1\n</code>");
    expect(text('A\n<code>\nprint("Observation: 3")\n</code>')).toBe('A\n<code>\nprint("Observation: 3")\n</code>');
  });

  it("reads a reply of nothing but lines, and what was invented after white space", () => {
    const blank = "\n \t".repeat(300_000);
    expect(parse(blank)).toEqual(problem(/empty/));
    expect(parse(`<code>\na()\n</code>${blank}Observation: 3\n<code>\nb()\n</code>`)).toBe("a()");
    expect(parse("<code>\na()\n</code>\u2028\r\n\u00a0 Calling tools:\n<code>\nb()\n</code>")).toBe("a()");
  });

  it("takes Markdown and custom tags", () => {
    expect(parse("```python\nx = 1\n```", { tags: MARKDOWN_TAGS })).toBe("x = 1");
    expect(parse("[PY]x = 1[/PY]", { tags: { open: "[PY]", close: "[/PY]" } })).toBe("x = 1");
  });

  it("reads the structured form", () => {
    expect(parseStructuredReply('{"thought": "t", "code": "<code>\\nx = 1\\n</code>"}', CODE_TAGS)).toMatchObject({
      type: "code",
      code: "x = 1",
    });
    expect(parseStructuredReply("no", CODE_TAGS)).toMatchObject({
      type: "problem",
      message: expect.stringMatching(/JSON object/) as string,
    });
  });

  it("keeps a variable of the tool's name from hiding the tool", () => {
    expect(freeFinalAnswer("final_answer = 3\nfinal_answer(final_answer)")).toBe(
      "final_answer_variable = 3\nfinal_answer(final_answer_variable)",
    );
    expect(freeFinalAnswer("final_answer = 3")).toBe("final_answer = 3");
    expect(freeFinalAnswer("final_answer(3)")).toBe("final_answer(3)");
  });
});
