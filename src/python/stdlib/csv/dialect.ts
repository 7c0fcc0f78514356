/** `csv.Dialect` as reader and writer use it: settings that were checked. */
import { attributeOr } from "../../runtime/attributes.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { defineException } from "../../runtime/exceptions.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { makeException, raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type Keywords, type PyException, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";

export const QUOTE_MINIMAL = 0,
  QUOTE_ALL = 1,
  QUOTE_NONNUMERIC = 2,
  QUOTE_NONE = 3;

export const errorType: PyType = defineException("Error", "_csv");

export function csvError(message: string): PyException {
  return makeException(errorType, [message]);
}

export interface DialectSettings {
  readonly delimiter: string;
  readonly doublequote: boolean;
  readonly escapechar: string | null;
  readonly lineterminator: string;
  readonly quotechar: string | null;
  readonly quoting: number;
  readonly skipinitialspace: boolean;
  readonly strict: boolean;
}

export class PyDialect extends PyObject {
  readonly settings: DialectSettings;
  constructor(settings: DialectSettings) {
    super();
    this.settings = settings;
  }
}
export const dialectType: PyType = defineType("Dialect", PyDialect, { module: "_csv" });

const NAMES = [
  "delimiter",
  "doublequote",
  "escapechar",
  "lineterminator",
  "quotechar",
  "quoting",
  "skipinitialspace",
  "strict",
] as const;

/** The registered dialects and the limit of a field, of one interpreter. */
export class CsvState {
  readonly dialects: Map<string, PyDialect> = new Map();
  fieldLimit = 131_072;
}
const STATE = "csv";
export function csvState(): CsvState {
  const { moduleState } = current.interpreter;
  let state = moduleState.get(STATE) as CsvState | undefined;
  if (state === undefined) moduleState.set(STATE, (state = new CsvState()));
  return state;
}

function oneCharacter(
  name: string,
  value: PyValue | undefined,
  fallback: string | null,
  isOptional: boolean,
): string | null {
  if (value === undefined) return fallback;
  if (value === null && isOptional) return null;
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`"${name}" must be string${isOptional ? " or None" : ""}, not ${typeOf(value).shown}`);
  if (codePointLength(text) !== 1) throw raise.TypeError(`"${name}" must be a 1-character string`);
  return text;
}

function readTerminator(value: PyValue | undefined): string {
  if (value === undefined) return "\r\n";
  if (value === null) throw raise.TypeError("lineterminator must be set");
  const text = asString(value);
  if (text === undefined) throw raise.TypeError('"lineterminator" must be a string');
  return text;
}

function readQuoting(value: PyValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const quoting = typeof value === "boolean" ? undefined : asInt(value);
  if (quoting === undefined) throw raise.TypeError('"quoting" must be an integer');
  if (quoting < 0 || quoting > 3) throw raise.TypeError('bad "quoting" value');
  return Number(quoting);
}

/** A dialect from a name, an object with settings, and keywords that override them. */
export function toDialect(dialect: PyValue | undefined, keywords: Keywords): PyDialect {
  const base = asString(dialect ?? null) === undefined ? dialect : getDialect(dialect as PyValue);
  if (base instanceof PyDialect && keywords.size === 0) return base;
  const given = new Map<string, PyValue>();
  for (const name of keywords.keys()) {
    if (!(NAMES as readonly string[]).includes(name))
      throw raise.TypeError(`'${name}' is an invalid keyword argument for this function`);
  }
  for (const name of NAMES) {
    const value =
      keywords.get(name) ??
      (keywords.has(name)
        ? null
        : base === undefined || base === null
          ? undefined
          : attributeOr(base, name, undefined));
    if (value !== undefined) given.set(name, value);
  }
  const delimiter = oneCharacter("delimiter", given.get("delimiter"), ",", false) as string;
  const truth = (name: string, fallback: boolean): boolean => {
    const value = given.get(name);
    return value === undefined ? fallback : isTrue(value);
  };
  const doublequote = truth("doublequote", true);
  const escapechar = oneCharacter("escapechar", given.get("escapechar"), null, true);
  const lineterminator = readTerminator(given.get("lineterminator"));
  const quotechar = oneCharacter("quotechar", given.get("quotechar"), '"', true);
  // Without a quote character nothing can be quoted, and nobody needs to say so twice.
  const quoting = readQuoting(given.get("quoting")) ?? QUOTE_MINIMAL;
  const hasNoQuotes = given.has("quotechar") && quotechar === null && !given.has("quoting");
  if (quoting !== QUOTE_NONE && quotechar === null && !hasNoQuotes)
    throw raise.TypeError("quotechar must be set if quoting enabled");
  return new PyDialect({
    delimiter,
    doublequote,
    escapechar,
    lineterminator,
    quotechar,
    quoting: hasNoQuotes ? QUOTE_NONE : quoting,
    skipinitialspace: truth("skipinitialspace", false),
    strict: truth("strict", false),
  });
}

export function getDialect(name: PyValue): PyDialect {
  const found = csvState().dialects.get(asString(name) ?? "");
  if (found === undefined) throw csvError("unknown dialect");
  return found;
}

constructor(
  dialectType,
  "(cls, dialect=..., **kwargs)",
  (_cls: PyType, dialect: PyValue | undefined, keywords: Keywords) => toDialect(dialect, keywords),
);

attributes<PyDialect>(
  dialectType,
  Object.fromEntries(NAMES.map((name) => [name, (self: PyDialect) => self.settings[name]])),
);
methods(dialectType, {
  "__reduce_ex__(self, protocol, /)": () => {
    throw raise.TypeError("cannot pickle 'Dialect' instances");
  },
});
