// Over 500 lines: one loop, which V8 compiles as a whole; calls between its parts would cost more than all they do.
/**
 * Runs a program on a subject: a backtracking machine with its own stack, so that neither the subject's length nor the
 * pattern can exhaust JavaScript's.
 *
 * State is the position, the cells (where groups begin and end, what loops count) and two stacks. A frame of `stack` is
 * a way back: its topmost numbers are always [position, height of the trail, where to go on], and below them what the
 * instruction keeps for itself. `trail` remembers cells as they were: going back to a frame undoes everything above
 * the frame's height. Cutting frames off (atomic groups, lookarounds) leaves the trail, so that earlier frames still
 * restore all. A frame that goes on inside its instruction has the complement of the instruction's address.
 *
 * Positions are code units, but no instruction stops inside a surrogate pair: characters below 256 are tested in tables,
 * all others with `CharacterSet.widthAt`.
 */
import type { CharacterSet } from "./character-set.ts";
import type { Program } from "./program.ts";
import { END_INDEX, HIGH_INDEX } from "./first-set.ts";
import { toLower, toLowerAscii } from "./letter-case.ts";
import { AT_LINE_END, AT_LINE_START, AT_SUBJECT_END, AT_SUBJECT_START } from "./program.ts";
import { isAsciiWord, isWord } from "./categories.ts";

/** Where the work is counted: both may throw to end it. */
export interface Meter {
  /** Called before `steps` more steps count as done; a step is about one instruction or eight characters of a run. */
  spend(steps: number): void;
  /** Called before the machine's stacks grow by so many bytes. */
  allocate?(bytes: number): void;
  /** Told of what it threw, and of the pattern that was at work. */
  explain?(error: unknown, where: string): void;
}

export interface RunOptions {
  subject: string;
  /** Where the first attempt begins, and where the subject is taken to end; code units. */
  start: number;
  end: number;
  /** Whether later positions are tried too. */
  isSearch: boolean;
  /** Whether a match has to reach `end`. */
  isFull: boolean;
  /** Whether an empty match at `start` does not count. */
  mustAdvance: boolean;
  meter: Meter;
}

const STEPS_AT_ONCE = 1000;
/** The most numbers that one instruction pushes on either stack. */
const RESERVE = 8;
const INITIAL_SIZE = 64;
/** Of a pattern that ran into a limit. */
const SHOWN_SIZE = 200;
/** Stacks that grew beyond this are not kept for the next run. */
const KEPT_SIZE = 1 << 14;

export class Machine {
  /** After a match: [start, end] of each group, -1 where it took no part; then the number of the last closed group. */
  readonly cells: Int32Array;
  private readonly program: Program;
  private readonly source: string | Uint8Array;
  private stack: Int32Array = new Int32Array(INITIAL_SIZE);
  private trail: Int32Array = new Int32Array(INITIAL_SIZE);

  constructor(program: Program, source: string | Uint8Array) {
    this.program = program;
    this.source = source;
    this.cells = new Int32Array(program.cellCount).fill(-1);
  }

  /** Whether there is a match; `cells` describes it until the next run. */
  run(options: RunOptions): boolean {
    try {
      return this.execute(options);
    } catch (error) {
      const { source } = this;
      const shown = typeof source === "string" ? source : String.fromCharCode(...source.subarray(0, SHOWN_SIZE));
      options.meter.explain?.(error, `in the regular expression '${shown.slice(0, SHOWN_SIZE)}'`);
      throw error;
    } finally {
      if (this.stack.length > KEPT_SIZE) this.stack = new Int32Array(INITIAL_SIZE);
      if (this.trail.length > KEPT_SIZE) this.trail = new Int32Array(INITIAL_SIZE);
    }
  }

