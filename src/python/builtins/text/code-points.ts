/**
 * Python's view of a string: a sequence of code points.
 *
 * A JavaScript string is UTF-16. A surrogate without its partner counts as one code point, as in Python.
 * A high and a low one side by side are the astral character they encode, also where a program wrote them apart.
 *
 * Strings without astral characters are indexed as they are. For the others, and to know which are which in a loop
 * over a long string, the last few strings are remembered with what was found.
 */
import { allocate, spend } from "../../runtime/limits.ts";

/** Strings up to this length are scanned again each time: that is cheaper than to look for them. */
const SHORT = 32;

/** How many long strings are remembered. */
const REMEMBERED = 4;

interface Measured {
  text: string;
  /** Undefined when the string has no astral character. */
  codes: Uint32Array | undefined;
}

/** A memory of what is a pure function of the string, so all interpreters may share it; the longest strings are let go with the next four. */
const measured: Measured[] = [];

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** True when the string has a character beyond U+FFFF. */
export function hasAstral(text: string): boolean {
  return codesOf(text) !== undefined;
}

/** `len(text)`. */
export function codePointLength(text: string): number {
  return codesOf(text)?.length ?? text.length;
}

/** The code point at an index counted in code points, or undefined outside the string. */
export function codePointAt(text: string, index: number): number | undefined {
  const codes = codesOf(text);
  if (codes !== undefined) return codes[index];
  return index >= 0 && index < text.length ? text.charCodeAt(index) : undefined;
}

/** `text[index]` for an index within the string, as a string. */
export function characterAt(text: string, index: number): string {
  const codes = codesOf(text);
  return codes === undefined ? text.charAt(index) : String.fromCodePoint(codes[index] ?? 0);
}

/** `text[start:stop:step]` for bounds that are already clipped to the string, as `slice.indices` gives them. */
export function sliceCodePoints(text: string, start: number, stop: number, step: number = 1): string {
  const codes = codesOf(text);
  if (step === 1) {
    if (stop <= start) return "";
    return codes === undefined ? text.slice(start, stop) : fromCodePoints(codes.subarray(start, stop));
  }
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const picked = new Uint32Array(count);
  for (let index = 0, position = start; index < count; index++, position += step) {
    picked[index] = codes === undefined ? text.charCodeAt(position) : (codes[position] ?? 0);
  }
  return fromCodePoints(picked);
}

/** The characters of a string, one string each: what iterating over a str yields. */
export function characters(text: string): string[] {
  return ASTRAL.test(text) ? Array.from(text) : text.split("");
}

/** The string of these code points. */
export function fromCodePoints(codes: Uint32Array | readonly number[]): string {
  // A call has a limit to its arguments, so long strings are made piece by piece.
  const pieces: string[] = [];
  for (let start = 0; start < codes.length; start += 4096) {
    // `apply` takes any array-like, and spreading one is much slower.
    pieces.push(String.fromCodePoint.apply(null, codes.slice(start, start + 4096) as number[]));
  }
  return pieces.join("");
}

/** The UTF-16 index of an index in code points, from 0 to the length. */
export function toUnitIndex(text: string, index: number): number {
  const codes = codesOf(text);
  if (codes === undefined) return index;
  let units = 0;
  for (let position = 0; position < index; position++) units += (codes[position] ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** The index in code points of a UTF-16 index, as `indexOf` gives it; negative ones stay. */
export function fromUnitIndex(text: string, index: number): number {
  if (index <= 0 || codesOf(text) === undefined) return index;
  let points = index;
  for (let position = 0; position + 1 < index; position++) {
    if (isPair(text, position)) {
      points--;
      position++;
    }
  }
  return points;
}

/** The whole code point at a UTF-16 index as a string, "" at the end. */
export function codePointCharacter(text: string, unitIndex: number): string {
  return isPair(text, unitIndex) ? text.slice(unitIndex, unitIndex + 2) : text.charAt(unitIndex);
}

function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

function codesOf(text: string): Uint32Array | undefined {
  if (text.length <= SHORT) return ASTRAL.test(text) ? decode(text) : undefined;
  for (const entry of measured) {
    if (entry.text !== text) continue;
    // An equal string that is another object: remember that one, since comparing it with itself costs nothing.
    entry.text = text;
    return entry.codes;
  }
  spend(text.length >> 6);
  const codes = ASTRAL.test(text) ? decode(text) : undefined;
  if (measured.length === REMEMBERED) measured.pop();
  measured.unshift({ text, codes });
  return codes;
}

function decode(text: string): Uint32Array {
  spend(text.length >> 3);
  allocate(4 * text.length);
  const codes = new Uint32Array(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.codePointAt(index) as number; // Within the text, so never undefined.
    codes[count++] = code;
    if (code > 0xffff) index++;
  }
  return codes.slice(0, count);
}
