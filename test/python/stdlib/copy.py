import copy


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


class Slotted:
    __slots__ = ("a", "b")


class Own:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep", type(memo).__name__


class Reduced:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduced, (self.n + 1,)


class Named(list):
    pass


nested = [1, [2, 3], {"a": [4]}, (5, [6]), {7}, bytearray(b"8")]
shallow, deep = copy.copy(nested), copy.deepcopy(nested)
print(shallow == nested, shallow is nested, shallow[1] is nested[1], deep == nested, [a is b for a, b in zip(deep, nested)])
nested[1].append(9)
nested[3][1].append(9)
print(shallow[1], deep[1], deep[3])
for value in (None, 3, 2.5, "text", b"bytes", (1, 2), frozenset({1}), int, len, range(3), ..., lambda: 1):
    print(copy.copy(value) is value, copy.deepcopy(value) is value)
loop = [1]
loop.append(loop)
again = copy.deepcopy(loop)
print(again[1] is again, again is not loop)
shared = [0]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], pair[0] is shared)
point = Point([1], 2)
print(copy.copy(point), copy.copy(point).x is point.x, copy.deepcopy(point), copy.deepcopy(point).x is point.x)
slotted = Slotted()
slotted.a = [1]
print(copy.copy(slotted).a is slotted.a, copy.deepcopy(slotted).a, hasattr(copy.copy(slotted), "b"))
print(copy.copy(Own()), copy.deepcopy(Own()), copy.copy(Reduced(1)).n, copy.deepcopy(Reduced(1)).n)
named = Named([1, [2]])
named.title = ["t"]
other = copy.deepcopy(named)
print(type(other).__name__, other, other.title, other.title is named.title)
error = copy.copy(ValueError("a", 1))
print(repr(error), copy.deepcopy({"k": error})["k"].args)
memo = {}
copy.deepcopy(shared, memo)
print(memo[id(shared)], copy.Error is copy.error, issubclass(copy.Error, Exception))
try:
    copy.copy(iter_of for iter_of in [])
except TypeError as failure:
    print(failure)
