/** Python as a tool, for agents whose actions are tool calls. */
import type { PythonExecutor } from "../executors/executor.ts";
import { Tool } from "./tool.ts";
import type { ToolCallContext } from "./tool.ts";

export interface PythonInterpreterOptions {
  /** Makes the sandbox; a fresh one for each call unless `keepState`. */
  createExecutor: () => PythonExecutor | Promise<PythonExecutor>;
  /** What the description says may be imported beside the default set; the executor decides. */
  authorizedImports?: readonly string[] | undefined;
  /** Names persist from one call to the next. */
  keepState?: boolean | undefined;
}

export class PythonInterpreterTool extends Tool<{ code: string }, string> {
  readonly name: string = "python_interpreter";
  readonly description: string;
  readonly inputs = { code: { type: "string", description: "The Python code to run. Print what you want to see." } };
  readonly outputType = "string";
  readonly #options: PythonInterpreterOptions;
  #kept: Promise<PythonExecutor> | undefined;

  constructor(options: PythonInterpreterOptions) {
    super();
    this.#options = options;
    const imports = options.authorizedImports ?? [];
    const allowed = imports.includes("*")
      ? "Every module that is there may be imported."
      : imports.length === 0
        ? "Safe modules of the standard library may be imported."
        : `Besides safe modules of the standard library, these may be imported: ${imports.join(", ")}.`;
    this.description = `Runs Python code and returns what it printed and the value of its last line. ${allowed}`;
  }

  async forward({ code }: { code: string }, { signal }: ToolCallContext): Promise<string> {
    if (this.#options.keepState === true) return this.#run(await this.#keptExecutor(), code, signal);
    const executor = await this.#options.createExecutor();
    try {
      return await this.#run(executor, code, signal);
    } finally {
      await executor.close();
    }
  }

  /** Ends the sandbox that `keepState` kept. */
  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    await (await kept)?.close();
  }

  #keptExecutor(): Promise<PythonExecutor> {
    this.#kept ??= Promise.resolve(this.#options.createExecutor());
    return this.#kept;
  }

  async #run(executor: PythonExecutor, code: string, signal: AbortSignal): Promise<string> {
    const { logs, text, output } = await executor.run(code, { signal });
    return `Stdout:\n${logs}\nOutput: ${output === undefined ? "None" : text}`;
  }
}
