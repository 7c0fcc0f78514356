from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict
import collections.abc as abstract


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __missing__(self, key):
        return "missing " + key


lower = Lower(A=1)
lower["B"] = 2
lower.update({"C": 3})
print(lower, lower["a"], lower["zz"], "b" in lower, len(lower), lower.pop("b"), lower | {"D": 4}, lower.copy(), list(lower.items()), lower.get("q", 0))
print(isinstance(lower, abstract.MutableMapping), lower == {"a": 1, "c": 3}, Lower.fromkeys(["X"], 0))

items = UserList([3, 1, 2])
items.append(0)
items.sort()
print(items, items[1:3], type(items[1:3]).__name__, items + [9], [8] + items, items * 2, items.index(2), items == [0, 1, 2, 3], max(items), items.count(1))
items += UserList([5])
del items[0]
print(items, items.pop(), items.copy(), list(reversed(items)), items < [9], 3 in items)

text = UserString("Hello")
print(text.upper(), text + " you", text[1:3], len(text), text.replace("l", UserString("L")), "ell" in text, text == "Hello", text.split("l"), hash(text) == hash("Hello"),
      text * 2, UserString("%s!") % "x", text.center(9, "*"), int(UserString("42")), type(text.lower()).__name__, text.encode())

chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
child = chain.new_child({"c": 4})
child["a"] = 9
print(child, child["a"], child["b"], len(child), sorted(child), child.parents, list(chain), dict(chain), chain | {"z": 1}, "q" in chain, chain.get("q", 7))
for action in (lambda: chain["q"], lambda: chain.pop("b"), lambda: ChainMap().popitem()):
    try:
        action()
    except KeyError as error:
        print(error)

# A class of two dict classes, as the manual has it.
class OrderedCounter(Counter, OrderedDict):
    def __repr__(self):
        return f"{self.__class__.__name__}({OrderedDict(self)!r})"


print(OrderedCounter("abracadabra"), [cls.__name__ for cls in OrderedCounter.__mro__])


class LastUpdated(OrderedDict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)


updated = LastUpdated(a=1, b=2)
updated["a"] = 3
updated["c"] = 4
print(updated, updated.popitem(last=False), list(reversed(updated)))
ordered = OrderedDict((i, i) for i in range(1000))
taken = 0
while ordered:
    key, _ = ordered.popitem(last=False)
    taken += key
    if key % 3 == 0 and key < 900:
        ordered[key + 2000] = 0
        ordered.move_to_end(key + 2000, last=key % 2 == 0)
print(taken)
nested = defaultdict(lambda: defaultdict(int))
for word in "the cat the dog a cat".split():
    nested[word[0]][word] += 1
print({key: dict(value) for key, value in nested.items()}, defaultdict(int, a=1) | {"b": 2}, repr(defaultdict(None, {1: 2})))


class Bag(abstract.MutableSet):
    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))

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

    def __repr__(self):
        return f"Bag({self.items})"


bag = Bag("abc")
bag |= Bag("cd")
print(bag, bag & Bag("bx"), bag - Bag("a"), bag ^ Bag("az"), bag <= Bag("abcde"), bag.isdisjoint("xyz"), bag == Bag("dcba"), bag.pop(), bag, {"a"} | Bag("q"))


class Squares(abstract.Sequence):
    def __getitem__(self, index):
        if index >= 5:
            raise IndexError(index)
        return index * index

    def __len__(self):
        return 5


print(list(Squares()), 9 in Squares(), list(reversed(Squares())), Squares().index(16), Squares().count(4))

from collections import UserString as Text

print(Text("é").encode(None, None), Text("é").encode("latin-1"), Text("é").encode(errors="ignore", encoding="ascii"))

from collections import UserList

kept = same = UserList([1])
kept *= 3
kept += [2]
print(kept is same, kept)
