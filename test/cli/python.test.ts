import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram, temporaryFolder } from "./program.ts";

const folder = temporaryFolder();
beforeAll(() => {
  mkdirSync(join(folder.path, "lib/pkg"), { recursive: true });
  writeFileSync(
    join(folder.path, "program.py"),
    "import shout\nfrom pkg.deep import two\nprint(shout.loud('hi'), two)\n1 / 0\n",
  );
  writeFileSync(join(folder.path, "lib/shout.py"), "def loud(s):\n    return s.upper() + '!'\n");
  writeFileSync(join(folder.path, "lib/pkg/__init__.py"), "");
  writeFileSync(join(folder.path, "lib/pkg/deep.py"), "two = 2\n");
});
afterAll(() => folder.remove());

const python = (...args: string[]): ReturnType<typeof runProgram> => runProgram(["python", ...args]);

describe("threadsnake python", () => {
  test("runs a file with modules of a folder; prints stay on the standard output, the traceback does not", async () => {
    const program = join(folder.path, "program.py");
    const { code, stdout, stderr } = await python(program, "--path", join(folder.path, "lib"));
    expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: "HI! 2\n" });
    expect(stderr).toBe(
      `Traceback (most recent call last):\n  File "${program}", line 4, in <module>\n    1 / 0\nZeroDivisionError: division by zero\n`.replace(
        "    1 / 0\n",
        stderr.includes("~~^~~") ? "    1 / 0\n    ~~^~~\n" : "    1 / 0\n",
      ),
    );
  });

  test("runs code of the command line and of the standard input", async () => {
    expect(await python("-c", "print(2 ** 100)")).toMatchObject({
      code: 0,
      stdout: "1267650600228229401496703205376\n",
    });
    expect(await runProgram(["python", "-"], { input: "print('piped')\n" })).toMatchObject({
      code: 0,
      stdout: "piped\n",
    });
  });

  test("prints while it runs, and a reader that leaves is no error", async () => {
    const { code, stdout } = await python("-c", "for i in range(200000): print(i)");
    expect(code).toBe(0);
    expect(stdout.endsWith("199999\n")).toBe(true);
  });

  test("gives one JSON object when asked", async () => {
    const value = await python("-c", "print('log')\n{'a': (1, 2 ** 70)}", "--json");
    expect(JSON.parse(value.stdout)).toEqual({
      output: { a: [1, { $bigint: String(2n ** 70n) }] },
      text: `{'a': (1, ${2n ** 70n})}`,
      repr: `{'a': (1, ${2n ** 70n})}`,
      logs: "log\n",
    });
    const error = await python("-c", "print('log')\n1 / 0", "--json");
    expect(error.code).toBe(1);
    expect(JSON.parse(error.stdout)).toMatchObject({
      error: { pythonType: "ZeroDivisionError", message: "division by zero", line: 2 },
      logs: "log\n",
    });
  });

  test("ends with what the program says", async () => {
    expect(await python("-c", "raise SystemExit(3)")).toMatchObject({ code: 3, stdout: "", stderr: "" });
    expect(await python("-c", "raise SystemExit")).toMatchObject({ code: 0 });
    expect(await python("-c", "raise SystemExit('why')")).toMatchObject({ code: 1, stderr: "why\n" });
  });

  test.each([
    ["time", "while True: pass", "stopped after 0.5 seconds"],
    ["memory at once", "x = [0] * 10 ** 9", "more than 128 MB"],
    ["memory bit by bit", "x = []\nwhile True: x.append('a' * 10000 + str(len(x)))", "more than 128 MB"],
  ])("has a limit of %s, and says so", async (_, code, words) => {
    const outcome = await python("-c", code, "--seconds", words.includes("0.5") ? "0.5" : "30");
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain(words);
  });

  test("nests a thousand calls, and not endlessly many", async () => {
    const deep = "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\nprint(f(950))";
    expect(await python("-c", deep)).toMatchObject({ code: 0, stdout: "950\n" });
    const endless = await python("-c", "def f(): f()\nf()");
    expect(endless.code).toBe(1);
    expect(endless.stderr).toContain("RecursionError: maximum recursion depth exceeded");
  });

  test("knows no file, no module of the system and no file that is no text", async () => {
    expect((await python("-c", "open('/etc/passwd')")).code).toBe(1);
    writeFileSync(join(folder.path, "bytes.py"), new Uint8Array([0xff, 0xfe]));
    expect(await python(join(folder.path, "bytes.py"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not UTF-8 text"),
    });
    expect(await python(join(folder.path, "none.py"))).toMatchObject({ code: 2 });
  });
});
