import { describe, expect, it } from "vitest";
import { CODE_AGENT_PROMPTS } from "../../src/prompts/code-agent.ts";
import { describeToolForPrompt, renderPrompt } from "../../src/prompts/render.ts";
import { templatesFromYaml } from "../../src/prompts/from-yaml.ts";
import { TOOL_CALLING_AGENT_PROMPTS } from "../../src/prompts/tool-calling-agent.ts";
import { tool } from "../../src/tools/tool.ts";
import { code, scriptedAgent } from "../agents/scripted-agent.ts";

const search = tool({
  name: "search",
  description: "Searches.",
  inputs: {
    query: { type: "string", description: "What" },
    count: { type: "integer", description: "How many", default: 3 },
  },
  outputType: "string",
  execute: () => "",
});

const system = async (options: Parameters<typeof scriptedAgent>[1]): Promise<string> =>
  scriptedAgent([], options).agent.renderSystemPrompt();

describe("system prompts", () => {
  it("show tools as typed stubs, imports, tags and instructions", async () => {
    const text = await system({
      tools: [search],
      additionalAuthorizedImports: ["numpy.*"],
      instructions: "Answer in French.",
      codeBlockTags: ["[PY]", "[/PY]"],
    });
    expect(text).toContain(
      'def search(query: str, count: int = 3) -> str:\n    """Searches.\n\n    Args:\n        query: What\n        count: How many\n    """',
    );
    expect(text).toMatch(/Import only from: bisect, .*numpy\.\*/);
    expect(text).toContain("[PY]\n# Python\n[/PY]");
    expect(text).toContain("\n\nAnswer in French.\n\nBegin.");
    expect(text).not.toMatch(/\{\{|\{%|undefined/);
  });

  it("have a compact form for small models", async () => {
    const text = await system({ tools: [search], promptTemplates: "compact" });
    expect(text.length).toBeLessThan(3600);
    expect(text).toContain("final_answer");
  });

  it("say that every module may be imported where that is so", async () => {
    expect(await system({ additionalAuthorizedImports: ["*"] })).toContain(
      "Import only from: every module that exists here.",
    );
  });

  it("have a structured form in which the reply is held to a schema", async () => {
    const { agent, model } = scriptedAgent(
      [JSON.stringify({ thought: "t", code: "x = 2" }), JSON.stringify({ thought: "t", code: "final_answer(x)" })],
      { useStructuredOutputsInternally: true },
    );
    expect(await agent.run("t")).toBe(2);
    expect(model.calls[0]?.options.responseFormat).toMatchObject({
      type: "json_schema",
      strict: true,
      schema: { required: ["thought", "code"] },
    });
    expect(model.calls[0]?.options.stopSequences).not.toContain("</code>");
    expect(model.calls[0]?.messages[0]?.content).toMatch(/JSON object with a thought and code/);
  });

  it("are rendered once for all runs of an agent", async () => {
    const { agent } = scriptedAgent([code("final_answer(1)")]);
    expect(agent.renderSystemPrompt()).toBe(agent.renderSystemPrompt());
  });
});

describe("templates", () => {
  it("render as Jinja does by default, with the names that smolagents' templates use", async () => {
    const template = `{{code_block_opening_tag}}
{%- for tool in tools.values() %}
{{ tool.to_code_prompt() }}
{% endfor %}
{{code_block_closing_tag}}
{%- if managed_agents and managed_agents.values() | list %}
team
{%- for agent in managed_agents.values() %}
* {{ agent.name }}: {{ agent.description }}
{%- endfor %}
{%- endif %}
imports {{authorized_imports}}
{%- if custom_instructions %}
{{custom_instructions}}
{%- endif %}`;
    const variables = {
      tools: { search: describeToolForPrompt(search) },
      managed_agents: {},
      authorized_imports: "math",
      custom_instructions: "",
      code_block_opening_tag: "<code>",
      code_block_closing_tag: "</code>",
    };
    expect(await renderPrompt(template, variables, "t")).toBe(
      '<code>\ndef search(query: string, count: integer) -> string:\n    """Searches.\n\n    Args:\n        query: What\n        count: How many\n    """\n\n</code>\nimports math',
    );
    expect(
      await renderPrompt(
        "{% for tool in tools.values() %}- {{ tool.to_tool_calling_prompt() }}{% endfor %}",
        variables,
        "t",
      ),
    ).toBe(
      "- search: Searches.\n    Takes inputs: {'query': {'type': 'string', 'description': 'What'}, 'count': {'type': 'integer', 'description': 'How many', 'default': 3, 'nullable': True}}\n    Returns an output of type: string",
    );
  });

  it("may be replaced in part", async () => {
    const { agent } = scriptedAgent([], {
      promptTemplates: {
        system_prompt: "Imports: {{authorized_imports}}",
        planning: { initial_plan: "plan {{task}}" },
      },
    });
    expect(await agent.renderSystemPrompt()).toMatch(/^Imports: bisect/);
    expect(agent.promptTemplates.planning.initial_plan).toBe("plan {{task}}");
    expect(agent.promptTemplates.final_answer).toEqual(CODE_AGENT_PROMPTS.final_answer);
  });

  it("with names that there are not are refused, and those that there are named", () => {
    const misspelt = { systemPrompt: "s" } as object;
    expect(() => scriptedAgent([], { promptTemplates: misspelt })).toThrow(/no prompt templates named systemPrompt/);
    const inGroup = { planning: { update_plan: "p" } } as object;
    expect(() => scriptedAgent([], { promptTemplates: inGroup })).toThrow(/named planning\.update_plan/);
  });

  it("that cannot be rendered are named", async () => {
    await expect(renderPrompt("{{ a ", {}, "system_prompt")).rejects.toThrow(
      /the prompt template system_prompt cannot be rendered/,
    );
  });

  it("tell a ToolCallingAgent how to call in text", () => {
    expect(TOOL_CALLING_AGENT_PROMPTS.system_prompt).toContain(
      '{"name": "the_tool", "arguments": {"argument": "value"}}',
    );
  });
});

describe("templates from YAML", () => {
  // JSON is YAML too, so the parser of JSON stands in for the optional package.
  const load = (value: unknown): unknown => templatesFromYaml(JSON.stringify(value), JSON.parse);

  it("are taken whole or in part", () => {
    expect(load({ system_prompt: "s", planning: { initial_plan: "p" }, managed_agent: {} })).toEqual({
      system_prompt: "s",
      planning: { initial_plan: "p" },
      managed_agent: {},
    });
  });

  it("with unknown names or without text are refused", () => {
    expect(() => load({ sytem_prompt: "s" })).toThrow(/no prompt templates named sytem_prompt/);
    expect(() => load({ final_answer: { report: "r" } })).toThrow(/named final_answer\.report/);
    expect(() => load({ planning: { initial_plan: 3 } })).toThrow(/planning\.initial_plan should be a text/);
  });
});
