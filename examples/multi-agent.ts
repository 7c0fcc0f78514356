// A manager that writes Python, and a researcher that it calls like a function.
import { CodeAgent, LiteLLMModel, ToolCallingAgent, tool } from "threadsnake";

const model = new LiteLLMModel({ modelId: process.env["THREADSNAKE_MODEL"] ?? "ollama_chat/llama3.2", numCtx: 8192 });

const lookUp = tool({
  name: "look_up",
  description: "Looks a thing up in the encyclopedia.",
  inputs: { subject: { type: "string", description: "What to look up" } },
  outputType: "string",
  execute: async ({ subject }) =>
    ({ leopard: "A leopard runs at up to 58 km/h.", "Pont des Arts": "The Pont des Arts is 155 m long." })[subject] ??
    "There is no such entry.",
});

const researcher = new ToolCallingAgent({
  tools: [lookUp],
  model,
  name: "researcher",
  description: "Finds facts. Ask it for one fact at a time.",
  verbosityLevel: 0,
});
const manager = new CodeAgent({ tools: [], model, managedAgents: [researcher], verbosityLevel: 0 });

const run = manager.run("How many seconds would a leopard at full speed need to run across the Pont des Arts?");
console.log(await run);

const { usage } = await run.result();
console.log(`${usage.totalTokens} tokens, those of the whole team`);
