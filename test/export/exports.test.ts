import { describe, expect, it } from "vitest";
import { toHTML } from "../../src/export/html.ts";
import { toMarkdown } from "../../src/export/markdown.ts";
import { toPython } from "../../src/export/python.ts";
import { memoryStore } from "../../src/run/store.ts";
import { tool } from "../../src/tools/tool.ts";
import { code, scriptedAgent } from "../agents/scripted-agent.ts";

const search = tool({
  name: "search",
  description: "Searches.",
  inputs: { query: { type: "string", description: "q" } },
  execute: ({ query }) => `<b>${query}</b>`,
});

async function logOf(): Promise<
  ReturnType<ReturnType<typeof memoryStore>["read"]> extends Promise<infer Events> ? Events : never
> {
  const store = memoryStore();
  const { agent: reader } = scriptedAgent([code('final_answer("read")')], { name: "reader", description: "Reads." });
  const { agent } = scriptedAgent(
    [
      "1. Search.<end_plan>",
      code('x = search("a ``` b")\nprint(x)'),
      code("1/0"),
      code('y = reader("it")\nfinal_answer(x)'),
    ],
    { tools: [search], planningInterval: 9, managedAgents: [reader], store },
  );
  await agent.run("Find\nthings & more", { runId: "r" });
  return store.read("r");
}

describe("a run in another form", () => {
  it("is a Markdown document, members' work included", async () => {
    const text = toMarkdown(await logOf());
    expect(text).toMatch(/^# Find\n\nCodeAgent · scripted · success · /);
    expect(text).toContain("## Plan\n\n1. Search.");
    expect(text).toContain(
      '## Step 1\n\nThoughts: next.\n\n````python\nx = search("a ``` b")\nprint(x)\n````\n\n- `search` { "query": "a ``` b" } → <b>a ``` b</b>',
    );
    expect(text).toContain("ZeroDivisionError: division by zero");
    expect(text).toMatch(/### You are reader[\s\S]*#### Step 1/);
    expect(text).toMatch(/## Answer\n\n<b>a ``` b<\/b>\n$/);
  });

  it("says what people changed", async () => {
    const store = memoryStore();
    const { agent } = scriptedAgent([code('x = find("a")'), code("final_answer(x)")], {
      tools: [{ ...search, name: "find", needsApproval: true, call: (args, context) => search.call(args, context) }],
      needsApproval: (text) => text.includes("final"),
      store,
      onRequest: ({ kind }) => ({
        approved: true,
        args: kind === "tool" ? { query: "b" } : { code: "final_answer(2)" },
      }),
    });
    await agent.run("t", { runId: "r" });
    const events = await store.read("r");
    const [call, program] = [
      'A person changed the arguments of find to {"query":"b"}',
      "A person changed the code, to this",
    ];
    expect(toPython(events)).toContain(`# Step 1. Thoughts: next.\n# ${call}\nx = find("a")`);
    expect(toPython(events)).toContain(`# Step 2. Thoughts: next.\n# ${program}\nfinal_answer(2)`);
    expect(toMarkdown(events)).toContain(`> ${call}\n\n\`\`\`python\nx = find("a")`);
    expect(toHTML(events)).toContain(`<blockquote>${program}</blockquote><pre>final_answer(2)`);
  });

  it("is an HTML page in which nothing of the run is markup", async () => {
    const page = toHTML(await logOf());
    expect(page).toContain("<h1>Find\nthings &amp; more</h1>");
    expect(page).toContain("&lt;b&gt;a ``` b&lt;/b&gt;");
    expect(page).not.toContain("<b>");
  });

  it("is a Python program whose failed steps are comments", async () => {
    const program = toPython(await logOf());
    expect(program).toMatch(/^# Find\n# things & more\n#\n# CodeAgent, scripted\n\n# Needs: search, reader\n/);
    expect(program).toContain(
      '# Step 1. Thoughts: next.\nx = search("a ``` b")\nprint(x)\n# Printed:\n# <b>a ``` b</b>',
    );
    expect(program).toContain("# This step failed: ZeroDivisionError: division by zero\n# 1/0");
  });
});
