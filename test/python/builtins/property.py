# property and super.
class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, value): self._x = value
    @x.deleter
    def x(self): del self._x
    @property
    def ro(self): return 1
    wo = property(None, lambda self, v: None)
c = C(); c.x = 5; print(c.x, C.x.__doc__, type(C.x).__name__)
del c.x
for attempt in (lambda: c.x, lambda: setattr(c, "ro", 1), lambda: delattr(c, "ro"), lambda: c.wo):
    try:
        attempt()
    except AttributeError as e:
        print(e)
class D(C):
    @C.x.getter
    def x(self): return "D"
print(D().x, D.x.fset is C.x.fset)
class A:
    def who(self): return ["A"]
    @classmethod
    def make(cls): return cls.__name__
class B(A):
    def who(self): return ["B"] + super().who()
    @classmethod
    def make(cls): return "B:" + super().make()
class E(A):
    def who(self): return ["E"] + super().who()
class F(B, E):
    def who(self): return ["F"] + super(F, self).who()
print(F().who(), F.make(), super(B, F()).who(), super(F, F).make())
for attempt in (lambda: super(B, 1), lambda: super(1, 2), lambda: super().x, lambda: super(A, A()).nope):
    try:
        attempt()
    except (TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)
print(repr(super(B, F())))

def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
class Sub(property):
    """This is a subclass of property"""
class Slotted(property):
    __slots__ = ["foo"]
class Documented(property):
    __slots__ = ("__doc__",)
class NoDoc(property):
    pass
def get(self):
    "get's own"
def get2(self):
    "second's own"
def silent(self):
    pass
for kind in (property, Sub, NoDoc, Documented):
    print(kind.__name__)
    p = kind(get)
    attempt(lambda: p.__doc__)
    attempt(lambda: p.getter(get2).__doc__)
    attempt(lambda: p.setter(get2).__doc__)
    attempt(lambda: p.getter(silent).__doc__)
    attempt(lambda: kind(get, doc="said").__doc__)
    attempt(lambda: kind(get, doc="said").getter(get2).__doc__)
    attempt(lambda: kind(get, doc="said").setter(get2).__doc__)
    attempt(lambda: kind(silent).__doc__)
    attempt(lambda: kind(silent, doc="said").deleter(silent).__doc__)
    attempt(lambda: kind(None, None, None, "only").__doc__)
    attempt(lambda: kind().__doc__)
    attempt(lambda: setattr(p, "__doc__", "changed") or p.__doc__)
    attempt(lambda: p.getter(get2).__doc__)
    attempt(lambda: p.setter(get2).__doc__)
    attempt(lambda: p.__dict__)
attempt(Slotted, get)
attempt(Slotted, silent)
p = property()
for n in range(4):
    attempt(p.__set_name__, *([0] * n))
class M(type):
    pass
class P(property):
    def __init__(self, *args, **kwargs):
        self.names = []
        super().__init__(*args, **kwargs)
    def __set_name__(self, owner, name):
        super().__set_name__(owner, name * 2)
class A:
    @P
    def foo(self): pass
    @property
    def bar(self): pass
    @bar.setter
    def bar(self, value): pass
    x = property(None)
attempt(setattr, A(), "foo", 1)
attempt(delattr, A(), "bar")
attempt(lambda: A().x)
attempt(A.__dict__["foo"].__set_name__, A, "other")
attempt(setattr, A(), "foo", 1)
attempt(lambda: property(get).__get__(None, A).__doc__)
attempt(lambda: property(get).fget is get)
attempt(setattr, property(get), "fget", 1)
attempt(property, 1, 2, 3, 4, 5)
attempt(property, nope=1)
attempt(property().__get__, 1)
attempt(property().__set__, 1, 2)
attempt(property().__delete__, 1)
attempt(property(1).__get__, 1)
