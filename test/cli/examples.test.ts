/** Every program in examples/, run as a user would, with a model whose replies are written here. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { runExample } from "../mission/example.ts";
import { startOllamaServer } from "../servers/ollama.ts";
import type { ModelReply, ReceivedRequest, ScriptedServer } from "../servers/scripted-server.ts";
import { root, temporaryFolder } from "./program.ts";

const answer = (code: string): string => `Thought: so.\n<code>\n${code}\n</code>`;
const call = (name: string, args: Record<string, unknown>): ModelReply => ({ toolCalls: [{ name, arguments: args }] });

const folder = temporaryFolder();
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
  folder.remove();
});

/** Takes what the model could know only from the last message. */
function find(request: ReceivedRequest, pattern: RegExp): string {
  const messages = request.body["messages"] as { content: string }[];
  return pattern.exec(messages.at(-1)?.content ?? "")?.[1] ?? "nothing";
}

async function run(name: string, replies: Parameters<typeof startOllamaServer>[0]): Promise<string> {
  server = await startOllamaServer(replies);
  const env = { OLLAMA_API_BASE: server.url, RUNS: folder.path };
  const { code, stdout, stderr } = await runExample(name, env);
  expect(code, stderr).toBe(0);
  expect(server.unused()).toBe(0);
  return stdout;
}

test("quick-start: tool calls inside code", async () => {
  const code = 'rome, oslo = temperature("Rome"), temperature("Oslo")\nfinal_answer(f"Rome, by {rome - oslo} degrees")';
  expect(await run("quick-start", [answer(code)])).toBe(
    `--- Python\n${code}\n--- temperature gave 21\n--- temperature gave 4.5\n--- answer\nRome, by 16.5 degrees\n`,
  );
});

test("multi-agent: a manager's code calls another agent", async () => {
  const replies = [
    answer(
      'print(researcher("The top speed of a leopard"))\nprint(researcher("The length of the Pont des Arts in metres"))',
    ),
    call("look_up", { subject: "leopard" }),
    (request: ReceivedRequest) => call("final_answer", { answer: find(request, /(\d+) km\/h/) }),
    call("look_up", { subject: "Pont des Arts" }),
    (request: ReceivedRequest) => call("final_answer", { answer: find(request, /(\d+) m long/) }),
    (request: ReceivedRequest) =>
      answer(`final_answer(round(${find(request, /\b(155)\b/)} / (${find(request, /\b(58)\b/)} / 3.6), 2))`),
  ];
  expect(await run("multi-agent", replies)).toBe("9.62\n90 tokens, those of the whole team\n");
});

test("typed-answer: an answer of the wrong form is sent back", async () => {
  const replies = [
    answer("final_answer('about 100')"),
    answer(
      "final_answer({'total': sum(i['amount'] for i in invoices), 'largest': max(invoices, key=lambda i: i['amount'])})",
    ),
  ];
  expect(await run("typed-answer", replies)).toBe("100.00, most of it for ink\n");
});

test("approval: the call waits for a person, and the code goes on with what it was told", async () => {
  const replies = [
    answer('print(pay("the baker", 20))\nprint(pay("the carpenter", 900))'),
    (request: ReceivedRequest) =>
      answer(`final_answer("The carpenter waits: ${find(request, /(only after the delivery)/)}")`),
  ];
  expect(await run("approval", replies)).toBe(
    'asked: pay {"to":"the carpenter","amount":900}\nThe carpenter waits: only after the delivery\n',
  );
});

test("python-only: values, errors and limits of the language alone", async () => {
  expect(await run("python-only", [])).toBe(
    '4.2 "3 things\\n"\nZeroDivisionError in line 1: float division by zero\nstopped by the limit of seconds\n',
  );
});

test("no example is without a test", () => {
  const tested = [
    "approval",
    "detroit-chicago",
    "fibonacci",
    "multi-agent",
    "python-only",
    "quick-start",
    "typed-answer",
  ];
  expect(readdirSync(join(root, "examples")).sort()).toEqual(tested.map((name) => `${name}.ts`));
});
