"""What the walk over the registers calls, and with what: run by threadsnake only, in the interpreter that it tries."""

import importlib, itertools


def _nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def _around_itself(make, put):
    value = make()
    put(value, value)
    return value


class Hostile:
    """Says yes to every protocol, and never ends."""

    def __len__(self): return 2**62
    def __index__(self): return 2**40
    def __int__(self): return 10**5000
    def __float__(self): return 1e300
    def __iter__(self): return self
    def __next__(self): return self
    def __getitem__(self, key): return self
    def __setitem__(self, key, value): pass
    def __contains__(self, key): return False
    def __eq__(self, other): return False
    def __lt__(self, other): return True
    def __hash__(self): return 1
    def __call__(self, *args, **keywords): return self
    def __bool__(self): return True
    def __length_hint__(self): return 2**62
    def __add__(self, other): return self
    __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __add__
    def read(self, *size): return "x" * 4096
    def readline(self, *size): return "x" * 4096
    def write(self, text): return 1
    def keys(self): return self
    def items(self): return self


class HostileText(Hostile):
    """Whatever is read of it is text."""

    def __next__(self): return "x" * 100
    def __getitem__(self, key): return "x"
    def __str__(self): return "x" * 10**6


# How each value is made: once in an interpreter, when it is needed.
MAKERS = {
    "nothing": lambda: None,
    "minus": lambda: -1,
    "many": lambda: 2**31,
    "word": lambda: 2**62,
    "huge": lambda: 10**100_000,
    "float": lambda: 1e308,
    "text": lambda: "aB 1," * 200_000,
    "lines": lambda: "a=1\n" * 200_000,
    "brackets": lambda: "(" * 500_000,
    "digits": lambda: "7" * 500_000,
    "astral": lambda: "\U0001f600" * 300_000,
    "format": lambda: "%1000000000d{:>1000000000}",
    "pattern": lambda: "(a*)*b",
    "bytes": lambda: bytes(1_000_000),
    "array": lambda: bytearray(b"ab\n" * 300_000),
    "list": lambda: [0] * 300_000,
    "strings": lambda: ["ab"] * 300_000,
    "pairs": lambda: [("a", 1)] * 200_000,
    "tuple": lambda: tuple(range(200_000)),
    "dict": lambda: {str(i): i for i in range(20_000)},
    "set": lambda: set(range(50_000)),
    "range": lambda: range(10**18),
    "itself": lambda: _around_itself(list, list.append),
    "dict of itself": lambda: _around_itself(dict, lambda a, b: a.update(a=b)),
    "nested": lambda: _nested(20_000),
    "endless": itertools.count,
    "endless text": lambda: itertools.repeat("ab"),
    "hostile": Hostile,
    "hostile text": HostileText,
    "type code": lambda: "i",
    "function": lambda: lambda *args, **keywords: args[0] if args else 1,
}
_made = {}


def value(name):
    if name not in _made or name.startswith("endless"):
        _made[name] = MAKERS[name]()
    return _made[name]


# The positional arguments of the calls, by name.
SHAPES = [(), *((name,) for name in MAKERS)] + [
    ("huge", "huge"), ("word", "word"), ("minus", "huge"), ("many", "many"), ("float", "huge"), ("digits", "many"), ("lines", "text"), ("text", "lines"), ("strings", "strings"), ("list", "list"),
    ("bytes", "bytes"), ("bytes", "many"), ("array", "bytes"), ("bytes", "word"), ("pattern", "text"), ("pattern", "lines"), ("format", "pairs"), ("format", "huge"), ("format", "text"),
    ("text", "list"), ("text", "nothing"), ("nothing", "text"), ("text", "many"), ("text", "text"), ("list", "word"), ("hostile", "hostile"), ("dict", "dict"), ("set", "endless"), ("range", "range"), ("range", "many"), ("itself", "itself"), ("nested", "nested"),
    ("dict of itself", "dict of itself"), ("endless", "endless"), ("function", "endless"), ("function", "range"), ("function", "list"), ("function", "hostile"), ("hostile text", "hostile text"),
    ("text", "hostile"), ("hostile", "text"), ("list", "hostile"), ("endless", "word"), ("endless text", "many"), ("astral", "astral"), ("pairs", "pairs"), ("text", "function"),
    ("text", "text", "many"), ("huge", "huge", "huge"), ("word", "word", "word"), ("text", "text", "text"), ("pattern", "text", "text"), ("list", "many", "many"), ("bytes", "bytes", "many"), ("bytes", "bytes", "bytes"),
    ("hostile", "hostile", "hostile"), ("function", "list", "list"), ("pattern", "function", "text"), ("text", "bytes", "bytes", "many"), ("hostile", "hostile", "hostile", "hostile"),
]

