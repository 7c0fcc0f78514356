/** The MCP servers of `--mcp`: started or called before the run, closed after it. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type MCPClient, mcp, parseMcpServer } from "../adapters/mcp.ts";
import type { ToolSpec } from "../executors/executor.ts";
import type { AgentSettings } from "./agent-settings.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface McpTools extends AsyncDisposable {
  tools: ToolSpec[];
}

/** All servers at once; where one cannot be had, the others are closed again. */
export async function connectMcpServers(
  { mcp: servers = [], mcpVariables = [], approve }: AgentSettings,
  terminal: Terminal,
): Promise<McpTools> {
  const env = readVariables(mcpVariables, terminal.host.env);
  const clients = servers.map((text) => {
    const server = parseMcpServer(text);
    return mcp("url" in server ? server : { ...server, env }, {
      importModule: importHereOrThere,
      needsApproval: () => approve === "tools",
    });
  });
  const stopStatus = terminal.startStatus(() => `connecting to ${servers.join(", ")}`);
  try {
    const tools = (await Promise.all(clients.map((client) => client.getTools()))).flat();
    return { tools, [Symbol.asyncDispose]: () => closeAll(clients) };
  } catch (error) {
    await closeAll(clients);
    throw error;
  } finally {
    stopStatus();
  }
}

async function closeAll(clients: readonly MCPClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}

function readVariables(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> | undefined {
  const entries = names.map((name) => {
    const value = environment[name];
    if (value === undefined)
      throw new UsageError(`the environment has no ${name}`, {
        hint: "--mcp-env takes names of variables, by commas.",
      });
    return [name, value] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A package beside this one, else beside the person: `npx threadsnake` has none of its own. */
async function importHereOrThere(name: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ name);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return await import(pathToFileURL(createRequire(join(process.cwd(), "package.json")).resolve(name)).href);
  }
}
