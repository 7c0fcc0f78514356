/** A value as people read it in a document. */
import { Handle, Media } from "../executors/media.ts";

export function valueText(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  return toJsonText(value, 2);
}

export function toJsonText(value: object, indent?: number): string {
  return JSON.stringify(value, replace, indent) ?? String(value);
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (value instanceof Media) return `<${value.kind}, ${value.mediaType}>`;
  if (value instanceof Handle) return `<${value.label}>`;
  if (value instanceof Map)
    return Object.fromEntries([...(value as Map<unknown, unknown>)].map(([key, item]) => [String(key), item]));
  return value instanceof Set ? [...(value as Set<unknown>)] : value;
}
