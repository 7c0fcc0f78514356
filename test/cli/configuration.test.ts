import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configure } from "../../src/cli/configuration.ts";
import { Arguments } from "../../src/cli/options.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";
import { runProgram } from "./program.ts";

let folder = "";
let server: ScriptedServer | undefined;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "threadsnake-config-"))));
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const write = (value: unknown): void =>
  writeFileSync(join(folder, "threadsnake.config.json"), typeof value === "string" ? value : JSON.stringify(value));

test("a folder without a configuration changes nothing", () => {
  const args = new Arguments({ quiet: true }, ["task"]);
  expect(configure(args)).toEqual({ args });
});

test("the file gives the model and the options; the command line and the environment come before it", async () => {
  server = await startOpenAIServer(Array.from({ length: 4 }, () => "Thought: done.\n<code>\nfinal_answer(1)\n</code>"));
  write({
    model: "openai/from-file",
    apiBase: server.url,
    options: { temperature: 0.5, seed: 7 },
    tools: [],
    maxSteps: 3,
  });
  const run = (args: string[], env = {}) => runProgram(["task", "--no-save", ...args], { cwd: folder, env });
  const first = await run([]);
  expect(first).toMatchObject({ code: 0, stdout: "1\n" });
  expect(first.stderr).toContain("from threadsnake.config.json");
  await run(["-o", "temperature=0.1"]);
  await run(["-m", "openai/named", "--api-base", server.url]);
  await run([], { THREADSNAKE_MODEL: `openai/variable@${server.url}` });
  expect(server.requests.map(({ body: { model, temperature, seed } }) => [model, temperature, seed])).toEqual([
    ["from-file", 0.5, 7],
    ["from-file", 0.1, 7],
    ["named", 0.5, 7],
    ["variable", 0.5, 7],
  ]);
});

test.each([
  ["{", "threadsnake.config.json: "],
  ["[1]", "it is no object"],
  [{ modell: "x" }, "there is no setting modell\n  Did you mean model?"],
  [{ apiKey: "k" }, "there is no setting apiKey"],
  [{ maxSteps: "many" }, 'maxSteps is a number, not "many"'],
  [{ tools: "web_search" }, "tools is a list of names"],
  [{ model: "openai/x", agent: "cod" }, "--agent takes code or tools"],
  [{ apiBase: "http://127.0.0.1:9" }, "apiBase belongs to a model"],
])("%j is told and ends with 2", async (value, message) => {
  write(value);
  const { code, stderr } = await runProgram(["task"], { cwd: folder, env: { OPENAI_API_KEY: "k" } });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
