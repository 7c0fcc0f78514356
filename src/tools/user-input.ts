/** Asks the person who started the run. */
import type { ToolSpec } from "../executors/executor.ts";
import { ToolFailedError } from "./errors.ts";
import { Tool } from "./tool.ts";
import type { HumanQuestion, ToolCallContext } from "./tool.ts";

/** The question goes out as an effect of the run, so that a resumed run does not ask again. */
export class UserInputTool extends Tool<{ question: string }, string> {
  readonly name: string = "user_input";
  readonly description = "Asks for user's input on a specific question";
  readonly inputs = { question: { type: "string", description: "The question to ask the user" } };
  readonly outputType = "string";
  override readonly effects: ToolSpec["effects"] = "keyed";
  readonly #ask: ((question: HumanQuestion) => Promise<unknown>) | undefined;

  /** `ask` answers where no run does: outside of an agent, in tests. */
  constructor(options: { ask?: ((question: HumanQuestion) => Promise<unknown>) | undefined } = {}) {
    super();
    this.#ask = options.ask;
  }

  async forward({ question }: { question: string }, context: ToolCallContext): Promise<string> {
    const ask = context.ask ?? this.#ask;
    if (ask === undefined) {
      throw new ToolFailedError("There is nobody to ask here", {
        code: "no-human",
        hint: "Go on with what you know, and say what you assumed.",
      });
    }
    return String(await ask({ question }));
  }
}
