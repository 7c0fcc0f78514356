# object: attribute access, the protocols every value has, classes of instances.
class G:
    def __getattr__(self, name):
        return name.upper()
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value + 1)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
g = G(); g.x = 1; print(g.x, g.foo); del g.x; print(g.x)

class H:
    def __getattribute__(self, name):
        if name == "secret":
            return 42
        return object.__getattribute__(self, name)
    def m(self):
        return self.v
h = H(); h.v = 3; print(h.secret, h.m(), h.v, h.__dict__)

class P:
    __slots__ = ("a", "b")
    def __init__(self):
        self.a = 1
p = P()
for attempt in (lambda: setattr(p, "c", 1), lambda: p.b, lambda: object().x, lambda: setattr(object(), "y", 1), lambda: object(1), lambda: P(3)):
    try:
        attempt()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
del p.a
try:
    del p.a
except AttributeError as e:
    print(e)

class A: pass
class B: pass
a = A(); a.__class__ = B; print(type(a).__name__, isinstance(a, B))
try:
    a.__class__ = int
except TypeError as e:
    print(e)
print(object.__eq__(1, 1), object.__ne__(a, a), a == a, a != B(), hash(a) == hash(a))
print(sorted(n for n in dir(object()) if n in ("__eq__", "__hash__", "__repr__", "__init_subclass__")))
a.one, a.two = 1, 2
print(vars(a), list(a.__dict__), a.__dict__ is vars(a))
a.__dict__["three"] = 3; print(a.three); a.__dict__ = {"x": 9}; print(a.x, hasattr(a, "one"))
print(getattr(a, "nope", "fallback"), hasattr(a, "x"), format(a, "").startswith("<"))
try:
    format(a, "d")
except TypeError as e:
    print(e)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


# What copy and pickle are given.
import copyreg, types
print(object().__reduce__()[1], object().__reduce_ex__(1)[0] is copyreg._reconstructor)
attempt(lambda: object().__reduce_ex__(None))


class Args:
    def __init__(self, made): self.made = made
    def __getnewargs_ex__(self): return self.made


for made in ((1,), "args", ("a", {}), ((), "b"), ((1,), {}), ((1,), {"k": 2})):
    attempt(lambda: [str(part) for part in Args(made).__reduce_ex__(2)[1][1:]])
class NewArgs:
    def __getnewargs__(self): return "args"
    def __getattr__(self, name): raise RuntimeError(name)
attempt(lambda: NewArgs().__reduce_ex__(2))
class Noted:
    __slotnames__ = ["spam"]
    def __getattr__(self, name):
        if name == "spam": return 42
        raise AttributeError(name)
print(Noted().__reduce_ex__(2)[2])
class Slotted: __slots__ = ("a",)
attempt(lambda: Slotted().__reduce_ex__(1))

# Modules may become instances of a subclass.
class Module(types.ModuleType):
    late = 1
    def __getattribute__(self, name):
        print("get", name)
        return super().__getattribute__(name)
module = types.ModuleType("m")
module.own = 2
module.__class__ = Module
print(module.late, module.own)
module.other = 3
del module.own
attempt(lambda: module.own)
module.__class__ = types.ModuleType
print(module.other, hasattr(module, "late"))
attempt(lambda: setattr(1, "__class__", Module))
class Base: pass
class Meta(Base, type): pass
attempt(lambda: Base.__dict__["__dict__"].__set__(Meta("X", (), {}), {}))
print(type(Base.__dict__["__dict__"].__get__(Meta("X", (), {}))))

# dir() of what hides its class, and of a traceback.
class Hidden:
    __slots__ = ["__class__", "__dict__"]
    def __init__(self): self.bar = 1
print(dir(Hidden()))
try: 1 / 0
except ZeroDivisionError as error: print(dir(error.__traceback__))
