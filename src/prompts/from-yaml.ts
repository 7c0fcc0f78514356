/** Prompt templates out of YAML files, as smolagents keeps them. */
import { refuseUnknownTemplates, TEMPLATE_GROUPS, TemplateError } from "./templates.ts";
import type { PartialPromptTemplates } from "./templates.ts";

/**
 * Reads templates, whole or in part, with the parser of the optional package `yaml`.
 *
 * ```ts
 * import { parse } from "yaml";
 * const promptTemplates = templatesFromYaml(await readFile("prompts.yaml", "utf8"), parse);
 * ```
 */
export function templatesFromYaml(text: string, parse: (text: string) => unknown): PartialPromptTemplates {
  const given = recordOf(parse(text), "the file");
  refuseUnknownTemplates(given);
  const templates: Record<string, unknown> = {};
  if (given["system_prompt"] !== undefined)
    templates["system_prompt"] = textOf(given["system_prompt"], "system_prompt");
  for (const [group, names] of Object.entries(TEMPLATE_GROUPS)) {
    if (given[group] === undefined) continue;
    const texts = recordOf(given[group], group);
    const entries = names.filter((name) => texts[name] !== undefined);
    templates[group] = Object.fromEntries(entries.map((name) => [name, textOf(texts[name], `${group}.${name}`)]));
  }
  return templates;
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TemplateError(`${what} should hold prompt templates by name`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new TemplateError(`the prompt template ${name} should be a text`);
}
