/** Tools of LangChain.js, taken as they are: anything with a name, a description, a schema and `invoke`. Nothing of it is imported. */
import type { ToolSpec } from "../executors/executor.ts";
import { toPythonArguments, toPythonName, withOriginalNames } from "../tools/inputs.ts";
import { tool } from "../tools/tool.ts";
import { foreignToJsonSchema } from "./foreign-schema.ts";
import type { ForeignSchemaOptions } from "./foreign-schema.ts";

export interface LangChainTool {
  readonly name: string;
  readonly description: string;
  readonly schema?: unknown;
  invoke(input: never, config?: never): Promise<unknown>;
}

/**
 * ```ts
 * const agent = new CodeAgent({ tools: await fromLangChainTools([calculator, retriever]), model });
 * ```
 */
export async function fromLangChainTools(
  tools: readonly LangChainTool[],
  options: ForeignSchemaOptions = {},
): Promise<ToolSpec[]> {
  return Promise.all(tools.map((each) => fromLangChainTool(each, options)));
}

async function fromLangChainTool(foreign: LangChainTool, options: ForeignSchemaOptions): Promise<ToolSpec> {
  const declared = await foreignToJsonSchema(foreign.name, foreign.schema, options);
  const { schema, original } = toPythonArguments(
    declared["type"] === undefined ? { ...declared, type: "object" } : declared,
  );
  return tool({
    name: toPythonName(foreign.name),
    description: foreign.description.trim() || `The tool ${foreign.name}.`,
    inputSchema: schema,
    execute: async (args: Record<string, unknown>, { signal, runId, deps }) => {
      const config = { signal, metadata: { runId }, configurable: { deps } };
      // `never` in its type stands for what the schema describes.
      return toValue(await foreign.invoke(withOriginalNames(args, original) as never, config as never));
    },
  });
}

/** A tool message is its content, or its artifact where it carries one; content in parts that are all text is that text. */
function toValue(result: unknown): unknown {
  if (typeof result !== "object" || result === null || !("content" in result)) return result;
  const { content, artifact } = result as { content: unknown; artifact?: unknown };
  if (artifact !== undefined) return artifact;
  if (Array.isArray(content) && content.every((part: { type?: unknown }) => part?.type === "text"))
    return content.map((part: { text?: unknown }) => String(part.text)).join("\n");
  return content;
}
