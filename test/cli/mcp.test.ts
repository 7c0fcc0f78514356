// `--mcp`: tools of MCP servers for the agent of the command line, with the official client and one of its own servers.
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { peerPath, preparePeers } from "../tools/peers.ts";
import { runProgram, startProgram, temporaryFolder, until } from "./program.ts";

const hasPeers = preparePeers();
const everything = peerPath("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
const node = `"${process.execPath}"`;
/** A process that leaves its number in a file, and is the server. */
const numbered = (file: string) =>
  `${node} -e "require('fs').writeFileSync('${file}', String(process.pid)); import('${everything}')" x stdio`;

const folder = temporaryFolder();
/** Where the client is installed beside the person and not beside the program. */
const project = join(folder.path, "project");
mkdirSync(project);
if (hasPeers) symlinkSync(peerPath("node_modules"), join(project, "node_modules"));
let model: ScriptedServer | undefined;
afterEach(() => model?.close());
afterAll(folder.remove);

async function withModel(replies: ServerReply[]): Promise<string[]> {
  model = await startOpenAIServer(replies);
  return ["-m", "openai/x", "--api-base", model.url, "-t", "none", "--store", join(folder.path, "runs")];
}

const code = (source: string): string => `Thought: go.\n<code>\n${source}\n</code>`;
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.skipIf(!hasPeers)("--mcp", () => {
  test("gives the agent the tools of several servers; a name that is taken gets a number", async () => {
    const args = await withModel([code("final_answer([echo('a'), echo_2('b')])")]);
    const server = `${node} ${everything} stdio`;
    const {
      code: exit,
      stdout,
      stderr,
    } = await runProgram(["t", ...args, "--mcp", server, "--mcp", server], {
      cwd: project,
    });
    expect(exit, stderr).toBe(0);
    expect(stdout).toBe('["Echo: a","Echo: b"]\n');
    expect(JSON.stringify(model?.requests[0]?.body)).toContain("def get_sum(a: float, b: float)");
  });

  test("a server gets the variables that are named, and a run that is gone on with has its servers again", async () => {
    const pidFile = join(folder.path, "resumed.pid");
    const args = await withModel([
      code("print('SECRET' in get_env(), 'PLAIN' in get_env())"),
      { status: 400, body: { error: { message: "no" } } },
      code("final_answer('Echo' in echo('x'))"),
    ]);
    const env = { SECRET: "1", PLAIN: "1" };
    const server = ["--mcp", numbered(pidFile), "--mcp-env", "SECRET"];
    expect((await runProgram(["t", ...args, ...server], { cwd: project, env })).code).toBe(3);
    expect(JSON.stringify(model?.requests[1]?.body)).toContain("True False");
    const first = Number(readFileSync(pidFile, "utf8"));
    await untilGone(first);
    const store = ["--store", join(folder.path, "runs")];
    const { stdout, stderr } = await runProgram(["resume", "last", ...store], { cwd: project, env });
    expect(stdout, stderr).toBe("true\n");
    expect(Number(readFileSync(pidFile, "utf8"))).not.toBe(first);
  });

  test("--approve tools asks before their calls, too", async () => {
    const args = await withModel([code("print(echo('x'))"), code("final_answer('refused')")]);
    await runProgram(["t", ...args, "--approve", "tools", "--mcp", `${node} ${everything} stdio`], { cwd: project });
    expect(JSON.stringify(model?.requests[1]?.body)).toContain("nobody is there to agree");
  });

  test("Ctrl-C ends the server's process with the run", async () => {
    const pidFile = join(folder.path, "stopped.pid");
    const args = await withModel([{ hang: true }]);
    const started = startProgram(["t", ...args, "--mcp", numbered(pidFile)], { cwd: project });
    await until(() => (model?.requests.length ?? 0) > 0, started);
    const pid = Number(readFileSync(pidFile, "utf8"));
    expect(isAlive(pid)).toBe(true);
    started.child.kill("SIGINT");
    expect((await started.outcome).code).toBe(130);
    await untilGone(pid);
  });

  test("a server behind a token: this program's own, over HTTP", async () => {
    const served = startProgram(["serve", "--mcp", "--only", "python", "--http"]);
    let told = "";
    served.child.stderr?.on("data", (data: Buffer) => (told += data.toString()));
    try {
      await until(() => told.includes("Bearer"), served);
      const url = /http:\S+/.exec(told)?.[0] ?? "";
      const args = await withModel([code("final_answer(run_python('6 * 7'))")]);
      const env = { SOME_TOKEN: /Bearer (\S+)/.exec(told)?.[1] ?? "" };
      const server = `${url} -H "Authorization: Bearer \${SOME_TOKEN}"`;
      const outcome = await runProgram(["t", ...args, "--mcp", server], { cwd: project, env });
      expect(outcome.stdout, outcome.stderr).toBe("42\n");
      const kept = await runProgram(["replay", "last", "--json", "--store", join(folder.path, "runs")]);
      expect(kept.stdout).toContain("${SOME_TOKEN}");
      expect(kept.stdout).not.toContain(env.SOME_TOKEN);
      const without = await runProgram(["t", ...args, "--mcp", url], { cwd: project });
      expect(without.stderr).toMatch(/could not be connected to: .*bearer token is needed.*\n.*headers/);
      expect(without.code).toBe(2);
    } finally {
      served.child.kill();
      await served.outcome;
    }
  });

  test.each([
    ["nothing-of-this-name --x", /✗ The MCP server nothing-of-this-name could not be connected to: .*ENOENT/],
    [
      `${node} -e "console.error('no key'); process.exit(1)"`,
      /Connection closed\nThe server wrote: no key\n.*--mcp-env/,
    ],
    ["http://127.0.0.1:1/mcp", /✗ The MCP server http:\/\/127.0.0.1:1\/mcp could not be connected to: \S.*\n.*address/],
    [" ", /not an empty text/],
    ["http://127.0.0.1:1/mcp --token x", /There is no header at word 2 of the MCP server's line\n.*-H "Name: value"/],
  ])("nothing is begun without the server %s", async (server, words) => {
    const args = await withModel([]);
    const { code: exit, stderr } = await runProgram(["t", ...args, "--mcp", server], { cwd: project });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain("    at ");
    expect(exit).toBe(2);
  });

  test("a server ends where the agent cannot be made", async () => {
    const pidFile = join(folder.path, "unused.pid");
    const args = await withModel([]);
    // One that does not end by itself when nobody speaks to it any more.
    const server = numbered(pidFile).replace("import(", "setInterval(() => {}, 1000); import(");
    const options = ["--mcp", server, "-i", "nosuchmodule"];
    const { code: exit, stderr } = await runProgram(["t", ...args, ...options], { cwd: project });
    expect([exit, stderr]).toEqual([2, expect.stringContaining("nosuchmodule")]);
    const pid = Number(readFileSync(pidFile, "utf8"));
    const stays = isAlive(pid);
    if (stays) process.kill(pid, "SIGKILL");
    expect(stays).toBe(false);
  });

  test("what is secret is in no command and in no error", async () => {
    const args = await withModel([]);
    const env = { SOME_KEY: "hush" };
    const inCommand = await runProgram(["t", ...args, "--mcp", `${node} x.mjs \${SOME_KEY}`], { cwd: project, env });
    expect(inCommand.stderr).toMatch(/\$\{SOME_KEY\} is filled in for .* URL and headers, .*\n.*--mcp-env SOME_KEY/);
    expect(inCommand.code).toBe(2);
    const url = "http://127.0.0.1:1/mcp?key=${SOME_KEY}";
    const inUrl = await runProgram(["t", ...args, "--mcp", url], { cwd: project, env });
    expect(inUrl.stderr).toContain("The MCP server http://127.0.0.1:1/mcp could not be connected to");
    expect(inUrl.stderr).not.toContain("hush");
  });

  test("a variable that is not there is missed before anything starts", async () => {
    const args = await withModel([]);
    const { code: exit, stderr } = await runProgram(["t", ...args, "--mcp", "x", "--mcp-env", "NO_SUCH"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("NO_SUCH, which the environment does not have")]);
  });

  test("without the official client it says what to install", async () => {
    const args = await withModel([]);
    const { code: exit, stderr } = await runProgram(["t", ...args, "--mcp", "x"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("npm install @modelcontextprotocol/client")]);
  });
});
