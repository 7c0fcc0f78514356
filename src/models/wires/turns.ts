/** What Anthropic, Bedrock and Gemini share: a system prompt beside turns that two sides take, the user first. */
import type { PreparedMessage } from "../messages.ts";
import type { Json } from "./wire.ts";

export interface Turn {
  role: "user" | "assistant";
  content: Json[];
}

/** The system messages that begin a conversation, and the turns of the rest; what writes nothing makes no turn. */
export function writeTurns(
  messages: readonly PreparedMessage[],
  write: (message: PreparedMessage) => Json[],
): { system: readonly PreparedMessage[]; turns: Turn[] } {
  const start = messages.findIndex(({ role }) => role !== "system");
  const system = start === -1 ? messages : messages.slice(0, start);
  const turns: Turn[] = [];
  for (const message of messages.slice(system.length)) {
    const role = message.role === "assistant" ? "assistant" : "user";
    const content = write(message);
    const last = turns.at(-1);
    if (content.length === 0) continue;
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  if (turns[0]?.role !== "user")
    turns.unshift({ role: "user", content: write({ role: "user", content: "Continue." }) });
  return { system, turns };
}
