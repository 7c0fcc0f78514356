"""bisect."""
import bisect


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


a = [1, 2, 2, 2, 5, 8]
for x in [0, 1, 2, 3, 8, 9, 2.0]:
    print(bisect.bisect(a, x), bisect.bisect_left(a, x), bisect.bisect_right(a, x), bisect.bisect_left(a, x, 2), bisect.bisect_right(a, x, 1, 3), bisect.bisect(a, x, hi=2))
print(bisect.bisect_left([-8, -5, -2], 5, key=abs), bisect.bisect([("a", 1), ("b", 3)], 2, key=lambda p: p[1]))
b = []
for x in [5, 1, 4, 1, 9, 2]:
    bisect.insort(b, x)
print(b)
c = [(3, "x")]
bisect.insort_left(c, (3, "a"), key=lambda p: p[0])
bisect.insort_right(c, (3, "z"), key=lambda p: p[0])
print(c)
attempt(bisect.bisect, a, 1, -1)
attempt(bisect.bisect, a, "x")
attempt(bisect.bisect, 5, 1)
attempt(bisect.bisect, a)
attempt(bisect.insort, (1, 2), 1)


class Recorder(list):
    def insert(self, index, item):
        print("insert", index, item)
        super().insert(index, item)


r = Recorder([1, 3])
bisect.insort(r, 2)
print(r, bisect.bisect(range(10), 3))
