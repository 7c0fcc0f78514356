import { describe, expect, test } from "vitest";
import { mcp, parseMcpServer } from "../../src/adapters/mcp.ts";
import type { McpClientLike } from "../../src/adapters/mcp.ts";
import type { McpContent } from "../../src/adapters/mcp-content.ts";
import { AgentAudio, AgentImage } from "../../src/tools/agent-types.ts";
import { toPythonSignature } from "../../src/tools/signature.ts";

const GIF = "R0lGODlhBwAFAAAAAA==";

/** A client as anybody might have it: an object with `listTools` and `callTool`. */
function clientWith(
  tools: object[],
  answer: (
    name: string,
    args: Record<string, unknown>,
    options: { onprogress?: (progress: object) => void; signal?: AbortSignal },
  ) => unknown,
): McpClientLike {
  return {
    listTools: async () => ({
      tools: tools.map((each) => ({ description: "d", inputSchema: { type: "object" }, ...each })) as never,
    }),
    callTool: async ({ name, arguments: args }, options) => (await answer(name, args, options as never)) as never,
  };
}

const answering = (...content: McpContent[]) => clientWith([{ name: "t" }], () => ({ content }));
const callFirst = async (client: McpClientLike, args = {}) =>
  (await mcp(client).getTools())[0]!.call(args, { signal: new AbortController().signal, idempotencyKey: "k" });

