/** functools.total_ordering and cmp_to_key. */
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { call, call2 } from "../../runtime/call.ts";
import { compare, type Ordering } from "../../runtime/compare.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { equal } from "../../runtime/equal.ts";
import { unhashable } from "../../runtime/hash.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { objectType, typeOf } from "../../runtime/type-table.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { NotImplemented, PyFunction, PyObject, PyType, type PyValue } from "../../runtime/values.ts";
import { pythonFunction } from "../native-class.ts";

const OPERATIONS = ["__lt__", "__le__", "__gt__", "__ge__"] as const;
type Operation = (typeof OPERATIONS)[number];

/** How each comparison follows from the one that a class has: `not` it, and what is said of equality. */
type Rule = "or equal" | "and unequal" | "not or equal" | "not and unequal" | "not";
const RULES: Record<Operation, Partial<Record<Operation, Rule>>> = {
  __lt__: { __gt__: "not and unequal", __le__: "or equal", __ge__: "not" },
  __le__: { __ge__: "not or equal", __lt__: "and unequal", __gt__: "not" },
  __gt__: { __lt__: "not and unequal", __ge__: "or equal", __le__: "not" },
  __ge__: { __le__: "not or equal", __gt__: "and unequal", __lt__: "not" },
};

function derive(root: Operation, rule: Rule, self: PyValue, other: PyValue): PyValue {
  const result = call(getAttribute(typeOf(self), root), [self, other]);
  if (result === NotImplemented) return result;
  const isNegated = rule.startsWith("not");
  const holds = isTrue(result) !== isNegated;
  if (rule.endsWith("or equal")) return holds || isTrue(equal(self, other));
  if (rule.endsWith("and unequal")) return holds && !isTrue(equal(self, other));
  return holds;
}

/** The functions that fill gaps, under the names by which they are found again. */
export function defineOrderings(globals: NamespaceDict): void {
  for (const root of OPERATIONS) {
    for (const [name, rule] of Object.entries(RULES[root])) {
      const qualname = `_${name.slice(2, 4)}_from_${root.slice(2, 4)}`;
      globals.setString(
        qualname,
        pythonFunction({
          name,
          qualname,
          module: "functools",
          globals,
          parameters: ["self", "other"],
          js: (self, other) => derive(root, rule, self as PyValue, other as PyValue),
        }),
      );
    }
  }
}

export function totalOrdering(cls: PyValue, globals: NamespaceDict): PyValue {
  if (!(cls instanceof PyType)) throw raise.TypeError("total_ordering takes a class");
  const own = OPERATIONS.filter(
    (name) => attributeOr(cls, name, undefined) !== undefined && lookup(cls, name) !== lookup(objectType, name),
  );
  const root = [...own].sort().pop();
  if (root === undefined) throw raise.ValueError("must define at least one ordering operation: < > <= >=");
  for (const name of OPERATIONS) {
    if (own.includes(name)) continue;
    const f = globals.getString(`_${name.slice(2, 4)}_from_${root.slice(2, 4)}`);
    if (f instanceof PyFunction) cls.assignAttribute(name, f);
  }
  return cls;
}

class PyKey extends PyObject {
  readonly compare: PyValue;
  object: PyValue | undefined;
  constructor(compareFunction: PyValue, object?: PyValue) {
    super();
    this.compare = compareFunction;
    this.object = object;
  }
}

const keyType = defineType("KeyWrapper", PyKey, { module: "functools", final: true });

function ordered(op: Ordering | "=="): (self: PyKey, other: PyValue) => PyValue {
  return (self, other) => {
    if (!(other instanceof PyKey)) throw raise.TypeError("other argument must be K instance");
    if (self.object === undefined || other.object === undefined) throw raise.AttributeError("object");
    const result = call2(self.compare, self.object, other.object);
    return op === "==" ? equal(result, 0) : compare(result, 0, op);
  };
}

const equalKeys = ordered("==");
PyKey.prototype.equals = function equals(this: PyKey, other: PyValue): PyValue {
  return equalKeys(this, other);
};
PyKey.prototype.hash = function hash(this: PyKey): never {
  return unhashable(this);
};
constructor(keyType, "(cls, *args)", () => {
  throw raise.TypeError("cannot create 'functools.KeyWrapper' instances");
});
methods(keyType, {
  "__call__(self, obj)": (self: PyKey, object: PyValue) => new PyKey(self.compare, object),
  "__eq__(self, value, /)": equalKeys,
  "__lt__(self, value, /)": ordered("<"),
  "__le__(self, value, /)": ordered("<="),
  "__gt__(self, value, /)": ordered(">"),
  "__ge__(self, value, /)": ordered(">="),
});
constants(keyType, { __hash__: null });
attributes<PyKey>(keyType, {
  obj: {
    get(self) {
      if (self.object === undefined) throw raise.AttributeError("object");
      return self.object;
    },
    set(self, value) {
      self.object = value;
    },
  },
});

/** `cmp_to_key(mycmp)`: makes keys that compare by a function of the old kind. */
export function compareToKey(compareFunction: PyValue): PyValue {
  return new PyKey(compareFunction);
}
