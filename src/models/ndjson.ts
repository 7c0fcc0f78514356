/** Lines of JSON, one value each: bytes in any pieces, events out. */
import type { StreamEvent } from "./sse.ts";

export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield toEvents(lines);
  }
  yield toEvents([rest + decoder.decode()]);
}

function toEvents(lines: string[]): StreamEvent[] {
  return lines.filter((line) => line.trim() !== "").map((data) => ({ event: "", data }));
}
