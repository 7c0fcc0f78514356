/** The namespace of an enumeration's body: notes which names become members, and makes the values of `auto()`. */
import { call } from "../../runtime/call.ts";
import { methods, attributes } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { toArray, iterate, unpack } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { getItem } from "../../runtime/subscript.ts";
import { dictType, tupleType, typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { attributeOr } from "../../runtime/attributes.ts";
import { type Keywords, PyList, PyStaticMethod, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { warn } from "../warn.ts";
import { PyAuto, PyMemberMark, PyNonmemberMark } from "./auto.ts";
import { isDescriptor, isDunder, isPrivate, isSunder, SUNDER_NAMES } from "./names.ts";

const NESTED_CLASS =
  "In 3.13 classes created inside an enum will not become a member.  Use the `member` decorator to keep the current behavior.";

export class PyEnumDict extends PyDict {
  className = "";
  readonly members: Set<string> = new Set();
  readonly lastValues: PyValue[] = [];
  ignored: readonly PyValue[] = [];
  /** Makes the next value; as the body or a base defines it. */
  generator: PyValue = null;
  #usesAuto = false;

  /** Stores what the body binds; gives the value that is bound in the end. */
  store(name: string, given: PyValue): void {
    if (isNestedClass(this.className, given)) warn("DeprecationWarning", NESTED_CLASS);
    let key = name,
      value = given;
    if (isPrivate(this.className, name)) {
      // Stays an ordinary attribute.
    } else if (isSunder(name)) value = this.#sunder(name, given);
    else if (isDunder(name)) key = name === "__order__" ? "_order_" : name;
    else if (this.members.has(name))
      throw raise.TypeError(`${repr(name)} already defined as ${repr(this.getString(name) ?? null)}`);
    else if (this.ignored.includes(name)) {
      // Dropped when the class is made.
    } else if (given instanceof PyNonmemberMark) value = given.value;
    else if (!isDescriptor(given)) value = this.#member(name, given);
    this.setString(key, value);
  }

  #sunder(name: string, value: PyValue): PyValue {
    if (!SUNDER_NAMES.has(name))
      throw raise.ValueError(`_sunder_ names, such as ${repr(name)}, are reserved for future Enum use`);
    if (name === "_generate_next_value_") {
      if (this.#usesAuto) throw raise.TypeError("_generate_next_value_ must be defined before members");
      this.generator = value instanceof PyStaticMethod ? value.func : value;
    } else if (name === "_ignore_") {
      const text = asString(value);
      this.ignored =
        text === undefined
          ? toArray(value)
          : text
              .replaceAll(",", " ")
              .split(/\s+/)
              .filter((word) => word !== "");
      const already = this.ignored.filter((word) => this.members.has(asString(word) ?? ""));
      if (already.length > 0)
        throw raise.ValueError(`_ignore_ cannot specify already set names: {${already.map(repr).join(", ")}}`);
      return new PyList([...this.ignored]);
    }
    return value;
  }

  #member(name: string, given: PyValue): PyValue {
    const before = this.getString(name);
    if (before !== undefined) throw raise.TypeError(`${repr(name)} already defined as ${repr(before)}`);
    let value = given instanceof PyMemberMark ? given.value : given;
    if (value instanceof PyAuto) value = this.#valueOf(name, value);
    else if (
      value instanceof PyTuple &&
      value.cls === tupleType &&
      value.items.some((item) => item instanceof PyAuto)
    ) {
      value = new PyTuple(value.items.map((item) => (item instanceof PyAuto ? this.#valueOf(name, item) : item)));
    } else this.lastValues.push(value);
    this.members.add(name);
    return value;
  }

  #valueOf(name: string, auto: PyAuto): PyValue {
    if (auto.value === undefined) {
      auto.value = call(this.generator, [name, 1, this.members.size, new PyList([...this.lastValues])]);
      this.#usesAuto = true;
    }
    this.lastValues.push(auto.value);
    return auto.value;
  }
}

/** A class whose qualified name says that it stands in the body. */
function isNestedClass(className: string, value: PyValue): boolean {
  if (!(value instanceof PyType)) return false;
  const inner = `${className}.${value.name}`;
  return value.qualname === inner || value.qualname.endsWith(`.${inner}`);
}

export const enumDictType: PyType = defineType("_EnumDict", PyEnumDict, {
  base: dictType,
  isPython: true,
  module: "enum",
  instanceDict: true,
});

PyEnumDict.prototype.setItem = function setItem(this: PyEnumDict, key: PyValue, value: PyValue): void {
  const name = asString(key);
  if (name === undefined) throw raise.TypeError(`names of an enumeration are strings, not ${typeOf(key).shown}`);
  this.store(name, value);
};
methods(enumDictType, {
  "__setitem__(self, key, value, /)"(self: PyEnumDict, key: PyValue, value: PyValue) {
    PyEnumDict.prototype.setItem.call(self, key, value);
    return null;
  },
  "update(self, members, /, **more_members)"(self: PyEnumDict, members: PyValue, keywords: Keywords) {
    const keys = attributeOr(members, "keys", undefined);
    const iterator = iterate(keys === undefined ? members : call(keys, []));
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      if (keys !== undefined) self.setItem(item, getItem(members, item));
      else {
        const [key, value] = unpack(item, 2) as [PyValue, PyValue];
        self.setItem(key, value);
      }
    }
    for (const [key, value] of keywords) self.setItem(key, value);
    return null;
  },
});
attributes<PyEnumDict>(enumDictType, {
  _member_names(self) {
    const dict = new PyDict();
    for (const name of self.members) dict.setString(name, null);
    return dict;
  },
  _last_values: (self) => new PyList([...self.lastValues]),
  _ignore: (self) => new PyList([...self.ignored]),
  _cls_name: {
    get: (self) => self.className,
    set: (self, value) => {
      self.className = asString(value ?? "") ?? "";
    },
  },
});
