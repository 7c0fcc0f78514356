/**
 * The Python frames that stand on JavaScript's stack, for `sys._getframe`, `inspect.stack` and what asks who called.
 *
 * Calls keep no frames: that would cost each of them. Generated functions are named after their code objects, and each unit
 * of generated code names itself to the engine, so an Error's stack tells which Python functions run and where in the
 * generated text; the place noted last before it is the line. Where the engine writes stacks in another way there are none.
 */
import type { CodeUnit } from "./code-units.ts";
import type { NamespaceDict } from "./dict.ts";
import type { Interpreter } from "./interpreter.ts";
import { spend } from "./limits.ts";
import { current } from "./state.ts";
import { lineOf } from "./traceback.ts";
import { PyFrame } from "./values.ts";

/** `at f (py:name:line:column)` of V8, `f@py:name:line:column` of others; `f` may be `Object.f` or `f [as js]`. */
const FRAME = /(?:^|[\s.])p(\d+)(?: \[as [^\]]*\])?(?: \(|@)py:(\w+):(\d+):(\d+)/;
/** Frames of JavaScript that are read: three or four stand for a call in Python. */
const MAX_DEPTH = 8000;

/** What the engine takes to write one of them, in steps. */
const STEPS_PER_LINE = 32;

/** The running frames, the innermost first, each with the one that called it; of so many frames of JavaScript. */
export function runningFrames(interpreter: Interpreter, depth: number = MAX_DEPTH): PyFrame[] {
  const frames: PyFrame[] = [],
    places = new Places(),
    lines = stackLines(depth);
  spend(lines.length * STEPS_PER_LINE);
  for (const line of lines) {
    const [, number, unitName, row, column] = FRAME.exec(line) ?? [];
    const unit = unitName === undefined ? undefined : interpreter.units.get(unitName);
    const code = unit?.codes.get(Number(number));
    if (unit === undefined || code === undefined) continue;
    const place = places.before(unit, Number(row), Number(column));
    const kept = current.frame?.code === code ? current.frame : null;
    const frame = new PyFrame(code, code.globals as NamespaceDict, lineOf(code, place), kept?.locals ?? null);
    const inner = frames.at(-1);
    if (inner !== undefined) inner.back = frame;
    frames.push(frame);
  }
  return frames;
}

function stackLines(depth: number): string[] {
  const errors = Error as unknown as { stackTraceLimit?: number };
  const before = errors.stackTraceLimit;
  try {
    errors.stackTraceLimit = depth;
    return (new Error().stack ?? "").split("\n");
  } finally {
    if (before === undefined) delete errors.stackTraceLimit;
    else errors.stackTraceLimit = before;
  }
}

/** Finds the places that generated code noted last; what recurses asks for the same again and again. */
class Places {
  readonly #units = new Map<CodeUnit, { lines: readonly string[]; places: Map<string, number> }>();

  /** The place of a call: noted as its last argument, or in the text before it. */
  before(unit: CodeUnit, row: number, column: number): number {
    const { lines, places } = this.#textOf(unit);
    const key = `${row}:${column}`;
    let place = places.get(key);
    if (place === undefined) {
      place = placeInArguments(lines, row - 1, column - 1) ?? placeInText(lines, row - 1, column);
      places.set(key, place);
    }
    return place;
  }

  #textOf(unit: CodeUnit): { lines: readonly string[]; places: Map<string, number> } {
    let known = this.#units.get(unit);
    if (known === undefined) {
      const text = Function.prototype.toString.call(unit.make);
      spend(text.length >> 6);
      known = { lines: text.split("\n"), places: new Map() };
      this.#units.set(unit, known);
    }
    return known;
  }
}

/** The last place in the text before a column, back to where a function begins. */
function placeInText(lines: readonly string[], row: number, column: number): number {
  for (let index = row; index >= 0; index--) {
    const line = lines[index] ?? "";
    const text = index === row ? line.slice(0, column) : line;
    spend(text.length >> 6);
    const last = [...text.matchAll(/\bp = (\d+)/g)].at(-1)?.[1];
    if (last !== undefined) return Number(last);
  }
  return 0;
}

/** `$call1(f, (p = 7, t3))` → 7: noted between the arguments and the call, perhaps behind what makes the last argument. */
function placeInArguments(lines: readonly string[], row: number, column: number): number | undefined {
  const text = lines
    .slice(row, row + 20)
    .join("\n")
    .slice(column, column + MAX_ARGUMENTS_TEXT);
  spend(text.length >> 6);
  let depth = 0,
    place: number | undefined;
  for (const { 0: part, 1: noted } of text.matchAll(/\(p = (\d+), (?!\$)|[()]/g)) {
    if (part === ")") depth--;
    else {
      if (noted !== undefined && depth <= 2) place = Number(noted);
      depth++;
    }
    if (depth <= 0) return place;
  }
  return place;
}
const MAX_ARGUMENTS_TEXT = 4000;
