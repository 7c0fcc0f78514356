// An agent with one tool. THREADSNAKE_MODEL names the model as provider/model; a local Ollama is asked when it is not set.
import { CodeAgent, LiteLLMModel, tool } from "threadsnake";

const temperature = tool({
  name: "temperature",
  description: "The temperature in a city now, in degrees Celsius.",
  inputs: { city: { type: "string", description: "Name of the city" } },
  outputType: "number",
  execute: async ({ city }) => ({ Oslo: 4.5, Rome: 21 })[city] ?? 15,
});

const model = new LiteLLMModel({ modelId: process.env["THREADSNAKE_MODEL"] ?? "ollama_chat/llama3.2", numCtx: 8192 });
const agent = new CodeAgent({ tools: [temperature], model, verbosityLevel: 0 });

const run = agent.run("Is it warmer in Rome or in Oslo, and by how much?");
for await (const event of run) {
  if (event.type === "code-start") console.log(`--- Python\n${event.code}`);
  if (event.type === "tool-result") console.log(`--- ${event.tool} gave ${JSON.stringify(event.result)}`);
}
console.log(`--- answer\n${String(await run)}`);
