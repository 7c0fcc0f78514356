"""itertools: every iterator, its arguments and its errors."""
import itertools
from itertools import *


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
        if hasattr(result, "__next__"):
            result = list(islice(result, 40))
        print(repr(result))
    except Exception as error:
        print(type(error).__name__, error)


attempt(accumulate, [1, 2, 3, 4])
attempt(accumulate, "abc", lambda a, b: b + a)
attempt(accumulate, [1, 2], initial=100)
attempt(accumulate, [])
attempt(chain, "ab", [1], ())
attempt(chain.from_iterable, ["ab", "cd"])
attempt(chain.from_iterable, [1])
attempt(chain, 1)
attempt(combinations, "ABCD", 2)
attempt(combinations, range(4), 3)
attempt(combinations, "AB", 3)
attempt(combinations, "AB", 0)
attempt(combinations, "AB", -1)
attempt(combinations_with_replacement, "ABC", 2)
attempt(combinations_with_replacement, "", 2)
attempt(permutations, "ABC")
attempt(permutations, range(3), 2)
attempt(permutations, range(2), 3)
attempt(permutations, range(2), "x")
attempt(permutations, [], 0)
attempt(product, "AB", [1, 2])
attempt(product, "AB", repeat=2)
attempt(product)
attempt(product, "AB", [])
attempt(product, "AB", repeat=0)
attempt(product, "AB", repeat=-1)
attempt(compress, "ABCDEF", [1, 0, 1, 0, 1])
attempt(lambda: list(islice(count(10), 3)))
attempt(lambda: list(islice(count(0.5, 0.25), 3)))
attempt(lambda: list(islice(count(2**53 - 1), 3)))
attempt(lambda: list(islice(count(step=-1), 3)))
attempt(count, "a")
print(count(), count(5), count(5, 2), count(1, 1.0), repeat(1), repeat("a", 3))
attempt(lambda: list(islice(cycle("AB"), 5)))
attempt(cycle, "")
attempt(dropwhile, lambda x: x < 3, [1, 2, 3, 1])
attempt(takewhile, lambda x: x < 3, [1, 2, 3, 1])
attempt(filterfalse, lambda x: x % 2, range(6))
attempt(filterfalse, None, [0, 1, "", "a"])
print([(k, list(g)) for k, g in groupby("AAABBCA")])
print([(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])
groups = list(groupby("aab"))
print([list(g) for k, g in groups])
it = groupby("aabb")
k, g = next(it)
print(k, next(g))
k2, g2 = next(it)
print(k2, list(g), list(g2))
for args in [(3,), (1, 3), (1, None), (0, None, 2), (None,), (None, None, None), (2, 2), (5, 2)]:
    attempt(islice, range(8), *args)
for args in [(-1,), ("a",), (1, -2), (1, 2, 0), (1, 2, -1), (None, "x")]:
    attempt(islice, range(8), *args)
it = iter(range(10))
print(list(islice(it, 3)), next(it))
attempt(pairwise, "ABCD")
attempt(pairwise, "A")
attempt(repeat, 7, 3)
attempt(repeat, 7, -3)
attempt(repeat, object=7, times=2)
print(repeat(1, 5).__length_hint__())
attempt(repeat(1).__length_hint__)
attempt(starmap, pow, [(2, 3), (3, 2)])
attempt(starmap, pow, [1])
a, b, c = tee(iter("xyz"), 3)
print(next(a), next(a), list(b), list(a), list(c))
attempt(tee, "ab", -1)
print(tee("ab", 0))
attempt(zip_longest, "ABC", "x", [1, 2], fillvalue="-")
attempt(zip_longest)
print(type(chain()).__module__, chain.__name__, repr(chain)[:24], chain[int])


class Twice(chain):
    pass


print(list(Twice("a", "b")), type(Twice("a")).__name__)
print(sum(1 for _ in combinations(range(12), 5)), sum(1 for _ in permutations(range(7))), sum(1 for _ in product(range(5), repeat=5)))
for make in [lambda: accumulate([1, 2, 3]), lambda: chain("ab", "c"), lambda: combinations("abc", 2), lambda: permutations("abc", 2), lambda: product("ab", "cd"), lambda: count(3, 2),
             lambda: repeat(1, 2), lambda: islice("abcde", 1, 4)]:
    it = make()
    next(it)
    reduced = it.__reduce__()
    print(reduced[0].__name__, len(reduced))
    again = reduced[0](*reduced[1])
    if len(reduced) > 2:
        again.__setstate__(reduced[2])
    print(list(islice(again, 5)))
