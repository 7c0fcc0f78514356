"""Slots: in classes with and without a dictionary, shadowed, changed from class to class, and read another way."""
import copy, pickle, dataclasses
class A:
    __slots__ = ("x", "y", "__dict__")
    def __init__(self): self.x = 1
a = A(); a.z = 3
print(a.__dict__, vars(a), sorted(n for n in dir(a) if not n.startswith("__")))
try: a.y
except AttributeError as e: print(e)
a.y = 5; del a.y
try: a.y
except AttributeError as e: print(e)
try: del a.y
except AttributeError as e: print(e)
b = copy.copy(a); print(b.x, b.z, copy.deepcopy(a).x)
class B(A):
    x = 5
b = B(); b.x = 7
try: A.x.__get__(b)
except AttributeError as e: print(e)
print(b.x, b.__dict__); A.x.__set__(b, 10); print(b.x, A.x.__get__(b), b.__dict__)
class C(A):
    __slots__ = ("x",)
c = C()
A.x.__set__(c, 10); c.x = 20
print(c.x, A.x.__get__(c), C.x.__get__(c), c.__dict__)
class S:
    __slots__ = ("p", "q")
    def __init__(self, p, q): self.p = p; self.q = q
    def swap(self):
        for _ in range(3): self.p, self.q = self.q, self.p
        return self
    def bad(self): self.r = 1
s = S(1, 2)
print(s.swap().p, s.q, getattr(s, "p"), hasattr(s, "r"), hasattr(s, "__dict__"))
for _ in range(2):
    try: s.bad()
    except AttributeError as e: print(e)
try: s.zz
except AttributeError as e: print(e)
setattr(s, "p", 9); print(s.p); s.p += 1; print(s.p); delattr(s, "p"); print(hasattr(s, "p"))
class T:
    __slots__ = ("p", "q")
s.p = 1
t = s; t.__class__ = T
print(t.p, t.q, type(t).__name__)
class D(S): pass
d = D(1, 2); d.w = 4
print(d.__dict__, d.p, vars(d)); d.p = 8; print(d.p, d.__dict__)
class F(S):
    def __setattr__(self, n, v): print("set", n); super().__setattr__(n, v)
f = F(3, 4); f.p = 6; print(f.p)
class G(S):
    def __getattribute__(self, n): return "got " + n
g = G(1, 2); print(g.p)
@dataclasses.dataclass(slots=True)
class DC:
    a: int
    b: int = 2
print(DC(1), DC(1) == DC(1), dataclasses.asdict(DC(4)), dataclasses.replace(DC(1), b=9))
@dataclasses.dataclass(slots=True, frozen=True)
class DF:
    a: int
try: DF(1).a = 3
except Exception as e: print(type(e).__name__, e)
print(hash(DF(1)) == hash(DF(1)), pickle.loads(pickle.dumps(DC(3, 4))))
class P(S):
    @property
    def p(self): return "prop"
p = P.__new__(P)
try: p.p = 3
except AttributeError as e: print(e)
S.p.__set__(p, 5); print(p.p, S.p.__get__(p))
print(S.p, type(S.p), S.__slots__)
try: S.p.__get__(5)
except TypeError as e: print(e)
try: S.p.__set__(a, 5)
except TypeError as e: print(e)
class N(tuple):
    __slots__ = ()
    @property
    def first(self): return self[0]
print(N((1, 2)).first)
class Foreign: p = S.p
try: Foreign().p = 1
except TypeError as e: print(e)
