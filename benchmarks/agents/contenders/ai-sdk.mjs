import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { ToolLoopAgent, isStepCount, tool } from "ai";
import { z } from "zod";

const addOne = tool({
  description: "Adds one.",
  inputSchema: z.object({ n: z.number().int() }),
  execute: async ({ n }) => n + 1,
});

export function create(baseURL, steps) {
  const provider = createOpenAICompatible({ name: "local", baseURL, apiKey: "k", includeUsage: true });
  const agent = new ToolLoopAgent({
    model: provider(`steps-${steps}`),
    instructions: "You solve tasks.",
    tools: { add_one: addOne },
    stopWhen: isStepCount(100),
  });
  return {
    plain: async () => (await agent.generate({ prompt: "go" })).text,
    async streamed() {
      let text = "";
      for await (const piece of (await agent.stream({ prompt: "go" })).textStream) text += piece;
      return text;
    },
  };
}
