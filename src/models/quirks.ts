/** What models cannot do: known from their name, or learned from a provider's refusal and not asked for again. */
import type { ModelError } from "./errors.ts";
import type { Quirks } from "./wires/wire.ts";

/** OpenAI's reasoning models and xAI's refuse `stop`. The last part of the id counts: `openrouter/openai/o3`. */
export function refusesStop(modelId: string): boolean {
  const name = modelId.split("/").at(-1) ?? modelId;
  return /^(?:o3(?!-mini)|o4|gpt-[5-9]|grok-)/iu.test(name);
}

const refusal =
  /unsupported|not (?:yet )?support|does ?n[o']t support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra inputs|invalid/iu;

/** What to leave out after this refusal, or undefined when it teaches nothing new. */
export function learnFromRefusal(error: ModelError, quirks: Quirks): Quirks | undefined {
  if (error.code !== "model-bad-request") return undefined;
  const words = error.providerMessage ?? "";
  const about = (name: string): boolean =>
    error.parameter === name || (refusal.test(words) && new RegExp(`\\b${name}\\b`, "u").test(words));
  if (quirks.maxTokensName !== "max_completion_tokens" && words.includes("max_completion_tokens"))
    return { maxTokensName: "max_completion_tokens" };
  if (quirks.encryptedReasoning !== false && /encrypted content is not supported/iu.test(words))
    return { encryptedReasoning: false };
  if (quirks.tools !== false && /does not support (?:tools|function calling)/iu.test(words)) return { tools: false };
  if (quirks.streamOptions !== false && about("stream_options")) return { streamOptions: false };
  if (quirks.toolChoiceRequired !== false && about("tool_choice")) return { toolChoiceRequired: false };
  if (quirks.stop !== false && about("stop")) return { stop: false };
  return undefined;
}
