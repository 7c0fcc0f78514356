/** Lines of JSON, one value each: bytes in any pieces, events out. */
import type { StreamEvent } from "./sse.ts";

export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  const decoder = new TextDecoder();
  /** The beginning of a line whose end has not come, in pieces. */
  let open: string[] = [];
  for await (const chunk of chunks) {
    const [ending = "", ...lines] = decoder.decode(chunk, { stream: true }).split("\n");
    open.push(ending);
    const last = lines.pop();
    if (last === undefined) continue;
    yield toEvents([open.join(""), ...lines]);
    open = [last];
  }
  yield toEvents([open.join("") + decoder.decode()]);
}

function toEvents(lines: string[]): StreamEvent[] {
  return lines.filter((line) => line.trim() !== "").map((data) => ({ event: "", data }));
}
