/** `str % args`. */
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr, toStr } from "../runtime/show.ts";
import { indexOrNot } from "../runtime/subscript.ts";
import type { PyValue } from "../runtime/values.ts";
import { ascii } from "./ascii.ts";
import { chargeDigits } from "./int.ts";
import { intDigitLimit, toDouble } from "./numbers.ts";
import { PercentArguments, percentInt } from "./percent-arguments.ts";
import { codePointLength } from "./text/code-points.ts";
import type { FloatCode } from "./text/float-repr.ts";
import {
  formatPercentCharacter,
  formatPercentFloat,
  formatPercentInt,
  formatPercentText,
  type PercentLayout,
} from "./text/percent-value.ts";
import { type PercentDirective, readPercentFormat, unsupportedCode } from "./text/percent.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeScan, reserveText } from "./text-size.ts";

export function formatPercent(template: string, args: PyValue): string {
  return withTextErrors(() => {
    const source = new PercentArguments(args, "str", (key) => key);
    chargeScan(template.length * 4);
    let result = "",
      reserved = 512;
    for (const { literal, directive } of readPercentFormat(template, {
      kind: "str",
      hasMapping: source.mapping !== undefined,
    })) {
      result += literal;
      if (directive !== null) result += formatDirective(directive, source);
      if (result.length > reserved) {
        reserveText(result.length);
        reserved = result.length * 2;
      }
    }
    source.finish("string");
    return result;
  });
}

function formatDirective(directive: PercentDirective, source: PercentArguments): string {
  if (directive.key !== null) source.choose(directive.key);
  const { width, precision } = directive;
  if (precision === null && width !== "*" && (width === null || width <= 64)) {
    // The layout takes no argument.
    const value = source.next();
    return plainText(directive, width ?? 0, value) ?? formatValue(directive, source.layout(directive), value);
  }
  const layout = source.layout(directive);
  return formatValue(directive, layout, source.next());
}

/** Fast path, 2x: text by `%s`, and ints from zero on by `%d` with zeros, blanks or nothing before them. */
function plainText({ code, flags }: PercentDirective, width: number, value: PyValue): string | undefined {
  if (code === "s") return typeof value === "string" && width === 0 ? value : undefined;
  if (code !== "d" || typeof value !== "number" || value < 0 || flags.left || flags.sign || flags.blank)
    return undefined;
  const text = String(value);
  return text.length >= width ? text : text.padStart(width, flags.zero ? "0" : " ");
}

function formatValue(directive: PercentDirective, layout: PercentLayout, value: PyValue): string {
  const { code } = directive;
  reserveText(Math.max(layout.width, layout.precision > 1024 && !"sra".includes(code) ? layout.precision : 0));
  switch (code) {
    case "s":
      return formatPercentText(toStr(value), layout);
    case "r":
      return formatPercentText(repr(value), layout);
    case "a":
      return formatPercentText(ascii(value), layout);
    case "c":
      return formatPercentCharacter(characterOf(value), layout);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X":
      return integer(value, code, layout);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return formatPercentFloat(toDouble(value), code as FloatCode, layout);
    default:
      throw unsupportedCode(directive, "str");
  }
}

function integer(value: PyValue, code: string, layout: PercentLayout): string {
  const number = percentInt(value, code);
  chargeDigits(number);
  return formatPercentInt(number, code, layout, intDigitLimit());
}

function characterOf(value: PyValue): string {
  const text = asString(value);
  if (text !== undefined && codePointLength(text) === 1) return text;
  const code = text === undefined ? (asInt(value) ?? indexOrNot(value)) : undefined;
  if (code === undefined) throw raise.TypeError("%c requires int or char");
  if (code < 0 || code > 0x10ffff) throw raise.OverflowError("%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}
