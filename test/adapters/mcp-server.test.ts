import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { serveMcp } from "../../src/adapters/mcp-server-node.ts";
import { McpSession } from "../../src/adapters/mcp-session.ts";
import type { McpServerOptions } from "../../src/adapters/mcp-session.ts";
import { AgentImage } from "../../src/tools/agent-types.ts";
import { tool } from "../../src/tools/tool.ts";

const add = tool({
  name: "add",
  description: "Adds.",
  inputs: { a: { type: "integer", description: "a" }, b: { type: "integer", description: "b" } },
  outputType: "integer",
  execute: ({ a, b }) => a + b,
});

/** A client that sends and keeps what comes back. */
function talk(options: McpServerOptions) {
  const session = new McpSession(options);
  const sent: Array<Record<string, unknown>> = [];
  let id = 0;
  const request = async (method: string, params?: object) => {
    const message = { jsonrpc: "2.0", id: ++id, method, params };
    await session.handle(message, (reply) => sent.push(reply));
    return sent.find((reply) => reply["id"] === message.id && reply["method"] === undefined) as
      | { result?: Record<string, unknown>; error?: { code: number; message: string } }
      | undefined;
  };
  const call = async (name: string, args: object, extra: object = {}) =>
    (await request("tools/call", { name, arguments: args, ...extra }))?.result;
  return { session, sent, request, call };
}

describe("the protocol", () => {
  test("versions are agreed on, the newest otherwise", async () => {
    const { request } = talk({ tools: [add], name: "mine", instructions: "Be kind." });
    expect((await request("initialize", { protocolVersion: "2025-03-26", capabilities: {} }))?.result).toEqual({
      protocolVersion: "2025-03-26",
      capabilities: { tools: {} },
      serverInfo: { name: "mine", version: "0.1.0" },
      instructions: "Be kind.",
    });
    expect((await request("initialize", { protocolVersion: "1999-01-01" }))?.result).toMatchObject({
      protocolVersion: "2025-11-25",
    });
    expect((await request("ping"))?.result).toEqual({});
  });

  test("tools are listed with their schemas", async () => {
    const { request } = talk({ tools: [add] });
    expect((await request("tools/list"))?.result).toEqual({
      tools: [{ name: "add", description: "Adds.", inputSchema: add.inputs }],
    });
  });

  test.each([
    ["an unknown method", "server/discover", {}, -32601],
    ["an unknown tool", "tools/call", { name: "sub" }, -32602],
    ["arguments that are no object", "tools/call", { name: "add", arguments: [1, 2] }, -32602],
  ])("%s is an error of the protocol", async (_, method, params, code) => {
    expect((await talk({ tools: [add] }).request(method, params))?.error?.code).toBe(code);
  });

  test.each([[null], [[]], ["text"], [{ id: 1, method: "ping" }], [{ jsonrpc: "2.0", id: {}, method: "ping" }]])(
    "%j is no message",
    async (message) => {
      const sent: unknown[] = [];
      await new McpSession({ tools: [add] }).handle(message, (reply) => sent.push(reply));
      expect(sent).toMatchObject([{ id: null, error: { code: -32600 } }]);
    },
  );

  test("nothing to serve is refused", () => {
    expect(() => new McpSession({})).toThrow("There is nothing to serve");
  });
});

