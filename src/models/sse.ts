/** Server-sent events, as the HTML standard defines them: bytes in any pieces, events out. */

export interface StreamEvent {
  /** The name after `event:`, or "". */
  event: string;
  data: string;
}

/**
 * Bytes may be split anywhere: inside a character, between CR and LF, inside a field name. Comments are dropped.
 *
 * Events are given by the piece of the body that completed them: one turn of the event loop for each event would cost more
 * than reading it.
 */
export async function* readServerSentEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent[]> {
  const decoder = new TextDecoder();
  const parser = new EventParser();
  for await (const chunk of chunks) yield parser.push(decoder.decode(chunk, { stream: true }));
  // The standard drops an event without its empty line; servers that forget it at the end are common enough.
  yield parser.push(`${decoder.decode()}\n\n`);
}

class EventParser {
  /** The beginning of a line whose end has not come, as it came: joining it with each piece would cost the square of it. */
  #open: string[] = [];
  #afterCarriageReturn = false;
  #event = "";
  #data: string[] = [];

  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    let start = this.#afterCarriageReturn && text.startsWith("\n") ? 1 : 0;
    if (text !== "") this.#afterCarriageReturn = false;
    for (;;) {
      const end = findLineEnd(text, start);
      if (end === -1) break;
      const line = this.#close(text.slice(start, end));
      start = end + 1;
      if (text[end] === "\r") {
        if (start === text.length) this.#afterCarriageReturn = true;
        else if (text[start] === "\n") start += 1;
      }
      if (line !== "") this.#field(line);
      else if (this.#data.length > 0 || this.#event !== "") events.push(this.#take());
    }
    if (start < text.length) this.#open.push(text.slice(start));
    return events;
  }

  #close(ending: string): string {
    if (this.#open.length === 0) return ending;
    const line = this.#open.join("") + ending;
    this.#open = [];
    return line;
  }

  #field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") this.#data.push(value);
    else if (name === "event") this.#event = value;
  }

  #take(): StreamEvent {
    const event = { event: this.#event, data: this.#data.join("\n") };
    this.#event = "";
    this.#data = [];
    return event;
  }
}

function findLineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const carriage = text.indexOf("\r", from);
  if (carriage === -1) return feed;
  return feed === -1 ? carriage : Math.min(feed, carriage);
}
