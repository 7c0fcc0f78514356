import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, wraps


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 7), attempt(reduce, max, []))
power = partial(pow, exp=2)
print(power(5), power.func is pow, power.args, power.keywords, attempt(partial), partial(partial(print, 1), 2).args)
partial(print, "a", sep="-")("b", "c")
calls = []


@lru_cache(maxsize=2)
def square(n):
    """Squares."""
    calls.append(n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 1, 2)], calls, square.cache_info(), square.__name__, square.__doc__, square.cache_parameters())
square.cache_clear()
print(square.cache_info(), attempt(square, []), square.__wrapped__(4))


@cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(80), fibonacci.cache_info().currsize)


@total_ordering
class Card:
    def __init__(self, rank):
        self.rank = rank

    def __eq__(self, other):
        return self.rank == other.rank if isinstance(other, Card) else NotImplemented

    def __lt__(self, other):
        return self.rank < other.rank if isinstance(other, Card) else NotImplemented


print(Card(1) <= Card(1), Card(2) > Card(1), Card(2) >= Card(3), attempt(lambda: Card(1) >= 3))
print(sorted("banana", key=cmp_to_key(lambda a, b: (a < b) - (a > b))))


def logged(function):
    @wraps(function)
    def wrapper(*args):
        """Not this."""
        return "logged", function(*args)

    return wrapper


@logged
def named(a: int) -> int:
    """This."""
    return a


print(named(1), named.__name__, named.__doc__, named.__wrapped__(2), named.__annotations__)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @cached_property
    def area(self):
        print("computed")
        return 3 * self.radius ** 2

    def scale(self, factor, plus=0):
        return self.radius * factor + plus

    double = partialmethod(scale, 2, plus=1)

    @singledispatchmethod
    def show(self, value):
        return "any"

    @show.register
    def _(self, value: int):
        return "int", self.radius


circle = Circle(2)
print(circle.area, circle.area, vars(circle), circle.double(), circle.show("s"), circle.show(3))
del circle.area
print(circle.area)


@singledispatch
def describe(value):
    return "something"


@describe.register
def _(value: int | float):
    return "number"


@describe.register(list)
def _(value):
    return "list of " + describe(value[0])


print(describe(3), describe(2.5), describe([1]), describe(True), describe("x"), describe.dispatch(bool) is describe.dispatch(int))
print(attempt(describe), list(describe.registry)[0], functools.WRAPPER_ASSIGNMENTS)
