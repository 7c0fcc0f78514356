// Python's repr() of the constants of a tree, for dump and unparse.

import type { ConstantValue } from "./nodes.ts";
import { ELLIPSIS } from "./nodes.ts";

export function reprConstant(value: ConstantValue): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return reprString(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return reprBytes(value);
  if (value === ELLIPSIS) return "Ellipsis";
  if ("float" in value) return reprFloat(value.float);
  if ("imag" in value) return `${reprFloat(value.imag).replace(/\.0$/, "")}j`;
  return "Ellipsis";
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

export function reprString(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  let result = quote;
  for (const character of value) {
    const simple = SIMPLE_ESCAPES[character];
    if (simple !== undefined) result += simple;
    else if (character === quote) result += `\\${quote}`;
    else if (isPrintable(character)) result += character;
    else result += escapeCharacter(character);
  }
  return result + quote;
}

/** As str.isprintable: everything but controls, unassigned characters and separators other than the space. */
export function isPrintable(character: string): boolean {
  return character === " " || !/[\p{C}\p{Z}]/u.test(character);
}

/** The shortest of `\xXX`, `\uXXXX` and `\UXXXXXXXX`. */
export function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function reprBytes(value: Uint8Array): string {
  const hasSingle = value.includes(39);
  const quote = hasSingle && !value.includes(34) ? '"' : "'";
  let result = `b${quote}`;
  for (const byte of value) {
    const character = String.fromCharCode(byte);
    const simple = SIMPLE_ESCAPES[character];
    if (simple !== undefined) result += simple;
    else if (character === quote) result += `\\${quote}`;
    else if (byte >= 32 && byte < 127) result += character;
    else result += escapeCharacter(character);
  }
  return result + quote;
}

/** Both languages print the shortest digits that read back; they differ in when an exponent is used and how it looks. */
function reprFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const text = exponent < 0 ? value.toFixed(mantissa.replace(/^-?\d\.?/, "").length - exponent) : String(value);
  return text.includes(".") ? text : `${text}.0`;
}
