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
