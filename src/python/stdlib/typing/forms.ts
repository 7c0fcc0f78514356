/** The special forms: Union, Optional, Literal, ClassVar and the others that are no classes. */
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { isEqual } from "../../runtime/equal.ts";
import { isException } from "../../runtime/exceptions.ts";
import { notIterable } from "../../runtime/iterate.ts";
import { hash } from "../../runtime/hash.ts";
import { raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { noneType, typeOf } from "../../runtime/type-table.ts";
import { Ellipsis, type Keywords, PyTuple, type PyValue } from "../../runtime/values.ts";
import { PyUnion } from "../../builtins/union.ts";
import {
  PySpecialForm,
  PyTypingAlias,
  PyTypingConcatenate,
  PyTypingLiteral,
  PyTypingUnion,
  PyTypingUnpack,
  specialFormType,
} from "./alias.ts";
import { remember } from "./cache.ts";
import { typeCheck } from "./checks.ts";
import { PyParamSpec, unionOfTyping } from "./variables.ts";

PySpecialForm.prototype.getItem = function getItem(this: PySpecialForm, key: PyValue): PyValue {
  return remember(this, key, this.isTyped, () => this.subscript(this, key));
};
PySpecialForm.prototype.invoke = function invoke(
  this: PySpecialForm,
  _args: PyValue[],
  _keywords: Keywords | null,
): PyValue {
  throw raise.TypeError(`Cannot instantiate ${repr(this)}`);
};
constructor(specialFormType, "(cls, getitem)", () => {
  throw raise.TypeError("typing._SpecialForm cannot be made by programs");
});
methods(specialFormType, {
  "__repr__(self, /)": (self: PySpecialForm) => `typing.${self.name}`,
  "__reduce__(self, /)": (self: PySpecialForm) => self.name,
  "__call__(self, /, *args, **kwds)": (self: PySpecialForm, args: PyValue[], keywords: Keywords) =>
    PySpecialForm.prototype.invoke.call(self, args, keywords),
  "__getitem__(self, parameters, /)": (self: PySpecialForm, key: PyValue) => self.getItem(key),
  "__mro_entries__(self, bases, /)"(self: PySpecialForm) {
    throw raise.TypeError(`Cannot subclass ${repr(self)}`);
  },
  "__instancecheck__(self, obj, /)"(self: PySpecialForm) {
    throw raise.TypeError(`${repr(self)} cannot be used with isinstance()`);
  },
  "__subclasscheck__(self, cls, /)"(self: PySpecialForm) {
    throw raise.TypeError(`${repr(self)} cannot be used with issubclass()`);
  },
  "__or__(self, other, /)": (self: PyValue, other: PyValue) => unionOfTyping(self, other),
  "__ror__(self, other, /)": (self: PyValue, other: PyValue) => unionOfTyping(other, self),
});
constants(specialFormType, { __iter__: null });
PySpecialForm.prototype.iterate = function notIterableForm(this: PySpecialForm): never {
  return notIterable(this);
};
attributes<PySpecialForm>(specialFormType, {
  __name__: (self) => self.name,
  __qualname__: (self) => self.name,
  _name: (self) => self.name,
});

/** Without doubles; what cannot be hashed is compared. */
function withoutDoubles(values: readonly PyValue[]): PyValue[] {
  const kept: PyValue[] = [];
  for (const value of values) if (!kept.some((known) => known === value || isEqual(known, value))) kept.push(value);
  return kept;
}

function makeUnion(form: PySpecialForm, key: PyValue): PyValue {
  const given = key instanceof PyTuple ? key.items : [key];
  if (given.length === 0) throw raise.TypeError("Cannot take a Union of no types.");
  const types = given.map((each) => typeCheck(each, "Union[arg, ...]: each arg must be a type."));
  const flat = withoutDoubles(
    types.flatMap((type) => (type instanceof PyTypingUnion || type instanceof PyUnion ? type.args.items : [type])),
  );
  if (flat.length === 1) return flat[0] as PyValue;
  return new PyTypingUnion(form, flat, { name: flat.length === 2 && flat.includes(noneType) ? "Optional" : null });
}

function makeLiteral(form: PySpecialForm, key: PyValue): PyValue {
  const given = (key instanceof PyTuple ? key.items : [key]).flatMap((value) =>
    value instanceof PyTypingLiteral ? value.args.items : [value],
  );
  let values: readonly PyValue[] = given;
  try {
    for (const value of given) hash(value);
    const kept: PyValue[] = [];
    for (const value of given)
      if (!kept.some((known) => typeOf(known) === typeOf(value) && isEqual(known, value))) kept.push(value);
    values = kept;
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
  }
  return new PyTypingLiteral(form, values);
}

function makeConcatenate(form: PySpecialForm, key: PyValue): PyValue {
  const given = key instanceof PyTuple ? key.items : [key];
  const last = given[given.length - 1];
  if (last === undefined) throw raise.TypeError("Cannot take a Concatenate of no types.");
  if (last !== Ellipsis && !(last instanceof PyParamSpec))
    throw raise.TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.");
  const types = given.slice(0, -1).map((each) => typeCheck(each, "Concatenate[arg, ...]: each arg must be a type."));
  return new PyTypingConcatenate(form, [...types, last]);
}

/** Forms of one type. */
function ofOneType(
  message: (form: PySpecialForm) => string,
  options: { allowsSpecialForms?: boolean } = {},
): (form: PySpecialForm, key: PyValue) => PyValue {
  return (form, key) => new PyTypingAlias(form, [typeCheck(key, message(form), options)]);
}

function notSubscriptable(form: PySpecialForm): never {
  throw raise.TypeError(`${toStr(form)} is not subscriptable`);
}

const onlySingle = (form: PySpecialForm): string => `${toStr(form)} accepts only single type.`;
const onlyASingle = (form: PySpecialForm): string => `${form.name} accepts only a single type.`;

const FORMS: Readonly<Record<string, (form: PySpecialForm, key: PyValue) => PyValue>> = {
  ClassVar: ofOneType(onlySingle),
  Concatenate: makeConcatenate,
  Final: ofOneType(onlySingle),
  Literal: makeLiteral,
  LiteralString: notSubscriptable,
  Never: notSubscriptable,
  NoReturn: notSubscriptable,
  NotRequired: ofOneType(onlyASingle, { allowsSpecialForms: true }),
  Optional: (form, key) => unionOfTyping(typeCheck(key, `${toStr(form)} requires a single type.`), noneType),
  Required: ofOneType(onlyASingle, { allowsSpecialForms: true }),
  Self: notSubscriptable,
  TypeAlias: notSubscriptable,
  TypeGuard: ofOneType(onlySingle),
  Union: makeUnion,
  Unpack: (form, key) => new PyTypingUnpack(form, [typeCheck(key, onlySingle(form))]),
};

export function defineForms(globals: NamespaceDict): void {
  for (const [name, subscript] of Object.entries(FORMS))
    globals.setString(name, new PySpecialForm(name, subscript, name === "Literal"));
}
