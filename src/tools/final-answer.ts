/** The tool by which a run ends. Executors know it by its name; users may supply their own under the same name. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { Tool } from "./tool.ts";

export const FINAL_ANSWER = "final_answer";

/** Returns the answer as it is; with an `answerSchema`, an answer that does not fit is refused with the reason. */
export class FinalAnswerTool extends Tool<{ answer: unknown }, unknown> {
  readonly name: string = FINAL_ANSWER;
  readonly description = "Provides a final answer to the given problem.";
  readonly inputs: JsonSchema;
  readonly outputType = "any";
  override readonly effects: ToolSpec["effects"] = "idempotent";

  constructor(options: { answerSchema?: JsonSchema | undefined } = {}) {
    super();
    const description = "The final answer to the problem";
    this.inputs = {
      type: "object",
      properties: {
        answer: {
          ...options.answerSchema,
          description: (options.answerSchema?.["description"] as string | undefined) ?? description,
        },
      },
      required: ["answer"],
      additionalProperties: false,
    };
  }

  forward({ answer }: { answer: unknown }): unknown {
    return answer;
  }
}
