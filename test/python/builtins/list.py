"""list: every method, every subscript, errors included."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Odd:
    """Equal to every odd number."""

    def __eq__(self, other):
        return isinstance(other, int) and other % 2 == 1

    __hash__ = None


# Construction.
attempt(list)
attempt(list, (1, 2))
attempt(list, "a\U0001f600b".encode("unicode_escape").decode())
attempt(list, {"a": 1, "b": 2})
attempt(list, range(3))
attempt(list, (x * x for x in range(4)))
attempt(list, 5)
attempt(list, 1, 2)
attempt(list, iterable=3)
source = [1, 2]
print(list(source) == source, list(source) is source)
again = [9]
again.__init__([1, 2, 3])
print(again)
again.__init__()
print(again)
attempt(list.__new__, list, [1, 2])
attempt(list.__new__, 5)

# Items.
letters = list("abcdef")
for key in [0, 5, -1, -6, 6, -7, True, Index(2), 2**70, "a", None, 1.0, (1,)]:
    attempt(lambda: letters[key])
    attempt(letters.__setitem__, key, letters[2])
    attempt(lambda: [1, 2].__delitem__(key))

# Slices: read, assign, delete.
bounds = [None, 0, 1, 3, 6, 9, -1, -3, -7, Index(2)]
for start in bounds:
    for stop in bounds:
        row = []
        for step in [None, 1, 2, 3, -1, -2, 100, -100]:
            row.append("".join(letters[start:stop:step]))
            copy = letters[:]
            del copy[start:stop:step]
            row.append("".join(copy))
        copy = letters[:]
        copy[start:stop] = "XYZ"
        row.append("".join(copy))
        copy[start:stop] = []
        row.append("".join(copy))
        print(row)
numbers = list(range(10))
numbers[::2] = "abcde"
print(numbers)
numbers[::-3] = [1, 2, 3, 4]
print(numbers)
numbers[1:3] = numbers
print(numbers)
numbers[:] = iter(range(3))
print(numbers)
numbers[10:20] = [7]
print(numbers)
numbers[-1:0] = [8]
print(numbers)
large = list(range(100))
large[10:90] = range(50)
print(len(large), large[8:14], large[58:64])
large[5:6] = range(100, 140)
print(len(large), sum(large))


def assign(key, value):
    target = [0, 1, 2, 3]
    target[key] = value
    return target


attempt(assign, slice(None, None, 2), [1, 2, 3])
attempt(assign, slice(None, None, -1), [1])
attempt(assign, slice(0, 2), 5)
attempt(assign, slice(0, 4, 2), 5)
attempt(assign, slice(None, None, 0), [])
attempt(assign, slice("a"), [])
attempt(assign, slice(1.5, 2), [])
attempt(lambda: letters[:: 2**70])
attempt(lambda: letters[2**70 : -(2**70) : -1])
attempt(lambda: letters.__delitem__(slice(None, None, 0)))

# Methods.
items = [3, 1, 2]
print(items.append(4), items, items.extend((5, 6)), items, items.extend(items), items)
attempt(items.append)
attempt(items.append, 1, 2)
attempt(items.extend, 5)
attempt(items.extend, None)


def failing():
    yield 1
    yield 2
    raise KeyError("stop")


partial = [0]
attempt(partial.extend, failing())
print(partial)
for index in [0, 1, 100, -1, -100, Index(1), True]:
    copy = ["a", "b", "c"]
    copy.insert(index, "X")
    print(copy)
attempt(items.insert, "a", 1)
attempt(items.insert, 1)
attempt(items.insert, 2**70, 1)
for index in [(), (0,), (-1,), (1,), (-3,), (3,), (-4,), ("a",), (None,), (Index(0),), (2**70,), (1, 2)]:
    copy = ["a", "b", "c"]
    attempt(copy.pop, *index)
    print(copy)
attempt([].pop)
attempt([].pop, 0)
for value in [1, 1.0, True, Odd(), "x", None]:
    copy = [2, 1, 3, 1]
    attempt(copy.remove, value)
    print(copy, copy.count(value), [2, 1, 3].count(value))
    attempt([2, 1, 3, 1].index, value)
for span in [(2,), (2, 3), (-1,), (-3, -1), (0, 100), (100,), (Index(1), Index(2)), ("a",), (None,), (-(2**70), 2**70)]:
    attempt(["a", "b", "a", "b"].index, "a", *span)
attempt([].index)
attempt([1].index, 1, 2, 3, 4)
print([1, 2, 3].copy(), [1].clear(), [3, 1, 2].reverse(), [].reverse())
copy = [1, 2, 3]
copy.reverse()
print(copy, list(reversed(copy)), reversed([1, 2]).__length_hint__(), iter([1, 2]).__length_hint__())
nan = float("nan")
print(nan in [nan], [nan].count(nan), [nan].index(nan), [nan] == [nan], float("nan") in [nan], [float("nan")] == [nan])

# Operators.
print([1] + [2], [1, 2] * 3, 2 * [0], [1] * 0, [1] * -5, [0] * True, [1] * Index(2))
attempt(lambda: [1] + (2,))
attempt(lambda: [1] + 2)
attempt(lambda: 2 + [1])
attempt(lambda: [1] * 1.5)
attempt(lambda: "a" * [1])
attempt(lambda: [1] * [2])
attempt(lambda: [1] * 2**100)
attempt(lambda: [1].__add__(3))
attempt(lambda: -[1])
grown = [1]
other = grown
grown += (2, 3)
grown += "ab"
grown *= 2
print(grown, other is grown)
grown *= 0
print(grown, other is grown)


def add_in_place(value):
    target = [1]
    target += value
    return target


attempt(add_in_place, 5)
attempt(add_in_place, {"a": 1})
print([[]] * 2, [1, 2] == [1, 2], [1] != [1.0], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 9], [1, 2] <= [1, 2], [1, 3] >= [1, 2])
attempt(lambda: [1] < (1,))
attempt(lambda: [1] < ["a"])
attempt(lambda: [1, 2] < [1, None])
print([1] == (1,), [1].__eq__((1,)), [1].__lt__(5), [1].__ne__([2]))
attempt(hash, [1])
attempt(lambda: {[1]: 2})
print(len([1, 2]), bool([]), bool([0]), 1 in [1], 1.0 in [1], "a" in [1])

# Text.
loop = [1]
loop.append(loop)
pair = [loop, loop]
print(loop, pair, repr([None, True, 1.5, "a'b", b"x", (1,), {}]), str([1]), f"{[1]}", [[[]]])
attempt(format, [1], "5")

# Iterators.
growing = [0]
for value in growing:
    if value < 5:
        growing.append(value + 1)
print(growing)
shrinking = [1, 2, 3, 4]
print([shrinking.pop() for _ in shrinking], shrinking)
iterator = iter([1, 2])
print(next(iterator), list(iterator), list(iterator), next(iterator, "end"))
walk = iter(growing)
next(walk)
print(walk.__reduce__()[1:], walk.__setstate__(3), next(walk), walk.__length_hint__())
backwards = reversed([1, 2, 3])
print(next(backwards), backwards.__reduce__()[1:], list(backwards), backwards.__length_hint__(), list(backwards))
print(type(iter([])).__name__, type(reversed([])).__name__)
attempt(type(iter([])))

# Sorting.
words = ["banana", "Apple", "cherry", "apple", "Banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
print(sorted([3, 1.5, 2, True, -1, 2**70, -(2**70), 0.5]), sorted([2**53 + 1, 2.0**53, 2**53]), sorted(["b", "a\U0001f600", "a\ue000", "a"]) == ["a", "a\ue000", "a\U0001f600", "b"])
print(sorted([(2, "b"), (1, "z"), (2, "a"), (1, "a")]), sorted([(1.5, 2), (1, 3), (1.5, 1)], reverse=True))
print([type(x).__name__ for x in sorted([1, 1.0, True, 0, 0.0, False])], [type(x).__name__ for x in sorted([1, 1.0, True, 0, 0.0, False], reverse=True)])
print(sorted([0.0, -0.0, 0]), sorted([-0.0, 0.0]))
state = 1
sample = []
for _ in range(2000):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    sample.append(state >> 8)
shuffled = sorted(sample)
print(shuffled[:3], shuffled[-3:], all(a <= b for a, b in zip(shuffled, shuffled[1:])), sorted(sample, reverse=True) == shuffled[::-1])
tagged = [(value % 7, index) for index, value in enumerate(sample)]
by_value = sorted(tagged, key=lambda pair: pair[0])
print(by_value == sorted(tagged), sorted(tagged, key=lambda pair: pair[0], reverse=True) == sorted(tagged, key=lambda pair: -pair[0]))
floats = [value / 97 for value in sample]
print(sorted(floats) == [value / 97 for value in shuffled], sorted(map(str, sample))[:3], sorted(sample, key=str)[:3], sorted(sample, key=float)[:3])
calls = []
[3, 1, 2].sort(key=lambda value: calls.append(value) or value)
print(calls)


class Counted:
    compared = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.compared += 1
        return self.value < other.value


ordered = sorted(map(Counted, sample))
print([item.value for item in ordered] == shuffled, Counted.compared < 25000)
Counted.compared = 0
sorted(ordered)
print(Counted.compared)
Counted.compared = 0
sorted(ordered[::-1])
print(Counted.compared)
attempt([1, "a"].sort)
attempt([1, 2].sort, key=5)
attempt([1, 2].sort, lambda x: x)
attempt([3, 1].sort, reverse="a")
attempt([(1, "a"), (1, 2)].sort)
attempt([None, None].sort)
attempt([None].sort)
attempt(sorted, [1, 2, "a", 3])
attempt(sorted, 5)
attempt(sorted)
attempt(sorted, [2, 1], lambda x: x)
data = [2, 1]
attempt(data.sort, key=lambda x: 1 / 0)
print(data)


def bad_key(value):
    data.append(value)
    return value


attempt(data.sort, key=bad_key)
print(data, len(data))


class Fickle:
    def __lt__(self, other):
        if len(data) > 20 or not data:
            raise ValueError("compared")
        return True


mixed = [Fickle(), Fickle()]
data = []
attempt(mixed.sort)
print(len(mixed))
nans = [3.0, nan, 1.0, nan, 2.0]
print(sorted(nans), sorted(nans, reverse=True), sorted([2, nan, 1]))

class Hinting:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


for hint in [0, 5, True, -1, "a", 2**70, NotImplemented, TypeError("t"), ValueError("v")]:
    for action in [list, tuple, [].extend, sorted, lambda value: [*value], [0].__iadd__]:
        attempt(action, Hinting(hint))


# Subclasses.


class Stack(list):
    def push(self, item):
        self.append(item)

    def __repr__(self):
        return "Stack" + super().__repr__()


stack = Stack([1, 2])
stack.push(3)
stack.name = "s"
print(stack, stack[1:], type(stack[1:]).__name__, type(stack + [1]).__name__, type(stack * 2).__name__, type(stack.copy()).__name__, stack == [1, 2, 3], [1, 2, 3] == stack, stack.name, len(stack), isinstance(stack, list))
attempt(lambda: [1] + stack)


class Reversing(list):
    def __getitem__(self, key):
        return super().__getitem__(-1 - key)

    def __iter__(self):
        return iter("iter")

    def __len__(self):
        return 42

    def __contains__(self, item):
        return item == "magic"


odd = Reversing([1, 2, 3])
print(odd[0], odd[-1], list(odd), len(odd), "magic" in odd, 1 in odd, [*odd], odd, bool(odd))
first, *rest = odd
print(first, rest, [1] + odd, sorted(odd))
extended = []
extended.extend(odd)
extended[:0] = odd
print(extended, "".join(odd))


class WithNew(list):
    def __new__(cls, *args, extra=None):
        self = super().__new__(cls, *args)
        self.extra = extra
        return self


class WithInit(list):
    def __init__(self, count):
        super().__init__(range(count))


print(WithNew([1, 2], extra=5).extra, WithInit(3))
attempt(lambda: Stack(a=1))
print(list[int], list[int, str], list.__class_getitem__(int), type(list[int]).__name__)
attempt(lambda: list.append(5, 1))
attempt(lambda: list.append())
attempt(lambda: list.__len__(5))
attempt(lambda: setattr([], "x", 1))
print([name for name in dir(list) if not name.startswith("_")])

class L(list):
    def __add__(self, o): return "L+"
    def __radd__(self, o): return "+L"
print([1] + [2, 3], [] + [], L([1]) + [2], [1] + L([2]), [1] + [[2]])
a = [1]; b = a + []; b.append(2); print(a, b)
try: [1] + (2,)
except TypeError as e: print(e)


# In place, with operators of Python's on the right.
class Vec:
    def __init__(self, *v): self.v = v
    def __iter__(self): return iter(self.v)
    def __radd__(self, o): return "radd"
    def __rmul__(self, o): return "rmul"
    def __index__(self): return 2
class Sub(list):
    def __radd__(self, o): return "radd"
    def __rmul__(self, o): return "rmul"
class No:
    def __iter__(self): return iter((5, 6))
    def __radd__(self, o): return NotImplemented
    def __rmul__(self, o): return NotImplemented
    def __index__(self): return 2
class Own(list):
    def __iadd__(self, o): return "own"
class OwnAdd(list):
    def __add__(self, o): return "own add"
class Only:
    def __add__(self, o): return 1
    def __iter__(self): return iter((7,))
for other in (Vec(1), Sub([3]), No(), Only(), 2, [4], (4,), "ab", OwnAdd([9])):
    for kind in (list, bytearray, Own, OwnAdd, tuple, str, dict, set):
        a = kind(); 
        try:
            a += other
            print(kind.__name__, type(other).__name__, "+=", a)
        except TypeError as e: print(kind.__name__, type(other).__name__, "+=", e)
        a = kind()
        try:
            a *= other
            print(kind.__name__, type(other).__name__, "*=", a)
        except TypeError as e: print(kind.__name__, type(other).__name__, "*=", e)

# Whoever makes a list of an instance of a subclass asks it for its length first.
class Asking(list):
    def __len__(self): print("len", end=" "); return 7
class Refusing(tuple):
    def __len__(self): return 1 / 0
for make in (list, tuple, sorted, lambda o: [*o], lambda o: [0].__iadd__(o), lambda o: (lambda *a: a)(*o)):
    for value in (Asking([1]), Refusing([2])):
        try: print(make(value))
        except ZeroDivisionError as error: print(error)
same = Asking([1, 2]); same.extend(same); print(list.__len__(same))