# What the methods of a type are called on, beside what its constructor makes of hostile values.
SELVES = {
    str: ["text", "astral"], bytes: ["bytes"], bytearray: ["array"], int: ["huge"], float: ["float"], list: ["list", "itself"], tuple: ["tuple"], dict: ["dict", "dict of itself"], set: ["set"], range: ["range"],
}
LARGE = [("dict",), ("tuple",), ("text",), ("bytes",), ("nothing", "dict"), ("type code", "tuple"), ("function", "tuple"), ("tuple", "tuple")]
SOURCES = [(), ("endless",), ("list",), ("text",), ("bytes",), ("huge",), ("function", "endless"), ("many",), ("pattern",), ("hostile",), ("word", "word"), ("many", "many", "many"), ("text", "text")]

# What may wait for ever by its nature; and what changes the interpreter under the walk.
LEFT_OUT = {"time.sleep", "input", "builtins.input", "sys.setrecursionlimit", "builtins.breakpoint"}


# Loops and calls of Python code are counted wherever they are: what has to count itself is written in TypeScript.
NATIVE = {"builtin_function_or_method", "method_descriptor", "wrapper_descriptor", "classmethod_descriptor", "getset_descriptor", "member_descriptor", "type"}


def entries(module_names):
    """Module, name and attribute of each native, once, however many modules show it."""
    seen, found = set(), []

    def add(member, *place):
        if type(member).__name__ in NATIVE and id(member) not in seen and ".".join(place) not in LEFT_OUT:
            seen.add(id(member))
            found.append(place)

    for module_name in module_names:
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        for key, member in sorted(vars(module).items()):
            if key.startswith("__"):
                continue
            add(member, module_name, key)
            if isinstance(member, type):
                for attribute, method in sorted(vars(member).items()):
                    add(method, module_name, key, attribute)
    return found


_selves = {}


def _self_of(cls, which):
    """An instance: a hostile value, or the first that the constructor makes of one, or of much."""
    names = SELVES.get(cls)
    if names is not None:
        return value(names[which % len(names)])
    key = cls, which % 2
    if key not in _selves:
        _selves[key] = None
        for names in SOURCES if which % 2 else LARGE + SOURCES:
            try:
                _selves[key] = (cls(*map(value, names)), names)
                break
            except Exception:
                continue
    if _selves[key] is None:
        return None
    made, names = _selves[key]
    if "endless" in names:
        made = cls(*map(value, names))
    return made


def attempt(place, names):
    """Calls an entry, and uses up what it gives; an exception of Python's is an answer too. What it returns is a fault."""
    function = getattr(importlib.import_module(place[0]), place[1])
    args = [value(name) for name in names]
    try:
        if len(place) == 3:
            cls, function = function, vars(function)[place[2]]
            is_of_class = type(function).__name__ == "classmethod_descriptor" or place[2] == "__new__"
            args.insert(0, cls if is_of_class else _self_of(cls, len(names)))
            function = getattr(cls, place[2]) if is_of_class else function
            args = args[1:] if is_of_class and place[2] != "__new__" else args
        if type(function).__name__ in ("getset_descriptor", "member_descriptor"):
            result = function.__get__(args[0], cls)
        else:
            result = function(*args)
        if hasattr(result, "__next__"):
            next(result, None)
            next(result, None)
    except Exception as error:
        if type(error) is SystemError and not any(part.startswith("_") and not part.startswith("__") for part in place):
            return str(error)
        str(error)
    except SystemExit:
        pass
    finally:
        result = None
