/** What the parts of the parser share. */
import type { NameLookup } from "./escapes.ts";
import type { Node, Sequence, Width } from "./nodes.ts";
import type { PatternReader } from "./pattern-reader.ts";
import type { RegexWarning } from "./regex-error.ts";

/** What is known of the pattern so far. */
export interface ParserState {
  readonly reader: PatternReader;
  readonly warnings: RegexWarning[];
  readonly lookupName: NameLookup | undefined;
  flags: number;
  readonly groupIndex: Map<string, number>;
  /** By group number; null while a group is open. Group 0 never closes. */
  readonly groupWidths: Array<Width | null>;
  /** Inside a lookbehind: the number of groups when the outermost one began. */
  lookbehindGroups: number | null;
  /** Groups that conditionals name before they may exist, with the place to blame. */
  readonly conditionPositions: Map<number, number>;
  readonly descent: Descent;
}

/** How the parser of groups parses what is inside them. */
export interface Descent {
  alternatives(state: ParserState, nesting: Nesting): Sequence;
  sequence(state: ParserState, nesting: Nesting): Sequence;
}

/** Where a sequence stands. */
export interface Nesting {
  verbose: boolean;
  depth: number;
}

/** Refers to a closed group; `back` is how far behind the reader an error is placed. */
export function createBackreference(state: ParserState, group: number, back: number): Node {
  const width = state.groupWidths[group];
  if (width === null || width === undefined) throw state.reader.error("cannot refer to an open group", back);
  checkLookbehindGroup(state, group);
  return { type: "backreference", group, width };
}

/** Inside a lookbehind only groups that were closed before it can be referred to. */
export function checkLookbehindGroup(state: ParserState, group: number): void {
  if (state.lookbehindGroups === null) return;
  if (!state.groupWidths[group]) throw state.reader.error("cannot refer to an open group");
  if (group >= state.lookbehindGroups) {
    throw state.reader.error("cannot refer to group defined in the same lookbehind subpattern");
  }
}
