/** Token counts: building them from what providers report, and adding them up. */
import type { TokenUsage } from "./model.ts";

export interface UsageCounts {
  input: unknown;
  /** Input that the provider counts apart from `input`. */
  beside?: readonly unknown[] | undefined;
  output: unknown;
  total?: unknown;
  cached?: unknown;
  reasoning?: unknown;
}

/** Counts are taken only where they are numbers; undefined when the provider reported neither input nor output. */
export function createUsage(counts: UsageCounts): TokenUsage | undefined {
  const beside = (counts.beside ?? []).reduce<number>((sum, count) => sum + (toCount(count) ?? 0), 0);
  const counted = toCount(counts.input);
  const input = counted === undefined ? undefined : counted + beside;
  const output = toCount(counts.output);
  if (input === undefined && output === undefined) return undefined;
  const usage: TokenUsage = {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    totalTokens: toCount(counts.total) ?? (input ?? 0) + (output ?? 0),
  };
  const cached = toCount(counts.cached);
  const reasoning = toCount(counts.reasoning);
  if (cached !== undefined) usage.cachedInputTokens = cached;
  if (reasoning !== undefined) usage.reasoningTokens = reasoning;
  return usage;
}

/** The sum over calls; a call without counts adds nothing. */
export function addUsage(usages: Iterable<TokenUsage | undefined>): TokenUsage {
  const sum: TokenUsage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  for (const usage of usages) {
    if (usage === undefined) continue;
    sum.inputTokens += usage.inputTokens;
    sum.outputTokens += usage.outputTokens;
    sum.totalTokens += usage.totalTokens;
    if (usage.cachedInputTokens !== undefined)
      sum.cachedInputTokens = (sum.cachedInputTokens ?? 0) + usage.cachedInputTokens;
    if (usage.reasoningTokens !== undefined) sum.reasoningTokens = (sum.reasoningTokens ?? 0) + usage.reasoningTokens;
    if (usage.estimated === true) sum.estimated = true;
  }
  return sum;
}

/** About four characters to a token: for a reply that we cut ourselves, after which no provider reports a count. */
export function estimateUsage(inputCharacters: number, outputCharacters: number): TokenUsage {
  const inputTokens = Math.ceil(inputCharacters / 4);
  const outputTokens = Math.ceil(outputCharacters / 4);
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens, estimated: true };
}

function toCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
