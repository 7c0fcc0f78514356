/** A run outlives its process: killed in the middle, it is listed and finished, and the model is asked nothing twice. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { runProgram, startProgram, temporaryFolder, until } from "../cli/program.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";

const folder = temporaryFolder();
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
  folder.remove();
});

const first = "Thought: first the half.\n<code>\nhalf = 21\nprint(half)\n</code>";
const second = "Thought: and now twice that.\n<code>\nfinal_answer(half * 2)\n</code>";

test("kill -9 in the middle of a run loses nothing that was recorded", async () => {
  server = await startOllamaServer([first, { hang: true }, second]);
  const { requests, url } = server;
  const model = ["-m", "ollama_chat/llama3.2", "--api-base", url, "--store", folder.path];

  const killed = startProgram(["What is twice 21?", ...model]);
  await until(() => requests.length === 2, killed);
  killed.child.kill("SIGKILL");
  expect(await killed.outcome).toMatchObject({ signal: "SIGKILL", stdout: "" });

  const listed = await runProgram(["runs", "--json", "--store", folder.path]);
  const [summary] = listed.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(summary).toMatchObject({ task: "What is twice 21?", state: "interrupted", steps: 1 });
  const shown = await runProgram(["runs", "--store", folder.path]);
  expect(shown.stdout).toMatch(/◌ broken off\s+1 step .*What is twice 21\?/);

  const resumed = await runProgram(["resume", String(summary?.["id"]), "--store", folder.path]);
  expect({ code: resumed.code, stdout: resumed.stdout }, resumed.stderr).toEqual({ code: 0, stdout: "42\n" });
  expect(requests).toHaveLength(3);
  // What the second process asked is what the first had asked when it died.
  expect(requests[2]?.body).toEqual(requests[1]?.body);
  expect(repliesInLog(folder.path)).toBe(2);

  const again = await runProgram(["resume", "last", "--store", folder.path]);
  expect({ code: again.code, stdout: again.stdout }, again.stderr).toEqual({ code: 0, stdout: "42\n" });
  expect(requests).toHaveLength(3);
});

function repliesInLog(directory: string): number {
  const name = readdirSync(directory).find((entry) => entry.endsWith(".jsonl")) ?? "";
  return readFileSync(join(directory, name), "utf8").split('"type":"model-reply"').length - 1;
}
