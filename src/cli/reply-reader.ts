/**
 * Tells thoughts from code in a model's reply while it comes, piece by piece, for the eye only: what is run is decided by
 * the agent's own parser when the reply is whole.
 */

export type ReplyPart = { type: "thought" | "code" | "reasoning"; text: string };

type State = "thought" | "code-in-tags" | "code-in-fence" | "other-fence" | "reasoning";

interface Exit {
  mark: RegExp;
  to: (found: string) => State;
}

const FENCE = /\n?```[ \t]*[\w+-]*[ \t]*\n/;
const PYTHON_FENCE = /```[ \t]*(?:python3?|py|tool_code)?[ \t]*\n$/;
const END_OF_FENCE = /\n```[ \t]*(?:\n|$)/;

const EXITS: Record<State, readonly Exit[]> = {
  thought: [
    { mark: /<code>[ \t]*\n?/, to: () => "code-in-tags" },
    { mark: FENCE, to: (found) => (PYTHON_FENCE.test(found) ? "code-in-fence" : "other-fence") },
    { mark: /<think>\s*/, to: () => "reasoning" },
  ],
  "code-in-tags": [{ mark: /\s*<\/code>\s*/, to: () => "thought" }],
  "code-in-fence": [{ mark: END_OF_FENCE, to: () => "thought" }],
  "other-fence": [{ mark: END_OF_FENCE, to: () => "thought" }],
  reasoning: [{ mark: /\s*<\/think>\s*/, to: () => "thought" }],
};

/** No mark is longer; so much is held back until it is known whether a mark begins there. */
const LONGEST_MARK = 24;
/** `Thoughts: ` */
const LABEL_LENGTH = 10;

export class ReplyReader {
  #state: State = "thought";
  #pending = "";
  #isStart = true;

  /** The parts that are certain now. */
  push(piece: string): ReplyPart[] {
    this.#pending += piece;
    if (this.#isStart && this.#pending.trimStart().length < LABEL_LENGTH) return [];
    return this.#read(LONGEST_MARK);
  }

  /** The reply is whole: what was held back. */
  end(): ReplyPart[] {
    return this.#read(0);
  }

  #read(heldBack: number): ReplyPart[] {
    // The label says nothing that its place does not say.
    if (this.#isStart) this.#pending = this.#pending.replace(/^\s*(?:Thoughts?:)?\s*/, "");
    this.#isStart = false;
    const parts: ReplyPart[] = [];
    for (;;) {
      const found = this.#nextMark(heldBack);
      const end = found?.start ?? Math.max(0, this.#pending.length - heldBack);
      if (end > 0) parts.push({ type: typeOf(this.#state), text: this.#pending.slice(0, end) });
      if (found === undefined) {
        this.#pending = this.#pending.slice(end);
        return parts;
      }
      this.#pending = this.#pending.slice(found.end);
      this.#state = found.to;
    }
  }

  #nextMark(heldBack: number): { start: number; end: number; to: State } | undefined {
    let best: { start: number; end: number; to: State } | undefined;
    for (const { mark, to } of EXITS[this.#state]) {
      const match = mark.exec(this.#pending);
      if (match === null || (best !== undefined && match.index >= best.start)) continue;
      const end = match.index + match[0].length;
      // White space at the end may go on in the next piece.
      if (heldBack > 0 && end === this.#pending.length && !match[0].endsWith("\n")) continue;
      best = { start: match.index, end, to: to(match[0]) };
    }
    return best;
  }
}

function typeOf(state: State): ReplyPart["type"] {
  if (state === "reasoning") return "reasoning";
  return state === "thought" || state === "other-fence" ? "thought" : "code";
}
