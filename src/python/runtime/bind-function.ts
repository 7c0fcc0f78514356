/** Binding of arguments to the parameters of a Python function, with CPython's errors. */
import { PyDict } from "./dict.ts";
import { raise } from "./raise.ts";
import { type Keywords, type PyFunction, PyTuple, type PyValue } from "./values.ts";

/** What counts of a function here: built-ins that CPython writes in Python have as much. */
export interface Callee extends Pick<PyFunction, "qualname" | "defaults" | "keywordDefaults"> {
  readonly code: { readonly fields: Fields };
}
type Fields = Pick<
  PyFunction["code"]["fields"],
  "parameters" | "positionalOnlyCount" | "positionalCount" | "keywordOnlyCount" | "hasVarArgs" | "hasVarKeywords"
>;

/** The JavaScript arguments for a call: one per parameter, *args as tuple, **kwargs as dict. */
export function bindFunction(f: Callee, args: readonly PyValue[], keywords: Keywords | null): (PyValue | undefined)[] {
  const { parameters, positionalOnlyCount, positionalCount, keywordOnlyCount, hasVarArgs, hasVarKeywords } =
    f.code.fields;
  const named = positionalCount + keywordOnlyCount;
  const values: (PyValue | undefined)[] = new Array<PyValue | undefined>(named).fill(undefined);
  const count = Math.min(args.length, positionalCount);
  for (let i = 0; i < count; i++) values[i] = args[i];
  const rest = hasVarArgs ? new PyTuple(args.slice(positionalCount)) : undefined;
  const extra = hasVarKeywords ? new PyDict() : undefined;
  if (keywords !== null) bindKeywords(f, keywords, values, extra, positionalOnlyCount, named);
  if (args.length > positionalCount && !hasVarArgs) tooManyPositional(f, args.length, values);
  const defaults = f.defaults;
  const firstDefault = positionalCount - (defaults?.length ?? 0);
  let missing: string[] | null = null;
  for (let i = count; i < positionalCount; i++) {
    if (values[i] !== undefined) continue;
    const value = i >= firstDefault ? defaults?.[i - firstDefault] : undefined;
    if (value === undefined) (missing ??= []).push(parameters[i] as string);
    else values[i] = value;
  }
  if (missing !== null) missingArguments(f, missing, "positional");
  for (let i = positionalCount; i < named; i++) {
    if (values[i] !== undefined) continue;
    const value = f.keywordDefaults?.get(parameters[i] as string);
    if (value === undefined) (missing ??= []).push(parameters[i] as string);
    else values[i] = value;
  }
  if (missing !== null) missingArguments(f, missing, "keyword-only");
  if (rest !== undefined) values.push(rest);
  if (extra !== undefined) values.push(extra);
  return values;
}

function bindKeywords(
  f: Callee,
  keywords: Keywords,
  values: (PyValue | undefined)[],
  extra: PyDict | undefined,
  positionalOnlyCount: number,
  named: number,
): void {
  const { parameters } = f.code.fields;
  for (const [key, value] of keywords) {
    let index = parameters.indexOf(key, positionalOnlyCount);
    if (index >= named) index = -1;
    if (index >= 0) {
      if (values[index] !== undefined)
        throw raise.TypeError(`${f.qualname}() got multiple values for argument '${key}'`);
      values[index] = value;
    } else if (extra !== undefined) extra.setString(key, value);
    else {
      const wrong = parameters.slice(0, positionalOnlyCount).filter((name) => keywords.has(name));
      throw raise.TypeError(
        wrong.length > 0
          ? `${f.qualname}() got some positional-only arguments passed as keyword arguments: '${wrong.join(", ")}'`
          : `${f.qualname}() got an unexpected keyword argument '${key}'`,
      );
    }
  }
}

function tooManyPositional(f: Callee, given: number, values: (PyValue | undefined)[]): never {
  const { positionalCount, keywordOnlyCount } = f.code.fields;
  const defaults = f.defaults?.length ?? 0;
  const least = positionalCount - defaults;
  let keywordGiven = 0;
  for (let i = positionalCount; i < positionalCount + keywordOnlyCount; i++)
    if (values[i] !== undefined) keywordGiven++;
  const takes =
    defaults > 0
      ? `from ${least} to ${positionalCount} positional arguments`
      : `${positionalCount} positional argument${positionalCount === 1 ? "" : "s"}`;
  const were =
    keywordGiven > 0
      ? `${given} positional argument${given === 1 ? "" : "s"} (and ${keywordGiven} keyword-only argument${keywordGiven === 1 ? "" : "s"}) were given`
      : `${given} ${given === 1 ? "was" : "were"} given`;
  throw raise.TypeError(`${f.qualname}() takes ${takes} but ${were}`);
}

function missingArguments(f: Callee, names: readonly string[], kind: string): never {
  const quoted = names.map((name) => `'${name}'`);
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? quoted.join(" and ")
        : `${quoted.slice(0, -1).join(", ")}, and ${quoted[quoted.length - 1]}`;
  throw raise.TypeError(
    `${f.qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? "" : "s"}: ${list}`,
  );
}
