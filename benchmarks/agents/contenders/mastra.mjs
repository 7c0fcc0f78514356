import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { Agent } from "@mastra/core/agent";
import { createTool } from "@mastra/core/tools";
import { z } from "zod";

const addOne = createTool({
  id: "add_one",
  description: "Adds one.",
  inputSchema: z.object({ n: z.number().int() }),
  outputSchema: z.number(),
  execute: async ({ n }) => n + 1,
});

export function create(baseURL, steps) {
  const provider = createOpenAICompatible({ name: "local", baseURL, apiKey: "k", includeUsage: true });
  const agent = new Agent({
    id: "a",
    name: "a",
    instructions: "You solve tasks.",
    model: provider(`steps-${steps}`),
    tools: { add_one: addOne },
  });
  return {
    plain: async () => (await agent.generate("go", { maxSteps: 100 })).text,
    async streamed() {
      let text = "";
      for await (const piece of (await agent.stream("go", { maxSteps: 100 })).textStream) text += piece;
      return text;
    },
  };
}
