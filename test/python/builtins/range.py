"""range: small and huge, every method, slices, errors included."""


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

    def __eq__(self, other):
        return other == self.value


class Number(int):
    def __eq__(self, other):
        return other == 3

    def __hash__(self):
        return 3


# Construction.
for args in [(), (5,), (1, 5), (1, 10, 3), (10, 0, -3), (0,), (-5,), (5, 1), (1, 1), (0, 1, 0), (1.5,), ("a",), (1, None), (1, 2, 3, 4), (True, Index(4)), (2**70, 2**70 + 5, 2), (0, -(2**65), -(2**64))]:
    attempt(range, *args)
    attempt(lambda: list(range(*args)))
    attempt(lambda: (len(range(*args)), bool(range(*args))))
attempt(range, stop=5)
sample = range(2, 20, 3)
print(sample.start, sample.stop, sample.step, sample, str(sample), f"{sample}", type(sample).__name__)
attempt(lambda: setattr(sample, "start", 1))
attempt(lambda: setattr(sample, "x", 1))
attempt(lambda: len(range(2**100)))
attempt(lambda: len(range(2**63 - 1)))
attempt(lambda: range(2**100).__len__())
print(range(Index(3)).stop, type(range(True).stop).__name__, bool(range(2**100)), bool(range(2**100, 0)))

# Items and slices.
for key in [0, 5, -1, -6, 6, -7, True, Index(2), 2**70, "a", None, 1.0]:
    attempt(lambda: sample[key])
bounds = [None, 0, 2, 6, 9, -1, -4, -9, 2**70]
for start in bounds:
    for stop in bounds:
        print([sample[start:stop:step] for step in (None, 2, -1, -3)], end=" ")
    print()
attempt(lambda: sample[::0])
attempt(lambda: sample["a":])
attempt(lambda: sample.__setitem__(0, 1))
huge = range(10**20, 10**21, 7)
print(huge[0], huge[-1], huge[10**19], huge[5:10], huge[::-1][:3], huge[-(10**18) : -1 : 10**17], huge[2**62 : 2**80])
attempt(lambda: huge[10**30])
print(range(2**53 - 2, 2**53 + 3)[4], list(range(2**53 - 2, 2**53 + 3)), list(range(-(2**53) + 1, -(2**53) - 3, -1)))

# Searching.
for value in [2, 5, 6, 20, -1, 2.0, 5.5, True, "a", None, Index(8), Number(3), 2**70, 11 + 0j]:
    print(value in sample, sample.count(value), sample.__contains__(value), end=" ")
    attempt(sample.index, value)
print(10**20 + 7 in huge, 10**20 + 8 in huge, huge.index(10**20 + 700), huge.count(10**21), 5 in range(10, 0, -1), 0 in range(10, 0, -1), range(10, 0, -3).index(4), Number(7) in range(5), 10**40 in range(0, 10**50, 10**39))
attempt(huge.index, 1)
attempt(sample.index)
attempt(sample.index, 1, 2)

# Comparison.
print(range(0) == range(5, 5, 3), range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), range(1, 2, 5) == range(1, 3, 9), range(3) == [0, 1, 2], range(3) != range(4), range(2**70) == range(0, 2**70), range(2).__eq__(5))
print(hash(range(0)) == hash(range(5, 5, 3)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(1, 2, 5)) == hash(range(1, 3, 9)), len({range(3), range(0, 3), range(3, 3)}), hash(huge) == hash(range(10**20, 10**21, 7)))
attempt(lambda: range(3) < range(4))
attempt(lambda: range(3) + range(4))
attempt(lambda: range(3) * 2)

# Iterators.
for make in [range(5), range(10, 0, -4), range(0), range(2**64, 2**64 + 3), range(2**63 - 1, 2**63 + 1)]:
    forwards, backwards = iter(make), reversed(make)
    print(type(forwards).__name__, type(backwards).__name__, forwards.__length_hint__(), list(forwards), list(backwards), forwards.__length_hint__(), next(forwards, "end"))
print(list(reversed(huge[:3])), next(reversed(range(10**30))))
walk = iter(range(10, 20, 2))
next(walk)
print(walk.__reduce__()[1:], walk.__setstate__(4), next(walk), next(walk, "end"), walk.__setstate__(-5), list(walk))
attempt(type(walk))
attempt(walk.__setstate__, "a")
total = 0
for i in range(3):
    for j in range(i, 5, 2):
        total += i * j
    i = 100
print(total, i, [*range(3)], sum(range(101)), max(range(5)), min(range(5, 0, -1)), list(zip(range(2), range(2, 4))), dict(enumerate(range(2))), tuple(range(2)))
a, *b = range(4)
print(a, b, sample.__reduce__()[1:])
attempt(lambda: type("R", (range,), {}))
print([name for name in dir(range) if not name.startswith("_")])
