import { describe, expect, it } from "vitest";
import { CodeRunner } from "../../src/agents/code-runner.ts";
import type { CodeAction } from "../../src/agents/code-runner.ts";
import { tool } from "../../src/tools/tool.ts";
import { TinyPython } from "./tiny-python.ts";

const wait = tool({ name: "wait", description: "Waits.", inputs: {}, execute: () => "unused" });

function setUp(options: { parkAfterMs?: number } = {}): { runner: CodeRunner; executors: TinyPython[] } {
  const executors: TinyPython[] = [];
  const createExecutor = async (): Promise<TinyPython> => {
    const made = new TinyPython();
    executors.push(made);
    return made;
  };
  return { runner: new CodeRunner({ tools: { wait }, createExecutor, isOwner: true, ...options }), executors };
}

const signal = new AbortController().signal;
const action = (code: string, answer: () => Promise<unknown> = async () => "answer"): CodeAction => ({
  code,
  signal,
  createCaller: () => answer,
});

describe("a code runner", () => {
  it("gives the sandbox back while a call takes long, and runs the action again with its result", async () => {
    const { runner, executors } = setUp({ parkAfterMs: 5 });
    let calls = 0;
    let answer: string | undefined;
    const slow = async (): Promise<unknown> => {
      if (answer !== undefined) return answer;
      calls += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      answer = "late";
      return answer;
    };
    const outcome = await runner.execute(action("x = wait()\nprint(x)", slow));
    expect(outcome).toMatchObject({ logs: "late\n", isFinalAnswer: false });
    expect(calls).toBe(1);
    expect(executors[0]?.ran).toHaveLength(2);
  });

  it("brings names back after it was closed, and after actions whose outcome was recorded", async () => {
    const { runner, executors } = setUp();
    runner.setVariables({ base: 40 });
    runner.remember(action("x = base"), { logs: "", text: "", isFinalAnswer: false });
    runner.remember(action("y = 1/0"), {
      logs: "",
      text: "",
      isFinalAnswer: false,
      error: { name: "LimitError", message: "", limit: "seconds" },
    });
    expect((await runner.execute(action("y = 2"))).error).toBeUndefined();
    await runner.close();
    expect(await runner.execute(action("x + y"))).toMatchObject({ output: 42 });
    expect(executors.map(({ ran }) => ran)).toEqual([
      ["x = base", "y = 2"],
      ["x = base", "y = 2", "x + y"],
    ]);
  });

  it("lets no code swallow what ends the run", async () => {
    const { runner } = setUp();
    const controller = new AbortController();
    const stopped = {
      ...action("wait()", () => (controller.abort(new Error("stopped")), Promise.reject(new Error("in the tool")))),
      signal: controller.signal,
    };
    await expect(runner.execute(stopped)).rejects.toThrow(/stopped|in the tool/);
  });
});
