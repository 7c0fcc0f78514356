/**
 * A stand-in for Python, so that processes, frames, journal and limits are tested without it. A program is a JSON list of commands; names
 * persist, tools are called as an engine would call them, and the value of the last command is the action's.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Script } from "node:vm";
import type { CreateEngine, Engine, EngineHost, EngineOptions } from "../../../src/executors/engine.ts";
import { HostCallError } from "../../../src/executors/engine.ts";
import type { CodeOutput } from "../../../src/executors/executor.ts";
import { LimitError, PythonError } from "../../../src/python/errors.ts";

export type Command =
  | ["set", string, unknown]
  | ["get", string]
  | ["append", string, unknown]
  | ["call", string, unknown[], Record<string, unknown>?]
  | ["call-with-function", string, string]
  | ["call-with-cycle", string]
  | ["print", string]
  | ["raise", string, string, string?]
  | ["try", Command]
  | ["loop"]
  | ["hang"]
  | ["hold", number]
  | ["clock", string]
  | ["sleep", number]
  | ["javascript", string]
  | ["imports"];

class FinalAnswer {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** A program for the fake engine. */
export function program(...commands: Command[]): string {
  return JSON.stringify(commands);
}

class FakeEngine implements Engine {
  operations = 0;
  private readonly values = new Map<string, unknown>();
  private readonly options: EngineOptions;
  private readonly host: EngineHost;
  private readonly held: unknown[] = [];
  private deadline = Infinity;
  private logs = "";

  constructor(options: EngineOptions, host: EngineHost) {
    this.options = options;
    this.host = host;
  }

  defineTools(): void {}

  defineVariables(variables: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(variables)) this.values.set(name, value);
  }

  async run(code: string, limits: { seconds?: number | undefined }): Promise<CodeOutput> {
    this.operations = 0;
    this.logs = "";
    this.deadline = this.host.monotonic() + (limits.seconds ?? this.options.limits.seconds ?? Infinity) * 1000;
    let output: unknown;
    try {
      for (const command of JSON.parse(code) as Command[]) {
        this.operations++;
        output = await this.execute(command);
      }
    } catch (error) {
      if (error instanceof FinalAnswer)
        return {
          output: error.value,
          text: String(error.value),
          repr: String(error.value),
          logs: this.logs,
          isFinalAnswer: true,
        };
      if (error instanceof HostCallError)
        throw new PythonError({
          type: error.pythonType,
          message: error.message,
          traceback: "",
          line: this.operations,
          logs: this.logs,
        });
      if (error instanceof PythonError || error instanceof LimitError) error.logs = this.logs;
      throw error;
    }
    return {
      output,
      text: String(output),
      repr: JSON.stringify(output) ?? "None",
      logs: this.logs,
      isFinalAnswer: false,
    };
  }

  private async execute(command: Command): Promise<unknown> {
    switch (command[0]) {
      case "set":
        this.values.set(command[1], command[2]);
        return command[2];
      case "get":
        if (!this.values.has(command[1])) throw new HostCallError("NameError", `name '${command[1]}' is not defined`);
        return this.values.get(command[1]);
      case "append":
        (this.values.get(command[1]) as unknown[]).push(command[2]);
        return this.values.get(command[1]);
      case "call":
        return this.call(command[1], command[2], Object.entries(command[3] ?? {}));
      case "call-with-function": {
        // The function keeps what it was called with in a list, as a closure would.
        const list = this.values.get(command[2]) as unknown[];
        const push = (value: unknown): unknown => list.push(value);
        return this.call(command[1], [this.host.isBlocking ? push : async (value: unknown) => push(value)], []);
      }
      case "call-with-cycle": {
        const cycle: unknown[] = [];
        cycle.push(cycle);
        return this.call(command[1], [cycle], []);
      }
      case "print":
        this.logs += command[1];
        this.host.print(command[1]);
        return null;
      case "raise":
        throw new PythonError({
          type: command[1],
          message: command[2],
          hint: command[3],
          traceback: "",
          line: this.operations,
        });
      case "try":
        return this.execute(command[1]).catch((error: unknown) => {
          if (error instanceof LimitError) throw error;
          return `caught ${(error as Error).message}`;
        });
      case "loop":
        return this.loop();
      case "hang":
        for (;;);
      case "hold":
        return this.hold(command[1]);
      case "clock":
        this.values.set(command[1], this.host.now());
        return this.values.get(command[1]);
      case "sleep":
        return delay(command[1], null);
      case "javascript":
        return new Script(command[1]).runInThisContext() as unknown;
      case "imports":
        return this.options.authorizedImports;
    }
  }

  private async call(name: string, args: unknown[], keywords: Array<[string, unknown]>): Promise<unknown> {
    const { value, isFinalAnswer } = await this.host.call(name, args, keywords);
    if (isFinalAnswer) throw new FinalAnswer(value);
    return value;
  }

  private loop(): never {
    for (;;) {
      this.operations++;
      if (this.operations % 10_000 !== 0) continue;
      this.host.poll();
      if (this.host.monotonic() > this.deadline)
        throw new LimitError("seconds", "The action was stopped after some seconds.", {
          line: 4,
          hint: "Look for an endless loop.",
        });
    }
  }

  /** Keeps `megabytes` alive, as lists of numbers. */
  private hold(megabytes: number): number {
    for (let held = 0; held < megabytes; held++)
      this.held.push(Array.from({ length: 2 ** 17 }, (_, index) => index + 0.5));
    return this.held.length;
  }
}

export const createFakeEngine: CreateEngine = (options, host) => new FakeEngine(options, host);
