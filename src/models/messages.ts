/**
 * From the messages of a run to the messages of a provider.
 *
 * Roles are converted, tool calls and their results are paired, neighbours of one role become one message, and content is
 * text unless there is something else in it. What a wire then writes down is a plain translation of `PreparedMessage`.
 */
import type { ChatMessage, ChatMessageToolCall, MessageRole, Part, ReasoningPart } from "./model.ts";

export interface PreparedMessage {
  role: "system" | "user" | "assistant" | "tool";
  /** Text when there is nothing but text. */
  content: string | Part[];
  toolCalls?: ChatMessageToolCall[] | undefined;
  reasoning?: ReasoningPart[] | undefined;
  toolCallId?: string | undefined;
  toolName?: string | undefined;
}

export interface PrepareOptions {
  /** Which role a role becomes, before anything else. */
  customRoleConversions?: Partial<Record<MessageRole, MessageRole>> | undefined;
  /** Text only: images and sound are replaced by a note. */
  flattenMessagesAsText?: boolean | undefined;
  /** Whether calls and results may be native messages; else they become text, as smolagents writes them. */
  nativeTools?: boolean | undefined;
}

export function prepareMessages(messages: readonly ChatMessage[], options: PrepareOptions = {}): PreparedMessage[] {
  const paired = options.nativeTools === false ? undefined : pairToolMessages(messages, options);
  const prepared: PreparedMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const converted = convert(message, options, paired?.get(index));
    if (options.flattenMessagesAsText === true) converted.content = flattenContent(converted.content);
    const previous = prepared.at(-1);
    if (previous !== undefined && canMerge(previous, converted)) mergeInto(previous, converted);
    else prepared.push(converted);
  }
  return prepared;
}

/** Text of a content, without what is not text. */
export function textOf(content: string | readonly Part[]): string {
  if (typeof content === "string") return content;
  return content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

/** All parts as text; what cannot be text leaves a note, because silence would mislead the model. */
export function flattenContent(content: string | readonly Part[]): string {
  if (typeof content === "string") return content;
  return content
    .flatMap((part) => {
      if (part.type === "text") return [part.text];
      return part.type === "reasoning" ? [] : [`[${part.type} left out: this model reads text only]`];
    })
    .join("\n");
}

export function hasMedia(messages: readonly { content: string | Part[] }[]): boolean {
  return messages.some(
    ({ content }) =>
      typeof content !== "string" && content.some((part) => part.type === "image" || part.type === "audio"),
  );
}

/** What a message's calls or result may be sent as: the calls that are answered, or the call that it answers. */
type Pairing = { calls: ChatMessageToolCall[] } | { answers: ChatMessageToolCall };

/**
 * Finds for each tool result the call it answers, in the nearest message with calls before it. Providers refuse a call
 * without a result and a result without a call, so what has no partner is sent as text.
 */
function pairToolMessages(messages: readonly ChatMessage[], options: PrepareOptions): Map<number, Pairing> {
  const pairs = new Map<number, Pairing>();
  let caller = -1;
  let open: ChatMessageToolCall[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.toolCalls !== undefined && message.toolCalls.length > 0) {
      caller = index;
      open = [...message.toolCalls];
      continue;
    }
    const isResponse = roleOf(message, options) === "tool-response";
    // Results follow their calls directly.
    if (!isResponse) open = [];
    if (!isResponse || message.toolCallId === undefined) continue;
    const position = open.findIndex((call) => call.id === message.toolCallId);
    const [call] = position === -1 ? [] : open.splice(position, 1);
    if (call === undefined) continue;
    pairs.set(index, { answers: call });
    const calls = pairs.get(caller);
    if (calls !== undefined && "calls" in calls) calls.calls.push(call);
    else pairs.set(caller, { calls: [call] });
  }
  return pairs;
}

function convert(message: ChatMessage, options: PrepareOptions, pairing: Pairing | undefined): PreparedMessage {
  const role = roleOf(message, options);
  const content = simplify(message.content);
  switch (role) {
    case "system":
    case "user":
      return { role, content: withCallsAsText(content, message.toolCalls ?? []) };
    case "assistant":
    case "tool-call": {
      const answered = pairing !== undefined && "calls" in pairing ? pairing.calls : [];
      const unanswered = (message.toolCalls ?? []).filter((call) => !answered.includes(call));
      const prepared: PreparedMessage = { role: "assistant", content: withCallsAsText(content, unanswered) };
      if (answered.length > 0) prepared.toolCalls = answered;
      const reasoning = reasoningOf(message);
      if (reasoning.length > 0) prepared.reasoning = reasoning;
      return prepared;
    }
    case "tool-response":
      if (pairing === undefined || !("answers" in pairing)) return { role: "user", content };
      return { role: "tool", content, toolCallId: pairing.answers.id, toolName: pairing.answers.name };
  }
}

function roleOf(message: ChatMessage, options: PrepareOptions): MessageRole {
  return options.customRoleConversions?.[message.role] ?? message.role;
}

function reasoningOf(message: ChatMessage): ReasoningPart[] {
  const inContent =
    typeof message.content === "string" ? [] : message.content.filter((part) => part.type === "reasoning");
  return [...(message.reasoning ?? []), ...inContent];
}

/** Neighbouring texts become one; reasoning travels beside the content; text alone is a string. */
function simplify(content: string | readonly Part[]): string | Part[] {
  if (typeof content === "string") return content;
  const parts = content.filter((part) => part.type !== "reasoning");
  return parts.every((part) => part.type === "text" && part.cache !== true) ? textOf(parts) : parts;
}

/** The form in which smolagents shows calls to a model that has no messages for them. */
function withCallsAsText(content: string | Part[], calls: readonly ChatMessageToolCall[]): string | Part[] {
  if (calls.length === 0) return content;
  const list = calls.map(({ id, name, arguments: given }) => ({
    id,
    type: "function",
    function: { name, arguments: given },
  }));
  return joinContent(content, `Calling tools:\n${JSON.stringify(list)}`);
}

function canMerge(previous: PreparedMessage, next: PreparedMessage): boolean {
  if (previous.role !== next.role || next.role === "tool") return false;
  // Calls must stay last in their message; reasoning belongs to what was written after it.
  return previous.toolCalls === undefined && next.reasoning === undefined;
}

function mergeInto(previous: PreparedMessage, next: PreparedMessage): void {
  previous.content = joinContent(previous.content, next.content);
  if (next.toolCalls !== undefined) previous.toolCalls = next.toolCalls;
}

function joinContent(first: string | Part[], second: string | Part[]): string | Part[] {
  if (typeof first === "string" && typeof second === "string")
    return first === "" || second === "" ? first + second : `${first}\n${second}`;
  return [...toParts(first), ...toParts(second)];
}

export function toParts(content: string | Part[]): Part[] {
  if (typeof content !== "string") return content;
  return content === "" ? [] : [{ type: "text", text: content }];
}
