import { beforeAll, describe, expect, it } from "vitest";
import type { ToolSpec } from "../../src/executors/executor.ts";
import { Media } from "../../src/executors/media.ts";
import { program } from "./fake/engine.ts";
import { fakeEntry, fakeExecutor, rejection } from "./fake/sandboxes.ts";

const sum: ToolSpec = {
  name: "sum",
  description: "Adds.",
  inputs: { type: "object", properties: { a: { type: "number" }, b: { type: "number" } }, required: ["a"] },
  outputType: "number",
  call: ({ a, b = 0 }) => (a as number) + (b as number),
};

beforeAll(async () => {
  await Promise.all([fakeEntry("process-entry"), fakeEntry("worker-entry")]);
});

describe.each(["process", "worker", "none"] as const)("isolation %s", (isolation) => {
  it("gives output, text, repr and logs, and keeps names", async () => {
    await using executor = fakeExecutor(isolation);
    expect(await executor.run(program(["print", "hello\n"], ["set", "x", [1, "a"]]))).toEqual({
      output: [1, "a"],
      text: "1,a",
      repr: '[1,"a"]',
      logs: "hello\n",
      isFinalAnswer: false,
    });
    expect((await executor.run(program(["get", "x"]))).output).toEqual([1, "a"]);
  });

  it("calls tools and bare functions with positional and keyword arguments", async () => {
    await using executor = fakeExecutor(isolation);
    await executor.sendTools({ sum, join: async (first: string, second = "-") => `${first}${second}` });
    expect((await executor.run(program(["call", "sum", [1], { b: 2 }]))).output).toBe(3);
    expect((await executor.run(program(["call", "join", ["a"]]))).output).toBe("a-");
    expect((await executor.run(program(["call", "join", [], { second: "z", first: "b" }]))).output).toBe("bz");
    expect((await executor.run(program(["try", ["call", "join", ["a", "b", "c"]]]))).output).toBe(
      "caught join() takes 2 positional arguments but 3 were given",
    );
  });

  it("brings a tool's error as an exception with its message and its kind", async () => {
    await using executor = fakeExecutor(isolation);
    class KeyError extends Error {
      override name = "KeyError";
    }
    await executor.sendTools({
      fail: () => {
        throw new Error("tool failed");
      },
      miss: () => Promise.reject(new KeyError("'k'")),
      bad: () => {
        throw new RangeError("too far");
      },
      odd: () => {
        throw null;
      },
      cyclic: () => {
        const list: unknown[] = [];
        list.push(list);
        return list;
      },
    });
    const raised = async (name: string): Promise<string> => {
      const error = await rejection(executor.run(program(["call", name, []])));
      expect(error.name).toBe("PythonError");
      return `${String(error["type"])}: ${error.message}`;
    };
    expect(await raised("fail")).toBe("RuntimeError: tool failed");
    expect(await raised("miss")).toBe("KeyError: 'k'");
    expect(await raised("bad")).toBe("ValueError: too far");
    expect(await raised("odd")).toBe("RuntimeError: odd() failed");
    expect(await raised("cyclic")).toBe("ValueError: cyclic(): the value contains itself and cannot be passed on");
    expect(await raised("absent")).toBe("NameError: name 'absent' is not defined");
  });

  it("refuses a cyclic argument before the tool is called", async () => {
    await using executor = fakeExecutor(isolation);
    let calls = 0;
    await executor.sendTools({
      echo: (x: unknown) => {
        calls++;
        return x;
      },
    });
    expect((await rejection(executor.run(program(["call-with-cycle", "echo"])))).message).toContain("contains itself");
    expect(calls).toBe(0);
  });

  it("calls back the functions that a tool was given, and only during the action", async () => {
    await using executor = fakeExecutor(isolation);
    let kept: ((value: unknown) => Promise<unknown>) | undefined;
    await executor.sendTools({
      apply: async (fn: (value: unknown) => Promise<unknown>) => {
        kept = fn;
        return [await fn("one"), await fn("two")];
      },
    });
    await executor.run(program(["set", "list", []]));
    expect((await executor.run(program(["call-with-function", "apply", "list"]))).output).toEqual([1, 2]);
    expect((await executor.run(program(["get", "list"]))).output).toEqual(["one", "two"]);
    expect((await rejection(kept?.(1) ?? Promise.resolve())).message).toBe(
      "the action that passed this function has ended",
    );
  });

  it("ends the action with the final answer", async () => {
    await using executor = fakeExecutor(isolation);
    await executor.sendTools({ final_answer: (answer: unknown) => answer });
    const result = await executor.run(program(["call", "final_answer", [42]], ["print", "after"]));
    expect(result).toMatchObject({ output: 42, isFinalAnswer: true, logs: "" });
  });

  it("passes objects of the host as handles that come back as themselves", async () => {
    await using executor = fakeExecutor(isolation);
    class Database {}
    const database = new Database();
    const image = new Media("image", "image/png", new Uint8Array([1, 2]));
    let seen: unknown;
    await executor.sendTools({
      use: (...things: unknown[]) => {
        seen = things;
        return things[1];
      },
      connect: () => database,
    });
    await executor.sendVariables({ image });
    const { output } = await executor.run(program(["call", "connect", []]));
    expect(output).toBe(database);
    expect((await executor.run(program(["get", "image"]))).output).toBe(image);
    expect(seen).toBeUndefined();
  });

  it("raises what Python raised, with what was printed before", async () => {
    await using executor = fakeExecutor(isolation);
    const error = await rejection(executor.run(program(["print", "so far"], ["raise", "ValueError", "no"])));
    expect(error).toMatchObject({ name: "PythonError", type: "ValueError", message: "no", line: 2, logs: "so far" });
    expect((await executor.run(program(["set", "x", 1]))).output).toBe(1);
  });

  it("strips what a terminal would obey and caps what was printed", async () => {
    await using executor = fakeExecutor(isolation, { maxPrintOutputsLength: 100 });
    expect((await executor.run(program(["print", "\x1b[31mred\x1b]52;c;ZXZpbA==\x07"]))).logs).toBe("red");
    await expect(executor.run(program(["raise", "E", "\x1b[31mm", "\x1b[31mh"]))).rejects.toMatchObject({
      message: "m",
      hint: "h",
    });
    const { logs } = await executor.run(program(["print", "x".repeat(60_000) + "TAIL"]));
    expect(logs).toContain("[... 59904 characters left out ...]");
    expect(logs.endsWith("xTAIL")).toBe(true);
  });

  it("stops at its limit in words for a model, and makes the names again", async () => {
    await using executor = fakeExecutor(isolation, { timeoutSeconds: 0.3 });
    let calls = 0;
    await executor.sendTools({ next: () => ++calls });
    await executor.run(program(["set", "x", [1]], ["call", "next", []]));
    await executor.run(program(["append", "x", 2], ["try", ["raise", "ValueError", "no"]]));
    await rejection(executor.run(program(["append", "x", 3], ["raise", "ValueError", "kept too"])));
    const error = await rejection(executor.run(program(["print", "before"], ["append", "x", "lost"], ["loop"])));
    expect(error).toMatchObject({ name: "LimitError", limit: "seconds", line: 4, logs: "before" });
    expect(error.message).toBe(
      "The action was stopped after some seconds, in line 4. Names from before this action are kept; what this action assigned is lost. Look for an endless loop.",
    );
    expect((await executor.run(program(["get", "x"]))).output).toEqual([1, 2, 3]);
    expect(calls).toBe(1);
    expect((await executor.run(program(["call", "next", []]))).output).toBe(2);
  });

  it("repeats recorded tool results and callbacks when it makes the names again", async () => {
    await using executor = fakeExecutor(isolation, { timeoutSeconds: 0.3 });
    const said: unknown[] = [];
    await executor.sendTools({
      apply: async (fn: (value: unknown) => Promise<unknown>) => {
        said.push("called");
        await fn("x");
        return fn("y");
      },
    });
    await executor.run(program(["set", "list", []], ["call-with-function", "apply", "list"]));
    await rejection(executor.run(program(["loop"])));
    expect((await executor.run(program(["get", "list"]))).output).toEqual(["x", "y"]);
    expect(said).toEqual(["called"]);
  });

  it("repeats the clock when it makes the names again", async () => {
    await using executor = fakeExecutor(isolation, { timeoutSeconds: 0.3 });
    const { output } = await executor.run(program(["clock", "earlier"], ["clock", "later"]));
    expect(Math.abs((output as number) - Date.now())).toBeLessThan(5000);
    await rejection(executor.run(program(["loop"])));
    expect((await executor.run(program(["get", "later"]))).output).toBe(output);
  });

  it("tells the clock reads of an action and repeats those that it is given", async () => {
    await using executor = fakeExecutor(isolation);
    const { clock, output } = await executor.run(program(["clock", "a"], ["clock", "b"]));
    expect(clock).toHaveLength(2);
    expect(clock?.[1]).toBe(output);
    expect(await executor.run(program(["clock", "c"]), { clock: [12.5] })).toMatchObject({
      output: 12.5,
      clock: [12.5],
    });
    expect(
      await rejection(executor.run(program(["clock", "d"], ["raise", "ValueError", "no"]), { clock: [13] })),
    ).toMatchObject({ clock: [13] });
  });

  it("tells a tool what the action has read of the clock since its last call", async () => {
    await using executor = fakeExecutor(isolation);
    const told: unknown[] = [];
    const note: ToolSpec = {
      ...sum,
      inputs: { type: "object", properties: {} },
      call: (_args, { clock }) => void told.push(clock),
    };
    await executor.sendTools({ note });
    const { clock } = await executor.run(
      program(
        ["clock", "a"],
        ["clock", "b"],
        ["call", "note", []],
        ["call", "note", []],
        ["clock", "c"],
        ["call", "note", []],
      ),
    );
    expect(told).toEqual([clock?.slice(0, 2), undefined, clock?.slice(2)]);
  });

  it("ends a tool that never answers at the limit", async () => {
    await using executor = fakeExecutor(isolation, { timeoutSeconds: 0.3 });
    let aborted = false;
    const slow: ToolSpec = {
      ...sum,
      inputs: { type: "object", properties: {} },
      call: (_args, { signal }) =>
        new Promise(() =>
          signal.addEventListener("abort", () => {
            aborted = true;
          }),
        ),
    };
    await executor.sendTools({ slow });
    await executor.run(program(["set", "x", 1]));
    const started = performance.now();
    const error = await rejection(executor.run(program(["print", "asked"], ["try", ["call", "slow", []]], ["loop"])));
    expect(performance.now() - started).toBeLessThan(1300);
    expect(error).toMatchObject({ name: "LimitError", limit: "seconds", logs: "asked" });
    expect(error.message).toContain("while it waited for the tool slow");
    expect(aborted).toBe(true);
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
  });

  it("aborts at once and keeps the names from before", async () => {
    await using executor = fakeExecutor(isolation);
    await executor.sendTools({ wait: () => new Promise(() => {}) });
    await executor.run(program(["set", "x", 1]));
    const controller = new AbortController();
    const running = rejection(
      executor.run(program(["set", "x", 2], ["call", "wait", []]), { signal: controller.signal }),
    );
    setTimeout(() => controller.abort("enough"), 50);
    expect(await running).toMatchObject({ name: "AbortError", cause: "enough" });
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
    expect(await rejection(executor.run(program(), { signal: AbortSignal.abort() }))).toMatchObject({
      name: "AbortError",
    });
  });

  it("counts tool calls even when the sandbox does not", async () => {
    await using executor = fakeExecutor(isolation, { limits: { hostCalls: 3 } });
    await executor.sendTools({ echo: (x: unknown) => x });
    const calls = Array.from({ length: 6 }, (): ["call", string, unknown[]] => ["call", "echo", [1]]);
    expect(await rejection(executor.run(program(...calls)))).toMatchObject({ name: "LimitError", limit: "hostCalls" });
  });

  it("runs actions in the order they were asked for", async () => {
    await using executor = fakeExecutor(isolation);
    const results = await Promise.all([
      executor.run(program(["set", "x", []])),
      executor.run(program(["append", "x", 1])),
      executor.run(program(["append", "x", 2])),
    ]);
    expect(results.map(({ output }) => output)).toEqual([[], [1], [1, 2]]);
  });

  it("refuses to run when it is closed", async () => {
    const executor = fakeExecutor(isolation);
    await executor.run(program(["set", "x", 1]));
    await executor.close();
    await executor.close();
    expect(await rejection(executor.run(program()))).toMatchObject({ code: "executor-closed" });
  });

  it("refuses code that is too long", async () => {
    await using executor = fakeExecutor(isolation);
    expect(await rejection(executor.run(" ".repeat(2 ** 20 + 1)))).toMatchObject({
      name: "LimitError",
      limit: "source",
    });
  });
});
