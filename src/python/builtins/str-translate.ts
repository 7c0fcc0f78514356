/** `str.maketrans` and `str.translate`. */
import { PyDict } from "../runtime/dict.ts";
import { isException } from "../runtime/exceptions.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { getItem } from "../runtime/subscript.ts";
import { dictType, shownArgument } from "../runtime/type-table.ts";
import type { PyValue } from "../runtime/values.ts";
import { latinText } from "./text/byte-builder.ts";
import { characters, codePointLength } from "./text/code-points.ts";
import { chargeEach, reserveText } from "./text-size.ts";

export function translate(text: string, table: PyValue): string {
  chargeEach(text.length * 4);
  return (
    (table instanceof PyDict && table.cls === dictType && translateAscii(text, table)) || translateAny(text, table)
  );
}

const DELETED = -1,
  UNKNOWN = -2;

/** Fast path, 20x: characters of ASCII that become one of Latin-1 or nothing. undefined where any is another. */
function translateAscii(text: string, table: PyDict): string | undefined {
  const known = new Int16Array(128).fill(UNKNOWN);
  const result = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) return undefined;
    let mapped = known[code] as number;
    if (mapped === UNKNOWN) {
      const replacement = translateCharacter(String.fromCharCode(code), table);
      if (replacement.length > 1 || replacement > "\xff") return undefined;
      known[code] = mapped = replacement === "" ? DELETED : replacement.charCodeAt(0);
    }
    if (mapped >= 0) result[length++] = mapped;
  }
  return latinText(result.subarray(0, length));
}

function translateAny(text: string, table: PyValue): string {
  // What a character becomes is asked once: a table that changes its mind is CPython's too to remember.
  const known = new Map<string, string>();
  let result = "",
    reserved = 512;
  for (const character of text) {
    let mapped = known.get(character);
    if (mapped === undefined) {
      mapped = translateCharacter(character, table);
      if (character < "\x80") known.set(character, mapped);
    }
    result += mapped;
    if (result.length > reserved) {
      reserveText(result.length);
      reserved = result.length * 2;
    }
  }
  return result;
}

function translateCharacter(character: string, table: PyValue): string {
  const code = character.codePointAt(0) ?? 0;
  const mapped = lookupCode(table, code);
  if (mapped === undefined) return character;
  if (mapped === null) return "";
  const text = asString(mapped);
  if (text !== undefined) return text;
  const replacement = asInt(mapped);
  if (replacement === undefined) throw raise.TypeError("character mapping must return integer, None or str");
  if (replacement < 0 || replacement > 0x10ffff) throw raise.ValueError("character mapping must be in range(0x110000)");
  return String.fromCodePoint(Number(replacement));
}

function lookupCode(table: PyValue, code: number): PyValue | undefined {
  // Fast path: a plain dict needs no exception to say no.
  if (table instanceof PyDict && table.cls === dictType) return table.get(code);
  try {
    return getItem(table, code);
  } catch (error) {
    if (isException(error, "LookupError")) return undefined;
    throw error;
  }
}

/** `str.maketrans(x, y, z)`. */
export function makeTable(x: PyValue, y: PyValue | undefined, z: PyValue | undefined): PyDict {
  const table = new PyDict();
  if (y === undefined) {
    if (!(x instanceof PyDict)) throw raise.TypeError("if you give only one argument to maketrans it must be a dict");
    for (const [key, value] of x.entries()) table.set(codeOfKey(key), value);
    return table;
  }
  const from = asString(x),
    to = asString(y);
  if (to === undefined) throw raise.TypeError(`maketrans() argument 2 must be str, not ${shownArgument(y)}`);
  if (from === undefined)
    throw raise.TypeError("first maketrans argument must be a string if there is a second argument");
  const deleted = z === undefined ? "" : asString(z);
  if (deleted === undefined)
    throw raise.TypeError(`maketrans() argument 3 must be str, not ${shownArgument(z ?? null)}`);
  if (codePointLength(from) !== codePointLength(to))
    throw raise.ValueError("the first two maketrans arguments must have equal length");
  chargeEach((from.length + deleted.length) * 4);
  const targets = characters(to);
  characters(from).forEach((character, index) => table.set(codeOf(character), codeOf(targets[index] ?? "")));
  for (const character of deleted) table.set(codeOf(character), null);
  return table;
}

function codeOfKey(key: PyValue): PyValue {
  const text = asString(key);
  if (text !== undefined) {
    if (codePointLength(text) !== 1) throw raise.ValueError("string keys in translate table must be of length 1");
    return codeOf(text);
  }
  if (asInt(key) === undefined) throw raise.TypeError("keys in translate table must be strings or integers");
  return key;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
