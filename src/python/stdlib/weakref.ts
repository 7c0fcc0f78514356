/**
 * `weakref`. What is referred to lives as long as the action's interpreter does, so a reference is never dead: JavaScript
 * tells no program when an object goes, and a result may not depend on it.
 */
import { attributeOr } from "../runtime/attributes.ts";
import { attributes, constructor, functions, methods, names } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { equal } from "../runtime/equal.ts";
import { hash, identityOf } from "../runtime/hash.ts";
import { raise } from "../runtime/raise.ts";
import { asString } from "../runtime/operators.ts";
import { typeOf } from "../runtime/type-table.ts";
import { defineType, lookup } from "../runtime/types.ts";
import {
  type Keywords,
  NotImplemented,
  PyFunction,
  type PyInt,
  PyList,
  PyObject,
  PyType,
  type PyValue,
} from "../runtime/values.ts";

class PyReference extends PyObject {
  referent: PyValue = null;
  callback: PyValue = null;
}
const referenceType = defineType("ReferenceType", PyReference, { module: "weakref" });

/** Built-in types whose instances can be referred to weakly. */
const REFERABLE = new Set([
  "function",
  "set",
  "frozenset",
  "generator",
  "coroutine",
  "async_generator",
  "type",
  "module",
  "method",
  "array",
  "deque",
  "Pattern",
  "re.Pattern",
  "memoryview",
  "builtin_function_or_method",
  "code",
  "BytesIO",
  "StringIO",
  "odict",
  "OrderedDict",
  "_tee",
  "partial",
]);

function checkReferable(value: PyValue): void {
  const type = typeOf(value);
  const isReferable =
    value instanceof PyType ||
    value instanceof PyFunction ||
    lookup(type, "__weakref__") !== undefined ||
    (!type.isHeap && REFERABLE.has(type.name)) ||
    (type.mro.some((base) => REFERABLE.has(base.name) && !base.isHeap) && type.isHeap && type.slotNames === null);
  if (!isReferable) throw raise.TypeError(`cannot create weak reference to '${type.name}' object`);
}

const references = new WeakMap<object, PyReference>();

constructor(referenceType, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  if (keywords.size > 0 && cls === referenceType) throw raise.TypeError("ref() takes no keyword arguments");
  const [value, callback] = args;
  if (value === undefined) throw raise.TypeError("__new__ expected at least 1 argument, got 0");
  if (args.length > 2 && cls === referenceType)
    throw raise.TypeError(`__new__ expected at most 2 arguments, got ${args.length}`);
  checkReferable(value);
  const isShared = cls === referenceType && (callback ?? null) === null;
  const known = isShared ? references.get(value as object) : undefined;
  if (known !== undefined) return known;
  const reference = new (cls.jsClass as unknown as typeof PyReference)();
  reference.referent = value;
  reference.callback = callback ?? null;
  if (isShared) references.set(value as object, reference);
  return reference;
});
PyReference.prototype.invoke = function invoke(this: PyReference, args: PyValue[]): PyValue {
  if (args.length > 0)
    throw raise.TypeError(
      `__call__() takes 0 positional arguments but ${args.length} ${args.length === 1 ? "was" : "were"} given`,
    );
  return this.referent;
};
PyReference.prototype.equals = function equals(this: PyReference, other: PyValue): PyValue {
  return other instanceof PyReference ? equal(this.referent, other.referent) : NotImplemented;
};
PyReference.prototype.hash = function hashReference(this: PyReference): PyInt {
  return hash(this.referent);
};
methods(referenceType, {
  "__init__(self, *args, **kwargs)": (_self: PyReference, _args: PyValue[], _keywords: Keywords) => null,
  "__call__(self, /)": (self: PyReference) => self.referent,
  "__eq__(self, value, /)": (self: PyReference, other: PyValue) => PyReference.prototype.equals.call(self, other),
  "__hash__(self, /)": (self: PyReference) => hash(self.referent),
  "__repr__(self, /)"(self: PyReference) {
    const address = (value: PyValue): string =>
      `0x${(value instanceof PyObject ? identityOf(value) : 0).toString(16).padStart(12, "0")}`;
    // The type is asked alone: a program's __getattr__ may raise anything.
    const name = lookup(typeOf(self.referent), "__name__") && attributeOr(self.referent, "__name__", undefined);
    const text = name === undefined ? undefined : asString(name);
    return `<weakref at ${address(self)}; to '${typeOf(self.referent).name}' at ${address(self.referent)}${text === undefined ? "" : ` (${text})`}>`;
  },
  "__class_getitem__(self, item, /)": (self: PyValue) => self,
});
attributes<PyReference>(referenceType, { __callback__: (self) => self.callback });

