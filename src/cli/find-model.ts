/** Which model to ask: what the user named, else what this machine has. Keys are looked for by name and never shown. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { CONFIGURATION_FILE } from "./configuration.ts";
import { readSecret } from "./named-file.ts";
import { LOCAL_SERVERS, findLocalModels, findModelAt } from "./local-servers.ts";
import type { LocalModel } from "./local-servers.ts";
import type { Arguments } from "./options.ts";
import type { Span } from "./styled-text.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface FoundModel {
  /** `provider/model`. */
  modelId: string;
  apiBase?: string | undefined;
  apiKey?: string | undefined;
  /** Why this one, when the user did not say. */
  note?: string | undefined;
}

interface KeyedProvider {
  prefix: string;
  variables: readonly string[];
  /** What is asked when the key is all that is known. */
  model: string;
}

/** Providers whose key is reason enough to ask them, in this order. */
export const KEYED_PROVIDERS: readonly KeyedProvider[] = [
  { prefix: "openai", variables: ["OPENAI_API_KEY"], model: "gpt-5-mini" },
  { prefix: "anthropic", variables: ["ANTHROPIC_API_KEY"], model: "claude-sonnet-4-5" },
  { prefix: "gemini", variables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"], model: "gemini-2.5-flash" },
  { prefix: "huggingface", variables: ["HF_TOKEN"], model: "Qwen/Qwen3-Coder-30B-A3B-Instruct" },
  { prefix: "openrouter", variables: ["OPENROUTER_API_KEY"], model: "openrouter/auto" },
  { prefix: "groq", variables: ["GROQ_API_KEY"], model: "openai/gpt-oss-120b" },
  { prefix: "mistral", variables: ["MISTRAL_API_KEY"], model: "mistral-medium-latest" },
  { prefix: "deepseek", variables: ["DEEPSEEK_API_KEY"], model: "deepseek-chat" },
  { prefix: "xai", variables: ["XAI_API_KEY"], model: "grok-4" },
  { prefix: "cerebras", variables: ["CEREBRAS_API_KEY"], model: "gpt-oss-120b" },
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The model that the options or the configuration name, or the machine has; undefined where there is none. */
export async function findModel(
  args: Arguments,
  env: Environment,
  configured?: Pick<FoundModel, "modelId" | "apiBase">,
): Promise<FoundModel | undefined> {
  const given = args.text("model");
  const apiBase = args.text("api-base");
  const apiKey = args.text("api-key") ?? readSecret(args.text("key-file"));
  const file = readDotEnv();
  const variable = env["THREADSNAKE_MODEL"] || file["THREADSNAKE_MODEL"];
  const named = given ?? variable;
  if (named !== undefined) {
    const note = given === undefined ? "from THREADSNAKE_MODEL" : undefined;
    return complete({ ...splitAddress(named, apiBase), apiKey, note }, { env, file });
  }
  if (apiBase !== undefined) return fromAddress(apiBase, apiKey);
  if (configured !== undefined) {
    const address = splitAddress(configured.modelId, configured.apiBase);
    return complete({ ...address, apiKey, note: `from ${CONFIGURATION_FILE}` }, { env, file });
  }
  return fromKeys(env, file) ?? fromLocal((await findLocalModels(env))[0]);
}

/** `provider/model@http://host/v1` names both. */
function splitAddress(text: string, apiBase: string | undefined): Pick<FoundModel, "modelId" | "apiBase"> {
  const [modelId = "", address] = text.split(/@(?=https?:\/\/)/);
  return { modelId, apiBase: apiBase ?? address };
}

async function fromAddress(apiBase: string, apiKey: string | undefined): Promise<FoundModel> {
  const model = await findModelAt(apiBase);
  if (model === undefined)
    throw new UsageError(`the server at ${apiBase} does not say which models it has`, {
      hint: "Name one: -m openai/NAME for a server that speaks OpenAI's protocol, -m ollama_chat/NAME for Ollama.",
    });
  // By its protocol alone: the address may be any server's.
  const prefix = model.server.prefix === "ollama_chat" ? "ollama_chat" : "openai";
  return { modelId: `${prefix}/${model.name}`, apiBase: model.apiBase, apiKey, note: `the server's ${model.name}` };
}

function fromKeys(env: Environment, file: Environment): FoundModel | undefined {
  for (const { prefix, variables, model } of KEYED_PROVIDERS) {
    for (const [place, source] of [
      ["", env],
      [" in ./.env", file],
    ] as const) {
      const variable = variables.find((name) => (source[name] ?? "") !== "");
      if (variable === undefined) continue;
      const apiKey = place === "" ? undefined : source[variable];
      return { modelId: `${prefix}/${model}`, apiKey, note: `found ${variable}${place}; change with -m` };
    }
  }
  return undefined;
}

function fromLocal(model: LocalModel | undefined): FoundModel | undefined {
  if (model === undefined) return undefined;
  const { host } = new URL(model.apiBase);
  return {
    modelId: `${model.server.prefix}/${model.name}`,
    apiBase: model.apiBase,
    note: `found ${model.server.name} at ${host}; change with -m`,
  };
}

/** A model that the user named: its key may be in ./.env, and one that needs a key and has none is told so now. */
async function complete(
  found: FoundModel,
  { env, file }: { env: Environment; file: Environment },
): Promise<FoundModel> {
  const { modelId, apiBase, apiKey } = found;
  if (apiKey !== undefined || apiBase !== undefined) return found;
  const { composedPrefixes, findProvider } = await import("../models/providers.ts");
  if (composedPrefixes.some((prefix) => modelId.startsWith(`${prefix}/`))) return found;
  const { row } = findProvider(modelId);
  const variables = row.keyVariables ?? [];
  if (variables.some((name) => (env[name] ?? "") !== "")) return found;
  const inFile = variables.find((name) => (file[name] ?? "") !== "");
  if (inFile !== undefined) return { ...found, apiKey: file[inFile] };
  if (row.needsKey === true) throw missingKey(modelId, row.prefix, variables, fromKeys(env, file));
  return found;
}

function missingKey(
  modelId: string,
  prefix: string,
  variables: readonly string[],
  other: FoundModel | undefined,
): UsageError {
  const ways = `export ${variables[0] ?? "THE_KEY"}=...   or   threadsnake -m ${modelId} --key-file FILE`;
  const instead = other === undefined ? "" : `\n${other.note?.split(";")[0]}: try  -m ${other.modelId}`;
  return new UsageError(`No API key for ${prefix}.`, { hint: ways + instead });
}

function readDotEnv(): Environment {
  const path = join(process.cwd(), ".env");
  if (!existsSync(path)) return {};
  try {
    // The types of the oldest Node that is supported promise only strings.
    return parseEnv(readFileSync(path, "utf8")) as Environment;
  } catch {
    return {};
  }
}

/** What was looked for, and what to do next. */
export function explainNoModel(terminal: Terminal): void {
  const names = KEYED_PROVIDERS.flatMap(({ variables }) => variables.slice(0, 1));
  const servers = LOCAL_SERVERS.map(({ name, base }) => `${name} :${new URL(base).port}`).join(" · ");
  const say = (...spans: Span[]): void => terminal.problem([{ text: "  " }, ...spans]);
  const next = (what: string, how: string): void =>
    say({ text: "❯ ", style: "cyan" }, { text: what.padEnd(26) }, { text: how, style: "dim" });
  terminal.problem("");
  say({ text: "No model found.", style: "bold" });
  say(
    { text: "  looked for keys   ", style: "dim" },
    { text: `${names.slice(0, 5).join(" ")} +${names.length - 5}` },
    { text: "   (environment, ./.env)", style: "dim" },
  );
  say({ text: "  looked for local  ", style: "dim" }, { text: servers });
  terminal.problem("");
  next("Run a local model", "ollama run qwen3-coder");
  next("Use a provider's key", "export OPENAI_API_KEY=...   or another of the above");
  next("Free Hugging Face token", "https://huggingface.co/settings/tokens   then  export HF_TOKEN=...");
  next("Name a model and a server", `${terminal.program} -m openai/NAME --api-base http://HOST/v1 "task"`);
  next("Watch the demo", `${terminal.program} demo   (no model needed)`);
}
