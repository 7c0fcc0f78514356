/**
 * The providers that `LiteLLMModel` knows by prefix: data only, walked by `findProvider`. No source, no row.
 *
 * Prefixes are LiteLLM's. `keyVariables` begins with LiteLLM's name of the variable, then the provider's own.
 */
import { editDistance } from "../python/runtime/nearest.ts";
import { ModelError } from "./errors.ts";
import { anthropicMessages } from "./wires/anthropic.ts";
import { geminiGenerate } from "./wires/gemini.ts";
import { ollamaChat } from "./wires/ollama-chat.ts";
import { openaiChat } from "./wires/openai-chat.ts";
import { openaiResponses } from "./wires/openai-responses.ts";
import type { Quirks, Wire } from "./wires/wire.ts";

export interface ProviderRow {
  prefix: string;
  wire: Wire;
  /** Undefined: only the user knows, by `apiBase` or by `baseVariable`. */
  baseUrl?: string | undefined;
  baseVariable?: string | undefined;
  keyVariables?: readonly string[] | undefined;
  /** True: the provider answers nobody without a key. */
  needsKey?: boolean | undefined;
  quirks?: Quirks | undefined;
  /** Put before a model id that has no slash. */
  modelPrefix?: string | undefined;
  /** Where the address and the spelling are documented. */
  source: string;
}

/** A hosted service that speaks OpenAI's chat protocol and wants a key. */
function hosted(
  prefix: string,
  baseUrl: string,
  keyVariables: readonly string[],
  source: string,
  further: Partial<ProviderRow> = {},
): ProviderRow {
  return { prefix, wire: openaiChat, baseUrl, keyVariables, needsKey: true, source, ...further };
}

/** A server on the user's machine or network. */
function local(
  prefix: string,
  baseUrl: string | undefined,
  baseVariable: string,
  keyVariables: readonly string[],
  source: string,
): ProviderRow {
  return { prefix, wire: openaiChat, baseUrl, baseVariable, keyVariables, source };
}

const mistralQuirks: Quirks = { streamOptions: false, nineCharacterIds: true };

const ollama = {
  wire: ollamaChat,
  baseUrl: "http://localhost:11434",
  baseVariable: "OLLAMA_API_BASE",
  keyVariables: ["OLLAMA_API_KEY"],
  source: "https://docs.litellm.ai/docs/providers/ollama",
};

