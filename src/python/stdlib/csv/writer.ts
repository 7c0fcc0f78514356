/** `csv.writer`: rows become lines. */
import { attributeOr } from "../../runtime/attributes.ts";
import { call1 } from "../../runtime/call.ts";
import { members, methods } from "../../runtime/define.ts";
import { isException } from "../../runtime/exceptions.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { toStr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { PyFloat, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { reserveText } from "../../builtins/text-size.ts";
import { csvError, type PyDialect, QUOTE_ALL, QUOTE_NONE, QUOTE_NONNUMERIC } from "./dialect.ts";

export class PyCsvWriter extends PyObject {
  readonly dialect: PyDialect;
  readonly #write: PyValue;
  constructor(write: PyValue, dialect: PyDialect) {
    super();
    this.#write = write;
    this.dialect = dialect;
  }

  writeRow(row: PyValue): PyValue {
    const fields = toFields(row);
    const { delimiter, lineterminator } = this.dialect.settings;
    spend(fields.length);
    let line = "";
    fields.forEach((value, index) => {
      const text = value === null ? "" : typeof value === "string" ? value : toStr(value);
      if (index > 0) line += delimiter;
      line += this.#field(text, value, fields.length === 1);
    });
    reserveText(line.length);
    return call1(this.#write, line + lineterminator);
  }

  #field(text: string, value: PyValue, isOnly: boolean): string {
    const { quoting, quotechar } = this.dialect.settings;
    spend(text.length >> 4);
    const mustQuote = quoting === QUOTE_ALL || (quoting === QUOTE_NONNUMERIC && !isNumber(value));
    if (text === "") {
      if (isOnly && quoting === QUOTE_NONE) throw csvError("single empty field record must be quoted");
      return mustQuote || isOnly ? `${quotechar}${quotechar}` : "";
    }
    // Fast path: nothing in the text means anything.
    if (!mustQuote && !this.#hasSpecial(text)) return text;
    const [escaped, needsQuotes] = this.#escape(text);
    return mustQuote || needsQuotes ? `${quotechar}${escaped}${quotechar}` : escaped;
  }

  #hasSpecial(text: string): boolean {
    const { delimiter, quotechar, escapechar, lineterminator } = this.dialect.settings;
    if (
      text.includes(delimiter) ||
      (quotechar !== null && text.includes(quotechar)) ||
      (escapechar !== null && text.includes(escapechar))
    )
      return true;
    for (const character of lineterminator) if (text.includes(character)) return true;
    return false;
  }

  #escape(text: string): [text: string, needsQuotes: boolean] {
    const { delimiter, quotechar, escapechar, lineterminator, doublequote, quoting } = this.dialect.settings;
    let escaped = "",
      needsQuotes = false;
    for (const character of text) {
      if (
        character === delimiter ||
        character === quotechar ||
        character === escapechar ||
        lineterminator.includes(character)
      ) {
        let isEscaped = quoting === QUOTE_NONE;
        if (!isEscaped) {
          if (character === quotechar && doublequote) escaped += character;
          else isEscaped = character === quotechar || character === escapechar;
          if (!isEscaped) needsQuotes = true;
        }
        if (isEscaped) {
          if (escapechar === null) throw csvError("need to escape, but no escapechar set");
          escaped += escapechar;
        }
      }
      escaped += character;
    }
    return [escaped, needsQuotes];
  }
}

function toFields(row: PyValue): readonly PyValue[] {
  try {
    return toArray(row);
  } catch (error) {
    // Only what is no iterable at all is the writer's business.
    if (!isException(error, "TypeError") || lookup(typeOf(row), "__iter__") !== undefined) throw error;
    throw csvError(`iterable expected, not ${typeOf(row).shown}`);
  }
}

function isNumber(value: PyValue): boolean {
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" || value instanceof PyFloat)
    return true;
  if (!(value instanceof PyObject)) return false;
  return ["__float__", "__int__", "__index__"].some((name) => (lookup(value.cls, name) ?? null) !== null);
}

export const writerType: PyType = defineType("writer", PyCsvWriter, { module: "_csv" });
methods(writerType, {
  "writerow(self, row, /)": (self: PyCsvWriter, row: PyValue) => self.writeRow(row),
  "writerows(self, rows, /)"(self: PyCsvWriter, rows: PyValue) {
    const iterator = iterate(rows);
    for (let row = iterator.next(); row !== undefined; row = iterator.next()) self.writeRow(row);
    return null;
  },
});
members<PyCsvWriter>(writerType, { dialect: (self) => self.dialect });

export function makeWriter(file: PyValue, dialect: PyDialect): PyCsvWriter {
  const write = attributeOr(file, "write", null);
  if (write === null || !(write instanceof PyObject) || lookup(write.cls, "__call__") === undefined)
    throw raise.TypeError('argument 1 must have a "write" method');
  return new PyCsvWriter(write, dialect);
}
