/**
 * An agent's definition as plain JSON, and back.
 *
 * Data is kept as it is. What is code (a model, a tool, a callback) is kept as a reference by name, and whoever loads the
 * definition says what the names stand for. Nothing is lost silently: a reference that nobody resolves is an error.
 */
import type { ToolSpec } from "../executors/executor.ts";
import type { Model, ModelFunction } from "../models/model.ts";
import type { RunStore } from "../run/store.ts";
import { CodeAgent } from "./code-agent.ts";
import type { CodeAgentOptions } from "./code-agent.ts";
import { AgentDefinitionError } from "./errors.ts";
import type { AnyAgent } from "./multi-step-agent.ts";
import { ToolCallingAgent } from "./tool-calling-agent.ts";

export const DEFINITION_VERSION = 1;

export interface AgentDefinition {
  version: number;
  class: string;
  model: { class: string; modelId?: string | undefined };
  tools: string[];
  managedAgents: AgentDefinition[];
  /** All that is data, under the names of the constructor's options. */
  options: Record<string, unknown>;
  /** The options that are code, and must be given again. */
  references: string[];
}

/** What the names in a definition stand for. */
export interface DefinitionParts {
  /** The model, or a function that finds it by what the definition says of it. */
  model: Model | ((saved: AgentDefinition["model"]) => Model | ModelFunction);
  tools?: readonly ToolSpec[] | undefined;
  store?: RunStore | undefined;
  /** Options that are code: callbacks, hooks, checks, schemas of a library. By the agent's name and a dot for a managed agent. */
  code?: Record<string, unknown> | undefined;
}

const NOT_DATA = new Set(["model", "tools", "managedAgents", "store", "deps", "logger"]);

export function toDefinition(agent: AnyAgent): AgentDefinition {
  const options: Record<string, unknown> = {};
  const references: string[] = [];
  for (const [name, value] of Object.entries(agent.options as object)) {
    if (NOT_DATA.has(name) || value === undefined) continue;
    if (isData(value)) options[name] = structuredClone(value);
    else references.push(name);
  }
  return {
    version: DEFINITION_VERSION,
    class: agent.type,
    model: {
      class: agent.model.constructor.name,
      ...(agent.model.modelId === undefined ? {} : { modelId: agent.model.modelId }),
    },
    tools: (agent.options.tools ?? []).map((tool) => tool.name),
    managedAgents: Object.values(agent.managedAgents).map(toDefinition),
    options,
    references,
  };
}

export function fromDefinition(definition: AgentDefinition, parts: DefinitionParts): AnyAgent {
  if (definition.version > DEFINITION_VERSION)
    throw new AgentDefinitionError(
      `the definition is of version ${definition.version}; this program reads up to ${DEFINITION_VERSION}`,
    );
  const options = {
    ...definition.options,
    ...referencesOf(definition, parts),
    model: isModel(parts.model) ? parts.model : parts.model(definition.model),
    tools: definition.tools.map((name) => toolNamed(name, parts)),
    managedAgents: definition.managedAgents.map((member) => fromDefinition(member, parts)),
    store: parts.store,
  } as CodeAgentOptions;
  switch (definition.class) {
    case "CodeAgent":
      return new CodeAgent(options);
    case "ToolCallingAgent":
      return new ToolCallingAgent(options as never);
    default:
      throw new AgentDefinitionError(`there is no agent class ${JSON.stringify(definition.class)}`, {
        hint: "CodeAgent and ToolCallingAgent can be loaded.",
      });
  }
}

function referencesOf(definition: AgentDefinition, parts: DefinitionParts): Record<string, unknown> {
  const prefix = typeof definition.options["name"] === "string" ? `${definition.options["name"]}.` : "";
  const code = parts.code ?? {};
  return Object.fromEntries(
    definition.references.map((name) => {
      const key = [prefix + name, name].find((candidate) => Object.hasOwn(code, candidate));
      if (key !== undefined) return [name, code[key]];
      throw new AgentDefinitionError(`the definition refers to code that was not given: ${prefix}${name}`, {
        hint: `Pass it as code: { ${JSON.stringify(prefix + name)}: ... }.`,
      });
    }),
  );
}

function toolNamed(name: string, parts: DefinitionParts): ToolSpec {
  const tool = parts.tools?.find((candidate) => candidate.name === name);
  if (tool === undefined)
    throw new AgentDefinitionError(`the definition refers to the tool ${name}, which was not given`, {
      hint: `The tools given are: ${(parts.tools ?? []).map((known) => known.name).join(", ") || "none"}.`,
    });
  return tool;
}

function isModel(model: DefinitionParts["model"]): model is Model {
  return typeof model === "object";
}

/** JSON would give it back as it is. */
function isData(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isData);
  if (typeof value !== "object" || "~standard" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).every((item) => item === undefined || isData(item))
  );
}
