/** One request to the model, as an effect. */
import { isThreadsnakeError } from "../errors.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage, ChatMessageDelta, GenerateOptions, Model } from "../models/model.ts";
import { DeadlineError } from "../run/effects.ts";
import { recordError } from "../run/error-record.ts";
import type { ModelPurpose } from "../run/events.ts";
import { hashText } from "../run/hash.ts";
import { stopwatch } from "../run/recording.ts";
import type { RecordingEffects } from "../run/recording.ts";
import type { RunContext } from "./context.ts";
import { AgentError, AgentGenerationError, isFaultOfLog } from "./errors.ts";

export interface ModelRequest {
  purpose: ModelPurpose;
  messages: ChatMessage[];
  options?: GenerateOptions | undefined;
  /** Of what the messages were made; the memory's hash when not said. */
  hash?: string | undefined;
}

export async function askModel(
  run: RunContext,
  effects: RecordingEffects,
  key: string,
  request: ModelRequest,
): Promise<ChatMessage> {
  const { purpose, options, hash = run.memory.hash } = request;
  const { runId } = run;
  const { model, hooks } = run.agent;
  const step = effects.stepOf(key);
  const elapsed = stopwatch();
  let firstPieceMs: number | undefined;
  const timing = (): Record<string, number | string> => ({
    purpose,
    durationMs: elapsed(),
    ...(firstPieceMs === undefined ? {} : { firstPieceMs }),
  });
  const ask = async (signal: AbortSignal): Promise<ChatMessage> => {
    let attempt = 1;
    const send = ({ content, reasoning, toolCall, restart }: ChatMessageDelta): void => {
      if (restart === true) attempt += 1;
      if (content === undefined && reasoning === undefined && toolCall === undefined) return;
      firstPieceMs ??= elapsed();
      const place = { runId, stepId: step, parentRunId: run.effects.parentRunId };
      run.live.sendDelta({ type: "model-delta", ...place, purpose, attempt, content, reasoning, toolCall });
    };
    const given = { messages: request.messages, options: { ...options, signal } as GenerateOptions };
    const asked = (await hooks.beforeModel?.({ ...given, purpose, runId, step })) ?? given;
    asked.options.onRetry = ({ attempt: failed, waitMs, error }) => {
      attempt += 1;
      effects.note({ type: "retry", attempt: failed, waitMs, error: recordError(error) }, step);
    };
    const isStreamed = run.agent.options.streamOutputs === true || run.live.wantsDeltas();
    const message = withoutRaw(await generate(model, asked.messages, asked.options, isStreamed ? send : undefined));
    return (await hooks.afterModel?.({ message, purpose, runId, step })) ?? message;
  };
  try {
    return await effects.run(key, ({ signal }) => ask(signal), {
      type: "model-reply",
      hash: hashText(purpose, hash),
      fields: timing,
    });
  } catch (error) {
    const isOurs = error instanceof AgentError || error instanceof DeadlineError || isFaultOfLog(error);
    if (isOurs || effects.signalOfRun.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AgentGenerationError(`The model could not be asked: ${reason}`, {
      cause: error,
      hint: isThreadsnakeError(error) ? error.hint : undefined,
    });
  }
}

async function generate(
  model: Model,
  messages: ChatMessage[],
  options: GenerateOptions,
  send: ((delta: ChatMessageDelta) => void) | undefined,
): Promise<ChatMessage> {
  if (model.generateStream === undefined || send === undefined) return model.generate(messages, options);
  const whole: ChatMessage = { role: "assistant", content: "" };
  let message: ChatMessage | undefined;
  for await (const delta of model.generateStream(messages, options)) {
    whole.content = `${delta.restart === true ? "" : textOf(whole.content)}${delta.content ?? ""}`;
    whole.tokenUsage = delta.tokenUsage;
    whole.finishReason = delta.finishReason;
    message = delta.message ?? message;
    send(delta);
  }
  return message ?? whole;
}

/** Only what is there, and never the provider's own response: a record holds what a run needs. */
function withoutRaw(message: ChatMessage): ChatMessage {
  const kept: ChatMessage = { role: "assistant", content: message.content ?? "" };
  if (message.toolCalls !== undefined && message.toolCalls.length > 0)
    kept.toolCalls = message.toolCalls.map(definedOnly);
  if (message.reasoning !== undefined && message.reasoning.length > 0)
    kept.reasoning = message.reasoning.map(definedOnly);
  if (message.tokenUsage !== undefined) kept.tokenUsage = definedOnly(message.tokenUsage);
  if (message.finishReason !== undefined) kept.finishReason = message.finishReason;
  return "cost" in message && typeof message.cost === "number" ? Object.assign(kept, { cost: message.cost }) : kept;
}

function definedOnly<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
