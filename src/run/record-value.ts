/** Values in the form in which a log keeps them. */
import { decode, encode } from "../executors/codec.ts";
import type { JsonValue } from "../executors/codec.ts";
import { Handle, Media } from "../executors/media.ts";

const LIMITS = { maxBytes: 1 << 30, maxDepth: 600 };
const OPTIONS = {
  ...LIMITS,
  functionId: () => 0,
  handleFor: (object: object) =>
    object instanceof Media ? undefined : new Handle("object", "", object.constructor?.name ?? "object"),
};

/** What is no data is kept as an opaque handle: it cannot be had again. */
export function toRecord(value: unknown): JsonValue {
  return encode(value, OPTIONS);
}

export function fromRecord(json: unknown): unknown {
  return decode(json, { ...LIMITS, functionFor: () => undefined });
}
