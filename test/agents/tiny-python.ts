/** A stand-in for Python that knows just enough for the scenarios of agents: assignments, print, calls of tools, final_answer. */
import type {
  CodeOutput,
  HostFunction,
  PythonExecutor,
  RunCodeOptions,
  ToolSpec,
} from "../../src/executors/executor.ts";
import { PythonError } from "../../src/python/errors.ts";

class FinalAnswer {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

export class TinyPython implements PythonExecutor {
  readonly names: Map<string, unknown> = new Map();
  readonly tools: Map<string, ToolSpec> = new Map();
  readonly ran: string[] = [];
  isClosed = false;
  #logs = "";

  async sendTools(tools: Record<string, ToolSpec | HostFunction>): Promise<void> {
    for (const [name, tool] of Object.entries(tools)) if (typeof tool !== "function") this.tools.set(name, tool);
  }

  async sendVariables(variables: Record<string, unknown>): Promise<void> {
    for (const [name, value] of Object.entries(variables)) this.names.set(name, value);
  }

  async run(code: string, options: RunCodeOptions = {}): Promise<CodeOutput> {
    this.ran.push(code);
    this.#logs = "";
    let output: unknown;
    try {
      for (const line of code.split("\n").filter((text) => text.trim() !== "" && !text.startsWith("#"))) {
        output = await this.#statement(line.trim(), options.signal);
        options.signal?.throwIfAborted();
      }
    } catch (error) {
      if (error instanceof FinalAnswer)
        return {
          output: error.value,
          text: String(error.value),
          repr: String(error.value),
          logs: this.#logs,
          isFinalAnswer: true,
        };
      options.signal?.throwIfAborted();
      throw toPythonError(error, this.#logs);
    }
    const text = output === undefined ? "" : String(output);
    return { output, text, repr: text, logs: this.#logs, isFinalAnswer: false };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #statement(line: string, signal: AbortSignal | undefined): Promise<unknown> {
    const assignment = /^([a-z_]\w*) = (.*)$/.exec(line);
    if (assignment?.[1] === undefined) return this.#expression(line, signal);
    const value = await this.#expression(assignment[2] ?? "", signal);
    this.names.set(assignment[1], value);
    return value;
  }

  async #expression(text: string, signal: AbortSignal | undefined): Promise<unknown> {
    const sum = /^(\w+) \+ (\w+)$/.exec(text);
    if (sum !== null)
      return (
        Number(await this.#expression(sum[1] ?? "", signal)) + Number(await this.#expression(sum[2] ?? "", signal))
      );
    const call = /^([a-z_]\w*)\((.*)\)$/.exec(text);
    if (call?.[1] !== undefined) return this.#call(call[1], call[2] ?? "", signal);
    if (/^-?\d+(\.\d+)?$/.test(text) || /^["[{]/.test(text)) return JSON.parse(text);
    if (text === "None") return null;
    if (this.names.has(text)) return this.names.get(text);
    if (text === "1/0")
      throw new PythonError({
        type: "ZeroDivisionError",
        message: "division by zero",
        traceback: "Traceback (most recent call last):\n  line 1\nZeroDivisionError: division by zero",
      });
    throw new PythonError({
      type: "NameError",
      message: `name '${text}' is not defined`,
      traceback: `NameError: name '${text}' is not defined`,
    });
  }

  async #call(name: string, text: string, signal: AbortSignal | undefined): Promise<unknown> {
    const values: unknown[] = [];
    for (const part of splitArguments(text)) values.push(await this.#expression(part, signal));
    if (name === "print") {
      this.#logs += `${values.map(String).join(" ")}\n`;
      return undefined;
    }
    const tool = this.tools.get(name);
    if (tool === undefined)
      throw new PythonError({
        type: "NameError",
        message: `name '${name}' is not defined`,
        traceback: `NameError: name '${name}' is not defined`,
      });
    const parameters = Object.keys((tool.inputs["properties"] ?? {}) as object);
    const args = Object.fromEntries(values.map((value, index) => [parameters[index] ?? String(index), value]));
    const stopped = new Promise<never>((_resolve, reject) =>
      signal?.addEventListener("abort", () => reject(signal.reason as Error)),
    );
    const result = await Promise.race([
      tool.call(args, { signal: signal ?? new AbortController().signal, idempotencyKey: "" }),
      stopped,
    ]);
    if (name === "final_answer") throw new FinalAnswer(result);
    return result;
  }
}

function splitArguments(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|\{[^}]*\}|\[[^\]]*\]|[^,\s][^,]*/g) ?? [];
}

function toPythonError(error: unknown, logs: string): PythonError {
  if (error instanceof PythonError) {
    error.logs = logs;
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new PythonError({ type: "RuntimeError", message, traceback: `RuntimeError: ${message}`, logs });
}
