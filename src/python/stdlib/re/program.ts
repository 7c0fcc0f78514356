/** A compiled pattern: instructions as small integers, and the tables they point into. */
import type { CharacterSet } from "./character-set.ts";

/**
 * The instructions with their operands. `set`, `table` and `masks` are indices into the program's lists, `cell` one into
 * the machine's cells, `to` positions in the code. The interpreter's switch repeats the numbers as literals: V8 makes a
 * jump table only of these.
 */
export const SUCCEED = 0; //          -
export const CHARACTER = 1; //        code unit
export const TEXT = 2; //             length, code units...
export const SET = 3; //              set
export const SET_TIMES = 4; //        set, count
export const OPEN_GROUP = 5; //       cell
export const CLOSE_GROUP = 6; //      cell, group
export const RUN = 7; //              set, min, max            takes all it can and keeps it
export const GREEDY = 8; //           set, min, max, table     gives back one by one
export const LAZY = 9; //             set, min, max, table     takes one more at a time
export const JUMP = 10; //            to
export const BRANCH = 11; //          masks, to... (one for each alternative)
export const AT = 12; //              place
export const BOUNDARY = 13; //        is Unicode, is negated
export const LOOP_START = 14; //      cell (count; the next cell holds the last position)
export const LOOP_GREEDY = 15; //     cell, min, max, to exit, body table, exit table
export const LOOP_LAZY = 16; //       cell, min, max, to exit, body table, exit table
export const LOOP_POSSESSIVE = 17; // cell, min, max, to exit (the cell after the last position keeps the stack's height)
export const LOOP_KEEP = 18; //       cell, to
export const AGAIN_GREEDY = 19; //    to body, body table, exit table
export const AGAIN_LAZY = 20; //      to body, body table, exit table
export const ATOMIC = 21; //          cell (the stack's height; the next cell holds the position)
export const ATOMIC_END = 22; //      cell
export const LOOK_END = 23; //        cell
export const LOOK_NOT = 24; //        cell, to after
export const LOOK_NOT_END = 25; //    cell
export const STEP_BACK = 26; //       count
export const BACKREFERENCE = 27; //   cell
export const BACKREFERENCE_FOLDED = 28; // cell, is Unicode
export const IF_GROUP = 29; //        cell, to else

/** Operands of `AT`. */
export const AT_SUBJECT_START = 0;
export const AT_LINE_START = 1;
export const AT_SUBJECT_END = 2;
export const AT_LINE_END = 3;
/** The end, or before a newline that ends the subject. */
export const AT_LAST_LINE_END = 4;

/** "No upper limit" as an operand; subjects are shorter. */
export const NO_LIMIT = 0x7fffffff;

/** Where a search may find a match. */
export type SearchStart =
  | { type: "anywhere" }
  | { type: "text"; text: string }
  | { type: "table"; table: Uint8Array }
  | { type: "subject-start" }
  | { type: "line-start" };

export interface Program {
  code: Int32Array;
  sets: CharacterSet[];
  /** The `low` table of each of `sets`. */
  lows: Uint8Array[];
  /** Next characters worth going on with: see `toTable`. */
  tables: Uint8Array[];
  /** For branches, by next character: one bit for each alternative worth trying. */
  masks: Int32Array[];
  groups: number;
  /** Group g spans cells 2g to 2g+1; cell 2 * groups + 2 is the last closed group; then what loops need. */
  cellCount: number;
  /** A match takes at least so many code units. */
  minWidth: number;
  start: SearchStart;
}
