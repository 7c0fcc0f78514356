/** Decimals as text: reading, scientific and engineering notation, and the format mini-language. */
import { decimalValue } from "../../builtins/text/unicode.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { digitsCost } from "../../builtins/numbers.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { spend, spendAtOnce } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { FINITE, finite, INFINITE, type Kind, NAN, PyDecimal, type Sign, SIGNALING_NAN } from "./number.ts";
import { cut, LARGEST, rescale, type Rounding } from "./rounding.ts";

const NUMBER = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?|(inf(?:inity)?)|(s?)nan(\d*))$/i;

/** undefined where the text is no number. */
export function parseDecimal(source: string): PyDecimal | undefined {
  spend(source.length >> 4);
  let text = source.trim();
  if (/[^\x20-\x7e]/.test(text)) text = withAsciiDigits(text);
  text = text.replaceAll("_", "");
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const [, signText, whole = "", fraction = "", exponentText, infinite, signaling, payload] = match;
  const sign: Sign = signText === "-" ? 1 : 0;
  if (infinite !== undefined) return new PyDecimal(sign, 0n, 0, INFINITE);
  if (signaling !== undefined)
    return new PyDecimal(sign, toCoefficient(payload ?? ""), 0, (signaling === "" ? NAN : SIGNALING_NAN) as Kind);
  if (whole === "" && fraction === "") return undefined;
  const exponent = exponentText === undefined ? 0 : Math.max(-4 * LARGEST, Math.min(4 * LARGEST, Number(exponentText)));
  return finite(sign, toCoefficient(whole + fraction), exponent - fraction.length);
}

function toCoefficient(digits: string): bigint {
  if (digits.length > 300) spendAtOnce(digitsCost(digits.length));
  return digits === "" ? 0n : BigInt(digits);
}

function withAsciiDigits(text: string): string {
  return Array.from(text, (character) => {
    const digit = decimalValue(character.codePointAt(0) ?? 0);
    return digit >= 0 ? String(digit) : character;
  }).join("");
}

/** Digits of a coefficient, charged before they are made. */
export function digitsOf(value: PyDecimal): string {
  const { digits } = value;
  if (digits > 300) {
    reserveText(digits);
    spendAtOnce(Math.ceil(digits * Math.min(15, (digits / 19) ** 0.6 / 19)));
  }
  return value.coefficient.toString();
}

function specialText(value: PyDecimal): string {
  if (value.kind === INFINITE) return "Infinity";
  return `${value.kind === SIGNALING_NAN ? "s" : ""}NaN${value.coefficient === 0n ? "" : digitsOf(value)}`;
}

/** Scientific notation, or engineering notation, whose exponents are multiples of three. */
export function decimalText(value: PyDecimal, isEngineering: boolean, capitals: number): string {
  const sign = value.sign === 1 ? "-" : "";
  if (value.kind !== FINITE) return sign + specialText(value);
  const digits = digitsOf(value);
  const { exponent } = value;
  const left = exponent + digits.length;
  let point: number;
  if (exponent <= 0 && left > -6) point = left;
  else if (!isEngineering) point = 1;
  else if (value.coefficient === 0n) point = modulo(left + 1, 3) - 1;
  else point = modulo(left - 1, 3) + 1;
  return sign + place(digits, point) + (left === point ? "" : exponentText(left - point, capitals === 1 ? "E" : "e"));
}

