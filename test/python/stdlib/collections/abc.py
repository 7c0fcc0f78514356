from collections import abc, deque

kinds = [getattr(abc, name) for name in sorted(abc.__all__)]
print([kind.__name__ for kind in kinds])
samples = ([], (), "", b"", bytearray(), {}, set(), frozenset(), range(1), iter([]), {}.keys(), {}.items(), {}.values(), deque(), len, 3, (x for x in ()), memoryview(b""), None)
for sample in samples:
    print(type(sample).__name__, [kind.__name__ for kind in kinds if isinstance(sample, kind)])


class Pairs(abc.Mapping):
    def __getitem__(self, key):
        if key == "a":
            return 1
        raise KeyError(key)

    def __iter__(self):
        return iter(["a"])

    def __len__(self):
        return 1


pairs = Pairs()
print(dict(pairs), pairs.get("z", 0), "a" in pairs, list(pairs.items()), pairs == {"a": 1}, pairs.keys() & {"a"}, list(pairs.values()))


class Letters(abc.Sequence):
    def __getitem__(self, index):
        return "abc"[index]

    def __len__(self):
        return 3


letters = Letters()
print(list(letters), "b" in letters, letters.index("c"), letters.count("a"), list(reversed(letters)))


class Numbers(abc.MutableSet):
    def __init__(self, items=()):
        self.items = list(items)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, item):
        if item not in self.items:
            self.items.append(item)

    def discard(self, item):
        if item in self.items:
            self.items.remove(item)


numbers = Numbers([1, 2])
numbers |= {3}
numbers.remove(1)
print(list(numbers), list(numbers & {3, 4}), list(numbers - {3}), numbers <= {2, 3, 4}, numbers.isdisjoint({9}), numbers == {2, 3}, numbers.pop())


class Half: ...


for base in (abc.Mapping, abc.MutableSequence, abc.Iterator, abc.Set):
    try:
        type("Part", (base,), {})()
    except TypeError as error:
        print(error)
print(abc.Callable[[int], str], abc.Iterable[int], issubclass(Half, abc.Hashable), isinstance(lambda: 0, abc.Callable))

for wrong in (5, "text", None):
    try:
        print(abc.Sized.__subclasshook__(wrong))
    except AttributeError as error:
        print(error)


# Mixin methods serve classes that are no subclasses.
class Borrowing:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    update, get, __contains__ = abc.MutableMapping.update, abc.Mapping.get, abc.Mapping.__contains__


borrowing = Borrowing()
borrowing.update({1: 2}, z=3)
found = borrowing.get
print(borrowing.items, borrowing.get(1), found(9), 1 in borrowing, 8 in borrowing)
