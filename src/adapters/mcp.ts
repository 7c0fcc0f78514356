/**
 * Tools of MCP servers, over stdio and streamable HTTP.
 *
 * ```ts
 * await using files = mcp("npx -y @modelcontextprotocol/server-filesystem .");
 * const agent = new CodeAgent({ tools: await files.getTools(), model });
 * ```
 */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { isThreadsnakeError, ThreadsnakeError } from "../errors.ts";
import type { Model } from "../models/model.ts";
import { ToolFailedError } from "../tools/errors.ts";
import { toPythonArguments, toPythonName, withOriginalNames } from "../tools/inputs.ts";
import { checkValue } from "../tools/schema.ts";
import { tool } from "../tools/tool.ts";
import type { HumanQuestion, ToolCallContext } from "../tools/tool.ts";
import { adoptClient, connectServer, describeError } from "./mcp-connection.ts";
import type {
  ElicitationRequest,
  McpCallOptions,
  McpClientLike,
  McpConnection,
  McpHttpServer,
  McpPromptDescription,
  McpPromptMessage,
  McpResourceDescription,
  McpRoot,
  McpStdioServer,
  McpToolDescription,
} from "./mcp-connection.ts";
import { sampleModel } from "./mcp-sampling.ts";
import { fromMcpContent, fromMcpResource, fromMcpResult } from "./mcp-content.ts";
import type { McpToolResult } from "./mcp-content.ts";

export type {
  McpClientLike,
  McpHttpServer,
  McpPromptDescription,
  McpResourceDescription,
  McpRoot,
  McpStdioServer,
  McpToolDescription,
} from "./mcp-connection.ts";

/** A command line, a URL, the parameters of either, or a client that is connected already. */
export type McpServer = string | URL | McpStdioServer | McpHttpServer | McpClientLike;

export interface McpOptions {
  /** Put before the names of the tools, with an underscore. */
  prefix?: string | undefined;
  /** Which of the server's tools are wanted, by the server's names. */
  include?: ((tool: McpToolDescription) => boolean) | undefined;
  /** Which calls a person must agree to. A server's own hints are not proof of anything. */
  needsApproval?: ((tool: McpToolDescription) => boolean) | undefined;
  /** For one call, counted anew with each sign of progress. 60 by default. */
  timeoutSeconds?: number | undefined;
  /** Answers what the server asks of a person, where no run does. */
  ask?: ((question: HumanQuestion) => Promise<unknown>) | undefined;
  /** Folders that the server may regard as given, by `file://` addresses. */
  roots?: ReadonlyArray<string | McpRoot> | undefined;
  /** Answers what the server asks of a model; without one it cannot ask. */
  model?: Model | undefined;
  /** Loads the official client, for those who have it elsewhere. */
  importModule?: ((name: string) => Promise<unknown>) | undefined;
}

/** One server. Connected on first use, and again when the connection was lost. */
export function mcp(server: McpServer, options: McpOptions = {}): MCPClient {
  return new MCPClient(server, options);
}

export class MCPClient implements AsyncDisposable {
  readonly #server: McpStdioServer | McpHttpServer | McpClientLike;
  readonly #options: McpOptions;
  #connection: Promise<McpConnection> | undefined;
  #isClosed = false;
  /** Calls that are under way: what the server asks meanwhile is asked of the run behind the newest. */
  readonly #calls = new Set<ToolCallContext>();

  constructor(server: McpServer, options: McpOptions = {}) {
    this.#server = toServer(server);
    this.#options = options;
  }

