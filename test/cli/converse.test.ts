import { afterEach, expect, test } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";
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
