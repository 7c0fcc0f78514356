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

def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
seen = []
class Keep(type):
    def __new__(meta, name, bases, namespace):
        cell = namespace.pop("__classcell__", None)
        seen.append(type(cell).__name__)
        return type.__new__(meta, name, bases, namespace)
class Later(type):
    def __new__(meta, name, bases, namespace):
        cell = namespace.get("__classcell__")
        cls = type.__new__(meta, name, bases, namespace)
        print("__classcell__" in cls.__dict__, "__classcell__" in namespace, cell and cell.cell_contents is cls)
        return cls
def with_keep():
    class A(metaclass=Keep):
        def f(self): return __class__
def with_none():
    class A(metaclass=Keep):
        def f(self): pass
def later():
    class A(metaclass=Later):
        def f(self): return __class__
    print(A().f() is A)
def bad_cell(value):
    class Meta(type):
        def __new__(meta, name, bases, namespace):
            namespace["__classcell__"] = value
            return type.__new__(meta, name, bases, namespace)
    class A(metaclass=Meta):
        pass
def other_cell():
    class Meta(type):
        def __new__(meta, name, bases, namespace):
            cls = type.__new__(meta, name, bases, namespace)
            namespace["__classcell__"].cell_contents = int
            return cls
    class A(metaclass=Meta):
        def f(self): return __class__
def overwritten():
    class Meta(type):
        def __new__(meta, name, bases, namespace, cell):
            del namespace["__classcell__"]
            return type.__new__(meta, name, bases, namespace)
    class A(metaclass=Meta, cell=1):
        def f(self): return __class__
def typed():
    class Meta(type):
        def __new__(meta, name, bases, namespace):
            type.__new__(meta, "Other", (), dict(namespace))
            return type.__new__(meta, name, bases, dict(namespace))
    class A(metaclass=Meta):
        def f(self): return __class__
    print(A().f() is A)
def shadowed():
    class X:
        __class__ = int
        def f(self): return __class__
    print(X().f().__name__, X.__dict__["__class__"])
    class Y:
        def f(self):
            nonlocal __class__
            __class__ = 42
        def g(self): return __class__
    y = Y(); y.f(); print(y.g())
    def free():
        class Z:
            global __class__
            def f(self): return 1
        return Z
    print(free()().f())
for use in (with_keep, with_none, later, other_cell, overwritten, typed, shadowed):
    print(use.__name__)
    attempt(use)
for value in (0, None, "x", [], object()):
    try:
        bad_cell(value)
    except TypeError as error:
        print(type(error).__name__, str(error)[:60])
attempt(super, 1)
attempt(super, int, "a")
attempt(super, x=1)
attempt(lambda: super(int, True).__thisclass__)
attempt(lambda: super(int).__self__)
class C:
    def f(x):
        del x
        super()
    def g(*args):
        super()
    def h():
        super()
    def i(self):
        def k(): return self
        self = 1
        return super()
    def j(self):
        return super().nothing
for name in "fghij":
    attempt(getattr(C(), name))
attempt(C.h)
def outside(self):
    super()
attempt(outside, 1)
sp = super(float, 1.0)
for _ in range(3):
    super.__init__(sp, int, 3)
    print(sp, sp.__self__)
class S(super): pass
print(S(bool, True).__repr__(), type(S(bool, True)).__name__)
print(super(C, C()).__class__)
attempt(setattr, super(C, C()), "x", 1)
attempt(delattr, super(C, C()), "x")
class AttrSuper:
    @property
    def __class__(self): return C
attempt(lambda: super(C, AttrSuper()))



# What a class offers itself stands before what its metaclass does; super() finds what is above.
class Meta(type):
    def called(cls):
        return "metaclass"

    def only_there(cls):
        return "metaclass alone"


class Offering(metaclass=Meta):
    length = len

    def called(self=None):
        return "class"


class Doubling(list):
    def append(self, item):
        super().append(item * 2)

    def sizes(self):
        return super().__len__(), super().__format__("")


def offered():
    doubling = Doubling()
    own = Offering()
    own.called = lambda: "own"
    for i in range(3):
        doubling.append(i)
        names = Offering.called(), Offering.only_there(), own.called(), own.length([1, 2]), doubling.sizes()
    return names, [super(Doubling, doubling).__len__() for _ in range(2)]


print(offered())
for wrong in (lambda: len(), lambda: len(1, 2), lambda: [].append(), lambda: [].append(1, 2), lambda: Offering().length()):
    for _ in range(2):
        try:
            wrong()
        except TypeError as error:
            print(error)


class Counted:
    count = 0

    def __init__(self, x, step=2, *, name="n"):
        Counted.count += 1
        self.x = x + step
        self.name = name


class CountedTwice(Counted):
    def __init__(self, x):
        super().__init__(x, name="m")
        type(self).count += 1


print([(Counted(i).x, Counted(i, 5).x, CountedTwice(i).name) for i in range(2)], Counted.count, CountedTwice.count)


# What is written in C is refused by instances of other classes, however it is called.
class Borrower:
    append, upper, keys, size, __len__, __getitem__ = list.append, str.upper, dict.keys, len, list.__len__, list.__getitem__
    fromkeys = dict.__dict__["fromkeys"]


class Lender(Borrower, list):
    def above(self):
        return super().append(8)


class Heir(Borrower):
    def above(self):
        return super().append(8)


def attempt(call):
    for _ in range(2):
        try:
            print(call())
        except TypeError as error:
            print(error)


[].append(0), {}.keys(), "".upper()
for thing in (Borrower(), Lender(), Heir()):
    attempt(lambda: thing.append(1)), attempt(lambda: thing.upper()), attempt(lambda: thing.keys()), attempt(lambda: thing.size("ab"))
    attempt(lambda: thing.append(*[1])), attempt(lambda: len(thing)), attempt(lambda: thing[0]), attempt(lambda: thing.fromkeys("a"))
    attempt(lambda: getattr(thing, "append")(2))
attempt(Lender().above), attempt(Heir().above)
print(Borrower.append is list.append, Borrower.__dict__["upper"] is str.upper)
Borrower.append = set.add
attempt(lambda: thing.append(1))


class Before:
    pass


class After:
    x = property(lambda self: "after")


class Asking:
    def __getattribute__(self, name):
        return name


changed = Before()
changed.x = changed.y = 1
changed.__class__ = After
print(changed.x, changed.y)
changed.__class__ = Asking
print(changed.x, changed.y)


# Names of a body come from the mapping that the metaclass prepared, what it makes of missing ones included.
class Numbering(dict):
    def __missing__(self, name):
        if name.startswith("__"):
            raise KeyError(name)
        self[name] = len(self)
        return self[name]


class Numbered(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Numbering()


class Colours(metaclass=Numbered):
    red
    green
    blue = red + green
    size = 7


print({name: value for name, value in vars(Colours).items() if not name.startswith("__")})
print(eval("one + one", {}, type("Doubling", (dict,), {"__missing__": lambda self, name: name * 2})()))
