/** `str.format` and `str.format_map`. */
import { getAttribute } from "../runtime/attributes.ts";
import { spend } from "../runtime/limits.ts";
import { raise } from "../runtime/raise.ts";
import { format, repr, toStr } from "../runtime/show.ts";
import { getItem } from "../runtime/subscript.ts";
import type { PyValue } from "../runtime/values.ts";
import { ascii } from "./ascii.ts";
import {
  checkConversion,
  FieldNumbering,
  type FieldPath,
  FORMAT_DEPTH,
  readFormatString,
} from "./text/format-string.ts";
import { withTextErrors } from "./text-errors.ts";
import { chargeScan, reserveText } from "./text-size.ts";

/** Where the fields' first objects come from. */
export interface FormatArguments {
  /** null for `format_map`, which has none. */
  positional: readonly PyValue[] | null;
  named: (key: string) => PyValue;
}

export function formatTemplate(template: string, source: FormatArguments): string {
  return withTextErrors(() => expand(template, source, new FieldNumbering(), FORMAT_DEPTH));
}

function expand(template: string, source: FormatArguments, numbering: FieldNumbering, depth: number): string {
  if (depth <= 0) throw raise.ValueError("Max string recursion exceeded");
  chargeScan(template.length * 4);
  let result = "",
    reserved = 512;
  for (const { literal, field } of readFormatString(template)) {
    spend(1);
    result += literal;
    if (field !== null) {
      const object = fieldObject(field, source, numbering);
      const value = convert(object, field.conversion);
      const spec = field.spec.includes("{") ? expand(field.spec, source, numbering, depth - 1) : field.spec;
      result += format(value, spec);
    }
    if (result.length > reserved) {
      reserveText(result.length);
      reserved = result.length * 2;
    }
  }
  return result;
}

function fieldObject({ first, steps }: FieldPath, source: FormatArguments, numbering: FieldNumbering): PyValue {
  const key = numbering.resolve(first);
  let object: PyValue;
  if (typeof key === "string") object = source.named(key);
  else {
    if (source.positional === null) throw raise.ValueError("Format string contains positional fields");
    const argument = source.positional[key];
    if (argument === undefined)
      throw raise.IndexError(`Replacement index ${key} out of range for positional args tuple`);
    object = argument;
  }
  for (const step of steps)
    object = step.type === "attribute" ? getAttribute(object, step.name) : getItem(object, step.key);
  return object;
}

function convert(value: PyValue, conversion: string | null): PyValue {
  if (conversion === null) return value;
  checkConversion(conversion);
  return conversion === "r" ? repr(value) : conversion === "s" ? toStr(value) : ascii(value);
}
