// The 118th Fibonacci number, by a small model on this machine. Ollama must run, with the model: ollama pull llama3.2
import { CodeAgent, LiteLLMModel } from "threadsnake";

const model = new LiteLLMModel({
  modelId: "ollama_chat/llama3.2",
  apiBase: process.env["OLLAMA_API_BASE"] ?? "http://localhost:11434",
  apiKey: process.env["OLLAMA_API_KEY"] ?? "not needed for a local server",
  numCtx: 8192, // Ollama's default cuts off what an agent has to read
});
const agent = new CodeAgent({ tools: [], model, addBaseTools: true, verbosityLevel: 0 });

console.log(String(await agent.run("Could you give me the 118th number in the Fibonacci sequence?")));