describe("tools", () => {
  test("names that Python cannot use are changed, and arguments go out under the server's own", async () => {
    let seen: unknown;
    const client = clientWith(
      [
        {
          name: "read-file",
          inputSchema: {
            type: "object",
            properties: { "file-path": { type: "string" }, class: { type: "integer" } },
            required: ["file-path"],
          },
        },
        { name: "read_file", description: "" },
        { name: "3d.view" },
      ],
      (name, args) => ((seen = [name, args]), { content: [] }),
    );
    const tools = await mcp(client).getTools();
    expect(tools.map((each) => each.name)).toEqual(["read_file", "read_file_2", "_3d_view"]);
    expect(tools[1]?.description).toBe("The tool read_file of an MCP server.");
    expect(toPythonSignature(tools[0]!)).toContain("def read_file(file_path: str, class_: int | None = None) -> Any:");
    await tools[0]!.call(
      { file_path: "a", class_: "2" },
      { signal: new AbortController().signal, idempotencyKey: "k" },
    );
    expect(seen).toEqual(["read-file", { "file-path": "a", class: 2 }]);
  });

  test("all pages are read; a prefix, a choice and hints are obeyed", async () => {
    const pages: Record<string, { tools: object[]; nextCursor?: string }> = {
      first: { tools: [{ name: "a", annotations: { readOnlyHint: true } }], nextCursor: "second" },
      second: { tools: [{ name: "b" }, { name: "c" }] },
    };
    const client = {
      listTools: async (page?: { cursor?: string }) => {
        const { tools, nextCursor } = pages[page?.cursor ?? "first"]!;
        return {
          tools: tools.map((each) => ({ description: "d", inputSchema: { type: "object" }, ...each })) as never,
          nextCursor,
        };
      },
      callTool: async () => ({}),
    };
    const tools = await mcp(client, {
      prefix: "fs",
      include: ({ name }) => name !== "b",
      needsApproval: ({ name }) => name === "c",
    }).getTools();
    expect(tools.map(({ name, effects, needsApproval }) => [name, effects, needsApproval])).toEqual([
      ["fs_a", "idempotent", false],
      ["fs_c", "once", true],
    ]);
  });

  test("a schema that refers to itself and unknown keywords pass through", async () => {
    const inputSchema = {
      type: "object",
      properties: { node: { $ref: "#/$defs/node" } },
      $defs: { node: { anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/$defs/node" } }] } },
      "x-own": 1,
    };
    const client = clientWith([{ name: "t", inputSchema }], (_name, args) => ({
      content: [{ type: "text", text: JSON.stringify(args) }],
    }));
    expect(await callFirst(client, { node: ["a", ["b"]] })).toBe('{"node":["a",["b"]]}');
    await expect(callFirst(client, { node: [1.5] })).rejects.toMatchObject({ code: "tool-arguments-invalid" });
  });
});

describe("results", () => {
  test.each<[string, McpContent[], unknown]>([
    ["text", [{ type: "text", text: "hi" }], "hi"],
    ["nothing", [], null],
    [
      "several",
      [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
      ["a", "b"],
    ],
    ["an embedded text", [{ type: "resource", resource: { uri: "file:///a", text: "inside" } }], "inside"],
    [
      "a link",
      [{ type: "resource_link", uri: "file:///a", name: "a", annotations: {} }],
      { uri: "file:///a", name: "a" },
    ],
    ["embedded bytes", [{ type: "resource", resource: { uri: "file:///a", blob: "AQI=" } }], new Uint8Array([1, 2])],
    ["a kind of the future", [{ type: "hologram", depth: 3 }], { type: "hologram", depth: 3 }],
  ])("%s", async (_, content, expected) => {
    expect(await callFirst(answering(...content))).toEqual(expected);
  });

  test("images and recordings", async () => {
    expect(await callFirst(answering({ type: "image", data: GIF, mimeType: "image/gif" }))).toEqual(
      new AgentImage(GIF),
    );
    expect(await callFirst(answering({ type: "audio", data: "AQI=", mimeType: "audio/x-own" }))).toEqual(
      new AgentAudio("AQI=", "audio/x-own"),
    );
    expect(
      await callFirst(answering({ type: "resource", resource: { uri: "x", mimeType: "image/gif", blob: GIF } })),
    ).toBeInstanceOf(AgentImage);
    await expect(callFirst(answering({ type: "image", data: "%%%", mimeType: "image/gif" }))).rejects.toMatchObject({
      message: expect.stringContaining("not written as base64") as string,
    });
  });

  test("structured content is the value, and pictures beside it follow", async () => {
    const outputSchema = {
      type: "object",
      properties: { n: { type: "integer", description: "A number" } },
      required: ["n"],
    };
    const client = clientWith([{ name: "t", outputSchema }], () => ({
      content: [{ type: "text", text: '{"n":1}' }],
      structuredContent: { n: 1 },
    }));
    expect(await callFirst(client)).toEqual({ n: 1 });
    expect(toPythonSignature((await mcp(client).getTools())[0]!)).toContain(
      "A dict with the keys:\n            n (int): A number",
    );
    const pictured = clientWith([{ name: "t" }], () => ({
      content: [{ type: "image", data: GIF, mimeType: "image/gif" }],
      structuredContent: { n: 1 },
    }));
    expect(await callFirst(pictured)).toEqual([{ n: 1 }, new AgentImage(GIF)]);
  });

  test("a wrapped bare value is unwrapped", async () => {
    const client = clientWith([{ name: "t", outputSchema: { type: "object", "x-fastmcp-wrap-result": true } }], () => ({
      structuredContent: { result: [1] },
    }));
    expect(await callFirst(client)).toEqual([1]);
  });

  test("an error of the tool is an error with its text", async () => {
    const client = clientWith([{ name: "t" }], () => ({
      content: [{ type: "text", text: "no such file" }],
      isError: true,
    }));
    await expect(callFirst(client)).rejects.toMatchObject({ code: "mcp-tool-error", message: "no such file" });
    await expect(callFirst(clientWith([{ name: "t" }], () => ({ isError: true })))).rejects.toThrow(
      "The tool t failed and did not say why",
    );
  });
});

describe("calls", () => {
  test("progress comes to the caller, and an abort goes to the server", async () => {
    const controller = new AbortController();
    const client = clientWith([{ name: "t" }], (_name, _args, { onprogress, signal }) => {
      onprogress?.({ progress: 1, total: 2, message: "half" });
      return new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(new Error("cancelled at the server"))),
      );
    });
    const seen: unknown[] = [];
    const [tool] = await mcp(client).getTools();
    const pending = tool!.call({}, {
      signal: controller.signal,
      idempotencyKey: "k",
      onProgress: (progress: unknown) => (seen.push(progress), controller.abort(new Error("enough"))),
    } as never);
    await expect(pending).rejects.toThrow("enough");
    expect(seen).toEqual([{ progress: 1, total: 2, message: "half" }]);
  });

  test("resources and prompts, where the client has them", async () => {
    const client: McpClientLike = {
      ...answering(),
      listResources: async () => ({ resources: [{ uri: "r:1", name: "one" }] }),
      readResource: async ({ uri }) => ({
        contents:
          uri === "r:1"
            ? [{ uri, text: "text" }]
            : [
                { uri, text: "a" },
                { uri, blob: "AQI=" },
              ],
      }),
      listPrompts: async () => ({ prompts: [{ name: "p", arguments: [{ name: "x", required: true }] }] }),
      getPrompt: async (parameters) => ({
        messages: [{ role: "user", content: { type: "text", text: JSON.stringify(parameters) } }],
      }),
    };
    const server = mcp(client);
    expect(await server.listResources()).toEqual([{ uri: "r:1", name: "one" }]);
    expect(await server.readResource("r:1")).toBe("text");
    expect(await server.readResource("r:2")).toEqual(["a", new Uint8Array([1, 2])]);
    expect(await server.listPrompts()).toMatchObject([{ name: "p" }]);
    expect(await server.getPrompt("p", { x: "1" })).toEqual([
      { role: "user", content: '{"name":"p","arguments":{"x":"1"}}' },
    ]);
    await expect(mcp(answering()).listPrompts()).rejects.toMatchObject({ code: "mcp-unsupported" });
  });
});

describe("connections", () => {
  /** The official package's shape, with servers that live as long as the test wants. */
  function packageOf(behaviour: {
    connect?: () => void;
    call: (count: number) => unknown;
    /** Before each list of tools. */
    list?: (count: number) => void;
    elicit?: boolean;
    readOnly?: boolean;
  }) {
    const made: Array<{ transport: Record<string, unknown>; client: FakeClient }> = [];
    let calls = 0;
    let lists = 0;
    class FakeClient {
      onclose: (() => void) | undefined;
      handler: ((request: object) => unknown) | undefined;
      setRequestHandler(_method: unknown, handler: (request: object) => unknown) {
        this.handler = handler;
      }
      getProtocolEra() {}
      async connect(transport: Record<string, unknown>) {
        behaviour.connect?.();
        made.push({ transport, client: this });
      }
      async listTools() {
        behaviour.list?.(++lists);
        return {
          tools: [
            {
              name: "t",
              description: "d",
              inputSchema: { type: "object" },
              annotations: { readOnlyHint: behaviour.readOnly },
            },
          ],
        };
      }
      async callTool() {
        calls++;
        if (behaviour.elicit === true)
          return {
            content: [
              {
                type: "text",
                text: JSON.stringify(
                  await this.handler?.({
                    params: {
                      message: "Colour?",
                      requestedSchema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
                    },
                  }),
                ),
              },
            ],
          };
        return behaviour.call(calls);
      }
      async close() {}
    }
    class FakeTransport {
      parameters: unknown;
      constructor(...parameters: unknown[]) {
        this.parameters = parameters;
      }
    }
    const importModule = async (name: string) => {
      if (name === "@modelcontextprotocol/client")
        return { Client: FakeClient, StreamableHTTPClientTransport: FakeTransport };
      if (name === "@modelcontextprotocol/client/stdio")
        return { StdioClientTransport: FakeTransport, getDefaultEnvironment: () => ({ PATH: "/bin" }) };
      throw Object.assign(new Error(`no ${name}`), { code: "ERR_MODULE_NOT_FOUND" });
    };
    return { made, importModule };
  }
  const context = { signal: new AbortController().signal, idempotencyKey: "k" };
  const closed = () => Object.assign(new Error("Connection closed"), { code: "CONNECTION_CLOSED" });

  test("a command line, its parameters, a URL", async () => {
    const { made, importModule } = packageOf({ call: () => ({}) });
    await mcp(`npx -y 'some server' --root="/a b" x`, { importModule }).getTools();
    await mcp({ command: "node", args: ["s.js"], env: { KEY: "1" } }, { importModule }).getTools();
    await mcp({ url: "http://127.0.0.1:1/mcp", headers: { authorization: "Bearer x" } }, { importModule }).getTools();
    await mcp(`https://example.com/mcp -H "X-Key: a b"`, { importModule }).getTools();
    expect(made.map(({ transport }) => transport["parameters"])).toEqual([
      [{ command: "npx", args: ["-y", "some server", "--root=/a b", "x"], env: undefined, stderr: "pipe" }],
      [{ command: "node", args: ["s.js"], env: { PATH: "/bin", KEY: "1" }, stderr: "pipe" }],
      [new URL("http://127.0.0.1:1/mcp"), { requestInit: { headers: { authorization: "Bearer x" } } }],
      [new URL("https://example.com/mcp"), { requestInit: { headers: { "X-Key": "a b" } } }],
    ]);
  });

  test("a lost connection is made again, and a harmless call is repeated", async () => {
    const { made, importModule } = packageOf({
      readOnly: true,
      call: (count) => {
        if (count === 1) throw closed();
        return { content: [{ type: "text", text: `call ${count}` }] };
      },
    });
    const [tool] = await mcp("server", { importModule }).getTools();
    expect(await tool!.call({}, context)).toBe("call 2");
    expect(made.length).toBe(2);
    made[1]!.client.onclose?.();
    expect(await tool!.call({}, context)).toBe("call 3");
    expect(made.length).toBe(3);
  });

  test("a list is asked for again where the connection was lost, once; another error is told with what the server said", async () => {
    const lost = packageOf({
      call: () => ({}),
      list: (count) => {
        if (count % 2 === 1) throw closed();
      },
    });
    expect(await mcp("server", lost).getTools()).toHaveLength(1);
    expect(lost.made.length).toBe(2);
    const cases: [string, unknown, string, string][] = [
      ["mcp-connection", closed(), "Connection closed", "still runs"],
      ["mcp-connection", new Error("fetch failed", { cause: new Error("no route") }), "no route", "still runs"],
      ["mcp-connection", new Error("fetch failed", { cause: new Error("") }), "fetch failed", "still runs"],
      ["mcp-connection", new Error("fetch failed", { cause: { port: 1 } }), "fetch failed", "still runs"],
      ["mcp-call", new Error("tables are broken", { cause: "a text" }), "tables are broken", "connection holds"],
      ["mcp-call", new AggregateError([], ""), "AggregateError", "connection holds"],
      ["mcp-call", "a text", "a text", "connection holds"],
    ];
    for (const [code, error, words, hint] of cases) {
      const broken = packageOf({
        call: () => ({}),
        list: () => {
          throw error;
        },
      });
      await expect(mcp("server", broken).getTools()).rejects.toMatchObject({
        code,
        message: `The MCP server did not give the list of tools: ${words}`,
        hint: expect.stringContaining(hint) as string,
      });
    }
  });

  test("a call that may have had its effect is not repeated, but the next one connects anew", async () => {
    const { made, importModule } = packageOf({
      call: (count) => {
        if (count === 1) throw closed();
        return { content: [] };
      },
    });
    const [tool] = await mcp("server", { importModule }).getTools();
    await expect(tool!.call({}, context)).rejects.toMatchObject({
      code: "mcp-call",
      message: "The MCP tool t failed: Connection closed",
    });
    expect(await tool!.call({}, context)).toBe(null);
    expect(made.length).toBe(2);
  });

  test("a failed connection is told and tried again", async () => {
    let attempts = 0;
    const { importModule } = packageOf({
      call: () => ({}),
      connect: () => {
        if (++attempts === 1) throw new Error("spawn ENOENT");
      },
    });
    const server = mcp("nothing --here", { importModule });
    await expect(server.getTools()).rejects.toMatchObject({
      code: "mcp-connection",
      message: "The MCP server nothing could not be connected to: spawn ENOENT",
    });
    expect((await server.getTools()).length).toBe(1);
    await server.close();
    await expect(server.getTools()).rejects.toMatchObject({ code: "mcp-closed" });
  });

  test("no error tells what may be secret", async () => {
    const url = "https://me:hush@example.com:8443/mcp?key=hush";
    const { importModule } = packageOf({
      call: () => ({}),
      connect: () => {
        throw new TypeError("fetch failed", { cause: new Error(`${url} includes credentials`) });
      },
    });
    const messageOf = (server: Parameters<typeof mcp>[0]): Promise<string> =>
      mcp(server, { importModule })
        .getTools()
        .then(
          () => "connected",
          ({ message }: Error) => message,
        );
    for (const server of [url, new URL(url), { url }])
      expect(await messageOf(server)).toBe(
        "The MCP server https://example.com:8443/mcp could not be connected to: https://example.com:8443/mcp includes credentials",
      );
    expect(await messageOf({ command: "serve", args: ["--key", "hush"] })).toMatch(/^The MCP server serve could not/);
    expect(await messageOf({ url: "hush" })).toBe("The MCP server's address is not a URL");
  });

  test("headers are taken as curl takes them, and a word that is none is told by its place only", () => {
    expect(parseMcpServer(`https://h/mcp -H"A: 1" -H 'B: 2 3' "-HC:4"`)).toEqual({
      url: "https://h/mcp",
      headers: { A: "1", B: "2 3", C: "4" },
    });
    for (const [line, place] of [
      ["https://h/mcp hush", 2],
      ["https://h/mcp -H hush", 3],
      ["https://h/mcp -H 'A: 1' -Hhush", 4],
      ["https://h/mcp -H", 3],
    ] as const)
      expect(() => parseMcpServer(line)).toThrow(
        expect.objectContaining({
          code: "mcp-server-invalid",
          message: `There is no header at word ${place} of the MCP server's line`,
          hint: 'After the URL come headers: -H "Name: value".',
        }),
      );
  });

  test("what the server asks goes to the run whose call is under way, as the form it wants", async () => {
    const { importModule } = packageOf({ elicit: true, call: () => ({}) });
    const [tool] = await mcp("server", { importModule }).getTools();
    const asked: unknown[] = [];
    const answers = [{ n: "5" }, 7, false, "many"];
    const results = [];
    for (const answer of answers)
      results.push(
        JSON.parse(
          String(
            await tool!.call({}, {
              ...context,
              ask: async (question: unknown) => (asked.push(question), answer),
            } as never),
          ),
        ),
      );
    expect(results).toEqual([
      { action: "accept", content: { n: 5 } },
      { action: "accept", content: { n: 7 } },
      { action: "decline" },
      { action: "cancel" },
    ]);
    expect(asked[0]).toMatchObject({ question: "Colour?", schema: { required: ["n"] } });
    expect(await tool!.call({}, context)).toBe('{"action":"cancel"}');
  });

  test("without the official client the error says what to install", async () => {
    const importModule = async (name: string) =>
      Promise.reject(Object.assign(new Error(name), { code: "ERR_MODULE_NOT_FOUND" }));
    await expect(mcp("server", { importModule }).getTools()).rejects.toMatchObject({
      code: "mcp-client-missing",
      hint: "npm install @modelcontextprotocol/client",
    });
  });
});
