/** Format strings of `struct`, parsed: which items stand where. */
import { defineException } from "../../runtime/exceptions.ts";
import { makeException } from "../../runtime/raise.ts";
import type { PyException, PyType } from "../../runtime/values.ts";

export const errorType: PyType = defineException("error", "struct");

export function structError(message: string): PyException {
  return makeException(errorType, [message]);
}

/** Items of one code side by side. */
export interface Run {
  code: string;
  offset: number;
  /** Of one item; the whole length for `s` and `p`. */
  size: number;
  count: number;
}

export interface Layout {
  format: string;
  size: number;
  /** How many values are packed or unpacked. */
  count: number;
  isLittle: boolean;
  /** Sizes, alignment and checks of C instead of the standard ones. */
  isNative: boolean;
  runs: readonly Run[];
}

const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  s: 1,
  p: 1,
};
const NATIVE: Readonly<Record<string, number>> = { ...STANDARD, l: 8, L: 8, n: 8, N: 8, P: 8 };

const LARGEST_SIZE = 2 ** 63 - 1024;

export function parseFormat(format: string): Layout {
  const mark = format.charAt(0);
  const hasMark = "@=<>!".includes(mark) && mark !== "";
  const isNative = !hasMark || mark === "@";
  const sizes = isNative ? NATIVE : STANDARD;
  const runs: Run[] = [];
  let size = 0,
    values = 0;
  for (let position = hasMark ? 1 : 0; position < format.length;) {
    if (isSpace(format.charCodeAt(position))) {
      position++;
      continue;
    }
    const start = position;
    while (position < format.length && format.charCodeAt(position) >= 48 && format.charCodeAt(position) <= 57)
      position++;
    const count = position === start ? 1 : Number(format.slice(start, position));
    if (count > LARGEST_SIZE) throw structError("total struct size too long");
    if (position === format.length) throw structError("repeat count given without format specifier");
    const code = format.charAt(position++);
    const itemSize = Object.hasOwn(sizes, code) ? sizes[code] : undefined;
    if (itemSize === undefined) throw structError("bad char in struct format");
    if (isNative) size = Math.ceil(size / itemSize) * itemSize;
    const isBytes = code === "s" || code === "p";
    const own = isBytes ? 1 : count;
    if (code !== "x" && own > 0) {
      runs.push({ code, offset: size, size: isBytes ? count : itemSize, count: own });
      values += own;
    }
    size += count * itemSize;
    if (size > LARGEST_SIZE) throw structError("total struct size too long");
  }
  return { format, size, count: values, isLittle: mark !== ">" && mark !== "!", isNative, runs };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
