# try, except, finally, raise: order, chaining, groups, and what an exception carries.


def attempt(action):
    try:
        result = action()
    except ValueError as error:
        return f"value {error}"
    except (TypeError, KeyError) as error:
        return f"type or key {error}"
    except Exception as error:
        return f"other {type(error).__name__}: {error}"
    else:
        return f"fine {result}"
    finally:
        print("finally", end=" ")


print(attempt(lambda: 1))
print(attempt(lambda: int("x")))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: len(5)))
print(attempt(lambda: 1 / 0))
print(attempt(lambda: [][3]))
print(attempt(lambda: undefined_name))
print(attempt(lambda: "abc".nothing))


def returns():
    try:
        return "try"
    finally:
        print("cleanup", end=" ")


def overrides():
    try:
        raise ValueError
    finally:
        return "finally wins"


def loops():
    for n in range(3):
        try:
            if n == 1:
                continue
            if n == 2:
                break
        finally:
            print("pass", n, end=" ")
    return n


print(returns(), overrides(), loops())

try:
    try:
        raise KeyError("inner")
    except KeyError:
        raise ValueError("outer")
except ValueError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)

try:
    try:
        raise KeyError("inner")
    except KeyError as inner:
        raise ValueError("outer") from inner
except ValueError as error:
    print(repr(error.__cause__), error.__suppress_context__)

try:
    raise ValueError("alone") from None
except ValueError as error:
    print(error.__cause__, error.__suppress_context__)

try:
    error
except NameError as unbound:
    print(unbound)


class Custom(Exception):
    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code

    def __str__(self):
        return f"[{self.code}]"


try:
    raise Custom(7, "text")
except Custom as custom:
    print(custom, repr(custom), custom.args, custom.code)
    custom.add_note("a note")
    print(custom.__notes__)

try:
    raise Custom
except TypeError as error:
    print(error)

for wrong in (lambda: exec("raise 5"), lambda: exec("raise int")):
    try:
        wrong()
    except TypeError as error:
        print(error)

try:
    assert 1 == 2, "not equal"
except AssertionError as error:
    print("assert", error)

try:
    raise
except RuntimeError as error:
    print(error)


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise
        except ZeroDivisionError as again:
            return again


print(reraise())

try:
    raise ExceptionGroup("several", [ValueError(1), TypeError("t"), ExceptionGroup("deep", [ValueError(2)])])
except* ValueError as group:
    print("values", group.message, [type(e).__name__ for e in group.exceptions])
except* TypeError as group:
    print("types", group.exceptions)

try:
    try:
        raise ExceptionGroup("g", [OSError("o"), ValueError("v")])
    except* ValueError:
        print("only the value")
except ExceptionGroup as rest:
    print(repr(rest))


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("swallows", swallow=True):
    raise ValueError("gone")
with (
    Manager("outer", swallow=True),
    Manager("inner"),
):
    {}["missing"]
print("after")


def in_with():
    with Manager("returning"):
        return "returned"


print(in_with())

try:
    with 5:
        pass
except TypeError as error:
    print(error)


def fails(depth):
    if depth == 0:
        raise ValueError("at the bottom")
    fails(depth - 1)


try:
    fails(2)
except ValueError as error:
    tb, lines = error.__traceback__, []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - fails.__code__.co_firstlineno))
        tb = tb.tb_next
    print(lines)

print(issubclass(ModuleNotFoundError, ImportError), issubclass(KeyError, LookupError), issubclass(GeneratorExit, Exception))
print(BaseException.__subclasses__.__name__, StopIteration(3).value, SystemExit(2).code, OSError(2, "gone").errno)
print(str(KeyError("k")), str(KeyError()), repr(ValueError()), repr(ValueError("a", 1)), UnicodeError("u"))


# The context of what is raised again, and circles of contexts.
def mk():
    try:
        try: raise KeyError("k")
        except KeyError: raise ValueError("v")
    except ValueError as e: return e
e = mk()
print(repr(e.__context__))
try: raise e
except ValueError as x: print(repr(x.__context__))
try: raise e from None
except ValueError as x: print(repr(x.__context__), x.__suppress_context__)
e = mk()
try:
    try: raise OSError("o")
    except OSError: raise e
except ValueError as x: print(repr(x.__context__), repr(x.__context__.__context__))
def g():
    yield 1
e = mk()
it = g(); next(it)
try: it.throw(e)
except ValueError as x: print(repr(x.__context__))
e.__context__ = TypeError("set")
def gg():
    try: yield
    except ValueError: raise
it = gg(); next(it)
try: it.throw(e)
except ValueError as x: print(repr(x.__context__))
# circle
a = ValueError("a"); b = KeyError("b"); a.__context__ = b; b.__context__ = a
try:
    try: raise a
    except ValueError: raise b
except KeyError as x: print(repr(x.__context__), repr(x.__context__.__context__))
c = OSError("c"); a.__context__ = b; b.__context__ = a
try:
    try: raise a
    except ValueError: raise c
except OSError as x: print(repr(x.__context__), repr(x.__context__.__context__), repr(x.__context__.__context__.__context__))
z = [ValueError(i) for i in range(5)]
for p, q in zip(z, z[1:]): p.__context__ = q
try:
    try: raise z[0]
    except ValueError: raise z[3]
except ValueError as x:
    for i in range(6):
        print(repr(x), end=" "); x = x.__context__ if x else x
print()


# A clause of except* that takes nothing leaves the group as it is.
def raise_part():
    try:
        raise ExceptionGroup("g", [ExceptionGroup("h", [IndexError()]), KeyError("k")])
    except* ValueError:
        pass
    except* Exception as group:
        raise group.exceptions[0]


try:
    raise_part()
except Exception as error:
    print(repr(error), repr(error.__context__), error.__suppress_context__)
