import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Media } from "../../../src/executors/media.ts";
import { CPythonExecutor } from "../../../src/executors/remote/cpython.ts";
import { DockerExecutor } from "../../../src/executors/remote/docker.ts";
import { E2BExecutor } from "../../../src/executors/remote/e2b.ts";
import { rejection } from "../fake/sandboxes.ts";
import { directory, EXECUTORS } from "./executors.ts";

describe.each(EXECUTORS)("%s", (_name, create) => {
  it("runs actions, keeps names, and gives values as data", async () => {
    await using executor = create();
    expect(await executor.run("print('hi')\nx = [1, 2.5, 'é\\ud800']")).toEqual({
      output: [1, 2.5, "é\ud800"],
      text: "[1, 2.5, 'é\\ud800']",
      repr: "[1, 2.5, 'é\\ud800']",
      logs: "hi\n",
      isFinalAnswer: false,
    });
    expect((await executor.run("len(x)")).output).toBe(3);
    const { output } = await executor.run(
      "(2**70, b'\\x00', {1: 2}, {'a': float('nan')}, {3}, None, True, {'$set': 1})",
    );
    expect(output).toEqual([
      2n ** 70n,
      new Uint8Array([0]),
      new Map([[1, 2]]),
      Object.assign(Object.create(null), { a: NaN }),
      new Set([3]),
      null,
      true,
      Object.assign(Object.create(null), { $set: 1 }),
    ]);
    expect(await executor.run("object()")).toMatchObject({
      output: undefined,
      text: expect.stringMatching(/^<object object/) as string,
    });
  });

  it("calls tools on the host, with keywords, functions and errors", async () => {
    await using executor = create();
    const image = new Media("image", "image/png", new Uint8Array([1]));
    await executor.sendTools({
      join: (a: string, b = "-") => a + b,
      apply: async (fn: (x: number) => Promise<number>, x: number) => (await fn(x)) + 1,
      fail: () => {
        throw new RangeError("too far");
      },
      picture: () => image,
      echo: (x: unknown) => x,
    });
    expect((await executor.run("join('a', b='z')")).output).toBe("az");
    expect((await executor.run("k = 10\napply(lambda x: x * k, 4)")).output).toBe(41);
    expect((await executor.run("try:\n    fail()\nexcept ValueError as e:\n    r = str(e)\nr")).output).toBe("too far");
    expect(await rejection(executor.run("join('a', 'b', 'c')"))).toMatchObject({
      name: "PythonError",
      type: "TypeError",
    });
    expect((await executor.run("echo(picture())")).output).toBe(image);
    expect(await rejection(executor.run("x = []\nx.append(x)\necho(x)"))).toMatchObject({
      type: "ValueError",
      message: "echo(): the value contains itself and cannot be passed on",
    });
  });

  it("ends with the final answer, whatever catches it", async () => {
    await using executor = create();
    await executor.sendTools({ final_answer: (answer: unknown) => answer });
    expect(
      await executor.run("try:\n    final_answer({'a': 1})\nexcept BaseException:\n    pass\nprint('after')\n2"),
    ).toMatchObject({ output: { a: 1 }, isFinalAnswer: true });
    expect(await executor.run("1")).toMatchObject({ output: 1, isFinalAnswer: false });
  });

  it("raises with type, line, traceback and what was printed", async () => {
    await using executor = create();
    const error = await rejection(executor.run("print('before')\ndef f():\n    return 1 / 0\nf()"));
    expect(error).toMatchObject({
      name: "PythonError",
      type: "ZeroDivisionError",
      message: "division by zero",
      line: 3,
      logs: "before\n",
    });
    expect(error["traceback"]).toContain('File "<string>", line 4, in <module>');
    expect(error["traceback"]).not.toMatch(/run_tree|on_run/);
    expect(await rejection(executor.run("1 +"))).toMatchObject({ type: "SyntaxError", line: 1 });
    expect(await rejection(executor.run("import sys\nsys.exit(3)"))).toMatchObject({ type: "SystemExit" });
  });

  it("stops at its limits and says that the names are lost", async () => {
    await using executor = create({ timeoutSeconds: 0.5, limits: { outputBytes: 1000, hostCalls: 2 } });
    await executor.sendTools({ echo: (x: unknown) => x, slow: () => new Promise(() => {}) });
    await executor.run("x = 1");
    const error = await rejection(
      executor.run("print('so far')\ntry:\n    while True:\n        pass\nexcept BaseException:\n    pass"),
    );
    expect(error).toMatchObject({ name: "LimitError", limit: "seconds", logs: "so far\n" });
    expect(error.message).toMatch(/^The action was stopped after 0.5 seconds, in line [34]\. All names are lost/);
    expect(await rejection(executor.run("x"))).toMatchObject({ type: "NameError" });
    expect(await rejection(executor.run("while True:\n    print('y')"))).toMatchObject({
      name: "LimitError",
      limit: "output",
    });
    expect(await rejection(executor.run("[echo(i) for i in range(9)]"))).toMatchObject({
      name: "LimitError",
      limit: "hostCalls",
    });
    expect(await rejection(executor.run("slow()"))).toMatchObject({ name: "LimitError", limit: "seconds" });
    expect((await executor.run("echo(5)")).output).toBe(5);
  });

  it("imports modules and finds files that it was given", async () => {
    await using executor = create({
      modules: { "mylib.text": "def shout(s): return s.upper()" },
      files: { "data/a.txt": "hello" },
    });
    expect((await executor.run("import mylib.text\nmylib.text.shout(open('data/a.txt').read())")).output).toBe("HELLO");
  });

  it("leaves the folder of its host alone", async () => {
    const before = readdirSync(".");
    await using executor = create({ files: { "written-here/a.txt": "hello" } });
    await executor.run("open('written-there.txt', 'w').write('x')");
    expect(readdirSync(".").filter((name) => !before.includes(name))).toEqual([]);
  });

  it("is not confused by what is written to the real standard output", async () => {
    await using executor = create();
    expect((await executor.run("import os\nos.write(1, b'garbage')\nos.system('echo more')\n1")).output).toBe(1);
  });
});

