/**
 * Pattern text to tree, with CPython's messages and positions.
 *
 * A recursive descent over `PatternReader`: alternatives, sequences, items. Groups are in group-parser.ts, which comes
 * back here through the state's `descent`.
 */
import type { Greed, Node, RepeatNode, Sequence } from "./nodes.ts";
import type { NameLookup } from "./escapes.ts";
import type { Nesting, ParserState } from "./parser-state.ts";
import type { RegexWarning } from "./regex-error.ts";
import {
  CATEGORY_ESCAPES,
  DIGITS,
  OCTAL_DIGITS,
  PLACE_ESCAPES,
  SIMPLE_ESCAPES,
  checkedOctal,
  readCharacterEscape,
} from "./escapes.ts";
import { ASCII, LOCALE, UNICODE, VERBOSE } from "./flags.ts";
import { PatternReader } from "./pattern-reader.ts";
import { RegexError } from "./regex-error.ts";
import { UNLIMITED, createSequence } from "./nodes.ts";
import { parseCharacterSet } from "./character-set-parser.ts";
import { createBackreference } from "./parser-state.ts";
import { parseGroup } from "./group-parser.ts";

export interface ParsedPattern {
  sequence: Sequence;
  /** All flags: those given, those read at the start of the pattern, and the type flag that follows from the pattern. */
  flags: number;
  groups: number;
  groupIndex: Map<string, number>;
}

export interface ParseOptions {
  warnings: RegexWarning[];
  lookupName?: NameLookup | undefined;
}

/** CPython runs out of its 1000 frames at about this depth; a parenthesis counts twice, as there. */
const MAX_DEPTH = 980;

const WHITESPACE = " \t\n\r\v\f";

export function parsePattern(source: string | Uint8Array, flags: number, options: ParseOptions): ParsedPattern {
  const state: ParserState = {
    reader: new PatternReader(source),
    warnings: options.warnings,
    lookupName: options.lookupName,
    flags,
    groupIndex: new Map(),
    groupWidths: [null],
    lookbehindGroups: null,
    conditionPositions: new Map(),
    descent: { alternatives: parseAlternatives, sequence: parseSequence },
  };
  const sequence = parseAlternatives(state, { verbose: (flags & VERBOSE) !== 0, depth: 0 });
  const allFlags = checkTypeFlags(source, state.flags);
  if (state.reader.next !== null) throw state.reader.error("unbalanced parenthesis");
  for (const [group, position] of state.conditionPositions) {
    if (group >= state.groupWidths.length) throw new RegexError(`invalid group reference ${group}`, source, position);
  }
  return { sequence, flags: allFlags, groups: state.groupWidths.length - 1, groupIndex: state.groupIndex };
}

function checkTypeFlags(source: string | Uint8Array, flags: number): number {
  if (typeof source !== "string") {
    if (flags & UNICODE) throw valueError("cannot use UNICODE flag with a bytes pattern");
    if (flags & LOCALE && flags & ASCII) throw valueError("ASCII and LOCALE flags are incompatible");
    return flags;
  }
  if (flags & LOCALE) throw valueError("cannot use LOCALE flag with a str pattern");
  if (!(flags & ASCII)) return flags | UNICODE;
  if (flags & UNICODE) throw valueError("ASCII and UNICODE flags are incompatible");
  return flags;
}

function valueError(message: string): RegexError {
  return new RegexError(message, null, null, "ValueError");
}

/** `a|b|c` up to the closing parenthesis or the end. */
function parseAlternatives(state: ParserState, nesting: Nesting): Sequence {
  const alternatives: Sequence[] = [];
  let { verbose } = nesting;
  do {
    const isFirst = nesting.depth === 0 && alternatives.length === 0;
    alternatives.push(parseSequence(state, { verbose, depth: nesting.depth + 1 }, isFirst));
    // Global flags at the start of the first alternative hold for the others too.
    if (nesting.depth === 0) verbose = (state.flags & VERBOSE) !== 0;
  } while (state.reader.accept("|"));
  const [first] = alternatives;
  return first !== undefined && alternatives.length === 1 ? first : createSequence([{ type: "branch", alternatives }]);
}

/** Items up to `|`, `)` or the end; `isFirst` where global flags may stand. */
function parseSequence(state: ParserState, nesting: Nesting, isFirst = false): Sequence {
  if (nesting.depth > MAX_DEPTH) {
    throw new RegexError("maximum recursion depth exceeded", null, null, "RecursionError");
  }
  const { reader } = state;
  const nodes: Node[] = [];
  let { verbose } = nesting;
  while (reader.next !== null && reader.next !== "|" && reader.next !== ")") {
    const token = reader.take() ?? "";
    if (verbose && WHITESPACE.includes(token)) continue;
    if (verbose && token === "#") {
      skipComment(reader);
    } else if (token === "(") {
      const node = parseGroup(state, { verbose, depth: nesting.depth }, isFirst && nodes.length === 0);
      if (node === "flags") verbose = (state.flags & VERBOSE) !== 0;
      else if (node !== null) nodes.push(node);
    } else if ("*+?{".includes(token)) {
      parseRepeat(reader, token, nodes);
    } else {
      nodes.push(parseItem(state, token));
    }
  }
  return createSequence(unwrapGroups(nodes));
}

