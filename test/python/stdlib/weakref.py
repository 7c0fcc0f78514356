import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return "hello " + self.name


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


thing = Thing("t")
reference = weakref.ref(thing)
print(reference() is thing, reference() is reference(), weakref.ref(thing) == reference, hash(reference) == hash(thing))
print(attempt(weakref.ref, 3), attempt(weakref.ref, "text"), isinstance(reference, weakref.ReferenceType))
proxy = weakref.proxy(thing)
print(proxy.name, proxy.hello())
proxy.name = "changed"
print(thing.name)
values = weakref.WeakValueDictionary()
values["a"] = thing
print("a" in values, values["a"] is thing, len(values), list(values), attempt(lambda: values["b"]), values.get("b", 0))
keys = weakref.WeakKeyDictionary({thing: 1})
print(keys[thing], thing in keys, len(keys), keys.setdefault(thing, 5), keys.pop(thing), len(keys))
some = weakref.WeakSet([thing])
print(thing in some, len(some), [item.name for item in some])
some.discard(thing)
print(len(some))
method = weakref.WeakMethod(thing.hello)
print(method()(), method() == thing.hello)

import itertools, weakref

half, _ = itertools.tee([1, 2])
print(list(weakref.ref(half)()))


class Thing:
    pass


thing = Thing()
by_key, by_value = weakref.WeakKeyDictionary({thing: 1}), weakref.WeakValueDictionary(a=thing)
print(next(by_key.values()), next(by_key.items())[1], next(by_key.keys()) is thing, next(by_value.items())[0], list(by_value.keys()), next(by_value.values()) is thing)
print(len(by_key), by_key == weakref.WeakKeyDictionary(by_key), by_value.popitem()[0], dict(by_value), by_key.pop(thing), list(by_key))
try:
    weakref.ref(thing, callback=print)
except TypeError as error:
    print(error)


class Counting:
    def __floordiv__(self, other):
        return "//"

    def __ifloordiv__(self, other):
        return "//="

    def __imatmul__(self, other):
        return "@="

    def __getattr__(self, name):
        raise KeyError(name)


counting = Counting()
proxied = weakref.proxy(counting)
print(proxied // 2)
proxied //= 2
print(proxied)
proxied = weakref.proxy(counting)
proxied @= 2
print(proxied, repr(weakref.ref(counting))[:11], repr(weakref.ref(Counting)).endswith("(Counting)>"))
