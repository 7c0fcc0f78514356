# function, method, static and class methods, closures, code.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    "doc"
    return (a, b, c, args, d, e, kw)
print(f(1, d=4), f(1, 2, 3, 4, d=5, z=6), f.__defaults__, f.__kwdefaults__, f.__doc__, f.__name__)
for call in (lambda: f(), lambda: f(1), lambda: f(1, a=2, d=1), lambda: f(1, d=1, c=2, **{"c": 3}), lambda: (lambda x: x)(), lambda: (lambda x, y: x)(1),
             lambda: (lambda: 0)(1), lambda: (lambda x, y=1: x)(1, 2, 3), lambda: (lambda *, k: k)(), lambda: (lambda x: x)(y=1), lambda: (lambda x, /: x)(x=1),
             lambda: f(*3, d=1), lambda: f(**3), lambda: f(**{1: 2})):
    try:
        print(call())
    except TypeError as e:
        print(e)
def outer():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
inc = outer(); inc(); print(inc(5), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, inc.__qualname__)
class C:
    def m(self, x=1): return (self.__class__.__name__, x)
    @staticmethod
    def s(x): return x * 2
    @classmethod
    def c(cls, x=0): return (cls.__name__, x)
class E(C): pass
e = E(); m = e.m
print(m(), m.__self__ is e, m.__func__ is C.m, e.s(3), C.s(4), e.c(), E.c(1), m == e.m, m is e.m)
print(C.__dict__["s"].__func__(5), f.__code__.co_argcount, f.__code__.co_varnames[:3], f.__code__.co_name)
def g(x: int, *y: str) -> float: ...
print(g.__annotations__)
g.tag = "t"; print(g.tag, g.__dict__)
print([h() for h in [lambda i=i: i for i in range(3)]], [h() for h in [lambda: i for i in range(3)]])
def rec(n): return n if n == 0 else rec(n - 1)
print(rec(500))
def deco(k):
    def wrap(fn):
        def inner(*a): return k * fn(*a)
        return inner
    return wrap
@deco(3)
@deco(2)
def one(x): return x
print(one(1))
try:
    rec(10 ** 6)
except RecursionError as e:
    print(type(e).__name__)
print(len.__name__, repr(len), "abc".upper.__name__, [].append.__self__)
for call in (lambda: len(), lambda: len(1, 2), lambda: "a".upper(1), lambda: [].append(), lambda: [].append(1, 2), lambda: str.upper(1), lambda: {}.get(), lambda: "a".split(1, 2, 3), lambda: int.from_bytes()):
    try:
        call()
    except TypeError as e:
        print(e)