function skipComment(reader: PatternReader): void {
  for (let token = reader.take(); token !== null && token !== "\n";) token = reader.take();
}

function parseItem(state: ParserState, token: string): Node {
  if (token === "[") return parseCharacterSet(state);
  if (token === ".") return { type: "any" };
  if (token === "^") return { type: "at", place: "beginning" };
  if (token === "$") return { type: "at", place: "end" };
  if (token.startsWith("\\")) return parseEscape(state, token);
  return { type: "literal", code: token.codePointAt(0) ?? 0 };
}

function parseEscape(state: ParserState, token: string): Node {
  const place = PLACE_ESCAPES.get(token);
  if (place !== undefined) return { type: "at", place };
  const category = CATEGORY_ESCAPES.get(token);
  if (category !== undefined) return { type: "set", items: [{ type: "category", ...category }], negated: false };
  const simple = SIMPLE_ESCAPES.get(token);
  if (simple !== undefined) return { type: "literal", code: simple };
  const code = readCharacterEscape(state.reader, token, state.lookupName);
  return code === undefined ? parseNumberEscape(state, token) : { type: "literal", code };
}

/** `\0`, `\123` (octal) or `\12` (a group). */
function parseNumberEscape(state: ParserState, token: string): Node {
  const { reader } = state;
  if (token === "\\0") {
    return { type: "literal", code: Number.parseInt(token.slice(1) + reader.takeWhile(2, OCTAL_DIGITS), 8) };
  }
  let escape = token;
  if (reader.nextIsIn(DIGITS)) {
    escape += reader.take();
    if (/^\\[0-7][0-7]$/.test(escape) && reader.nextIsIn(OCTAL_DIGITS)) {
      escape += reader.take();
      return { type: "literal", code: checkedOctal(reader, escape) };
    }
  }
  const group = Number.parseInt(escape.slice(1), 10);
  if (group >= state.groupWidths.length) throw reader.error(`invalid group reference ${group}`, escape.length - 1);
  return createBackreference(state, group, escape.length);
}

/** A quantifier: wraps the last of `nodes`, or is itself a literal `{`. */
function parseRepeat(reader: PatternReader, token: string, nodes: Node[]): void {
  const start = reader.position;
  const bounds = readBounds(reader, token, start);
  if (bounds === null) {
    nodes.push({ type: "literal", code: 123 });
    return;
  }
  const blame = (message: string): RegexError => reader.error(message, reader.position - start + token.length);
  const item = nodes.pop();
  if (item === undefined || item.type === "at") throw blame("nothing to repeat");
  if (item.type === "repeat") throw blame("multiple repeat");
  const greed: Greed = reader.accept("?") ? "lazy" : reader.accept("+") ? "possessive" : "greedy";
  const repeat: RepeatNode = { type: "repeat", greed, ...bounds, body: createSequence(unwrapGroups([item])) };
  nodes.push(repeat);
}

function readBounds(reader: PatternReader, token: string, start: number): { min: number; max: number } | null {
  if (token === "?") return { min: 0, max: 1 };
  if (token === "*") return { min: 0, max: UNLIMITED };
  if (token === "+") return { min: 1, max: UNLIMITED };
  if (reader.next === "}") return null;
  const low = reader.takeWhile(Infinity, DIGITS);
  const high = reader.accept(",") ? reader.takeWhile(Infinity, DIGITS) : low;
  if (!reader.accept("}")) {
    reader.seek(start);
    return null;
  }
  const min = low === "" ? 0 : repetitions(low);
  const max = high === "" ? UNLIMITED : repetitions(high);
  if (max < min) throw reader.error("min repeat greater than max repeat", reader.position - start);
  return { min, max };
}

function repetitions(digits: string): number {
  const count = Number(digits);
  if (count < UNLIMITED) return count;
  throw new RegexError("the repetition number is too large", null, null, "OverflowError");
}

/** Groups that neither capture nor change flags only served the parser: their items join the sequence. */
function unwrapGroups(nodes: Node[]): Node[] {
  return nodes.flatMap((node) =>
    node.type === "group" && node.group === null && node.added === 0 && node.removed === 0 ? node.body.nodes : [node],
  );
}
