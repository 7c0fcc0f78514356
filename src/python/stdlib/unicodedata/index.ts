/** The module `unicodedata`, for Unicode 14 as in CPython 3.11. */
import { bufferBytes } from "../../builtins/buffer.ts";
import { CHARACTER_NAMES, type CharacterNames } from "../../builtins/encoding.ts";
import { latinText } from "../../builtins/text/byte-builder.ts";
import { category, decimalValue, digitValue } from "../../builtins/text/unicode.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { PyFloat, type PyValue } from "../../runtime/values.ts";
import { characterName, characterNamed } from "./names.ts";
import { normalize, type NormalizationForm } from "./normalization.ts";
import { bidirectional, combining, decomposition, eastAsianWidth, isMirrored, numericValue } from "./properties.ts";

/** CPython's buffer for a name. */
const LONGEST_NAME = 256;

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const known: CharacterNames = { nameOf: characterName, named: characterNamed };
  interpreter.moduleState.set(CHARACTER_NAMES, known);
  names(globals, { unidata_version: "14.0.0" });
  functions(globals, "unicodedata", {
    "bidirectional(character, /)": (character: PyValue) =>
      bidirectional(codeOf("bidirectional", character, "argument")),
    "category(character, /)": (character: PyValue) => category(codeOf("category", character, "argument")),
    "combining(character, /)": (character: PyValue) => combining(codeOf("combining", character, "argument")),
    "decimal(character, default=..., /)": (character: PyValue, fallback: PyValue | undefined) => {
      const value = decimalValue(codeOf("decimal", character));
      return value >= 0 ? value : orDefault(fallback, "not a decimal");
    },
    "decomposition(character, /)": (character: PyValue) =>
      decomposition(codeOf("decomposition", character, "argument")),
    "digit(character, default=..., /)": (character: PyValue, fallback: PyValue | undefined) => {
      const value = digitValue(codeOf("digit", character));
      return value >= 0 ? value : orDefault(fallback, "not a digit");
    },
    "east_asian_width(character, /)": (character: PyValue) =>
      eastAsianWidth(codeOf("east_asian_width", character, "argument")),
    "is_normalized(form, unistr, /)": (form: PyValue, text: PyValue) => {
      const input = textArgument("is_normalized", text, 2);
      return normalize(formArgument("is_normalized", form), input) === input;
    },
    "lookup(name, /)": lookup,
    "mirrored(character, /)": (character: PyValue) => Number(isMirrored(codeOf("mirrored", character, "argument"))),
    "name(character, default=..., /)": (character: PyValue, fallback: PyValue | undefined) =>
      characterName(codeOf("name", character)) ?? orDefault(fallback, "no such name"),
    "normalize(form, unistr, /)": (form: PyValue, text: PyValue) => {
      textArgument("normalize", form, 1);
      const input = textArgument("normalize", text, 2);
      return normalize(formArgument("normalize", form), input);
    },
    "numeric(character, default=..., /)": (character: PyValue, fallback: PyValue | undefined) => {
      const value = numericValue(codeOf("numeric", character));
      return value === undefined ? orDefault(fallback, "not a numeric character") : new PyFloat(value);
    },
  });
}

function codeOf(name: string, value: PyValue, place = "argument 1"): number {
  const text = asString(value);
  const code = text?.codePointAt(0);
  if (code === undefined || text?.length !== (code > 0xffff ? 2 : 1)) {
    throw raise.TypeError(`${name}() ${place} must be a unicode character, not ${typeOf(value).shown}`);
  }
  return code;
}

function orDefault(fallback: PyValue | undefined, message: string): PyValue {
  if (fallback === undefined) throw raise.ValueError(message);
  return fallback;
}

function textArgument(name: string, value: PyValue, position: number): string {
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`${name}() argument ${position} must be str, not ${shownArgument(value)}`);
  return text;
}

const FORMS: readonly string[] = ["NFC", "NFD", "NFKC", "NFKD"];

function formArgument(name: string, value: PyValue): NormalizationForm {
  const form = textArgument(name, value, 1);
  if (!FORMS.includes(form)) throw raise.ValueError("invalid normalization form");
  return form as NormalizationForm;
}

function lookup(value: PyValue): string {
  const bytes = bufferBytes(value);
  const name = asString(value) ?? (bytes === undefined ? undefined : latinText(bytes.subarray(0, LONGEST_NAME + 1)));
  if (name === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(value).shown}'`);
  if (name.length > LONGEST_NAME) throw raise.KeyError("name too long");
  const code = characterNamed(name);
  if (code === undefined) throw raise.KeyError(`undefined character name '${name.split("\0")[0]}'`);
  return String.fromCodePoint(code);
}
