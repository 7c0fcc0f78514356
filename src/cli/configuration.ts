/**
 * `threadsnake.config.json` in the folder where the program is started: options that hold for every task begun there.
 *
 * Data and never code, since it is read wherever somebody happens to be; what it cannot do is name a key.
 */
import { existsSync } from "node:fs";
import { nearest } from "../python/runtime/nearest.ts";
import { readNamedFile } from "./named-file.ts";
import type { Arguments } from "./options.ts";
import { UsageError } from "./usage-error.ts";

export const CONFIGURATION_FILE = "threadsnake.config.json";

export interface Configuration {
  /** Of less weight than `-m` and THREADSNAKE_MODEL, of more than what is found. */
  model?: { modelId: string; apiBase?: string | undefined } | undefined;
  args: Arguments;
}

type Convert = (value: unknown) => unknown;

const text: Convert = (value) => (typeof value === "string" && value !== "" ? value : undefined);
const number: Convert = (value) => (typeof value === "number" ? String(value) : undefined);
const names: Convert = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === "string") ? value.join(",") : undefined;
const pairs: Convert = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([name, given]) => `${name}=${JSON.stringify(given)}`)
    : undefined;

/** Each field: the option that it is, how it becomes one, and what is wanted. */
const FIELDS: Readonly<Record<string, readonly [option: string, convert: Convert, wanted: string]>> = {
  model: ["model", text, "a text"],
  apiBase: ["api-base", text, "a text"],
  options: ["option", pairs, "an object"],
  agent: ["agent", text, '"code" or "tools"'],
  tools: ["tools", names, "a list of names"],
  imports: ["imports", names, "a list of names"],
  timeout: ["timeout", number, "a number"],
  maxSteps: ["max-steps", number, "a number"],
  approve: ["approve", text, '"code", "tools" or "none"'],
};

/** What the folder's file says, below what the command line says. */
export function configure(args: Arguments): Configuration {
  if (!existsSync(CONFIGURATION_FILE)) return { args };
  const {
    model,
    "api-base": apiBase,
    ...values
  } = readFields(parse(readNamedFile(CONFIGURATION_FILE).toString("utf8")));
  if (typeof model !== "string") {
    if (apiBase !== undefined) throw complaint("apiBase belongs to a model: name it, too");
    return { args: args.withSettings(values) };
  }
  return {
    args: args.withSettings(values),
    model: { modelId: model, apiBase: typeof apiBase === "string" ? apiBase : undefined },
  };
}

function parse(source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw complaint((error as Error).message); // JSON.parse throws nothing else
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw complaint("it is no object");
  return value as Record<string, unknown>;
}

function readFields(given: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(given).map(([name, value]) => {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field === undefined) {
      const near = nearest(name, Object.keys(FIELDS));
      throw complaint(
        `there is no setting ${name}`,
        near === undefined ? `There are ${Object.keys(FIELDS).join(", ")}.` : `Did you mean ${near}?`,
      );
    }
    const [option, convert, wanted] = field;
    const converted = convert(value);
    if (converted === undefined) throw complaint(`${name} is ${wanted}, not ${JSON.stringify(value)}`);
    return [option, converted];
  });
  return Object.fromEntries(values) as Record<string, unknown>;
}

function complaint(message: string, hint?: string): UsageError {
  return new UsageError(`${CONFIGURATION_FILE}: ${message}`, { hint });
}
