/**
 * Tree to program.
 *
 * Each sequence is walked from its end, to know for every node what may follow it (`FirstSet`), then emitted from its
 * start. What follows decides much: a repeat of one character whose followers cannot start with that character keeps
 * what it took and leaves nothing to come back to; alternatives and loops leave a way back only where the next
 * character admits two ways.
 */
import type { CharacterSet } from "./character-set.ts";
import type { FirstSet } from "./first-set.ts";
import type { CharacterNode } from "./set-builder.ts";
import type { Node, Place, RepeatNode, Sequence } from "./nodes.ts";
import type { ParsedPattern } from "./parser.ts";
import type { Program } from "./program.ts";
import * as op from "./program.ts";
import { ANYTHING, END, TABLE_SIZE, firstOfSet, isDisjoint, toTable, union, withTest } from "./first-set.ts";
import { MULTILINE, UNICODE, combineFlags } from "./flags.ts";
import { RegexError } from "./regex-error.ts";
import { SetBuilder, foldingOf } from "./set-builder.ts";
import { UNLIMITED } from "./nodes.ts";
import { findSearchStart } from "./search-start.ts";
import { takeText, unitsOf } from "./literal-text.ts";

export function compileProgram(parsed: ParsedPattern, spend: (steps: number) => void): Program {
  return new Compiler(parsed, spend).compile();
}

/** One bit of a 32-bit mask for each alternative; the sign bit is left out. */
const ALTERNATIVES_IN_MASK = 31;

class Compiler {
  private readonly parsed: ParsedPattern;
  private readonly spend: (steps: number) => void;
  private readonly builder: SetBuilder;
  private readonly code: number[] = [];
  private readonly sets: CharacterSet[] = [];
  private readonly setNumbers = new Map<CharacterSet, number>();
  private readonly tables: Uint8Array[] = [];
  private readonly tableNumbers = new Map<FirstSet, number>();
  private readonly masks: Int32Array[] = [];
  private readonly setFirsts = new Map<CharacterSet, FirstSet>();
  /** What comes first in nodes that always consume: it does not depend on what follows. */
  private readonly nodeFirsts = new Map<Node, FirstSet>();
  private cellCount: number;

  constructor(parsed: ParsedPattern, spend: (steps: number) => void) {
    this.parsed = parsed;
    this.spend = spend;
    this.builder = new SetBuilder(spend);
    this.cellCount = 2 * parsed.groups + 3;
  }

  compile(): Program {
    const { sequence, flags, groups } = this.parsed;
    this.emitSequence(sequence.nodes, flags, END);
    this.code.push(op.SUCCEED);
    return {
      code: Int32Array.from(this.code),
      sets: this.sets,
      lows: this.sets.map((set) => set.low),
      tables: this.tables,
      masks: this.masks,
      groups,
      cellCount: this.cellCount,
      minWidth: Math.min(sequence.low, op.NO_LIMIT),
      start: findSearchStart(sequence, flags, this.firstOfNodes(sequence.nodes, flags, END)),
    };
  }

  private emitSequence(nodes: readonly Node[], flags: number, follow: FirstSet): void {
    this.spend(nodes.length);
    const follows: FirstSet[] = [];
    let after = follow;
    for (let index = nodes.length - 1; index >= 0; index--) {
      follows[index] = after;
      const node = nodes[index];
      if (node !== undefined && index > 0) after = this.firstOf(node, flags, after);
    }
    let index = 0;
    while (index < nodes.length) {
      const text = takeText(nodes, index, flags);
      const node = nodes[index];
      if (text.nodes > 1) {
        this.code.push(op.TEXT, text.units.length);
        // One by one: a long text is more than a call takes.
        for (const unit of text.units) this.code.push(unit);
        index += text.nodes;
      } else {
        if (node !== undefined) this.emit(node, flags, follows[index] ?? follow);
        index += 1;
      }
    }
  }

