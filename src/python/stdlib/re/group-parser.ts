/** Parentheses: capturing groups and all of `(?...)`. */
import type { Nesting, ParserState } from "./parser-state.ts";
import type { Node, Sequence } from "./nodes.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { isIdentifier } from "../../builtins/text/unicode.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import { GLOBAL_FLAGS, INLINE_FLAGS, TYPE_FLAGS, VERBOSE } from "./flags.ts";
import { checkLookbehindGroup, createBackreference } from "./parser-state.ts";
import { readGroupNumber, warnOfGroupNumber } from "./group-number.ts";

/** Parses what follows an opening parenthesis. Null for a comment, `"flags"` when global flags were set. */
export function parseGroup(state: ParserState, nesting: Nesting, mayBeGlobal: boolean): Node | "flags" | null {
  const { reader } = state;
  const start = reader.position - 1;
  if (!reader.accept("?")) return parseCapture(state, nesting, start, null);
  const kind = reader.take();
  if (kind === null) throw reader.error("unexpected end of pattern");
  if (kind === "P") return parseNamed(state, nesting, start);
  if (kind === ":") return { type: "group", group: null, added: 0, removed: 0, body: parseBody(state, nesting, start) };
  if (kind === ">") return { type: "atomic", body: parseBody(state, nesting, start) };
  if (kind === "#") return skipComment(state, start);
  if (kind === "=" || kind === "!" || kind === "<") return parseLook(state, nesting, start, kind);
  if (kind === "(") return parseConditional(state, nesting, start);
  if (!INLINE_FLAGS.has(kind) && kind !== "-") {
    throw reader.error(`unknown extension ?${kind}`, codePointLength(kind) + 1);
  }
  const flags = parseFlags(state, kind);
  if (flags === null) {
    if (mayBeGlobal) return "flags";
    throw reader.error("global flags not at the start of the expression", reader.position - start);
  }
  const verbose = (nesting.verbose || (flags.added & VERBOSE) !== 0) && !(flags.removed & VERBOSE);
  return { type: "group", group: null, ...flags, body: parseBody(state, { ...nesting, verbose }, start) };
}

/** The inside of parentheses and the closing one. */
function parseBody(state: ParserState, nesting: Nesting, start: number): Sequence {
  const body = state.descent.alternatives(state, { verbose: nesting.verbose, depth: nesting.depth + 1 });
  expectClosing(state, start);
  return body;
}

function expectClosing({ reader }: ParserState, start: number): void {
  if (!reader.accept(")")) throw reader.error("missing ), unterminated subpattern", reader.position - start);
}

function parseCapture(state: ParserState, nesting: Nesting, start: number, name: string | null): Node {
  const group = state.groupWidths.length;
  if (name !== null) {
    const earlier = state.groupIndex.get(name);
    if (earlier !== undefined) {
      const message = `redefinition of group name ${stringRepr(name)} as group ${group}; was group ${earlier}`;
      throw state.reader.error(message, codePointLength(name) + 1);
    }
    state.groupIndex.set(name, group);
  }
  state.groupWidths.push(null);
  const body = parseBody(state, nesting, start);
  state.groupWidths[group] = body;
  return { type: "group", group, added: 0, removed: 0, body };
}

/** `(?P<name>...)` and `(?P=name)`. */
function parseNamed(state: ParserState, nesting: Nesting, start: number): Node {
  const { reader } = state;
  if (reader.accept("<")) {
    const name = takeName(state, ">");
    return parseCapture(state, nesting, start, name);
  }
  if (reader.accept("=")) {
    const name = takeName(state, ")");
    return createBackreference(state, knownGroup(state, name), codePointLength(name) + 1);
  }
  const kind = reader.take();
  if (kind === null) throw reader.error("unexpected end of pattern");
  throw reader.error(`unknown extension ?P${kind}`, codePointLength(kind) + 2);
}

function takeName(state: ParserState, terminator: string): string {
  const name = state.reader.takeUntil(terminator, "group name");
  state.reader.checkGroupName(name, 1);
  warnOfNonAsciiName(state, name);
  return name;
}