  /** The server's tools as they are now. */
  async getTools(): Promise<ToolSpec[]> {
    const described = await this.#all("tools", async (client, page) => {
      const { tools, nextCursor } = await client.listTools(page);
      return { items: tools, nextCursor };
    });
    const wanted = described.filter((each) => this.#options.include?.(each) ?? true);
    const names = uniqueNames(wanted, this.#options.prefix);
    return wanted.map((each, index) => this.#toTool(each, names[index] ?? each.name));
  }

  /** Calls a tool by the server's own name. */
  async callTool(
    name: string,
    args: Record<string, unknown> = {},
    context: Partial<ToolCallContext> = {},
  ): Promise<unknown> {
    return fromMcpResult(name, await this.#call(name, args, { mayRepeat: false }, context), false);
  }

  async listResources(): Promise<McpResourceDescription[]> {
    return this.#all("resources", async (client, page) => {
      const { resources, nextCursor } = await required(client.listResources, "resources").call(client, page);
      return { items: resources, nextCursor };
    });
  }

  /** Text, bytes, AgentImage or AgentAudio; a list when the resource has several parts. */
  async readResource(uri: string): Promise<unknown> {
    const { contents } = await this.#read(uri, (client) =>
      required(client.readResource, "resources").call(client, { uri }),
    );
    const values = contents.map(fromMcpResource);
    return values.length === 1 ? values[0] : values;
  }

  async listPrompts(): Promise<McpPromptDescription[]> {
    return this.#all("prompts", async (client, page) => {
      const { prompts, nextCursor } = await required(client.listPrompts, "prompts").call(client, page);
      return { items: prompts, nextCursor };
    });
  }

  /** A prompt of the server, its arguments filled in: messages whose content is text, an image or another value. */
  async getPrompt(
    name: string,
    args: Record<string, string> = {},
  ): Promise<Array<{ role: McpPromptMessage["role"]; content: unknown }>> {
    const { messages } = await this.#read(name, (client) =>
      required(client.getPrompt, "prompts").call(client, { name, arguments: args }),
    );
    return messages.map(({ role, content }) => ({ role, content: fromMcpContent(content) }));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const connection = this.#connection;
    this.#connection = undefined;
    await (await connection?.catch(() => undefined))?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #connect(): Promise<McpConnection> {
    if (this.#isClosed)
      return Promise.reject(new ThreadsnakeError("This MCP client has been closed", { code: "mcp-closed" }));
    if (this.#connection !== undefined) return this.#connection;
    const server = this.#server;
    const { model } = this.#options;
    const opened =
      "callTool" in server
        ? Promise.resolve(adoptClient(server))
        : connectServer(server, {
            elicit: (request) => this.#elicit(request),
            onClose: () => this.#forget(opened),
            importModule: this.#options.importModule,
            roots: this.#options.roots?.map((root) => (typeof root === "string" ? { uri: root } : root)),
            sample: model === undefined ? undefined : (request) => sampleModel(model, request),
          });
    this.#connection = opened;
    // What failed or was lost is not kept: the next call connects anew.
    opened.catch(() => this.#forget(opened));
    return opened;
  }

  #forget(connection: Promise<McpConnection>): void {
    if (this.#connection === connection) this.#connection = undefined;
  }

  async #all<Item>(
    what: string,
    list: (
      client: McpClientLike,
      page?: { cursor: string },
    ) => Promise<{ items: readonly Item[]; nextCursor?: string | undefined }>,
  ): Promise<Item[]> {
    const all: Item[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 1000; page++) {
      const at = cursor === undefined ? undefined : { cursor };
      const { items, nextCursor } = await this.#read(`the list of ${what}`, (client) => list(client, at));
      all.push(...items);
      if (nextCursor === undefined || nextCursor === "") return all;
      cursor = nextCursor;
    }
    throw new ThreadsnakeError(`The MCP server's list of ${what} does not end`, { code: "mcp-list-endless" });
  }

  /** What changes nothing at the server is asked again where the connection was lost. */
  async #read<T>(what: string, ask: (client: McpClientLike) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const opening = this.#connect();
      const { client, complaints } = await opening;
      try {
        return await ask(client);
      } catch (error) {
        const isLost = isConnectionLost(error);
        if (isLost) this.#forget(opening);
        if (isLost && attempt === 0) continue;
        if (isThreadsnakeError(error)) throw error;
        throw new ThreadsnakeError(`The MCP server did not give ${what}: ${describeError(error, complaints())}`, {
          code: isLost ? "mcp-connection" : "mcp-call",
          hint: isLost
            ? "Check that the server still runs."
            : "The connection holds: these words, or the server's own log, say why.",
          cause: error,
        });
      }
    }
  }

  #toTool(description: McpToolDescription, name: string): ToolSpec {
    const { schema, original } = toPythonArguments(description.inputSchema);
    const { readOnlyHint, idempotentHint } = description.annotations ?? {};
    const mayRepeat = readOnlyHint === true || idempotentHint === true;
    const isWrapped = description.outputSchema?.["x-fastmcp-wrap-result"] === true;
    const spec = tool({
      name,
      description:
        description.description?.trim() ||
        description.title?.trim() ||
        `The tool ${description.name} of an MCP server.`,
      inputSchema: schema,
      outputType: description.outputSchema === undefined || isWrapped ? "any" : "object",
      effects: mayRepeat ? "idempotent" : "once",
      needsApproval: this.#options.needsApproval?.(description),
      execute: async (args: Record<string, unknown>, context) => {
        return fromMcpResult(
          name,
          await this.#call(description.name, withOriginalNames(args, original), { mayRepeat }, context),
          isWrapped,
        );
      },
    });
    // For the prompt only: whether its results fit its own schema is the server's business.
    return isWrapped || description.outputSchema === undefined
      ? spec
      : { ...spec, outputSchema: description.outputSchema };
  }

  async #call(
    name: string,
    args: Record<string, unknown>,
    { mayRepeat }: { mayRepeat: boolean },
    context: Partial<ToolCallContext>,
  ): Promise<McpToolResult> {
    const call: ToolCallContext = {
      ...context,
      signal: context.signal ?? new AbortController().signal,
      idempotencyKey: context.idempotencyKey ?? "",
    };
    const options: McpCallOptions = {
      signal: call.signal,
      timeout: (this.#options.timeoutSeconds ?? 60) * 1000,
      resetTimeoutOnProgress: true,
      ...(call.onProgress === undefined ? {} : { onprogress: (progress) => call.onProgress?.(progress) }),
    };
    this.#calls.add(call);
    try {
      for (let attempt = 0; ; attempt++) {
        const opening = this.#connect();
        const connection = await opening;
        try {
          return await connection.callTool({ name, arguments: args }, options);
        } catch (error) {
          call.signal.throwIfAborted();
          const isLost = isConnectionLost(error);
          if (isLost) this.#forget(opening);
          // A call that may have been served is made again only when that does no harm.
          if (!isLost || attempt > 0 || !(mayRepeat || wasNeverServed(error))) throw callError(name, error, connection);
        }
      }
    } finally {
      this.#calls.delete(call);
    }
  }

  /** A question of the server to a person: an effect of the run whose call is under way. */
  async #elicit({
    message,
    requestedSchema,
  }: ElicitationRequest): ReturnType<Parameters<typeof connectServer>[1]["elicit"]> {
    const ask = [...this.#calls].findLast((call) => call.ask !== undefined)?.ask ?? this.#options.ask;
    if (ask === undefined) return { action: "cancel" };
    const answer = await ask({ question: message, schema: requestedSchema });
    if (answer === undefined || answer === null || answer === false) return { action: "decline" };
    const content = toContent(answer, requestedSchema ?? {});
    return content === undefined ? { action: "cancel" } : { action: "accept", content };
  }
}

