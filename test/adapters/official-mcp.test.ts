// The official clients (version 1 and 2) and servers, over stdio and HTTP: the protocol as those speak it who wrote it.
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ToolSpec } from "../../src/executors/executor.ts";
import { mcp } from "../../src/adapters/mcp.ts";
import { serveMcp } from "../../src/adapters/mcp-server-node.ts";
import type { McpServing } from "../../src/adapters/mcp-server-node.ts";
import { AgentImage } from "../../src/tools/agent-types.ts";
import { tool } from "../../src/tools/tool.ts";
import { importPeer, peerPath, preparePeers } from "../tools/peers.ts";

const hasPeers = preparePeers();
const everything = peerPath("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
const filesystem = peerPath("node_modules/@modelcontextprotocol/server-filesystem/dist/index.js");
const context = { signal: new AbortController().signal, idempotencyKey: "k" };

const withoutVersion2 = (name: string) =>
  name.startsWith("@modelcontextprotocol/client")
    ? Promise.reject(Object.assign(new Error(name), { code: "ERR_MODULE_NOT_FOUND" }))
    : importPeer(name);

const clients: Array<[string, (name: string) => Promise<unknown>]> = [
  ["client 2", importPeer],
  ["client 1", withoutVersion2],
];

const byName = async (tools: Promise<ToolSpec[]>) =>
  Object.fromEntries((await tools).map((each) => [each.name, each])) as Record<string, ToolSpec>;

describe.skipIf(!hasPeers).each(clients)("server-everything over stdio with %s", (_, importModule) => {
  const asked: unknown[] = [];
  const sampled: unknown[] = [];
  const reply = { role: "assistant" as const, content: "a haiku", finishReason: "stop" as const };
  const server = mcp(
    { command: process.execPath, args: [everything, "stdio"] },
    {
      importModule,
      ask: async (question) => (asked.push(question), { name: "Ada", check: true }),
      roots: ["file:///data/project"],
      model: { modelId: "ours", generate: async (messages) => (sampled.push(messages), await Promise.resolve(reply)) },
    },
  );
  let tools: Record<string, ToolSpec>;
  beforeAll(async () => {
    tools = await byName(server.getTools());
  });
  afterAll(() => server.close());

  test("its tools are there under names of Python", () => {
    expect(Object.keys(tools)).toEqual(
      expect.arrayContaining([
        "echo",
        "get_sum",
        "get_tiny_image",
        "get_structured_content",
        "trigger_long_running_operation",
        "trigger_elicitation_request",
      ]),
    );
  });

  test("text, numbers, pictures, structure, links and resources", async () => {
    expect(await tools["echo"]!.call({ message: "hi" }, context)).toBe("Echo: hi");
    expect(await tools["get_sum"]!.call({ a: "2", b: 3 }, context)).toContain("5");
    const pictured = (await tools["get_tiny_image"]!.call({}, context)) as unknown[];
    expect(pictured.filter((part) => part instanceof AgentImage)).toMatchObject([{ mediaType: "image/png" }]);
    expect(await tools["get_structured_content"]!.call({ location: "chicago" }, context)).toMatchObject({
      temperature: expect.any(Number) as number,
      conditions: expect.any(String) as string,
    });
    const links = (await tools["get_resource_links"]!.call({ count: 2 }, context)) as unknown[];
    expect(links.slice(1)).toMatchObject([
      { uri: expect.any(String) as string },
      { uri: expect.any(String) as string },
    ]);
    expect(await tools["get_resource_reference"]!.call({ resourceType: "Text", resourceId: 1 }, context)).toEqual(
      expect.arrayContaining([expect.stringContaining("Resource 1")]),
    );
  });

  test("arguments that do not fit are refused here", async () => {
    await expect(tools["get_sum"]!.call({ a: "many" }, context)).rejects.toMatchObject({
      code: "tool-arguments-invalid",
    });
  });

  test("progress", async () => {
    const seen: unknown[] = [];
    await tools["trigger_long_running_operation"]!.call({ duration: 0.2, steps: 2 }, {
      ...context,
      onProgress: (progress: unknown) => seen.push(progress),
    } as never);
    // The last may be overtaken by the answer.
    expect(seen[0]).toMatchObject({ progress: 1, total: 2 });
  });

  test("cancellation ends the call at once", async () => {
    const controller = new AbortController();
    const started = performance.now();
    const pending = tools["trigger_long_running_operation"]!.call(
      { duration: 30, steps: 2 },
      { ...context, signal: controller.signal },
    );
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(pending).rejects.toThrow("enough");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("the server's question is asked", async () => {
    const answer = JSON.stringify(await tools["trigger_elicitation_request"]!.call({}, context));
    expect(asked).toMatchObject([{ question: expect.any(String) as string, schema: { type: "object" } }]);
    expect(answer).toContain("Ada");
  });

  test("the server asks our model, and hears of the roots", async () => {
    const answer = JSON.stringify(await tools["trigger_sampling_request"]!.call({ prompt: "five lines" }, context));
    expect(JSON.stringify(sampled)).toContain("five lines");
    expect(answer).toContain("a haiku");
    expect(answer).toContain("ours");
    expect(JSON.stringify(await tools["get_roots_list"]!.call({}, context))).toContain("file:///data/project");
  });

  test("resources and prompts", async () => {
    const resources = await server.listResources();
    expect(resources.length).toBeGreaterThan(0);
    expect(await server.readResource(resources[0]!.uri)).toBeTruthy();
    const prompts = await server.listPrompts();
    const plain = prompts.find((prompt) => prompt.arguments === undefined || prompt.arguments.length === 0)!;
    expect(await server.getPrompt(plain.name)).toMatchObject([{ role: "user" }]);
  });
});

describe.skipIf(!hasPeers)("server-everything over HTTP", () => {
  let port = 0;
  let child: ReturnType<typeof spawn>;
  const start = async () => {
    child = spawn(process.execPath, [everything, "streamableHttp"], {
      env: { ...process.env, PORT: String(port) },
      stdio: "pipe",
    });
    await new Promise<void>((resolve) =>
      child.stderr?.on("data", (chunk: Buffer) => /listening|running/i.test(String(chunk)) && resolve()),
    );
  };
  const stop = () => new Promise((resolve) => (child.once("exit", resolve), child.kill("SIGKILL")));
  beforeAll(async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    port = (probe.address() as AddressInfo).port;
    await new Promise((resolve) => probe.close(resolve));
    await start();
  });
  afterAll(stop);

  test.each(clients)("%s, and again after the server was started anew", async (_, importModule) => {
    await using server = mcp(`http://127.0.0.1:${port}/mcp`, { importModule });
    const tools = await byName(server.getTools());
    expect(await tools["echo"]!.call({ message: "hi" }, context)).toBe("Echo: hi");
    await stop();
    await start();
    expect(await tools["echo"]!.call({ message: "again" }, context)).toBe("Echo: again");
  });
});

describe.skipIf(!hasPeers)("server-filesystem", () => {
  test("reads what it may, and its refusal is an error to read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "threadsnake-"));
    writeFileSync(join(folder, "a.txt"), "content of a");
    await using server = mcp(
      { command: process.execPath, args: [filesystem, folder] },
      { importModule: importPeer, prefix: "fs" },
    );
    const tools = await byName(server.getTools());
    expect(JSON.stringify(await tools["fs_read_text_file"]!.call({ path: join(folder, "a.txt") }, context))).toContain(
      "content of a",
    );
    await expect(tools["fs_read_text_file"]!.call({ path: "/etc/passwd" }, context)).rejects.toMatchObject({
      code: "mcp-tool-error",
      message: expect.stringContaining("Access denied") as string,
    });
  });

  test("a server that ends at once is told with what it wrote", async () => {
    await using server = mcp(
      { command: process.execPath, args: ["-e", "console.error('no configuration'); process.exit(3)"] },
      { importModule: importPeer },
    );
    await expect(server.getTools()).rejects.toMatchObject({
      code: "mcp-connection",
      message: expect.stringContaining("The server wrote: no configuration") as string,
    });
  });
});

describe.skipIf(!hasPeers).each(clients)("our server with %s", (_, importModule) => {
  const add = tool({
    name: "add",
    description: "Adds.",
    inputs: { a: { type: "number", description: "a" } },
    outputSchema: { type: "object", properties: { sum: { type: "number" } }, required: ["sum"] },
    execute: ({ a }) => ({ sum: a + 1 }),
  });
  const picture = tool({
    name: "picture",
    description: "d",
    outputType: "image",
    execute: () => Buffer.from("R0lGODlhBwAFAAAAAA==", "base64"),
  });
  const fail = tool({ name: "fail", description: "d", execute: () => Promise.reject(new Error("broken")) });
  const work = tool({
    name: "work",
    description: "d",
    execute: async (_args, { onProgress, ask }) => {
      onProgress?.({ progress: 1, total: 2, message: "half" });
      return ask?.({
        question: "Go on?",
        schema: { type: "object", properties: { yes: { type: "boolean" } }, required: ["yes"] },
      });
    },
  });
  let serving: McpServing;
  beforeAll(async () => {
    serving = await serveMcp({ transport: "http", tools: [add, picture, fail, work] });
  });
  afterAll(() => serving.close());

  const connect = () =>
    mcp(
      { url: serving.url!, headers: { authorization: `Bearer ${serving.token}` } },
      { importModule, ask: async () => ({ yes: true }) },
    );

  test("lists, calls, fails, asks and shows progress", async () => {
    await using client = connect();
    const tools = await byName(client.getTools());
    expect(tools["add"]).toMatchObject({ description: "Adds.", outputSchema: { required: ["sum"] } });
    expect(await tools["add"]!.call({ a: 1 }, context)).toEqual({ sum: 2 });
    expect(await tools["picture"]!.call({}, context)).toMatchObject({ mediaType: "image/gif", width: 7 });
    await expect(tools["fail"]!.call({}, context)).rejects.toMatchObject({ code: "mcp-tool-error", message: "broken" });
    const seen: unknown[] = [];
    expect(
      await tools["work"]!.call({}, { ...context, onProgress: (progress: unknown) => seen.push(progress) } as never),
    ).toBe('{"yes":true}');
    expect(seen).toMatchObject([{ progress: 1, total: 2, message: "half" }]);
  });

  test("a wrong token is told", async () => {
    await using client = mcp({ url: serving.url!, headers: { authorization: "Bearer wrong" } }, { importModule });
    await expect(client.getTools()).rejects.toMatchObject({ code: "mcp-connection" });
  });
});
