/** `csv.reader`: an iterator of rows over an iterable of lines. */
import { members, methods } from "../../runtime/define.ts";
import { defineIterator, iterate, PyNativeIterator } from "../../runtime/iterate.ts";
import { allocate, spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyFloat, type PyIterator, PyList, type PyType, type PyValue } from "../../runtime/values.ts";
import { toFloat } from "../../builtins/numbers.ts";
import { csvError, csvState, type PyDialect, QUOTE_NONE, QUOTE_NONNUMERIC } from "./dialect.ts";

/** Where in a record the reader is, between two characters. */
type Place =
  | "record"
  | "field-start"
  | "escaped"
  | "field"
  | "quoted"
  | "escaped-in-quoted"
  | "after-quote"
  | "newline"
  | "escaped-newline";

export class PyCsvReader extends PyNativeIterator {
  readonly dialect: PyDialect;
  lineNumber = 0;
  readonly #lines: PyIterator;
  #place: Place = "record";
  #row: PyValue[] = [];
  #field = "";
  #isNumeric = false;

  constructor(lines: PyIterator, dialect: PyDialect) {
    super();
    this.#lines = lines;
    this.dialect = dialect;
  }

  next(): PyValue | undefined {
    this.#place = "record";
    this.#row = [];
    this.#field = "";
    this.#isNumeric = false;
    for (;;) {
      const value = this.#lines.next();
      if (value === undefined) return this.#atEnd();
      const line = asString(value);
      if (line === undefined)
        throw csvError(
          `iterator should return strings, not ${typeOf(value).shown} (the file should be opened in text mode)`,
        );
      this.lineNumber++;
      spend(1 + (line.length >> 3));
      allocate(line.length * 4);
      if (this.#place === "record") {
        const row = this.#splitPlain(line);
        if (row !== undefined) return row;
      }
      for (const character of line) this.#take(character);
      this.#take("");
      if (this.#place === "record") return new PyList(this.#row);
    }
  }

  #atEnd(): PyValue | undefined {
    if (this.#field !== "" || this.#place === "quoted") {
      if (this.dialect.settings.strict) throw csvError("unexpected end of data");
      this.#save();
      return new PyList(this.#row);
    }
    return this.#row.length > 0 ? new PyList(this.#row) : undefined;
  }

  /** Fast path: a line without quotes and escapes is split at once, 10x; undefined when it needs a closer look. */
  #splitPlain(line: string): PyValue | undefined {
    const { delimiter, quotechar, escapechar, quoting, skipinitialspace } = this.dialect.settings;
    if (quoting === QUOTE_NONNUMERIC || skipinitialspace) return undefined;
    if ((quotechar !== null && line.includes(quotechar)) || (escapechar !== null && line.includes(escapechar)))
      return undefined;
    let end = line.length;
    if (line.charCodeAt(end - 1) === 10) end--;
    if (line.charCodeAt(end - 1) === 13) end--;
    const text = end === line.length ? line : line.slice(0, end);
    if (text.includes("\n") || text.includes("\r") || delimiter === "\n" || delimiter === "\r") return undefined;
    if (text === "") return new PyList([]);
    if (text.length > csvState().fieldLimit) return undefined;
    const fields = text.split(delimiter);
    spend(fields.length >> 3);
    return new PyList(fields);
  }

  #save(): void {
    const field = this.#field;
    this.#field = "";
    if (this.#isNumeric) {
      this.#isNumeric = false;
      this.#row.push(new PyFloat(toFloat(field)));
    } else this.#row.push(field);
  }

  #add(character: string): void {
    if (this.#field.length >= csvState().fieldLimit)
      throw csvError(`field larger than field limit (${csvState().fieldLimit})`);
    this.#field += character;
  }

  /** One character; "" is the end of the line. */
  #take(character: string): void {
    const { quotechar, escapechar, doublequote, quoting, strict } = this.dialect.settings;
    switch (this.#place) {
      case "record":
        if (character === "") return;
        if (character === "\n" || character === "\r") {
          this.#place = "newline";
          return;
        }
        this.#startField(character);
        return;
      case "field-start":
        this.#startField(character);
        return;
      case "escaped":
        if (character === "\n" || character === "\r") {
          this.#add(character);
          this.#place = "escaped-newline";
          return;
        }
        this.#add(character === "" ? "\n" : character);
        this.#place = "field";
        return;
      case "escaped-newline":
        if (character === "") return;
        this.#inField(character);
        return;
      case "field":
        this.#inField(character);
        return;
      case "quoted":
        if (character === "") return;
        if (character === escapechar) this.#place = "escaped-in-quoted";
        else if (character === quotechar && quoting !== QUOTE_NONE) this.#place = doublequote ? "after-quote" : "field";
        else this.#add(character);
        return;
      case "escaped-in-quoted":
        this.#add(character === "" ? "\n" : character);
        this.#place = "quoted";
        return;
      case "after-quote":
        if (quoting !== QUOTE_NONE && character === quotechar) {
          this.#add(character);
          this.#place = "quoted";
        } else if (!this.#endsField(character)) {
          if (strict) throw csvError(`'${this.dialect.settings.delimiter}' expected after '${quotechar ?? ""}'`);
          this.#add(character);
          this.#place = "field";
        }
        return;
      case "newline":
        if (character === "\n" || character === "\r") return;
        if (character !== "")
          throw csvError(
            "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?",
          );
        this.#place = "record";
    }
  }

  /** Whether the character ends the field, which is then saved. */
  #endsField(character: string): boolean {
    if (character === "") {
      this.#save();
      this.#place = "record";
    } else if (character === "\n" || character === "\r") {
      this.#save();
      this.#place = "newline";
    } else if (character === this.dialect.settings.delimiter) {
      this.#save();
      this.#place = "field-start";
    } else return false;
    return true;
  }

  #startField(character: string): void {
    const { quotechar, escapechar, quoting, skipinitialspace } = this.dialect.settings;
    if (this.#endsField(character)) return;
    if (character === quotechar && quoting !== QUOTE_NONE) this.#place = "quoted";
    else if (character === escapechar) this.#place = "escaped";
    else if (character === " " && skipinitialspace) this.#place = "field-start";
    else {
      if (quoting === QUOTE_NONNUMERIC) this.#isNumeric = true;
      this.#add(character);
      this.#place = "field";
    }
  }

  #inField(character: string): void {
    if (this.#endsField(character)) return;
    if (character === this.dialect.settings.escapechar) this.#place = "escaped";
    else {
      this.#add(character);
      this.#place = "field";
    }
  }
}

export const readerType: PyType = defineIterator("reader", PyCsvReader, "_csv");
methods(readerType, {
  "__reduce_ex__(self, protocol, /)": () => {
    throw raise.TypeError("cannot pickle '_csv.reader' object");
  },
});
members<PyCsvReader>(readerType, { line_num: (self) => self.lineNumber, dialect: (self) => self.dialect });

export function makeReader(lines: PyValue, dialect: PyDialect): PyCsvReader {
  return new PyCsvReader(iterate(lines), dialect);
}
