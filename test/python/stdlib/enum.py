import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def lower(self):
        return self.name.lower()


print(Color.RED, repr(Color.RED), Color(2), Color["GREEN"], Color.CRIMSON is Color.RED, Color.RED.lower(), f"{Color.RED}")
print(list(Color), len(Color), list(Color.__members__), Color.RED in Color, Color.RED == 1, Color.RED.value)
print(attempt(Color, 5), attempt(lambda: Color["BLUE"]), attempt(setattr, Color, "RED", 3), attempt(lambda: Color.RED < Color.GREEN))
print({Color.RED: "r"}[Color.CRIMSON], isinstance(Color.RED, Color), type(Color).__name__, bool(Color.RED))


class Number(IntEnum):
    ONE = 1
    TWO = auto()
    TEN = 10
    ELEVEN = auto()


print(Number.TWO + 1, Number.ELEVEN, repr(Number.TEN), Number.ONE < Number.TWO, f"{Number.TEN:>4}", sorted(Number, reverse=True)[0].name)


class Word(StrEnum):
    FIRST = auto()
    SECOND = "2nd"


print(Word.FIRST, Word.SECOND.upper(), repr(Word.FIRST), Word("2nd") is Word.SECOND)


class Access(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


both = Access.READ | Access.WRITE
print(both, repr(both), Access.READ in both, Access.RUN in both, ~both, Access.ALL ^ both, bool(Access(0)), list(both), len(Access.ALL))
print(attempt(Access, 99), Access(5), Access.ALL.value)


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, Bits.A | 8, Bits(3) & 1, repr(Bits(0)), Bits.A + 1)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius ** 3)


print(Planet.EARTH.density, Planet.MARS.value, Planet((6.42e23, 3.39e6)).name)


class Missing(Enum):
    OTHER = "other"

    @classmethod
    def _missing_(cls, value):
        return cls.OTHER if isinstance(value, str) else None


print(Missing("anything"), attempt(Missing, 3))
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Enum("Pair", {"A": "x"}).A, Animal.DOG.value)


def doubled():
    @unique
    class Doubled(Enum):
        A = 1
        B = 1


def extended():
    class More(Color):
        BLUE = 3


print(attempt(doubled), attempt(extended))


class Skipped(Enum):
    _ignore_ = ["helper"]
    helper = 3
    A = enum.nonmember(5)
    B = enum.member(6)


print(list(Skipped), Skipped.A, hasattr(Skipped, "helper"))
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")
