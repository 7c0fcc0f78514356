/** Amazon's binary event stream: length-prefixed messages with typed headers and a JSON payload. */
import { ModelError } from "./errors.ts";
import type { StreamEvent } from "./sse.ts";

/** 16 MiB: what the protocol allows for one message, and no more is buffered for a broken length. */
const MAX_MESSAGE = 16 << 20;

/** Prelude (total length, header length, checksum), headers, payload, checksum; TLS already guards the bytes. */
export async function* readAwsEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  let wanted = PRELUDE;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.byteLength;
    if (size < wanted) continue;
    const buffer = concatenate(waiting, size);
    const events: StreamEvent[] = [];
    let start = 0;
    for (wanted = PRELUDE; buffer.length - start >= wanted; wanted = PRELUDE) {
      const view = new DataView(buffer.buffer, buffer.byteOffset + start);
      const headerLength = view.getUint32(4);
      wanted = checkLength(view.getUint32(0), headerLength);
      if (buffer.length - start < wanted) break;
      const message = buffer.subarray(start, start + wanted);
      const headers = readHeaders(message.subarray(PRELUDE, PRELUDE + headerLength));
      events.push(toEvent(headers, message.subarray(PRELUDE + headerLength, wanted - 4)));
      start += wanted;
    }
    yield events;
    waiting = [buffer.subarray(start)];
    size = buffer.length - start;
  }
  if (size > 0) throw new ModelError("model-stream-cut", "the event stream ended inside a message");
}

/** Two lengths and their checksum. */
const PRELUDE = 12;

function checkLength(length: number, headerLength: number): number {
  if (length >= 16 && length <= MAX_MESSAGE && headerLength <= length - 16) return length;
  throw new ModelError("model-bad-response", "the event stream has an impossible length", { retryLimit: 2 });
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

function concatenate(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const joined = new Uint8Array(size);
  let position = 0;
  for (const piece of pieces) {
    joined.set(piece, position);
    position += piece.byteLength;
  }
  return joined;
}
