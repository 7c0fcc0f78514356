"""Calls by name: of functions, methods, classes and built-ins."""
def f(a, b=2, *, c=3, d): return (a, b, c, d)
def g(a, /, b, *r, k=1, **kw): return (a, b, r, k, kw)
def h(a, b): return (a, b)
class P:
    def __init__(self, x, y=1, *, z=2): self.t = (x, y, z)
    def m(self, x, y=4): return (x, y)
def t(call):
    for _ in range(2):
        try: print(call())
        except TypeError as e: print(e)
t(lambda: f(1, d=4)); t(lambda: f(1, 5, d=4, c=9)); t(lambda: f(d=1, a=2)); t(lambda: f(1, c=2)); t(lambda: f(1, a=2, d=3)); t(lambda: f(1, 2, 3, d=4)); t(lambda: f(1, z=2, d=3))
t(lambda: g(1, b=2)); t(lambda: g(1, 2, 3, 4, k=5, z=6)); t(lambda: g(a=1, b=2)); t(lambda: h(b=1, a=2)); t(lambda: h(1, b=2)); t(lambda: h(1, c=2)); t(lambda: h(b=1))
t(lambda: P(1, z=5).t); t(lambda: P(y=1, x=3).t); t(lambda: P(y=1)); t(lambda: P(1).m(y=2, x=1)); t(lambda: int("12", base=8)); t(lambda: sorted([1, 3, 2], reverse=True)); t(lambda: len(obj=1)); t(lambda: print("a", end="!\n")); t(lambda: dict(a=1, b=2)); t(lambda: (lambda x: x)(x=3))
h.__defaults__ = (7,); t(lambda: h(a=1)); h.__kwdefaults__ = None
f.__kwdefaults__ = {"d": 8}; t(lambda: f(a=1)); t(lambda: f(a=1, c=2))


# A method is looked up before its arguments are evaluated.
class Watched:
    def __getattr__(self, name):
        print("looked up", name)
        return lambda *args, **keywords: (name, len(args), list(keywords))


watched = Watched()
print(watched.f(watched.a), watched.f(watched.a, watched.b, watched.c, watched.d), watched.f(1, k=watched.a))
print(watched.f(*"ab", watched.a), watched.f(k=watched.a, **{watched.b()[0]: 1}), watched.f(*"ab"))
for source in ("[].foo(k=print(1))", "[].foo(print(1), *[print(2)])", "[].foo(print(1), **{'a': print(2)})", "[].foo(print(1), print(2))"):
    try: exec(source)
    except AttributeError as error: print(error)
