import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { fakeTerminal } from "./streams.ts";
import type { FakeOptions } from "./streams.ts";

/** Nobody listens at port 9: what runs on this machine is not found. */
const NOWHERE = Object.fromEntries(
  ["OLLAMA", "LM_STUDIO", "LLAMAFILE", "HOSTED_VLLM"].map((name) => [`${name}_API_BASE`, "http://127.0.0.1:9"]),
);

async function run(
  argv: readonly string[],
  options: FakeOptions = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const fake = fakeTerminal({ ...options, env: { ...NOWHERE, ...options.env } });
  const code = await runCommandLine(argv, fake.host);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe("help", () => {
  test.each([80, 40])("is as in the golden transcript, %i columns wide", async (columns) => {
    const { code, stdout } = await run(["--help"], { columns });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`golden/help-${columns}.txt`);
  });

  test.each(Object.keys(COMMANDS))("of %s names each of its options", async (name) => {
    const { code, stdout } = await run([name, "--help"]);
    expect(code).toBe(0);
    for (const option of Object.keys(COMMANDS[name]?.options ?? {})) expect(stdout).toContain(`--${option}`);
    expect((await run(["help", name])).stdout).toBe(stdout);
  });

  test("goes through a pipe without colours, and to a terminal with them", async () => {
    expect((await run(["--help"])).stdout).not.toContain("\u001b");
    expect((await run(["--help"], { isTTY: true })).stdout).toContain("\u001b[1mthreadsnake\u001b[22m");
    expect((await run(["--help"], { isTTY: true, env: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
    expect((await run(["--help", "--plain"], { isTTY: true })).stdout).not.toContain("\u001b");
  });
});

test("the version is that of the package", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(await run(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

describe("a command line that cannot work", () => {
  test.each([
    [
      ["rnus"],
      "✗ there is no command rnus\n  Did you mean threadsnake runs? To give an agent this word as its task: threadsnake run rnus\n",
    ],
    [["task", "--quite"], "✗ there is no option --quite\n  Did you mean --quiet?\n"],
    [["task", "--xyz"], "✗ there is no option --xyz\n"],
    [["task", "-m"], "✗ -m needs a value: -m PROVIDER/MODEL\n"],
    [["task", "-m", "--plain"], "✗ -m needs a value: -m PROVIDER/MODEL\n"],
    [["task", "--plain=yes"], "✗ --plain takes no value\n"],
    [
      ["task", "-m", "openai/x", "--api-base", "http://127.0.0.1:9", "--max-steps", "2.5"],
      '✗ --max-steps takes a whole number above 0, not "2.5"\n',
    ],
    [
      ["task", "-m", "openai/x", "--api-base", "http://127.0.0.1:9", "--agent", "cod"],
      '✗ --agent takes code or tools, not "cod"\n',
    ],
    [
      ["task", "-m", "openai/x", "--api-base", "http://127.0.0.1:9", "-t", "web_serch"],
      "✗ there is no tool web_serch\n  There are web_search, visit_webpage, wikipedia_search, user_input, python_interpreter; none for none.\n",
    ],
    [
      ["task", "-m", "openai/x", "--api-base", "http://127.0.0.1:9", "-f", "/no/such"],
      "✗ cannot read /no/such: there is no such file\n",
    ],
    [["task", "-m", "openai/x", "--key-file", "/no/such"], "✗ cannot read /no/such: there is no such file\n"],
    [["replay"], "✗ which run?\n  Name one that threadsnake runs lists, or say last.\n"],
    [["replay", "abcd", "--store", "/no/such"], "✗ there are no runs in /no/such\n"],
    [["python"], "✗ which program?\n  Name a file, give the code with -c, or - for the standard input.\n"],
  ])("%j says what is wrong and ends with 2", async (argv, stderr) => {
    expect(await run(argv)).toEqual({ code: 2, stdout: "", stderr });
  });
});

describe("the model", () => {
  test("that nobody has is told with what was looked for and what to do", async () => {
    const { code, stdout, stderr } = await run(["a task"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    await expect(stderr).toMatchFileSnapshot("golden/no-model.txt");
  });

  test("that has no key is told before anything is asked, with one that has", async () => {
    const env = { ANTHROPIC_API_KEY: "sk-ant-1234567890" };
    const { code, stderr } = await run(["a task", "-m", "openai/gpt-x"], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/No API key for openai\.\n {2}export OPENAI_API_KEY=/);
    expect(stderr).toContain("found ANTHROPIC_API_KEY: try  -m anthropic/");
    expect(stderr).not.toContain("1234567890");
  });

  test("of an unknown provider is told with near names", async () => {
    const { code, stderr } = await run(["a task", "-m", "opnai/gpt-x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean openai/?");
  });
});
