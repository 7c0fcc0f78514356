import abc
from abc import ABC, ABCMeta, abstractmethod


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def unit(cls): ...

    def shown(self):
        return f"{self.name} of {self.area()}"


class Square(Shape):
    name = "square"

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


print(attempt(Shape), attempt(Square, 2))
print(sorted(Shape.__abstractmethods__), sorted(Square.__abstractmethods__))
Square.unit = classmethod(lambda cls: cls(1))
print(sorted(Square.__abstractmethods__), attempt(Square, 2))
print(abc.update_abstractmethods(Square) is Square, sorted(Square.__abstractmethods__), Square(3).shown(), Square.unit().area())


class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        if cls is Sized:
            return True if any("size" in base.__dict__ for base in other.__mro__) else NotImplemented
        return NotImplemented


class File:
    size = 3


class Other: ...


print(issubclass(File, Sized), isinstance(File(), Sized), issubclass(Other, Sized), isinstance(3, Sized))
print(Sized.register(Other) is Other, issubclass(Other, Sized), isinstance(Other(), Sized))


class Registered(ABC): ...


print(Registered.register(int), isinstance(True, Registered), isinstance("", Registered), issubclass(bool, Registered))
print(attempt(Registered.register, 3), attempt(int.__subclasscheck__, 3))
token = abc.get_cache_token()
Registered.register(str)
print(abc.get_cache_token() != token, isinstance("", Registered))
print(type(Registered) is ABCMeta, ABC.__mro__ == (ABC, object), isinstance(ABC, type))


class Deeper(Registered):
    @staticmethod
    @abstractmethod
    def make(): ...


print(Deeper.make.__isabstractmethod__, attempt(Deeper), issubclass(Deeper, Registered), isinstance(3, Deeper))
