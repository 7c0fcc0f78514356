# Frames that run: sys._getframe, inspect.stack, traceback.print_stack, places of warnings and log records.
import asyncio
import inspect
import logging
import sys
import traceback
import types
import warnings


def here(*args, **kwargs):
    return sys._getframe(1).f_lineno


class Caller:
    def method(self, *args, **kwargs):
        return sys._getframe(1).f_lineno

    def __add__(self, other):
        return sys._getframe(1).f_lineno

    def __getitem__(self, key):
        return sys._getframe(1).f_lineno

    @property
    def name(self):
        return inspect.currentframe().f_code.co_name, sys._getframe(1).f_lineno

    @classmethod
    def of_class(cls):
        return inspect.currentframe().f_back.f_code.co_name


def lines():
    o = Caller()
    print(here(),
          here(1, 2),
          here(here(), x=here()),
          o.method(), o.method(1), o.method(1, 2, 3, 4, 5), o.method(x=1), o.method(*[1], **{}),
          o + 1,
          o[2], o.name, Caller.of_class())
    for _ in range(2):
        if here() > 1:
            print("body", here())
    t = (here(), {
        "a": here(),
        "b": [here(), here()],
    })
    print(t)
    try:
        print(here())
    finally:
        print(here())
    print(f"{here()}",
          max([1, 2], key=lambda v: here()))
    return here()


print(lines())
print(here(
    here(),
    here()))


def generator():
    yield sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
    yield from inner()


def inner():
    yield [frame.function for frame in inspect.stack()], sys._getframe().f_lineno


def use():
    for item in generator():
        print(item)


use()


class Body:
    print(sys._getframe().f_code.co_name, sys._getframe().f_lineno)


def deep(n):
    return deep(n - 1) if n else len(inspect.stack(0))


print(deep(50))
try:
    sys._getframe(10_000)
except ValueError as error:
    print(error)


def outer():
    return nested()


def nested():
    return traceback.extract_stack(limit=3)


print([(entry.name, entry.lineno) for entry in outer()])


def caller_name():
    return inspect.stack()[1].function


def called():
    return caller_name()


print(called())
info = (lambda: inspect.getframeinfo(inspect.currentframe()))()
print(info.function, info.lineno)
print(inspect.currentframe().f_back, sys._getframe().f_globals is globals())


async def coroutine():
    return sys._getframe().f_code.co_name


print(asyncio.run(coroutine()))


def warn():
    warnings.warn("old", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warn()
    warnings.warn("here")
print([(str(w.message), w.lineno) for w in caught])

module = types.ModuleType("module")
exec("from collections import namedtuple\ndef f(): return namedtuple('P', 'x')\ndef g(): return type('T', (), {})", module.__dict__)
print(module.f().__module__, module.g().__module__)


def log():
    logging.warning("said")


logging.basicConfig(format="%(levelname)s %(funcName)s %(lineno)d %(message)s", stream=sys.stdout)
log()
try:
    [].missing
except AttributeError:
    print([(entry.function, entry.lineno) for entry in inspect.trace()])

# Functions whose code differs in names and places alone.
def caller():
    frame = sys._getframe(1)
    return frame.f_code.co_name, frame.f_code.co_filename, frame.f_lineno


exec("def first(): return caller()")
exec("def second(): return caller()")
exec(compile("\ndef third(): return caller()", "elsewhere", "exec"))
print(first(), second(), third(), first())
