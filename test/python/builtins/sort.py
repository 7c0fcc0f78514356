"""Every way of sorting: by insertion, by digits, by merging, with keys and in reverse."""
import random

random.seed(5)


class Least:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value


def order(items, **options):
    return sorted(range(len(items)), key=items.__getitem__, **options)


def text(characters, longest):
    return "".join(random.choice(characters) for _ in range(random.randrange(longest)))


ODD = [1, 1.0, -0.0, 0.0, 0, 2, 1.5, -1, float("inf"), float("-inf"), 1e-310, -1e-310, 1e300]
for n in (0, 1, 2, 63, 64, 199, 200, 700):
    for items in (
        [random.randrange(-50, 50) for _ in range(n)],
        [random.randrange(-(2**53) + 1, 2**53) for _ in range(n)],
        [random.randrange(-(2**70), 2**70) for _ in range(n)],
        [random.uniform(-3, 3) for _ in range(n)],
        [random.choice(ODD) for _ in range(n)],
        [text("ab~\x7f\x00z", 9) for _ in range(n)],
        [text("x", 100) for _ in range(n)],
        [(random.randrange(3), random.choice("abc"), random.random()) for _ in range(n)],
        [(random.randrange(3), 1)[: random.randrange(1, 3)] for _ in range(n)],
        [(random.choice([True, False, 1, 0]), random.randrange(9)) for _ in range(n)],
        [Least(random.randrange(9)) for _ in range(n)],
    ):
        print(n, order(items), order(items, reverse=True))
        if items and type(items[0]) is not Least:
            ordered = list(items)
            ordered.sort()
            print(ordered[:9], sorted(items, reverse=True)[:9], order(ordered) == list(range(n)))
    names = [text("ab\u00e9\u4e00\U0001f600\ud800z", 5) for _ in range(n)]
    print(order(names) == sorted(range(n), key=lambda place: [ord(c) for c in names[place]]))
for mixed in ([1, "a"] * 150, [(1, 2), (1, "a")] * 150, [1, None] * 5, ["a", 1] * 200, [(1,), 2] * 200):
    items = list(mixed)
    try:
        items.sort()
    except TypeError as error:
        print(error, len(items))
nan = float("nan")
items = [3.0, nan, 1.0, 2.0] * 60
print(sorted(items)[:9], sorted(items, reverse=True)[:9], sorted([(nan, 1), (nan, 0)]), sorted([(v, i) for i, v in enumerate(items)])[:4])

# Keys of one class are asked for __lt__ by itself first, and again where that has no answer.
class Unsure:
    def __init__(self, value): self.value = value
    def __lt__(self, other): print("lt", self.value, other.value); return NotImplemented
    def __gt__(self, other): print("gt", self.value, other.value); return self.value > other.value
    def __repr__(self): return str(self.value)
class Listed(list):
    def __lt__(self, other): print("lt"); return NotImplemented
class Backward(int):
    def __lt__(self, other): return int.__gt__(self, other)
print(sorted([Unsure(3), Unsure(1), Unsure(2)]), sorted([Listed([2]), Listed([1])]), sorted([Backward(2), Backward(3), Backward(1)]), sorted([Backward(2), 3, Backward(1)]))
