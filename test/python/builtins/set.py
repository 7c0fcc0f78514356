"""set and frozenset: every method and operator, errors included."""


def attempt(action, *args, **kwargs):
    try:
        print(show(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def show(value):
    """The repr, with the items of sets in order."""
    if isinstance(value, (set, frozenset)):
        return type(value).__name__ + "(" + ", ".join(sorted(map(show, value))) + ")"
    return repr(value)


class Own(set):
    pass


class OwnFrozen(frozenset):
    pass


# Construction and text.
for make in [set, frozenset, Own, OwnFrozen]:
    attempt(make)
    attempt(make, "abca")
    attempt(make, [1, 1.0, True, 2])
    attempt(make, {"a": 1})
    attempt(make, (x % 3 for x in range(9)))
    attempt(make, 5)
    attempt(make, [[]])
    attempt(make, 1, 2)
    attempt(make, iterable=())
    print(repr(make()), repr(make([7])), str(make(["a"])), len(make("aab")), bool(make()), bool(make([0])))
print({1}, {(1, 2)}, {None}, {1, 1.0, True}, {*()}, {*"a", *[1][:0]}, {frozenset({1})}, [{2}], f"{ {3} }")
frozen = frozenset({1, 2})
print(frozenset(frozen) is frozen, frozen.copy() is frozen, set(frozen) == frozen, frozenset() == set(), set() is set())
again = {1}
again.__init__("ab")
print(show(again), again.__init__(), again)
attempt(lambda: {[]})
attempt(lambda: {{1}})
attempt(lambda: {slice(1)})
attempt(hash, {1})
nested = {frozenset({frozenset({1}), 2})}
print(len(nested), frozenset({2, frozenset({1})}) in nested, {2, frozenset({1})} in nested)

# Adding and removing.
target = {1, 2}
print(target.add(3), target.add(2), target.discard(1), target.discard(99), target.remove(2), show(target))
for value in [99, "x", (1,), None]:
    attempt(target.remove, value)
attempt(target.remove, {5})
attempt(target.remove, [])
attempt(target.discard, [])
attempt(target.add, [])
attempt(target.add)
attempt(lambda: [] in target)
attempt(lambda: {5} in target)
groups = {frozenset({1, 2}), frozenset()}
print({1, 2} in groups, set() in groups, {3} in groups, groups.discard({1, 2}), len(groups), groups.remove(set()), groups)
target = set(range(100))
popped = set()
while target:
    value = target.pop()
    popped.add(value)
    if value % 10 == 0 and value < 1000:
        target.add(value + 1000)
print(len(popped), min(popped), max(popped))
attempt(target.pop)
print(target.update([1, 2], "ab", {"k": 1}), show(target), target.update(), target.clear(), target)
attempt(target.update, 5)
attempt(target.update, [1], 5)
print(show(target))
attempt(frozen.__getattribute__, "add")

# Algebra by methods: any iterables.
for make in [set, frozenset, Own, OwnFrozen]:
    base = make([1, 2, 3])
    for others in [(), ([2, 3, 4],), ({2},), (frozenset(),), ("ab", [1]), ({1: 0, 5: 0},), (iter([3, 3]),), (range(2), range(3))]:
        print(show(base.union(*others)) if not others or not hasattr(others[0], "__next__") else "-", end=" ")
        listed = [list(other) for other in others]
        print(show(base.intersection(*listed)), show(base.difference(*listed)), [show(base.symmetric_difference(other)) for other in listed])
    for other in [[1, 2, 3, 4], {1, 2}, "", (1, 2, 3), range(5)]:
        print(base.issubset(other), base.issuperset(other), base.isdisjoint(other), end=";")
    print()
    for name in ["union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"]:
        attempt(getattr(base, name), 5)
        attempt(getattr(base, name), [[]])
    print(base.copy() == base, show(base.copy()), base is base.copy())

attempt({1}.symmetric_difference)
attempt({1}.issubset, [1], [2])

# Operators: sets only.
one, two = {1, 2, 3}, {2, 3, 4}
for left in [set("abc"), frozenset("abc"), Own("abc"), OwnFrozen("abc")]:
    for right in [set("bcd"), frozenset("bcd"), Own("bcd"), OwnFrozen("bcd")]:
        print(show(left | right), show(left & right), show(left - right), show(left ^ right), left == right, left != right, left < right, left <= left, left >= right)
for action in [
    lambda: one | [4],
    lambda: one & "ab",
    lambda: one - 5,
    lambda: one ^ None,
    lambda: [1] | one,
    lambda: one + two,
    lambda: one < [1],
    lambda: one <= 5,
    lambda: one.__or__([1]),
    lambda: one.__ror__({9}),
    lambda: one.__rsub__({1, 9}),
    lambda: one == [1, 2, 3],
    lambda: one != [1, 2, 3],
    lambda: one[0],
    lambda: -one,
    lambda: one * 2,
]:
    attempt(action)
print(one < two, one < {1, 2, 3, 4}, one <= {1, 2, 3}, one < {1, 2, 3}, {1} <= one, set() < {1}, one > {1}, one >= one, one == {3, 2, 1.0}, one == frozenset(one), one.__eq__(5), sorted([{1, 2}, {1}, {1, 2, 3}], key=len))


def in_place(operator, value):
    target = {1, 2, 3}
    alias = target
    exec(f"target {operator} value", {"target": target, "value": value})
    return target, alias is target


for operator in ["|=", "&=", "-=", "^="]:
    for value in [{3, 4}, frozenset({1}), {4: 1}.keys(), [1], 5]:
        attempt(lambda: show(in_place(operator, value)[0]))
base = {1, 2, 3}
base &= base
base |= base
print(show(base))
base ^= base
print(base)
base = {1, 2, 3}
base -= base
print(base)
fixed = alias = frozenset({1})
fixed |= {2}
print(show(fixed), alias)
base = {1, 2, 3, 4}
print(base.intersection_update([1, 2, 9], {2, 1}), show(base), base.difference_update([1], "x"), base, base.symmetric_difference_update([2, 2, 5, 5]), base)
base.difference_update(base)
print(base, base.intersection_update(), base.update(base))
attempt(base.intersection_update, 5)
attempt(base.symmetric_difference_update, 5)
attempt(base.difference_update, [1], 5)

# Hashes.
print(hash(frozenset()) == hash(frozenset([])), hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1.0])), hash(frozenset(range(50))) == hash(frozenset(range(49, -1, -1))), {frozenset({1}): "x"}[frozenset({True})])
print(hash(frozenset()), hash(frozenset([0, 1, 2])), hash(frozenset([-1, 10**30])), hash(frozenset([frozenset([5])])))
print(len({hash(frozenset(pair)) for pair in ((x, y) for x in range(20) for y in range(x))}))


