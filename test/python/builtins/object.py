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
