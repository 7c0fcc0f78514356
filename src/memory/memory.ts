/**
 * What an agent remembers: a fold of its run's events.
 *
 * The loop hands each event to `apply`, a new one and one from the log alike, so memory after a crash is what it was before. The
 * messages for the model are only ever added to, so that the prompt of step 50 is not built from nothing and providers
 * find the beginning of it in their caches. `hash` is taken over what was folded: a request to the model is known by it.
 */
import type { JsonValue } from "../executors/codec.ts";
import { textOf } from "../models/messages.ts";
import type { ChatMessage, ImagePart, TokenUsage } from "../models/model.ts";
import type { ErrorRecord, LogEvent, LogEventOf } from "../run/events.ts";
import { hashText } from "../run/hash.ts";
import { fromRecord } from "../run/record-value.ts";
import { describeArguments, toImageParts } from "./attachments.ts";
import { describeEdit, describeError, describeOutcome, errorObservation, truncateContent } from "./observation.ts";
import type { CodeOutcome } from "./observation.ts";
import { describeResult } from "./result-text.ts";

export interface Timing {
  startTime: number;
  endTime?: number | undefined;
  /** In seconds. */
  duration?: number | undefined;
}

export class ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;

  constructor(id: string, name: string, args: unknown) {
    this.id = id;
    this.name = name;
    this.arguments = args;
  }

  toDict(): Record<string, unknown> {
    return { id: this.id, type: "function", function: { name: this.name, arguments: this.arguments } };
  }
}

export interface RenderOptions {
  /** Leaves out what the model itself said: for a plan, or for a report to a manager. */
  summaryMode?: boolean | undefined;
}

/** The base of all steps. */
export abstract class MemoryStep {
  abstract toMessages(options?: RenderOptions): ChatMessage[];

  toDict(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this));
  }
}

export class SystemPromptStep extends MemoryStep {
  readonly systemPrompt: string;

  constructor(systemPrompt: string) {
    super();
    this.systemPrompt = systemPrompt;
  }

  toMessages(options: RenderOptions = {}): ChatMessage[] {
    return options.summaryMode === true || this.systemPrompt === ""
      ? []
      : [{ role: "system", content: this.systemPrompt }];
  }
}

export class TaskStep extends MemoryStep {
  readonly task: string;
  readonly taskImages: ImagePart[];
  readonly #args: string;

  constructor(task: string, images: ImagePart[] = [], args = "") {
    super();
    this.task = task;
    this.taskImages = images;
    this.#args = args;
  }

  toMessages(): ChatMessage[] {
    const text = `New task:\n${this.task}${this.#args}`;
    return [
      { role: "user", content: this.taskImages.length === 0 ? text : [{ type: "text", text }, ...this.taskImages] },
    ];
  }
}

export class PlanningStep extends MemoryStep {
  plan: string;
  modelOutputMessage: ChatMessage | undefined;
  tokenUsage: TokenUsage | undefined;
  timing: Timing;

  constructor(plan: string, timing: Timing) {
    super();
    this.plan = plan;
    this.timing = timing;
  }

  toMessages(options: RenderOptions = {}): ChatMessage[] {
    if (options.summaryMode === true) return [];
    return [
      { role: "assistant", content: `This is my plan:\n${this.plan.trim()}` },
      { role: "user", content: "Now carry out this plan." },
    ];
  }
}

/** One call of a ToolCallingAgent's step, and what came of it. */
export interface CallOutcome {
  call: ToolCall;
  observation: string;
  /** What was recorded of it, for the hash. */
  record: JsonValue;
}

