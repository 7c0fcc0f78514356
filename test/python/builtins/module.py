# Modules, mapping proxies, globals.
import math, collections
print(type(math).__name__, math.__name__, "sqrt" in dir(math), repr(math)[:13])
try:
    math.nope
except AttributeError as e:
    print(e)
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    from math import nope
except ImportError as e:
    print(str(e)[:38])
from math import sqrt as root, pi
import collections.abc as cabc
print(root(9), pi, cabc.__name__, collections.abc is cabc)
x = 5
print(globals()["x"], "x" in globals()); globals()["made"] = 1; print(made)
class C:
    a = 1
proxy = C.__dict__
print(proxy["a"], "a" in proxy, len(proxy) > 3, type(proxy).__name__)
try:
    proxy["b"] = 2
except TypeError as e:
    print(e)
def f():
    global made_in_f
    made_in_f = 2
    y = 1
    return sorted(locals())
print(f(), made_in_f)
namespace = {"n": 2}
exec("m = n * 21\ndef g(): return m", namespace); print(namespace["m"], namespace["g"]())
print(eval("n + 1", namespace), eval("x + y", {"x": 1}, {"y": 2}))
local = {}; exec("q = 1\nclass K: v = 2", {}, local); print(local["q"], local["K"].v)
code = compile("a + 1", "<c>", "eval"); print(eval(code, {"a": 1}), code.co_filename)
for source in ("1 +", "x = = 2", "def f(:", "return 1", "for", "(1", "'abc"):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)
print(__name__)

# Where the errors of an expression stand: its last line has no newline behind it, and an empty source has no line.
for source in ("", " 1", "\n 1", "1 +", "1 +\n", "(", "x y", "1\n 2"):
    for mode in ("eval", "exec"):
        try:
            compile(source, "f", mode)
        except SyntaxError as error:
            print(repr(source), mode, error.lineno, error.offset, error.msg, repr(error.text))
print(eval("  1"), eval(b"\t 2"))
import types
class M(types.ModuleType): pass
m = M("m"); m.b = 2; m.a = 1
print([name for name in dir(m) if name[0] != "_"], sorted(m.__dict__)[-2:])
class Wrong(types.ModuleType): __dict__ = 8
try:
    dir(Wrong("w"))
except TypeError as e:
    print(e)
import fractions
print(fractions.__builtins__["len"] is len)

# How modules show themselves, and hooks that cannot be called.
class Loader: pass
class Telling:
    @classmethod
    def module_repr(cls, module): return f"<told {module.__name__}>"
class Failing:
    @classmethod
    def module_repr(cls, module): raise ValueError
m = types.ModuleType("shown")
print(m)
m.__file__ = "/tmp/shown.py"; print(m)
m.__loader__ = Telling; print(m)
m.__loader__ = Failing; print(m)
del m.__file__; print(m)
m.__loader__ = Loader; print(m)
del m.__name__; print(m)
m.__getattr__ = "no function"
try:
    m.nope
except TypeError as e:
    print(e)
