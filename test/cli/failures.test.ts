/** What bad luck and bad input get: visible waiting, one clear error, the right end, and a run that can be gone on with. */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ScriptedServer, ServerReply } from "../servers/scripted-server.ts";
import { runProgram, startProgram, temporaryFolder, until } from "./program.ts";
import type { Outcome } from "./program.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function ask(replies: readonly ServerReply[], ...args: readonly string[]): Promise<Outcome> {
  server = await startOpenAIServer(replies);
  return runProgram(["hello", "-m", "openai/x", "--api-base", server.url, "--store", folder.path, ...args]);
}

const answer = (code: string): string => `Thought: so.\n<code>\n${code}\n</code>`;
const refusal = (status: number, message: string, headers: Record<string, string> = {}): ServerReply => ({
  status,
  headers,
  body: { error: { message, type: "server_error", param: null, code: null } },
});
const NOW = { "retry-after-ms": "10" };

describe("a model that fails", () => {
  test.each([
    ["a wrong key", [refusal(401, "Incorrect API key provided")], "the key was refused (401): Incorrect API key"],
    ["an unknown model", [refusal(404, "The model `x` does not exist")], "The model `x` does not exist"],
    ["no credit", [refusal(429, "You exceeded your current quota, check your billing")], "no credit or quota"],
  ] satisfies [string, ServerReply[], string][])(
    "for %s ends at once with 3 and the provider's words",
    async (_, replies, words) => {
      const { code, stdout, stderr } = await ask(replies);
      expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
      expect(unwrapped(stderr)).toContain(words);
      expect(stderr).toContain("saved · go on: threadsnake resume ");
      expect(server?.requests).toHaveLength(1);
    },
  );

  test("for a moment is asked again, and that is seen", async () => {
    const { code, stdout, stderr } = await ask([
      refusal(429, "slow down", NOW),
      refusal(500, "oops", NOW),
      answer("final_answer('at last')"),
    ]);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: "at last\n" });
    expect(unwrapped(stderr)).toContain("too many requests (429): slow down · asks again in 10ms (attempt 2)");
    expect(unwrapped(stderr)).toContain("the server failed (500): oops · asks again in 10ms (attempt 3)");
  });

  test("for good ends with 3, and the run goes on when the model is back", async () => {
    const failed = await ask([answer("x = 20"), ...Array.from({ length: 5 }, () => refusal(503, "overloaded", NOW))]);
    expect(failed.code, failed.stderr).toBe(3);
    expect(unwrapped(failed.stderr)).toContain("(503): overloaded");
    await server?.close();
    server = await startOpenAIServer([answer("final_answer(x + 1)")]);
    const resumed = await runProgram([
      "resume",
      "last",
      "-m",
      "openai/x",
      "--api-base",
      server.url,
      "--store",
      folder.path,
    ]);
    expect({ code: resumed.code, stdout: resumed.stdout }, resumed.stderr).toEqual({ code: 0, stdout: "21\n" });
    expect(server.requests).toHaveLength(1);
  });

  test("in the middle of a stream is asked again", async () => {
    const { code, stdout, stderr } = await ask([
      {
        headers: { "content-type": "text/event-stream" },
        chunks: ['data: {"choices":[{"delta":{"content":"Thought: half a"}}]}\n\n'],
        cut: true,
      },
      answer("final_answer('whole')"),
    ]);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: "whole\n" });
    expect(stderr).toContain("(this reply broke off)");
  });

  test("by silence ends with 3", async () => {
    const { code, stderr } = await ask([{ hang: true }, { hang: true }], "-o", "timeoutSeconds=0.2");
    expect(code, stderr).toBe(3);
    expect(stderr).toContain("sent nothing for 200 ms");
  });

  test("with -q says one line", async () => {
    const { code, stdout, stderr } = await ask([refusal(401, "Incorrect API key provided")], "-q");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^✗ .*Incorrect API key provided\n {2}.*--key-file/);
  });
});

describe("an action that fails", () => {
  test("is told to the model, and the run goes on", async () => {
    const { code, stdout, stderr } = await ask(
      [
        "I have no code.",
        answer("print(undefined_name)"),
        answer("while True:\n    pass"),
        answer("final_answer({'a': [1, None]})"),
      ],
      "--timeout",
      "0.5",
    );
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: '{"a":[1,null]}\n' });
    expect(unwrapped(stderr)).toMatch(/✗ Your reply holds no code/);
    // The form of a reply is shown to the model; a person is not told to reply.
    expect(unwrapped(stderr)).not.toContain("Reply in this form");
    expect(stderr).toContain("✗ NameError: name 'undefined_name' is not defined");
    expect(unwrapped(stderr)).toMatch(/✗ The action was stopped after 0.5 seconds.*to give it more time: --timeout/);
  });

  test("until the steps are spent ends with 1 and the answer that was asked for then", async () => {
    const { code, stdout, stderr } = await ask(
      [answer("x = 1"), answer("x = 2"), "The answer is 3."],
      "--max-steps",
      "2",
    );
    expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: "The answer is 3.\n" });
    expect(stderr).toContain("out of steps");
  });
});

describe("Ctrl-C", () => {
  test("stops the run at once, saves it, and ends with 130; it goes on where it was", async () => {
    server = await startOpenAIServer([answer("x = 20"), { hang: true }, answer("final_answer(x + 2)")]);
    const { requests, url } = server;
    const args = ["-m", "openai/x", "--api-base", url, "--store", folder.path];
    const stopped = startProgram(["hello", ...args]);
    await until(() => requests.length === 2, stopped);
    const started = performance.now();
    stopped.child.kill("SIGINT");
    const { code, stdout, stderr } = await stopped.outcome;
    expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(stderr).toContain("■ stopped in step 2");
    const resumed = await runProgram(["resume", "last", "--store", folder.path]);
    expect({ code: resumed.code, stdout: resumed.stdout }, resumed.stderr).toEqual({ code: 0, stdout: "22\n" });
    expect(requests).toHaveLength(3);
  });

  test("stops Python that never ends", async () => {
    server = await startOpenAIServer([answer("while True:\n    pass")]);
    const running = startProgram(["hello", "-m", "openai/x", "--api-base", server.url, "--store", folder.path]);
    let text = "";
    running.child.stderr?.on("data", (data: Buffer) => (text += data.toString()));
    await until(() => text.includes("pass"), running);
    running.child.kill("SIGINT");
    const { code, stderr } = await running.outcome;
    expect(code, stderr).toBe(130);
  });
});

/** Without the line breaks that the width made. */
function unwrapped(text: string): string {
  return text.replaceAll(/\n +/g, " ");
}