  private emit(node: Node, flags: number, follow: FirstSet): void {
    switch (node.type) {
      case "literal":
      case "set":
      case "any":
        return this.emitCharacter(node, flags);
      case "at":
        return this.emitPlace(node.place, flags);
      case "branch":
        return this.emitBranch(node.alternatives, flags, follow);
      case "repeat":
        return this.emitRepeat(node, flags, follow);
      case "group":
        return this.emitGroup(node.group, node.body, combineFlags(flags, node.added, node.removed), follow);
      case "atomic": {
        const cell = this.takeCells(2);
        this.code.push(op.ATOMIC, cell);
        this.emitSequence(node.body.nodes, flags, END);
        this.code.push(op.ATOMIC_END, cell);
        return;
      }
      case "look":
        return this.emitLook(node.body, node.behind, node.negated, flags);
      case "backreference": {
        const folding = foldingOf(flags);
        if (folding === null) this.code.push(op.BACKREFERENCE, 2 * node.group);
        else this.code.push(op.BACKREFERENCE_FOLDED, 2 * node.group, flags & UNICODE ? 1 : 0);
        return;
      }
      case "conditional": {
        this.code.push(op.IF_GROUP, 2 * node.group, 0);
        const toElse = this.code.length - 1;
        this.emitSequence(node.yes.nodes, flags, follow);
        if (node.no === null) {
          this.code[toElse] = this.code.length;
          return;
        }
        const toEnd = this.emitJump();
        this.code[toElse] = this.code.length;
        this.emitSequence(node.no.nodes, flags, follow);
        this.code[toEnd] = this.code.length;
      }
    }
  }

  private emitCharacter(node: CharacterNode, flags: number): void {
    const unit = node.type === "literal" ? unitsOf(node.code, flags) : null;
    if (unit === null) {
      this.code.push(op.SET, this.setNumber(this.builder.build(node, flags)));
    } else if (unit.length === 1) {
      this.code.push(op.CHARACTER, ...unit);
    } else {
      this.code.push(op.TEXT, unit.length, ...unit);
    }
  }

  private emitPlace(place: Place, flags: number): void {
    const isMultiline = (flags & MULTILINE) !== 0;
    switch (place) {
      case "beginning":
        this.code.push(op.AT, isMultiline ? op.AT_LINE_START : op.AT_SUBJECT_START);
        return;
      case "beginning-string":
        this.code.push(op.AT, op.AT_SUBJECT_START);
        return;
      case "end":
        this.code.push(op.AT, isMultiline ? op.AT_LINE_END : op.AT_LAST_LINE_END);
        return;
      case "end-string":
        this.code.push(op.AT, op.AT_SUBJECT_END);
        return;
      case "boundary":
      case "non-boundary":
        this.code.push(op.BOUNDARY, flags & UNICODE ? 1 : 0, place === "boundary" ? 0 : 1);
    }
  }

  /** Alternatives beyond the bits of a mask become alternatives of alternatives. */
  private emitBranch(alternatives: readonly Sequence[], flags: number, follow: FirstSet): void {
    const chunk = Math.ceil(alternatives.length / ALTERNATIVES_IN_MASK);
    const count = Math.ceil(alternatives.length / chunk);
    const parts = Array.from({ length: count }, (_, index) => alternatives.slice(index * chunk, (index + 1) * chunk));
    this.code.push(op.BRANCH, this.masks.length, ...parts.map(() => 0));
    const targets = this.code.length - count;
    const masks = new Int32Array(TABLE_SIZE);
    this.masks.push(masks);
    const ends: number[] = [];
    parts.forEach((part, index) => {
      const first = this.firstOfAlternatives(part, flags, follow);
      toTable(first).forEach((isPossible, code) => {
        if (isPossible === 1) masks[code] = (masks[code] ?? 0) | (1 << index);
      });
      this.code[targets + index] = this.code.length;
      const [only] = part;
      if (part.length > 1) this.emitBranch(part, flags, follow);
      else if (only !== undefined) this.emitSequence(only.nodes, flags, follow);
      if (index < parts.length - 1) ends.push(this.emitJump());
    });
    for (const end of ends) this.code[end] = this.code.length;
  }

  private emitGroup(group: number | null, body: Sequence, flags: number, follow: FirstSet): void {
    if (group !== null) this.code.push(op.OPEN_GROUP, 2 * group);
    this.emitSequence(body.nodes, flags, follow);
    if (group !== null) this.code.push(op.CLOSE_GROUP, 2 * group + 1, group);
  }

