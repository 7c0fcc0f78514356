/** One conversation with everything in it, which each wire must write in its own way. */
import type { ToolSpec } from "../../src/executors/executor.ts";
import type { ChatMessage, ChatMessageDelta } from "../../src/models/model.ts";

/** A red square of one pixel. */
export const PIXEL: Uint8Array = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"),
  (character) => character.charCodeAt(0),
);

export const addTool: ToolSpec = {
  name: "add",
  description: "Adds two numbers.",
  inputs: {
    type: "object",
    properties: { a: { type: "number", description: "first" }, b: { type: "number", description: "second" } },
    required: ["a", "b"],
  },
  outputType: "number",
  call: (args) => Number(args["a"]) + Number(args["b"]),
};

export const answerSchema = {
  type: "object",
  properties: { answer: { type: "integer" } },
  required: ["answer"],
  additionalProperties: false,
} as const;

export const conversation: ChatMessage[] = [
  { role: "system", content: "You add numbers." },
  {
    role: "user",
    content: [
      { type: "text", text: "What is 1 + 2, and what colour is this?" },
      { type: "image", image: PIXEL, mediaType: "image/png" },
    ],
  },
  {
    role: "assistant",
    content: "Let me add.",
    toolCalls: [
      { id: "call_1", name: "add", arguments: { a: 1, b: 2 } },
      { id: "call_2", name: "add", arguments: { a: 3, b: 4 } },
    ],
  },
  { role: "tool-response", content: "3", toolCallId: "call_1", toolName: "add" },
  { role: "tool-response", content: "7", toolCallId: "call_2", toolName: "add" },
  { role: "user", content: "Go on." },
];

export const question: ChatMessage[] = [{ role: "user", content: "hello" }];

export async function collect(
  stream: AsyncIterable<ChatMessageDelta>,
): Promise<{ deltas: ChatMessageDelta[]; text: string; message: ChatMessage }> {
  const deltas: ChatMessageDelta[] = [];
  let text = "";
  for await (const delta of stream) {
    deltas.push(delta);
    text = delta.restart === true ? "" : text + (delta.content ?? "");
  }
  const message = deltas.at(-1)?.message;
  if (message === undefined) throw new Error("the last delta has no message");
  return { deltas, text, message };
}

/** Waits are as short as they can be. */
export const quick = { initialDelayMs: 1, maxDelayMs: 50, random: (): number => 0 } as const;
