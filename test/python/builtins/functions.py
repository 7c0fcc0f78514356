# The built-in functions.
print(abs(-3), abs(-2.5), abs(3+4j), all([1, 0]), any([0, ""]), all([]), any([1]), ascii("é☃"), bin(10), oct(-8), hex(255))
print(callable(len), callable(1), chr(97), ord("a"), divmod(7, -2), divmod(7.5, 2), pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(3, -1, 7))
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(-0.5), max(3, 1, 2), min("b", "a"), max([1, 5], key=lambda x: -x), min([], default="d"))
print(sum([1, 2.5]), sum([[1], [2]], []), sorted("bca"), sorted([3, 1, 2], reverse=True), sorted(["bb", "a"], key=len), list(reversed([1, 2])))
print(list(enumerate("ab", 1)), list(zip("ab", [1, 2, 3])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "x"])))
print(isinstance(True, int), isinstance(1, (str, int)), issubclass(bool, int), isinstance(1, int | str), type(1) == int, id(1) == id(1))
print(repr("a"), str(1.0), int("12"), int("ff", 16), float("1e3"), bool([]), list("ab"), tuple([1]), set(), frozenset(), dict(a=1), complex(1, 2))
print(format(3.14159, ".2f"), format(255, "x"), format("a", ">3"), hash("a") == hash("a"), getattr(1, "real"), getattr(1, "no", 5))
print(next(iter([1])), next(iter([]), "end"), list(iter(iter([1, 2, 3]).__next__, 2)))
print(*[1, 2], sep="-", end=".\n"); print(); print("a", None, 1.5, [1], sep="")
for call in (lambda: abs("a"), lambda: chr(-1), lambda: ord("ab"), lambda: divmod(1, 0), lambda: pow(2, -1, 4), lambda: max(), lambda: max([]), lambda: sum(["a"]),
             lambda: sum([1], "a"), lambda: next(iter([])), lambda: next([]), lambda: iter(1), lambda: len(1), lambda: isinstance(1, 1), lambda: issubclass(1, int),
             lambda: round("a"), lambda: sorted(1), lambda: sorted([1, "a"]), lambda: list(zip([1], [1, 2], strict=True)), lambda: reversed({1}), lambda: hash([]),
             lambda: int("x"), lambda: float("y"), lambda: setattr(1, "x", 2), lambda: map(1), lambda: list(map(1, [1])), lambda: print(1, sep=2), lambda: bin("a"), lambda: vars(1), lambda: getattr(1, 2)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

# Of all that is wrong with arguments, what is missing comes first; what is converted is converted in CPython's order.


class Shown:
    def __repr__(self):
        return True


class Reflected(str):
    def __rmul__(self, other):
        return 1


class Multiplied(str):
    def __mul__(self, other):
        return 1


class Powered:
    def __rpow__(self, other):
        return 1


class Equal(int):
    def __eq__(self, other):
        print("eq")
        return 1


def in_place(a, b):
    a *= b
    return a


for action in [
    lambda: memoryview(b"").cast(default=1), lambda: "".split(x=1), lambda: "".split(" ", sep=1), lambda: sum(x=1),
    lambda: sum([], iterable=1), lambda: compile("", "", x=1), lambda: round(x=1), lambda: pow(1, x=2),
    lambda: str(Shown()), lambda: f"{Shown()}", lambda: repr(Shown()), lambda: "%s" % Shown(),
    lambda: setattr(staticmethod(1), "__wrapped__", 2), lambda: str.maketrans(x=1), lambda: super(int, 1, 2),
    lambda: enumerate(5, []), lambda: sum(5, bytearray()), lambda: "a".index({1}, slice(1), 1),
    lambda: b"a".startswith({}, slice(1), 1), lambda: [].__imul__(None), lambda: in_place([1], None),
    lambda: "ab" * Multiplied(), lambda: Multiplied("c") * "ab", lambda: "ab" * Reflected("c"),
    lambda: Reflected("c") * "ab", lambda: Reflected("c") * 2, lambda: 2 * Reflected("c"), lambda: 2 * Multiplied("c"),
    lambda: pow(Powered(), "s", Powered()), lambda: pow("a", Powered(), 2), lambda: Powered() != Equal(),
    lambda: Equal() != Equal(), lambda: (1).__ne__(2), lambda: [].__ne__(1), lambda: list.__dict__["__ne__"],
    lambda: 1(), lambda: None(2), lambda: complex(0, float("inf")) ** (1e20 + 1e-5j), lambda: staticmethod(print).__qualname__,
    lambda: type("X", (Shown,), {"__slots__": ("v", "__dict__"), "v": 1}),
]:
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)

