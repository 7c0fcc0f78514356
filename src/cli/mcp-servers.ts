/** The MCP servers of `--mcp`: started or called before the run, closed after it. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type MCPClient, mcp, parseMcpServer } from "../adapters/mcp.ts";
import type { McpHttpServer, McpOptions, McpStdioServer } from "../adapters/mcp.ts";
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
  const { env } = terminal.host;
  const options: McpOptions = { importModule: importHereOrThere, needsApproval: () => approve === "tools" };
  const filled = new Map<string, string>();
  const clients = servers.map((text) => mcp(readServer(text, mcpVariables, { env, filled }), options));
  const stopStatus = terminal.startStatus(() => `connecting to ${servers.join(", ")}`);
  try {
    const tools = (await Promise.all(clients.map((client) => client.getTools()))).flat();
    return { tools, [Symbol.asyncDispose]: () => closeAll(clients) };
  } catch (error) {
    await closeAll(clients);
    if (error instanceof Error) error.message = unfill(error.message, filled);
    throw error;
  } finally {
    stopStatus();
  }
}

async function closeAll(clients: readonly MCPClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}

type Environment = Readonly<Record<string, string | undefined>>;

const PLACE = /\$\{(\w+)\}/g;

interface Filling {
  env: Environment;
  /** What was filled in, by its place. */
  filled: Map<string, string>;
}

/**
 * `${NAME}` in a URL or a header stands for a variable, so that what is secret is neither in the list of processes nor in the
 * run. A command would show it in that list: it gets variables in its environment.
 */
function readServer(text: string, names: readonly string[], { env, filled }: Filling): McpStdioServer | McpHttpServer {
  const server = parseMcpServer(text);
  if ("command" in server) {
    const [place] = text.match(PLACE) ?? [];
    if (place !== undefined)
      throw new UsageError(`${place} is filled in for an MCP server's URL and headers, and not in a command`, {
        hint: `Pass the variable to the server: --mcp-env ${place.slice(2, -1)}`,
      });
    return { ...server, env: names.length === 0 ? undefined : valuesOf(names, (name) => variable(name, env)) };
  }
  const fill = (word: string): string =>
    word.replaceAll(PLACE, (place, name: string) => {
      filled.set(place, variable(name, env));
      return variable(name, env);
    });
  const { url, headers = {} } = server;
  return { url: fill(String(url)), headers: valuesOf(Object.keys(headers), (name) => fill(headers[name] ?? "")) };
}

/** A text with the places where the variables were filled in: an error tells the address, and what the server said of it. */
function unfill(text: string, filled: ReadonlyMap<string, string>): string {
  return [...filled].reduce(
    (rest, [place, value]) => (value === "" ? rest : rest.replaceAll(value, () => place)),
    text,
  );
}

function valuesOf(names: readonly string[], valueOf: (name: string) => string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}

function variable(name: string, env: Environment): string {
  const value = env[name];
  if (value === undefined) throw new UsageError(`an MCP server is to get ${name}, which the environment does not have`);
  return value;
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
