/** `__reduce_ex__`: how copy and pickle take an object apart. */
import { attributeOr, findAttribute } from "../runtime/attributes.ts";
import { call, callDunder } from "../runtime/call.ts";
import { PyDict } from "../runtime/dict.ts";
import { importTrusted } from "../runtime/modules.ts";
import { raise } from "../runtime/raise.ts";
import { current } from "../runtime/state.ts";
import { listType, typeOf } from "../runtime/type-table.ts";
import { isSubtype } from "../runtime/types.ts";
import { PyList, PyObject, PyTuple, type PyValue } from "../runtime/values.ts";
import { iterate } from "../runtime/iterate.ts";

/** `(copyreg.__newobj__, (cls, *args), state, listitems, dictitems)` for protocol 2 and above. */
export function copyregReduce(self: PyValue, protocol: number): PyValue {
  const type = typeOf(self);
  if (UNPICKLABLE.has(type.name) && !type.isHeap) throw raise.TypeError(`cannot pickle '${type.name}' object`);
  if (protocol < 2) return call(copyreg("_reduce_ex"), [self, protocol]);
  if (!(self instanceof PyObject)) return new PyTuple([copyreg("__newobj__"), new PyTuple([type, self])]);
  const given = newArguments(self);
  const [maker, args] =
    given.keywords.size > 0
      ? [copyreg("__newobj_ex__"), [type, given.args, given.keywords]]
      : [copyreg("__newobj__"), [type, ...given.args.items]];
  const getState = attributeOr(self, "__getstate__", undefined);
  const state = getState === undefined ? null : call(getState, []);
  const listItems = isSubtype(type, listType)
    ? (iterate(new PyList([...(self as PyList).items])) as unknown as PyValue)
    : null;
  const dictItems =
    self instanceof PyDict ? (iterate(call(findAttribute(self, "items") as PyValue, [])) as unknown as PyValue) : null;
  return new PyTuple([maker, new PyTuple(args), state, listItems, dictItems]);
}

/** What `__new__` is to be given, by the class's `__getnewargs_ex__` or `__getnewargs__`. */
function newArguments(self: PyObject): { args: PyTuple; keywords: PyDict } {
  const pair = callDunder(self, "__getnewargs_ex__");
  if (pair !== undefined) {
    if (!(pair instanceof PyTuple))
      throw raise.TypeError(`__getnewargs_ex__ should return a tuple, not '${typeOf(pair).shown}'`);
    const [args, keywords] = pair.items;
    if (pair.items.length !== 2)
      throw raise.ValueError(`__getnewargs_ex__ should return a tuple of length 2, not ${pair.items.length}`);
    const wrong = (which: string, kind: string, item: PyValue = null): PyObject =>
      raise.TypeError(
        `${which} item of the tuple returned by __getnewargs_ex__ must be a ${kind}, not '${typeOf(item).shown}'`,
      );
    if (!(args instanceof PyTuple)) throw wrong("first", "tuple", args);
    if (!(keywords instanceof PyDict)) throw wrong("second", "dict", keywords);
    return { args, keywords };
  }
  const args = callDunder(self, "__getnewargs__") ?? new PyTuple();
  if (!(args instanceof PyTuple))
    throw raise.TypeError(`__getnewargs__ should return a tuple, not '${typeOf(args).shown}'`);
  return { args, keywords: new PyDict() };
}

const UNPICKLABLE = new Set([
  "generator",
  "coroutine",
  "async_generator",
  "module",
  "frame",
  "traceback",
  "code",
  "cell",
  "memoryview",
  "dict_keys",
  "dict_values",
  "dict_items",
  "getset_descriptor",
  "member_descriptor",
  "mappingproxy",
  "staticmethod",
  "classmethod",
  "property",
  "super",
]);

function copyreg(name: string): PyValue {
  return importTrusted(current.interpreter, "copyreg").globals.getString(name) as PyValue;
}
