/** The worked examples of the system prompts are real programs: each is run, step by step, and gives what it shows. */
import { describe, expect, it } from "vitest";
import { STRUCTURED_CODE_AGENT_PROMPTS } from "../../src/prompts/structured-code-agent.ts";
import { LocalPythonExecutor } from "../../src/executors/local.ts";
import { tool } from "../../src/tools/tool.ts";
import { scriptedAgent } from "../agents/scripted-agent.ts";

const facts: Record<string, string> = {
  "population of Oslo": "Oslo has 717,710 inhabitants (2024).",
  "population of Bergen": "Bergen has 291,940 inhabitants (2024).",
};
const text = (
  name: string,
  inputs: readonly string[],
  execute: (args: Record<string, string>) => string,
): ReturnType<typeof tool> =>
  tool({
    name,
    description: name,
    inputs: {
      type: "object",
      properties: Object.fromEntries(inputs.map((input) => [input, { type: "string", description: input }])),
    },
    outputType: "string",
    execute: (args) => execute(args as Record<string, string>),
  }) as ReturnType<typeof tool>;
const tools = {
  search: text("search", ["query"], ({ query }) => facts[query ?? ""] ?? "nothing"),
  describe_image: text("describe_image", ["url"], () => "A cat on a red sofa."),
  translate: text("translate", ["text", "language"], ({ text: given }) => `<${given}> en français`),
  final_answer: tool({
    name: "final_answer",
    description: "Ends.",
    inputs: { answer: { type: "any", description: "a" } },
    execute: ({ answer }) => answer,
  }),
};

async function runAll(blocks: string[]): Promise<{ logs: string; answers: unknown[] }> {
  await using executor = new LocalPythonExecutor({ isolation: "none" });
  await executor.sendTools(tools);
  await executor.sendVariables({ words: ["A", "b", "a"], image_url: "https://example.org/cat.png" });
  let logs = "";
  const answers: unknown[] = [];
  for (const block of blocks) {
    const outcome = await executor.run(block);
    logs += outcome.logs;
    if (outcome.isFinalAnswer) answers.push(outcome.output);
  }
  return { logs, answers };
}

function blocksOf(prompt: string): string[] {
  const examples = prompt.slice(0, prompt.search(/(?:The examples' tools|These Python functions)/));
  return [...examples.matchAll(/<code>\n([\s\S]*?)\n<\/code>/g)].flatMap(([, code]) =>
    code === undefined || code === "# Python" ? [] : [code],
  );
}

describe("the examples of", () => {
  it("the full prompt", async () => {
    const prompt = await scriptedAgent([]).agent.renderSystemPrompt();
    const { logs, answers } = await runAll(blocksOf(prompt));
    expect(answers).toEqual([425_770, "a", "<A cat on a red sofa.> en français"]);
    for (const line of logs
      .trim()
      .split("\n")
      .filter((printed) => !printed.startsWith("a ")))
      expect(prompt).toContain(line);
  });

  it("the compact prompt", async () => {
    const prompt = await scriptedAgent([], { promptTemplates: "compact" }).agent.renderSystemPrompt();
    expect((await runAll(blocksOf(prompt))).answers).toEqual([400]);
  });

  it("the structured prompt", async () => {
    const replies = [...STRUCTURED_CODE_AGENT_PROMPTS.system_prompt.matchAll(/^\{"thought": .*"code": .*\}$/gm)].map(
      ([line]) => JSON.parse(line) as { code: string },
    );
    const { answers } = await runAll(replies.slice(1).map(({ code }) => code));
    expect(answers).toEqual([425_770]);
  });
});

it("every module that the prompt names can be imported", async () => {
  const prompt = await scriptedAgent([]).agent.renderSystemPrompt();
  const modules = /Import only from: (.*)\./.exec(prompt)?.[1]?.split(", ") ?? [];
  expect(modules.length).toBeGreaterThan(10);
  await using executor = new LocalPythonExecutor({ isolation: "none" });
  for (const module of modules) await executor.run(`import ${module}`);
});
