# type: classes, metaclasses, method resolution order, hooks.
class D:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.name, "default")
    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2
class M(type):
    def __new__(meta, name, bases, namespace, **keywords):
        cls = super().__new__(meta, name, bases, namespace)
        cls.keywords = keywords
        return cls
    def __init__(cls, name, bases, namespace, **keywords):
        super().__init__(name, bases, namespace)
    def __call__(cls, *args):
        instance = super().__call__(*args)
        instance.called = True
        return instance
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "meta:" + name
    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        print("prepare", name, keywords)
        return {}
class A(metaclass=M, x=1):
    d = D()
    def __init__(self):
        self.d = 5
a = A()
print(a.d, A.keywords, a.called, A.zork, a.__dict__)

class X:
    def __init_subclass__(cls, tag=None, **rest):
        super().__init_subclass__(**rest)
        cls.tag = tag
    def __class_getitem__(cls, item):
        return (cls.__name__, item)
class Y(X, tag="t"): pass
print(Y.tag, [c.__name__ for c in Y.__mro__], Y[int], Y.__bases__ == (X,), X.__subclasses__() == [Y])

class O: pass
class L(O): pass
class R(O): pass
class Z(L, R):
    def who(self): return "Z"
print([c.__name__ for c in Z.mro()])
for make in (lambda: type("T", (O, L), {}), lambda: type("T", (int, str), {}), lambda: type("T", (bool,), {}), lambda: type("T", (O, O), {}), lambda: type(1, 2), lambda: type("T", 3, {})):
    try:
        make()
    except TypeError as e:
        print(e)
T = type("T", (O,), {"v": 1, "m": lambda self: self.v})
print(T().m(), T.__name__, T.__qualname__, T.__module__, repr(T))
T.v = 7; print(T().m()); T.__name__ = "U"; print(T.__name__)
try:
    int.v = 1
except TypeError as e:
    print(e)
print(type(type), type(O), isinstance(O, type), issubclass(Z, O), type(3) is int)
L.shared = "late"; print(Z().shared); del L.shared; print(hasattr(Z(), "shared"))
class Outer:
    class Inner: pass
print(Outer.Inner.__qualname__, Outer.__dict__["Inner"] is Outer.Inner)
class N:
    x: int = 1
    y: str
print(N.__annotations__, N.__doc__, type(N.__dict__).__name__)
class S(L): pass
S.__bases__ = (R,); print([c.__name__ for c in S.__mro__])


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


# Other bases: every class below gets its order anew, or none does.
class FailsLater(type):
    calls = 0

    def mro(cls):
        print("mro of", cls.__name__, cls.__mro__ if cls.__mro__ is None else [c.__name__ for c in cls.__mro__])
        FailsLater.calls += 1
        if FailsLater.calls > 1:
            raise RuntimeError("no more")
        return type.mro(cls)


class Old: x = "old"
class New: x = "new"
class Top(Old): pass
class Left(Top): pass
class Right(Top, metaclass=FailsLater): pass


def rebase(): Top.__bases__ = (New,)


attempt(rebase)
print(Top.__bases__, Left.__mro__ == (Left, Top, Old, object), Left.x, Old.__subclasses__(), New.__subclasses__())
FailsLater.calls = 0
rebase()
print(Top.x, Left.x, Right.x, Old.__subclasses__(), New.__subclasses__())


class Foreign(type):
    def mro(cls): return (Old,) if cls.__name__ == "Out" else [*type.mro(cls), 5] if cls.__name__ == "Odd" else type.mro(cls)


attempt(lambda: Foreign("Out", (), {}))
attempt(lambda: Foreign("Odd", (), {}))


class Swapping(type):
    ready = False

    def mro(cls):
        if Swapping.ready and cls.__name__ == "Swapped":
            Swapping.ready = False
            Swapped.__bases__ = (Other,)
        return type.mro(cls)


class Base(metaclass=Swapping): pass
class One(Base): pass
class Other(Base): pass
class Swapped(Base): pass


Swapping.ready = True
Swapped.__bases__ = (One,)
print(Swapped.__bases__, One.__subclasses__(), Other.__subclasses__())
One.__bases__ = (Swapped,)
attempt(lambda: setattr(Swapped, "__bases__", (One,)))

# What is set and what is not.
for name in ("__name__", "__qualname__", "__module__", "__bases__", "__doc__", "__abstractmethods__", "__annotations__"):
    attempt(lambda: delattr(Old, name))
    attempt(lambda: setattr(int, name, "x"))
attempt(lambda: type("a\udc00", (), {}))
attempt(lambda: type("a", (), {"__doc__": "\udc00"}))
attempt(lambda: setattr(Old, "__name__", "\udc00"))
Old.__doc__ = "\udc00"
print(ascii(Old.__doc__))

# Natives of another class are bound to nothing else.
class Taken(int):
    __eq__ = str.__eq__
    append = list.append
    fromkeys = dict.fromkeys


taken = Taken()
for action in (lambda: taken == taken, lambda: taken.append(1), lambda: taken.append, lambda: Taken.fromkeys([1])):
    attempt(action)
    attempt(action)
print(Taken.append is list.append, Taken.__dict__["append"] is list.append)


def fail(self): raise AttributeError("fails")


class Incomparable:
    __eq__ = __ne__ = __lt__ = property(fail)


print(Incomparable() == Incomparable(), Incomparable() != 1)
attempt(lambda: Incomparable() < 1)
class Own:
    __dict__ = property(lambda self: {"own": 1})
print(vars(Own()))
