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
