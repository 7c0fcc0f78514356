# The iterators of built-in functions and of containers.
for it in (iter([1]), iter((1,)), iter("é"), iter({1}), iter({1: 2}), iter(range(1)), iter(b"a"), enumerate([]), zip(), map(len, []), filter(None, []), reversed([]), iter(int, 1)):
    print(type(it).__name__, iter(it) is it)
l = [1, 2, 3]; it = iter(l); next(it); l.append(4); print(list(it), list(it)); l.append(5); print(list(it))
print(iter([1, 2, 3]).__length_hint__(), iter(range(5)).__length_hint__())
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), list(reversed("abc")))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), sum(It()), max(It()), [*It()], dict(zip("abc", It())), tuple(It()), 2 in It())
a, b, c = It(); print(a, b, c)
try:
    a, b = It()
except ValueError as e:
    print(e)
class Bad:
    def __iter__(self): return 1
try:
    iter(Bad())
except TypeError as e:
    print(e)
z = zip([1, 2], "ab"); print(next(z), list(z), list(z))
e = enumerate("xy", start=5); print(next(e), list(e))
r = reversed([1, 2, 3]); print(next(r), list(r))
m = map(lambda x: x * 2, [1, 2]); print(next(m), list(m))
for strict in ([1], [1, 2, 3]):
    try:
        list(zip([1, 2], strict, strict=True))
    except ValueError as e:
        print(e)

class BadIterator:
    def __iter__(self): return self
    def __next__(self):
        del BadIterator.__next__
        return 1
try:
    for i in BadIterator(): print(i)
except TypeError as error: print(error)
class BadLen:
    def __iter__(self): return iter(range(10))
    def __len__(self): raise RuntimeError("hello")
for use in (list, [].extend, bytearray(b"").extend, tuple):
    try: use(BadLen())
    except RuntimeError as error: print(error)

import pickle
print(zip("ab", "cd", strict=True).__reduce__()[2:], zip("ab").__reduce__()[2:])
strict = pickle.loads(pickle.dumps(zip((1,), (2, 3), strict=True)))
try:
    print(next(strict), next(strict))
except ValueError as error: print(error)
for source in (b"abc", bytearray(b"abc"), [1, 2], "ab", (1, 2)):
    it = iter(source)
    next(it)
    print(it.__reduce__()[1:], list(pickle.loads(pickle.dumps(it))))
    list(it)
    if not isinstance(source, (str, tuple)): print(it.__reduce__()[1:])
