/// <reference lib="esnext.disposable" preserve="true" />
/** Tools that come and go together, from one server or one folder. */
import type { ToolSpec } from "../executors/executor.ts";
import { checkToolNames } from "./tool.ts";

/** What tools can come from: a connection that lists them and can be closed. */
export interface ToolSource {
  getTools(): Promise<ToolSpec[]>;
  close(): Promise<void>;
}

/**
 * ```ts
 * await using collection = await ToolCollection.from(mcp("npx -y some-server"));
 * const agent = new CodeAgent({ tools: [...collection], model });
 * ```
 */
export class ToolCollection implements Iterable<ToolSpec>, AsyncDisposable {
  readonly tools: readonly ToolSpec[];
  readonly #source: ToolSource | undefined;

  constructor(tools: Iterable<ToolSpec>, source?: ToolSource | undefined) {
    this.tools = [...tools];
    this.#source = source;
    checkToolNames(this.tools);
  }

  static async from(source: ToolSource): Promise<ToolCollection> {
    return new ToolCollection(await source.getTools(), source);
  }

  [Symbol.iterator](): Iterator<ToolSpec> {
    return this.tools[Symbol.iterator]();
  }

  get names(): string[] {
    return this.tools.map((tool) => tool.name);
  }

  get(name: string): ToolSpec | undefined {
    return this.tools.find((tool) => tool.name === name);
  }

  /** Another collection with the tools for which `keep` holds; it shares the source. */
  filter(keep: (tool: ToolSpec) => boolean): ToolCollection {
    return new ToolCollection(this.tools.filter(keep), this.#source);
  }

  /** Closes what the tools came from. */
  async close(): Promise<void> {
    await this.#source?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
