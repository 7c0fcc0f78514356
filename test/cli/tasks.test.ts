/** What a task may be given: files, images, tools, an agent of the other kind, the standard input. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { runProgram, temporaryFolder } from "./program.ts";
import type { Outcome, StartOptions } from "./program.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const answer = (code: string): string => `Thought: so.\n<code>\n${code}\n</code>`;

async function ask(replies: readonly ServerReply[], args: readonly string[], options?: StartOptions): Promise<Outcome> {
  server = await startOpenAIServer(replies);
  return runProgram([...args, "-m", "openai/x", "--api-base", server.url, "--no-save"], options);
}

const sent = (index: number): string => JSON.stringify(server?.requests[index]?.body["messages"]);

test("a file is opened by its name, and the model is told of it", async () => {
  writeFileSync(join(folder.path, "sales.csv"), "month,sum\nmay,3\n");
  const outcome = await ask(
    [answer("final_answer(open('sales.csv').read().split()[1])")],
    ["What was May?", "-f", join(folder.path, "sales.csv")],
  );
  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stdout: "may,3\n" });
  expect(sent(0)).toContain("Files that your code can open: sales.csv (16 B)");
});

test("the standard input is the task, or a file for it", async () => {
  const task = await ask([answer("final_answer('read')")], [], { input: "the task that was piped\n" });
  expect(task, task.stderr).toMatchObject({ code: 0, stdout: "read\n" });
  expect(sent(0)).toContain("the task that was piped");
  await server?.close();
  const file = await ask([answer("final_answer(open('stdin.txt').read())")], ["Read it.", "-f", "-"], {
    input: "piped",
  });
  expect(file, file.stderr).toMatchObject({ code: 0, stdout: "piped\n" });
});

test("an image is shown to the model", async () => {
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  writeFileSync(join(folder.path, "dot.png"), Buffer.from(png, "base64"));
  const outcome = await ask([answer("final_answer('a dot')")], ["What is it?", "-f", join(folder.path, "dot.png")]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stdout: "a dot\n" });
  expect(sent(0)).toContain(png);
});

test("an agent may act by calling tools, Python among them", async () => {
  const outcome = await ask(
    [
      { toolCalls: [{ name: "python_interpreter", arguments: { code: "print(6 * 7)" } }] },
      { toolCalls: [{ name: "final_answer", arguments: { answer: "42" } }] },
    ],
    ["six times seven", "--agent", "tools"],
  );
  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stdout: "42\n" });
  expect(sent(1)).toContain("42");
  expect(outcome.stderr).toContain('⚙ python_interpreter("print(6 * 7)") → ');
});

test("options of the provider are passed on as they are", async () => {
  const outcome = await ask([answer("final_answer(1)")], ["x", "-t", "none", "-o", "temperature=0.25", "-o", "seed=7"]);
  expect(outcome.code, outcome.stderr).toBe(0);
  expect(server?.requests[0]?.body).toMatchObject({ temperature: 0.25, seed: 7 });
});
