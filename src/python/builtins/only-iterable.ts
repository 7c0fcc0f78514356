/** The arguments of list(), tuple(), set() and frozenset(): an iterable, or nothing. */
import { raise } from "../runtime/raise.ts";
import type { Keywords, PyType, PyValue } from "../runtime/values.ts";

/** The iterable, if any. `keywords` is null where a subclass may take some of its own. */
export function onlyIterable(type: PyType, args: readonly PyValue[], keywords: Keywords | null): PyValue | undefined {
  if (keywords !== null && keywords.size > 0) throw raise.TypeError(`${type.name}() takes no keyword arguments`);
  if (args.length > 1) throw raise.TypeError(`${type.name} expected at most 1 argument, got ${args.length}`);
  return args[0];
}

/** For the `__new__` of immutable types: a subclass with an `__init__` of its own may take keywords. */
export function newArgument(type: PyType, cls: PyType, args: readonly PyValue[], keywords: Keywords): PyValue | undefined {
  return onlyIterable(type, args, cls.proto["t$__init__"] === type.proto["t$__init__"] ? keywords : null);
}
