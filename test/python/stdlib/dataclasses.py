from dataclasses import KW_ONLY, MISSING, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


@dataclass
class Item:
    name: str
    price: float = 0.0
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "thing"

    def total(self, count):
        return self.price * count


print(Item("a"), Item("a", 2.5).total(2), Item("a") == Item("a"), Item("a") == Item("b"), Item("a") == 3)
print(attempt(Item), attempt(Item, "a", 1, [], 4), attempt(hash, Item("a")), Item("a").tags is Item("a").tags)
print([(f.name, f.default is MISSING or f.default, f.init, f.repr, f.kw_only) for f in fields(Item) if f.name != "tags"], Item.__match_args__)
print(asdict(Item("a", 1, [Item("b")])), astuple(Item("a", 1, ["t"])), replace(Item("a"), price=9))


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = field(default=0, compare=True)
    note: str = field(default="", compare=False, repr=False)


print(sorted([Version(2, 1), Version(1, 9), Version(2)]), Version(1) < Version(1, 1), hash(Version(1)) == hash(Version(1, 0, "x")))
print(attempt(setattr, Version(1), "major", 2), attempt(delattr, Version(1), "major"), issubclass(FrozenInstanceError, AttributeError))
print(attempt(lambda: Version(1) < 3))


@dataclass
class Base:
    x: int
    y: int = 2


@dataclass
class Child(Base):
    y: int = 3
    z: int = field(default=4, init=False)
    _: KW_ONLY
    w: int = 5
    scale: InitVar[int] = 1

    def __post_init__(self, scale):
        self.x *= scale


print(Child(1), Child(1, 2, w=7, scale=10), attempt(Child, 1, 2, 3), attempt(replace, Child(1), z=1))


@dataclass(slots=True, kw_only=True)
class Slim:
    a: int
    b: int = 1


print(Slim(a=3), attempt(Slim, 3), attempt(setattr, Slim(a=1), "c", 2)[0], Slim.__slots__)


@dataclass(repr=False, eq=False)
class Plain:
    a: int


print(Plain(1) == Plain(1), repr(Plain(1)).startswith("<"), is_dataclass(Plain), is_dataclass(Plain(1)), is_dataclass(int))


def mutable_default():
    @dataclass
    class Wrong:
        items: list = []


def order_of_defaults():
    @dataclass
    class Wrong:
        a: int = 1
        b: int


print(attempt(mutable_default), attempt(order_of_defaults), attempt(asdict, 3))
Made = make_dataclass("Made", [("a", int), ("b", int, field(default=7)), "c"], kw_only=True)
print(Made(a=1, c=2), Made.__annotations__["a"])
match Item("m", 3):
    case Item(name, price):
        print(name, price)


@dataclass
class Node:
    value: int
    next: "Node" = None


node = Node(1)
node.next = node
print(node, Node.__doc__)
