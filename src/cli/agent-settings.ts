/** An agent as the options describe it. The settings are kept with the run, so that it can be gone on with. */
import type { AgentOptions, AnyAgent } from "../agents/multi-step-agent.ts";
import type { ToolSpec } from "../executors/executor.ts";
import type { Model } from "../models/model.ts";
import type { LogEvent } from "../run/events.ts";
import { fromRecord } from "../run/record-value.ts";
import type { RunStore } from "../run/store.ts";
import { createRequestHandler } from "./ask-person.ts";
import type { FoundModel } from "./find-model.ts";
import type { Arguments } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface AgentSettings {
  modelId: string;
  apiBase?: string | undefined;
  /** What goes to the provider as it is. */
  options?: Record<string, unknown> | undefined;
  agent: "code" | "tools";
  tools: string[];
  imports: string[];
  timeoutSeconds?: number | undefined;
  /** What a person must agree to. */
  approve?: "code" | "tools" | undefined;
  /** Commands and addresses of MCP servers, and the variables that the commands get. */
  mcp?: string[] | undefined;
  mcpVariables?: string[] | undefined;
}

const TOOLS = ["web_search", "visit_webpage", "wikipedia_search", "user_input", "python_interpreter"] as const;
const DEFAULT_TOOLS = ["web_search", "visit_webpage", "wikipedia_search"];
/** Ollama's own default cuts the system prompt off without a word. */
const OLLAMA_CONTEXT = 8192;

export function readSettings(args: Arguments, model: FoundModel): AgentSettings {
  const agent = args.choice("agent", ["code", "tools"]) ?? "code";
  // An agent that writes no code computes with a tool.
  const names = args.names("tools") ?? [...DEFAULT_TOOLS, ...(agent === "tools" ? ["python_interpreter"] : [])];
  const tools = names.length === 1 && names[0] === "none" ? [] : names;
  for (const name of tools) {
    if (!TOOLS.some((known) => known === name))
      throw new UsageError(`there is no tool ${name}`, { hint: `There are ${TOOLS.join(", ")}; none for none.` });
  }
  const approve = args.choice("approve", ["code", "tools", "none"]);
  const servers = args.list("mcp");
  return {
    modelId: model.modelId,
    apiBase: model.apiBase,
    options: readProviderOptions(args),
    agent,
    tools,
    imports: args.names("imports") ?? [],
    timeoutSeconds: args.number("timeout"),
    approve: approve === "none" ? undefined : approve,
    ...(servers.length === 0 ? {} : { mcp: servers, mcpVariables: args.names("mcp-env") }),
  };
}

/** What a run was started with; undefined for one that another program started. */
export function settingsOf(events: readonly LogEvent[]): AgentSettings | undefined {
  const start = events[0];
  if (start?.type !== "run-start" || start.metadata === undefined) return undefined;
  const metadata = fromRecord(start.metadata) as { cli?: AgentSettings }; // ours, when it has the field
  return metadata.cli;
}

