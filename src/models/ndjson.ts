/** Lines of JSON, one value each: bytes in any pieces, events out. */
import type { StreamEvent } from "./sse.ts";

export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield { event: "", data: line };
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield { event: "", data: rest };
}
