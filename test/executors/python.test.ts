import { describe, expect, it } from "vitest";
import type { ToolSpec } from "../../src/executors/executor.ts";
import { type Isolation, LocalPythonExecutor, type LocalPythonExecutorOptions } from "../../src/executors/local.ts";
import { Media } from "../../src/executors/media.ts";
import { rejection } from "./fake/sandboxes.ts";

// The real Python in each kind of sandbox; process and worker run what `npm run build` made.

function create(isolation: Isolation, options: LocalPythonExecutorOptions = {}): LocalPythonExecutor {
  return new LocalPythonExecutor({ isolation, timeoutSeconds: 10, ...options });
}

function numberTool(name: string, outputType: string): ToolSpec {
  return {
    name,
    description: "",
    inputs: { type: "object", properties: { a: { type: "number" } }, required: ["a"] },
    outputType,
    call: ({ a }) => a,
  };
}

describe.each(["process", "worker", "none"] as const)("Python with isolation %s", (isolation) => {
  it("gives output, text, repr and logs, and keeps names", async () => {
    await using executor = create(isolation);
    expect(await executor.run("print('hi')\nx = [1, 2.5, 'é']")).toEqual({
      output: [1, 2.5, "é"],
      text: "[1, 2.5, 'é']",
      repr: "[1, 2.5, 'é']",
      logs: "hi\n",
      isFinalAnswer: false,
    });
    expect(await executor.run("for i in x: print(i)")).toMatchObject({
      output: undefined,
      text: "",
      logs: "1\n2.5\né\n",
    });
    expect((await executor.run("def f(n):\n    return n * len(x)\nf(2)")).output).toBe(6);
  });

  it("lets values cross by copy as the contract says", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ echo: (x: unknown) => x, kind: (x: unknown) => Object.prototype.toString.call(x) });
    const { output } = await executor.run("[None, True, 1, 2**70, 1.5, 'a', b'\\x00', (1, 2), {1}, {'a': 1}, {1: 2}]");
    const object = Object.assign(Object.create(null) as object, { a: 1 });
    expect(output).toEqual([
      null,
      true,
      1,
      2n ** 70n,
      1.5,
      "a",
      new Uint8Array([0]),
      [1, 2],
      new Set([1]),
      object,
      new Map([[1, 2]]),
    ]);
    expect(
      (
        await executor.run(
          "echo(3), echo(2.5), echo(2**70), echo(float('inf')), echo({1: 2}), echo({1, 2}), echo(b'x')",
        )
      ).repr,
    ).toBe("(3, 2.5, 1180591620717411303424, inf, {1: 2}, {1, 2}, b'x')");
    expect((await executor.run("kind(b'x'), kind({1: 2}), kind({'a': 1}), kind({1})")).output).toEqual([
      "[object Uint8Array]",
      "[object Map]",
      "[object Object]",
      "[object Set]",
    ]);
    await executor.sendVariables({ rows: [{ a: 1 }], when: new Date(0), nothing: undefined });
    expect((await executor.run("rows[0]['a'], when.year, nothing")).repr).toBe("(1, 1970, None)");
    await executor.sendTools({ now: () => new Date(86_400_000) });
    expect((await executor.run("(now() - when).days, now().isoformat()")).output).toEqual([
      1,
      "1970-01-02T00:00:00+00:00",
    ]);
    expect((await executor.run("when")).output).toEqual(new Date(0));
  });

  it("makes an integral result an int, but a float where the tool declares a number", async () => {
    await using executor = create(isolation);
    await executor.sendTools({
      whole: numberTool("whole", "integer"),
      real: numberTool("real", "number"),
      any: numberTool("any", "any"),
    });
    expect((await executor.run("whole(3), real(3), any(3), real(a=2.5)")).repr).toBe("(3, 3.0, 3, 2.5)");
  });

  it("binds arguments in Python's words", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ join: async (a: string, b = "-") => a + b });
    expect((await executor.run("join('a'), join('a', 'b'), join(b='z', a='y')")).output).toEqual(["a-", "ab", "yz"]);
    expect(await rejection(executor.run("join('a', 'b', 'c')"))).toMatchObject({
      type: "TypeError",
      message: "join() takes 2 positional arguments but 3 were given",
    });
    expect(await rejection(executor.run("join()"))).toMatchObject({ type: "TypeError" });
    expect(await rejection(executor.run("join('a', c=1)"))).toMatchObject({ type: "TypeError" });
    expect(await rejection(executor.run("join('a', **{'a': 1})"))).toMatchObject({ type: "TypeError" });
  });

  it("raises a tool's error where it was called, and Python can catch it", async () => {
    await using executor = create(isolation);
    await executor.sendTools({
      fail: () => {
        throw new RangeError("too far");
      },
    });
    expect((await executor.run("try:\n    fail()\nexcept ValueError as e:\n    r = str(e)\nr")).output).toBe("too far");
    const error = await rejection(executor.run("print('before')\n\nfail()"));
    expect(error).toMatchObject({
      name: "PythonError",
      type: "ValueError",
      message: "too far",
      line: 3,
      logs: "before\n",
    });
    expect(String(error["traceback"])).not.toMatch(/\.[mc]?[jt]s:\d|node:/);
  });

  it("hands functions to tools, which run them under the same budget", async () => {
    await using executor = create(isolation, { timeoutSeconds: 1 });
    await executor.sendTools({ apply: async (fn: (x: unknown) => Promise<unknown>, x: unknown) => fn(x) });
    expect((await executor.run("k = 10\napply(lambda x: x * k, 4)")).output).toBe(40);
    expect((await executor.run("apply(lambda x: apply(lambda y: y + x, 1), 5)")).output).toBe(6);
    expect(await rejection(executor.run("apply(lambda x: 1 / x, 0)"))).toMatchObject({
      type: "ZeroDivisionError",
      message: "division by zero",
    });
    expect(await rejection(executor.run("def f(x):\n    while True: pass\napply(f, 1)"))).toMatchObject({
      name: "LimitError",
      limit: expect.stringMatching(/^(seconds|operations)$/) as string,
    });
    expect((await executor.run("k")).output).toBe(10);
  });

  it("ends with the final answer, whatever catches it", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ final_answer: (answer: unknown) => answer });
    expect(
      await executor.run(
        "try:\n    final_answer({'a': 1})\nexcept BaseException:\n    print('caught')\nfinally:\n    print('after')\n2",
      ),
    ).toMatchObject({
      output: { a: 1 },
      isFinalAnswer: true,
      logs: "",
    });
    expect(await executor.run("1")).toMatchObject({ output: 1, isFinalAnswer: false });
  });

  it("refuses to rebind a tool, and leaves local names alone", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ echo: (x: unknown) => x });
    for (const code of [
      "echo = 1",
      "def echo(): pass",
      "class echo: pass",
      "import math as echo",
      "for echo in [1]: pass",
      "del echo",
    ]) {
      expect(await rejection(executor.run(code)), code).toMatchObject({ name: "PythonError" });
    }
    expect((await executor.run("def f(echo):\n    return echo\nf(1) + echo(2)")).output).toBe(3);
  });

  it("passes host objects on as handles", async () => {
    await using executor = create(isolation);
    const image = new Media("image", "image/png", new Uint8Array([1]));
    let seen: unknown;
    await executor.sendTools({
      look: (x: unknown) => {
        seen = x;
        return x;
      },
    });
    await executor.sendVariables({ image });
    expect((await executor.run("y = look(image)\ny is image or y == image, look(y)")).output).toEqual([
      expect.anything(),
      image,
    ]);
    expect(seen).toBe(image);
  });

  it("keeps names over a limit, and says what happened", async () => {
    await using executor = create(isolation, { timeoutSeconds: 0.5 });
    let calls = 0;
    await executor.sendTools({ next: () => ++calls });
    await executor.run("import random, time\nx = [next(), random.random(), time.time()]\ndef f():\n    return x");
    const before = (await executor.run("f()")).output;
    const error = await rejection(executor.run("x.append(9)\nprint('so far')\nwhile True:\n    pass"));
    expect(error).toMatchObject({ name: "LimitError", limit: "seconds", logs: "so far\n" });
    expect(error.message).toContain("Names from before this action are kept");
    expect((await executor.run("f()")).output).toEqual(before);
    expect(calls).toBe(1);
  });

  it("runs a session of one long action and three limits to its answer", async () => {
    await using executor = create(isolation, { timeoutSeconds: 2 });
    await executor.run("n = 0\nwhile n < 300_000:\n    n += 1");
    for (let round = 0; round < 3; round++) await rejection(executor.run("[0] * 10**12"));
    expect((await executor.run("n")).output).toBe(300_000);
  });

  it("refuses what cannot cross in words for Python", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ echo: (x: unknown) => x });
    expect(await rejection(executor.run("x = []\nx.append(x)\necho(x)"))).toMatchObject({ name: "PythonError" });
    expect(await rejection(executor.run("echo(type('C', (), {})())"))).toMatchObject({ name: "PythonError" });
    expect((await executor.run("class C: pass\nC()")).repr).toMatch(/^<__main__\.C object/);
  });

  it("refuses to bind a tool's name, also through the dict of the globals", async () => {
    await using executor = create(isolation);
    await executor.sendTools({ echo: (x: unknown) => x });
    for (const code of [
      "echo = 1",
      "globals()['echo'] = 1",
      "globals().update(echo=1)",
      "globals().pop('echo')",
      "globals().clear()",
      "while globals(): globals().popitem()",
      "import __main__\n__main__.echo = 1",
      "dict.__setitem__(globals(), 'echo', 1)",
      "import sys\nsys._getframe().f_globals['echo'] = 1",
      "exec('echo = 1', globals())",
    ]) {
      expect(await rejection(executor.run(code)), code).toMatchObject({
        type: "TypeError",
        message: "cannot assign to name 'echo': it is a tool of this agent; choose another name",
      });
    }
    expect((await executor.run("def f(echo): return echo\nf(1), echo(2)")).repr).toBe("(1, 2)");
  });

  it("shows no control sequences in errors, texts and reprs", async () => {
    await using executor = create(isolation);
    const error = await rejection(executor.run("raise ValueError('a\\x1b[2Jb\\x07')"));
    expect(error.message).toBe("ab");
    expect(error["traceback"]).not.toContain("\x1b");
    const shown = await executor.run("class R:\n    def __repr__(self): return 'r\\x1b[31m'\nR()");
    expect([shown.text, shown.repr]).toEqual(["r", "r"]);
  });

  it("wakes what sleeps past its limit by the limit itself", async () => {
    await using executor = create(isolation, { timeoutSeconds: 0.5 });
    for (const code of ["import time\ntime.sleep(100)", "import time\nwhile True:\n    time.sleep(0.01)"]) {
      const error = await rejection(executor.run(code));
      expect(error).toMatchObject({ name: "LimitError", limit: "seconds" });
      expect(error.message).toContain("The action was stopped after 0.5 seconds");
    }
  });

  it("imports the modules and finds the files that it was given", async () => {
    await using executor = create(isolation, {
      modules: { "mylib.text": "def shout(s): return s.upper()" },
      files: { "data.txt": "hello" },
      additionalAuthorizedImports: ["mylib.*"],
    });
    expect((await executor.run("from mylib.text import shout\nshout(open('data.txt').read())")).output).toBe("HELLO");
    expect(await rejection(executor.run("import subprocess"))).toMatchObject({ name: "PythonError" });
  });

  it("gives the same session again for the same seed and clock", async () => {
    const code = "import random, time, uuid\n[random.random(), time.time(), str(uuid.uuid4())]";
    await using first = create(isolation, { seed: 5, additionalAuthorizedImports: ["uuid"] });
    await using second = create(isolation, { seed: 5, additionalAuthorizedImports: ["uuid"] });
    const { output, clock } = await first.run(code);
    expect((await second.run(code, { clock })).output).toEqual(output);
  });
});

it.each(["process", "worker"] as const)(
  "isolation %s forgets the namespaces in which exec() ran",
  async (isolation) => {
    await using executor = create(isolation, { limits: { memoryBytes: 64 << 20 } });
    const code = "for i in range(40):\n    exec(f'x = [{i}] * 1000000\\ndef f(): return x', {})\n'end'";
    expect((await executor.run(code)).output).toBe("end");
  },
);