export const providers: readonly ProviderRow[] = [
  hosted(
    "openai",
    "https://api.openai.com/v1",
    ["OPENAI_API_KEY"],
    "https://platform.openai.com/docs/api-reference/chat",
    {
      baseVariable: "OPENAI_BASE_URL",
      quirks: { maxTokensName: "max_completion_tokens" },
    },
  ),
  hosted(
    "openai/responses",
    "https://api.openai.com/v1",
    ["OPENAI_API_KEY"],
    "https://platform.openai.com/docs/api-reference/responses",
    {
      wire: openaiResponses,
      baseVariable: "OPENAI_BASE_URL",
    },
  ),
  {
    prefix: "anthropic",
    wire: anthropicMessages,
    baseUrl: "https://api.anthropic.com",
    baseVariable: "ANTHROPIC_API_BASE",
    keyVariables: ["ANTHROPIC_API_KEY"],
    needsKey: true,
    source: "https://docs.anthropic.com/en/api/messages",
  },
  {
    prefix: "gemini",
    wire: geminiGenerate,
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    baseVariable: "GEMINI_API_BASE",
    keyVariables: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    needsKey: true,
    source: "https://ai.google.dev/api/generate-content",
  },
  { prefix: "ollama", ...ollama },
  { prefix: "ollama_chat", ...ollama },
  hosted("groq", "https://api.groq.com/openai/v1", ["GROQ_API_KEY"], "https://console.groq.com/docs/openai", {
    quirks: { textContent: true },
  }),
  hosted(
    "cerebras",
    "https://api.cerebras.ai/v1",
    ["CEREBRAS_API_KEY"],
    "https://inference-docs.cerebras.ai/resources/openai",
    { quirks: { textContent: true } },
  ),
  hosted("mistral", "https://api.mistral.ai/v1", ["MISTRAL_API_KEY"], "https://docs.mistral.ai/api/", {
    quirks: mistralQuirks,
  }),
  hosted(
    "codestral",
    "https://codestral.mistral.ai/v1",
    ["CODESTRAL_API_KEY"],
    "https://docs.litellm.ai/docs/providers/codestral",
    {
      quirks: mistralQuirks,
    },
  ),
  hosted("deepseek", "https://api.deepseek.com/v1", ["DEEPSEEK_API_KEY"], "https://api-docs.deepseek.com/", {
    quirks: { jsonSchema: false },
  }),
  hosted("xai", "https://api.x.ai/v1", ["XAI_API_KEY"], "https://docs.x.ai/docs/api-reference", {
    quirks: { stop: false },
  }),
  hosted(
    "openrouter",
    "https://openrouter.ai/api/v1",
    ["OPENROUTER_API_KEY"],
    "https://openrouter.ai/docs/api-reference/overview",
    {
      quirks: { reasoningField: "reasoning_details", cacheControl: true },
    },
  ),
  hosted(
    "together_ai",
    "https://api.together.xyz/v1",
    ["TOGETHERAI_API_KEY", "TOGETHER_API_KEY", "TOGETHER_AI_API_KEY"],
    "https://docs.together.ai/docs/openai-api-compatibility",
  ),
  hosted(
    "fireworks_ai",
    "https://api.fireworks.ai/inference/v1",
    ["FIREWORKS_AI_API_KEY", "FIREWORKS_API_KEY", "FIREWORKSAI_API_KEY"],
    "https://docs.fireworks.ai/tools-sdks/openai-compatibility",
    { modelPrefix: "accounts/fireworks/models/" },
  ),
  hosted(
    "perplexity",
    "https://api.perplexity.ai",
    ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
    "https://docs.perplexity.ai/api-reference/chat-completions-post",
    {
      quirks: { stop: false },
    },
  ),
  hosted(
    "deepinfra",
    "https://api.deepinfra.com/v1/openai",
    ["DEEPINFRA_API_KEY"],
    "https://deepinfra.com/docs/openai_api",
  ),
  hosted(
    "nvidia_nim",
    "https://integrate.api.nvidia.com/v1",
    ["NVIDIA_NIM_API_KEY", "NVIDIA_API_KEY"],
    "https://docs.litellm.ai/docs/providers/nvidia_nim",
  ),
  hosted(
    "sambanova",
    "https://api.sambanova.ai/v1",
    ["SAMBANOVA_API_KEY"],
    "https://docs.litellm.ai/docs/providers/sambanova",
  ),
  hosted(
    "hyperbolic",
    "https://api.hyperbolic.xyz/v1",
    ["HYPERBOLIC_API_KEY"],
    "https://docs.litellm.ai/docs/providers/hyperbolic",
  ),
  hosted(
    "novita",
    "https://api.novita.ai/v3/openai",
    ["NOVITA_API_KEY"],
    "https://docs.litellm.ai/docs/providers/novita",
  ),
  hosted("moonshot", "https://api.moonshot.ai/v1", ["MOONSHOT_API_KEY"], "https://platform.moonshot.ai/docs/api/chat", {
    quirks: { reasoningField: "reasoning_content", toolChoiceRequired: false },
  }),
  hosted(
    "dashscope",
    "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    ["DASHSCOPE_API_KEY"],
    "https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope",
  ),
  hosted(
    "zai",
    "https://api.z.ai/api/paas/v4",
    ["ZAI_API_KEY"],
    "https://docs.z.ai/api-reference/llm/chat-completion",
    { quirks: { toolChoiceRequired: false, maxStopSequences: 1 } },
  ),
  hosted(
    "huggingface",
    "https://router.huggingface.co/v1",
    ["HF_TOKEN", "HUGGINGFACE_API_KEY"],
    "https://huggingface.co/docs/inference-providers/index",
  ),
  hosted(
    "github",
    "https://models.github.ai/inference",
    ["GITHUB_API_KEY", "GITHUB_TOKEN"],
    "https://docs.github.com/en/rest/models/inference",
  ),
  hosted(
    "cohere",
    "https://api.cohere.ai/compatibility/v1",
    ["COHERE_API_KEY", "CO_API_KEY"],
    "https://docs.cohere.com/docs/compatibility-api",
  ),
  hosted("ai21", "https://api.ai21.com/studio/v1", ["AI21_API_KEY"], "https://docs.litellm.ai/docs/providers/ai21"),
  hosted(
    "meta_llama",
    "https://api.llama.com/compat/v1",
    ["LLAMA_API_KEY"],
    "https://docs.litellm.ai/docs/providers/meta_llama",
  ),
  hosted(
    "volcengine",
    "https://ark.cn-beijing.volces.com/api/v3",
    ["VOLCENGINE_API_KEY", "ARK_API_KEY"],
    "https://docs.litellm.ai/docs/providers/volcano",
  ),
  hosted(
    "friendliai",
    "https://api.friendli.ai/serverless/v1",
    ["FRIENDLIAI_API_KEY", "FRIENDLI_TOKEN"],
    "https://docs.litellm.ai/docs/providers/friendliai",
  ),
  hosted(
    "vercel_ai_gateway",
    "https://ai-gateway.vercel.sh/v1",
    ["VERCEL_AI_GATEWAY_API_KEY", "AI_GATEWAY_API_KEY"],
    "https://vercel.com/docs/ai-gateway/openai-compat",
  ),
  hosted(
    "scaleway",
    "https://api.scaleway.ai/v1",
    ["SCW_SECRET_KEY"],
    "https://www.scaleway.com/en/docs/generative-apis/api-cli/using-chat-api/",
  ),
  hosted(
    "veniceai",
    "https://api.venice.ai/api/v1",
    ["VENICE_AI_API_KEY", "VENICE_API_KEY"],
    "https://docs.venice.ai/api-reference/api-spec",
  ),
  hosted(
    "poe",
    "https://api.poe.com/v1",
    ["POE_API_KEY"],
    "https://creator.poe.com/docs/external-applications/openai-compatible-api",
  ),
  local(
    "lm_studio",
    "http://localhost:1234/v1",
    "LM_STUDIO_API_BASE",
    ["LM_STUDIO_API_KEY"],
    "https://lmstudio.ai/docs/app/api/endpoints/openai",
  ),
  local(
    "hosted_vllm",
    "http://localhost:8000/v1",
    "HOSTED_VLLM_API_BASE",
    ["HOSTED_VLLM_API_KEY"],
    "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  ),
  local(
    "llamafile",
    "http://127.0.0.1:8080/v1",
    "LLAMAFILE_API_BASE",
    ["LLAMAFILE_API_KEY"],
    "https://docs.litellm.ai/docs/providers/llamafile",
  ),
  local(
    "litellm_proxy",
    undefined,
    "LITELLM_PROXY_API_BASE",
    ["LITELLM_PROXY_API_KEY"],
    "https://docs.litellm.ai/docs/providers/litellm_proxy",
  ),
  local(
    "custom_openai",
    undefined,
    "CUSTOM_OPENAI_API_BASE",
    [],
    "https://docs.litellm.ai/docs/providers/openai_compatible",
  ),
];

/** Those without a row, since their address is made of several parts; `LiteLLMModel` knows how. */
export const composedPrefixes = ["azure", "bedrock", "vertex_ai"] as const;

export interface FoundProvider {
  row: ProviderRow;
  /** The id without the prefix, as the provider wants it. */
  modelId: string;
}

/**
 * The row for `prefix/model`, the user's rows first. An id without a known prefix is an error that lists near matches.
 */
export function findProvider(id: string, further: readonly ProviderRow[] = []): FoundProvider {
  const rows = [...further, ...providers];
  let best: ProviderRow | undefined;
  for (const row of rows) {
    if (id.startsWith(`${row.prefix}/`) && (best === undefined || row.prefix.length > best.prefix.length)) best = row;
  }
  if (best === undefined) throw unknownPrefix(id, rows);
  const name = id.slice(best.prefix.length + 1);
  return { row: best, modelId: best.modelPrefix !== undefined && !name.includes("/") ? best.modelPrefix + name : name };
}

function unknownPrefix(id: string, rows: readonly ProviderRow[]): ModelError {
  const prefix = id.includes("/") ? id.slice(0, id.indexOf("/")) : id;
  const names = [...rows.map((row) => row.prefix), ...composedPrefixes];
  const near = nearMatches(prefix, names);
  const meant = near.length === 0 ? "" : ` Did you mean ${near.map((name) => `${name}/`).join(" or ")}?`;
  const what = id.includes("/")
    ? `the prefix ${JSON.stringify(`${prefix}/`)}`
    : `a model without a prefix: ${JSON.stringify(id)}`;
  return new ModelError("model-unknown", `no provider is known for ${what}.${meant}`, {
    hint: `Write provider/model, such as openai/gpt-4.1 or ollama_chat/llama3.2. Known: ${names.join(", ")}. For another OpenAI-compatible server use openai/${id.split("/").at(-1)} with apiBase, or add a row with the providers option.`,
    retryLimit: 0,
  });
}

/** At most three names, nearest first: typing errors, and names that contain one another. */
function nearMatches(word: string, names: readonly string[]): string[] {
  const clean = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/gu, "");
  const wanted = clean(word);
  if (wanted === "") return [];
  return names
    .map((name) => {
      const candidate = clean(name);
      const contains = wanted.length > 2 && (candidate.includes(wanted) || wanted.includes(candidate));
      return { name, distance: contains && candidate !== wanted ? 2 : editDistance(wanted, candidate, Infinity) };
    })
    .filter(({ distance }) => distance <= 2 * Math.max(1, Math.floor(wanted.length / 3)))
    .sort((first, second) => first.distance - second.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}