function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** The digits with a point, and zeros up to it. */
function place(digits: string, point: number): string {
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function exponentText(exponent: number, letter: string): string {
  return `${letter}${exponent < 0 ? "-" : "+"}${largeText(Math.abs(exponent))}`;
}

function largeText(n: number): string {
  return Number.isSafeInteger(n) ? String(n) : BigInt(n).toString();
}

const SPEC = /^(?:([^])?([<>=^]))?([-+ ])?(z)?(0)?([1-9]\d*)?(,)?(?:\.(0|[1-9]\d*))?([eEfFgGn%])?$/u;

interface Spec {
  fill: string;
  align: string;
  sign: string;
  noNegativeZero: boolean;
  width: number;
  hasCommas: boolean;
  precision: number | undefined;
  type: string;
}

function parseSpec(text: string): Spec {
  const match = SPEC.exec(text);
  const hasWholeFill = match !== null && match[2] !== undefined;
  if (match === null || (hasWholeFill && match[5] !== undefined) || (match[7] !== undefined && match[9] === "n"))
    throw raise.ValueError("invalid format string");
  const [, fill, align, sign = "-", z, zero, width, comma, precision, type = ""] = match;
  const size = Number(width ?? "0");
  if (size > 2 ** 53 || Number(precision ?? "0") > LARGEST) throw raise.ValueError("invalid format string");
  return {
    fill: zero !== undefined ? "0" : (fill ?? " "),
    align: zero !== undefined ? "=" : (align ?? ">"),
    sign,
    noNegativeZero: z !== undefined,
    width: size,
    hasCommas: comma !== undefined,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

export function formatDecimal(self: PyDecimal, specText: string, rounding: Rounding, capitals: number): string {
  const spec = parseSpec(specText);
  reserveText(spec.width + (spec.precision ?? 0));
  if (self.kind !== FINITE) {
    const body = specialText(self) + (spec.type === "%" ? "%" : "");
    return align(
      signText(self.sign === 1, spec),
      body,
      spec.fill === "0" && spec.align === "=" ? { ...spec, fill: " ", align: ">" } : spec,
    );
  }
  const letter = spec.type === "n" ? "g" : spec.type === "" ? (capitals === 1 ? "G" : "g") : spec.type;
  const isGeneral = letter === "g" || letter === "G";
  let { precision } = spec;
  if (isGeneral && precision === 0) precision = 1;
  let value = letter === "%" ? finite(self.sign, self.coefficient, self.exponent + 2) : self;
  const isFixed = letter === "f" || letter === "F" || letter === "%";
  if (precision !== undefined) {
    if (isFixed) value = rescale(value, -precision, rounding).value;
    else value = toSignificant(value, isGeneral ? precision : precision + 1, rounding, !isGeneral);
  }
  if (value.isZero && value.exponent > 0 && isFixed) value = finite(value.sign, 0n, 0);
  const digits = digitsOf(value);
  const left = value.exponent + digits.length;
  let point: number;
  if (isFixed) point = left;
  else if (isGeneral) point = value.exponent <= 0 && left > -6 ? left : 1;
  else point = value.isZero && precision !== undefined ? 1 - precision : 1;
  reserveText(Math.abs(point));
  const placed = place(digits, point);
  const dot = placed.indexOf(".");
  const whole = dot < 0 ? placed : placed.slice(0, dot),
    fraction = dot < 0 ? "" : placed.slice(dot);
  let rest = fraction;
  if (left !== point || letter === "e" || letter === "E")
    rest += exponentText(left - point, letter === "g" || letter === "e" ? "e" : "E");
  if (letter === "%") rest += "%";
  const isNegative = value.sign === 1 && !(spec.noNegativeZero && value.isZero);
  const sign = signText(isNegative, spec);
  return spec.hasCommas
    ? align(sign, grouped(whole, spec, sign.length + rest.length) + rest, spec)
    : align(sign, whole + rest, spec);
}

/** To a number of significant digits; `isExact` pads too. */
function toSignificant(value: PyDecimal, digits: number, rounding: Rounding, pads: boolean): PyDecimal {
  if (value.isZero) return pads ? finite(value.sign, 0n, value.exponent) : value;
  if (!pads && value.digits <= digits) return value;
  const exponent = value.adjusted + 1 - digits;
  const result = rescale(value, exponent, rounding).value;
  return result.digits > digits
    ? finite(result.sign, cut(result.coefficient, 1, result.sign, "ROUND_DOWN").coefficient, exponent + 1)
    : result;
}

function signText(isNegative: boolean, spec: Spec): string {
  return isNegative ? "-" : spec.sign === "-" ? "" : spec.sign;
}

/** Commas between groups of three digits; zeros that fill up get them as well. */
function grouped(whole: string, spec: Spec, others: number): string {
  let digits = whole;
  if (spec.fill === "0" && spec.align === "=") {
    const room = spec.width - others;
    while (digits.length + Math.floor((digits.length - 1) / 3) < room) digits = `0${digits}`;
  }
  spend(digits.length >> 2);
  return digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

function align(sign: string, body: string, spec: Spec): string {
  const missing = spec.width - codePointLength(sign) - codePointLength(body);
  if (missing <= 0) return sign + body;
  reserveText(missing);
  const padding = spec.fill.repeat(missing);
  switch (spec.align) {
    case "<":
      return sign + body + padding;
    case "=":
      return sign + padding + body;
    case "^": {
      const before = spec.fill.repeat(missing >> 1);
      return before + sign + body + spec.fill.repeat(missing - (missing >> 1));
    }
    default:
      return padding + sign + body;
  }
}