describe("a real Python", () => {
  it("runs out of memory as a limit", async () => {
    await using executor = new CPythonExecutor({ limits: { memoryBytes: 64 << 20 } });
    expect(await rejection(executor.run("x = bytearray(2 * 10**9)"))).toMatchObject({
      name: "LimitError",
      limit: "memory",
    });
  });

  it("takes its children and its folder along when it is killed", async () => {
    const executor = new CPythonExecutor({ timeoutSeconds: 5 });
    const { output } = await executor.run(
      "import os, subprocess\n[subprocess.Popen(['sleep', '60']).pid, os.getcwd()]",
    );
    const [pid, folder] = output as [number, string];
    expect(existsSync(folder)).toBe(true);
    await executor.close();
    expect(existsSync(folder)).toBe(false);
    const status = `/proc/${String(pid)}/status`;
    expect(existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, "utf8"))).toBe(false);
  });

  it("that ends between actions is said so, once", async () => {
    await using executor = new CPythonExecutor();
    const { output: pid } = await executor.run("import os\nx = 1\nos.getpid()");
    process.kill(pid as number, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await rejection(executor.run("x"))).toMatchObject({
      name: "LimitError",
      limit: "crash",
      message: expect.stringContaining("All names are lost") as string,
    });
    expect(await rejection(executor.run("x"))).toMatchObject({ type: "NameError" });
  });

  it("that is not there is said so", async () => {
    await using executor = new CPythonExecutor({ python: "no-such-python" });
    expect(await rejection(executor.run("1"))).toMatchObject({ code: "python-missing" });
  });
});

describe("a container", () => {
  it("whose command is missing is said so", async () => {
    await using executor = new DockerExecutor({ command: "no-such-docker" });
    expect(await rejection(executor.run("1"))).toMatchObject({
      code: "sandbox-start",
      message: expect.stringContaining("ENOENT") as string,
    });
  });

  it("is started without network and privileges, and removed", () => {
    const log = readFileSync(join(directory, "docker.log"), "utf8");
    expect(log).toMatch(
      /^run --interactive --rm --name=threadsnake-[0-9a-f-]+ --network=none --memory=\d+ .*--cap-drop=ALL .*--read-only .*python:3.12-slim python3 -I -c/m,
    );
    expect(log).toMatch(/^rm --force threadsnake-/m);
  });
});

describe("E2B", () => {
  it("without its package says what to install", async () => {
    await using executor = new E2BExecutor();
    expect(await rejection(executor.run("1"))).toMatchObject({ code: "peer-missing", hint: "Run: npm install e2b" });
  });
});
