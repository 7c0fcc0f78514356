/** `threadsnake serve --mcp`: an agent and the Python sandbox for programs that speak MCP. */
import { serveMcp } from "../../adapters/mcp-server-node.ts";
import type { McpServerOptions } from "../../adapters/mcp-session.ts";
import type { AnyAgent } from "../../agents/multi-step-agent.ts";
import { VERSION } from "../../run/version.ts";
import { createAgent, createModel, readSettings } from "../agent-settings.ts";
import { configure } from "../configuration.ts";
import type { Configuration } from "../configuration.ts";
import { EXIT } from "../exit-codes.ts";
import { explainNoModel, findModel } from "../find-model.ts";
import type { Arguments } from "../options.ts";
import { openFolderForWriting } from "../run-folder.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export async function serve(given: Arguments, terminal: Terminal): Promise<number> {
  if (!given.has("mcp")) throw new UsageError("serve what?", { hint: "threadsnake serve --mcp" });
  const configuration = configure(given);
  const { args } = configuration;
  const only = args.choice("only", ["agent", "python"]);
  const agent = only === "python" ? undefined : await findAgent(configuration, terminal);
  if (agent === undefined && only === "agent") {
    explainNoModel(terminal);
    return EXIT.usage;
  }
  const isHttp = args.has("http");
  const port = args.number("port", { isWhole: true });
  if (port !== undefined && !isHttp) throw new UsageError("--port is for --http");
  const offered: McpServerOptions = {
    version: VERSION,
    ...(agent === undefined ? {} : { agents: [agent] }),
    ...(only === "agent" ? {} : { python: await sandboxes(args) }),
  };
  const { stdin: input, stdout: output } = terminal.host;
  const serving = await serveMcp(
    isHttp ? { ...offered, transport: "http", port } : { ...offered, transport: "stdio", input, output },
  );
  // Over the standard streams the standard output is the protocol's.
  const names = [...(agent === undefined ? [] : ["run_agent"]), ...(only === "agent" ? [] : ["run_python"])];
  terminal.problem(`serving ${names.join(" and ")}`);
  if (serving.url !== undefined) terminal.problem(`${serving.url}\nAuthorization: Bearer ${serving.token ?? ""}`);
  await serving.closed;
  return EXIT.ok;
}

async function findAgent({ args, model }: Configuration, terminal: Terminal): Promise<AnyAgent | undefined> {
  const found = await findModel(args, terminal.host.env, model);
  if (found === undefined) return undefined;
  const settings = readSettings(args, found);
  const { store } = openFolderForWriting(args, terminal, found.apiKey === undefined ? [] : [found.apiKey]);
  const maxSteps = args.number("max-steps", { isWhole: true });
  const parts = { settings, model: await createModel(settings, found.apiKey), store, terminal, maxSteps };
  return (await createAgent(parts)).agent;
}

async function sandboxes(args: Arguments): Promise<NonNullable<McpServerOptions["python"]>> {
  const { LocalPythonExecutor } = await import("../../executors/local.ts");
  const additionalAuthorizedImports = args.names("imports") ?? [];
  const timeoutSeconds = args.number("timeout");
  return () => new LocalPythonExecutor({ additionalAuthorizedImports, timeoutSeconds });
}