export class ActionStep extends MemoryStep {
  stepNumber: number;
  timing: Timing;
  toolCalls: ToolCall[] = [];
  error: ErrorRecord | undefined;
  modelOutputMessage: ChatMessage | undefined;
  modelOutput: string | undefined;
  codeAction: string | undefined;
  observations: string | undefined;
  observationsImages: ImagePart[] = [];
  actionOutput: unknown;
  tokenUsage: TokenUsage | undefined;
  isFinalAnswer = false;
  /** What a person, or the loop, said to the model before this step. */
  notices: string[] = [];
  /** Of a ToolCallingAgent: outcome by outcome, in the order of the calls. */
  outcomes: CallOutcome[] = [];
  /** The messages of which the model was shown the first `#inputLength`. */
  #messages: readonly ChatMessage[] = [];
  #inputLength = 0;

  constructor(stepNumber: number, timing: Timing) {
    super();
    this.stepNumber = stepNumber;
    this.timing = timing;
  }

  /** What the model was shown. Kept as a view of the memory's messages, which are only added to. */
  get modelInputMessages(): ChatMessage[] {
    return this.#messages.slice(0, this.#inputLength);
  }

  setInput(messages: readonly ChatMessage[]): void {
    this.#messages = messages;
    this.#inputLength = messages.length;
  }

  endAt(endTime: number): void {
    const { startTime } = this.timing;
    this.timing = { startTime, endTime, duration: (endTime - startTime) / 1000 };
  }

  /** What all calls came to, as one text. */
  gatherObservations(): void {
    if (this.outcomes.length > 0) this.observations = this.outcomes.map(({ observation }) => observation).join("\n");
  }

  toMessages(options: RenderOptions = {}): ChatMessage[] {
    return [...this.noticeMessages(), ...this.outcomeMessages(options)];
  }

  noticeMessages(): ChatMessage[] {
    return this.notices.map((text) => ({ role: "user", content: text }));
  }

  outcomeMessages(options: RenderOptions = {}): ChatMessage[] {
    const messages: ChatMessage[] = [];
    const native = this.modelOutputMessage?.toolCalls !== undefined && this.outcomes.length > 0;
    if (options.summaryMode !== true && this.modelOutputMessage !== undefined)
      messages.push(this.#assistantMessage(native));
    if (native && options.summaryMode !== true) messages.push(...this.outcomes.map(toolResponse));
    else if (this.observations !== undefined && this.observations !== "")
      messages.push({ role: "tool-response", content: `Observation:\n${this.observations}` });
    if (this.observationsImages.length > 0)
      messages.push({
        role: "user",
        content: [{ type: "text", text: "Images of the last step:" }, ...this.observationsImages],
      });
    if (this.error !== undefined)
      messages.push({
        role: "tool-response",
        content: errorObservation(describeError(this.error), native ? undefined : this.toolCalls[0]?.id),
      });
    return messages;
  }

  #assistantMessage(native: boolean): ChatMessage {
    const message: ChatMessage = { role: "assistant", content: this.modelOutput ?? "" };
    if (this.modelOutputMessage?.reasoning !== undefined) message.reasoning = this.modelOutputMessage.reasoning;
    // Our own ids: a server may use one id twice in a conversation.
    if (native)
      message.toolCalls = (this.modelOutputMessage?.toolCalls ?? []).map((call, index) => ({
        ...call,
        id: this.toolCalls[index]?.id ?? call.id,
      }));
    return message;
  }

  override toDict(): Record<string, unknown> {
    return {
      ...super.toDict(),
      toolCalls: this.toolCalls.map((call) => call.toDict()),
      modelInputMessages: this.modelInputMessages,
    };
  }
}

function toolResponse({ call, observation }: CallOutcome): ChatMessage {
  return { role: "tool-response", toolCallId: call.id, toolName: call.name, content: observation };
}

export class FinalAnswerStep extends MemoryStep {
  readonly output: unknown;

  constructor(output: unknown) {
    super();
    this.output = output;
  }

  toMessages(): ChatMessage[] {
    return [];
  }
}

export interface MemoryOptions {
  /** Whose events are folded; nested runs have memories of their own. */
  runId: string;
  redact?: ((text: string) => string) | undefined;
  maxObservationLength?: number | undefined;
  /** What the model's reply is remembered as: closed, and without what it invented. */
  rememberReply?: ((message: ChatMessage) => string) | undefined;
}

