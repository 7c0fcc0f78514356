/**
 * A JSON Schema check for what models and tools exchange: the subset of draft 2020-12 that they use, with errors that
 * name the argument, what was expected and what was seen, and with the safe changes of `coerce.ts` that are reported.
 *
 * A schema is walked, never compiled, so nothing here makes code. Unknown keywords are ignored, as the draft says.
 */
import type { JsonSchema } from "../executors/executor.ts";
import { coerceToChoice, coerceToType, UNCHANGED } from "./coerce.ts";
import { describeLiteral, describeSchema, describeValue, jsonTypeOf, typeList } from "./describe.ts";
import { fitsFormat, formatNoun } from "./formats.ts";
import { nearest } from "../python/runtime/nearest.ts";

export interface SchemaIssue {
  /** Where: `filters[0].name`; "" is the value itself. */
  path: string;
  expected: string;
  seen: string;
  message: string;
}

/** A change that was made to a value so that it fits. */
export interface Coercion {
  path: string;
  from: unknown;
  to: unknown;
  message: string;
}

export interface Checked {
  /** The value, changed where it had to be; the given value is never written to. */
  value: unknown;
  issues: SchemaIssue[];
  coercions: Coercion[];
}

export interface CheckOptions {
  /** Whether safe changes are made; true by default. */
  coerce?: boolean | undefined;
  /** What the value is called in messages; "value" by default. */
  name?: string | undefined;
}

/** Checks `value` against `schema`. It fits when `issues` is empty. */
export function checkValue(schema: JsonSchema | boolean, value: unknown, options: CheckOptions = {}): Checked {
  const walk: Walk = {
    root: schema,
    coerce: options.coerce ?? true,
    name: options.name ?? "value",
    issues: [],
    coercions: [],
    depth: 0,
  };
  const result = visit(walk, schema, value, "");
  return { value: result, issues: walk.issues, coercions: walk.coercions };
}

interface Walk {
  root: JsonSchema | boolean;
  coerce: boolean;
  name: string;
  issues: SchemaIssue[];
  coercions: Coercion[];
  depth: number;
}

type Schema = JsonSchema | boolean;

/** Deeper than any honest value; also what stops a `$ref` that leads to itself. */
const MAX_DEPTH = 100;

function visit(walk: Walk, schema: Schema, value: unknown, path: string): unknown {
  if (schema === true) return value;
  if (schema === false) return fail(walk, path, "nothing", value);
  if (walk.depth >= MAX_DEPTH) return fail(walk, path, `nesting of at most ${MAX_DEPTH} levels`, value);
  walk.depth++;
  try {
    let current = value;
    if (typeof schema["$ref"] === "string")
      current = visit(walk, resolveReference(walk.root, schema["$ref"]), current, path);
    const before = walk.issues.length;
    current = checkType(walk, schema, current, path);
    current = checkChoices(walk, schema, current, path);
    // With the wrong type, what the other keywords have to say only confuses.
    if (walk.issues.length > before) return current;
    current = checkContents(walk, schema, current, path);
    checkBounds(walk, schema, current, path);
    return checkCombinations(walk, schema, current, path);
  } finally {
    walk.depth--;
  }
}

function checkType(walk: Walk, schema: JsonSchema, value: unknown, path: string): unknown {
  const types = typeList(schema);
  if (types.length === 0 || types.some((type) => hasType(value, type))) return value;
  if (walk.coerce) {
    for (const type of types) {
      const changed = coerceToType(value, type);
      if (changed === UNCHANGED) continue;
      // A lone value becomes a list only of what the list may hold; what was parsed is checked in its own place below.
      const isWrapped = Array.isArray(changed) && changed[0] === value;
      if (!isWrapped || fitsSilently(walk, schema, changed, true)) return accept(walk, path, value, changed);
    }
  }
  return fail(walk, path, describeSchema(schema), value);
}

function hasType(value: unknown, type: string): boolean {
  const actual = jsonTypeOf(value);
  if (type === actual) return true;
  if (type === "number") return actual === "integer";
  // Words that are not JSON Schema's ("any", "image") promise nothing that could be checked.
  return !JSON_TYPES.has(type);
}

