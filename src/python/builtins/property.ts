/** property and super. */
import { attributeOr } from "../runtime/attributes.ts";
import { call, call1 } from "../runtime/call.ts";
import { attributes, constructor, members, methods } from "../runtime/define.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { isTrue } from "../runtime/truth.ts";
import { propertyType, superType, typeOf } from "../runtime/type-table.ts";
import { isSubtype } from "../runtime/types.ts";
import { PyObject, PyProperty, PySuper, PyType, type PyValue } from "../runtime/values.ts";

constructor(
  propertyType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as typeof PyProperty)(),
);

PyProperty.prototype.bind = function bind(this: PyProperty, instance: PyValue | undefined): PyValue {
  if (instance === undefined) return this;
  if (this.fget === null) throw noAccessor(this, instance, "getter");
  return call1(this.fget, instance);
};

function noAccessor(property: PyProperty, instance: PyValue, which: string): PyObject {
  const type = typeOf(instance).qualname;
  return raise.AttributeError(
    property.name === null
      ? `property of '${type}' object has no ${which}`
      : `property '${property.name}' of '${type}' object has no ${which}`,
  );
}

function copyWith(self: PyProperty, given: Partial<Pick<PyProperty, "fget" | "fset" | "fdel">>): PyValue {
  const fget = given.fget ?? self.fget;
  const doc = self.hasGettersDoc && fget !== null ? null : self.doc;
  const copy = call(self.cls, [fget, given.fset ?? self.fset, given.fdel ?? self.fdel, doc]);
  if (copy instanceof PyProperty) copy.name = self.name;
  return copy;
}

/** Without a text of its own a property has its getter's; an instance of a subclass must not show its class's instead. */
function takeGettersDoc(self: PyProperty): void {
  const doc = attributeOr(self.fget, "__doc__", undefined);
  if (doc === undefined) return;
  if (self.cls === propertyType) self.doc = doc;
  else self.assignAttribute("__doc__", doc);
  self.hasGettersDoc = true;
}

methods(propertyType, {
  "__init__(self, fget=None, fset=None, fdel=None, doc=None)"(
    self: PyProperty,
    fget: PyValue,
    fset: PyValue,
    fdel: PyValue,
    doc: PyValue,
  ) {
    self.fget = fget;
    self.fset = fset;
    self.fdel = fdel;
    self.doc = doc;
    self.hasGettersDoc = false;
    self.name = null;
    if (doc === null && fget !== null) takeGettersDoc(self);
    return null;
  },
  "__get__(self, instance, owner=None, /)": (self: PyProperty, instance: PyValue) =>
    instance === null
      ? self
      : (PyProperty.prototype.bind as NonNullable<PyObject["bind"]>).call(self, instance, typeOf(instance)),
  "__set__(self, instance, value, /)"(self: PyProperty, instance: PyValue, value: PyValue) {
    if (self.fset === null) throw noAccessor(self, instance, "setter");
    call(self.fset, [instance, value]);
    return null;
  },
  "__delete__(self, instance, /)"(self: PyProperty, instance: PyValue) {
    if (self.fdel === null) throw noAccessor(self, instance, "deleter");
    call(self.fdel, [instance]);
    return null;
  },
  "__set_name__(self, /, *args)"(self: PyProperty, args: PyValue[]) {
    if (args.length !== 2)
      throw raise.TypeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
    self.name = asString(args[1] ?? null) ?? null;
    return null;
  },
  "getter(self, fget, /)": (self: PyProperty, f: PyValue) => copyWith(self, { fget: f }),
  "setter(self, fset, /)": (self: PyProperty, f: PyValue) => copyWith(self, { fset: f }),
  "deleter(self, fdel, /)": (self: PyProperty, f: PyValue) => copyWith(self, { fdel: f }),
});
members<PyProperty>(propertyType, {
  fget: (self) => self.fget,
  fset: (self) => self.fset,
  fdel: (self) => self.fdel,
  __doc__: {
    get: (self) => self.doc,
    set: (self, value) => {
      self.doc = value ?? null;
    },
  },
});
attributes<PyProperty>(propertyType, {
  __isabstractmethod__: (self) =>
    [self.fget, self.fset, self.fdel].some((f) => f !== null && isTrue(attributeOr(f, "__isabstractmethod__", false))),
});

// super

constructor(superType, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as typeof PySuper)());

/** The class in whose resolution order the search goes on. */
function startingClass(type: PyType, object: PyValue): PyType {
  if (object instanceof PyType && isSubtype(object, type)) return object;
  if (isSubtype(typeOf(object), type)) return typeOf(object);
  const said = attributeOr(object, "__class__", undefined);
  if (said instanceof PyType && said !== typeOf(object) && isSubtype(said, type)) return said;
  throw raise.TypeError("super(type, obj): obj must be an instance or subtype of type");
}

PySuper.prototype.findAttribute = function find(this: PySuper, name: string): PyValue | undefined {
  const { thisClass, selfClass, self } = this;
  if (selfClass !== null && thisClass !== null && name !== "__class__") {
    const { mro } = selfClass;
    for (let index = mro.indexOf(thisClass) + 1; index < mro.length; index++) {
      const value = (mro[index] as PyType).namespace.get(name);
      if (value === undefined) continue;
      if (typeof value !== "object" || value === null || value.bind === undefined) return value;
      return value.bind(self === selfClass ? undefined : self, selfClass);
    }
  }
  return PyObject.prototype.findAttribute.call(this, name);
};
PySuper.prototype.bind = function bind(this: PySuper, instance: PyValue | undefined): PyValue {
  if (instance === undefined || instance === null || this.self !== undefined) return this;
  const bound = new (this.cls.jsClass as unknown as typeof PySuper)();
  bound.thisClass = this.thisClass;
  bound.selfClass = startingClass(this.thisClass as PyType, instance);
  bound.self = instance;
  return bound;
};

methods(superType, {
  "__init__(self, /, *args)"(self: PySuper, args: readonly PyValue[]) {
    const [type, object] = args;
    if (args.length > 2) throw raise.TypeError(`super() expected at most 2 arguments, got ${args.length}`);
    if (type === undefined) throw raise.RuntimeError("super(): no arguments");
    if (!(type instanceof PyType))
      throw raise.TypeError(`super() argument 1 must be a type, not ${typeOf(type).shown}`);
    self.thisClass = type;
    if (object !== undefined && object !== null) {
      self.selfClass = startingClass(type, object);
      self.self = object;
    }
    return null;
  },
  "__repr__(self, /)"(self: PySuper) {
    const name = self.thisClass?.name ?? "NULL";
    return self.selfClass === null
      ? `<super: <class '${name}'>, NULL>`
      : `<super: <class '${name}'>, <${self.selfClass.name} object>>`;
  },
  "__getattribute__(self, name, /)"(self: PySuper, name: PyValue) {
    const text = asString(name) ?? "";
    const value = PySuper.prototype.findAttribute.call(self, text);
    if (value === undefined) throw raise.AttributeError(`'super' object has no attribute ${repr(text)}`);
    return value;
  },
  "__get__(self, instance, owner=None, /)": (self: PySuper, instance: PyValue) =>
    (PySuper.prototype.bind as NonNullable<PyObject["bind"]>).call(self, instance, self.cls),
});
members<PySuper>(superType, {
  __thisclass__: (self) => self.thisClass,
  __self__: (self) => self.self ?? null,
  __self_class__: (self) => self.selfClass,
});