  private execute(options: RunOptions): boolean {
    const { subject, end, isSearch, isFull, meter } = options;
    const { code, lows, sets, tables, masks, minWidth, start: searchStart } = this.program;
    const cells = this.cells;
    const cellCount = cells.length;
    const lastGroupCell = 2 * this.program.groups + 2;
    const lastStart = end - minWidth;
    const startTable = searchStart.type === "table" ? searchStart.table : null;
    const hasStart = searchStart.type !== "anywhere";
    let stack = this.stack;
    let trail = this.trail;
    let mustAdvance = options.mustAdvance;
    let index = options.start;
    let steps = 1;
    for (;;) {
      if (isSearch) {
        const from = index;
        if (startTable !== null) {
          // Inline, as with most patterns nearly every position is turned down here.
          for (; index < end; index++) {
            const unit = subject.charCodeAt(index);
            if (
              unit < 256 ? startTable[unit] === 1 : startTable[HIGH_INDEX] === 1 && !isPairAt(subject, index - 1, end)
            )
              break;
          }
          if (index === end) index = -1;
        } else if (hasStart) {
          index = this.nextStart(subject, index, end);
        }
        steps += (index < 0 ? end - from : index - from) >> 3;
        if (index !== from) mustAdvance = false;
      }
      if (index < 0 || index > lastStart) break;
      const attempt = index;
      for (let cell = 0; cell < cellCount; cell++) cells[cell] = -1;
      let height = 0;
      let trailHeight = 0;
      let pc = 0;
      /** Set when LAZY goes on from its frame: how much it took so far. */
      let resumed = -1;
      matching: for (;;) {
        // The cases continue with the next instruction; to break out of the switch is to go back to the topmost frame.
        steps += 1;
        switch (code[pc] as number) {
          case 0: // SUCCEED
            if ((isFull && index !== end) || (mustAdvance && index === options.start)) break;
            cells[0] = attempt;
            cells[1] = index;
            meter.spend(steps);
            return true;

          case 1: // CHARACTER
            if (index >= end || subject.charCodeAt(index) !== code[pc + 1]) break;
            index += 1;
            pc += 2;
            continue;

          case 2: {
            // TEXT
            const length = code[pc + 1] as number;
            if (index + length > end) break;
            const first = pc + 2;
            let offset = 0;
            while (offset < length && subject.charCodeAt(index + offset) === code[first + offset]) offset += 1;
            steps += offset >> 3;
            if (offset < length) break;
            index += length;
            pc = first + length;
            continue;
          }

          case 3: {
            // SET
            if (index >= end) break;
            const unit = subject.charCodeAt(index);
            const set = code[pc + 1] as number;
            if (unit < 256) {
              if ((lows[set] as Uint8Array)[unit] === 0) break;
              index += 1;
            } else {
              const width = (sets[set] as CharacterSet).widthAt(subject, index, end);
              if (width === 0) break;
              index += width;
            }
            pc += 2;
            continue;
          }

          case 4: {
            // SET_TIMES
            const set = code[pc + 1] as number;
            const low = lows[set] as Uint8Array;
            const times = code[pc + 2] as number;
            let count = 0;
            while (count < times && index < end) {
              const unit = subject.charCodeAt(index);
              if (unit < 256) {
                if (low[unit] === 0) break;
                index += 1;
              } else {
                const width = (sets[set] as CharacterSet).widthAt(subject, index, end);
                if (width === 0) break;
                index += width;
              }
              count += 1;
            }
            steps += count >> 3;
            if (count < times) break;
            pc += 3;
            continue;
          }

          case 5: {
            // OPEN_GROUP
            const cell = code[pc + 1] as number;
            if (height > 0) {
              if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
              trail[trailHeight] = cell;
              trail[trailHeight + 1] = cells[cell] as number;
              trailHeight += 2;
            }
            cells[cell] = index;
            pc += 2;
            continue;
          }

          case 6: {
            // CLOSE_GROUP
            const cell = code[pc + 1] as number;
            if (height > 0) {
              if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
              trail[trailHeight] = cell;
              trail[trailHeight + 1] = cells[cell] as number;
              trail[trailHeight + 2] = lastGroupCell;
              trail[trailHeight + 3] = cells[lastGroupCell] as number;
              trailHeight += 4;
            }
            cells[cell] = index;
            cells[lastGroupCell] = code[pc + 2] as number;
            pc += 3;
            continue;
          }

          case 7: // RUN
          case 8: {
            // GREEDY
            const set = code[pc + 1] as number;
            const low = lows[set] as Uint8Array;
            const min = code[pc + 2] as number;
            const max = code[pc + 3] as number;
            const from = index;
            let least = min === 0 ? index : -1;
            let count = 0;
            while (count < max && index < end) {
              const unit = subject.charCodeAt(index);
              if (unit < 256) {
                if (low[unit] === 0) break;
                index += 1;
              } else {
                const width = (sets[set] as CharacterSet).widthAt(subject, index, end);
                if (width === 0) break;
                index += width;
              }
              count += 1;
              if (count === min) least = index;
            }
            steps += (index - from) >> 3;
            if (least < 0) break;
            if (code[pc] === 7) {
              pc += 4;
              continue;
            }
            const table = tables[code[pc + 4] as number] as Uint8Array;
            const taken = index;
            index = giveBack(subject, table, index, least, end);
            steps += (index < 0 ? taken - least : taken - index) >> 3;
            if (index < 0) break;
            if (index > least) {
              if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
              stack[height] = least;
              stack[height + 1] = index;
              stack[height + 2] = trailHeight;
              stack[height + 3] = ~pc;
              height += 4;
            }
            pc += 5;
            continue;
          }

          case 9: {
            // LAZY
            const set = code[pc + 1] as number;
            const low = lows[set] as Uint8Array;
            const min = code[pc + 2] as number;
            const max = code[pc + 3] as number;
            const table = tables[code[pc + 4] as number] as Uint8Array;
            const from = index;
            let count = resumed < 0 ? 0 : resumed;
            // Coming back, the place where it stood has failed: one more has to be taken first.
            let least = resumed < 0 ? min : resumed + 1;
            resumed = -1;
            let isFound = false;
            for (;;) {
              const unit = index < end ? subject.charCodeAt(index) : -1;
              if (count >= least && table[unit < 256 ? (unit < 0 ? END_INDEX : unit) : HIGH_INDEX] === 1) {
                isFound = true;
                break;
              }
              if (count >= max || unit < 0) break;
              if (unit < 256) {
                if (low[unit] === 0) break;
                index += 1;
              } else {
                const width = (sets[set] as CharacterSet).widthAt(subject, index, end);
                if (width === 0) break;
                index += width;
              }
              count += 1;
            }
            steps += (index - from) >> 3;
            if (!isFound) break;
            if (count < max) {
              if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
              stack[height] = count;
              stack[height + 1] = index;
              stack[height + 2] = trailHeight;
              stack[height + 3] = ~pc;
              height += 4;
            }
            pc += 5;
            continue;
          }

          case 10: // JUMP
            pc = code[pc + 1] as number;
            continue;

          case 11: {
            // BRANCH
            const unit = index < end ? subject.charCodeAt(index) : -1;
            const possible = (masks[code[pc + 1] as number] as Int32Array)[
              unit < 256 ? (unit < 0 ? END_INDEX : unit) : HIGH_INDEX
            ] as number;
            if (possible === 0) break;
            const rest = possible & (possible - 1);
            if (rest !== 0) {
              if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
              stack[height] = rest;
              stack[height + 1] = index;
              stack[height + 2] = trailHeight;
              stack[height + 3] = ~pc;
              height += 4;
            }
            pc = code[pc + 33 - Math.clz32(possible ^ rest)] as number;
            continue;
          }

          case 12: // AT
            if (!isAt(code[pc + 1] as number, subject, index, end)) break;
            pc += 2;
            continue;

          case 13: // BOUNDARY
            if (end === 0 || isBoundary(subject, index, end, code[pc + 1] === 1) === (code[pc + 2] === 1)) break;
            pc += 3;
            continue;

          case 14: {
            // LOOP_START
            const cell = code[pc + 1] as number;
            if (height > 0) {
              if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
              trail[trailHeight] = cell;
              trail[trailHeight + 1] = cells[cell] as number;
              trail[trailHeight + 2] = cell + 1;
              trail[trailHeight + 3] = cells[cell + 1] as number;
              trailHeight += 4;
            }
            cells[cell] = -1;
            cells[cell + 1] = -1;
            pc += 2;
            continue;
          }

          case 15: // LOOP_GREEDY
          case 16: {
            // LOOP_LAZY
            const cell = code[pc + 1] as number;
            const count = (cells[cell] as number) + 1;
            const isBelow = count < (code[pc + 2] as number);
            let isRound = isBelow;
            if (!isBelow) {
              const unit = index < end ? subject.charCodeAt(index) : -1;
              const next = unit < 256 ? (unit < 0 ? END_INDEX : unit) : HIGH_INDEX;
              const canExit = (tables[code[pc + 6] as number] as Uint8Array)[next] === 1;
              isRound =
                count < (code[pc + 3] as number) &&
                index !== cells[cell + 1] &&
                (tables[code[pc + 5] as number] as Uint8Array)[next] === 1;
              if (canExit && isRound) {
                if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
                stack[height] = index;
                stack[height + 1] = trailHeight;
                if (code[pc] === 15) {
                  stack[height + 2] = code[pc + 4] as number;
                } else {
                  stack[height + 2] = ~pc;
                  isRound = false;
                }
                height += 3;
              } else if (!canExit && !isRound) {
                break;
              }
            }
            if (!isRound) {
              pc = code[pc + 4] as number;
              continue;
            }
            if (height > 0) {
              if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
              trail[trailHeight] = cell;
              trail[trailHeight + 1] = count - 1;
              trail[trailHeight + 2] = cell + 1;
              trail[trailHeight + 3] = cells[cell + 1] as number;
              trailHeight += 4;
            }
            cells[cell] = count;
            // CPython guards against empty rounds only once the minimum is reached.
            if (!isBelow) cells[cell + 1] = index;
            pc += 7;
            continue;
          }

          case 17: {
            // LOOP_POSSESSIVE
            const cell = code[pc + 1] as number;
            const count = (cells[cell] as number) + 1;
            const isBelow = count < (code[pc + 2] as number);
            if (!isBelow && (count >= (code[pc + 3] as number) || index === cells[cell + 1])) {
              pc = code[pc + 4] as number;
              continue;
            }
            const before = height;
            if (!isBelow) {
              if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
              stack[height] = index;
              stack[height + 1] = trailHeight;
              stack[height + 2] = code[pc + 4] as number;
              height += 3;
            }
            if (height > 0) {
              if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
              trail[trailHeight] = cell;
              trail[trailHeight + 1] = count - 1;
              trail[trailHeight + 2] = cell + 1;
              trail[trailHeight + 3] = cells[cell + 1] as number;
              trailHeight += 4;
            }
            cells[cell] = count;
            if (!isBelow) cells[cell + 1] = index;
            cells[cell + 2] = before;
            pc += 5;
            continue;
          }

          case 18: // LOOP_KEEP
            height = cells[(code[pc + 1] as number) + 2] as number;
            pc = code[pc + 2] as number;
            continue;

          case 19: // AGAIN_GREEDY
          case 20: {
            // AGAIN_LAZY
            const unit = index < end ? subject.charCodeAt(index) : -1;
            const next = unit < 256 ? (unit < 0 ? END_INDEX : unit) : HIGH_INDEX;
            const canRepeat = (tables[code[pc + 2] as number] as Uint8Array)[next] === 1;
            const canExit = (tables[code[pc + 3] as number] as Uint8Array)[next] === 1;
            if (!canRepeat && !canExit) break;
            const isGreedy = code[pc] === 19;
            if (canRepeat && canExit) {
              if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
              stack[height] = index;
              stack[height + 1] = trailHeight;
              stack[height + 2] = isGreedy ? pc + 4 : (code[pc + 1] as number);
              height += 3;
            }
            pc = canRepeat && (isGreedy || !canExit) ? (code[pc + 1] as number) : pc + 4;
            continue;
          }

          case 21: {
            // ATOMIC
            const cell = code[pc + 1] as number;
            cells[cell] = height;
            cells[cell + 1] = index;
            pc += 2;
            continue;
          }

          case 22: // ATOMIC_END
            height = cells[code[pc + 1] as number] as number;
            pc += 2;
            continue;

          case 23: {
            // LOOK_END
            const cell = code[pc + 1] as number;
            height = cells[cell] as number;
            index = cells[cell + 1] as number;
            pc += 2;
            continue;
          }

          case 24: // LOOK_NOT
            cells[code[pc + 1] as number] = height;
            if (height + RESERVE > stack.length) stack = this.growStack(stack, meter);
            stack[height] = index;
            stack[height + 1] = trailHeight;
            stack[height + 2] = code[pc + 2] as number;
            height += 3;
            pc += 3;
            continue;

          case 25: // LOOK_NOT_END
            height = cells[code[pc + 1] as number] as number;
            break;

          case 26: {
            // STEP_BACK
            const count = code[pc + 1] as number;
            if (count > index) break;
            const back = stepBack(subject, index, count);
            steps += count >> 3;
            if (back < 0) break;
            index = back;
            pc += 2;
            continue;
          }

          case 27: // BACKREFERENCE
          case 28: {
            // BACKREFERENCE_FOLDED
            const cell = code[pc + 1] as number;
            const groupStart = cells[cell] as number;
            const groupEnd = cells[cell + 1] as number;
            if (groupStart < 0 || groupEnd < groupStart) break;
            steps += (groupEnd - groupStart) >> 3;
            const isPlain = code[pc] === 27;
            index = isPlain
              ? matchAgain(subject, groupStart, groupEnd, index, end)
              : matchFolded(subject, { groupStart, groupEnd, index, end, isUnicode: code[pc + 2] === 1 });
            if (index < 0) break;
            pc += isPlain ? 2 : 3;
            continue;
          }

          case 29: {
            // IF_GROUP
            const cell = code[pc + 1] as number;
            const isSet = (cells[cell] as number) >= 0 && (cells[cell + 1] as number) >= (cells[cell] as number);
            pc = isSet ? pc + 3 : (code[pc + 2] as number);
            continue;
          }
        }

        // Back to the topmost frame.
        if (steps > STEPS_AT_ONCE) {
          meter.spend(steps);
          steps = 0;
        }
        retreat: for (;;) {
          if (height === 0) break matching;
          const keptTrail = stack[height - 2] as number;
          while (trailHeight > keptTrail) {
            trailHeight -= 2;
            cells[trail[trailHeight] as number] = trail[trailHeight + 1] as number;
          }
          index = stack[height - 3] as number;
          pc = stack[height - 1] as number;
          if (pc >= 0) {
            height -= 3;
            continue matching;
          }
          pc = ~pc;
          switch (code[pc] as number) {
            case 8: {
              // GREEDY: one less, and further back to where the next instruction may go on.
              const least = stack[height - 4] as number;
              const table = tables[code[pc + 4] as number] as Uint8Array;
              const taken = index;
              index = giveBack(subject, table, characterBefore(subject, index, least), least, end);
              if (index <= least) height -= 4;
              else stack[height - 3] = index;
              steps += (taken - (index < 0 ? least : index)) >> 3;
              if (index < 0) continue retreat;
              pc += 5;
              continue matching;
            }
            case 9: // LAZY
              resumed = stack[height - 4] as number;
              height -= 4;
              continue matching;
            case 11: {
              // BRANCH: the next of the alternatives left.
              const possible = stack[height - 4] as number;
              const rest = possible & (possible - 1);
              if (rest === 0) height -= 4;
              else stack[height - 4] = rest;
              pc = code[pc + 33 - Math.clz32(possible ^ rest)] as number;
              continue matching;
            }
            default: {
              // LOOP_LAZY: what follows the loop has failed, so one more round.
              height -= 3;
              const cell = code[pc + 1] as number;
              if (height > 0) {
                if (trailHeight + RESERVE > trail.length) trail = this.growTrail(trail, meter);
                trail[trailHeight] = cell;
                trail[trailHeight + 1] = cells[cell] as number;
                trail[trailHeight + 2] = cell + 1;
                trail[trailHeight + 3] = cells[cell + 1] as number;
                trailHeight += 4;
              }
              cells[cell] = (cells[cell] as number) + 1;
              cells[cell + 1] = index;
              pc += 7;
              continue matching;
            }
          }
        }
      }
      if (!isSearch) break;
      mustAdvance = false;
      index = attempt + 1;
      if (isPairAt(subject, attempt, end)) index += 1;
    }
    meter.spend(steps);
    return false;
  }

