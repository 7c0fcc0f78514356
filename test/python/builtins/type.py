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
