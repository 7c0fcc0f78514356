"""Which classes fit together as bases, with slots, and in place of another: it follows from the sizes of instances."""
import itertools


class Empty: __slots__ = ()
class Plain: pass
class Slot: __slots__ = ("a",)
class Weak: __slots__ = ("a", "__weakref__")
class Dict: __slots__ = ("__dict__",)
class BelowSlot(Slot): pass
class Number(int): pass
class EmptyNumber(int): __slots__ = ()
class Items(list): pass
class Meta(type): pass


CLASSES = [Empty, Plain, Slot, Weak, Dict, BelowSlot, Number, EmptyNumber, Items, Meta, int, list, set, OSError, KeyError]


def describe(cls):
    print(cls.__basicsize__, cls.__itemsize__, cls.__dictoffset__, cls.__weakrefoffset__, cls.__base__.__name__,
          [name for name in ["__dict__", "__weakref__", "a", "b"] if name in cls.__dict__])


def attempt(action):
    try:
        action()
    except (TypeError, ValueError) as error:
        print(str(error).replace("\n", " "))


for cls in CLASSES:
    describe(cls)
for slots in [None, (), "b", ("b", "__dict__"), ("__weakref__",)]:
    for bases in itertools.product(CLASSES, CLASSES):
        print([base.__name__ for base in bases], slots, end=" ")
        attempt(lambda: describe(type("X", bases, {} if slots is None else {"__slots__": slots})))
for before, after in itertools.product(CLASSES, CLASSES):
    print(before.__name__, after.__name__)
    attempt(lambda: setattr(type("X", (before,), {}), "__bases__", (after,)))
    if before is not Meta:
        attempt(lambda: setattr(before(), "__class__", after))
attempt(lambda: setattr(type("X", (Plain,), {}), "__bases__", (type("Y", (Plain,), {}),) * 2))
