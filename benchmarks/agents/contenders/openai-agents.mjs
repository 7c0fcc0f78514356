import { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled, tool } from "@openai/agents";
import OpenAI from "openai";
import { z } from "zod";

setTracingDisabled(true);
const addOne = tool({
  name: "add_one",
  description: "Adds one.",
  parameters: z.object({ n: z.number().int() }),
  execute: async ({ n }) => n + 1,
});

export function create(baseURL, steps) {
  const model = new OpenAIChatCompletionsModel(new OpenAI({ baseURL, apiKey: "k" }), `steps-${steps}`);
  const agent = new Agent({ name: "a", instructions: "You solve tasks.", model, tools: [addOne] });
  return {
    plain: async () => (await run(agent, "go", { maxTurns: 100 })).finalOutput,
    async streamed() {
      const result = await run(agent, "go", { maxTurns: 100, stream: true });
      for await (const _piece of result.toTextStream());
      await result.completed;
      return result.finalOutput;
    },
  };
}