describe("tools", () => {
  test("results in all their kinds", async () => {
    const gif = new AgentImage("R0lGODlhBwAFAAAAAA==");
    const values: Record<string, unknown> = {
      text: "a",
      number: 2,
      list: [1, new Set(["x"]), 10n ** 30n, Number.NaN],
      map: new Map([[1, "a"]]),
      image: gif,
      both: ["see", gif],
      nothing: null,
    };
    const give = tool({
      name: "give",
      description: "d",
      inputs: { what: { type: "string", description: "w" } },
      execute: ({ what }) => values[what],
    });
    const { call } = talk({ tools: [give] });
    const image = { type: "image", data: "R0lGODlhBwAFAAAAAA==", mimeType: "image/gif" };
    const contents = await Promise.all(
      Object.keys(values).map(async (what) => (await call("give", { what }))?.["content"]),
    );
    expect(contents).toEqual([
      [{ type: "text", text: "a" }],
      [{ type: "text", text: "2" }],
      [{ type: "text", text: '[1,["x"],"1000000000000000000000000000000","NaN"]' }],
      [{ type: "text", text: '{"1":"a"}' }],
      [image],
      [{ type: "text", text: "see" }, image],
      [{ type: "text", text: "null" }],
    ]);
  });

  test("a declared object is structured content", async () => {
    const where = tool({
      name: "where",
      description: "d",
      outputSchema: { type: "object", properties: { x: { type: "number" } } },
      execute: () => ({ x: 1 }),
    });
    const { call, request } = talk({ tools: [where] });
    expect(await call("where", {})).toEqual({
      content: [{ type: "text", text: '{"x":1}' }],
      structuredContent: { x: 1 },
    });
    expect((await request("tools/list"))?.result).toMatchObject({ tools: [{ outputSchema: { type: "object" } }] });
  });

  test("what a tool throws is for the model to read, with what to do", async () => {
    const { call } = talk({ tools: [add] });
    expect(await call("add", { a: "x", b: "2" })).toEqual({
      isError: true,
      content: [
        { type: "text", text: "add(): Argument 'a' should be an integer, but it is the string 'x'.\nadd takes: a, b." },
      ],
    });
  });

  test("progress grows, and a cancelled call gets no answer", async () => {
    const work = tool({
      name: "work",
      description: "d",
      execute: (_args, { onProgress, signal }) => {
        onProgress?.({ progress: 1, total: 3 });
        onProgress?.({ message: "more" });
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
      },
    });
    const { session, sent, call } = talk({ tools: [work] });
    const pending = call("work", {}, { _meta: { progressToken: "p" } });
    await new Promise((resolve) => setTimeout(resolve));
    await session.handle({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } }, () => {});
    expect(await pending).toBeUndefined();
    expect(sent).toEqual([
      { jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: "p", progress: 1, total: 3 } },
      {
        jsonrpc: "2.0",
        method: "notifications/progress",
        params: { progressToken: "p", progress: 2, message: "more" },
      },
    ]);
  });

  test("a question goes to the client and its answer comes back", async () => {
    const ask = tool({
      name: "ask",
      description: "d",
      execute: async (_args, context) => (await context.ask?.({ question: "Who?" })) ?? "nobody",
    });
    const { session, sent, request, call } = talk({ tools: [ask] });
    expect(await call("ask", {})).toMatchObject({ content: [{ text: "nobody" }] });
    await request("initialize", { protocolVersion: "2025-11-25", capabilities: { elicitation: {} } });
    const pending = call("ask", {});
    await new Promise((resolve) => setTimeout(resolve));
    const question = sent.at(-1)!;
    expect(question).toMatchObject({
      method: "elicitation/create",
      params: { message: "Who?", requestedSchema: { required: ["answer"] } },
    });
    await session.handle(
      { jsonrpc: "2.0", id: question["id"], result: { action: "accept", content: { answer: "me" } } },
      () => {},
    );
    expect(await pending).toMatchObject({ content: [{ text: "me" }] });
  });
});

describe("agents and Python", () => {
  /** As an agent's run is: awaitable, and iterable for its events. */
  const agent = {
    name: "helper",
    description: "Helps.",
    run: (
      task: string,
      options: {
        additionalArgs?: Record<string, unknown>;
        onRequest: (request: { kind: string; name: string; args: unknown }) => unknown;
      },
    ) => {
      const answer = (async () => {
        await new Promise((resolve) => setTimeout(resolve));
        const verdict = await options.onRequest({ kind: "tool", name: "send", args: { to: "a" } });
        return `${task} ${JSON.stringify(options.additionalArgs ?? {})} ${JSON.stringify(verdict)}`;
      })();
      const events = async function* () {
        yield { type: "step-start", step: 1 };
        yield { type: "step-start", step: 2 };
      };
      return Object.assign(answer, { [Symbol.asyncIterator]: events });
    },
  };

  test("an agent is a tool whose steps are progress", async () => {
    const { sent, call, request } = talk({ agents: [agent] });
    expect((await request("tools/list"))?.result).toMatchObject({
      tools: [{ name: "helper", description: "Helps.", inputSchema: { required: ["task"] } }],
    });
    const result = await call("helper", { task: "go", additional_args: { n: 1 } }, { _meta: { progressToken: 7 } });
    expect(result).toMatchObject({
      content: [{ text: 'go {"n":1} {"approved":false,"reason":"there is nobody to ask"}' }],
    });
    expect(
      sent.filter((message) => message["method"] === "notifications/progress").map((message) => message["params"]),
    ).toEqual([
      { progressToken: 7, progress: 1, message: "Step 1" },
      { progressToken: 7, progress: 2, message: "Step 2" },
    ]);
  });

  test("one sandbox for each client, closed with it", async () => {
    const log: string[] = [];
    const python = () => ({
      sendTools: async () => {},
      sendVariables: async () => {},
      run: async (code: string) => {
        log.push(code);
        if (code === "bad")
          throw Object.assign(new Error("division by zero"), {
            traceback: "Traceback ...\nZeroDivisionError: division by zero",
            logs: "before\n",
          });
        return {
          output: code === "None" ? undefined : 1,
          text: "1",
          repr: "1",
          logs: "printed\n",
          isFinalAnswer: false,
        };
      },
      close: async () => void log.push("closed"),
      [Symbol.asyncDispose]: async () => {},
    });
    const { session, call } = talk({ python });
    expect(await call("run_python", { code: "x = 1" })).toMatchObject({ content: [{ text: "printed\n1" }] });
    expect(await call("run_python", { code: "None" })).toMatchObject({ content: [{ text: "printed" }] });
    expect(await call("run_python", { code: "bad" })).toMatchObject({
      isError: true,
      content: [{ text: "before\n\nTraceback ...\nZeroDivisionError: division by zero" }],
    });
    await session.close();
    expect(log).toEqual(["x = 1", "None", "bad", "closed"]);
  });
});

