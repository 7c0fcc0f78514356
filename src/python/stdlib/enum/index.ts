/** The module `enum`. */
import { getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { functions, makeFunction, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { defineIterator, PyNativeIterator } from "../../runtime/iterate.ts";
import { asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { isTrue } from "../../runtime/truth.ts";
import { finishType } from "../../runtime/types.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { type JsFunction, type PyInt, PyList, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { pythonFunction } from "../native-class.ts";
import { autoType, memberMarkType, nonmemberMarkType, PyAuto } from "./auto.ts";
import {
  compareEnums,
  convertConstants,
  exportConverted,
  globalEnum,
  globalEnumRepr,
  globalFlagRepr,
  globalStr,
  simpleEnum,
  unique,
  verify,
} from "./decorators.ts";
import { makeEnum, makeEnumClass, makeIntEnum, makeReprEnum, makeStrEnum } from "./enum-class.ts";
import { enumDictType } from "./enum-dict.ts";
import { enumPropertyType } from "./enum-property.ts";
import { makeEnumType } from "./enum-type.ts";
import { makeFlag, makeIntFlag, showBits } from "./flag.ts";
import { bitsOf, isSingleBit } from "./member-making.ts";
import { isDescriptor, isDunder, isPrivate, isSunder } from "./names.ts";
import { type EnumWorld, memberMap, ownField } from "./world.ts";

const PUBLIC_NAMES = [
  "EnumType",
  "EnumMeta",
  "Enum",
  "IntEnum",
  "StrEnum",
  "Flag",
  "IntFlag",
  "ReprEnum",
  "auto",
  "unique",
  "property",
  "verify",
  "member",
  "nonmember",
  "FlagBoundary",
  "STRICT",
  "CONFORM",
  "EJECT",
  "KEEP",
  "global_flag_repr",
  "global_enum_repr",
  "global_str",
  "global_enum",
  "EnumCheck",
  "CONTINUOUS",
  "NAMED_FLAGS",
  "UNIQUE",
  "pickle_by_global_name",
  "pickle_by_enum_name",
];

/** An enumeration of strings whose members are there under their own names too. */
function makeWords(
  globals: NamespaceDict,
  world: EnumWorld,
  name: string,
  base: PyType,
  words: readonly string[],
): PyType {
  const cls = makeEnumClass(world, name, [base], () => undefined, {
    body: words.map((word) => [word, new PyAuto()] as const),
  });
  names(globals, { [name]: cls });
  for (const [word, member] of memberMap(cls).entries()) globals.set(word, member);
  return cls;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const meta = makeEnumType();
  const world: EnumWorld = {
    meta,
    enumType: null,
    reprEnum: null,
    flag: null,
    numericRepr: interpreter.builtins.getString("repr") ?? null,
    boundaries: {},
  };
  interpreter.moduleState.set("enum", world);
  world.enumType = makeEnum(world);
  world.reprEnum = makeReprEnum(world);
  const strEnum = makeStrEnum(world);
  const boundary = makeWords(globals, world, "FlagBoundary", strEnum, ["STRICT", "CONFORM", "EJECT", "KEEP"]);
  for (const [word, member] of memberMap(boundary).entries()) world.boundaries[String(word)] = member;
  const flag = makeFlag(world);
  world.flag = flag;
  makeWords(globals, world, "EnumCheck", strEnum, ["CONTINUOUS", "NAMED_FLAGS", "UNIQUE"]);
  names(globals, {
    __all__: new PyList([...PUBLIC_NAMES]),
    Enum: world.enumType,
    EnumMeta: meta,
    EnumType: meta,
    Flag: flag,
    IntEnum: makeIntEnum(world),
    IntFlag: makeIntFlag(world),
    ReprEnum: world.reprEnum,
    StrEnum: strEnum,
    _EnumDict: enumDictType,
    auto: autoType,
    member: memberMarkType,
    nonmember: nonmemberMarkType,
    property: enumPropertyType,
  });
  defineDecorators(globals, world, interpreter);
}

function defineDecorators(globals: NamespaceDict, world: EnumWorld, interpreter: Interpreter): void {
  // Python functions, because programs put them into classes as methods.
  const define = (name: string, parameters: string[], js: JsFunction): PyValue => {
    const f = pythonFunction({ name, module: "enum", globals, parameters, js });
    names(globals, { [name]: f });
    return f;
  };
  const shows = {
    enumRepr: define("global_enum_repr", ["self"], (self) => globalEnumRepr(self as PyValue)),
    flagRepr: define("global_flag_repr", ["self"], (self) => globalFlagRepr(world, self as PyValue)),
    str: define("global_str", ["self"], (self) => globalStr(self as PyValue)),
  };
  const byGlobalName = define("pickle_by_global_name", ["self", "proto"], (self) =>
    ownField(self as PyValue, "_name_"),
  );
  names(globals, { _reduce_ex_by_global_name: byGlobalName });
  define("pickle_by_enum_name", ["self", "proto"], (self) =>
    new PyTuple([
      interpreter.builtins.getString("getattr") ?? null,
      new PyTuple([typeOf(self as PyValue), ownField(self as PyValue, "_name_")]),
    ]));
  functions(globals, "enum", {
    "unique(enumeration)": unique,
    "verify(*checks)": (checks: PyValue[]) =>
      makeFunction("verify(enumeration, /)", (cls: PyValue) => verify(cls, checks), "enum"),
    "global_enum(cls, update_str=False)": (cls: PyType, update: PyValue) =>
      globalEnum(world, interpreter, cls, isTrue(update), shows),
    "show_flag_values(value)": (value: PyValue) => new PyList(singleBits(value)),
    "bin(num, max_bits=None)": (value: PyValue, width: PyValue) =>
      showBits(asInt(value) ?? 0, typeof width === "number" ? width : null),
    "_simple_enum(etype=..., *, boundary=None, use_args=None)": (base: PyValue | undefined, boundary: PyValue) =>
      simpleEnum(world, base instanceof PyType ? base : (world.enumType as PyType), boundary),
    "_test_simple_enum(checked_enum, simple_enum)": compareEnums,
    "_is_dunder(name)": (name: PyValue) => isDunder(String(name)),
    "_is_sunder(name)": (name: PyValue) => isSunder(String(name)),
    "_is_private(cls_name, name)": (cls: PyValue, name: PyValue) => isPrivate(String(cls), String(name)),
    "_is_descriptor(obj)": (value: PyValue) => isDescriptor(value),
    "_is_single_bit(num)": (value: PyValue) => isSingleBit(asInt(value) ?? 0),
    "_iter_bits_lsb(num)": (value: PyValue) => new BitIterator(value),
    "_make_class_unpicklable(obj)"(target: PyValue) {
      const refuse = pythonFunction({
        name: "_break_on_call_reduce",
        module: "enum",
        globals,
        parameters: ["self", "proto"],
        js(self) {
          throw raise.TypeError(`${repr(self as PyValue)} cannot be pickled`);
        },
      });
      for (const [name, value] of [
        ["__reduce_ex__", refuse],
        ["__module__", "<unknown>"],
      ] as const) {
        if (target instanceof PyDict) target.setString(name, value);
        else setAttribute(target, name, value);
      }
      return null;
    },
  });
  methods(world.meta, {
    "_convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False)"(
      cls: PyType,
      name: PyValue,
      module: PyValue,
      filter: PyValue,
      source: PyValue,
      boundary: PyValue,
      asGlobal: PyValue,
    ) {
      const made = convertConstants(world, interpreter, cls, { name, module, filter, source, boundary });
      if (isTrue(asGlobal)) globalEnum(world, interpreter, made, false, shows);
      exportConverted(interpreter, made, name);
      return made;
    },
  });
  finishType(world.meta);
}

/** The bits of a value, found when the first is asked for. */
class BitIterator extends PyNativeIterator {
  readonly value: PyValue;
  #bits: Iterator<PyInt> | undefined;
  constructor(value: PyValue) {
    super();
    this.value = value;
  }
  next(): PyValue | undefined {
    this.#bits ??= singleBits(this.value).values();
    const step = this.#bits.next();
    return step.done === true ? undefined : step.value;
  }
}
defineIterator("bit_iterator", BitIterator, "enum");

/** The bits of a flag, or of an int. */
function singleBits(value: PyValue): PyInt[] {
  const bits = asInt(value) ?? asInt(getAttribute(value, "value")) ?? 0;
  if (bits < 0) throw raise.ValueError(`${repr(value)} is not a positive integer`);
  return bitsOf(bits);
}
