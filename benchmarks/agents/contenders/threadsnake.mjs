// By path: from a folder with a package.json of its own the package cannot be reached by its name.
import { LogLevel, OpenAIServerModel, ToolCallingAgent, tool } from "../../../dist/index.js";
import { memoryStore } from "../../../dist/run/index.js";

const addOne = tool({
  name: "add_one",
  description: "Adds one.",
  inputs: { n: { type: "integer", description: "A number" } },
  outputType: "integer",
  execute: ({ n }) => n + 1,
});

export function create(baseURL, steps) {
  const agent = new ToolCallingAgent({
    tools: [addOne],
    model: new OpenAIServerModel({ modelId: `steps-${steps}`, apiBase: baseURL, apiKey: "k" }),
    maxSteps: 100,
    verbosityLevel: LogLevel.OFF,
  });
  return {
    plain: async () => (await agent.run("go", { store: memoryStore() }).result()).output,
    async streamed() {
      const run = agent.run("go", { store: memoryStore() });
      for await (const _text of run.textStream);
      return (await run.result()).output;
    },
  };
}