describe("stdio", () => {
  test("one message a line, in both directions", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const serving = await serveMcp({ transport: "stdio", tools: [add], input, output });
    input.write(
      '{"jsonrpc":"2.0","id":1,"method":"ping"}\nnot json\n\n{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"add","arguments":{"a":1,"b":2}}}\n',
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    input.end();
    await serving.closed;
    const lines = String(output.read())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { jsonrpc: "2.0", id: null, error: { code: -32700, message: "This line is not JSON" } },
      { jsonrpc: "2.0", id: 1, result: {} },
      { jsonrpc: "2.0", id: 2, result: { content: [{ type: "text", text: "3" }] } },
    ]);
  });
});

describe("HTTP", () => {
  const post = (url: string, body: unknown, headers: Record<string, string>) =>
    fetch(url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
  const initialize = {
    jsonrpc: "2.0",
    id: 0,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {} },
  };

  test("a session: begun, used, ended", async () => {
    await using serving = await serveMcp({ transport: "http", tools: [add] });
    const headers = { authorization: `Bearer ${serving.token}` };
    const begun = await post(serving.url!, initialize, headers);
    const session = { ...headers, "mcp-session-id": begun.headers.get("mcp-session-id")! };
    expect(await begun.json()).toMatchObject({ result: { protocolVersion: "2025-11-25" } });
    expect((await post(serving.url!, { jsonrpc: "2.0", method: "notifications/initialized" }, session)).status).toBe(
      202,
    );
    const called = await post(
      serving.url!,
      { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "add", arguments: { a: 1, b: 2 } } },
      session,
    );
    expect(called.headers.get("content-type")).toBe("text/event-stream");
    expect(await called.text()).toBe(
      'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"3"}]}}\n\n',
    );
    expect((await fetch(serving.url!, { method: "DELETE", headers: session })).status).toBe(200);
    expect((await post(serving.url!, { jsonrpc: "2.0", id: 2, method: "ping" }, session)).status).toBe(404);
  });

  test.each<[string, Record<string, string>, unknown, number]>([
    ["no token", {}, initialize, 401],
    ["another token", { authorization: "Bearer guess" }, initialize, 401],
    ["a page of a web site", { origin: "https://evil.example" }, initialize, 403],
    ["no session", { authorization: "Bearer secret" }, { jsonrpc: "2.0", id: 1, method: "ping" }, 400],
    ["no JSON", { authorization: "Bearer secret" }, "{", 400],
    ["too much", { authorization: "Bearer secret" }, `"${"a".repeat(4_000_001)}"`, 413],
  ])("%s is refused", async (_, headers, body, status) => {
    await using serving = await serveMcp({ transport: "http", tools: [add], token: "secret" });
    expect((await post(serving.url!, body, headers)).status).toBe(status);
  });

  test("a name that was bent to the loopback is refused, and so are other paths and methods", async () => {
    await using serving = await serveMcp({ transport: "http", tools: [add], token: "secret" });
    const { request } = await import("node:http");
    const statusOf = (options: object) =>
      new Promise((resolve, reject) =>
        request(serving.url!, options, (response) => (response.resume(), resolve(response.statusCode)))
          .on("error", reject)
          .end(),
      );
    expect(await statusOf({ headers: { host: "evil.example", authorization: "Bearer secret" } })).toBe(403);
    expect(await statusOf({ path: "/other", headers: { authorization: "Bearer secret" } })).toBe(404);
    expect(await statusOf({ headers: { authorization: "Bearer secret" } })).toBe(405);
  });
});
