/** Tool calls and values on one line. */
import { resultText } from "../memory/result-text.ts";
import { Media } from "../executors/media.ts";
import { clip, plainText } from "./styled-text.ts";

const ARGUMENT_WIDTH = 60;
const NARROW = 24;

/** `web_search("leopard top speed")`, or with names where there are several arguments. */
export function callText(tool: string, args: unknown, width: number): string {
  const entries: [string, unknown][] =
    typeof args === "object" && args !== null
      ? args instanceof Map
        ? [...(args as Map<unknown, unknown>)].map(([name, value]) => [String(name), value])
        : Object.entries(args)
      : [];
  const isSingle = entries.length === 1;
  const words = entries.map(([name, value]) => (isSingle ? argumentText(value) : `${name}=${argumentText(value)}`));
  return clip(plainText(`${tool}(${words.join(", ")})`), width);
}

function argumentText(value: unknown): string {
  if (typeof value === "string") return clip(JSON.stringify(value), ARGUMENT_WIDTH);
  return valueLine(value, ARGUMENT_WIDTH);
}

/** A value as one line: what it is rather than all of it. */
export function valueLine(value: unknown, width: number): string {
  if (value === null || value === undefined) return "None";
  if (value instanceof Media) return `${value.kind} (${value.mediaType})`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = plainText(resultText(value)).trim();
  const lines = text.split("\n");
  if (lines.length === 1) return clip(text, width);
  // A heading says less than what stands below it.
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? text;
  const count = width < NARROW ? "" : ` (${lines.length} lines)`;
  return clip(first, width - count.length) + count;
}

/** The answer as the standard output gets it: text as it is, other values as JSON. */
export function answerText(value: unknown): string {
  if (value === undefined || value === null) return "None";
  return resultText(value);
}
