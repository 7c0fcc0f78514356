/** `collections.abc.Callable[[int], str]`: an alias whose first arguments are shown as a list. */
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { raise } from "../../runtime/raise.ts";
import { toStr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { Ellipsis, PyList, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { argumentRepr, collectParameters, genericAliasType, PyGenericAlias } from "../../builtins/generic-alias.ts";
import { paid } from "../../runtime/limits.ts";

export class PyCallableAlias extends PyGenericAlias {}

export const callableAliasType: PyType = defineType("_CallableGenericAlias", PyCallableAlias, {
  base: genericAliasType,
  isPython: true,
  module: "collections.abc",
});

/** What may stand in place of the list of argument types: `...`, a ParamSpec, `Concatenate[...]`. */
export function isParameterExpression(value: PyValue): boolean {
  if (value === Ellipsis || value instanceof PyList || value instanceof PyTuple) return true;
  const { name } = typeOf(value);
  return name === "ParamSpec" || name === "_ConcatenateGenericAlias";
}

export function callableAlias(origin: PyValue, args: PyValue): PyCallableAlias {
  if (!(args instanceof PyTuple) || args.items.length !== 2)
    throw raise.TypeError("Callable must be used as Callable[[arg, ...], result].");
  const [parameters, result] = args.items as [PyValue, PyValue];
  if (parameters instanceof PyList || parameters instanceof PyTuple)
    return new PyCallableAlias(origin, new PyTuple([...parameters.items, result]));
  if (!isParameterExpression(parameters)) {
    throw raise.TypeError(`Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got ${toStr(parameters)}`);
  }
  return new PyCallableAlias(origin, args);
}

/** Whether the arguments are shown as they stand: `Callable[..., int]`, `Callable[P, int]`. */
function isWhole(args: readonly PyValue[]): boolean {
  return args.length === 2 && isParameterExpression(args[0] as PyValue);
}

PyCallableAlias.prototype.getItem = function getItem(this: PyCallableAlias, key: PyValue): PyValue {
  let given = key instanceof PyTuple ? key : new PyTuple([key]);
  const parameters = collectParameters(this.args.items);
  const [first] = given.items;
  // With one ParamSpec alone, C[int, str] is C[[int, str]].
  if (
    parameters.length === 1 &&
    isParameterExpression(parameters[0] as PyValue) &&
    first !== undefined &&
    !isParameterExpression(first)
  ) {
    given = new PyTuple([given]);
  }
  const { items } = (PyGenericAlias.prototype.getItem.call(this, given) as PyGenericAlias).args;
  const [head] = items;
  if (head instanceof PyTuple || head instanceof PyList) return callableAlias(this.origin, new PyTuple(items));
  return callableAlias(
    this.origin,
    new PyTuple([new PyTuple(paid(items).slice(0, -1)), items[items.length - 1] as PyValue]),
  );
};

constructor(callableAliasType, "(cls, origin, args, /)", (_cls: PyType, origin: PyValue, args: PyValue) =>
  callableAlias(origin, args),
);
attributes(callableAliasType, { __weakref__: () => null });
methods(callableAliasType, {
  "__repr__(self, /)"(self: PyCallableAlias) {
    const { items } = self.args;
    if (isWhole(items)) return `collections.abc.Callable[${paid(items).map(argumentRepr).join(", ")}]`;
    return `collections.abc.Callable[[${paid(items).slice(0, -1).map(argumentRepr).join(", ")}], ${argumentRepr(items[items.length - 1] as PyValue)}]`;
  },
  "__getitem__(self, key, /)": (self: PyCallableAlias, key: PyValue) =>
    PyCallableAlias.prototype.getItem.call(self, key),
  "__reduce__(self, /)"(self: PyCallableAlias) {
    const { items } = self.args;
    const args = isWhole(items)
      ? self.args
      : new PyTuple([new PyList(paid(items).slice(0, -1)), items[items.length - 1] as PyValue]);
    return new PyTuple([callableAliasType, new PyTuple([self.origin, args])]);
  },
});
