import { describe, expect, it } from "vitest";
import { evaluatePythonCode, InterpreterError } from "../../src/executors/evaluate.ts";
import { rejection } from "./fake/sandboxes.ts";

describe("evaluatePythonCode", () => {
  it("gives the last value and changes the state in place", async () => {
    const state: Record<string, unknown> = { x: 3 };
    expect(await evaluatePythonCode("y = x * 2\nprint('seen')\ny + 1", { state })).toEqual({
      output: 7,
      isFinalAnswer: false,
    });
    expect(state).toMatchObject({ x: 3, y: 6, _print_outputs: "seen\n" });
    expect((state["_operations_count"] as { counter: number }).counter).toBeGreaterThanOrEqual(0);
    await evaluatePythonCode("del y\nx = [1]", { state });
    expect(state["x"]).toEqual([1]);
    expect("y" in state).toBe(false);
  });

  it("keeps Python's functions, classes and objects with the state", async () => {
    const state: Record<string, unknown> = {};
    await evaluatePythonCode("class C:\n    n = 1\nc = C()\nt = (1, 2)\ndef f(): return c.n\nimport math", { state });
    expect((await evaluatePythonCode("c.n = 5\nf(), type(t).__name__, math.floor(2.5)", { state })).output).toEqual([
      5,
      "tuple",
      2,
    ]);
  });

  it("sees what the caller changed in the state, inside a value too", async () => {
    const state: Record<string, unknown> = { rows: [1] };
    await evaluatePythonCode("rows.append(2)", { state });
    expect(state["rows"]).toEqual([1, 2]);
    (state["rows"] as number[]).push(3);
    state["n"] = 10;
    expect((await evaluatePythonCode("sum(rows) + n", { state })).output).toBe(16);
  });

  it("keeps states apart", async () => {
    const a: Record<string, unknown> = {};
    await evaluatePythonCode("x = 1", { state: a });
    expect(await rejection(evaluatePythonCode("x"))).toBeInstanceOf(InterpreterError);
    expect(a["x"]).toBe(1);
  });

  it("calls tools, asynchronous ones too; static ones cannot be assigned, custom ones can", async () => {
    const staticTools = { double: async (n: number) => n * 2, final_answer: (x: unknown) => x };
    const customTools = { half: (n: number) => n / 2 };
    const state: Record<string, unknown> = {};
    expect((await evaluatePythonCode("double(4) + half(4)", { staticTools, customTools, state })).output).toBe(10);
    expect((await rejection(evaluatePythonCode("double = 1", { staticTools, state }))).message).toContain("double");
    expect((await evaluatePythonCode("half = 1\nhalf", { staticTools, customTools, state })).output).toBe(1);
    expect((await evaluatePythonCode("half", { staticTools, customTools, state })).output).toBe(1);
    expect(await evaluatePythonCode("final_answer(5)\n6", { staticTools, state })).toEqual({
      output: 5,
      isFinalAnswer: true,
    });
    expect("double" in state).toBe(false);
  });

  it("names the failing line's source, the type and the message", async () => {
    const state: Record<string, unknown> = {};
    const error = await rejection(evaluatePythonCode("a = 1\nb = a / 0", { state }));
    expect(error).toBeInstanceOf(InterpreterError);
    expect(error.message).toBe("Code execution failed at line 'b = a / 0' due to: ZeroDivisionError: division by zero");
    expect(state["a"]).toBe(1);
  });

  it("shows a syntax error with its line and caret", async () => {
    const { message } = await rejection(evaluatePythonCode("x = 1\ny = = 2"));
    expect(message).toMatch(/^Code parsing failed on line 2 due to:\n\s*y = = 2\n\s*\^\nSyntaxError: invalid syntax$/);
  });

  it("refuses modules that were not authorised", async () => {
    expect((await rejection(evaluatePythonCode("import subprocess"))).message).toContain("subprocess");
  });

  it("caps what was printed and stops at its limits", async () => {
    const state: Record<string, unknown> = {};
    await evaluatePythonCode("print('x' * 1000)", { state, maxPrintOutputsLength: 100 });
    expect(state["_print_outputs"]).toContain("[... 901 characters left out ...]");
    const error = await rejection(evaluatePythonCode("while True: pass", { state, limits: { operations: 100_000 } }));
    expect(error).toBeInstanceOf(InterpreterError);
    expect(error).toMatchObject({ cause: { name: "LimitError" } });
    expect((await evaluatePythonCode("1 + 1", { state })).output).toBe(2);
  });
});