  private emitLook(body: Sequence, isBehind: boolean, isNegated: boolean, flags: number): void {
    if (isBehind && body.low !== body.high) throw new RegexError("look-behind requires fixed-width pattern");
    if (isBehind && body.low > UNLIMITED) throw new RegexError("looks too much behind");
    const cell = this.takeCells(2);
    this.code.push(isNegated ? op.LOOK_NOT : op.ATOMIC, cell);
    if (isNegated) this.code.push(0);
    const toAfter = this.code.length - 1;
    if (isBehind) this.code.push(op.STEP_BACK, Math.min(body.low, op.NO_LIMIT));
    this.emitSequence(body.nodes, flags, END);
    this.code.push(isNegated ? op.LOOK_NOT_END : op.LOOK_END, cell);
    if (isNegated) this.code[toAfter] = this.code.length;
  }

  private emitRepeat(node: RepeatNode, flags: number, follow: FirstSet): void {
    const single = singleCharacter(node.body, flags);
    const max = Math.min(node.max, op.NO_LIMIT);
    const min = Math.min(node.min, op.NO_LIMIT);
    if (max === 0) {
      // Nothing of it can match, yet what is wrong inside it must be found.
      const length = this.code.length;
      this.emitSequence(node.body.nodes, flags, ANYTHING);
      this.code.length = length;
    } else if (single !== null) {
      this.emitCharacterRepeat(this.builder.build(single.node, single.flags), { ...node, min, max }, follow);
    } else if (min === 1 && max === 1) {
      this.emitPossessively(node, () =>
        this.emitSequence(node.body.nodes, flags, node.greed === "possessive" ? END : follow),
      );
    } else if (node.greed === "possessive") {
      this.emitPossessiveLoop(node.body, flags, min, max);
    } else if (min === 0 && max === 1) {
      const empty: Sequence = { nodes: [], low: 0, high: 0 };
      this.emitBranch(node.greed === "greedy" ? [node.body, empty] : [empty, node.body], flags, follow);
    } else {
      this.emitLoop({ ...node, min, max }, flags, follow);
    }
  }

  private emitPossessively(node: RepeatNode, emitBody: () => void): void {
    if (node.greed !== "possessive") return emitBody();
    const cell = this.takeCells(2);
    this.code.push(op.ATOMIC, cell);
    emitBody();
    this.code.push(op.ATOMIC_END, cell);
  }

  private emitCharacterRepeat(set: CharacterSet, node: RepeatNode, follow: FirstSet): void {
    const { min, max, greed } = node;
    const number = this.setNumber(set);
    const first = this.firstOfCharacters(set);
    if (min === max) {
      this.code.push(op.SET_TIMES, number, min);
    } else if (greed === "possessive" || (isDisjoint(first, follow) && (greed === "greedy" || !follow.isFree))) {
      // A lazy repeat too must go on to where its set ends, when what follows can neither start inside nor be empty.
      this.code.push(op.RUN, number, min, max);
    } else {
      this.code.push(greed === "greedy" ? op.GREEDY : op.LAZY, number, min, max, this.tableNumber(follow));
    }
  }

  private emitLoop(node: RepeatNode, flags: number, follow: FirstSet): void {
    const { body, min, max } = node;
    const isGreedy = node.greed === "greedy";
    const start = this.firstOfNodes(body.nodes, flags, follow);
    const again = union(start, follow);
    const bodyTable = this.tableNumber(body.low > 0 ? start : ANYTHING);
    const exitTable = this.tableNumber(follow);
    if (min <= 1 && max === op.NO_LIMIT && body.low > 0) {
      // No count and no guard against empty rounds is needed.
      const toCheck = min === 0 ? this.emitJump() : -1;
      const bodyStart = this.code.length;
      this.emitSequence(body.nodes, flags, again);
      if (toCheck >= 0) this.code[toCheck] = this.code.length;
      this.code.push(isGreedy ? op.AGAIN_GREEDY : op.AGAIN_LAZY, bodyStart, bodyTable, exitTable);
      return;
    }
    const cell = this.takeCells(2);
    this.code.push(op.LOOP_START, cell);
    const check = this.code.length;
    this.code.push(isGreedy ? op.LOOP_GREEDY : op.LOOP_LAZY, cell, min, max, 0, bodyTable, exitTable);
    // The guard against empty rounds looks at the position, not only at the next character.
    this.emitSequence(body.nodes, flags, body.low > 0 ? again : withTest(again));
    this.code.push(op.JUMP, check);
    this.code[check + 4] = this.code.length;
  }

