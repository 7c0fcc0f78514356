/** EnumType, the metaclass: how a class becomes an enumeration, and what can be asked of one. */
import { attributeOr, getAttribute, missingAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { attributes, classMethods, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { isInstance } from "../../runtime/instance.ts";
import { itemsOf, toArray, unpack } from "../../runtime/iterate.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { getItem } from "../../runtime/subscript.ts";
import { attributeNames } from "../../runtime/suggest.ts";
import { isTrue } from "../../runtime/truth.ts";
import { objectType, typeType } from "../../runtime/type-table.ts";
import { changeOwn, isSubtype, lookup } from "../../runtime/types.ts";
import { callerModule } from "../../runtime/caller-module.ts";
import {
  type Keywords,
  type PyInt,
  PyList,
  PyMappingProxy,
  PyStaticMethod,
  PyTuple,
  PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { isEqual } from "../../runtime/equal.ts";
import { compareNumbers } from "../../runtime/compare.ts";
import { paid, spend } from "../../runtime/limits.ts";
import { makeClass, superNew } from "../native-class.ts";
import { PyEnumDict } from "./enum-dict.ts";
import { findByValue, isSingleBit, PyProtoMember } from "./member-making.ts";
import { enumWorld, asEnumClass, isFlagClass, memberMap, memberNames, members, ownField } from "./world.ts";

/** An enumeration with members is final. */
function checkExtensible(name: string, bases: readonly PyValue[]): void {
  for (const chain of bases) {
    for (const base of chain instanceof PyType ? chain.mro : []) {
      if (asEnumClass(base) !== undefined && memberNames(base).items.length > 0)
        throw raise.TypeError(`<enum ${repr(name)}> cannot extend ${repr(base)}`);
    }
  }
}

/** The type whose values members are, and the first enumeration among the bases. */
function findMixins(name: string, bases: readonly PyValue[]): { dataType: PyType; firstEnum: PyType | null } {
  if (bases.length === 0) return { dataType: objectType, firstEnum: enumWorld().enumType };
  checkExtensible(name, bases);
  const firstEnum = asEnumClass(bases[bases.length - 1] as PyValue);
  if (firstEnum === undefined)
    throw raise.TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`");
  return { dataType: findDataType(name, bases) ?? objectType, firstEnum };
}

function findDataType(name: string, bases: readonly PyValue[]): PyType | undefined {
  const found = new Set<PyType>();
  for (const chain of bases) {
    let candidate: PyType | undefined;
    for (const base of chain instanceof PyType ? chain.mro : []) {
      if (base === objectType) continue;
      if (asEnumClass(base) !== undefined) {
        const own = lookup(base, "_member_type_");
        if (own === objectType) continue;
        found.add(own as PyType);
        break;
      }
      if (base.namespace.has("__new__") || base.namespace.has("__dataclass_fields__")) {
        found.add(candidate ?? base);
        break;
      }
      candidate ??= base;
    }
  }
  if (found.size > 1)
    throw raise.TypeError(`too many data types for ${repr(name)}: {${[...found].map(repr).join(", ")}}`);
  return [...found][0];
}

/** How the value of a member is shown: the `__repr__` of its data type, or that of the enumeration above. */
function findDataRepr(bases: readonly PyType[]): PyValue {
  for (const chain of bases) {
    for (const base of chain.mro) {
      if (base === objectType) continue;
      if (asEnumClass(base) !== undefined) return lookup(base, "_value_repr_") ?? null;
      const own = base.namespace.get("__repr__");
      if (own !== undefined) return own;
    }
  }
  return null;
}

/** What makes members: the body's own `__new__`, one that a base saved, or that of the data type. */
function findNew(
  namespace: PyDict,
  dataType: PyType,
  firstEnum: PyType | null,
): { make: PyValue; isSaved: boolean; usesArguments: boolean } {
  const plain = getAttribute(objectType, "__new__");
  const enumNew = enumWorld().enumType === null ? undefined : getAttribute(enumWorld().enumType as PyType, "__new__");
  let make = namespace.getString("__new__");
  if (make instanceof PyStaticMethod) make = make.func;
  const isSaved = firstEnum !== null && make !== undefined;
  if (make === undefined) {
    for (const [method, possible] of [
      ["__new_member__", dataType],
      ["__new_member__", firstEnum],
      ["__new__", dataType],
      ["__new__", firstEnum],
    ] as const) {
      const target = possible === null ? undefined : attributeOr(possible, method, undefined);
      if (target === undefined || target === null || target === plain || target === enumNew) continue;
      make = target;
      break;
    }
  }
  make ??= plain;
  return { make, isSaved, usesArguments: firstEnum !== null && make !== plain && make !== enumNew };
}

const FLAG_STRUCTURES = ["_boundary_", "_flag_mask_", "_singles_mask_", "_all_bits_", "_inverted_"];
const SHOWING = ["__repr__", "__str__", "__format__", "__reduce_ex__"];
const FLAG_OPERATORS = ["__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"];

/** `EnumType.__new__`. */
function createEnum(
  meta: PyType,
  name: string,
  bases: PyTuple,
  body: PyValue,
  boundary: PyValue,
  keywords: Keywords,
): PyValue {
  const own = enumWorld().meta;
  const namespace = new PyDict();
  const wanted = body instanceof PyEnumDict ? body : null;
  const ignored = new Set([...(wanted?.ignored ?? []), "_ignore_"]);
  if (!(body instanceof PyDict)) throw missingAttribute(body, "setdefault");
  spend(body.size);
  for (const [key, value] of body.entries()) if (!ignored.has(asString(key) ?? "")) namespace.set(key, value);
  const names = [...(wanted?.members ?? [])].filter((member) => !ignored.has(member));
  const invalid = names.filter((member) => member === "mro" || member === "");
  if (invalid.length > 0)
    throw raise.ValueError(`invalid enum member name(s) ${invalid.map((member) => repr(member)).join(",")}`);
  const order = namespace.getString("_order_");
  namespace.delete("_order_");
  const { dataType, firstEnum } = findMixins(name, bases.items);
  const { make, isSaved, usesArguments } = findNew(namespace, dataType, firstEnum);
  for (const member of names) namespace.setString(member, new PyProtoMember(namespace.getString(member) as PyValue));
  for (const [key, value] of Object.entries({
    _new_member_: new PyStaticMethod(make),
    _use_args_: usesArguments,
    _member_names_: new PyList(),
    _member_map_: new PyDict(),
    _value2member_map_: new PyDict(),
    _unhashable_values_: new PyList(),
    _member_type_: dataType,
    _value_repr_: findDataRepr(bases.items as PyType[]),
    _boundary_: boundary ?? (firstEnum === null ? null : attributeOr(firstEnum, "_boundary_", null)),
    _flag_mask_: 0,
    _singles_mask_: 0,
    _all_bits_: 0,
    _inverted_: null,
  }))
    namespace.setString(key, value);
  const cls = superNew(meta, own, [name, bases, namespace], keywords);
  if (!(cls instanceof PyType)) return cls;
  inheritMethods(cls, bases.items, dataType, firstEnum);
  const { enumType } = enumWorld();
  if (enumType !== null) {
    if (isSaved) changeOwn(cls, "__new_member__", new PyStaticMethod(make));
    changeOwn(cls, "__new__", enumType.namespace.get("__new__") as PyValue);
  }
  finish(cls, order);
  return cls;
}

/** Sees that a data type's `__repr__` and the like do not hide those of the enumeration. */
function inheritMethods(cls: PyType, bases: readonly PyValue[], dataType: PyType, firstEnum: PyType | null): void {
  const { reprEnum, flag } = enumWorld();
  if (reprEnum !== null && bases.includes(reprEnum)) {
    if (dataType === objectType)
      throw raise.TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)");
    if (!cls.namespace.has("__format__")) changeOwn(cls, "__format__", lookup(dataType, "__format__") as PyValue);
    if (!cls.namespace.has("__str__")) {
      const show = lookup(dataType, "__str__");
      changeOwn(
        cls,
        "__str__",
        (show === lookup(objectType, "__str__") ? lookup(dataType, "__repr__") : show) as PyValue,
      );
    }
  }
  for (const name of firstEnum === null ? [] : SHOWING) {
    if (cls.namespace.has(name)) continue;
    const found = lookup(cls, name);
    if (found === lookup(dataType, name) || found === lookup(objectType, name))
      changeOwn(cls, name, lookup(firstEnum as PyType, name) as PyValue);
  }
  if (flag === null || !isSubtype(cls, flag)) return;
  for (const name of FLAG_OPERATORS) if (!cls.namespace.has(name)) changeOwn(cls, name, lookup(flag, name) as PyValue);
}

/** Drops what only flags need, and checks `_order_`. */
function finish(cls: PyType, order: PyValue | undefined): void {
  const { flag } = enumWorld();
  const isFlag = isFlagClass(cls);
  if (!isFlag && !(flag === null && cls.name === "Flag"))
    for (const name of FLAG_STRUCTURES) changeOwn(cls, name, undefined);
  if (isFlag && !areSorted(members(cls).map((member) => ownField(member, "_value_"))))
    changeOwn(cls, "_iter_member_", lookup(cls, "_iter_member_by_def_") as PyValue);
  if (order === undefined || order === null) return;
  const text = asString(order);
  const map = memberMap(cls),
    names = memberNames(cls);
  const wanted = (
    text === undefined
      ? toArray(order)
      : text
          .replaceAll(",", " ")
          .split(/\s+/)
          .filter((word) => word !== "")
  ).filter((name) => {
    const member = map.get(name);
    if (member === undefined) return true;
    const bits = isFlag ? asInt(ownField(member, "_value_")) : undefined;
    return paid(names.items).includes(name) && (bits === undefined || isSingleBit(bits));
  });
  if (wanted.length > 0 && !isEqual(new PyList(wanted), names)) {
    throw raise.TypeError(`member order does not match _order_:\n  ${repr(names)}\n  ${repr(new PyList(wanted))}`);
  }
}

function areSorted(values: readonly PyValue[]): boolean {
  return values.every(
    (value, index) =>
      index === 0 || compareNumbers(asInt(values[index - 1] as PyValue) as PyInt, asInt(value) as PyInt, "<=") === true,
  );
}

/** `Enum("Color", "RED GREEN")`. */
function createFromNames(
  cls: PyType,
  name: PyValue,
  given: PyValue,
  options: Record<"module" | "qualname" | "type" | "boundary", PyValue> & { start: PyValue },
): PyValue {
  const meta = cls.cls;
  const className = asString(name) ?? "";
  const bases = new PyTuple(options.type === null ? [cls] : [options.type, cls]);
  const { firstEnum } = findMixins(className, bases.items);
  const namespace = call(getAttribute(meta, "__prepare__"), [name, bases]) as PyEnumDict;
  for (const [memberName, value] of namesAndValues(given, options.start, firstEnum as PyType))
    namespace.setItem(memberName, value);
  const module = options.module ?? callerModule();
  namespace.setString("__module__", module);
  if (options.qualname !== null) namespace.setString("__qualname__", options.qualname);
  return call(getAttribute(meta, "__new__"), [meta, name, bases, namespace], new Map([["boundary", options.boundary]]));
}

function namesAndValues(given: PyValue, start: PyValue, firstEnum: PyType): (readonly [PyValue, PyValue])[] {
  const text = asString(given);
  const items =
    text === undefined
      ? toArray(given)
      : text
          .replaceAll(",", " ")
          .split(/\s+/)
          .filter((word) => word !== "");
  const isListOfNames =
    text !== undefined ||
    ((given instanceof PyList || given instanceof PyTuple) &&
      items.length > 0 &&
      asString(items[0] as PyValue) !== undefined);
  if (isListOfNames) {
    const lastValues: PyValue[] = [];
    return items.map((item, index) => {
      const value = call(getAttribute(firstEnum, "_generate_next_value_"), [
        item,
        start,
        index,
        new PyList([...lastValues]),
      ]);
      lastValues.push(value);
      return [item, value];
    });
  }
  return items.map((item) =>
    asString(item) === undefined ? (unpack(item, 2) as unknown as [PyValue, PyValue]) : [item, getItem(given, item)],
  );
}

function contains(cls: PyType, value: PyValue): boolean {
  if (isInstance(value, cls)) return true;
  return findByValue(cls, value) !== undefined;
}

const COMMON_NAMES = [
  "__class__",
  "__contains__",
  "__doc__",
  "__getitem__",
  "__init_subclass__",
  "__iter__",
  "__len__",
  "__members__",
  "__module__",
  "__name__",
  "__qualname__",
];

function directory(cls: PyType): PyList {
  const found = new Set<string>(COMMON_NAMES);
  for (const name of paid(memberNames(cls).items)) found.add(asString(name) ?? "");
  if (getAttribute(cls, "_new_member_") !== getAttribute(objectType, "__new__")) found.add("__new__");
  const dataType = lookup(cls, "_member_type_");
  if (dataType instanceof PyType && dataType !== objectType)
    for (const name of attributeNames(dataType)) found.add(name);
  return new PyList([...found].sort());
}

export function makeEnumType(): PyType {
  return makeClass({ name: "EnumType", module: "enum", bases: [typeType] }, (meta) => {
    constructor(
      meta,
      "(cls, name, bases, classdict, /, *, boundary=None, _simple=False, **kwds)",
      (
        cls: PyType,
        name: PyValue,
        bases: PyValue,
        body: PyValue,
        boundary: PyValue,
        simple: PyValue,
        keywords: Keywords,
      ) => {
        if (isTrue(simple)) return superNew(cls, meta, [name, bases, body], keywords);
        return createEnum(cls, asString(name) ?? "", bases as PyTuple, body, boundary, keywords);
      },
    );
    classMethods(meta, {
      "__prepare__(cls, name, bases, /, **kwds)"(_cls: PyType, name: PyValue, bases: PyValue) {
        const className = asString(name) ?? "";
        const namespace = new PyEnumDict();
        namespace.className = className;
        const { firstEnum } = findMixins(className, itemsOf(bases));
        const generator = firstEnum === null ? undefined : attributeOr(firstEnum, "_generate_next_value_", undefined);
        if (generator !== undefined) namespace.store("_generate_next_value_", generator);
        return namespace;
      },
      "_check_for_existing_members_(cls, class_name, bases)"(_cls: PyType, name: PyValue, bases: PyValue) {
        checkExtensible(asString(name) ?? "", itemsOf(bases));
        return null;
      },
      "_get_mixins_(cls, class_name, bases)"(_cls: PyType, name: PyValue, bases: PyValue) {
        const { dataType, firstEnum } = findMixins(asString(name) ?? "", itemsOf(bases));
        return new PyTuple([dataType, firstEnum]);
      },
    });
    methods(meta, {
      "__init__(self, /, *args, **kwds)": () => null,
      "__bool__(self, /)": () => true,
      "__call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None)"(
        cls: PyType,
        value: PyValue,
        names: PyValue,
        module: PyValue,
        qualname: PyValue,
        type: PyValue,
        start: PyValue,
        boundary: PyValue,
      ) {
        if (names === null) return call(getAttribute(cls, "__new__"), [cls, value]);
        return createFromNames(cls, value, names, { module, qualname, type, start, boundary });
      },
      "__contains__(cls, member, /)": contains,
      "__getitem__(cls, name, /)": (cls: PyType, name: PyValue) => getItem(memberMap(cls), name),
      "__iter__(cls, /)": (cls: PyType) => new PyTuple(members(cls)).iterate() as unknown as PyValue,
      "__reversed__(cls, /)": (cls: PyType) => new PyTuple(members(cls).reverse()).iterate() as unknown as PyValue,
      "__len__(cls, /)": (cls: PyType) => memberNames(cls).items.length,
      "__repr__(cls, /)": (cls: PyType) => `<${isFlagClass(cls) ? "flag" : "enum"} ${repr(cls.name)}>`,
      "__dir__(cls)": directory,
      "__setattr__(cls, name, value, /)"(cls: PyType, name: PyValue, value: PyValue) {
        const map = cls.namespace.get("_member_map_");
        if (map instanceof PyDict && map.has(name)) throw raise.AttributeError(`cannot reassign member ${repr(name)}`);
        PyType.prototype.assignAttribute.call(cls, asString(name) ?? "", value);
        return null;
      },
      "__delattr__(cls, attr, /)"(cls: PyType, name: PyValue) {
        if (memberMap(cls).has(name))
          throw raise.AttributeError(`${repr(cls.name)} cannot delete member ${repr(name)}.`);
        PyType.prototype.removeAttribute.call(cls, asString(name) ?? "");
        return null;
      },
    });
    attributes<PyType>(meta, { __members__: (cls) => new PyMappingProxy(memberMap(cls)) });
  });
}