  /** The first position from `index` on where a match may begin, or -1. */
  private nextStart(subject: string, index: number, end: number): number {
    const { start } = this.program;
    switch (start.type) {
      case "anywhere":
      case "table":
        return index;
      case "text":
        return findText(subject, start.text, index, end);
      case "subject-start":
        return index === 0 ? 0 : -1;
      case "line-start": {
        if (index === 0) return 0;
        const newline = subject.indexOf("\n", index - 1);
        return newline < 0 || newline >= end ? -1 : newline + 1;
      }
    }
  }

  private growStack(stack: Int32Array, meter: Meter): Int32Array {
    this.stack = grow(stack, meter);
    return this.stack;
  }

  private growTrail(trail: Int32Array, meter: Meter): Int32Array {
    this.trail = grow(trail, meter);
    return this.trail;
  }
}

function grow(old: Int32Array, meter: Meter): Int32Array {
  meter.allocate?.(old.byteLength * 2);
  meter.spend(old.length >> 3);
  const larger = new Int32Array(old.length * 2);
  larger.set(old);
  return larger;
}

function findText(subject: string, text: string, index: number, end: number): number {
  // The native search would look beyond the end.
  if (end === subject.length) return subject.indexOf(text, index);
  for (let at = index; at <= end - text.length; at++) {
    if (subject.startsWith(text, at)) return at;
  }
  return -1;
}