def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, str(error).split(" (")[0], getattr(error, "lineno", "") or "")
for text in ["1\n2", "a = 13\nb = 187", "del x\ndel y", "f()\ng()", "f()\n# blah\nblah()", "f()\nxy # blah\nblah()", "x = 5 # comment\nx = 6\n", "c = '''\nd=1\n'''\na = 1\n\nb = 2\n", "1", "\n1", "1\n", "1\n\n", "def f():\n  pass\n", "def f():\n  pass", "1 # c\n# d\n", "if 1: pass\n", "x = 1; y = 2"]:
    attempt(lambda: type(compile(text, "f", "single")).__name__)
for code in (b"# -*- coding: badencoding -*-\npass\n", b'"\xc2\xa4"\n', b'# -*- coding: latin1 -*-\n"\xc2\xa4"\n', b'# -*- coding: utf-8 -*-\n"\xc2\xa4"\n', b'# -*- coding: iso8859-15 -*-\n"\xc2\xa4"\n', b'"""\\\n# -*- coding: iso8859-15 -*-\n\xc2\xa4"""\n', b'\xef\xbb\xbf"bom"', b'\n# vim: set fileencoding=cp1252 :\n"\x80"', memoryview(b"1234")[1:-1], bytearray(b"5"), b"\xef\xbb\xbf# coding: latin1\n1"):
    attempt(lambda: ascii(eval(code)))
for filename in ("f.py", b"f.py", 5, None, ["f"], "a\0b"):
    attempt(lambda: compile("0", filename, "exec").co_filename)
for source in ("123\x00", memoryview(b"123\x00"), b"1\x00", 5, None, ["x"]):
    attempt(compile, source, "f", "eval")
    attempt(eval, source)
    attempt(exec, source)
class M:
    def __getitem__(self, key):
        if key == "a": return 12
        raise KeyError
    def __setitem__(self, key, value): self.results = (key, value)
    def keys(self): return list("xyz")
m = M()
for code in ("z = a", "z = b", "z = dir()", "z = globals() is g", "z = locals() is m"):
    try:
        exec(code, globals() | {"g": 1}, m)
        print(m.results)
    except Exception as e: print(type(e).__name__, e)

class Listed:
    def __iter__(self):
        return (1,)


class Scaled(float):
    def __rpow__(self, other):
        return 1


class Plain(int):
    pass


class Name(str):
    pass


class Keys:
    v = "s"


def match_twice(subject):
    match subject:
        case {Keys.v: 1, Keys.v: 2}:
            return 1
        case {"q": _}:
            return 2


for action in [
    lambda: in_place(Plain(2), [1]), lambda: in_place(2, [1]), lambda: Plain(2) * [1], lambda: in_place({}, [1]),
    lambda: in_place(Name(), [1]), lambda: in_place(Name(), Name()),
    lambda: pow(Plain(1), Plain(2), Scaled()), lambda: pow("a", "b", Scaled()), lambda: pow("a", "b", 1.5),
    lambda: bytes(Listed()), lambda: bytearray(Listed()), lambda: bytearray().extend(Listed()),
    lambda: bytearray({}, "x\0", 1.0), lambda: str(b"", "a\0", 1), lambda: "".encode("a\0", 1), lambda: b"".decode("a\0", 1),
    lambda: bytes([], "\ud800"), lambda: "".encode("a\udc80", 1), lambda: b"a".decode("utf-8", "\ud800"), lambda: str(b"", "\ud800\0"), lambda: bytearray(1, "a", "\ud800"),
    lambda: "e\u0301".encode("latin-1", "namereplace"), lambda: match_twice({}), lambda: match_twice({"s": 1, "z": 2}),
    lambda: match_twice({"q": 1, "z": 2}),
]:
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


# print() writes piece by piece.
class Pieces:
    def __init__(self): self.seen = []
    def write(self, text): self.seen.append(text)
    def flush(self): self.seen.append("flush")


class Failing:
    def __str__(self): return 1 / 0


pieces = Pieces()
print(1, "a", file=pieces, flush=True)
for target in (pieces, None, stream := __import__("io").StringIO()):
    try: print(1, Failing(), 2, file=target)
    except ZeroDivisionError as error: print("failed", error)
