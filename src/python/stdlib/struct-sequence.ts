/** Struct sequences: the tuples with named fields that `sys` and `time` give out. */
import { constants, constructor, members, methods } from "../runtime/define.ts";
import { PyDict } from "../runtime/dict.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { tupleType, typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import { PyTuple, type PyType, type PyValue } from "../runtime/values.ts";

export class PyStructSequence extends PyTuple {
  /** Fields that are not items. */
  readonly hidden: readonly PyValue[];
  constructor(items: readonly PyValue[], hidden: readonly PyValue[] = []) {
    super(items);
    this.hidden = hidden;
  }
}

export interface StructShape {
  name: string;
  module: string;
  fields: readonly string[];
  /** Fields reached by name only. */
  hidden?: readonly string[] | undefined;
  /** How many of the last items have no name: an attribute of theirs is a hidden field, which without a value has theirs. */
  unnamed?: number;
  /** Programs may make them; otherwise only the library does. */
  isOpen?: boolean | undefined;
}

/** Makes the type and what makes its values. */
export function defineStructSequence(shape: StructShape): {
  type: PyType;
  make: (items: readonly PyValue[], hidden?: readonly PyValue[]) => PyStructSequence;
} {
  const { name, module, fields, hidden = [], unnamed = 0 } = shape;
  const shown = module === "builtins" ? name : `${module}.${name}`;
  const named = fields.length - unnamed;
  const JsClass = class extends PyStructSequence {};
  const type = defineType(name, JsClass, { base: tupleType, module, final: true });
  const all = [...fields, ...hidden];
  constants(type, {
    n_fields: all.length,
    n_sequence_fields: fields.length,
    n_unnamed_fields: unnamed,
    __match_args__: new PyTuple(fields.slice(0, named)),
  });
  members<PyStructSequence>(
    type,
    Object.fromEntries([
      ...fields.slice(0, named).map((field, index) => [field, (self: PyStructSequence) => self.items[index] ?? null]),
      ...hidden.map((field, index) => [
        field,
        (self: PyStructSequence) => self.hidden[index] ?? (index < unnamed ? self.items[named + index] : null) ?? null,
      ]),
    ]),
  );
  constructor(type, "(cls, sequence, dict=...)", (cls: PyType, sequence: PyValue, dict: PyValue | undefined) => {
    if (shape.isOpen !== true) throw raise.TypeError(`cannot create '${shown}' instances`);
    if (
      typeof sequence !== "string" &&
      !["t$__iter__", "t$__getitem__"].some((name) => typeOf(sequence).proto[name] !== undefined)
    )
      throw raise.TypeError("constructor requires a sequence");
    const items = itemsOf(sequence);
    if (items.length < fields.length)
      throw raise.TypeError(`${shown}() takes an at least ${fields.length}-sequence (${items.length}-sequence given)`);
    if (items.length > all.length)
      throw raise.TypeError(`${shown}() takes an at most ${all.length}-sequence (${items.length}-sequence given)`);
    if (dict !== undefined && !(dict instanceof PyDict))
      throw raise.TypeError(`${shown}() takes a dict as second arg, if any`);
    const rest = hidden.map(
      (field, index) =>
        items[fields.length + index] ?? (dict instanceof PyDict ? (dict.getString(field) ?? null) : null),
    );
    return new (cls.jsClass as unknown as typeof PyStructSequence)(items.slice(0, fields.length), rest);
  });
  methods(type, {
    "__repr__(self, /)": (self: PyStructSequence) =>
      `${shown}(${fields.map((field, index) => `${field}=${repr(self.items[index] as PyValue)}`).join(", ")})`,
    "__reduce__(self, /)"(self: PyStructSequence) {
      const dict = new PyDict();
      hidden.forEach((field, index) => dict.setString(field, self.hidden[index] ?? null));
      return new PyTuple([self.cls, new PyTuple([new PyTuple(self.items), dict])]);
    },
  });
  return { type, make: (items, extra = []) => new JsClass(items, extra) };
}
