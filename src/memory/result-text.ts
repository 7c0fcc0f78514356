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

/** What Python's `repr` would give, cut where it gets long: never the whole of a large value. */
export function shortRepr(value: unknown, maxLength: number): string {
  const items = (values: Iterable<unknown>, write: (item: unknown, left: number) => string): string => {
    let text = "";
    for (const item of values) {
      const left = maxLength - text.length;
      if (left <= 0) return `${text}...`;
      text += `${text === "" ? "" : ", "}${write(item, left)}`;
    }
    return text;
  };
  const pair = (entry: unknown, left: number): string =>
    (entry as [unknown, unknown]).map((part) => shortRepr(part, left)).join(": ");
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string")
    return JSON.stringify(value.length > maxLength ? `${value.slice(0, maxLength)}...` : value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (value instanceof Handle) return value.label;
  if (value instanceof Media) return `<${value.kind}>`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${items(value, shortRepr)}]`;
  if (value instanceof Set) return `{${items(value, shortRepr)}}`;
  return `{${items(value instanceof Map ? value : Object.entries(value), pair)}}`;
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
