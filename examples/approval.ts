// A tool that asks a person first. The code of the agent waits at the call, and goes on with the answer.
import { CodeAgent, LiteLLMModel, fileStore, tool } from "threadsnake";

const pay = tool({
  name: "pay",
  description: "Pays an amount in euros to somebody.",
  inputs: {
    to: { type: "string", description: "Who gets it" },
    amount: { type: "number", description: "How much" },
  },
  outputType: "string",
  effects: "keyed", // the service takes an idempotency key, so a run that is resumed pays nothing twice
  needsApproval: ({ amount }) => amount > 100,
  execute: async ({ to, amount }) => `paid ${amount} EUR to ${to}`,
});

const model = new LiteLLMModel({ modelId: process.env["THREADSNAKE_MODEL"] ?? "ollama_chat/llama3.2", numCtx: 8192 });
const agent = new CodeAgent({
  tools: [pay],
  model,
  verbosityLevel: 0,
  store: fileStore(process.env["RUNS"] ?? ".threadsnake/runs"),
  onRequest: ({ name, args }) => {
    console.log(`asked: ${name} ${JSON.stringify(args)}`);
    return { approved: false, reason: "only after the delivery" }; // a real program would ask somebody
  },
});

console.log(await agent.run("Pay 20 EUR to the baker and 900 EUR to the carpenter."));
