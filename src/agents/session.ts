/// <reference lib="esnext.disposable" preserve="true" />
/** A conversation with an agent: one run after another, with one memory and the same Python names. */
import type { RunStore } from "../run/store.ts";
import type { Conversation } from "./context.ts";
import { rebuildConversation } from "./launch.ts";
import type { AgentMemory } from "../memory/memory.ts";
import type { AnyAgent, RunOptions } from "./multi-step-agent.ts";
import type { Run } from "./run.ts";

export interface SessionOptions {
  store: RunStore;
  deps?: unknown;
}

/**
 * ```ts
 * await using session = agent.session();
 * await session.run("Load the table sales.csv", { files });
 * await session.run("Which month was the best?");
 * ```
 */
export class Session<Output = unknown> implements AsyncDisposable {
  readonly #agent: AnyAgent;
  readonly #options: SessionOptions;
  #conversation: Conversation;
  #lastRunId: string | undefined;
  /** Runs follow one another: each needs what the one before it left. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(agent: AnyAgent, options: SessionOptions) {
    this.#agent = agent;
    this.#options = options;
    this.#conversation = agent.createConversation();
  }

  get memory(): AgentMemory {
    return this.#conversation.memory;
  }

  /** The run to name to `load`, in this process or another. */
  get lastRunId(): string | undefined {
    return this.#lastRunId;
  }

  run(task: string, options: Omit<RunOptions, "reset" | "store"> = {}): Run<Output> {
    const before = this.#turn;
    const run = this.#agent.start(
      { deps: this.#options.deps, ...options, task, store: this.#options.store },
      async (runId) => {
        this.#lastRunId = runId;
      },
      async () => {
        await before;
        return { conversation: this.#conversation, continues: this.#lastRunId };
      },
    );
    this.#turn = run.result().catch(() => {});
    return run as Run<Output>;
  }

  /** Takes up a conversation from its last run's log. */
  async load(lastRunId: string): Promise<void> {
    await this.#turn;
    await this.#conversation.runner?.close();
    this.#conversation = await rebuildConversation(this.#agent, lastRunId, this.#options.store);
    this.#lastRunId = lastRunId;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#conversation.runner?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