print(pieces.seen, repr(stream.getvalue()))
import sys
own, sys.stdout = sys.stdout, pieces
print(1, 2, sep="", end="")
sys.stdout = None
print("nothing")
sys.stdout = own
print(pieces.seen[-4:])
for owner in (type, object):
    print(owner.__name__, sorted((name, repr(value).split(" at ")[0]) for name, value in vars(owner).items() if name != "__doc__"))
print(str.maketrans("a", "b"), "".maketrans("a", "b"), (5).__getattribute__("real"), list(vars(object)))


# exec() in what is no plain dict: each name goes through the object.
def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


from collections import defaultdict
class Loud(dict):
    def __getitem__(self, key):
        if key == "missing": raise ZeroDivisionError("read")
        return dict.__getitem__(self, key)
    def __setitem__(self, key, value):
        if key == "refused": raise ZeroDivisionError("set")
        dict.__setitem__(self, key, value)
loud = Loud(a=1)
exec("b = a + len('xy')\ndef f():\n    global c\n    c = b\n    return globals(), d", loud)
loud["d"] = 5
print(type(loud).__name__, loud["b"], loud["f"]()[0] is loud, loud["f"]()[1], loud["c"], loud["f"].__globals__ is loud)
attempt(lambda: exec("refused = 1", loud))
attempt(lambda: exec("missing", loud))
attempt(lambda: exec("del b; b", loud))
print(eval("zz + 1", defaultdict(lambda: 7)))
attempt(lambda: eval("word", {"__builtins__": Loud(word=3)}))
attempt(lambda: eval("missing", {"__builtins__": Loud()}))
attempt(lambda: eval("len", {"__builtins__": Loud()}))
attempt(lambda: eval("len", {"__builtins__": {}}))
attempt(lambda: eval("len", {"__builtins__": 5}))

# exec() of a function's code with the cells it needs.
import types
def outer():
    z, a = 2, 3
    def inner():
        nonlocal z
        z = a * 10
    return inner, lambda: z
inner, read = outer()
code = inner.__code__
print(code.co_freevars)
exec(code, closure=inner.__closure__); print(read())
exec(code, {}, closure=(types.CellType(7), inner.__closure__[1])); print(read())
for closure in (None, (), [1], (1, 2), inner.__closure__[:1]):
    attempt(lambda: exec(code, closure=closure))
attempt(lambda: exec(outer.__code__, closure=inner.__closure__))
attempt(lambda: exec("1", closure=inner.__closure__))
attempt(lambda: eval(code))
def nothing():
    x = None
    x **= 2
attempt(nothing)

# Numbers are asked before sequences, in place too; what __getattr__ stands behind a built-in class is asked.
class Number(int):
    def __rmul__(self, other): return "rmul"
    def __radd__(self, other): return "radd"
class Times(list):
    def __mul__(self, other): return "mul"
class Asked:
    def __getattr__(self, name): return name
class Mapping(dict, Asked): pass
class Whole(int):
    def __getattr__(self, name): raise AttributeError(name)
for value in ([1], (1,), "a", bytearray(b"a"), Times([2]), Name("b")):
    for change in ("value += other", "value *= other"):
        space = {"value": value[:], "other": Number(2)}
        try: exec(change, space)
        except TypeError as error: print(error)
        print(space["value"])
print(Mapping().x, Mapping(a=1).keys(), Whole().__dict__, True.__format__(""), True.__format__("d"))
for action in (lambda: True.__format__("", 1), lambda: Whole().x):
    try: action()
    except Exception as error: print(error)

class Pathless:
    def __fspath__(self): return 5


for action in [
    lambda: eval("1", 5), lambda: exec("1", 5), lambda: eval(bytearray(b" \t1+1")), lambda: eval(memoryview(b" 2")),
    lambda: compile("1", Pathless(), "eval"), lambda: exec("class Nameless: pass\nprint(Nameless.__module__)", {}),
]:
    attempt(action)

class Counted(list):
    def __index__(self): return 2
for action in (lambda: Counted([1]) * "ab", lambda: "ab" * Counted([1]), lambda: Counted([1]) * Counted([2]), lambda: (1,) * Counted(), lambda: Counted() * Name("x"), lambda: 2 * Counted([3])):
    try: print(action())
    except Exception as error: print(error)

del sys.stdout
try: print("nowhere")
except RuntimeError as error: sys.stdout = own; print(error)