const JSON_TYPES: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean", "array", "object", "null"]);

function checkChoices(walk: Walk, schema: JsonSchema, value: unknown, path: string): unknown {
  const choices: unknown = "const" in schema ? [schema["const"]] : schema["enum"];
  if (!Array.isArray(choices) || choices.some((choice) => isSame(choice, value))) return value;
  if (schema["nullable"] === true && value === null) return value;
  const changed = walk.coerce ? coerceToChoice(value, choices) : UNCHANGED;
  if (changed !== UNCHANGED) return accept(walk, path, value, changed);
  const near =
    typeof value === "string"
      ? nearest(
          value,
          choices.filter((choice) => typeof choice === "string"),
        )
      : undefined;
  return fail(
    walk,
    path,
    describeSchema(schema),
    value,
    near === undefined ? "" : ` Did you mean ${describeLiteral(near)}?`,
  );
}

function checkContents(walk: Walk, schema: JsonSchema, value: unknown, path: string): unknown {
  if (Array.isArray(value)) return checkItems(walk, schema, value, path);
  if (jsonTypeOf(value) === "object") return checkProperties(walk, schema, value as Record<string, unknown>, path);
  return value;
}

function checkItems(walk: Walk, schema: JsonSchema, list: unknown[], path: string): unknown {
  const prefix = Array.isArray(schema["prefixItems"]) ? (schema["prefixItems"] as Schema[]) : [];
  const rest = schema["items"] as Schema | undefined;
  if (prefix.length === 0 && rest === undefined) return list;
  if (rest === false && list.length > prefix.length) return fail(walk, path, `at most ${prefix.length} items`, list);
  let result = list;
  for (let index = 0; index < list.length; index++) {
    const itemSchema = prefix[index] ?? rest;
    if (itemSchema === undefined) break;
    const checked = visit(walk, itemSchema, list[index], `${path}[${index}]`);
    if (checked === list[index]) continue;
    if (result === list) result = [...list];
    result[index] = checked;
  }
  return result;
}

function checkProperties(walk: Walk, schema: JsonSchema, object: Record<string, unknown>, path: string): unknown {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const patterns = Object.entries((schema["patternProperties"] ?? {}) as Record<string, Schema>);
  const rest = schema["additionalProperties"] as Schema | undefined;
  let result = object;
  for (const [key, value] of Object.entries(object)) {
    const matching = patterns
      .filter(([pattern]) => matchesPattern(pattern, key))
      .map(([, patternSchema]) => patternSchema);
    if (Object.hasOwn(properties, key)) matching.unshift(properties[key] ?? true);
    if (matching.length === 0 && rest === false) {
      reportUnknown(walk, join(path, key), key, value, Object.keys(properties));
      continue;
    }
    if (matching.length === 0 && rest !== undefined) matching.push(rest);
    const checked = matching.reduce<unknown>((current, one) => visit(walk, one, current, join(path, key)), value);
    if (checked === value) continue;
    if (result === object) result = Object.assign(Object.create(null) as Record<string, unknown>, object);
    result[key] = checked;
  }
  checkRequired(walk, schema, object, path);
  return result;
}

function checkRequired(walk: Walk, schema: JsonSchema, object: Record<string, unknown>, path: string): void {
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  for (const key of required) {
    if (Object.hasOwn(object, key)) continue;
    const expected = describeSchema(properties[key] ?? true);
    report(walk, {
      path: join(path, key),
      expected,
      seen: "nothing",
      message: `Argument '${join(path, key)}' is missing: it should be ${expected}.`,
    });
  }
  const dependent = (schema["dependentRequired"] ?? {}) as Record<string, string[]>;
  for (const [key, others] of Object.entries(dependent)) {
    if (!Object.hasOwn(object, key)) continue;
    for (const other of others) {
      if (Object.hasOwn(object, other)) continue;
      const message = `Argument '${join(path, other)}' is missing: it is needed when '${join(path, key)}' is given.`;
      report(walk, { path: join(path, other), expected: "a value", seen: "nothing", message });
    }
  }
}

