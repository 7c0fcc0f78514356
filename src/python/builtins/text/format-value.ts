/** `format(value, spec)` of the built-in types, given the parsed spec. `n` formats as the C locale does: without grouping. */
import { codePointLength, sliceCodePoints } from "./code-points.ts";
import { formatFloat, type FloatCode } from "./float-repr.ts";
import { overflowError, valueError } from "./format-error.ts";
import { checkGrouping, unknownCode, type Align, type FormatSpec } from "./format-spec.ts";
import { groupDigits, intToString, prefixOf, type Base } from "./int-format.ts";

const INT_BASES: ReadonlyMap<string, Base> = new Map([
  ["b", 2],
  ["o", 8],
  ["d", 10],
  ["n", 10],
  ["x", 16],
  ["X", 16],
]);

const LARGEST_PRECISION = 2 ** 31 - 1;
const LARGEST_LONG = (1n << 63n) - 1n;

export function formatStrSpec(value: string, spec: FormatSpec, typeName: string = "str"): string {
  const type = spec.type || "s";
  checkGrouping(spec.grouping, type);
  if (type !== "s") throw unknownCode(type, typeName);
  if (spec.sign === " ") throw valueError("Space not allowed in string format specifier");
  if (spec.sign !== "") throw valueError("Sign not allowed in string format specifier");
  if (spec.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") throw valueError("'=' alignment not allowed in string format specifier");
  const length = codePointLength(value);
  const isCut = spec.precision >= 0 && spec.precision < length;
  const text = isCut ? sliceCodePoints(value, 0, spec.precision) : value;
  return pad(text, isCut ? spec.precision : length, spec, "<");
}

/** The digit limit does not bind here, nor does it in CPython for bases other than ten; a caller with a limit passes it. */
export function formatIntSpec(
  value: number | bigint,
  spec: FormatSpec,
  typeName: string = "int",
  digitLimit?: number,
): string {
  const type = spec.type || "d";
  checkGrouping(spec.grouping, type);
  if (type !== "" && "eEfFgG%".includes(type)) return formatFloatSpec(toFloat(value), spec, typeName);
  const base = INT_BASES.get(type);
  if (base === undefined && type !== "c") throw unknownCode(type, typeName);
  if (spec.precision >= 0) throw valueError("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in integer format specifier");
  if (base === undefined) return formatCharacter(value, spec);
  // Fast path: a bare code.
  const digits = intToString(value, base, digitLimit);
  if (isBare(spec) && !spec.alternate) return type === "X" ? digits.toUpperCase() : digits;
  const isNegative = digits.startsWith("-");
  const magnitude = isNegative ? digits.slice(1) : digits;
  const prefix = spec.alternate ? prefixOf(base) : "";
  const parts: NumberParts = {
    sign: signOf(isNegative, spec),
    prefix: type === "X" ? prefix.toUpperCase() : prefix,
    digits: type === "X" ? magnitude.toUpperCase() : magnitude,
    rest: "",
    groupSize: base === 10 ? 3 : 4,
  };
  return layOutNumber(parts, spec);
}

export function formatFloatSpec(value: number, spec: FormatSpec, typeName: string = "float"): string {
  checkGrouping(spec.grouping, spec.type || "g");
  if (spec.type !== "" && !"eEfFgGn%".includes(spec.type)) throw unknownCode(spec.type, typeName);
  checkPrecision(spec);
  const text = floatText(value, spec, true);
  // Fast path: a precision and a code.
  if (isBare(spec)) return text;
  return layOutNumber(splitFloatText(text, spec), spec);
}

export function formatComplexSpec(
  real: number,
  imaginary: number,
  spec: FormatSpec,
  typeName: string = "complex",
): string {
  checkGrouping(spec.grouping, spec.type || "g");
  if (spec.type !== "" && !"eEfFgGn".includes(spec.type)) throw unknownCode(spec.type, typeName);
  checkPrecision(spec);
  if (spec.zero || spec.fill === "0") throw valueError("Zero padding is not allowed in complex format specifier");
  if (spec.align === "=") throw valueError("'=' alignment flag is not allowed in complex format specifier");
  const isImaginaryOnly = spec.type === "" && Object.is(real, 0);
  const bare: FormatSpec = { ...spec, width: -1 };
  const realText = isImaginaryOnly ? "" : layOutNumber(splitFloatText(floatText(real, spec, false), bare), bare);
  const signed: FormatSpec = isImaginaryOnly ? bare : { ...bare, sign: "+" };
  const imaginaryText = layOutNumber(splitFloatText(floatText(imaginary, spec, false), signed), signed);
  const text = `${realText}${imaginaryText}j`;
  const whole = spec.type === "" && !isImaginaryOnly ? `(${text})` : text;
  return pad(whole, whole.length, spec, ">");
}

/** A number in pieces: padding may stand before the sign or after the prefix, and only `digits` are grouped. */
interface NumberParts {
  sign: string;
  prefix: string;
  digits: string;
  rest: string;
  groupSize: number;
}

function layOutNumber(parts: NumberParts, spec: FormatSpec): string {
  const { sign, prefix, rest } = parts;
  const fixedLength = sign.length + prefix.length + rest.length;
  const align = spec.align || (spec.zero ? "=" : ">");
  const fill = fillOf(spec);
  // Zeros between sign and digits count as digits, so they are grouped too; infinity and nan have no digits.
  const isZeroFilled = fill === "0" && align === "=";
  const digits =
    parts.digits === ""
      ? ""
      : groupDigits(parts.digits, spec.grouping, parts.groupSize, isZeroFilled ? spec.width - fixedLength : 0);
  const missing = spec.width - fixedLength - digits.length;
  if (align === "=" && missing > 0) return `${sign}${prefix}${fill.repeat(missing)}${digits}${rest}`;
  const text = `${sign}${prefix}${digits}${rest}`;
  return pad(text, text.length, spec, align);
}

function pad(text: string, length: number, spec: FormatSpec, defaultAlign: Align): string {
  const missing = spec.width - length;
  if (missing <= 0) return text;
  const fill = fillOf(spec);
  const align = spec.align || defaultAlign;
  const before = align === "<" ? 0 : align === "^" ? Math.floor(missing / 2) : missing;
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

function fillOf(spec: FormatSpec): string {
  return spec.fill || (spec.zero ? "0" : " ");
}

function isBare(spec: FormatSpec): boolean {
  return spec.width < 0 && spec.grouping === "" && (spec.sign === "" || spec.sign === "-");
}

function signOf(isNegative: boolean, spec: FormatSpec): string {
  if (isNegative) return "-";
  return spec.sign === "-" ? "" : spec.sign;
}

function checkPrecision(spec: FormatSpec): void {
  if (spec.precision > LARGEST_PRECISION) throw valueError("precision too big");
}

/** The number with a minus where it has one, before grouping and padding. Without a type code, a float shows that it is one. */
function floatText(value: number, spec: FormatSpec, addDotZero: boolean): string {
  const isRepr = spec.type === "" && spec.precision < 0;
  const code = isRepr ? "r" : spec.type === "" || spec.type === "n" ? "g" : (spec.type as FloatCode); // The callers admitted only these.
  const precision = spec.precision < 0 ? 6 : spec.precision;
  return formatFloat(value, code, precision, {
    alternate: spec.alternate,
    noNegativeZero: spec.noNegativeZero,
    addDotZero: addDotZero && spec.type === "",
  });
}

function splitFloatText(text: string, spec: FormatSpec): NumberParts {
  const isNegative = text.startsWith("-");
  const start = isNegative ? 1 : 0;
  let end = start;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return {
    sign: signOf(isNegative, spec),
    prefix: "",
    digits: text.slice(start, end),
    rest: text.slice(end),
    groupSize: 3,
  };
}

function formatCharacter(value: number | bigint, spec: FormatSpec): string {
  if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  const big = BigInt(value);
  if (big > LARGEST_LONG || big < -LARGEST_LONG - 1n) throw overflowError("Python int too large to convert to C long");
  if (big < 0n || big > 0x10ffffn) throw overflowError("%c arg not in range(0x110000)");
  const character = String.fromCodePoint(Number(value));
  return pad(
    character,
    1,
    spec.align === "=" || (spec.align === "" && spec.zero) ? { ...spec, align: ">" } : spec,
    ">",
  );
}

function toFloat(value: number | bigint): number {
  const float = Number(value);
  if (!Number.isFinite(float)) throw overflowError("int too large to convert to float");
  return float;
}
