# Classes: attributes, inheritance, descriptors, metaclasses, special methods.


class Point:
    """A point."""

    dimensions = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __neg__(self):
        return Point(-self.x, -self.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, *args):
        return args

    def __format__(self, spec):
        return f"<{self.x:{spec}}, {self.y:{spec}}>"

    @classmethod
    def origin(cls):
        return cls(0, 0)

    @staticmethod
    def name():
        return "point"

    @property
    def norm(self):
        return abs(self.x) + abs(self.y)

    @norm.setter
    def norm(self, value):
        self.x, self.y = value, 0


p = Point(1, 2)
print(p, p == Point(1, 2), p != Point(2, 1), p == 3, {p: "a"}[Point(1, 2)])
print(sum([Point(1, 1), Point(2, 2)]), -p, bool(Point.origin()), len(p), list(p), 2 in p, p(1, 2))
print(f"{p:>4}", Point.name(), p.name(), p.norm)
p.norm = 9
print(p, Point.dimensions, p.__dict__, Point.__doc__, Point.__name__, Point.__module__)
Point.dimensions = 3
print(p.dimensions, vars(p), hasattr(p, "z"), getattr(p, "z", "none"))

for action in (
    lambda: p.missing,
    lambda: Point.missing,
    lambda: Point(1),
    lambda: p + 1,
    lambda: p < p,
    lambda: setattr(Point.origin(), "norm", 1) or delattr(p, "norm"),
    lambda: object().x,
    lambda: setattr(object(), "x", 1),
):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class Base:
    def who(self):
        return "base"

    def chain(self):
        return ["Base"]


class Left(Base):
    def chain(self):
        return ["Left"] + super().chain()


class Right(Base):
    def who(self):
        return "right"

    def chain(self):
        return ["Right"] + super().chain()


class Both(Left, Right):
    def chain(self):
        return ["Both"] + super(Both, self).chain()


print(Both().chain(), Both().who(), [c.__name__ for c in Both.__mro__])
print(issubclass(Both, Base), isinstance(Both(), (int, Right)), Both.__bases__, Base.__subclasses__())
try:
    class Impossible(Base, Left):
        pass
except TypeError as error:
    print(error)


class Typed:
    """A descriptor that knows its own name."""

    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        print("name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__[self.name]

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value


class Person:
    age = Typed(int)

    def __init__(self, age):
        self.age = age


print(Person(3).age, isinstance(Person.age, Typed))
try:
    Person("x")
except TypeError as error:
    print(error)


class Registry(type):
    known = []

    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.known.append((name, options))
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("making", cls.__name__)
        return super().__call__(*args)

    def __len__(cls):
        return 42


class Registered(metaclass=Registry, flag=True):
    pass


print(Registry.known, type(Registered).__name__, len(Registered), type(Registered()).__name__)


class Plugin:
    found = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.found[key or cls.__name__] = cls.__name__


class A(Plugin, key="first"):
    pass


class B(Plugin):
    pass


print(Plugin.found)


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


slotted = Slotted()
try:
    slotted.c = 1
except AttributeError as error:
    print(error)
try:
    slotted.b
except AttributeError as error:
    print(error)
print(slotted.a, hasattr(slotted, "__dict__"))


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return f"<{name}>"

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)

    def __delattr__(self, name):
        print("delete", name)


d = Dynamic()
d.x = 21
print(d.x, d.y)
del d.x


class Private:
    def __init__(self):
        self.__secret = 1
        self._open = 2

    def reveal(self):
        return self.__secret


print(Private().reveal(), sorted(vars(Private())))

Made = type("Made", (Base,), {"value": 7, "double": lambda self: self.value * 2})
print(Made().double(), Made.__name__, Made().who())


class Generic:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(Generic[int], list[int], dict[str, int | None])


class Ordered:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __repr__(self):
        return str(self.value)


print(sorted([Ordered(3), Ordered(1), Ordered(2)]), max(Ordered(1), Ordered(5)), Ordered(1) > Ordered(0))


class Index:
    def __index__(self):
        return 2


print([10, 20, 30][Index()], range(5)[Index()], hex(Index()), "ab" * Index())


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == 1


class One(metaclass=Meta):
    pass


print(isinstance(1, One), isinstance(2, One))
print(Point.__init__.__qualname__, p.__class__.__mro__[-1] is object, type(p.norm), type(Point.norm).__name__)


class Body:
    x = 1
    y = [x for _ in range(2)] if False else x + 1
    for name in ("a", "b"):
        locals()[name] = name * 2
    del name


print(Body.y, Body.a, Body.b, hasattr(Body, "name"))
