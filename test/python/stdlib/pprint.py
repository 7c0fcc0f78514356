import io
import pprint
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace

Point = namedtuple("Point", "x y")


@dataclass
class Data:
    name: str
    values: list = field(default_factory=list)
    hidden: int = field(default=0, repr=False)


class Own:
    def __repr__(self):
        return "<own>" * 5


words = "the quick brown fox jumped over the lazy dog".split()
values = [
    1, 10**40, "a", "", words, tuple(words), dict.fromkeys(words, 1), set(range(40)), frozenset(range(40)), {1: {2: {3: [4, 5, [6]]}}}, [[[[[]]]]],
    " ".join(words * 4), "line one\nline two is longer " + "x" * 60 + "\nthree", [" ".join(words * 3)], {"k": " ".join(words * 3)},
    bytes(range(60)), [bytes(range(60))], bytearray(b"abc" * 30), OrderedDict((w, i) for i, w in enumerate(words)), defaultdict(list, a=words),
    Counter("abracadabra" * 3), ChainMap({"a": words}, {"b": 1}), deque(words * 2), deque(words * 2, 30), UserDict(a=words), UserList(words * 2),
    UserString(" ".join(words * 3)), MappingProxyType(dict.fromkeys(words, 2)), SimpleNamespace(a=words, b=SimpleNamespace(c=1, d=words)),
    Data("x" * 50, words), Data("short"), Point(words, 2), [Own()] * 6, {("b", 1): 2, "a": 3, None: 4, 3: 5}, [None, True, 1.5, 1j] * 6,
    [{"id": i, "tags": words[:i], "nested": {"key": "value" * i}} for i in range(4)], set(), frozenset(), deque(), Counter(), OrderedDict(), defaultdict(int), (1,),
    {i: 1 for i in range(30)}, list(range(60)), {"a": {}}, {2, "a", (1,)} - {2, "a"},
]
for value in values:
    for options in ({}, {"width": 20}, {"width": 1}, {"indent": 4, "width": 40}, {"depth": 2}, {"compact": True}, {"compact": True, "width": 30}, {"sort_dicts": False, "width": 50},
                    {"underscore_numbers": True}):
        print(options, pprint.pformat(value, **options))
loop = [1]
loop.append(loop)
mapping = {"m": None}
mapping["m"] = mapping
for value in (loop, mapping, words, Own()):
    print(pprint.isreadable(value), pprint.isrecursive(value), pprint.saferepr(value).split(" with id")[0])
pprint.pprint({"b": 1, "a": 2})
pprint.pp({"b": 1, "a": 2})
stream = io.StringIO()
pprint.PrettyPrinter(stream=stream, width=10).pprint(words)
print(stream.getvalue())
for options in ({"indent": -1}, {"depth": 0}, {"width": 0}):
    try:
        pprint.PrettyPrinter(**options)
    except ValueError as error:
        print(error)


class Upper(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str):
            return object.upper(), False, False
        return super().format(object, context, maxlevels, level)


print(Upper(width=30).pformat(words), Upper().isreadable(words))
