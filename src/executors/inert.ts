/** Makes what a program printed harmless to show: observations are data, whatever they contain. */

// Escape sequences that a terminal obeys: CSI, OSC and the other string sequences (also cut off), then two-character ones.
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
// Controls but tab, newline and carriage return; C1 controls; bidirectional overrides, which make text read as it is not.
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** `text` without terminal control sequences and control characters; a lone carriage return becomes a newline. */
export function stripControls(text: string): string {
  return text.replace(SEQUENCES, "").replace(CONTROLS, "").replace(/\r\n?/g, "\n");
}

/** Says in the middle of capped text how much is missing. */
const notice = (removed: number): string => `\n[... ${removed} characters left out ...]\n`;

/** `text` capped to about `limit` characters: the head and the tail stay, and a line between them says so. */
export function capText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil(limit / 2);
  const tail = limit - head;
  return sliceStart(text, head) + notice(text.length - limit) + sliceEnd(text, tail);
}

/** Collects printed text and never holds more than twice its limit: the head and the latest tail. */
export class HeadTailBuffer {
  private readonly limit: number;
  private head = "";
  private tail = "";
  private written = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  write(text: string): void {
    this.written += text.length;
    const room = Math.ceil(this.limit / 2) - this.head.length;
    if (room > 0) this.head += text.slice(0, room);
    this.tail += room > 0 ? text.slice(room) : text;
    // Cut at twice the size, so that many small writes cost their own length only.
    if (this.tail.length > this.limit) this.tail = sliceEnd(this.tail, Math.floor(this.limit / 2));
  }

  toString(): string {
    if (this.written <= this.limit) return this.head + this.tail;
    return (
      sliceStart(this.head, this.head.length) +
      notice(this.written - this.limit) +
      sliceEnd(this.tail, Math.floor(this.limit / 2))
    );
  }
}

const isHighSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800;

/** The first `length` units, less one that would split a pair. */
function sliceStart(text: string, length: number): string {
  return text.slice(0, isHighSurrogate(text, length - 1) ? length - 1 : length);
}

/** The last `length` units, less one that would split a pair. */
function sliceEnd(text: string, length: number): string {
  if (length <= 0) return "";
  const start = Math.max(0, text.length - length);
  return text.slice(start > 0 && isHighSurrogate(text, start - 1) ? start + 1 : start);
}
