/**
 * The protocol's other side: agents, tools and the Python sandbox as MCP tools. One `McpSession` is one client's
 * conversation, as messages in and messages out; `mcp-server-node.ts` carries them over stdio and HTTP.
 */
import type { PythonExecutor, ToolSpec } from "../executors/executor.ts";
import { Media } from "../executors/media.ts";
import { ThreadsnakeError } from "../errors.ts";
import { VERSION } from "../run/version.ts";
import { checkToolNames, tool } from "../tools/tool.ts";
import type { HumanQuestion, ToolCallContext, ToolProgress } from "../tools/tool.ts";
import { toBase64 } from "../executors/base64.ts";

/** What an agent must have to be served; every agent here has it. */
export interface ServedAgent {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  run(
    task: string,
    options: {
      signal: AbortSignal;
      additionalArgs?: Record<string, unknown>;
      onRequest: (request: ServedRequest) => unknown;
    },
  ): PromiseLike<unknown>;
}

/** What a run asks of a person. */
export interface ServedRequest {
  kind: string;
  name: string;
  args: unknown;
}

export interface McpServerOptions {
  /** Each is one tool, under its name (`run_agent` where it has none). */
  agents?: readonly ServedAgent[] | undefined;
  tools?: readonly ToolSpec[] | undefined;
  /** Makes the sandbox behind the tool `run_python`: one for each client, whose names persist. */
  python?: (() => PythonExecutor | Promise<PythonExecutor>) | undefined;
  name?: string | undefined;
  version?: string | undefined;
  /** Told to the client when it connects. */
  instructions?: string | undefined;
}

export type Send = (message: Record<string, unknown>) => void;

const VERSIONS: readonly string[] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

const CODES = { parse: -32700, request: -32600, method: -32601, params: -32602, internal: -32603 } as const;

type Id = string | number;

class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export class McpSession {
  readonly #options: McpServerOptions;
  readonly #tools: ReadonlyMap<string, ToolSpec>;
  readonly #running = new Map<Id, AbortController>();
  /** Questions to the client that it has not answered. */
  readonly #asked = new Map<string, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #nextQuestion = 1;
  #canElicit = false;
  #python: Promise<PythonExecutor> | undefined;

  constructor(options: McpServerOptions) {
    this.#options = options;
    const tools = [
      ...(options.agents ?? []).map(agentTool),
      ...(options.python === undefined ? [] : [this.#pythonTool()]),
      ...(options.tools ?? []),
    ];
    checkToolNames(tools);
    if (tools.length === 0)
      throw new ThreadsnakeError("There is nothing to serve", {
        code: "mcp-nothing-to-serve",
        hint: "Give agents, tools or python.",
      });
    this.#tools = new Map(tools.map((each) => [each.name, each]));
  }

  /** Takes one message of the client; what belongs to it (its answer, progress, questions) goes to `send`. Never rejects. */
  async handle(message: unknown, send: Send): Promise<void> {
    if (!isRecord(message) || message["jsonrpc"] !== "2.0")
      return send(failure(null, CODES.request, "This is not a JSON-RPC 2.0 message"));
    const { id, method } = message;
    if (typeof method !== "string") return this.#takeAnswer(message);
    if (id === undefined) return this.#takeNotification(method, message["params"]);
    if (typeof id !== "string" && typeof id !== "number")
      return send(failure(null, CODES.request, "The id of a request is a string or a number"));
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const result = await this.#answer(
        method,
        isRecord(message["params"]) ? message["params"] : {},
        controller.signal,
        send,
      );
      // A request that was cancelled gets no answer.
      if (!controller.signal.aborted) send({ jsonrpc: "2.0", id, result });
    } catch (error) {
      if (!controller.signal.aborted)
        send(
          failure(
            id,
            error instanceof RpcError ? error.code : CODES.internal,
            error instanceof Error ? error.message : String(error),
          ),
        );
    } finally {
      this.#running.delete(id);
    }
  }

