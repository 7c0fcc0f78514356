/** Values as a model reads them. */
import { Handle, Media } from "../executors/media.ts";
import { toJsonText, valueText } from "../run/value-text.ts";
import { truncateContent } from "./observation.ts";

/** Python's word for the type that a value has when code sees it. */
export function pythonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) return "int";
  if (typeof value === "number") return "float";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Media) return value.kind;
  if (value instanceof Handle) return value.kind;
  if (value instanceof Set) return `set of ${value.size}`;
  if (value instanceof Date) return "datetime";
  if (Array.isArray(value)) return `list of ${value.length}`;
  return typeof value === "function" ? "function" : "dict";
}

/** What Python's `repr` would give, cut where it gets long. */
export function shortRepr(value: unknown, maxLength: number): string {
  let left = maxLength;
  const write = (item: unknown): string => {
    if (left <= 0) return "...";
    const text = writeItem(item);
    left -= text.length;
    return text;
  };
  const list = (items: Iterable<unknown>): string => {
    const parts: string[] = [];
    for (const item of items) {
      if (left <= 0) return [...parts, "..."].join(", ");
      parts.push(write(item));
    }
    return parts.join(", ");
  };
  const pairs = (entries: Iterable<[unknown, unknown]>): string => {
    const parts: string[] = [];
    for (const [key, item] of entries) {
      if (left <= 0) return [...parts, "..."].join(", ");
      parts.push(`${write(key)}: ${write(item)}`);
    }
    return parts.join(", ");
  };
  const writeItem = (item: unknown): string => {
    if (item === null || item === undefined) return "None";
    if (typeof item === "boolean") return item ? "True" : "False";
    if (typeof item === "string")
      return JSON.stringify(item.length > maxLength ? `${item.slice(0, maxLength)}...` : item);
    if (typeof item !== "object") return String(item);
    if (item instanceof Uint8Array) return `<${item.length} bytes>`;
    if (item instanceof Media || item instanceof Handle) return item instanceof Handle ? item.label : `<${item.kind}>`;
    if (item instanceof Date) return item.toISOString();
    if (Array.isArray(item)) return `[${list(item)}]`;
    if (item instanceof Set) return `{${list(item)}}`;
    return `{${pairs(item instanceof Map ? (item as Map<unknown, unknown>) : Object.entries(item))}}`;
  };
  return write(value);
}

/** A tool's result as an observation: text as it is, data as JSON, images and sound by the name under which they are kept. */
export function describeResult(value: unknown, callId: string, maxLength?: number): string {
  if (value instanceof Media) return `Kept under the name '${mediaName(value, callId)}'; pass it on by that name.`;
  return truncateContent(resultText(value).trim(), maxLength);
}

/** A name for media that no other call gives. */
export function mediaName(media: Media, callId: string): string {
  const extension = (media.mediaType.split("/")[1] ?? "").replace(/[^a-z0-9]/gi, "");
  return `${media.kind}_${callId.replace(/^call_/, "")}.${extension === "" ? "bin" : extension}`;
}

/** Text as it is, and everything else in JSON on one line. */
export function resultText(value: unknown): string {
  if (value instanceof Handle) return value.label;
  return typeof value === "object" && value !== null ? toJsonText(value) : valueText(value);
}