export function load(globals: NamespaceDict): void {
  names(globals, { ref: referenceType, ReferenceType: referenceType });
  functions(globals, "weakref", {
    "getweakrefcount(object, /)": (value: PyValue) => (value instanceof PyObject && references.has(value) ? 1 : 0),
    "getweakrefs(object, /)": (value: PyValue) =>
      new PyList(value instanceof PyObject && references.has(value) ? [references.get(value) as PyReference] : []),
    "_check(object, /)"(value: PyValue) {
      checkReferable(value);
      return null;
    },
  });
}

export const source: string = `
from collections.abc import MutableMapping as _MutableMapping, MutableSet as _MutableSet

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType",
           "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]


class ProxyType:
    __slots__ = ("_target",)
    __hash__ = None

    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattribute__(self, name):
        target = object.__getattribute__(self, "_target")
        return target.__class__ if name == "__class__" else getattr(target, name)

    def __setattr__(self, name, value):
        setattr(object.__getattribute__(self, "_target"), name, value)

    def __delattr__(self, name):
        delattr(object.__getattribute__(self, "_target"), name)

    def __repr__(self):
        target = object.__getattribute__(self, "_target")
        return f"<weakproxy at {id(self):#x} to {type(target).__name__} at {id(target):#x}>"


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return object.__getattribute__(self, "_target")(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _forward(name, reflected=False):
    import operator
    function = getattr(operator, name, None)

    def method(self, *args):
        target = object.__getattribute__(self, "_target")
        args = tuple(object.__getattribute__(a, "_target") if type(a) in ProxyTypes else a for a in args)
        if function is None:
            return getattr(type(target), name)(target, *args)
        return function(*args, target) if reflected else function(target, *args)
    return method


for _name in ("__add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ __pow__ __and__ __or__ __xor__ __lshift__ __rshift__ __matmul__ __lt__ __le__ __gt__ "
              "__ge__ __eq__ __ne__ __neg__ __pos__ __abs__ __invert__ __getitem__ __setitem__ __delitem__ __contains__ __index__ __iadd__ __isub__ __imul__ "
              "__itruediv__ __ifloordiv__ __imod__ __ipow__ __iand__ __ior__ __ixor__ __ilshift__ __irshift__ __imatmul__ "
              "__len__ __iter__ __next__ __int__ __float__ __bytes__ __reversed__ __enter__ __exit__ __divmod__").split():
    setattr(ProxyType, _name, _forward(_name))
for _name in "add sub mul truediv floordiv mod pow and or xor lshift rshift matmul".split():
    setattr(ProxyType, f"__r{_name}__", _forward(f"__{_name}__", True))
ProxyType.__str__ = lambda self: str(object.__getattribute__(self, "_target"))
ProxyType.__bool__ = lambda self: bool(object.__getattribute__(self, "_target"))


def proxy(object, callback=None, /):
    _check(object)
    return CallableProxyType(object) if callable(object) else ProxyType(object)


class WeakMethod(ref):
    __slots__ = ()

    def __new__(cls, meth, callback=None):
        try:
            meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        return ref.__new__(cls, meth, callback)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self() == other()

    __hash__ = ref.__hash__


class WeakValueDictionary(_MutableMapping):
    def __init__(self, other=(), /, **kwargs):
        self.data = {}
        self.update(other, **kwargs)

    def __getitem__(self, key):
        return self.data[key]()

    def __setitem__(self, key, value):
        self.data[key] = ref(value)

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(list(self.data))

    def keys(self):
        return iter(self)

    def values(self):
        for key in self:
            yield self[key]

    def items(self):
        for key in self:
            yield key, self[key]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def __copy__(self):
        return type(self)(self)

    copy = __copy__

    def __deepcopy__(self, memo):
        from copy import deepcopy
        return type(self)({deepcopy(key, memo): value for key, value in self.items()})

    def __or__(self, other):
        if not isinstance(other, _Mapping()):
            return NotImplemented
        result = self.copy()
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, _Mapping()):
            return NotImplemented
        result = type(self)()
        result.update(other)
        result.update(self)
        return result

    def __ior__(self, other):
        self.update(other)
        return self

    def itervaluerefs(self):
        return iter(list(self.data.values()))

    def valuerefs(self):
        return list(self.data.values())


def _Mapping():
    from collections.abc import Mapping
    return Mapping


class WeakKeyDictionary(WeakValueDictionary):
    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __iter__(self):
        return iter([key() for key in self.data])

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __deepcopy__(self, memo):
        from copy import deepcopy
        return type(self)({key: deepcopy(value, memo) for key, value in self.items()})

    itervaluerefs = valuerefs = property()

    def keyrefs(self):
        return list(self.data)


class WeakSet(_MutableSet):
    def __init__(self, data=None):
        self.data = set()
        if data is not None:
            self.update(data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __iter__(self):
        return iter([item() for item in self.data])

    def __len__(self):
        return len(self.data)

    def add(self, item):
        self.data.add(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def pop(self):
        try:
            return self.data.pop()()
        except KeyError:
            raise KeyError("pop from empty WeakSet") from None

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def copy(self):
        return type(self)(self)

    def union(self, other):
        return type(self)([*self, *other])

    def difference(self, other):
        return type(self)(item for item in self if item not in other)

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def symmetric_difference(self, other):
        other = type(self)(other)
        return self.difference(other).union(other.difference(self))

    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference

    def difference_update(self, other):
        for item in list(other):
            self.discard(item)

    def intersection_update(self, other):
        self.data = self.intersection(other).data

    def symmetric_difference_update(self, other):
        self.data = self.symmetric_difference(other).data

    def issubset(self, other):
        return all(item in other for item in self)

    def issuperset(self, other):
        return all(item in self for item in other)

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __le__(self, other):
        return self.issubset(other)

    def __lt__(self, other):
        return len(self) < len(other) and self.issubset(other)

    def __ge__(self, other):
        return self.issuperset(other)

    def __gt__(self, other):
        return len(self) > len(other) and self.issuperset(other)

    def __eq__(self, other):
        return self.data == set(map(ref, other)) if isinstance(other, type(self)) else NotImplemented

    def __repr__(self):
        return repr(self.data)


class finalize:
    """A callback that runs when it is called; what it watches lives to the end of the action."""
    __slots__ = ()
    _registry = {}
    atexit = True

    def __init__(self, obj, func, /, *args, **kwargs):
        ref(obj)
        self._registry[self] = (obj, func, args, kwargs)

    def __call__(self, _=None):
        found = self._registry.pop(self, None)
        return None if found is None else found[1](*found[2], **found[3])

    def detach(self):
        return self._registry.pop(self, None)

    def peek(self):
        return self._registry.get(self)

    @property
    def alive(self):
        return self in self._registry

    def __repr__(self):
        found = self._registry.get(self)
        if found is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(found[0]).__qualname__!r} at {id(found[0]):#x}>"
`;
