import operator
from operator import attrgetter, itemgetter, methodcaller


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


for name in "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor eq ne lt le gt ge is_ is_not concat contains countOf indexOf matmul".split():
    print(name, attempt(getattr(operator, name), 13, 4), attempt(getattr(operator, name), [1, 2], [2]))
for name in "neg pos invert not_ truth abs index length_hint".split():
    print(name, attempt(getattr(operator, name), -3), attempt(getattr(operator, name), [1]))
items = [1]
print(operator.iadd(items, [2]) is items, items, operator.iconcat(items, (3,)), operator.isub(5, 3), operator.ior({1}, {2}))
operator.setitem(items, 0, "x")
operator.delitem(items, 1)
print(items, operator.getitem(items, -1), operator.contains("abc", "b"), operator.indexOf("abc", "c"), operator.countOf([1, 1.0, True], 1))
print(itemgetter(1)("abc"), itemgetter(0, -1)([1, 2, 3]), itemgetter("a")({"a": 1}), itemgetter(slice(1, 3))("abcd"), attempt(itemgetter(9), []))
print(attrgetter("real")(3), attrgetter("real", "imag")(1 + 2j), attrgetter("__class__.__name__")(3), attempt(attrgetter("no.way"), 3))
print(methodcaller("split", ",", maxsplit=1)("a,b,c"), attempt(methodcaller("nothing"), 3), repr(itemgetter(1, 2)), repr(attrgetter("a.b")), repr(methodcaller("m", 1, k=2)))
print(sorted([("b", 2), ("a", 2), ("c", 1)], key=itemgetter(1, 0)), operator.length_hint(iter([1, 2, 3])), operator.call(max, 1, 5))
print(attempt(itemgetter), attempt(attrgetter, 1), attempt(methodcaller), attempt(operator.index, 2.0), operator.__add__ is operator.add)
