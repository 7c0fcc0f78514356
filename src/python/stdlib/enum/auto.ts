/** enum.auto, member and nonmember: what a body writes in place of a value. */
import { constructor, methods, attributes } from "../../runtime/define.ts";
import { repr } from "../../runtime/show.ts";
import { defineType } from "../../runtime/types.ts";
import { PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { instantiate } from "../native-class.ts";

/** A value still to be made; undefined until it is. */
export class PyAuto extends PyObject {
  value: PyValue | undefined = undefined;
}

export const autoType: PyType = defineType("auto", PyAuto, { isPython: true, module: "enum", instanceDict: true });
constructor(autoType, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyAuto>(cls));
methods(autoType, {
  "__init__(self, value=...)"(self: PyAuto, value: PyValue | undefined) {
    self.value = value;
    return null;
  },
  "__repr__(self, /)": (self: PyAuto) => `auto(${self.value === undefined ? "_auto_null" : repr(self.value)})`,
});

/** Stands for the value that is not made yet. */
class PyAutoNull extends PyObject {}
const autoNullType = defineType("_auto_null", PyAutoNull, { isPython: true, module: "enum", final: true });
methods(autoNullType, { "__repr__(self, /)": () => "_auto_null" });
const AUTO_NULL = new PyAutoNull();
attributes<PyAuto>(autoType, {
  value: {
    get: (self) => self.value ?? (self.value === null ? null : AUTO_NULL),
    set(self, value) {
      self.value = value === AUTO_NULL ? undefined : value;
    },
  },
});

/** Says that a value is, or is not, to become a member. */
export class PyMark extends PyObject {
  value: PyValue = null;
}
export class PyMemberMark extends PyMark {}
export class PyNonmemberMark extends PyMark {}

export const memberMarkType: PyType = defineType("member", PyMemberMark, {
  isPython: true,
  module: "enum",
  instanceDict: true,
});
export const nonmemberMarkType: PyType = defineType("nonmember", PyNonmemberMark, {
  isPython: true,
  module: "enum",
  instanceDict: true,
});
for (const type of [memberMarkType, nonmemberMarkType]) {
  constructor(type, "(cls, /, *args, **kwargs)", (cls: PyType) => instantiate<PyMark>(cls));
  methods(type, {
    "__init__(self, value)"(self: PyMark, value: PyValue) {
      self.value = value;
      return null;
    },
  });
  attributes<PyMark>(type, {
    value: {
      get: (self) => self.value,
      set: (self, value) => {
        self.value = value ?? null;
      },
    },
  });
}