  /** Ends what is running, and the sandbox. */
  async close(): Promise<void> {
    for (const controller of this.#running.values())
      controller.abort(new ThreadsnakeError("The client is gone", { code: "mcp-closed" }));
    for (const question of this.#asked.values())
      question.reject(new ThreadsnakeError("The client is gone", { code: "mcp-closed" }));
    const python = this.#python;
    this.#python = undefined;
    await (await python?.catch(() => undefined))?.close();
  }

  /** Ends one request, as when its connection broke. */
  cancel(id: unknown): void {
    if (typeof id === "string" || typeof id === "number")
      this.#running.get(id)?.abort(new ThreadsnakeError("The client cancelled the call", { code: "mcp-cancelled" }));
  }

  async #answer(method: string, params: Record<string, unknown>, signal: AbortSignal, send: Send): Promise<unknown> {
    switch (method) {
      case "initialize":
        return this.#initialize(params);
      case "ping":
        return {};
      case "tools/list":
        return { tools: [...this.#tools.values()].map(describeTool) };
      case "tools/call":
        return this.#callTool(params, signal, send);
      default:
        throw new RpcError(CODES.method, `There is no method ${method}`);
    }
  }

  #initialize(params: Record<string, unknown>): unknown {
    const { protocolVersion, capabilities } = params;
    this.#canElicit = isRecord(capabilities) && isRecord(capabilities["elicitation"]);
    return {
      protocolVersion:
        typeof protocolVersion === "string" && VERSIONS.includes(protocolVersion) ? protocolVersion : VERSIONS[0],
      capabilities: { tools: {} },
      serverInfo: { name: this.#options.name ?? "threadsnake", version: this.#options.version ?? VERSION },
      ...(this.#options.instructions === undefined ? {} : { instructions: this.#options.instructions }),
    };
  }

  async #callTool(params: Record<string, unknown>, signal: AbortSignal, send: Send): Promise<unknown> {
    const { name, arguments: args, _meta: meta } = params;
    const called = typeof name === "string" ? this.#tools.get(name) : undefined;
    if (called === undefined)
      throw new RpcError(
        CODES.params,
        `There is no tool ${JSON.stringify(name)}; there are ${[...this.#tools.keys()].join(", ")}`,
      );
    if (args !== undefined && !isRecord(args))
      throw new RpcError(CODES.params, "The arguments of a tool are an object");
    const token = isRecord(meta) ? meta["progressToken"] : undefined;
    const context: ToolCallContext = {
      signal,
      idempotencyKey: crypto.randomUUID(),
      ...(this.#canElicit ? { ask: (question: HumanQuestion) => this.#ask(question, signal, send) } : {}),
      ...(token === undefined ? {} : { onProgress: progressSender(token, send) }),
    };
    try {
      return toMcpResult(await called.call(args ?? {}, context), called.outputSchema !== undefined);
    } catch (error) {
      signal.throwIfAborted();
      return { content: [{ type: "text", text: errorText(error) }], isError: true };
    }
  }

  /** Undefined when the person declined or went away. */
  async #ask({ question, schema }: HumanQuestion, signal: AbortSignal, send: Send): Promise<unknown> {
    const isForm = schema?.["type"] === "object" && schema["properties"] !== undefined;
    const requestedSchema = isForm
      ? schema
      : {
          type: "object",
          properties: { answer: { type: "string", ...schema, title: "Answer" } },
          required: ["answer"],
        };
    const id = `threadsnake-${this.#nextQuestion++}`;
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
    send({ jsonrpc: "2.0", id, method: "elicitation/create", params: { message: question, requestedSchema } });
    try {
      const result = await answered;
      if (!isRecord(result) || result["action"] !== "accept") return undefined;
      const content = isRecord(result["content"]) ? result["content"] : {};
      return isForm ? content : content["answer"];
    } finally {
      this.#asked.delete(id);
    }
  }

  #takeAnswer(message: Record<string, unknown>): void {
    const question = this.#asked.get(String(message["id"]));
    if (isRecord(message["error"]))
      question?.reject(
        new ThreadsnakeError(`The client could not ask: ${String(message["error"]["message"])}`, {
          code: "mcp-elicitation",
        }),
      );
    else question?.resolve(message["result"]);
  }

  #takeNotification(method: string, params: unknown): void {
    if (method === "notifications/cancelled" && isRecord(params)) this.cancel(params["requestId"]);
  }

  #pythonTool(): ToolSpec {
    return tool({
      name: "run_python",
      description:
        "Runs Python in a sandbox without network and files, and returns what was printed and the value of the last line. Names persist from one call to the next.",
      inputs: { code: { type: "string", description: "The Python code to run" } },
      outputType: "string",
      execute: async ({ code }, { signal }) => {
        this.#python ??= Promise.resolve(this.#options.python?.() as PythonExecutor | Promise<PythonExecutor>);
        const { logs, repr, output } = await (await this.#python).run(code, { signal });
        return [logs.trimEnd(), output === undefined ? "" : repr].filter((part) => part !== "").join("\n");
      },
    });
  }
}

function agentTool(agent: ServedAgent): ToolSpec {
  return tool({
    name: agent.name ?? "run_agent",
    description:
      agent.description ?? "Gives a task to an agent that works on it in several steps, and returns its answer.",
    inputs: {
      task: { type: "string", description: "What to do, with everything that the agent needs to know" },
      additional_args: { type: "object", description: "Data for the task, by name", nullable: true },
    },
    execute: async ({ task, additional_args: additionalArgs }, context) => {
      const run = agent.run(task, {
        signal: context.signal,
        ...(additionalArgs === undefined || additionalArgs === null ? {} : { additionalArgs }),
        onRequest: (request) => answerRequest(request, context),
      });
      if (context.onProgress !== undefined && Symbol.asyncIterator in run)
        void reportSteps(run as PromiseLike<unknown> & AsyncIterable<unknown>, context.onProgress);
      return run;
    },
  });
}

/** Whoever called the agent is asked in its place. Undefined where nobody can be: the run waits, or ends as its owner decided. */
async function answerRequest(request: ServedRequest, { ask }: ToolCallContext): Promise<unknown> {
  if (ask === undefined)
    return request.kind === "question" ? undefined : { approved: false, reason: "there is nobody to ask" };
  if (request.kind === "question") return ask({ question: request.name });
  const question = `The agent wants to call ${request.name} with ${JSON.stringify(request.args)}. Is that all right?`;
  const answer = await ask({
    question,
    schema: { type: "object", properties: { approved: { type: "boolean", title: "Approve" } }, required: ["approved"] },
  });
  return { approved: isRecord(answer) && answer["approved"] === true };
}

async function reportSteps(run: AsyncIterable<unknown>, onProgress: (progress: ToolProgress) => void): Promise<void> {
  try {
    for await (const event of run) {
      if (isRecord(event) && event["type"] === "step-start" && typeof event["step"] === "number")
        onProgress({ progress: event["step"], message: `Step ${event["step"]}` });
    }
  } catch {
    // Whoever waits for the run's answer hears of it.
  }
}

/** Progress must grow, also where a tool does not count. */
function progressSender(token: unknown, send: Send): (progress: ToolProgress) => void {
  let last = 0;
  return ({ progress, total, message }) => {
    last = Math.max(progress ?? last + 1, last + 1e-6);
    send({
      jsonrpc: "2.0",
      method: "notifications/progress",
      params: {
        progressToken: token,
        progress: last,
        ...(total === undefined ? {} : { total }),
        ...(message === undefined ? {} : { message }),
      },
    });
  };
}

function describeTool(described: ToolSpec): Record<string, unknown> {
  const isReadOnly = described.effects === "idempotent";
  return {
    name: described.name,
    description: described.description,
    inputSchema: described.inputs,
    // The protocol wants an object there.
    ...(described.outputSchema?.["type"] === "object" ? { outputSchema: described.outputSchema } : {}),
    ...(isReadOnly ? { annotations: { idempotentHint: true } } : {}),
  };
}

function toMcpResult(value: unknown, isStructured: boolean): Record<string, unknown> {
  const content = (Array.isArray(value) && value.some((item) => item instanceof Media) ? value : [value]).map(
    toMcpContent,
  );
  return { content, ...(isStructured && isRecord(value) ? { structuredContent: toJson(value) } : {}) };
}

function toMcpContent(value: unknown): Record<string, unknown> {
  if (value instanceof Media && value.data.length > 0)
    return { type: value.kind, data: toBase64(value.data), mimeType: value.mediaType };
  if (typeof value === "string") return { type: "text", text: value };
  return { type: "text", text: JSON.stringify(toJson(value)) ?? "null" };
}

/** What JSON has no word for, as a reader would write it. */
function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value) || value instanceof Set) return [...value].map(toJson);
  if (value instanceof Map)
    return Object.fromEntries(
      [...value].map(([key, item]) => [typeof key === "string" ? key : JSON.stringify(toJson(key)), toJson(item)]),
    );
  if (value instanceof Uint8Array) return toBase64(value);
  if (typeof value === "function") return undefined;
  if (!isRecord(value) || "toJSON" in value || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

/** A Python exception is told by its traceback, everything else by its message and what to do. */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { traceback, hint, logs } = error as { traceback?: unknown; hint?: unknown; logs?: unknown };
  const parts = [logs, typeof traceback === "string" && traceback !== "" ? traceback : error.message, hint];
  return parts.filter((part): part is string => typeof part === "string" && part !== "").join("\n");
}

function failure(id: Id | null, code: number, message: string): Record<string, unknown> {
  return { jsonrpc: "2.0", id, error: { code, message } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
