/** The first program of the first page: the 118th Fibonacci number, from the command line and from the library. */
import { afterEach, describe, expect, test } from "vitest";
import { root, runProgram, start, temporaryFolder } from "../cli/program.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";
import { runExample } from "./example.ts";

const TASK = "Could you give me the 118th number in the Fibonacci sequence?";
const ANSWER = "2046711111473984623691759\n";

const CODE = "a, b = 0, 1\nfor _ in range(117):\n    a, b = b, a + b\nfinal_answer(b)";
const REPLIES = {
  tags: `Thought: I go through the sequence.\n<code>\n${CODE}\n</code>`,
  fence: `Thought: I go through the sequence.\n\`\`\`python\n${CODE}\n\`\`\``,
};

const folder = temporaryFolder();
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterEach(() => folder.remove());

const storing = ["--store", folder.path];

describe.each(Object.entries(REPLIES))("a model that writes its code in a %s", (_, reply) => {
  test("answers over Ollama's protocol", async () => {
    server = await startOllamaServer([reply]);
    const args = ["-m", "ollama_chat/llama3.2", "--api-base", server.url, TASK, ...storing];
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: ANSWER });
    expect(server.requests[0]?.body).toMatchObject({ model: "llama3.2", options: { num_ctx: 8192 } });
    expect(server.unused()).toBe(0);
  });

  test.each(["/v1", ""])("answers over OpenAI's protocol, at an address that ends in %j", async (path) => {
    const { url, ...rest } = await startOpenAIServer([reply]);
    server = { url, ...rest };
    const args = ["-m", "openai/x", "--api-base", url.replace(/\/v1$/, path), TASK, ...storing];
    const { code, stdout, stderr } = await runProgram(args);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: ANSWER });
    expect(server.unused()).toBe(0);
  });

  test("answers to a program that uses the library", async () => {
    server = await startOllamaServer([reply]);
    const { code, stdout, stderr } = await runExample("fibonacci", { OLLAMA_API_BASE: server.url });
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: ANSWER });
    expect(server.requests[0]?.body).toMatchObject({ model: "llama3.2", options: { num_ctx: 8192 } });
  });
});

test("npm start takes the task and its options", async () => {
  server = await startOllamaServer([REPLIES.tags]);
  const args = [TASK, "-m", "ollama_chat/llama3.2", "--api-base", server.url, ...storing];
  const { code, stdout, stderr } = await start(["npm", "start", "--silent", "--", ...args], { cwd: root }).outcome;
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: ANSWER });
});

test("npm start with nothing configured runs the demo and says that it is one", async () => {
  const env = { THREADSNAKE_HOME: folder.path };
  const { code, stdout, stderr } = await start(["npm", "start", "--silent"], { cwd: root, env }).outcome;
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("this is the demo");
  expect(stderr).toContain("the model's replies are scripted, the Python is really run");
  expect(stderr).toMatch(/✗ TypeError: unsupported operand type/);
  expect(stdout).toMatch(/^Hilltop had the most rain, 55.0 mm: 35.5 mm more than Airfield/);
});