export class AgentMemory {
  systemPrompt: SystemPromptStep = new SystemPromptStep("");
  steps: MemoryStep[] = [];
  hash = "";
  #messages: ChatMessage[] = [];
  /** How many steps of memory are left out, and shortened, where the model is concerned. */
  #hidden = 0;
  #truncated = 0;
  #summary: string | undefined;
  #options: MemoryOptions;
  #current: ActionStep | undefined;
  #planReply: LogEventOf<"model-reply"> | undefined;
  /** What of the current step is hashed when it ends. */
  #pending: JsonValue[] = [];

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** Folds another run's events from here on: the next one of a conversation. */
  continueWith(options: MemoryOptions): void {
    this.#options = options;
  }

  /** The step that is being done. */
  get current(): ActionStep | undefined {
    return this.#current;
  }

  get actionSteps(): ActionStep[] {
    return this.steps.filter((step) => step instanceof ActionStep);
  }

  /** Characters of the messages for the model, for a guess at their tokens. */
  get length(): number {
    return this.#messages.reduce((sum, message) => sum + textOf(message.content).length, 0);
  }

  /** How many steps of memory a strategy has shortened already. */
  compactedUpTo(strategy: "drop" | "truncate" | "summarize"): number {
    return strategy === "truncate" ? this.#truncated : this.#hidden;
  }

  apply(event: LogEvent): void {
    if (event.runId !== this.#options.runId) return;
    switch (event.type) {
      case "run-start":
        return this.#startRun(event);
      case "step-start":
        return this.#startStep(event);
      case "model-reply":
        return this.#addReply(event);
      case "plan":
        return this.#addPlan(event);
      case "code-start":
        return this.#startCode(event);
      case "code-result":
        return this.#endCode(event);
      case "tool-start":
        return this.#addCall(this.#current, event.callId, event.tool, event.args);
      case "tool-result":
        return this.#endTool(event);
      case "step-end":
        return this.#endStep(event);
      case "memory-compact":
        return this.#compact(event);
      default:
        return undefined;
    }
  }

  /** The messages for the model, as a copy: what the caller keeps does not grow. */
  toMessages(options: RenderOptions = {}): ChatMessage[] {
    if (options.summaryMode === true)
      return [this.systemPrompt, ...this.steps].flatMap((step) => step.toMessages(options));
    return [...this.#messages];
  }

  /** Tells the current step what the model is about to be shown. */
  noteInput(): void {
    this.#current?.setInput(this.#messages);
  }

  /** The run ends in the middle of a step: closes it, outside of what the model is shown and of what is hashed. */
  endUnfinished(error: ErrorRecord, endTime: number): ActionStep | undefined {
    const step = this.#current;
    this.#current = undefined;
    if (step === undefined) return undefined;
    step.error = error;
    step.endAt(endTime);
    return step;
  }

  getFullSteps(): Record<string, unknown>[] {
    return this.steps.map((step) => step.toDict());
  }

  getSuccinctSteps(): Record<string, unknown>[] {
    return this.getFullSteps().map(({ modelInputMessages: _input, ...rest }) => rest);
  }

  /** All code of the run as one program. */
  returnFullCode(): string {
    return this.actionSteps.flatMap((step) => (step.codeAction === undefined ? [] : [step.codeAction])).join("\n\n");
  }

  reset(): void {
    this.steps = [];
    this.#messages = [];
    this.#hidden = 0;
    this.#truncated = 0;
    this.#summary = undefined;
    this.#current = undefined;
  }

  #startRun(event: LogEventOf<"run-start">): void {
    const { task, additionalArgs, images } = event;
    const args = describeArguments(fromRecord(additionalArgs ?? {}) as Record<string, unknown>);
    this.#extendHash([task, additionalArgs ?? null, images ?? null]);
    if (event.systemPrompt !== this.systemPrompt.systemPrompt) {
      this.systemPrompt = new SystemPromptStep(event.systemPrompt);
      this.#messages = this.#renderAll();
    }
    this.#addStep(new TaskStep(task, toImageParts(fromRecord(images ?? []) as unknown[]), args));
  }

  #startStep(event: LogEventOf<"step-start">): void {
    const step = new ActionStep(event.step, { startTime: event.ts });
    step.notices = [...(event.steered ?? []), ...(event.notice === undefined ? [] : [event.notice])];
    this.steps.push(step);
    this.#current = step;
    this.#pending = [];
    if (step.notices.length > 0) this.#extendHash(step.notices);
    this.#messages.push(...step.noticeMessages());
  }

