/** Options as they come from a program that no compiler has checked. */
import { OptionError } from "../errors.ts";
import { nearest } from "./runtime/nearest.ts";

/** Limits that may be nothing at all. */
const MAY_BE_ZERO: ReadonlySet<string> = new Set(["outputBytes", "hostCalls"]);

/** The limits given, over the defaults; throws for a name that is no limit and for what is no amount. */
export function completeLimits<T extends object>(
  given: { [K in keyof T]?: T[K] | undefined } | undefined,
  defaults: T,
): T {
  const names = Object.keys(defaults);
  const limits = { ...defaults };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!names.includes(name)) {
      const near = nearest(name, names);
      throw new OptionError(`there is no limit named ${JSON.stringify(name)}`, {
        hint: `${near === undefined ? "" : `Did you mean ${near}? `}The limits are ${names.join(", ")}.`,
      });
    }
    if (value === undefined) continue;
    const isAmount = typeof value === "number" && (value > 0 || (value === 0 && MAY_BE_ZERO.has(name)));
    if (!isAmount)
      throw new OptionError(`the limit ${name} must be a number above 0, not ${String(value)}`, {
        hint: "Leave it out for the default; Infinity sets no limit.",
      });
    Object.assign(limits, { [name]: value });
  }
  return limits;
}

export function checkSource(code: unknown): asserts code is string {
  if (typeof code !== "string")
    throw new OptionError(`the code to run must be a string, not ${code === null ? "null" : typeof code}`);
}
