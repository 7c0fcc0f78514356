/** The types of natives: functions and bound methods, the descriptors that hold the methods of built-in types, and computed attributes. */
import {
  builtinType,
  classMethodDescriptorType,
  getsetType,
  memberType,
  methodDescriptorType,
  methodWrapperType,
  PyBuiltin,
  PyGetSet,
  wrapperDescriptorType,
} from "../runtime/builtin.ts";
import { attributes, members, methods } from "../runtime/define.ts";
import { hash, identityOf } from "../runtime/hash.ts";
import { raise } from "../runtime/raise.ts";
import { isSubtype } from "../runtime/types.ts";
import { current } from "../runtime/state.ts";
import { noneType, typeOf } from "../runtime/type-table.ts";
import { type Keywords, NotImplemented, PyObject, PyTuple, PyType, type PyValue } from "../runtime/values.ts";

function address(object: PyValue): string {
  return `0x${(object instanceof PyObject ? identityOf(object) : Number(hash(object))).toString(16).padStart(12, "0")}`;
}

/** What a native is bound to: a class for `__new__` and static methods. */
function boundTo(self: PyBuiltin): PyValue | undefined {
  if (self.self !== undefined) return self.self;
  return self.kind === "new" || self.kind === "function" ? (self.owner ?? undefined) : undefined;
}

function isStatic(self: PyBuiltin): boolean {
  return self.kind === "function" && self.self === undefined;
}

/** Only the module that every program has: a function must not lead to one that was not authorized. */
function moduleOf(self: PyBuiltin): PyValue {
  return self.module === "builtins" ? (current.interpreter.modules.getString("builtins") ?? null) : null;
}

function ownerOf(self: PyBuiltin): PyType {
  return self.owner as PyType;
}

/** How what a type holds is found again. */
function foundIn(holder: PyValue, name: string): PyValue {
  const getattr = current.interpreter.builtins.getString("getattr") as PyValue;
  return new PyTuple([getattr, new PyTuple([holder, name])]);
}

const showNative: readonly [PyType, (self: PyBuiltin) => string][] = [
  [
    builtinType,
    (self) => {
      const object = boundTo(self);
      return object === undefined || self.module !== null
        ? `<built-in function ${self.name}>`
        : `<built-in method ${self.name} of ${typeOf(object).shown} object at ${address(object)}>`;
    },
  ],
  [
    methodWrapperType,
    (self) =>
      `<method-wrapper '${self.name}' of ${typeOf(self.self as PyValue).shown} object at ${address(self.self as PyValue)}>`,
  ],
  [wrapperDescriptorType, (self) => `<slot wrapper '${self.name}' of '${ownerOf(self).shown}' objects>`],
  [methodDescriptorType, (self) => `<method '${self.name}' of '${ownerOf(self).shown}' objects>`],
  [classMethodDescriptorType, (self) => `<method '${self.name}' of '${ownerOf(self).shown}' objects>`],
];
for (const [type, show] of showNative) {
  methods(type, {
    "__repr__(self, /)": show,
    "__call__(self, /, *args, **kwargs)": (self: PyBuiltin, args: PyValue[], keywords: Keywords) =>
      self.invoke(args, keywords),
    "__reduce__(self, /)"(self: PyBuiltin) {
      if (self.cls === classMethodDescriptorType) throw raise.TypeError(`cannot pickle '${self.cls.name}' object`);
      const holder = boundTo(self) ?? self.owner;
      if (holder === null) return self.name;
      return foundIn(holder, self.name);
    },
  });
  attributes<PyBuiltin>(type, {
    __name__: (self) => self.name,
    __doc__: (self) => self.doc,
    __text_signature__(self) {
      const hasSelf = self.kind !== "function";
      const text = self.text.replaceAll("=...", "=<unrepresentable>");
      return `(${hasSelf ? `$self${text === "" ? ", /" : text.startsWith("/") ? `, ${text}` : `, ${text}`}` : text})`;
    },
  });
}

// What is bound