/** Whether a surrogate pair begins at `index`. */
function isPairAt(subject: string, index: number, end: number): boolean {
  return (
    index >= 0 &&
    index + 1 < end &&
    (subject.charCodeAt(index) & 0xfc00) === 0xd800 &&
    (subject.charCodeAt(index + 1) & 0xfc00) === 0xdc00
  );
}

/** Where the character before `index` begins, not before `least`. */
function characterBefore(subject: string, index: number, least: number): number {
  return index - 2 >= least && isPairAt(subject, index - 2, index) ? index - 2 : index - 1;
}

/** The largest position from `index` down to `least` where the next character is in `table`, or -1. */
function giveBack(subject: string, table: Uint8Array, index: number, least: number, end: number): number {
  for (let at = index; ; at = characterBefore(subject, at, least)) {
    const unit = at < end ? subject.charCodeAt(at) : -1;
    if (table[unit < 256 ? (unit < 0 ? END_INDEX : unit) : HIGH_INDEX] === 1) return at;
    if (at <= least) return -1;
  }
}

/** `count` characters before `index`, or -1 when there are fewer. */
function stepBack(subject: string, index: number, count: number): number {
  let at = index;
  for (let taken = 0; taken < count; taken++) {
    if (at === 0) return -1;
    at = characterBefore(subject, at, 0);
  }
  return at;
}

