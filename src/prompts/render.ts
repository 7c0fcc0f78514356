/** Renders prompt templates. The engine is loaded with the first of them. */
import type { ToolSpec } from "../executors/executor.ts";
import { toCodePrompt, toPythonSignature, toToolCallingPrompt, toToolInputs } from "../tools/signature.ts";
import { TemplateError } from "./templates.ts";

export type PromptVariables = Record<string, unknown>;

/**
 * Renders as Jinja2 does by default. The engine's own `Template` would strip blocks, as chat templates want it; the
 * prompts of smolagents are written without.
 */
export async function renderPrompt(template: string, variables: PromptVariables, name: string): Promise<string> {
  // Fast path: most short prompts hold no template at all.
  if (!template.includes("{{") && !template.includes("{%") && !template.includes("{#")) return template;
  const { Environment, Interpreter, parse, tokenize } = await import("@huggingface/jinja");
  try {
    const program = parse(tokenize(template, { lstrip_blocks: false, trim_blocks: false }));
    const environment = new Environment();
    environment.set("false", false);
    environment.set("true", true);
    environment.set("none", null);
    environment.set("range", (start: number, stop?: number) => {
      const [from, to] = stop === undefined ? [0, start] : [start, stop];
      return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
    });
    environment.set("raise_exception", (message: string) => {
      throw new TemplateError(message);
    });
    for (const [key, value] of Object.entries(variables)) environment.set(key, value);
    // The result of a program is a string value of the engine.
    return new Interpreter(environment).run(program).value as string;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemplateError(`the prompt template ${name} cannot be rendered: ${reason}`, {
      hint: "Prompt templates are Jinja: look for an unclosed {{ or {% and for unknown names.",
      cause,
    });
  }
}

/** A tool as templates see it, with smolagents' names beside ours. */
export function describeToolForPrompt(tool: ToolSpec): PromptVariables {
  return {
    name: tool.name,
    description: tool.description,
    inputs: toToolInputs(tool.inputs),
    output_type: tool.outputType,
    signature: toPythonSignature(tool),
    to_code_prompt: () => toCodePrompt(tool),
    to_tool_calling_prompt: () => toToolCallingPrompt(tool),
  };
}
