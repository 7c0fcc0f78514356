"""Frames and chains of tracebacks. The source lines and carets are left out: CPython has none for what comes from standard input."""
import re
import traceback
from contextlib import *


def shown(f):
    try:
        f()
    except BaseException:
        after_frame = False
        for line in traceback.format_exc().splitlines():
            frame = re.search('File ".*", (line .*)', line)
            if frame or not (after_frame or re.fullmatch("[ |]*[~^]+", line)):
                print(frame[1] if frame else line)
            after_frame = frame and "<stdin>" not in line


def broken():
    yield 1
    1 / 0


class Context:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        raise RuntimeError("exit")


def list_comprehension(): return 5, [1 / v for v in (1, 0)]
def nested(): return {k: [v / 0 for v in k] for k in ((1, 2),)}
def unhashable(): return {[] for k in (1,)} | set()
def from_generator(): return [x for x in broken()], 1
def not_iterable(): return [x for x in 5], 1
def generator_expression(): return sum(x for x in broken())
def unpacking(): return [x for x, y in [1]], 1


def whole_line():
    1 / 0


def assertion():
    assert [], "message"


def in_list():
    return [1, *None]


def in_call():
    return print(5, *None)


def not_a_class():
    try:
        1 / 0
    except 5: pass


def at_exit():
    with Context():
        x = 1
        x.y


def unbound():
    del zz
    z = zz


for f in (list_comprehension, nested, unhashable, from_generator, not_iterable, generator_expression, unpacking, whole_line,
          assertion, in_list, in_call, not_a_class, at_exit, unbound):
    shown(f)


def group():
    raise ExceptionGroup("g", [IndexError("i"), ValueError("v"), ExceptionGroup("inner", [TypeError("t")])])


def again():
    try:
        group()
    except* TypeError:
        raise
    except* LookupError as e:
        raise


def named():
    try:
        group()
    except* TypeError as e:
        raise e


def member():
    try:
        group()
    except* LookupError as e:
        raise e.exceptions[0]
    except* ValueError:
        raise KeyError("new")


def subgroup():
    try:
        group()
    except* Exception as e:
        raise e.exceptions[2]


def naked():
    try:
        raise IndexError
    except* LookupError:
        raise KeyError("new")


def naked_again():
    try:
        raise IndexError
    except* LookupError:
        raise


for f in (again, named, member, subgroup, naked, naked_again):
    shown(f)


def delegating():
    try:
        yield from [1, 2]
    finally:
        print("closed")


for started in (True, False):
    g = delegating()
    print(next(g) if started else None, type(g.gi_yieldfrom).__name__)
    try:
        g.throw(StopIteration(5))
    except RuntimeError as error:
        print(error, repr(error.__cause__))


@contextmanager
def no_generator():
    return None


try:
    with no_generator():
        pass
except TypeError as error:
    print(error)


class Chained:
    def a(self, *arguments):
        return self

    def z(self):
        return 1 / 0


x = Chained()


def missing_in_chain():
    return (x
            .a()
            .b(1)
            .c())


def failing_in_chain():
    return (x
            .a()
            .a(1)
            .z())


def attribute_in_chain():
    return (x.a()
            .bb.cc)


def argument_in_chain():
    return x.a(1,
               2).zz(3)


def set_in_chain():
    (x
     .a.b) = 3


for f in (missing_in_chain, failing_in_chain, attribute_in_chain, argument_in_chain, set_in_chain):
    shown(f)


# What a finally clause handles meanwhile leaves no trace of its own.
def handled_meanwhile():
    try:
        {}["missing"]
    finally:
        try:
            1 / 0
        except ZeroDivisionError:
            pass
        print("end of finally")


try:
    handled_meanwhile()
except KeyError:
    print(traceback.format_exc().count("File"))


# Comprehensions and generator expressions are frames.
def divide(x):
    return 1 // x


def nested():
    return [[divide(x) for x in range(y)] for y in (1, 2)]


def condition():
    return {x: x
            for x in (1, 2)
            if divide(0)}


def generated():
    return sum(divide(x) for x in (1, 0))


def caught():
    try:
        [divide(x) for x in [0]]
    except ZeroDivisionError:
        [divide(x) for x in [1]]
        raise ValueError("after")


for f in (nested, condition, generated, caught, lambda: [missing for _ in (1,)], lambda: [x for x in 5]):
    shown(f)


# A loop's iterator belongs to its whole statement.
class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        1 / 0


def loop_over_number():
    for i in 5: pass


def loop_over_failing():
    for i in Failing():
        pass


def spread_number():
    print(1, len(**5), 2)


def class_of_number():
    class Z(**5): pass


def subscript_apart():
    items = [1]
    return items [ None ]


for f in (loop_over_number, loop_over_failing, spread_number, class_of_number, subscript_apart):
    shown(f)
import contextlib, traceback
@contextlib.contextmanager
def cm():
    print("enter")
    x = yield 5
    print("never")
async def ag():
    y = (yield
         1)
def bare():
    return (yield)
try:
    with cm():
        1 / 0
except ZeroDivisionError:
    print([(entry.name, entry.lineno) for entry in traceback.extract_tb(__import__("sys").exc_info()[2])])
g = bare(); next(g)
try: g.throw(ValueError)
except ValueError: print([(entry.name, entry.lineno) for entry in traceback.extract_tb(__import__("sys").exc_info()[2])])


# Where values are asked for their truth, and where asserts fail.
class Untrue:
    def __bool__(self):
        return 1 / 0


def asks_in_choice():
    return (2,
            1 if 1 ==
            1
            and Untrue() else 2)


def asks_not():
    return (2,
            not
            Untrue())


def asks_joined():
    return (2,
            1
            and Untrue() or 3)


def asks_while():
    while (2 and
           1 < 2
           and Untrue()):
        pass


def asks_guard():
    match 1:
        case int() if (2 and
                       Untrue()):
            pass


def asks_filter():
    return [1
            for _ in [2] if Untrue()]


def asserts_comparison():
    assert (2 and
            "a" in {2}), []


def asserts_joined():
    assert (2 and
            1 == 1 and "")


def asserts_value():
    assert [], 5


def hashes_after_filter(items):
    return {[] for item in items
            if item == 3}


def loops_after_filter():
    return [k
      for item in [3] if item == 3
      for k in item]


for f in (asks_in_choice, asks_not, asks_joined, asks_while, asks_guard, asks_filter, asserts_comparison, asserts_joined,
          asserts_value, lambda: hashes_after_filter([3]), loops_after_filter):
    shown(f)