type Measure = (value: unknown) => number | bigint | undefined;
type Holds = (size: number | bigint, bound: number) => boolean;

const isAtLeast: Holds = (size, bound) => size >= bound;
const isAtMost: Holds = (size, bound) => size <= bound;

/** One row per keyword that bounds a value: the measure it reads, what it demands, how it is said. */
const BOUNDS: ReadonlyArray<readonly [keyword: string, measure: Measure, holds: Holds, say: string]> = [
  ["minimum", quantity, isAtLeast, "at least #"],
  ["maximum", quantity, isAtMost, "at most #"],
  ["exclusiveMinimum", quantity, (size, bound) => size > bound, "more than #"],
  ["exclusiveMaximum", quantity, (size, bound) => size < bound, "less than #"],
  ["multipleOf", quantity, isMultiple, "a multiple of #"],
  ["minLength", characters, isAtLeast, "a string of at least # characters"],
  ["maxLength", characters, isAtMost, "a string of at most # characters"],
  ["minItems", items, isAtLeast, "an array of at least # items"],
  ["maxItems", items, isAtMost, "an array of at most # items"],
  ["minProperties", keys, isAtLeast, "an object of at least # keys"],
  ["maxProperties", keys, isAtMost, "an object of at most # keys"],
];

function checkBounds(walk: Walk, schema: JsonSchema, value: unknown, path: string): void {
  for (const [keyword, measure, holds, say] of BOUNDS) {
    const bound = schema[keyword];
    if (typeof bound !== "number") continue;
    const size = measure(value);
    if (size !== undefined && !holds(size, bound)) fail(walk, path, say.replace("#", String(bound)), value);
  }
  if (
    schema["uniqueItems"] === true &&
    Array.isArray(value) &&
    new Set(value.map((item) => JSON.stringify(plain(item)))).size < value.length
  ) {
    fail(walk, path, "an array without repeated items", value);
  }
  if (typeof value !== "string") return;
  if (typeof schema["pattern"] === "string" && !matchesPattern(schema["pattern"], value)) {
    fail(walk, path, `a string matching the pattern ${schema["pattern"]}`, value);
  }
  if (typeof schema["format"] === "string" && !fitsFormat(schema["format"], value))
    fail(walk, path, formatNoun(schema["format"]), value);
}

function quantity(value: unknown): number | bigint | undefined {
  return typeof value === "number" || typeof value === "bigint" ? value : undefined;
}

function characters(value: unknown): number | undefined {
  return typeof value === "string" ? [...value].length : undefined;
}

