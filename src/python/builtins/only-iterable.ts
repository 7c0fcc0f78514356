/** The arguments of list(), tuple(), set() and frozenset(): an iterable, or nothing. */
import { raise } from "../runtime/raise.ts";
import type { Keywords, PyValue } from "../runtime/values.ts";

/** The iterable, if any. */
export function onlyIterable(name: string, args: readonly PyValue[]): PyValue | undefined {
  if (args.length > 1) throw raise.TypeError(`${name} expected at most 1 argument, got ${args.length}`);
  return args[0];
}

export function refuseKeywords(name: string, keywords: Keywords): void {
  if (keywords.size > 0) throw raise.TypeError(`${name}() takes no keyword arguments`);
}
