/** Collects the pieces of a streamed reply into a message. */
import type {
  ChatMessage,
  ChatMessageDelta,
  ChatMessageToolCall,
  FinishReason,
  Part,
  ReasoningPart,
  TokenLogprob,
  TokenUsage,
} from "./model.ts";
import { ensureUniqueIds, readToolArguments } from "./tool-calls.ts";

interface OpenCall {
  id: string;
  name: string;
  text: string;
  signature?: string | undefined;
}

/** A piece of a call as a provider sends it; servers leave out the index, or repeat it, or repeat ids. */
export interface CallFragment {
  index?: number | undefined;
  id?: string | undefined;
  name?: string | undefined;
  arguments?: string | undefined;
  signature?: string | undefined;
}

export class MessageAssembler {
  #text = "";
  readonly #media: Part[] = [];
  readonly #reasoning: ReasoningPart[] = [];
  readonly #calls: OpenCall[] = [];
  /** Provider's index to ours. */
  readonly #slots = new Map<number, number>();
  usage: TokenUsage | undefined;
  finishReason: FinishReason | undefined;
  logprobs: TokenLogprob[] | undefined;
  raw: unknown;

  get textLength(): number {
    return this.#text.length;
  }

  get isEmpty(): boolean {
    return this.#text === "" && this.#media.length === 0 && this.#calls.length === 0 && this.#reasoning.length === 0;
  }

  addText(text: string): ChatMessageDelta {
    this.#text += text;
    return { content: text };
  }

  addMedia(part: Part): void {
    this.#media.push(part);
  }

  /** Pieces join the last part unless that is closed by a signature. */
  addReasoning(text: string): ChatMessageDelta {
    const last = this.#reasoning.at(-1);
    if (last === undefined || last.signature !== undefined || last.raw !== undefined)
      this.#reasoning.push({ type: "reasoning", text });
    else last.text += text;
    return { reasoning: text };
  }

  addReasoningPart(part: ReasoningPart): void {
    this.#reasoning.push(part);
  }

  /** Closes the open reasoning part; one that had no text is made for it. */
  signReasoning(closing: { signature?: string | undefined; raw?: unknown }): void {
    let last = this.#reasoning.at(-1);
    if (last === undefined || last.signature !== undefined || last.raw !== undefined) {
      last = { type: "reasoning", text: "" };
      this.#reasoning.push(last);
    }
    Object.assign(last, closing);
  }

  addCall(fragment: CallFragment): ChatMessageDelta {
    const index = this.#slotFor(fragment);
    const call = this.#calls[index] ?? { id: "", name: "", text: "" };
    this.#calls[index] = call;
    const toolCall: NonNullable<ChatMessageDelta["toolCall"]> = { index };
    if (fragment.id !== undefined && fragment.id !== "" && call.id === "") toolCall.id = call.id = fragment.id;
    // Some servers repeat the whole name with every piece.
    if (fragment.name !== undefined && fragment.name !== "" && fragment.name !== call.name && call.text === "") {
      call.name += fragment.name;
      toolCall.name = fragment.name;
    }
    if (fragment.signature !== undefined) call.signature = fragment.signature;
    if (fragment.arguments !== undefined && fragment.arguments !== "") {
      call.text += fragment.arguments;
      toolCall.arguments = fragment.arguments;
    }
    return { toolCall };
  }

  #slotFor({ index, id }: CallFragment): number {
    const newest = this.#calls.length - 1;
    if (index === undefined) {
      const current = this.#calls[newest];
      const continues = current !== undefined && (id === undefined || id === "" || id === current.id);
      return continues ? newest : newest + 1;
    }
    const slot = this.#slots.get(index);
    const current = slot === undefined ? undefined : this.#calls[slot];
    // A server that numbers every call 0 shows a new call by its id.
    const isNew = current === undefined || (id !== undefined && id !== "" && current.id !== "" && id !== current.id);
    if (!isNew && slot !== undefined) return slot;
    this.#slots.set(index, newest + 1);
    return newest + 1;
  }

  toMessage(): ChatMessage {
    const calls: ChatMessageToolCall[] = this.#calls.map(({ id, name, text, signature }) => {
      const call: ChatMessageToolCall = { id, name, ...readToolArguments(text) };
      if (signature !== undefined) call.signature = signature;
      return call;
    });
    const text: Part[] = this.#text === "" ? [] : [{ type: "text", text: this.#text }];
    return createReply({
      content: this.#media.length === 0 ? this.#text : [...text, ...this.#media],
      toolCalls: calls,
      reasoning: this.#reasoning,
      tokenUsage: this.usage,
      finishReason: this.finishReason,
      logprobs: this.logprobs,
      raw: this.raw,
    });
  }
}

export interface ReplyFields {
  content: string | Part[];
  toolCalls?: ChatMessageToolCall[] | undefined;
  reasoning?: ReasoningPart[] | undefined;
  tokenUsage?: TokenUsage | undefined;
  finishReason?: FinishReason | undefined;
  logprobs?: TokenLogprob[] | undefined;
  raw?: unknown;
}

/** An assistant message with only the fields that hold something. */
export function createReply(fields: ReplyFields): ChatMessage {
  const message: ChatMessage = { role: "assistant", content: fields.content };
  if (fields.toolCalls !== undefined && fields.toolCalls.length > 0)
    message.toolCalls = ensureUniqueIds(fields.toolCalls);
  if (fields.reasoning !== undefined && fields.reasoning.length > 0) message.reasoning = fields.reasoning;
  if (fields.tokenUsage !== undefined) message.tokenUsage = fields.tokenUsage;
  if (fields.finishReason !== undefined) message.finishReason = fields.finishReason;
  // Servers that say "stop" after calling a tool are common.
  if (message.toolCalls !== undefined && (message.finishReason === "stop" || message.finishReason === undefined))
    message.finishReason = "tool-calls";
  if (fields.logprobs !== undefined && fields.logprobs.length > 0) message.logprobs = fields.logprobs;
  if (fields.raw !== undefined) message.raw = fields.raw;
  return message;
}