function items(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function keys(value: unknown): number | undefined {
  return jsonTypeOf(value) === "object" ? Object.keys(value as object).length : undefined;
}

function isMultiple(size: number | bigint, bound: number): boolean {
  const ratio = Number(size) / bound;
  // 0.3 is a multiple of 0.1 to everybody but binary fractions.
  return Math.abs(ratio - Math.round(ratio)) <= 1e-9 * Math.max(1, Math.abs(ratio));
}

function checkCombinations(walk: Walk, schema: JsonSchema, value: unknown, path: string): unknown {
  let current = value;
  for (const branch of (schema["allOf"] ?? []) as Schema[]) current = visit(walk, branch, current, path);
  const union = (schema["anyOf"] ?? schema["oneOf"]) as Schema[] | undefined;
  if (union !== undefined) current = checkUnion(walk, schema, union, current, path);
  if (schema["not"] !== undefined && fitsSilently(walk, schema["not"] as Schema, current)) {
    fail(walk, path, `anything but ${describeSchema(schema["not"] as Schema)}`, current);
  }
  if (schema["if"] !== undefined) {
    const next = fitsSilently(walk, schema["if"] as Schema, current) ? schema["then"] : schema["else"];
    if (next !== undefined) current = visit(walk, next as Schema, current, path);
  }
  return current;
}

/** As it is in any branch first, then changed; of several errors, those of the branch that came closest. */
function checkUnion(walk: Walk, schema: JsonSchema, branches: Schema[], value: unknown, path: string): unknown {
  const exact = branches.filter((branch) => fitsSilently(walk, branch, value));
  if (exact.length > 1 && schema["oneOf"] !== undefined)
    return fail(walk, path, "a value that fits exactly one of the alternatives", value);
  if (exact.length > 0) return value;
  let closest: Walk | undefined;
  for (const branch of branches) {
    const trial: Walk = { ...walk, issues: [], coercions: [] };
    const changed = visit(trial, branch, value, path);
    if (trial.issues.length === 0) {
      walk.coercions.push(...trial.coercions);
      return changed;
    }
    if (isDeeper(trial, path) && (closest === undefined || trial.issues.length < closest.issues.length))
      closest = trial;
  }
  if (closest === undefined)
    return fail(walk, path, describeSchema({ anyOf: branches.map((branch) => dereferenced(walk, branch)) }), value);
  walk.issues.push(...closest.issues);
  return value;
}

/** The branch had the right type, and something inside it was wrong. */
function isDeeper(trial: Walk, path: string): boolean {
  return trial.issues.every((issue) => issue.path.length > path.length);
}

function dereferenced(walk: Walk, schema: Schema): Schema {
  return typeof schema === "object" && typeof schema["$ref"] === "string"
    ? resolveReference(walk.root, schema["$ref"])
    : schema;
}

function fitsSilently(walk: Walk, schema: Schema, value: unknown, coerce = false): boolean {
  const trial: Walk = { ...walk, coerce, issues: [], coercions: [] };
  visit(trial, schema, value, "");
  return trial.issues.length === 0;
}

/** A local reference: `#`, `#/$defs/Name`, any JSON pointer into the same document. */
export function resolveReference(root: JsonSchema | boolean, reference: string): JsonSchema | boolean {
  let current: unknown = root;
  if (reference !== "#" && !reference.startsWith("#/")) return true;
  for (const part of reference === "#" ? [] : reference.slice(2).split("/")) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return true;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === "boolean" || (typeof current === "object" && current !== null)
    ? (current as JsonSchema | boolean)
    : true;
}

function fail(walk: Walk, path: string, expected: string, value: unknown, hint = ""): unknown {
  const seen = describeValue(value);
  report(walk, {
    path,
    expected,
    seen,
    message: `${subject(walk, path)} should be ${expected}, but it is ${seen}.${hint}`,
  });
  return value;
}

function reportUnknown(walk: Walk, path: string, key: string, value: unknown, known: string[]): void {
  const near = nearest(key, known);
  const hint =
    near === undefined ? (known.length === 0 ? "" : ` Known: ${known.join(", ")}.`) : ` Did you mean '${near}'?`;
  report(walk, {
    path,
    expected: "no such argument",
    seen: describeValue(value),
    message: `Argument '${path}' is not known.${hint}`,
  });
}

function report(walk: Walk, issue: SchemaIssue): void {
  if (walk.issues.length < 20) walk.issues.push(issue);
}

function accept(walk: Walk, path: string, from: unknown, to: unknown): unknown {
  walk.coercions.push({
    path,
    from,
    to,
    message: `${subject(walk, path)} was ${describeValue(from)} and was taken as ${describeValue(to)}.`,
  });
  return to;
}

function subject(walk: Walk, path: string): string {
  return path === "" ? `The ${walk.name}` : `Argument '${path}'`;
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function matchesPattern(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    try {
      return new RegExp(pattern).test(text);
    } catch {
      // Written for another regular expression language: it says nothing that we could check.
      return true;
    }
  }
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof right === "bigint" || typeof left === "bigint")
    return String(left) === String(right) && typeof left !== "string" && typeof right !== "string";
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  return JSON.stringify(plain(left)) === JSON.stringify(plain(right));
}

/** Keys sorted and bigints written out, so that equal values have equal texts. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return value.map(plain);
  if (jsonTypeOf(value) !== "object") return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, plain(item)]),
  );
}
