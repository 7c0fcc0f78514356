"""slice: attributes, indices, comparison, errors included."""


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

    def __repr__(self):
        return f"Index({self.value!r})"


for args in [(), (5,), (1, 2), (1, 2, 3), (None,), ("a", [1], {}), (1, 2, 3, 4), (Index(1), None, Index(2))]:
    attempt(slice, *args)
attempt(slice, stop=5)
piece = slice(1, "b", None)
print(piece.start, piece.stop, piece.step, piece, str(piece), type(piece).__name__)
attempt(lambda: setattr(piece, "start", 1))
attempt(lambda: setattr(piece, "x", 1))
attempt(lambda: piece[0])
attempt(lambda: len(piece))
attempt(hash, slice(1))
attempt(lambda: {slice(1): 1})

# Comparison: as tuples.
print(slice(1, 2) == slice(1, 2, None), slice(1) == slice(None, 1), slice(1, 2) != slice(1, 3), slice(1, 2) < slice(1, 3), slice(1, 2, 3) <= slice(1, 2, 3), slice(2) == (None, 2, None), slice(1, 2).__eq__(5))
attempt(lambda: slice(1) < slice(1, 2))
attempt(lambda: slice(1, 2) > 5)
attempt(lambda: slice(1, 2) < slice("a", 2))
nan = float("nan")
print(slice(nan) == slice(nan))

# indices().
bounds = [None, 0, 1, 3, 10, 2**70, -1, -3, -10, -(2**70)]
for start in bounds:
    for stop in bounds:
        print([slice(start, stop, step).indices(5) for step in (None, 2, -1, -3, 2**70, -(2**70))], end=" ")
    print()
print(slice(None).indices(2**80), slice(2**75, None, -1).indices(2**80), slice(-5, None).indices(2**80), slice(Index(1), Index(3), Index(1)).indices(Index(9)))
for piece, length in [(slice(None, None, 0), 5), (slice(None), -1), (slice("a"), 5), (slice(None, None, 1.5), 5), (slice(None), "a"), (slice(None), 2.0), (slice(None), True)]:
    attempt(piece.indices, length)
attempt(slice(1).indices)


class Probe:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


probe = Probe()
print(probe[1:2], probe[:], probe[::], probe[1::3, 2], probe[::-1], probe[..., None], probe["a":"b"], probe[()], probe[1,])
probe[1:2] = 5
probe[:, 0] = 6
del probe[::2]
print([1, 2, 3][Index(0) : Index(2)], "hello"[Index(1) :], (1, 2, 3)[: Index(-1)], b"abc"[Index(1) :])


class Bad:
    def __index__(self):
        return "x"


class Failing:
    def __index__(self):
        raise KeyError("index")


attempt(lambda: [1][Bad() :])
attempt(lambda: [1][Failing() :])
attempt(lambda: [1][:: Failing()])
attempt(lambda: (1,)[Bad()])


class Growing:
    """Changes the list that is being sliced."""

    def __init__(self, action):
        self.action = action

    def __index__(self):
        self.action()
        return 2


items = [1, 2, 3, 4]
print(items[: Growing(items.clear)], items)
items = [1, 2, 3, 4]
print(items[Growing(lambda: items.append(5)) :], items)
print(slice(1, 2, 3).__reduce__(), [name for name in dir(slice) if not name.startswith("_")])
attempt(lambda: type("S", (slice,), {}))