  /** Each round is atomic by itself, as in CPython: `(?:a|ab){2}+` does not reconsider its first round. */
  private emitPossessiveLoop(body: Sequence, flags: number, min: number, max: number): void {
    const cell = this.takeCells(3);
    this.code.push(op.LOOP_START, cell);
    const check = this.code.length;
    this.code.push(op.LOOP_POSSESSIVE, cell, min, max, 0);
    this.emitSequence(body.nodes, flags, END);
    this.code.push(op.LOOP_KEEP, cell, check);
    this.code[check + 4] = this.code.length;
  }

  private firstOfNodes(nodes: readonly Node[], flags: number, follow: FirstSet): FirstSet {
    let first = follow;
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node !== undefined) first = this.firstOf(node, flags, first);
    }
    return first;
  }

  private firstOfAlternatives(alternatives: readonly Sequence[], flags: number, follow: FirstSet): FirstSet {
    return alternatives
      .map((alternative) => this.firstOfNodes(alternative.nodes, flags, follow))
      .reduce((left, right) => union(left, right));
  }

  private firstOf(node: Node, flags: number, follow: FirstSet): FirstSet {
    const known = this.nodeFirsts.get(node);
    if (known !== undefined) return known;
    this.spend(1);
    const first = this.findFirst(node, flags, follow);
    if (!first.isFree && alwaysConsumes(node)) this.nodeFirsts.set(node, first);
    return first;
  }

  private findFirst(node: Node, flags: number, follow: FirstSet): FirstSet {
    switch (node.type) {
      case "literal":
      case "set":
      case "any":
        return this.firstOfCharacters(this.builder.build(node, flags));
      case "at":
      case "look":
        return withTest(follow);
      case "branch":
        return this.firstOfAlternatives(node.alternatives, flags, follow);
      case "repeat": {
        if (node.max === 0) return follow;
        const body = this.firstOfNodes(node.body.nodes, flags, follow);
        return node.min === 0 ? union(body, follow) : body;
      }
      case "group":
        return this.firstOfNodes(node.body.nodes, combineFlags(flags, node.added, node.removed), follow);
      case "atomic":
        return this.firstOfNodes(node.body.nodes, flags, follow);
      case "backreference":
        return ANYTHING;
      case "conditional": {
        const no = node.no === null ? follow : this.firstOfNodes(node.no.nodes, flags, follow);
        return withTest(union(this.firstOfNodes(node.yes.nodes, flags, follow), no));
      }
    }
  }

  private firstOfCharacters(set: CharacterSet): FirstSet {
    let first = this.setFirsts.get(set);
    if (first === undefined) {
      first = firstOfSet(set);
      this.setFirsts.set(set, first);
    }
    return first;
  }

  private setNumber(set: CharacterSet): number {
    let number = this.setNumbers.get(set);
    if (number === undefined) {
      number = this.sets.push(set) - 1;
      this.setNumbers.set(set, number);
    }
    return number;
  }

  private tableNumber(first: FirstSet): number {
    let number = this.tableNumbers.get(first);
    if (number === undefined) {
      number = this.tables.push(toTable(first)) - 1;
      this.tableNumbers.set(first, number);
    }
    return number;
  }

  private takeCells(count: number): number {
    this.cellCount += count;
    return this.cellCount - count;
  }

  /** Emits a jump and returns where its target has to be written. */
  private emitJump(): number {
    this.code.push(op.JUMP, 0);
    return this.code.length - 1;
  }
}

function alwaysConsumes(node: Node): boolean {
  switch (node.type) {
    case "literal":
    case "set":
    case "any":
      return true;
    case "group":
    case "atomic":
      return node.body.low > 0;
    case "branch":
      return node.alternatives.every((alternative) => alternative.low > 0);
    case "repeat":
      return node.min > 0 && node.body.low > 0;
    default:
      return false;
  }
}

/** The body of a repeat when it is one character, whatever groups without effect are around it. */
function singleCharacter(body: Sequence, flags: number): { node: CharacterNode; flags: number } | null {
  const [node] = body.nodes;
  if (node === undefined || body.nodes.length !== 1) return null;
  if (node.type === "literal" || node.type === "set" || node.type === "any") return { node, flags };
  if (node.type !== "group" || node.group !== null) return null;
  return singleCharacter(node.body, combineFlags(flags, node.added, node.removed));
}
