"""tuple: every method, every subscript, errors included."""


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


# Construction.
attempt(tuple)
attempt(tuple, [1, 2])
attempt(tuple, "abc")
attempt(tuple, {"a": 1})
attempt(tuple, (x for x in range(3)))
attempt(tuple, 5)
attempt(tuple, 1, 2)
attempt(tuple, iterable=())
triple = (1, 2, 3)
print(tuple(triple) is triple, triple[:] is triple, triple * 1 is triple, triple + () is triple, () + triple is triple)

# Items and slices.
for key in [0, 2, -1, -3, 3, -4, True, Index(1), 2**70, "a", None, 1.0]:
    attempt(lambda: triple[key])
letters = tuple("abcdef")
bounds = [None, 0, 2, 6, 9, -1, -4, -9]
for start in bounds:
    print([["".join(letters[start:stop:step]) for step in (None, 2, -1, -3)] for stop in bounds])
attempt(lambda: letters[::0])
attempt(lambda: letters["a":])
attempt(lambda: triple.__setitem__(0, 1))


def assign():
    triple[0] = 1


def remove():
    del triple[0]


attempt(assign)
attempt(remove)
attempt(lambda: setattr(triple, "x", 1))

# Methods.
print((1, 2, 1, 1.0, True).count(1), (1, 2).count("a"), (1, 2, 1).index(1), (1, 2, 1).index(1, 1), (1, 2, 1).index(1, -1))
for span in [(2,), (0, 0), (-2,), (5,), ("a",), (Index(0),), (-(2**70), 2**70)]:
    attempt(("a", "b", "a").index, "b", *span)
attempt(().index)
attempt(().index, 1)
attempt((1,).count)
nan = float("nan")
print(nan in (nan,), (nan,) == (nan,), (nan,) < (nan,), float("nan") in (nan,))

# Operators.
print((1,) + (2,), (1, 2) * 2, 2 * (0,), (1,) * 0, (1,) * -1, (1,) * Index(2))
attempt(lambda: (1,) + [2])
attempt(lambda: (1,) * "a")
attempt(lambda: (1,) * 2**100)
attempt(lambda: (1,) < [1])
attempt(lambda: (1,) < ("a",))
print((1, 2) == (1, 2.0), (1, 2) != [1, 2], (1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (2,) >= (1, 5), (1, 2) <= (1, 2))
grown = (1,)
grown += (2,)
grown *= 2
print(grown)


def add_list():
    target = (1,)
    target += [2]


attempt(add_list)
print((1,).__add__((2,)), (1,).__mul__(2), (1,).__rmul__(2), (1,).__eq__([1]), (1,).__lt__(1), (1,).__len__(), (1,).__contains__(1), (1, 2).__getnewargs__())

# Hashes.
print(hash((1, 2)) == hash((1.0, True + 1)), hash(()) == hash(tuple()), hash((1, 2)) != hash((2, 1)), len({(1, 2), (1.0, 2), (True, 2)}))
attempt(hash, ([],))
attempt(lambda: {([], 1): 2})
deep = ()
for _ in range(50):
    deep = (deep,)
print(hash(deep) == hash(deep), deep == deep, {deep: 1}[deep])
grid = {(x, y): x * y for x in range(30) for y in range(30)}
print(len(grid), sum(grid[x, y] for x in range(30) for y in range(30)), (29, 29) in grid, (30, 0) in grid, (1.0, True) in grid)

# Text.
print((), (1,), (1, 2), ((),), ("a", None), repr((1.5, b"x")), str((1,)), f"{(1, 2)}")
loop = ([],)
loop[0].append(loop)
print(loop)

# Iterators and unpacking.
iterator = iter((1, 2, 3))
print(next(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:], list(iterator), next(iterator, None), list(reversed((1, 2, 3))))
print(type(iter(())).__name__, type(reversed(())).__name__)
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)


def unpack(value):
    x, y = value
    return x, y


def unpack_star(value):
    x, *y, z = value
    return x, y, z


for value in [(1, 2), (1,), (1, 2, 3), "ab", {"k": 1, "v": 2}, 5, None, [1], iter([1, 2, 3])]:
    attempt(unpack, value)
for value in [(1, 2), (1,), range(5), "abc", 5]:
    attempt(unpack_star, value)

# Subclasses.


class Point(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])


p = Point(1, 2)
print(p, p.x, p + (1, 1), type(p + (1, 1)).__name__, p == (1, 2), hash(p) == hash((1, 2)), {p: "p"}[(1, 2)], {(1, 2): "t"}[p], p[:] == (1, 2), type(p[:]).__name__, type(p * 1).__name__, tuple(p) is p)


class Named(tuple):
    def __init__(self, items=(), name=None):
        self.name = name


print(Named((1, 2)).name)


class Loud(tuple):
    def __eq__(self, other):
        return "equal"

    def __hash__(self):
        return 7

    def __iter__(self):
        return iter("xyz")

    def __len__(self):
        return 9


loud = Loud((1, 2))
print(loud == 5, (1, 2) == loud, hash(loud), list(loud), len(loud), loud[0], tuple(loud), [*loud], {loud: 1}[loud])
x, y, z = loud
print(x, y, z)
attempt(lambda: tuple.__new__(int))
attempt(lambda: tuple.__new__(tuple, [1], 2))
print(tuple[int, ...], tuple[()], tuple.__itemsize__)
print([name for name in dir(tuple) if not name.startswith("_")])
