import collections.abc
import typing
from typing import *

T = TypeVar("T")
K = TypeVar("K", bound=int)
C = TypeVar("C", int, str)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


def failure(f, *args):
    try:
        return f(*args)
    except (TypeError, ValueError, AttributeError, AssertionError) as error:
        return type(error).__name__, str(error)


# How types show themselves.
for shown in (List[int], Dict[str, int], Optional[int], Union[int, str, None], Callable[[int], str], Callable[..., int], Callable[[], None],
              Tuple[int, ...], Tuple[()], Any, ClassVar[int], Literal[1, "a", True], Annotated[int, "m", 2], Type[int], Final[int], List, Dict,
              Callable, Tuple, Union, Optional, T, K, P, Ts, P.args, P.kwargs, Generic, Iterable[T], Callable[P, T], Self, NoReturn, Never,
              LiteralString, TypeGuard[int], Required[int], Concatenate[int, P], Unpack[Ts], ForwardRef("x"), SupportsInt, IO, TextIO, IO[str],
              Pattern[str], Match, ContextManager[int], Deque[int], DefaultDict[str, int], OrderedDict[str, int], Counter[str], ChainMap[int, str],
              AbstractSet[int], Generator[int, None, str], Coroutine[int, None, str], Sequence, Mapping[str, List[int]], Hashable, int | List[str],
              List[int] | None, Optional[List[T]], Union[List[int], "later"], list[T] | None, Iterable[T][int], Callable[P, T][[int, str], bool],
              Optional[List[T]][int], Dict[T, List[T]][int], Tuple[Unpack[Ts]][int, str], Generic[T, P], Protocol[T], Type, Text, AnyStr):
    print(shown)

# Equal types, and the same object for the same arguments.
print(Union[int, str] == Union[str, int], Union[int, Union[str, int]] == Union[int, str], Union[int] is int, List[int] is List[int],
      hash(List[int]) == hash(List[int]), Literal[1] == Literal[True], Optional[None] is type(None), Literal[1, 1] == Literal[1],
      Annotated[int, 1] == Annotated[int, 1], Annotated[Annotated[int, 1], 2] == Annotated[int, 1, 2], Callable[[int], str] is Callable[[int], str])

# What cannot be.
for text in ("List[int, str]", "Dict[int]", "Optional[int, str]", "Union[()]", "List()", "Callable[int]", "Any()", "Generic[int]", "Generic[T, T]",
             "isinstance(3, List[int])", "isinstance(1, Any)", "isinstance(1, Union)", "issubclass(int, ClassVar)", "TypeVar('A', int)",
             "TypeVar('A', int, str, bound=int)", "TypeVar('A', covariant=True, contravariant=True)", "List[ClassVar[int]]", "Self[int]",
             "Concatenate[int, str]", "Annotated[int]", "Union[int, (1, 2)]", "Literal()", "List[int][str]", "ForwardRef(3)"):
    print(text, "->", failure(eval, text))


class Box(Generic[T]):
    def __init__(self, value: T):
        self.value = value

    def get(self) -> T:
        return self.value


class Pair(Box[int], Generic[T, K]):
    pass


class Wide(Generic[Unpack[Ts]]):
    pass


print(Box[int](3).get(), Box.__parameters__, Box[int].__origin__ is Box, Box[int].__args__, Box[int](1).__orig_class__ == Box[int], Pair.__parameters__)
print(Pair.__orig_bases__ == (Box[int], Generic[T, K]), [cls.__name__ for cls in Pair.__mro__], Wide[int, str].__args__, Wide[()].__args__)
print(failure(lambda: Box[int, str]), failure(lambda: Pair[int]))


def plain_generic():
    class Wrong(Generic):
        pass


def missing_variable():
    class Wrong(Box[T], Generic[K]):
        pass


def of_union():
    class Wrong(Union[int, str]):
        pass


print(failure(plain_generic), failure(missing_variable), failure(of_union))


@runtime_checkable
class Closer(Protocol):
    def close(self): ...


class Named(Protocol):
    name: str


class File:
    name = "f"

    def close(self):
        pass


print(isinstance(File(), Closer), isinstance(3, Closer), issubclass(File, Closer), issubclass(int, Closer), failure(Closer),
      failure(isinstance, File(), Named))
print(isinstance(3, SupportsInt), isinstance("a", SupportsInt), isinstance(3.5, SupportsRound), isinstance([], Sequence), issubclass(dict, Mapping))


class Point(NamedTuple):
    "A point."
    x: int
    y: int = 3

    def sum(self):
        return self.x + self.y


print(Point(1), Point(1).sum(), Point._fields, Point.__annotations__, Point._field_defaults, Point.__doc__, Point(1, 2)._replace(y=5), failure(Point))
print(NamedTuple("N", [("a", int)])(1), NamedTuple("M", [("b", "int")]).__annotations__)


class Movie(TypedDict, total=False):
    name: str
    year: Required[int]


class Sequel(Movie):
    part: int


print(Movie(name="a"), sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), Movie.__total__, Sequel.__annotations__, sorted(Sequel.__required_keys__))
print(TypedDict("D", {"a": int})(a=1), is_typeddict(Movie), is_typeddict(dict), failure(isinstance, {}, Movie))

UserId = NewType("UserId", int)
print(UserId(5), UserId.__name__, UserId.__supertype__, cast(int, "a"), UserId | str)


def annotated(a: "int", b: Optional["Box"] = None, *args: str, **kwargs: "List[int]") -> List["str"]: ...


class Holder:
    x: ClassVar[int] = 1
    y: "Holder"
    z: Annotated[int, "extra"] = 0


def callback(f: collections.abc.Callable[[int], str]): ...


print(get_type_hints(annotated))
print(get_type_hints(Holder), get_type_hints(Holder, include_extras=True))
print(get_type_hints(Box.__init__), get_type_hints(callback), failure(get_type_hints, 3))
for each in (List[int], Dict[str, int], Callable[[int], str], Callable[..., int], Union[int, str], int | str, Annotated[int, 1], Literal[1], list[int], int, Generic):
    print(get_origin(each), get_args(each))


@overload
def choose(a: int) -> int: ...
@overload
def choose(a: str) -> str: ...
def choose(a):
    return a


@final
class Last:
    pass


@no_type_check
def unchecked(a: "nothing"): ...


print(len(get_overloads(choose)), choose(3), Last.__final__, get_type_hints(unchecked), assert_type(3, int), failure(assert_never, 3), TYPE_CHECKING)
print(typing.List[int].__module__, T.__name__, K.__bound__, C.__constraints__, P.__name__, List[int].__parameters__, Dict[T, K].__parameters__)