function warnOfNonAsciiName({ reader, warnings }: ParserState, name: string): void {
  if (reader.isText || /^[\0-\x7f]*$/.test(name)) return;
  const shown = stringRepr(name).replace(/[\x80-\xff]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
  const position = reader.position - name.length - 1;
  warnings.push({
    category: "DeprecationWarning",
    message: `bad character in group name ${shown} at position ${position}`,
  });
}

function knownGroup({ reader, groupIndex }: ParserState, name: string): number {
  const group = groupIndex.get(name);
  if (group === undefined) throw reader.error(`unknown group name ${stringRepr(name)}`, codePointLength(name) + 1);
  return group;
}

function skipComment({ reader }: ParserState, start: number): null {
  for (;;) {
    if (reader.next === null) throw reader.error("missing ), unterminated comment", reader.position - start);
    if (reader.take() === ")") return null;
  }
}

function parseLook(state: ParserState, nesting: Nesting, start: number, first: string): Node {
  const { reader } = state;
  const behind = first === "<";
  const kind = behind ? reader.take() : first;
  if (kind === null) throw reader.error("unexpected end of pattern");
  if (kind !== "=" && kind !== "!") throw reader.error(`unknown extension ?<${kind}`, codePointLength(kind) + 2);
  const outer = state.lookbehindGroups;
  if (behind && outer === null) state.lookbehindGroups = state.groupWidths.length;
  const body = state.descent.alternatives(state, { verbose: nesting.verbose, depth: nesting.depth + 1 });
  if (behind && outer === null) state.lookbehindGroups = null;
  expectClosing(state, start);
  return { type: "look", behind, negated: kind === "!", body };
}

/** `(?(group)yes|no)`. */
function parseConditional(state: ParserState, nesting: Nesting, start: number): Node {
  const { reader } = state;
  const name = reader.takeUntil(")", "group name");
  const group = readCondition(state, name);
  checkLookbehindGroup(state, group);
  const inner = { verbose: nesting.verbose, depth: nesting.depth + 1 };
  const yes = state.descent.sequence(state, inner);
  let no: Sequence | null = null;
  if (reader.accept("|")) {
    no = state.descent.sequence(state, inner);
    if (reader.next === "|") throw reader.error("conditional backref with more than two branches");
  }
  expectClosing(state, start);
  return { type: "conditional", group, yes, no };
}

function readCondition(state: ParserState, name: string): number {
  const { reader } = state;
  if (isIdentifier(name)) {
    warnOfNonAsciiName(state, name);
    return knownGroup(state, name);
  }
  const group = readGroupNumber(reader, name);
  if (group === 0) throw reader.error("bad group number", codePointLength(name) + 1);
  if (!state.conditionPositions.has(group))
    state.conditionPositions.set(group, reader.position - codePointLength(name) - 1);
  warnOfGroupNumber(reader, name, state.warnings);
  return group;
}

interface FlagChange {
  added: number;
  removed: number;
}

/** `i`, `im-s:` and so on; null when they are global and were added to the state. */
function parseFlags(state: ParserState, first: string): FlagChange | null {
  const { reader } = state;
  let added = 0;
  let removed = 0;
  let token = first;
  while (token !== "-" && token !== ")" && token !== ":") {
    added |= addedFlag(state, token, added);
    token = takeFlag(state, ")-:", "missing -, : or )");
  }
  if (token === ")") {
    state.flags |= added;
    return null;
  }
  if (added & GLOBAL_FLAGS) throw reader.error("bad inline flags: cannot turn on global flag", 1);
  if (token === "-") {
    token = takeFlag(state, "", "missing flag");
    while (token !== ":") {
      const flag = INLINE_FLAGS.get(token) ?? 0;
      if (flag & TYPE_FLAGS) throw reader.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
      removed |= flag;
      token = takeFlag(state, ":", "missing :");
    }
  }
  if (removed & GLOBAL_FLAGS) throw reader.error("bad inline flags: cannot turn off global flag", 1);
  if (added & removed) throw reader.error("bad inline flags: flag turned on and off", 1);
  return { added, removed };
}

function addedFlag({ reader }: ParserState, letter: string, before: number): number {
  if (reader.isText && letter === "L") throw reader.error("bad inline flags: cannot use 'L' flag with a str pattern");
  if (!reader.isText && letter === "u")
    throw reader.error("bad inline flags: cannot use 'u' flag with a bytes pattern");
  const flag = INLINE_FLAGS.get(letter) ?? 0;
  if (flag & TYPE_FLAGS && ((before | flag) & TYPE_FLAGS) !== flag) {
    throw reader.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
  }
  return flag;
}

/** The next flag letter, or one of the characters that may end the flags here. */
function takeFlag({ reader }: ParserState, endings: string, missing: string): string {
  const token = reader.take();
  if (token === null) throw reader.error(missing);
  if (INLINE_FLAGS.has(token) || (token.length === 1 && endings.includes(token))) return token;
  throw reader.error(/^\p{L}+$/u.test(token) ? "unknown flag" : missing, codePointLength(token));
}
