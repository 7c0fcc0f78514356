import { ChatOpenAI } from "@langchain/openai";
import { createAgent, tool } from "langchain";
import { z } from "zod";

const addOne = tool(async ({ n }) => n + 1, {
  name: "add_one",
  description: "Adds one.",
  schema: z.object({ n: z.number().int() }),
});

export function create(baseURL, steps) {
  const model = new ChatOpenAI({ model: `steps-${steps}`, apiKey: "k", configuration: { baseURL } });
  const agent = createAgent({ model, tools: [addOne], systemPrompt: "You solve tasks." });
  const input = { messages: [{ role: "user", content: "go" }] };
  return {
    plain: async () => (await agent.invoke(input, { recursionLimit: 1000 })).messages.at(-1).content,
    async streamed() {
      let text = "";
      for await (const [message] of await agent.stream(input, { recursionLimit: 1000, streamMode: "messages" }))
        if (message.getType() === "ai") text += message.content;
      return text;
    },
  };
}
