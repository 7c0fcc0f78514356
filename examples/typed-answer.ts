// An answer of a known form: what does not fit is told to the model, and the run goes on until it does.
import { CodeAgent, LiteLLMModel } from "threadsnake";

const model = new LiteLLMModel({ modelId: process.env["THREADSNAKE_MODEL"] ?? "ollama_chat/llama3.2", numCtx: 8192 });
const agent = new CodeAgent({
  tools: [],
  model,
  verbosityLevel: 0,
  // Any Standard Schema (zod, valibot, arktype) does as well.
  outputSchema: {
    type: "object",
    properties: {
      total: { type: "number" },
      largest: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    },
    required: ["total", "largest"],
    additionalProperties: false,
  },
  finalAnswerChecks: [({ total }: { total: number }) => total > 0 || "the total must be above zero"],
});

const invoices = [
  { name: "paper", amount: 12.5 },
  { name: "ink", amount: 80 },
  { name: "stamps", amount: 7.5 },
];
const { total, largest } = await agent.run("Add these up, and say which is the largest.", {
  additionalArgs: { invoices },
});
console.log(`${total.toFixed(2)}, most of it for ${largest.name}`);