function isAt(place: number, subject: string, index: number, end: number): boolean {
  switch (place) {
    case AT_SUBJECT_START:
      return index === 0;
    case AT_LINE_START:
      return index === 0 || subject.charCodeAt(index - 1) === 10;
    case AT_SUBJECT_END:
      return index === end;
    case AT_LINE_END:
      return index === end || subject.charCodeAt(index) === 10;
    default:
      return index === end || (index + 1 === end && subject.charCodeAt(index) === 10);
  }
}

function isBoundary(subject: string, index: number, end: number, isUnicode: boolean): boolean {
  const before = index > 0 && isWordAt(subject, characterBefore(subject, index, 0), end, isUnicode);
  const after = index < end && isWordAt(subject, index, end, isUnicode);
  return before !== after;
}

function isWordAt(subject: string, index: number, end: number, isUnicode: boolean): boolean {
  const unit = subject.charCodeAt(index);
  if (unit < 128 || !isUnicode) return isAsciiWord(unit);
  return isWord(isPairAt(subject, index, end) ? (subject.codePointAt(index) ?? unit) : unit);
}

/** The end of the text of a group where it stands again at `index`, or -1. */
function matchAgain(subject: string, groupStart: number, groupEnd: number, index: number, end: number): number {
  const length = groupEnd - groupStart;
  if (index + length > end) return -1;
  for (let offset = 0; offset < length; offset++) {
    if (subject.charCodeAt(groupStart + offset) !== subject.charCodeAt(index + offset)) return -1;
  }
  // A lone surrogate at the end of the group must not match the first half of a pair.
  return length > 0 && isPairAt(subject, index + length - 1, end) ? -1 : index + length;
}

interface FoldedMatch {
  groupStart: number;
  groupEnd: number;
  index: number;
  end: number;
  isUnicode: boolean;
}

function matchFolded(subject: string, { groupStart, groupEnd, index, end, isUnicode }: FoldedMatch): number {
  const lower = isUnicode ? toLower : toLowerAscii;
  let at = index;
  for (let from = groupStart; from < groupEnd;) {
    if (at >= end) return -1;
    const expected = isPairAt(subject, from, groupEnd) ? (subject.codePointAt(from) ?? 0) : subject.charCodeAt(from);
    const found = isPairAt(subject, at, end) ? (subject.codePointAt(at) ?? 0) : subject.charCodeAt(at);
    if (lower(expected) !== lower(found)) return -1;
    from += expected > 0xffff ? 2 : 1;
    at += found > 0xffff ? 2 : 1;
  }
  return at;
}