function toServer(server: McpServer): McpStdioServer | McpHttpServer | McpClientLike {
  if (server instanceof URL) return { url: server };
  return typeof server === "string" ? parseMcpServer(server) : server;
}

/** A command line, or a URL with headers as curl takes them: `https://host/mcp -H "Authorization: Bearer ..."`. */
export function parseMcpServer(line: string): McpStdioServer | McpHttpServer {
  const [first, ...rest] = splitCommand(line);
  if (first === undefined)
    throw new ThreadsnakeError("An MCP server is a command or a URL, not an empty text", {
      code: "mcp-server-invalid",
    });
  if (!/^https?:\/\//i.test(first)) return { command: first, args: rest };
  const headers: Record<string, string> = {};
  for (let index = 0; index < rest.length; index++) {
    const [, glued] = /^-H(.*)$/.exec(rest[index] ?? "") ?? [];
    const header = glued === "" ? rest[++index] : glued;
    const [, name, value] = /^([\w-]+):\s*(.+)$/.exec(header ?? "") ?? [];
    // The word may be a key: it is not told.
    if (name === undefined || value === undefined)
      throw new ThreadsnakeError(`There is no header at word ${index + 2} of the MCP server's line`, {
        code: "mcp-server-invalid",
        hint: 'After the URL come headers: -H "Name: value".',
      });
    headers[name] = value;
  }
  return { url: first, headers };
}

/** Words of a command line; quotes hold words together. No shell is asked. */
function splitCommand(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}

function uniqueNames(tools: readonly McpToolDescription[], prefix: string | undefined): string[] {
  const taken = new Set<string>();
  return tools.map((each) => {
    const wanted = toPythonName(prefix === undefined ? each.name : `${prefix}_${each.name}`);
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  });
}

/** A person's answer as the form that the server wants; a bare value fills the only field, or the first. */
function toContent(answer: unknown, schema: JsonSchema): Record<string, unknown> | undefined {
  const fields = Object.keys((schema["properties"] ?? {}) as object);
  const isForm = typeof answer === "object" && answer !== null && !Array.isArray(answer);
  const form = isForm ? answer : fields[0] === undefined || answer === true ? {} : { [fields[0]]: answer };
  const { value, issues } = checkValue(schema, form, { name: "answer" });
  return issues.length === 0 ? (value as Record<string, unknown>) : undefined;
}

function required<Method>(method: Method | undefined, what: string): Method {
  if (method !== undefined) return method;
  throw new ThreadsnakeError(`This MCP client does not reach ${what}`, { code: "mcp-unsupported" });
}

/** Version 1 numbers its errors, version 2 names them. */
function isConnectionLost(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return (
    wasNeverServed(error) ||
    code === -32000 ||
    code === "CONNECTION_CLOSED" ||
    /connection closed|fetch failed|ECONNRESET/i.test(messageOf(error))
  );
}

/** Nothing was sent, or the server did not know the session (404 by the protocol, 400 by some). */
function wasNeverServed(error: unknown): boolean {
  const { code, status = code } = (error ?? {}) as { code?: unknown; status?: unknown };
  const message = messageOf(error);
  return (
    code === "NOT_CONNECTED" ||
    status === 404 ||
    (status === 400 && /session/i.test(message)) ||
    /not connected|ECONNREFUSED/i.test(message)
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function callError(name: string, error: unknown, connection: McpConnection): ToolFailedError {
  const complaints = isConnectionLost(error) ? connection.complaints() : "";
  return new ToolFailedError(`The MCP tool ${name} failed: ${describeError(error, complaints)}`, {
    code: "mcp-call",
    cause: error,
  });
}
