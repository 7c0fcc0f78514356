/** Agents that cannot be meant, as a program without types may define them: one clear error, when the agent is made. */
import { describe, expect, it } from "vitest";
import { CodeAgent } from "../../src/agents/code-agent.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";

const model = scriptedModel([]);

describe.each([CodeAgent, ToolCallingAgent])("%o", (Agent) => {
  it.each([
    [{}, "an agent needs a model", "LiteLLMModel"],
    [{ model: "gpt-4.1" }, "an agent needs a model", "LiteLLMModel"],
    [{ model, tools: { a: 1 } }, "tools must be a list of tools", "tool({"],
    [{ model, tools: [() => 1] }, "tools must be a list of tools", "tool({"],
    [{ model, promptTemplates: "compakt" }, '"compakt" are no prompt templates', undefined],
    [{ model, maxSteps: 0 }, "maxSteps must be a whole number of steps, not 0", undefined],
    [{ model, planningInterval: 1.5 }, "planningInterval must be a whole number of steps, not 1.5", undefined],
    [{ model, executorType: "wasm" }, 'there is no executorType "wasm"', "cpython"],
    [
      { model, additionalAuthorizedImports: ["nope"] },
      'the module "nope" cannot be authorised, because there is none',
      "nope",
    ],
  ])("refuses %j", (options, message, hint) => {
    const expected = hint === undefined ? { message } : { message, hint: expect.stringContaining(hint) };
    expect(() => new Agent(options as never)).toThrow(expect.objectContaining(expected));
  });

  it("takes modules of its own Python, of the user, and of a real Python", () => {
    const of = (options: object): object => new Agent({ model, ...options });
    of({ additionalAuthorizedImports: ["os", "xml.*", "*"] });
    of({ additionalAuthorizedImports: ["mine"], executorKwargs: { modules: { mine: "" } } });
    of({ additionalAuthorizedImports: ["numpy"], executorType: "cpython" });
  });

  it("keeps its options as they were given", () => {
    const given: { model: typeof model; instructions?: string } = { model, instructions: "be brief" };
    const agent = new Agent(given);
    given.instructions = "be long";
    expect(agent.options).toEqual({ model, instructions: "be brief" });
  });

  it("refuses a task that is no text", () => {
    expect(() => new Agent({ model }).run(3 as never)).toThrow("the task must be a text");
  });
});

it("a ToolCallingAgent has no short prompts", () => {
  // @ts-expect-error: only a CodeAgent has them
  expect(() => new ToolCallingAgent({ model, promptTemplates: "compact" })).toThrow(
    '"compact" are no prompt templates',
  );
});
