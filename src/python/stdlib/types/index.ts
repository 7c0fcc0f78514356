/** The module `types`: names for the types of things that have no name elsewhere, and the making of classes. */
import { attributeOr } from "../../runtime/attributes.ts";
import {
  builtinType,
  classMethodDescriptorType,
  getsetType,
  memberType,
  methodDescriptorType,
  methodWrapperType,
  wrapperDescriptorType,
} from "../../runtime/builtin.ts";
import { call } from "../../runtime/call.ts";
import { calculateMetaclass, resolveBases } from "../../runtime/classes.ts";
import { functions, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { asyncGeneratorType, coroutineType, generatorType } from "../../runtime/generator.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { setItem } from "../../runtime/subscript.ts";
import {
  cellType,
  codeType,
  ellipsisType,
  frameType,
  functionType,
  mappingproxyType,
  methodType,
  moduleType,
  noneType,
  notImplementedType,
  tracebackType,
  typeOf,
  typeType,
} from "../../runtime/type-table.ts";
import { type Keywords, PyList, PyTuple, PyType, type PyValue } from "../../runtime/values.ts";
import { genericAliasType } from "../../builtins/generic-alias.ts";
import { unionType } from "../../builtins/union.ts";
import { spend } from "../../runtime/limits.ts";
import { generatorWrapperType, makeCoroutineFunction } from "./coroutine.ts";
import { dynamicAttributeType } from "./dynamic-class-attribute.ts";
import { namespaceType } from "./simple-namespace.ts";

export const requires: readonly string[] = ["collections.abc"];

const TYPES: Readonly<Record<string, PyType>> = {
  AsyncGeneratorType: asyncGeneratorType,
  BuiltinFunctionType: builtinType,
  BuiltinMethodType: builtinType,
  CellType: cellType,
  ClassMethodDescriptorType: classMethodDescriptorType,
  CodeType: codeType,
  CoroutineType: coroutineType,
  DynamicClassAttribute: dynamicAttributeType,
  EllipsisType: ellipsisType,
  FrameType: frameType,
  FunctionType: functionType,
  GeneratorType: generatorType,
  GenericAlias: genericAliasType,
  GetSetDescriptorType: getsetType,
  LambdaType: functionType,
  MappingProxyType: mappingproxyType,
  MemberDescriptorType: memberType,
  MethodDescriptorType: methodDescriptorType,
  MethodType: methodType,
  MethodWrapperType: methodWrapperType,
  ModuleType: moduleType,
  NoneType: noneType,
  NotImplementedType: notImplementedType,
  SimpleNamespace: namespaceType,
  TracebackType: tracebackType,
  UnionType: unionType,
  _GeneratorWrapper: generatorWrapperType,
  WrapperDescriptorType: wrapperDescriptorType,
};

function resolved(bases: PyValue): PyValue {
  const given = itemsOf(bases);
  const found = resolveBases(given);
  const isSame = found.length === given.length && found.every((base, index) => base === given[index]);
  return isSame ? bases : new PyTuple(found);
}

function toKeywords(value: PyValue): Keywords {
  const keywords: Keywords = new Map();
  if (value === null) return keywords;
  const dict = new PyDict();
  call(dict.findAttribute("update") ?? null, [value]);
  spend(dict.size);
  for (const [key, item] of dict.entries()) keywords.set(asString(key) ?? "", item);
  return keywords;
}

/** The metaclass, the namespace it prepares, and the keywords that are left for it. */
function prepare(
  name: PyValue,
  bases: PyValue,
  given: PyValue,
): { meta: PyValue; namespace: PyValue; keywords: Keywords } {
  const keywords = toKeywords(given);
  const items = itemsOf(bases);
  let meta: PyValue = keywords.get("metaclass") ?? null;
  if (keywords.has("metaclass")) keywords.delete("metaclass");
  else meta = items.length > 0 ? typeOf(items[0] as PyValue) : typeType;
  if (meta instanceof PyType) meta = calculateMetaclass(meta, items);
  const hook = attributeOr(meta, "__prepare__", undefined);
  const namespace = hook === undefined ? new PyDict() : call(hook, [name, bases], keywords);
  return { meta, namespace, keywords };
}

function keywordDict(keywords: Keywords): PyDict {
  const dict = new PyDict();
  for (const [key, value] of keywords) dict.setString(key, value);
  return dict;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  names(globals, { ...TYPES });
  functions(globals, "types", {
    "new_class(name, bases=(), kwds=None, exec_body=None)"(
      name: PyValue,
      bases: PyValue,
      keywords: PyValue,
      body: PyValue,
    ) {
      const actual = resolved(bases);
      const { meta, namespace, keywords: rest } = prepare(name, actual, keywords);
      if (body !== null) call(body, [namespace]);
      if (actual !== bases) setItem(namespace, "__orig_bases__", bases);
      return call(meta, [name, actual, namespace], rest);
    },
    "resolve_bases(bases)": resolved,
    "prepare_class(name, bases=(), kwds=None)"(name: PyValue, bases: PyValue, keywords: PyValue) {
      const { meta, namespace, keywords: rest } = prepare(name, bases, keywords);
      return new PyTuple([meta, namespace, keywordDict(rest)]);
    },
    "get_original_bases(cls, /)"(cls: PyValue) {
      if (!(cls instanceof PyType)) throw raise.TypeError(`Expected an instance of type, not '${typeOf(cls).shown}'`);
      return cls.namespace.get("__orig_bases__") ?? new PyTuple(cls.bases);
    },
    "coroutine(func)": (f: PyValue) => makeCoroutineFunction(f, interpreter),
  });
  const all = [...globals.keys()]
    .filter((name): name is string => typeof name === "string" && !name.startsWith("_"))
    .sort();
  names(globals, { __all__: new PyList(all) });
}
