/** Amazon's binary event stream: length-prefixed messages with typed headers and a JSON payload. */
import { ModelError } from "./errors.ts";
import type { StreamEvent } from "./sse.ts";

/** 16 MiB: what the protocol allows for one message, and no more is buffered for a broken length. */
const MAX_MESSAGE = 16 << 20;

/** Prelude (total length, header length, checksum), headers, payload, checksum; TLS already guards the bytes. */
export async function* readAwsEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  let buffer = new Uint8Array(0);
  for await (const chunk of chunks) {
    buffer = concatenate(buffer, chunk);
    const events: StreamEvent[] = [];
    let start = 0;
    while (buffer.length - start >= 12) {
      const view = new DataView(buffer.buffer, buffer.byteOffset + start);
      const length = view.getUint32(0);
      const headerLength = view.getUint32(4);
      if (length < 16 || length > MAX_MESSAGE || headerLength > length - 16) {
        throw new ModelError("model-bad-response", "the event stream has an impossible length", { retryLimit: 2 });
      }
      if (buffer.length - start < length) break;
      const message = buffer.subarray(start, start + length);
      const headers = readHeaders(message.subarray(12, 12 + headerLength));
      events.push(toEvent(headers, message.subarray(12 + headerLength, length - 4)));
      start += length;
    }
    yield events;
    buffer = buffer.slice(start);
  }
  if (buffer.length > 0) throw new ModelError("model-stream-cut", "the event stream ended inside a message");
}

function toEvent(headers: Map<string, string>, payload: Uint8Array): StreamEvent {
  const data = new TextDecoder().decode(payload);
  const exception = headers.get(":exception-type") ?? headers.get(":error-code");
  if (exception === undefined) return { event: headers.get(":event-type") ?? "", data };
  const fields: unknown = data === "" ? {} : JSON.parse(data);
  return {
    event: "error",
    data: JSON.stringify({ __type: exception, message: headers.get(":error-message"), ...(fields as object) }),
  };
}

/** Sizes of header values by type code; 6 and 7 (bytes and text) carry their own length. */
const fixedSizes: Record<number, number | undefined> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

function readHeaders(bytes: Uint8Array): Map<string, string> {
  const headers = new Map<string, string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  let position = 0;
  while (position < bytes.length) {
    const nameLength = view.getUint8(position);
    const name = decoder.decode(bytes.subarray(position + 1, position + 1 + nameLength));
    position += 1 + nameLength;
    const type = view.getUint8(position);
    position += 1;
    let size = fixedSizes[type];
    if (size === undefined) {
      size = view.getUint16(position);
      position += 2;
    }
    if (type === 7) headers.set(name, decoder.decode(bytes.subarray(position, position + size)));
    position += size;
  }
  return headers;
}

function concatenate(first: Uint8Array<ArrayBuffer>, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
