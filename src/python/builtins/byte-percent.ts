/** `bytes % args` and `bytearray % args`. The template is read as Latin-1, and so is what is made of it. */
import { asInt } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyBytes, PyFloat, PyObject, type PyValue } from "../runtime/values.ts";
import { lookup } from "../runtime/types.ts";
import { ascii } from "./ascii.ts";
import { bufferBytes, wholeBytes } from "./buffer.ts";
import { bytesBySpecial } from "./byte-sources.ts";
import { chargeDigits } from "./int.ts";
import { intDigitLimit, toDouble } from "./numbers.ts";
import { PercentArguments, percentInt } from "./percent-arguments.ts";
import { latinText } from "./text/byte-builder.ts";
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
import { chargeEach, reserveText } from "./text-size.ts";

export function formatBytesPercent(template: Uint8Array, args: PyValue): Uint8Array {
  return withTextErrors(() => {
    const source = new PercentArguments(args, "bytes", (key) => new PyBytes(latinBytes(key)));
    chargeEach(template.length);
    let result = "",
      reserved = 512;
    for (const { literal, directive } of readPercentFormat(latinText(template), {
      kind: "bytes",
      hasMapping: source.mapping !== undefined,
    })) {
      result += literal;
      if (directive !== null) result += formatDirective(directive, source);
      if (result.length > reserved) {
        reserveText(result.length);
        reserved = result.length * 2;
      }
    }
    source.finish("bytes");
    return latinBytes(result);
  });
}

/** The bytes of text whose characters are all below 256. */
export function latinBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function formatDirective(directive: PercentDirective, source: PercentArguments): string {
  if (directive.key !== null) source.choose(directive.key);
  const layout = source.layout(directive);
  const { code } = directive;
  const value = source.next();
  reserveText(Math.max(layout.width, layout.precision > 1024 && !"sbra".includes(code) ? layout.precision : 0));
  switch (code) {
    case "b":
    case "s":
      return formatPercentText(bytesOf(value), layout);
    case "r":
    case "a":
      return formatPercentText(ascii(value), layout);
    case "c":
      return formatPercentCharacter(byteOf(value), layout);
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
      return formatPercentFloat(double(value), code as FloatCode, layout);
    default:
      throw unsupportedCode(directive, "bytes");
  }
}

function integer(value: PyValue, code: string, layout: PercentLayout): string {
  const number = percentInt(value, code === "i" ? "d" : code);
  chargeDigits(number);
  return formatPercentInt(number, code, layout, intDigitLimit());
}

function double(value: PyValue): number {
  const isReal =
    value instanceof PyFloat ||
    asInt(value) !== undefined ||
    (value instanceof PyObject &&
      ["__float__", "__index__"].some((name) => (lookup(value.cls, name) ?? null) !== null));
  if (!isReal) throw raise.TypeError(`float argument required, not ${typeOf(value).shown}`);
  return toDouble(value);
}

function bytesOf(value: PyValue): string {
  const bytes =
    value instanceof PyBytes && !value.cls.isHeap ? value.bytes : (bytesBySpecial(value) ?? wholeBytes(value));
  if (bytes === undefined) {
    throw raise.TypeError(
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(value).shown}'`,
    );
  }
  reserveText(bytes.length);
  return latinText(bytes);
}

function byteOf(value: PyValue): string {
  const bytes = bufferBytes(value);
  if (bytes?.length === 1) return latinText(bytes);
  const code = asInt(value);
  if (code === undefined) throw raise.TypeError("%c requires an integer in range(256) or a single byte");
  if (code < 0 || code > 255) throw raise.OverflowError("%c arg not in range(256)");
  return String.fromCharCode(Number(code));
}
