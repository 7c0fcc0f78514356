# match: every kind of pattern.


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Colour:
    RED = "red"


def describe(value):
    match value:
        case 0 | 1:
            return "bit"
        case -1:
            return "minus one"
        case 2.5 | 1 + 2j:
            return "number"
        case "a" "b":
            return "ab"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True | False:
            return "never: 0 and 1 come first"
        case Colour.RED:
            return "red"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [Point(x=0, y=0), *_]:
            return "begins at the origin"
        case [first, (second, third), *rest] if rest:
            return f"{first} {second} {third} {rest}"
        case (x, y) as pair:
            return f"pair {x} {y} {pair}"
        case ["go", ("north" | "south") as direction, *_]:
            return direction
        case [*_, "last"]:
            return "ends with last"
        case {"type": "circle", "radius": r}:
            return f"circle {r}"
        case {"type": kind, **others} if others:
            return f"{kind} with {others}"
        case {}:
            return "mapping"
        case Point(0, y):
            return f"on the axis at {y}"
        case Point(x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case str(text) if len(text) > 5:
            return f"long {text}"
        case int(n):
            return f"int {n}"
        case float() | complex():
            return "another number"
        case _:
            return f"something {value!r}"


for value in (
    0, 1, -1, 2.5, 1 + 2j, "ab", b"x", None, True, "red", [], [5], (5,), [Point(0, 0), 1, 2], [1, (2, 3), 4],
    [1, 2], [1, [2, 3]], ["go", "north", 1], [1, 2, 3, "last"], {"type": "circle", "radius": 2},
    {"type": "square", "side": 3}, {"type": "none"}, {}, Point(0, 9), Point(4, 4), Point(1, 2), "longer text", "text",
    77, 1.5, 3j, {1}, b"bytes", range(2), object,
):
    print(describe(value) if not isinstance(value, type) else describe(value)[:9])


def names(value):
    match value:
        case {"a": [x, {"b": y}]}:
            pass
        case [x, y]:
            pass
        case x:
            y = None
    return x, y


print(names({"a": [1, {"b": 2}]}), names("ab"), names([3, 4]))

match = case = type = 5
match match:
    case case:
        print(match, case, type)

match 1, 2:
    case 1, x:
        print("tuple without parentheses", x)

try:
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
except TypeError as error:
    print(error)

# Inner patterns are looked at before the name that they are kept under.
for pattern in ("((d as z) as z)", "(([d] as z) as z)", "([a, a] as __debug__)", "((1 | 2 as z) | 3 as z)", "{'a': 1, 'a': 2, **__debug__}"):
    try:
        compile(f"match 1:\n    case {pattern}: pass\n    case 2: pass", "f", "exec")
    except SyntaxError as error:
        print(error.msg)


# What is below both kinds is what its order says first.
import collections, collections.abc as abc
class C: pass
class Both(collections.UserDict, abc.Sequence): pass
class Reversed(C, collections.UserList, abc.Mapping): pass
class Lists(collections.UserDict, C, list): pass
class Dicts(collections.UserList, dict, C): pass
class Mixed(dict, abc.Sequence, C): pass
for kind in (Both, Reversed, Lists, Dicts, Mixed):
    found = []
    match kind():
        case [*_]: found.append("sequence")
        case {}: found.append("mapping")
    match kind():
        case {}: found.append("mapping")
        case [*_]: found.append("sequence")
    print(kind.__name__, found)
