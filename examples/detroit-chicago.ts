// How far is it from Detroit to Chicago? An agent that calls tools, with a web search.
// OPENAI_API_KEY holds the key; OPENAI_BASE_URL names any other server that speaks OpenAI's protocol.
import { DuckDuckGoSearchTool, OpenAIServerModel, ToolCallingAgent } from "threadsnake";

const model = new OpenAIServerModel({ modelId: process.env["OPENAI_MODEL"] ?? "gpt-5-mini" });
const search = new DuckDuckGoSearchTool({ baseUrl: process.env["DUCKDUCKGO_URL"] }); // the real one, unless another is named
const agent = new ToolCallingAgent({ tools: [search], model, verbosityLevel: 0 });

console.log(await agent.run("How far is it from Detroit to Chicago?"));
