"""What a program can reach from its modules: read to compare two sessions, or changed wherever it can be changed."""


def reach(names):
    """Every value within modules, classes, functions and containers, with a path to it."""
    found, seen, queue = [], set(), []
    for name in names:
        try:
            queue.append((name, __import__(name, fromlist=["x"])))
        except ImportError:
            continue
    while queue:
        path, value = queue.pop(0)
        if id(value) in seen or path.count(".") > 12:
            continue
        seen.add(id(value))
        found.append((path, value))
        queue.extend((f"{path}.{key}", inner) for key, inner in parts(value))
    return found


def parts(value):
    kind = type(value)
    if kind in (list, tuple):
        return [(str(i), inner) for i, inner in enumerate(value[:1000])]
    if kind is dict:
        return [(repr(key), inner) for key, inner in list(value.items())[:1000] if type(key) in (str, int)]
    inner = []
    for name in ("__dict__", "__defaults__", "__kwdefaults__", "__wrapped__", "__func__", "fget", "__annotations__"):
        try:
            held = getattr(value, name)
        except Exception:
            continue
        if name == "__dict__":
            inner.extend((key, held[key]) for key in sorted(k for k in held if type(k) is str))
        elif held is not None:
            inner.append((name, held))
    return inner


PLAIN = (int, float, complex, str, bytes, bool, type(None))


def describe(value):
    """The state of one value, without the values in it that are found themselves."""
    kind = type(value)
    if kind in PLAIN:
        return repr(value)
    facts = [kind.__name__]
    if kind in (list, tuple, dict, set, frozenset, bytearray):
        facts.append(len(value))
        if kind in (set, frozenset):
            facts.append(sorted(repr(item) for item in value if type(item) in PLAIN))
        elif kind is dict:
            facts.append(sorted(repr(key) for key in value if type(key) in PLAIN))
    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__bases__"):
        try:
            facts.append(str(getattr(value, name)))
        except Exception:
            pass
    try:
        code = value.__code__
        facts.append((code.co_name, code.co_varnames, code.co_argcount, repr(code.co_consts)))
    except Exception:
        pass
    for name in ("__func__", "fget"):
        try:
            facts.append(getattr(value, name).__name__)
        except Exception:
            pass
    try:
        facts.append(sorted(key for key in value.__dict__ if type(key) is str))
    except Exception:
        pass
    return repr(facts)


def change(values):
    """Changes everything that can be changed; gives how many changes were made."""
    other = (lambda *args, **keywords: "leaked").__code__
    attempts = [
        lambda v: setattr(v, "leaked", 1),
        lambda v: setattr(v, "__doc__", "leaked"),
        lambda v: setattr(v, "__name__", "leaked"),
        lambda v: setattr(v, "__module__", "leaked"),
        lambda v: setattr(v, "__defaults__", ("leaked",) * 20),
        lambda v: setattr(v, "__kwdefaults__", {"leaked": 1}),
        lambda v: setattr(v, "__code__", other),
        lambda v: v.__annotations__.update(leaked=int),
        lambda v: v.__dict__.update(leaked=1),
        lambda v: v.append("leaked"),
        lambda v: v.insert(0, "leaked"),
        lambda v: v.add("leaked"),
        lambda v: v.update({"leaked": 1}),
        lambda v: v.register(int),
        lambda v: v.cache_clear(),
        lambda v: v.__init__(len),
        lambda v: setattr(v, "__init__", lambda *args: None),
        lambda v: setattr(v, "__eq__", lambda *args: True),
        lambda v: [setattr(v, key, "leaked") for key in list(v.__dict__) if not key.startswith("__")],
    ]
    kinds, made = (int, float, str, bytes, bool, type(None)), 0
    for value in values:
        if type(value) in kinds:
            continue
        for attempt in attempts:
            try:
                attempt(value)
                made += 1
            except BaseException:
                pass
    return made
