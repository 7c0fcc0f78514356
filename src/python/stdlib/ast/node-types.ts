/** The classes of `ast`. Like all built-in types they are shared by all interpreters. */
import { lazily } from "../../runtime/lazily.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { getAttribute, instanceDict, setAttribute, setInstanceDict } from "../../runtime/attributes.ts";
import { PyDict } from "../../runtime/dict.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { type Keywords, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { grammar, type NodeShape, POSITIONED, POSITIONS } from "./grammar.ts";

export class PyNode extends PyObject {}

export const astType: PyType = defineType("AST", PyNode, { module: "ast", instanceDict: true });

constructor(astType, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as typeof PyNode)());
methods(astType, {
  "__init__(self, /, *args, **kwargs)": initialise,
  "__reduce__(self, /)": (self: PyNode) => {
    const state = new PyDict();
    for (const [key, value] of instanceDict(self).entries()) state.set(key, value);
    return new PyTuple([self.cls, new PyTuple(), state]);
  },
});
attributes<PyNode>(astType, {
  __dict__: {
    get: (self) => instanceDict(self),
    set(self, value) {
      if (!(value instanceof PyDict))
        throw raise.TypeError(`__dict__ must be set to a dictionary, not a '${typeOf(value ?? null).shown}'`);
      setInstanceDict(self, value);
    },
  },
});
constants(astType, { _fields: new PyTuple(), _attributes: new PyTuple(), __match_args__: new PyTuple() });

function initialise(self: PyNode, args: PyValue[], keywords: Keywords): null {
  const fields = self.findAttribute("_fields");
  const names = fields instanceof PyTuple ? fields.items : [];
  if (args.length > names.length) {
    throw raise.TypeError(
      `${self.cls.shown} constructor takes at most ${names.length} positional argument${names.length === 1 ? "" : "s"}`,
    );
  }
  args.forEach((value, index) => setAttribute(self, names[index] as string, value));
  for (const [name, value] of keywords) {
    if (names.indexOf(name) >= 0 && names.indexOf(name) < args.length)
      throw raise.TypeError(`${self.cls.shown} got multiple values for argument '${name}'`);
    setAttribute(self, name, value);
  }
  return null;
}

export interface NodeType {
  shape: NodeShape;
  type: PyType;
  isPositioned: boolean;
}

interface NodeTypes {
  /** `stmt`, `expr`, ... and the classes. */
  all: readonly PyType[];
  byName: ReadonlyMap<string, NodeType>;
  byType: ReadonlyMap<PyType, NodeType>;
}

/** What the value of a constant was called when Num and Str were classes of their own. */
const OLD_VALUE = {
  get: (self: PyNode): PyValue => getAttribute(self, "value"),
  set: (self: PyNode, value: PyValue | undefined): void => setAttribute(self, "value", value ?? null),
};

export const nodeTypes: () => NodeTypes = lazily(() => {
  const { kinds, shapes } = grammar();
  const types = new Map<string, PyType>([["AST", astType]]);
  const byName = new Map<string, NodeType>(),
    byType = new Map<PyType, NodeType>();
  for (const [kind, text] of kinds) types.set(kind, define(kind, astType, text));
  for (const shape of shapes) {
    const type = define(shape.name, types.get(shape.base) ?? astType, shape.text);
    const isPositioned = POSITIONED.has(shape.base) || POSITIONED.has(shape.name);
    const names = new PyTuple(shape.fields.map((field) => field.name));
    constants(type, {
      _fields: names,
      __match_args__: names,
      ...optional(shape.fields.filter((field) => field.kind === "?").map((field) => field.name)),
    });
    if (POSITIONED.has(shape.name)) constants(type, positions());
    if (shape.name === "Constant") attributes<PyNode>(type, { n: OLD_VALUE, s: OLD_VALUE });
    types.set(shape.name, type);
    const entry = { shape, type, isPositioned };
    byName.set(shape.name, entry);
    byType.set(type, entry);
  }
  return { all: [...types.values()], byName, byType };
});

function define(name: string, base: PyType, doc: string): PyType {
  const JsBase = base.jsClass as unknown as typeof PyNode;
  const type = defineType(name, class extends JsBase {}, { base, isPython: true, module: "ast", instanceDict: true });
  constants(type, { __doc__: doc });
  if (POSITIONED.has(name)) constants(type, positions());
  return type;
}

function positions(): Record<string, PyValue> {
  return { _attributes: new PyTuple([...POSITIONS]), ...optional(["end_lineno", "end_col_offset"]) };
}

/** What may be left out is None in the class. */
function optional(names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}
