"""dict: every method, views, iterators, errors included."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


class Pairs:
    """Iterates over pairs, and has no keys()."""

    def __init__(self, *pairs):
        self.pairs = pairs

    def __iter__(self):
        return iter(self.pairs)


class Mapping:
    """keys() and __getitem__, nothing else."""

    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


# Construction.
attempt(dict)
attempt(dict, {"a": 1})
attempt(dict, [("a", 1), ["b", 2], "cd", {1: 2, 3: 4}])
attempt(dict, Pairs((1, 2)))
attempt(dict, Mapping())
attempt(dict, a=1, self=2, cls=3)
attempt(dict, {"a": 1}, a=2, b=3)
attempt(dict, [("a", 1)], b=2)
attempt(dict, zip("ab", (1, 2)))
attempt(dict, 5)
attempt(dict, None)
attempt(dict, "ab")
attempt(dict, [1])
attempt(dict, [(1, 2), (1, 2, 3)])
attempt(dict, [(1, 2), (1,)])
attempt(dict, [(1, 2), ""])
attempt(dict, [([], 1)])
attempt(dict, {}, {})
attempt(lambda: {[]: 1})
attempt(lambda: {{}: 1})
attempt(lambda: {slice(1): 1})
attempt(lambda: {**{"a": 1}, "b": 2, **Mapping(), "c": 3})
attempt(lambda: {**5})
again = {"x": 1}
again.__init__([("y", 2)], z=3)
print(again)
print(dict.fromkeys("aba"), dict.fromkeys([1, 2], 0), dict.fromkeys({"k": 5}, 1), dict.fromkeys({1}), {}.fromkeys("x", []))
attempt(dict.fromkeys)
attempt(dict.fromkeys, 5)
attempt(dict.fromkeys, [[]])

# Keys of equal value are one key, and the first stays.
print({1: "a", 1.0: "b", True: "c"}, {True: "a", 1: "b"}, {0.0: "a", -0.0: "b", False: "c"}, {2**60: "a", 2.0**60: "b"}, {1.5: 1}[1.5])
nan = float("nan")
print({nan: 1}[nan], float("nan") in {nan: 1}, len({float("nan"): 1, float("nan"): 2}))
print({(1, 2): "t"}[(1.0, 2)], {frozenset({1, 2}): "f"}[frozenset({2, 1.0})], {None: 1, (): 2, "": 3, 0: 4}, {1 + 0j: "c"}[1])


class Key:
    def __init__(self, value):
        self.value = value
        self.hashes = 0

    def __hash__(self):
        self.hashes += 1
        return hash(self.value)

    def __eq__(self, other):
        return (other.value if isinstance(other, Key) else other) == self.value

    def __repr__(self):
        return f"Key({self.value!r})"


keyed = {Key("a"): 1, "b": 2, Key(3): 3, 4: 4}
print(keyed, keyed["a"], keyed[Key("b")], keyed[3], keyed[3.0], keyed[Key(4)], keyed.get(Key("z")), "a" in keyed, Key("b") in keyed, 5 in keyed)
keyed["a"] = 10
keyed[Key("b")] = 20
del keyed[3]
print(keyed, keyed.pop(4), keyed)
counted = Key("once")
holder = {counted: 1}
copies = [holder.copy(), dict(holder), set(holder), frozenset(holder), dict.fromkeys(holder), {**holder}, holder | {}]
print(counted.hashes <= 3, holder.setdefault(counted, 2))


class Clash:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __repr__(self):
        return self.name


clashes = [Clash(name) for name in "pqrs"]
crowd = {clash: clash.name for clash in clashes}
del crowd[clashes[1]]
print(crowd, [crowd.get(clash) for clash in clashes], clashes[1] in crowd)


class NoEq:
    def __eq__(self, other):
        raise ValueError("eq")

    def __hash__(self):
        return 1


class NoHash:
    def __hash__(self):
        raise ValueError("hash")


attempt(lambda: {1: 2}[NoEq()])
attempt(lambda: {1: 2}[NoHash()])
attempt(lambda: NoHash() in {})
attempt(lambda: {}.get(NoHash()))
attempt(lambda: {}.setdefault(NoHash(), 1))
attempt(lambda: {}.pop([]))
attempt(lambda: {}.pop([], 1))
attempt(lambda: {}.get([]))
attempt(lambda: [] in {})

# Items.
data = {"a": 1, "b": None}
for key in ["a", "b", "c", 1, None, (1, "x"), 2**70, 1.5]:
    attempt(lambda: data[key])
    attempt(lambda: data.__delitem__(key) if key not in ("a", "b") else None)
    print(data.get(key), data.get(key, "?"), key in data, data.__contains__(key))
data["c"] = data["a"] = 9
print(data, len(data), bool(data), bool({}), list(data), data.__len__())
attempt(data.get)
attempt(data.get, 1, 2, 3)
attempt(data.get, key=1)
print(data.setdefault("a", 5), data.setdefault("z"), data.setdefault("y", 6), data)
print(data.pop("a"), data.pop("nope", "default"), data.pop("z", 1))
attempt(data.pop, "nope")
attempt(data.pop)
attempt(data.pop, 1, 2, 3)
print(data.popitem(), data.popitem(), data.popitem())
attempt(data.popitem)
many = {n: n for n in range(100)}
for n in range(0, 100, 2):
    del many[n]
print([many.popitem()[0] for _ in range(3)])
many["new"] = 1
del many["new"]
many[7] = "seven"
print(many.popitem(), many.popitem(), len(many), next(iter(many)))
print(many.clear(), many, len(many))
many["after"] = 1
print(many)

# update and |.
target = {"a": 1}
print(target.update({"b": 2}), target.update([("c", 3)]), target.update(d=4), target.update({"a": 0}, a=5), target.update(Mapping()), target.update(), target)
for bad in [5, None, [1], [(1, 2, 3)], "abc", [[[], 1]]]:
    attempt(target.update, bad)
attempt(target.update, {}, {})
print(target)
print({"a": 1} | {"a": 2, "b": 3}, {"a": 1}.__or__({"b": 1}), {"a": 1}.__ror__({"a": 5, "b": 1}), {"a": 1}.__or__([]))
attempt(lambda: {"a": 1} | [("b", 2)])
attempt(lambda: [("b", 2)] | {"a": 1})
attempt(lambda: {} < {})
attempt(lambda: {} + {})
target = {"a": 1}
alias = target
target |= [("b", 2)]
target |= {"c": 3}
print(target, alias is target)


def or_in_place(value):
    result = {}
    result |= value
    return result


attempt(or_in_place, 5)
attempt(or_in_place, Mapping())
print({"a": 1, "b": 2} == {"b": 2.0, "a": True}, {"a": 1} == {"a": 2}, {"a": 1} != {"b": 1}, {} == [], {1: nan} == {1: nan}, {}.__eq__(5))
attempt(hash, {})
copy = target.copy()
copy["d"] = 4
print(copy, target, type(copy).__name__)
attempt(lambda: (lambda **kwargs: kwargs)(**{1: 2}))
attempt(lambda: (lambda **kwargs: kwargs)(**{"a b": 2}, c=1))

# Text.
loop = {}
loop["self"] = loop
loop["list"] = [loop]
loop["values"] = loop.values()
print(repr(loop).replace("dict_values", "values"), {1: {2: {}}}, str({"a": "b'c"}), f"{ {} }", {"k": (1,), None: None})

# Views.
data = {"a": 1, "b": 2, "c": [3]}
keys, values, items = data.keys(), data.values(), data.items()
print(keys, values, items, len(keys), len(values), len(items), bool(keys), bool({}.items()))
print("a" in keys, "z" in keys, 1 in values, [3] in values, ("a", 1) in items, ("a", 2) in items, ["a", 1] in items, ("a",) in items, 5 in items, ("z", 1) in items)
data["d"] = 4
print(list(keys), list(values), list(items), list(reversed(keys)), list(reversed(values)), list(reversed(items)), list(reversed(data)))
print(keys.mapping, type(keys.mapping).__name__, keys.mapping["a"])
small = {"a": 1, "b": 2}
print(small.keys() & {"b", "z"}, small.keys() & ["a", "a"], ["a"] & small.keys(), {"a", "q"} & small.keys(), sorted(small.keys() & small.keys()))
print(sorted(small.keys() | "xy"), sorted(["x"] | small.keys()), sorted(small.keys() - {"a"}), sorted({"a", "z"} - small.keys()), sorted(["a", "z"] - small.keys()), sorted(small.keys() ^ "bc"), sorted(["b", "c"] ^ small.keys()))
print(small.items() & {("a", 1), ("b", 5)}, sorted(small.items() | {("c", 3)}), small.items() - {("a", 1)}, small.items() ^ {("a", 1), ("b", 2)}, {("a", 1)} - small.items())
print(small.keys() == {"a", "b"}, {"a", "b"} == small.keys(), small.keys() == ["a", "b"], small.keys() < {"a", "b", "c"}, small.keys() <= {"a"}, small.keys() > {"a"}, {"a"} < small.keys(), small.keys() >= small.keys(), small.items() == {("a", 1), ("b", 2)}, small.keys() != {"a"}, small.values() == small.values())
print(small.keys().isdisjoint("xyz"), small.keys().isdisjoint({"a"}), small.items().isdisjoint([("a", 2)]), small.keys().isdisjoint({}.keys()))
for action in [
    lambda: small.keys() & 5,
    lambda: small.keys() | None,
    lambda: small.keys() < [1],
    lambda: small.keys() + small.keys(),
    lambda: small.values() & {1},
    lambda: small.keys()[0],
    lambda: hash(small.keys()),
    lambda: hash(small.items()),
    lambda: isinstance(hash(small.values()), int),
    lambda: small.items() | {1: []}.items(),
    lambda: [] in small.keys(),
    lambda: ([], 1) in small.items(),
    lambda: type(small.keys())(),
    lambda: small.keys().isdisjoint(5),
    lambda: len({}.items() & {1: []}.items()),
]:
    attempt(action)

# Iterators.
for make in [iter, lambda d: iter(d.keys()), lambda d: iter(d.values()), lambda d: iter(d.items()), reversed, lambda d: reversed(d.values()), lambda d: reversed(d.items())]:
    data = {"a": 1, "b": 2, "c": 3}
    iterator = make(data)
    print(type(iterator).__name__, iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:], iterator is iter(iterator))
    data["d"] = 4
    attempt(next, iterator)
    attempt(next, iterator)
    print(iterator.__length_hint__())
    del data["d"]
    attempt(next, iterator)
    iterator = make(data)
    print(list(iterator), list(iterator), iterator.__length_hint__())
attempt(lambda: type(iter({}))())


def mutate(change):
    data = {n: n for n in range(4)}
    seen = []
    for key in data:
        seen.append(key)
        change(data, key)
        if len(seen) > 20:
            break
    return seen, data


attempt(mutate, lambda data, key: data.__setitem__(key, 0))
attempt(mutate, lambda data, key: data.__setitem__(key + 10, 0))
attempt(mutate, lambda data, key: data.pop(key))
attempt(mutate, lambda data, key: data.clear())


def replace(data, key):
    del data[key]
    data[key + 4] = 0


attempt(mutate, replace)


seen = []
exchanged = {0: "a", 1: "b", 2: "c"}
for key in exchanged:
    seen.append(key)
    if len(seen) == 1:
        del exchanged[0]
        exchanged[0.5] = True
    if len(seen) == 3:
        break
print(seen, exchanged)
attempt(lambda: [data.popitem() for key in data])
attempt(lambda: {key: data.pop(key) for key in list(data)})

# Subclasses.


class Default(dict):
    def __missing__(self, key):
        self[key] = value = [key]
        return value


default = Default(a=1)
print(default["x"], default, default.get("y"), "y" in default, default.pop("x"), type(default.copy()).__name__, type(default | {}).__name__, default == {"a": 1}, Default.fromkeys("ab"), type(Default.fromkeys("a")).__name__)
default.note = "n"
print(default.note, repr(default), isinstance(default, dict), {**default}, dict(default), (lambda **kwargs: kwargs)(**default))


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.upper())

    def __contains__(self, key):
        return super().__contains__(key.upper())

    def __len__(self):
        return 99

    def keys(self):
        return ["fake"]


upper = Upper(a=1)
upper["b"] = 2
upper.update(c=3)
print(upper["B"], upper["b"], "b" in upper, "a" in upper, len(upper), list(upper), upper.get("b"), Upper.fromkeys("xy"), dict(upper))


class Iterating(dict):
    def __iter__(self):
        return iter(["x", "y"])

    def keys(self):
        return ["x"]

    def __getitem__(self, key):
        return key + "!"


iterating = Iterating(a=1)
print(list(iterating), dict(iterating), {**iterating}, {} | iterating, iterating | {}, iterating.copy(), repr(iterating), list(iterating.items()))
fresh = {}
fresh.update(iterating)
print(fresh)


class Hashable(dict):
    def __hash__(self):
        return 5


print({Hashable(a=1): 1}, Hashable(a=1) in {Hashable(a=1): 1})
print(dict[str, int], dict.__class_getitem__(int), type(dict[str, int]).__name__)
attempt(lambda: setattr({}, "x", 1))
attempt(lambda: dict.get(5, 1))
print([name for name in dir(dict) if not name.startswith("_")], [name for name in dir({}.keys()) if not name.startswith("_")], [name for name in dir({}.values()) if not name.startswith("_")])

# As names.
space = {}
exec("a = 1\nb = a + 1\ndef f(): return b", space)
print(space["a"], space["f"](), "a" in space, sorted(key for key in space if not key.startswith("__")))
space["b"] = 50
print(space["f"](), space.pop("a"), "a" in space, space.setdefault("c", 3), eval("b + c", space))


# Keys beyond a machine word, and texts longer than what V8 hashes, are keys like any other.
def long_keys():
    texts = ["x" * 17000 + str(i) for i in range(20)]
    numbers = [(i - 10) << 64 for i in range(20)] + [2**64 + i for i in range(20)] + [-(2**70) - i for i in range(3)]
    keys = texts + numbers
    d = {key: index for index, key in enumerate(keys)}
    assert len(d) == len(set(keys)) and list(d) == list(dict.fromkeys(keys))
    assert all(d[key] == keys[::-1].index(key) * -1 + len(keys) - 1 for key in keys)
    assert "x" * 17000 + "7" in d and "x" * 17000 + "77" not in d and (3 << 64) in d and (11 << 64) not in d
    d[2.0**70] = "float"
    assert d[2**70] == "float" and d[2**70 + 0.0] == "float" and 2**70 in {2.0**70}

    class Text(str): pass
    class Number(int): pass
    class Same:
        def __eq__(self, other): return other == "x" * 17000 + "3"
        def __hash__(self): return hash("x" * 17000 + "3")
    assert d[Text(texts[3])] == 3 and d[Number(2**64 + 5)] == d[2**64 + 5] and d[Same()] == 3
    d[Text("y" * 20000)] = 1
    assert d["y" * 20000] == 1 and type([k for k in d if k == "y" * 20000][0]) is Text
    other = d.copy()
    assert other.pop(texts[4]) == 4 and texts[4] not in other and texts[4] in d
    del other[texts[5]]
    other[texts[5]] = "again"
    assert other[texts[5]] == "again" and list(other)[-1] == texts[5] and other.popitem() == (texts[5], "again")
    assert d == dict(reversed(list(d.items()))) and d != other
    assert d.setdefault(texts[0], 9) == 0 and d.setdefault("z" * 17000, 9) == 9
    a, b = set(texts[:10]), set(texts[5:])
    assert sorted(a & b) == sorted(texts[5:10]) and len(a | b) == 20 and a - b == set(texts[:5]) and a ^ b == b ^ a
    assert frozenset(a) == a and hash(frozenset(a)) == hash(frozenset(reversed(texts[:10]))) and a >= {texts[1]}
    a.discard(texts[0])
    a.remove(Text(texts[1]))
    assert len(a) == 8
long_keys()

# A set made of a view and an iterable holds the iterable's items, whichever stands at the right.
for items in ([True, 5], (1.0,), {True, 3, 4, 5}, {3: 4, True: 2}.keys()):
    for mapping in ({1: 2, 3: 4}, {True: 1}, {1.0: 2, 2: 3, 4: 5, 5: 6}):
        print(mapping.keys() & items, items & mapping.keys(), items | mapping.keys(), items - mapping.keys(), items ^ mapping.keys())
for items in (bytearray(b"a,b,c"), [5, 3, 8, 1], (2, 10, 4)):
    print({1: 2, 3: 4}.keys() ^ items)

# Keys that come and go in a large dict keep the order of the others.
from collections import OrderedDict

large = dict.fromkeys(range(3000))
for turn in range(2000):
    large[-1] = turn
    large[5] = large.pop(5, 0)
    if turn % 3: del large[-1]
    if turn % 500 == 0: large.popitem()
print(len(large), list(large)[:8], list(large)[-4:], large.get(-1), large[5])
ordered = OrderedDict.fromkeys(map(str, range(3000)))
for turn in range(2000):
    ordered.move_to_end("7")
    ordered.move_to_end("9", last=turn % 700 != 0)
    if turn % 400 == 0: print(ordered.popitem(last=False)[0], ordered.popitem()[0])
    ordered["7"] = ordered["9"] = turn
print(len(ordered), list(ordered)[:5], list(ordered)[-3:], next(reversed(ordered)))
seen = set(map(str, range(3000)))
for turn in range(3000):
    seen.add("x")
    seen.discard("x")
print(len(seen), "x" in seen, "2999" in seen)