  #addReply(event: LogEventOf<"model-reply">): void {
    if (event.error !== undefined) return;
    if (event.purpose === "plan") this.#planReply = event;
    if (event.purpose !== "action" && event.purpose !== "answer") return;
    const step = this.#current;
    if (step === undefined) return;
    const message = fromRecord(event.result) as ChatMessage;
    step.modelOutputMessage = message;
    step.modelOutput = this.#options.rememberReply?.(message) ?? textOf(message.content);
    step.tokenUsage = message.tokenUsage;
    this.#pending.push(event.result ?? null);
  }

  #addPlan(event: LogEventOf<"plan">): void {
    const { result, durationMs = 0 } = this.#planReply ?? {};
    const step = new PlanningStep(event.plan, {
      startTime: event.ts - durationMs,
      endTime: event.ts,
      duration: durationMs / 1000,
    });
    step.modelOutputMessage = result === undefined ? undefined : (fromRecord(result) as ChatMessage);
    step.tokenUsage = step.modelOutputMessage?.tokenUsage;
    this.#extendHash([event.plan]);
    this.#addStep(step);
  }

  #startCode(event: LogEventOf<"code-start">): void {
    if (this.#current === undefined) return;
    this.#current.codeAction = event.code;
    this.#current.toolCalls.push(new ToolCall(event.callId, "python_interpreter", event.code));
  }

  #endCode(event: LogEventOf<"code-result">): void {
    const step = this.#current;
    if (step === undefined || event.error !== undefined) return;
    const outcome = fromRecord(event.result) as CodeOutcome;
    step.observations = describeOutcome(outcome, this.#options.maxObservationLength) || undefined;
    step.actionOutput = outcome.output;
    step.codeAction = outcome.edited ?? step.codeAction;
    this.#pending.push(event.result ?? null);
  }

  /** Calls that code makes belong to the code; only those that the model asked for by name are the step's own. */
  #addCall(step: ActionStep | undefined, callId: string, tool: string, args: JsonValue): void {
    if (step === undefined || step.codeAction !== undefined) return;
    if (step.outcomes.some(({ call }) => call.id === callId)) return;
    step.outcomes.push({ call: new ToolCall(callId, tool, fromRecord(args)), observation: "", record: null });
    // Calls side by side begin in any order; the model asked for them in one.
    step.outcomes.sort((left, right) => indexOfCall(left.call.id) - indexOfCall(right.call.id));
    step.toolCalls = step.outcomes.map((outcome) => outcome.call);
  }

  #endTool(event: LogEventOf<"tool-result">): void {
    const step = this.#current;
    if (step === undefined) return;
    const { tool, callId, error } = event;
    if (event.args !== undefined) this.#addCall(step, callId, tool, event.args);
    const index = step.outcomes.findIndex(({ call }) => call.id === callId);
    const outcome = step.outcomes[index];
    if (outcome === undefined) return;
    const record = event.result ?? error?.message ?? null;
    outcome.record = event.edited === undefined ? record : [record, event.edited];
    if (error === undefined) {
      step.actionOutput = fromRecord(event.result);
      outcome.observation = describeResult(step.actionOutput, callId, this.#options.maxObservationLength);
    } else {
      const said = describeError(error);
      outcome.observation = errorObservation(error.code === undefined ? `${tool} failed: ${said}` : said);
    }
    if (step.modelOutputMessage?.toolCalls?.[index]?.repairedFrom !== undefined)
      outcome.observation +=
        "\n(The arguments were not valid JSON and were read as best they could be. Write valid JSON.)";
    if (event.edited !== undefined)
      outcome.observation = `${describeEdit({ tool, args: event.edited })}\n${outcome.observation}`;
  }

  #endStep(event: LogEventOf<"step-end">): void {
    const step = this.#current;
    if (step === undefined) return;
    step.error = event.error;
    step.isFinalAnswer = event.isFinalAnswer;
    step.endAt(event.ts);
    step.gatherObservations();
    if (event.observations !== undefined) {
      step.observations = event.observations;
      if (step.outcomes.length === 1 && step.outcomes[0] !== undefined)
        step.outcomes[0].observation = event.observations;
    }
    if (event.images !== undefined) step.observationsImages = fromRecord(event.images) as ImagePart[];
    // In the order of the calls, for calls may end in any order.
    const outcomes = step.outcomes.map(({ record }) => record);
    this.#extendHash([...this.#pending, ...outcomes, event.error?.message ?? null, event.observations ?? null]);
    this.#messages.push(...step.outcomeMessages());
    this.#current = undefined;
  }

  #compact(event: LogEventOf<"memory-compact">): void {
    if (event.strategy === "truncate") this.#truncated = event.upTo;
    else {
      this.#hidden = event.upTo;
      this.#summary = event.summary;
    }
    this.#extendHash([event.strategy, event.upTo, event.summary ?? null]);
    this.#messages = this.#renderAll();
  }

  #addStep(step: MemoryStep): void {
    this.steps.push(step);
    this.#messages.push(...step.toMessages());
  }

  /** What the model is shown of the first steps, without the system prompt. */
  messagesUpTo(count: number): ChatMessage[] {
    return this.#renderSteps(this.steps.slice(0, count));
  }

  #renderAll(): ChatMessage[] {
    return [...this.systemPrompt.toMessages(), ...this.#renderSteps(this.steps)];
  }

  #renderSteps(steps: readonly MemoryStep[]): ChatMessage[] {
    return steps.flatMap((step, index) => {
      const summary = index === this.#hidden && this.#summary !== undefined ? [summaryMessage(this.#summary)] : [];
      if (index < this.#hidden && !(step instanceof TaskStep)) return [];
      if (step === this.#current) return [...summary, ...this.#current.noticeMessages()];
      return [...summary, ...(index < this.#truncated ? shorten(step) : step.toMessages())];
    });
  }

  #extendHash(parts: unknown): void {
    const text = JSON.stringify(parts);
    this.hash = hashText(this.#options.redact?.(text) ?? text, this.hash);
  }
}

const SHORT_OBSERVATION = 400;

/** A step long past with its observations short enough to keep: what the model itself said stays whole. */
function shorten(step: MemoryStep): ChatMessage[] {
  if (!(step instanceof ActionStep)) return step.toMessages();
  const outcome = step.outcomeMessages().flatMap((message) => {
    if (message.role === "user") return [];
    if (message.role !== "tool-response") return [message];
    return [{ ...message, content: truncateContent(textOf(message.content), SHORT_OBSERVATION) }];
  });
  return [...step.noticeMessages(), ...outcome];
}

function summaryMessage(summary: string): ChatMessage {
  return { role: "user", content: `What was done before, in short:\n${summary}` };
}

function indexOfCall(id: string): number {
  return Number(id.slice(id.lastIndexOf("_") + 1));
}

/** The calls of a reply under our own ids. */
export function callIdOf(step: number, index: number): string {
  return `call_${step}_${index + 1}`;
}
