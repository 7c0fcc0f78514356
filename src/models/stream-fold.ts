/** Events of one stream in, deltas out, the whole message at the end; stop sequences are enforced on the way. */
import { type ErrorContext, ModelError } from "./errors.ts";
import type { OpenResponse } from "./http.ts";
import type { ChatMessage, ChatMessageDelta } from "./model.ts";
import { explainFault, parseEvent } from "./response-body.ts";
import type { StreamEvent } from "./sse.ts";
import { StopSequenceFilter } from "./stop-sequences.ts";
import type { StreamReader } from "./wires/wire.ts";

export class StreamFold {
  readonly #reader: StreamReader;
  readonly #filter: StopSequenceFilter;
  readonly #context: ErrorContext;
  #saidDone = false;
  #ranOn = false;
  #hasCall = false;
  #failure: { error: unknown } | undefined;

  constructor(reader: StreamReader, stopSequences: readonly string[], context: ErrorContext) {
    this.#reader = reader;
    this.#filter = new StopSequenceFilter(stopSequences);
    this.#context = context;
  }

  /** Whether a stop sequence was met. */
  get stopped(): boolean {
    return this.#filter.stopped;
  }

  /** Whether the server said `[DONE]`, after which it sends nothing but the end of the body. */
  get saidDone(): boolean {
    return this.#saidDone;
  }

  /** Whether nothing more needs to be read. */
  get isOver(): boolean {
    return this.#saidDone || this.#ranOn;
  }

  /** Whether the reply has come to its end, so that a connection that breaks now does no harm; a call may still be cut. */
  get isComplete(): boolean {
    return this.#reader.isFinished || this.#saidDone || (this.stopped && !this.#hasCall);
  }

  /** The deltas up to an error; the error itself comes with `throwFailure`, so that it does not matter how events are cut. */
  readAll(events: readonly StreamEvent[]): ChatMessageDelta[] {
    const shown: ChatMessageDelta[] = [];
    try {
      for (const event of events) {
        if (this.isOver) break;
        if (event.data === "[DONE]") this.#saidDone = true;
        else if (event.data !== "") this.#read(event, shown);
      }
    } catch (error) {
      this.#failure = { error };
    }
    return shown;
  }

  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #read(event: StreamEvent, shown: ChatMessageDelta[]): void {
    const data = parseEvent(event, this.#context);
    const deltas = explainFault(() => this.#reader.read(data, event.event), this.#context);
    for (const delta of deltas) {
      this.#hasCall ||= delta.toolCall !== undefined;
      // The model goes on after a stop sequence that the server did not obey: no token more than needed to see that. Calls are
      // no text that runs on, and white space may stand before them: they come whole, as in a reply that is not streamed.
      if (this.stopped && !this.#hasCall && delta.content?.trim() !== "") {
        this.#ranOn = true;
        return;
      }
      const content = delta.content === undefined ? undefined : this.#filter.push(delta.content);
      if (content === undefined) shown.push(delta);
      else if (content !== "") shown.push({ ...delta, content });
    }
  }

  /** The text that was held back, and the message; throws when the stream ended too early. */
  finish(): { rest: string; message: ChatMessage } {
    if (!this.isComplete) {
      const where = `${this.#context.provider} (${this.#context.modelId})`;
      throw new ModelError("model-stream-cut", `${where}: the stream ended in the middle of the reply`, {
        hint: "The connection or the server broke: try again.",
      });
    }
    return { rest: this.#filter.finish(), message: explainFault(() => this.#reader.finish(), this.#context) };
  }
}

/** How long the end of a body is waited for after `[DONE]`. */
const DRAIN_MS = 1000;

/** Reads a body to its end beside what goes on, so that its connection can serve the next request; then gives it up. */
export async function drain(events: AsyncIterator<unknown>, response: OpenResponse): Promise<void> {
  const timer = setTimeout(() => response.close(), DRAIN_MS);
  try {
    while ((await events.next()).done !== true);
  } catch {
    // The reply is complete: how its connection ends is of no interest.
  } finally {
    clearTimeout(timer);
    response.close();
  }
}
