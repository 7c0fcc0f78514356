import { describe, expect, it } from "vitest";
import { CodeAgent } from "../../src/agents/code-agent.ts";
import { fromDefinition, toDefinition } from "../../src/agents/definition.ts";
import type { AgentDefinition } from "../../src/agents/definition.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import { visualize } from "../../src/agents/visualize.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { tool } from "../../src/tools/tool.ts";

const search = tool({
  name: "search",
  description: "Searches the web.\nSlowly.",
  inputs: { query: { type: "string", description: "q" } },
  execute: () => "",
});
const model = scriptedModel([]);
const check = (): boolean => true;

function create(): CodeAgent {
  const member = new ToolCallingAgent({ name: "reader", description: "Reads.", model, maxToolThreads: 2 });
  return new CodeAgent({
    tools: [search],
    model,
    managedAgents: [member],
    name: "boss",
    instructions: "Be kind.",
    maxSteps: 7,
    planningInterval: 3,
    codeBlockTags: ["[PY]", "[/PY]"],
    additionalAuthorizedImports: ["pathlib.*"],
    finalAnswerChecks: [check],
    promptTemplates: { final_answer: { pre_messages: "now" } },
    outputSchema: { type: "string" } as never,
  });
}

describe("a saved definition", () => {
  it("is plain JSON and comes back without loss", () => {
    const saved = toDefinition(create());
    const text = JSON.stringify(saved);
    expect(saved.references).toEqual(["finalAnswerChecks"]);
    const loaded = fromDefinition(JSON.parse(text) as AgentDefinition, {
      model,
      tools: [search],
      code: { "boss.finalAnswerChecks": [check] },
    });
    expect(loaded).toBeInstanceOf(CodeAgent);
    expect(JSON.stringify(toDefinition(loaded))).toBe(text);
    expect(loaded.options.finalAnswerChecks).toEqual([check]);
    expect(loaded.promptTemplates.final_answer.pre_messages).toBe("now");
    expect(loaded.managedAgents["reader"]).toBeInstanceOf(ToolCallingAgent);
  });

  it("keeps the short prompts", () => {
    const agent = new CodeAgent({ model, promptTemplates: "compact" });
    const loaded = fromDefinition(toDefinition(agent), { model });
    expect(loaded.promptTemplates).toEqual(agent.promptTemplates);
    expect(loaded.promptTemplates).not.toEqual(new CodeAgent({ model }).promptTemplates);
  });

  it("says what it needs and was not given", () => {
    const saved = toDefinition(create());
    expect(() => fromDefinition(saved, { model, tools: [search] })).toThrow(
      /code that was not given: boss\.finalAnswerChecks/,
    );
    expect(() => fromDefinition(saved, { model, code: { finalAnswerChecks: [check] } })).toThrow(
      /the tool search, which was not given/,
    );
    expect(() => fromDefinition({ ...saved, version: 9 }, { model })).toThrow(/version 9/);
  });

  it("can be looked at as a tree", () => {
    expect(visualize(create())).toBe(
      [
        "CodeAgent boss · scripted",
        "  imports: pathlib.*",
        "├─ search(query): Searches the web.",
        "├─ final_answer(answer): Provides a final answer to the given problem.",
        "└─ ToolCallingAgent reader · scripted",
        "     Reads.",
        "   └─ final_answer(answer): Provides a final answer to the given problem.",
      ].join("\n"),
    );
  });
});