class Key:
    made = 0

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        Key.made += 1
        return self.value % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"K{self.value}"


keys = [Key(n) for n in range(12)]
first = set(keys)
print(Key.made, len(first), Key(5) in first, Key(99) in first, len(first | {Key(1), Key(50)}), len(first & {Key(1), Key(50)}), len(first - {Key(1)}), len(first ^ {Key(1), Key(50)}))
first.discard(Key(3))
first.add(Key(4))
print(show(first))


class Unstable:
    def __hash__(self):
        raise RuntimeError("no hash")


attempt(lambda: {Unstable()})
attempt(lambda: Unstable() in {1})
attempt(set().add, Unstable())

# Iterators.
base = {1}
iterator = iter(base)
print(type(iterator).__name__, iterator.__length_hint__(), iterator.__reduce__()[1:], next(iterator), iterator.__length_hint__(), next(iterator, "end"), next(iterator, "end"))
base = {1, 2, 3}
iterator = iter(base)
next(iterator)
base.add(9)
attempt(next, iterator)
attempt(next, iterator)
print(iterator.__length_hint__())


def mutate(change):
    target = {1, 2, 3}
    for value in target:
        change(target, value)


attempt(mutate, lambda target, value: target.add(value + 10))
attempt(mutate, lambda target, value: target.remove(value))
attempt(mutate, lambda target, value: target.clear())
attempt(mutate, lambda target, value: target.add(value))
attempt(lambda: type(iter(set()))())
attempt(reversed, {1})
a, b = {1, 1.0} | {2}
print({a, b} == {1, 2}, sorted({3, 1, 2}), sum({1, 2}), max({5, 3}), [x for x in {4}], {x // 2 for x in range(6)} == {0, 1, 2})

# Subclasses.


class Logged(set):
    def add(self, item):
        super().add(item * 2)

    def __contains__(self, item):
        return item == "always"

    def __len__(self):
        return 77

    def __iter__(self):
        return iter([5])


logged = Logged([1, 2])
logged.add(4)
logged.tag = "t"
print(len(logged), "always" in logged, 1 in logged, list(logged), set.__len__(logged), sorted(set(logged)), sorted(logged | set()), logged.tag, bool(logged))


class Both(frozenset):
    def __new__(cls, items=(), tag=None):
        self = super().__new__(cls, items)
        self.tag = tag
        return self


print(Both("a", tag=1).tag, show(Both("a") | Both("b")), hash(Both("a")) == hash(frozenset("a")), Both("a") == {"a"}, {Both("a"): 1}[frozenset("a")])
print(set[int], frozenset[int], set().__reduce__()[1], {1}.__reduce__()[:2], isinstance(frozenset(), set), issubclass(frozenset, set), set.__mro__, frozenset.__mro__)
attempt(lambda: setattr(set(), "x", 1))
attempt(lambda: set.add(frozenset(), 1))
attempt(lambda: frozenset.union({1}, {2}))
print([name for name in dir(set) if not name.startswith("_")], [name for name in dir(frozenset) if not name.startswith("_")])

# Numbers, and tuples, ranges and frozensets of them, have the same hash in every run, and with it the same order.
print({3, (1, 2)}, {True, frozenset({7}), 7}, {(3,), 3, 4}, {(1, 2), (2, 1), (3, 4), (5, 6), ()}, {range(3), 1, 2, 3})
print({frozenset({1, 2}), frozenset(), frozenset({3})}, {2j, 1, (1.5, 2), -1}, {(1, 2**70), (-1, True), (0.5,)})
mixed = set()
for i in range(30):
    for each in ((i, -i), i, frozenset({i, 2 * i})):
        mixed.add(each)
print(mixed)

# Of equal items, an intersection keeps the other's; a symmetric difference begins with the other's.
print({True, 7} & {1, 2}, {True} & {1, 2}, {1, 2} & {True}, {0, 5.5} ^ {2, 5}, {True, 2} ^ {1, 3})
kept = {True, 7}
kept.intersection_update([1, 2])
print(kept)

# What is popped, and what is shown then: a new member may stand before the place that pop has come to.
def worked(seed):
    todo, order, state = {0, 5, 33}, [], seed
    for _ in range(300):
        state = (state * 1103515245 + 12345) % 2**31
        if state % 5 < 2 and todo: order.append(todo.pop())
        elif state % 5 == 2: todo.discard(state % 37)
        elif state % 5 == 3: todo.add((state % 7, state // 7 % 9))
        else: todo.add(state % 41)
        if state % 17 == 0: order.append(str(todo))
    return order
for seed in range(20): print(worked(seed))
todo = {10, 20, 30}
print(todo.pop(), todo.add(1), todo.pop(), todo)
steps, todo = [], {1}
while todo:
    n = todo.pop()
    steps.append(n)
    todo |= {m for m in (2 * n % 101, 3 * n % 101, n + 7) if m < 101 and m not in steps}
print(steps)

# What is popped of a set that was shown and then lost members; the first of one that was popped from.
shown = set(range(100000, 103000))
list(shown)
for member in range(100000, 101500): shown.discard(member)
popped = []
while shown: popped.append(shown.pop())
print(popped[:5], popped[-5:], len(popped))
worn = {7 * n for n in range(40)}
firsts = []
while len(worn) > 20:
    worn.pop()
    firsts.append(next(iter(worn)))
    worn.discard(firsts[-1])
print(firsts, worn)