PyBuiltin.prototype.equals = function equals(this: PyBuiltin, other: PyValue): PyValue {
  if (this === other) return true;
  if (!(other instanceof PyBuiltin) || this.self === undefined || other.self === undefined) return NotImplemented;
  return this.fn === other.fn && this.self === other.self;
};
PyBuiltin.prototype.hash = function hashNative(this: PyBuiltin): number {
  if (this.self === undefined) return identityOf(this);
  const own =
    this.self instanceof PyObject ? identityOf(this.self) : Number(BigInt.asIntN(32, BigInt(hash(this.self))));
  return (own ^ identityOf(this.fn)) | 0;
};
for (const type of [builtinType, methodWrapperType]) {
  methods(type, {
    "__eq__(self, value, /)": (self: PyBuiltin, other: PyValue) => PyBuiltin.prototype.equals.call(self, other),
    "__hash__(self, /)": (self: PyBuiltin) => PyBuiltin.prototype.hash.call(self),
  });
  attributes<PyBuiltin>(type, { __self__: (self) => (isStatic(self) ? moduleOf(self) : (boundTo(self) ?? null)) });
}
members<PyBuiltin>(builtinType, { __module__: (self) => (self.kind === "function" ? self.module : null) });
attributes<PyBuiltin>(builtinType, {
  __qualname__(self) {
    const object = boundTo(self);
    if (object === undefined) return self.name;
    return `${(object instanceof PyType ? object : typeOf(object)).qualname}.${self.name}`;
  },
});

// Methods of built-in types, as their classes hold them

function refuseNothing(instance: PyValue, owner: PyValue): void {
  if (instance === null && owner === null) throw raise.TypeError("__get__(None, None) is invalid");
}

const qualname = (self: PyBuiltin): string => `${ownerOf(self).qualname}.${self.name}`;
for (const type of [methodDescriptorType, wrapperDescriptorType, classMethodDescriptorType]) {
  methods(type, {
    "__get__(self, instance, owner=None, /)"(self: PyBuiltin, instance: PyValue, owner: PyValue) {
      refuseNothing(instance, owner);
      const isMethod = self.self === undefined && (self.kind === "method" || self.kind === "wrapper");
      if (isMethod && self.owner !== null && instance !== null && !isSubtype(typeOf(instance), self.owner))
        throw raise.TypeError(
          `descriptor '${self.name}' for '${self.owner.shown}' objects doesn't apply to a '${typeOf(instance).shown}' object`,
        );
      return (self.bind as NonNullable<PyBuiltin["bind"]>).call(
        self,
        instance ?? undefined,
        (owner ?? typeOf(instance)) as PyType,
      );
    },
  });
}
for (const type of [methodDescriptorType, wrapperDescriptorType, classMethodDescriptorType, methodWrapperType]) {
  attributes<PyBuiltin>(type, { __qualname__: qualname });
  members<PyBuiltin>(type, { __objclass__: ownerOf });
}

for (const type of [getsetType, memberType]) {
  methods(type, {
    "__repr__(self, /)": (self: PyGetSet) =>
      `<${self.isMember ? "member" : "attribute"} '${self.name}' of '${self.owner.shown}' objects>`,
    "__get__(self, instance, owner=None, /)"(self: PyGetSet, instance: PyValue, owner: PyValue) {
      if (self.owner !== noneType) refuseNothing(instance, owner);
      return instance === null && self.owner !== noneType ? self : self.read(instance);
    },
    "__set__(self, instance, value, /)"(self: PyGetSet, instance: PyValue, value: PyValue) {
      self.write(instance, value);
      return null;
    },
    "__delete__(self, instance, /)"(self: PyGetSet, instance: PyValue) {
      self.write(instance, undefined);
      return null;
    },
  });
  attributes<PyGetSet>(type, {
    __name__: (self) => self.name,
    __qualname__: (self) => `${self.owner.qualname}.${self.name}`,
    __objclass__: (self) => self.owner,
    __doc__: () => null,
  });
}
methods(memberType, { "__reduce__(self, /)": (self: PyGetSet) => foundIn(self.owner, self.name) });
