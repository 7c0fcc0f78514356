import { afterEach, expect, test } from "vitest";
import { createRequestHandler } from "../../src/cli/ask-person.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { Terminal } from "../../src/cli/terminal.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer } from "../servers/scripted-server.ts";
import { temporaryFolder } from "./program.ts";
import { fakeTerminal } from "./streams.ts";
import type { FakeTerminal } from "./streams.ts";

const folder = temporaryFolder();
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  folder.remove();
});

/** Types each line when the one before has been answered. */
async function type(fake: FakeTerminal, lines: readonly (readonly [prompt: RegExp, line: string])[]): Promise<void> {
  let from = 0;
  for (const [prompt, line] of lines) {
    for (;;) {
      const match = prompt.exec(fake.stdout().slice(from));
      if (match !== null) {
        from += match.index + match[0].length;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    fake.keyboard.write(`${line}\n`);
  }
}

test("one task after another shares memory and Python's names; a tool may ask the person", async () => {
  server = await startOpenAIServer([
    "Thought: keep it.\n<code>\nname = user_input('Which name?')\nfinal_answer('noted')\n</code>",
    "Thought: I have it.\n<code>\nfinal_answer(f'It was {name}.')\n</code>",
  ]);
  const fake = fakeTerminal({ isTTY: true, env: { NO_COLOR: "1" } });
  const ended = runCommandLine(
    ["-m", "openai/x", "--api-base", server.url, "--store", folder.path, "-t", "user_input"],
    fake.host,
  );
  await type(fake, [
    [/❯ /, "Ask me for a name"],
    [/\? Which name\? /, "Ada"],
    [/✔ noted[^]*❯ /, "What was it?"],
    [/✔ It was Ada\.[^]*❯ /, ""],
  ]);
  expect(await ended).toBe(0);
  expect(server.requests).toHaveLength(2);
  expect(JSON.stringify(server.requests[1]?.body["messages"])).toContain("Ask me for a name");
});

const CODE = "Thought: go.\n<code>\nfinal_answer('ran')\n</code>";
const agreeing = async (approve: string, tools: string, replies: string[], lines: [RegExp, string][]) => {
  server = await startOpenAIServer(replies);
  const fake = fakeTerminal({ isTTY: true, env: { NO_COLOR: "1" } });
  const { url } = server;
  const ended = runCommandLine(
    ["-m", "openai/x", "--api-base", url, "--store", folder.path, "-t", tools, "--approve", approve],
    fake.host,
  );
  await type(fake, lines);
  expect(await ended).toBe(0);
  return server.requests.map(({ body }) => JSON.stringify(body["messages"]));
};

test("code runs when the person agrees; why not is told to the model", async () => {
  const [, second] = await agreeing(
    "code",
    "none",
    [CODE, CODE],
    [
      [/❯ /, "Go"],
      [/⏸ python_interpreter[^]*run it\? .*: /, "use a loop"],
      [/⏸ python_interpreter[^]*run it\? .*: /, "y"],
      [/✔ ran[^]*❯ /, ""],
    ],
  );
  expect(second).toContain("A person refused this code, and it was not run: use a loop");
});

test("a tool that code calls waits for the person", async () => {
  const call = "Thought: ask.\n<code>\nx = wikipedia_search(query='a')\n</code>";
  const [, second] = await agreeing(
    "tools",
    "wikipedia_search",
    [call, CODE],
    [
      [/❯ /, "Go"],
      [/⏸ wikipedia_search\("a"\)[^]*run it\? .*: /, "n"],
      [/✔ ran[^]*❯ /, ""],
    ],
  );
  expect(second).toContain("A person refused the call of wikipedia_search");
});

test("who agrees for always is not asked about this tool again, and may change arguments", async () => {
  const fake = fakeTerminal({ isTTY: true, env: { NO_COLOR: "1" } });
  const handler = createRequestHandler(new Terminal(fake.host));
  const request = { kind: "tool" as const, name: "send", args: { to: "a" }, hash: "h", key: "k", runId: "r" };
  const first = handler(request);
  await type(fake, [[/send\("a"\)[^]*: /, "a"]]);
  expect(await first).toBe(true);
  expect(await handler({ ...request, args: { to: "b" } })).toBe(true);
  const changed = handler({ ...request, name: "pay" });
  await type(fake, [[/pay\("a"\)[^]*: /, '{"to": "c"}']]);
  expect(await changed).toEqual({ approved: true, args: { to: "c" } });
  const other = handler({ ...request, name: "delete" });
  await type(fake, [[/delete\("a"\)[^]*: /, "no"]]);
  expect(await other).toBe(false);
  for (const kind of ["code", "repeat"] as const) {
    const asked = handler({ ...request, kind, name: kind });
    const prompt = new RegExp(`${kind}\\("a"\\)[^]*run it\\? \\[y\\]es, \\[n\\]o, \\[a\\]lways, or why not: `);
    await type(fake, [[prompt, '{"to": "c"}']]);
    expect(await asked).toEqual({ approved: false, reason: '{"to": "c"}' });
  }
});
