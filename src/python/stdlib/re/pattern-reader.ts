/** The parser's eyes: a pattern as tokens of one character, or of a backslash with the character behind it. */
import { codePointLength } from "../../builtins/text/code-points.ts";
import { isIdentifier } from "../../builtins/text/unicode.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import { RegexError } from "./regex-error.ts";

export class PatternReader {
  readonly source: string | Uint8Array;
  readonly isText: boolean;
  /** The token ahead, or null at the end. */
  next: string | null = null;
  /** Where the token ahead begins, in code points. */
  position = 0;
  private readonly characters: string[];
  private index = 0;

  constructor(source: string | Uint8Array) {
    this.source = source;
    this.isText = typeof source === "string";
    this.characters =
      typeof source === "string" ? Array.from(source) : Array.from(source, (byte) => String.fromCharCode(byte));
    this.advance();
  }

  /** Takes the token ahead when it is this one. */
  accept(token: string): boolean {
    if (this.next !== token) return false;
    this.advance();
    return true;
  }

  /** Takes the token ahead, whatever it is. */
  take(): string | null {
    const token = this.next;
    this.advance();
    return token;
  }

  /** Takes up to `limit` tokens that are single characters of `allowed`. */
  takeWhile(limit: number, allowed: string): string {
    let taken = "";
    while (taken.length < limit && this.nextIsIn(allowed)) taken += this.take();
    return taken;
  }

  nextIsIn(allowed: string): boolean {
    return this.next !== null && this.next.length === 1 && allowed.includes(this.next);
  }

  /** Takes everything up to the terminator and the terminator itself; `what` names it in errors. */
  takeUntil(terminator: string, what: string): string {
    let taken = "";
    for (;;) {
      const token = this.take();
      if (token === null) {
        if (taken === "") throw this.error(`missing ${what}`);
        throw this.error(`missing ${terminator}, unterminated name`, codePointLength(taken));
      }
      if (token === terminator) {
        if (taken === "") throw this.error(`missing ${what}`, 1);
        return taken;
      }
      taken += token;
    }
  }

  seek(position: number): void {
    this.index = position;
    this.advance();
  }

  /** An error `back` code points before the token ahead. */
  error(message: string, back = 0): RegexError {
    const text = this.isText ? message : escapeNonAscii(message);
    return new RegexError(text, this.source, this.position - back);
  }

  /** Refuses a group name that is no identifier; `back` is the length of what follows the name. */
  checkGroupName(name: string, back: number): void {
    if (isIdentifier(name)) return;
    throw this.error(`bad character in group name ${stringRepr(name)}`, codePointLength(name) + back);
  }

  private advance(): void {
    this.position = this.index;
    const character = this.characters[this.index];
    if (character === undefined) {
      this.next = null;
      return;
    }
    this.index += 1;
    this.next = character;
    if (character !== "\\") return;
    const escaped = this.characters[this.index];
    if (escaped === undefined) {
      throw new RegexError("bad escape (end of pattern)", this.source, this.characters.length - 1);
    }
    this.index += 1;
    this.next += escaped;
  }
}

function escapeNonAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
