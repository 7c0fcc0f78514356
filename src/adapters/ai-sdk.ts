/**
 * Tools of the AI SDK, taken as they are: a record of `tool({ description, inputSchema, execute })`, also what its MCP client
 * gives. Nothing of the SDK is imported.
 */
import type { ToolSpec } from "../executors/executor.ts";
import { ToolDefinitionError } from "../tools/errors.ts";
import { toPythonArguments, toPythonName, withOriginalNames } from "../tools/inputs.ts";
import { tool } from "../tools/tool.ts";
import { foreignToJsonSchema } from "./foreign-schema.ts";
import type { ForeignSchemaOptions } from "./foreign-schema.ts";

/** The part of an AI SDK tool that is used here, of any of its versions. */
export interface AiSdkTool {
  readonly description?: string | undefined;
  readonly inputSchema?: unknown;
  /** Before version 5. */
  readonly parameters?: unknown;
  readonly needsApproval?: unknown;
  // The SDK types its input and options by the tool; here they are what the schema lets through.
  readonly execute?: ((input: never, options: never) => unknown) | undefined;
}

/**
 * ```ts
 * const agent = new CodeAgent({ tools: await fromAiSdkTools({ weather, search }), model });
 * ```
 */
export async function fromAiSdkTools(
  tools: Readonly<Record<string, AiSdkTool>>,
  options: ForeignSchemaOptions = {},
): Promise<ToolSpec[]> {
  return Promise.all(Object.entries(tools).map(([name, each]) => fromAiSdkTool(name, each, options)));
}

async function fromAiSdkTool(name: string, foreign: AiSdkTool, options: ForeignSchemaOptions): Promise<ToolSpec> {
  const { execute, needsApproval } = foreign;
  if (execute === undefined) {
    throw new ToolDefinitionError(`The AI SDK tool ${name} has no execute: it is run by the provider or in a browser`, {
      hint: "Leave it out, or give it an execute function.",
    });
  }
  const { schema, original } = toPythonArguments(
    await foreignToJsonSchema(name, foreign.inputSchema ?? foreign.parameters, options),
  );
  return tool({
    name: toPythonName(name),
    description: foreign.description?.trim() || `The tool ${name}.`,
    inputSchema: schema,
    needsApproval: approval(needsApproval, original),
    execute: async (args: Record<string, unknown>, context) => {
      const callOptions = {
        toolCallId: context.idempotencyKey,
        messages: [],
        abortSignal: context.signal,
        experimental_context: context.deps,
        context: context.deps,
      };
      // `never` in its type stands for what the schema describes.
      return lastOf(await execute(withOriginalNames(args, original) as never, callOptions as never));
    },
  });
}

function approval(
  declared: unknown,
  original: ReadonlyMap<string, string>,
): boolean | ((args: Record<string, unknown>) => boolean | Promise<boolean>) | undefined {
  if (typeof declared !== "function") return declared === true ? true : undefined;
  const decide = declared as (input: unknown, options: object) => boolean | Promise<boolean>;
  return (args) => decide(withOriginalNames(args, original), { toolCallId: "", messages: [] });
}

/** A tool may give preliminary results before its last. */
async function lastOf(result: unknown): Promise<unknown> {
  if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return result;
  let last: unknown;
  for await (const value of result as AsyncIterable<unknown>) last = value;
  return last;
}
