/** One request to the model, as an effect. */
import { isThreadsnakeError } from "../errors.ts";
import type { ChatMessage, ChatMessageDelta, GenerateOptions, Model } from "../models/model.ts";
import { DeadlineError, ReplayEndError, ReplayMismatchError } from "../run/effects.ts";
import { recordError } from "../run/error-record.ts";
import type { ModelPurpose } from "../run/events.ts";
import { hashText } from "../run/hash.ts";
import { stopwatch } from "../run/recording.ts";
import type { RecordingEffects } from "../run/recording.ts";
import type { RunContext } from "./context.ts";
import { AgentError, AgentGenerationError } from "./errors.ts";

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
  const { purpose } = request;
  const elapsed = stopwatch();
  let firstPieceMs: number | undefined;
  const timing = (): Record<string, number | string> => ({
    purpose,
    durationMs: elapsed(),
    ...(firstPieceMs === undefined ? {} : { firstPieceMs }),
  });
  try {
    return await effects.run(
      key,
      async ({ signal }) => {
        const step = effects.stepOf(key);
        let asked = { messages: request.messages, options: { ...request.options, signal } as GenerateOptions };
        asked = (await run.agent.hooks.beforeModel?.({ ...asked, purpose, runId: run.runId, step })) ?? asked;
        const sender = new DeltaSender(run, purpose, step, () => (firstPieceMs ??= elapsed()));
        asked.options.onRetry = ({ attempt, waitMs, error }) => {
          sender.restart();
          effects.note({ type: "retry", attempt, waitMs, error: recordError(error) }, step);
        };
        const reply = await generate(run.agent.model, asked.messages, asked.options, sender, run);
        return (await run.agent.hooks.afterModel?.({ message: reply, purpose, runId: run.runId, step })) ?? reply;
      },
      { type: "model-reply", hash: hashText(purpose, request.hash ?? run.memory.hash), fields: timing },
    );
  } catch (error) {
    throw toGenerationError(error, effects.signalOfRun);
  }
}

function toGenerationError(error: unknown, signal: AbortSignal): unknown {
  if (
    signal.aborted ||
    error instanceof AgentError ||
    error instanceof DeadlineError ||
    error instanceof ReplayMismatchError ||
    error instanceof ReplayEndError
  )
    return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AgentGenerationError(`The model could not be asked: ${reason}`, {
    cause: error,
    hint: isThreadsnakeError(error) ? error.hint : undefined,
  });
}

async function generate(
  model: Model,
  messages: ChatMessage[],
  options: GenerateOptions,
  sender: DeltaSender,
  run: RunContext,
): Promise<ChatMessage> {
  if (model.generateStream === undefined || !(run.agent.streamOutputs || run.live.wantsDeltas()))
    return withoutRaw(await model.generate(messages, options));
  let text = "";
  let message: ChatMessage | undefined;
  let last: ChatMessageDelta = {};
  for await (const delta of model.generateStream(messages, options)) {
    if (delta.restart === true) {
      sender.restart();
      text = "";
    }
    text += delta.content ?? "";
    message = delta.message ?? message;
    last = delta;
    sender.send(delta);
  }
  return withoutRaw(
    message ?? { role: "assistant", content: text, tokenUsage: last.tokenUsage, finishReason: last.finishReason },
  );
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

/** Passes pieces on to those who watch, each with its place. */
class DeltaSender {
  readonly #run: RunContext;
  readonly #purpose: ModelPurpose;
  readonly #stepId: string | undefined;
  readonly #onFirst: () => void;
  #attempt = 1;

  constructor(run: RunContext, purpose: ModelPurpose, stepId: string | undefined, onFirst: () => void) {
    this.#run = run;
    this.#purpose = purpose;
    this.#stepId = stepId;
    this.#onFirst = onFirst;
  }

  restart(): void {
    this.#attempt += 1;
  }

  send(delta: ChatMessageDelta): void {
    if (delta.content === undefined && delta.reasoning === undefined && delta.toolCall === undefined) return;
    this.#onFirst();
    const { content, reasoning, toolCall } = delta;
    this.#run.live.sendDelta({
      type: "model-delta",
      runId: this.#run.runId,
      stepId: this.#stepId,
      parentRunId: this.#run.effects.parentRunId,
      purpose: this.#purpose,
      attempt: this.#attempt,
      content,
      reasoning,
      toolCall,
    });
  }
}