/** `-o temperature=0.2`: JSON where it is, text where it is not. */
export function readProviderOptions(args: Arguments): Record<string, unknown> | undefined {
  const pairs = args.list("option").map((text): [string, unknown] => {
    const split = text.indexOf("=");
    if (split < 1) throw new UsageError(`-o takes NAME=VALUE, not ${JSON.stringify(text)}`);
    const value = text.slice(split + 1);
    try {
      return [text.slice(0, split), JSON.parse(value)];
    } catch {
      return [text.slice(0, split), value];
    }
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

export async function createModel(settings: AgentSettings, apiKey: string | undefined): Promise<Model> {
  const { LiteLLMModel } = await import("../models/litellm-model.ts");
  const { modelId, apiBase, options } = settings;
  const isOllama = /^ollama(?:_chat)?\//.test(modelId);
  const { transportFor } = await import("./api-base.ts");
  return new LiteLLMModel({
    modelId,
    ...(apiBase === undefined ? {} : { apiBase, transport: transportFor(apiBase) }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(isOllama && options?.["num_ctx"] === undefined ? { numCtx: OLLAMA_CONTEXT } : {}),
    ...options,
  });
}

export interface AgentParts {
  settings: AgentSettings;
  model: Model;
  store: RunStore;
  terminal: Terminal;
  maxSteps?: number | undefined;
}

/** An agent, and what ends with it. */
export interface AgentHandle extends AsyncDisposable {
  agent: AnyAgent;
}

export async function createAgent(parts: AgentParts): Promise<AgentHandle> {
  const { settings, terminal } = parts;
  const own = await createTools(settings);
  if (settings.mcp === undefined) return { agent: await agentWith(own, parts), [Symbol.asyncDispose]: async () => {} };
  const { connectMcpServers } = await import("./mcp-servers.ts");
  const servers = await connectMcpServers(settings, terminal);
  try {
    const agent = await agentWith(withDistinctNames([...own, ...servers.tools]), parts);
    return { agent, [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose]() };
  } catch (error) {
    await servers[Symbol.asyncDispose]();
    throw error;
  }
}

/** The first keeps its name. */
function withDistinctNames(tools: readonly ToolSpec[]): ToolSpec[] {
  const taken = new Set(["final_answer"]);
  return tools.map((tool) => {
    let { name } = tool;
    for (let count = 2; taken.has(name); count++) name = `${tool.name}_${count}`;
    taken.add(name);
    return name === tool.name ? tool : { ...tool, name };
  });
}

async function agentWith(
  tools: ToolSpec[],
  { settings, model, store, terminal, maxSteps }: AgentParts,
): Promise<AnyAgent> {
  const { LogLevel } = await import("../agents/monitoring.ts");
  const common: AgentOptions = {
    tools,
    model,
    store,
    // What is shown is made from the events.
    verbosityLevel: LogLevel.OFF,
    streamOutputs: model.generateStream !== undefined,
    onRequest: createRequestHandler(terminal),
    ...(maxSteps === undefined ? {} : { maxSteps }),
  };
  if (settings.agent === "tools") {
    const { ToolCallingAgent } = await import("../agents/tool-calling-agent.ts");
    return new ToolCallingAgent(common);
  }
  const { CodeAgent } = await import("../agents/code-agent.ts");
  return new CodeAgent({
    ...common,
    additionalAuthorizedImports: settings.imports,
    needsApproval: settings.approve === "code",
    ...(settings.timeoutSeconds === undefined ? {} : { executorKwargs: { timeoutSeconds: settings.timeoutSeconds } }),
  });
}

async function createTools(settings: AgentSettings): Promise<ToolSpec[]> {
  const names = settings.tools;
  if (names.length === 0) return [];
  const { baseTools } = await import("../tools/base-tools.ts");
  const tools = [...baseTools()];
  if (names.includes("user_input")) tools.push(new (await import("../tools/user-input.ts")).UserInputTool());
  if (names.includes("python_interpreter")) tools.push(await createPythonTool(settings));
  return tools
    .filter((tool) => names.includes(tool.name))
    .map((tool) => (mustAgree(tool.name, settings) ? withApproval(tool) : tool));
}

/** Asking to ask would be one question too many. */
function mustAgree(name: string, { approve }: AgentSettings): boolean {
  return name === "python_interpreter" ? approve !== undefined : approve === "tools" && name !== "user_input";
}

function withApproval(tool: ToolSpec): ToolSpec {
  const { name, description, inputs, outputType, outputSchema, effects } = tool;
  const call: ToolSpec["call"] = (args, context) => tool.call(args, context);
  return { name, description, inputs, outputType, outputSchema, effects, needsApproval: true, call };
}

async function createPythonTool({ imports, timeoutSeconds }: AgentSettings): Promise<ToolSpec> {
  const { PythonInterpreterTool } = await import("../tools/python-interpreter.ts");
  return new PythonInterpreterTool({
    authorizedImports: imports,
    createExecutor: async () => {
      const { LocalPythonExecutor } = await import("../executors/local.ts");
      return new LocalPythonExecutor({ additionalAuthorizedImports: imports, timeoutSeconds });
    },
  });
}
