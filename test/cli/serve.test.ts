// The built program as an MCP server, for the official client: what a user writes into the configuration of another program.
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { mcp } from "../../src/adapters/mcp.ts";
import type { MCPClient, McpOptions } from "../../src/adapters/mcp.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { importPeer, preparePeers } from "../tools/peers.ts";
import { root, runProgram, startProgram, temporaryFolder, until } from "./program.ts";

const hasPeers = preparePeers();
const folder = temporaryFolder();
const context = { signal: new AbortController().signal, idempotencyKey: "k" };
let model: ScriptedServer | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});
afterAll(folder.remove);

function connect(args: readonly string[], options: McpOptions = {}): MCPClient {
  const command = [join(root, "dist/cli/main.js"), "serve", "--mcp", "--store", folder.path, ...args];
  return mcp(
    { command: process.execPath, args: command, env: { THREADSNAKE_MODEL: "" } },
    { importModule: importPeer, ...options },
  );
}

async function withModel(replies: ServerReply[]): Promise<string[]> {
  model = await startOpenAIServer(replies);
  return ["-m", "openai/x", "--api-base", model.url, "-t", "none"];
}

describe.skipIf(!hasPeers)("threadsnake serve --mcp", () => {
  test("the sandbox alone needs no model, and its names persist", async () => {
    await using client = connect(["--only", "python"]);
    const tools = await client.getTools();
    expect(tools.map(({ name }) => name)).toEqual(["run_python"]);
    expect(await client.callTool("run_python", { code: "x = 2 ** 100\nprint('kept')" })).toContain("kept");
    expect(await client.callTool("run_python", { code: "x" })).toBe("1267650600228229401496703205376");
    await expect(client.callTool("run_python", { code: "open('/etc/passwd')" })).rejects.toThrow("FileNotFoundError");
  });

  test("the agent answers a task, shows its steps, and its run is kept", async () => {
    const args = await withModel([
      "Thought: first.\n<code>\nprint(6 * 7)\n</code>",
      "Thought: now.\n<code>\nfinal_answer(42)\n</code>",
    ]);
    await using client = connect([...args, "--only", "agent"]);
    const [agent] = await client.getTools();
    const steps: unknown[] = [];
    const onProgress = (progress: unknown): void => void steps.push(progress);
    expect(agent?.name).toBe("run_agent");
    expect(await agent?.call({ task: "Six by seven?" }, { ...context, onProgress } as typeof context)).toBe("42");
    expect(steps[0]).toMatchObject({ message: "Step 1" });
    const { stdout } = await runProgram(["runs", "--store", folder.path]);
    expect(stdout).toContain("Six by seven?");
  });

  test("what a person must agree to is asked of the client", async () => {
    const args = await withModel([
      "Thought: go.\n<code>\nfinal_answer('ran')\n</code>",
      "Thought: again.\n<code>\nfinal_answer('ran')\n</code>",
    ]);
    const asked: string[] = [];
    const answers = [false, { approved: true }];
    await using client = connect([...args, "--approve", "code"], {
      ask: async ({ question }) => (asked.push(question), await Promise.resolve(answers.shift())),
    });
    expect(await client.callTool("run_agent", { task: "t" })).toBe("ran");
    expect(asked).toHaveLength(2);
    expect(asked[0]).toContain("final_answer('ran')");
    expect(JSON.stringify(model?.requests[1]?.body)).toContain("A person refused this code");
  });

  test("over HTTP it prints where it is and the token", async () => {
    const started = startProgram(["serve", "--mcp", "--only", "python", "--http"]);
    let told = "";
    started.child.stderr?.on("data", (data: Buffer) => (told += data.toString()));
    try {
      await until(() => told.includes("Bearer "), started);
      const [, url = "", token = ""] = /(http:\S+)\nAuthorization: Bearer (\S+)/.exec(told) ?? [];
      await using client = mcp({ url, headers: { authorization: `Bearer ${token}` } }, { importModule: importPeer });
      expect(await client.callTool("run_python", { code: "1 + 1" })).toBe("2");
    } finally {
      started.child.kill();
      await started.outcome;
    }
  });
});

test("without a model an agent alone cannot be served", async () => {
  const { code, stdout, stderr } = await runProgram(["serve", "--mcp", "--only", "agent"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("No model found");
});

test("what to serve, and where a port belongs, is asked for", async () => {
  expect((await runProgram(["serve"])).stderr).toContain("threadsnake serve --mcp");
  expect((await runProgram(["serve", "--mcp", "--only", "python", "--port", "1"])).stderr).toContain("--http");
});
