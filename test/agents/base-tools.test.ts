import { describe, expect, it } from "vitest";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { tool } from "../../src/tools/tool.ts";
import { scriptedAgent } from "./scripted-agent.ts";

const WEB = ["web_search", "visit_webpage", "wikipedia_search"];
const own = tool({ name: "web_search", description: "Mine.", inputs: {}, execute: () => "mine" });

describe("addBaseTools", () => {
  it("gives a CodeAgent the web, and no interpreter beside its own", () => {
    expect(Object.keys(scriptedAgent([], { addBaseTools: true }).agent.tools)).toEqual([...WEB, "final_answer"]);
    expect(Object.keys(scriptedAgent([]).agent.tools)).toEqual(["final_answer"]);
  });

  it("leaves a tool of the user's in its place", () => {
    const { agent } = scriptedAgent([], { addBaseTools: true, tools: [own] });
    expect(agent.tools["web_search"]).toBe(own);
  });

  it("gives a ToolCallingAgent python_interpreter as well, which runs code", async () => {
    const call = (name: string, args: Record<string, unknown>): object => ({
      role: "assistant",
      content: "",
      toolCalls: [{ id: "1", name, arguments: args }],
    });
    const model = scriptedModel([
      call("python_interpreter", { code: "print('hello')\n6 * 7" }) as never,
      call("final_answer", { answer: "done" }) as never,
    ]);
    const agent = new ToolCallingAgent({
      model,
      addBaseTools: true,
      executorType: "none",
      verbosityLevel: LogLevel.OFF,
    });
    expect(Object.keys(agent.tools)).toEqual([...WEB, "python_interpreter", "final_answer"]);
    await agent.run("t");
    const told = model.calls[1]?.messages.at(-1)?.content;
    expect(told).toMatch(/hello/);
    expect(told).toMatch(/42/);
  });
});
