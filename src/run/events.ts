/**
 * Every event of a run, as it stands in the log.
 *
 * Events are few, only ever added to, and JSON-safe. Those with a `key` are what a replay must meet again: the record of an
 * effect (something taken from the world, with `hash` of what was asked), or a milestone that the loop derives. Those
 * without one are notes about this attempt, which a replay passes over. Values are in the form of `executors/codec.ts`.
 */
import type { JsonValue } from "../executors/codec.ts";

/** The version of the form below; a reader refuses a higher one. */
export const EVENT_VERSION = 1;

export interface EventEnvelope {
  v: number;
  /** The place in the log, from 0. */
  seq: number;
  /** Milliseconds since 1970, when it was written. */
  ts: number;
  runId: string;
  /** Unique in the log; the same in every attempt at the run. */
  key?: string | undefined;
  /** The number of the step as text, for everything that belongs to one. */
  stepId?: string | undefined;
  /** Of a run that another run's tool call started; it lies in the log of that run. */
  parentRunId?: string | undefined;
  parentCallId?: string | undefined;
}

/** An error as data: what a model, a person and a program need of it, never a stack. */
export interface ErrorRecord {
  name: string;
  message: string;
  code?: string | undefined;
  hint?: string | undefined;
  /** Of a Python exception. */
  pythonType?: string | undefined;
  traceback?: string | undefined;
  line?: number | undefined;
  /** Of a limit. */
  limit?: string | undefined;
}

/** What an effect came to; `hash` is that of its arguments. */
export interface EffectOutcome {
  hash: string;
  result?: JsonValue | undefined;
  error?: ErrorRecord | undefined;
}

export interface RunStart {
  type: "run-start";
  agent: { type: string; name?: string | undefined; modelId?: string | undefined; version: string; tools: string[] };
  task: string;
  systemPrompt: string;
  maxSteps: number;
  /** Of everything random that code does. */
  seed: number;
  images?: JsonValue | undefined;
  additionalArgs?: JsonValue | undefined;
  files?: JsonValue | undefined;
  /** The run whose memory and names this one goes on with. */
  continues?: string | undefined;
  forkedFrom?: { runId: string; step: number } | undefined;
  metadata?: JsonValue | undefined;
}

/** The run was taken up again from its log. */
export interface RunResume {
  type: "run-resume";
  attempt: number;
}

export interface StepStart {
  type: "step-start";
  step: number;
  /** What people said to the running agent since the last step. */
  steered?: string[] | undefined;
  /** A note of the loop to the model: a step repeated, a budget nearly spent. */
  notice?: string | undefined;
}

export type ModelPurpose = "action" | "plan" | "answer" | "summary";

export interface ModelReply extends EffectOutcome {
  type: "model-reply";
  purpose: ModelPurpose;
  /** How long the model took, streamed or not. */
  durationMs: number;
  /** Until the first streamed piece. */
  firstPieceMs?: number | undefined;
}

export interface PlanMade {
  type: "plan";
  step: number;
  plan: string;
}

export interface CodeStart {
  type: "code-start";
  callId: string;
  code: string;
}

/** `result` is `{ output, text, logs, isFinalAnswer }`, or `{ error, logs }`; with `edited`, the code that a person ran in place. */
export interface CodeResult extends EffectOutcome {
  type: "code-result";
  callId: string;
}

/** Written, and on the disk, before the tool is called. */
export interface ToolStart {
  type: "tool-start";
  callId: string;
  tool: string;
  args: JsonValue;
  hash: string;
}

export interface ToolResult extends EffectOutcome {
  type: "tool-result";
  callId: string;
  tool: string;
  /** The arguments of a call that was refused, which has no start. */
  args?: JsonValue | undefined;
  /** The arguments, where the person who was asked to agree changed them. */
  edited?: JsonValue | undefined;
}

/** The run waits for a person: the answer must name `hash`. */
export interface ApprovalRequest {
  type: "approval-request";
  callId: string;
  kind: "tool" | "code" | "repeat" | "question";
  name: string;
  args?: JsonValue | undefined;
  /** SHA-256 of what is asked. */
  hash: string;
}

/** A person or another program answered; `result` is the answer, `{ $undefined: 1 }` when the time was up. */
export interface SignalReceived extends EffectOutcome {
  type: "signal";
}

/** Any other effect: the clock, chance, a sleep, a check of the answer. */
export interface OtherEffect extends EffectOutcome {
  type: "effect";
}

export interface StepEnd {
  type: "step-end";
  step: number;
  isFinalAnswer: boolean;
  error?: ErrorRecord | undefined;
  /** Only where a callback changed what the model will see. */
  observations?: string | undefined;
  images?: JsonValue | undefined;
}

/**
 * What the model is shown of memory was shortened. Of the first `upTo` steps of memory, tasks stay; the others are left out
 * ("drop"), stand as `summary` ("summarize"), or are shown with short observations ("truncate"). Memory itself keeps all.
 */
export interface MemoryCompacted {
  type: "memory-compact";
  upTo: number;
  strategy: "drop" | "truncate" | "summarize";
  summary?: string | undefined;
}

export interface FinalAnswer {
  type: "final-answer";
  answer: JsonValue;
}

export type RunState = "success" | "max_steps_error" | "error" | "aborted" | "suspended";

export interface UsageTotals {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  cachedInputTokens: number;
  reasoningTokens: number;
}

export interface RunEnd {
  type: "run-end";
  state: RunState;
  steps: number;
  usage: UsageTotals;
  cost?: number | undefined;
  error?: ErrorRecord | undefined;
}

/** A request to the model failed and will be made again. */
export interface ModelRetry {
  type: "retry";
  attempt: number;
  waitMs: number;
  error: ErrorRecord;
}

/** A person spoke to the running agent; the next step takes it up. */
export interface Steer {
  type: "steer";
  text: string;
}

export type EventBody =
  | RunStart
  | RunResume
  | StepStart
  | ModelReply
  | PlanMade
  | CodeStart
  | CodeResult
  | ToolStart
  | ToolResult
  | ApprovalRequest
  | SignalReceived
  | OtherEffect
  | StepEnd
  | MemoryCompacted
  | FinalAnswer
  | RunEnd
  | ModelRetry
  | Steer;

export type EventType = EventBody["type"];
export type EventOf<T extends EventType> = Extract<EventBody, { type: T }>;
/** The records that `Effects.run` may write. */
export type EffectType = "effect" | "model-reply" | "code-result" | "tool-result" | "signal";

export type LogEvent = EventEnvelope & EventBody;
export type LogEventOf<T extends EventType> = EventEnvelope & EventOf<T>;

/** A piece of a model's reply while it comes. Never in the log: the whole reply is. */
export interface ModelDelta {
  type: "model-delta";
  runId: string;
  stepId?: string | undefined;
  parentRunId?: string | undefined;
  purpose: ModelPurpose;
  /** Grows when the request is made again: what came before is void. */
  attempt: number;
  content?: string | undefined;
  reasoning?: string | undefined;
  toolCall?:
    | { index: number; id?: string | undefined; name?: string | undefined; arguments?: string | undefined }
    | undefined;
}

export type RunEvent = LogEvent | ModelDelta;
