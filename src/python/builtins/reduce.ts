/** `__reduce_ex__`: how copy and pickle take an object apart. */
import { attributeOr, findAttribute } from "../runtime/attributes.ts";
import { call } from "../runtime/call.ts";
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
  const newArgsEx = findAttribute(self, "__getnewargs_ex__"),
    newArgs = findAttribute(self, "__getnewargs__");
  let maker: PyValue, args: PyValue[];
  if (newArgsEx !== undefined) {
    const pair = call(newArgsEx, []);
    if (!(pair instanceof PyTuple) || pair.items.length !== 2)
      throw raise.TypeError(`__getnewargs_ex__ should return a tuple of length 2, not ${typeOf(pair).shown}`);
    maker = copyreg("__newobj_ex__");
    args = [type, pair.items[0] as PyValue, pair.items[1] as PyValue];
  } else {
    const given = newArgs === undefined ? new PyTuple() : call(newArgs, []);
    if (!(given instanceof PyTuple))
      throw raise.TypeError(`__getnewargs__ should return a tuple, not '${typeOf(given).shown}'`);
    maker = copyreg("__newobj__");
    args = [type, ...given.items];
  }
  const getState = attributeOr(self, "__getstate__", undefined);
  const state = getState === undefined ? null : call(getState, []);
  const listItems = isSubtype(type, listType)
    ? (iterate(new PyList([...(self as PyList).items])) as unknown as PyValue)
    : null;
  const dictItems =
    self instanceof PyDict ? (iterate(call(findAttribute(self, "items") as PyValue, [])) as unknown as PyValue) : null;
  return new PyTuple([maker, new PyTuple(args), state, listItems, dictItems]);
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
