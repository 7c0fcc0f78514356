import reprlib
from reprlib import Repr, recursive_repr

print(reprlib.repr(list(range(20))), reprlib.repr("x" * 100), reprlib.repr({n: n for n in range(9)}))
print(reprlib.repr(10 ** 60), reprlib.repr((1,)), reprlib.repr(set(range(9))), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(frozenset()))
short = Repr()
short.maxlist, short.maxstring, short.maxlevel = 2, 12, 2
print(short.repr([1, 2, 3]), short.repr("a long line of text"), short.repr([[[1]]]), short.repr([]))


class Chain:
    def __init__(self):
        self.items = [self]

    @recursive_repr("<again>")
    def __repr__(self):
        return f"Chain({self.items!r})"


print(Chain(), Chain.__repr__.__name__)


class Mine(Repr):
    def repr_complex(self, value, level):
        return f"complex at {level}"


print(Mine().repr([1j, [2j]]))
