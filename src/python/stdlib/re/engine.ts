/**
 * The regular expressions of CPython's `re`, over JavaScript strings and without any Python object.
 *
 * Subjects are strings. Patterns of bytes take subjects of bytes as strings of the characters 0 to 255 (`latin1`), so
 * that there is one machine. All positions that go in and out are code units; `builtins/text/code-points.ts` converts
 * them, which subjects without surrogate pairs do not need.
 *
 * Every step is counted by the meter given with each call, which may throw to end a match that would never end.
 */
import type { Meter } from "./machine.ts";
import type { NameLookup } from "./escapes.ts";
import type { ParsedPattern } from "./parser.ts";
import type { Program } from "./program.ts";
import type { RegexWarning } from "./regex-error.ts";
import type { Sequence } from "./nodes.ts";
import { Machine } from "./machine.ts";
import { compileProgram } from "./compiler.ts";
import { createSequence } from "./nodes.ts";
import { parsePattern } from "./parser.ts";

/** `"match"` looks at the start only, `"search"` at every position, `"fullmatch"` wants all of the subject. */
export type MatchMode = "fullmatch" | "match" | "search";

export interface CompileOptions {
  /** Receives the warnings that CPython gives for a pattern. */
  warnings?: RegexWarning[];
  /** For `\N{...}`; without it every name is unknown. */
  lookupName?: NameLookup | undefined;
  meter?: Meter | undefined;
}

/** A found match. Group 0 is all of it. */
export interface MatchResult {
  /** [start, end] of each group in code units, -1 and -1 for one that took no part: group g at 2g and 2g + 1. */
  readonly spans: readonly number[];
  /** The number of the group that was closed last, or null. */
  readonly lastindex: number | null;
  /** Its name, or null. */
  readonly lastgroup: string | null;
}

/** Compiles a pattern; throws `RegexError` with CPython's message and position. */
export function compilePattern(source: string | Uint8Array, flags: number, options: CompileOptions = {}): Pattern {
  const { warnings = [], lookupName, meter } = options;
  const spend = (steps: number): void => meter?.spend(steps);
  spend(source.length);
  const parsed = parsePattern(source, flags, { warnings, lookupName });
  return new Pattern(source, parsed, compileProgram(parsed, spend));
}

/**
 * One pattern of several, each of which becomes a group with the number of its place: the `lastindex` of a match tells
 * which it was. As in CPython the flags hold as they are, without UNICODE by default, and groups inside of a phrase keep
 * their own numbers.
 */
export function compileLexicon(phrases: readonly string[], flags: number, options: CompileOptions = {}): Pattern {
  const { warnings = [], lookupName, meter } = options;
  const spend = (steps: number): void => meter?.spend(steps);
  let groups = phrases.length;
  const alternatives = phrases.map((phrase, index): Sequence => {
    spend(phrase.length);
    const parsed = parsePattern(phrase, flags, { warnings, lookupName });
    groups = Math.max(groups, parsed.groups);
    return createSequence([{ type: "group", group: index + 1, added: 0, removed: 0, body: parsed.sequence }]);
  });
  const sequence = createSequence(alternatives.length === 0 ? [] : [{ type: "branch", alternatives }]);
  const parsed: ParsedPattern = { sequence, flags, groups, groupIndex: new Map() };
  return new Pattern(phrases.join("|"), parsed, compileProgram(parsed, spend));
}

export class Pattern {
  readonly source: string | Uint8Array;
  /** With those read from the pattern, and UNICODE where it follows from the rest. */
  readonly flags: number;
  readonly groups: number;
  readonly groupIndex: ReadonlyMap<string, number>;
  /** For `Scanner` only. */
  readonly machine: Machine;
  private readonly groupNames: ReadonlyMap<number, string>;

  constructor(source: string | Uint8Array, parsed: ParsedPattern, program: Program) {
    this.source = source;
    this.flags = parsed.flags;
    this.groups = parsed.groups;
    this.groupIndex = parsed.groupIndex;
    this.groupNames = new Map(Array.from(parsed.groupIndex, ([name, group]) => [group, name]));
    this.machine = new Machine(program, source);
  }

  /** `Pattern.match(string, pos, endpos)` and its two siblings; start and end are already within the subject. */
  match(subject: string, start: number, end: number, mode: MatchMode, meter: Meter): MatchResult | null {
    if (start > end) return null;
    const isSearch = mode === "search";
    const isFound = this.machine.run({
      subject,
      start,
      end,
      isSearch,
      isFull: mode === "fullmatch",
      mustAdvance: false,
      meter,
    });
    return isFound ? this.result() : null;
  }

  /** What the machine has just found. */
  result(): MatchResult {
    const { cells } = this.machine;
    const count = 2 * this.groups + 2;
    const spans: number[] = [];
    for (let cell = 0; cell < count; cell++) spans.push(cells[cell] ?? -1);
    // A group that was opened again but not closed keeps no half of a span.
    const last = cells[count] ?? -1;
    return { spans, lastindex: last < 0 ? null : last, lastgroup: this.groupNames.get(last) ?? null };
  }
}

/** All matches from left to right, as `finditer`, `findall`, `split` and `sub` go through them. */
export function scan(pattern: Pattern, subject: string, start: number, end: number, meter: Meter): Scanner {
  return new Scanner(pattern, subject, start, end, meter);
}

/**
 * Steps through a subject. An empty match may follow a match that was not empty, but never an empty one in the same
 * place. `find` moves on and tells whether there is a match; the rest describes that match until the next call.
 */
export class Scanner {
  readonly pattern: Pattern;
  readonly subject: string;
  private readonly end: number;
  private readonly meter: Meter;
  private position: number;
  private mustAdvance = false;

  constructor(pattern: Pattern, subject: string, start: number, end: number, meter: Meter) {
    this.pattern = pattern;
    this.subject = subject;
    this.position = start;
    this.end = end;
    this.meter = meter;
  }

  /** Moves to the next match; with mode `"match"` it has to begin where the last one ended. */
  find(mode: "match" | "search" = "search"): boolean {
    if (this.position > this.end) return false;
    const { machine } = this.pattern;
    const isFound = machine.run({
      subject: this.subject,
      start: this.position,
      end: this.end,
      isSearch: mode === "search",
      isFull: false,
      mustAdvance: this.mustAdvance,
      meter: this.meter,
    });
    if (!isFound) {
      this.position = this.end + 1;
      return false;
    }
    this.position = machine.cells[1] ?? 0;
    this.mustAdvance = machine.cells[0] === this.position;
    return true;
  }

  startOf(group: number): number {
    return this.pattern.machine.cells[2 * group] ?? -1;
  }

  endOf(group: number): number {
    return this.pattern.machine.cells[2 * group + 1] ?? -1;
  }

  /** The match as a value of its own. */
  result(): MatchResult {
    return this.pattern.result();
  }
}

/** Bytes as a string of the characters 0 to 255: what patterns of bytes are matched against. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 4096)
    text += String.fromCharCode(...bytes.subarray(index, index + 4096));
  return text;
}
