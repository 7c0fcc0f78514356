# Exceptions: chaining, groups, notes, attributes, texts.
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("k") from e
except KeyError as e:
    print(repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__, str(e), e.args)
try:
    try:
        1 / 0
    finally:
        {}["x"]
except KeyError as e:
    print(repr(e.__context__), e.__cause__)
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3)])])
except* ValueError as group:
    print("V", group, [repr(x) for x in group.exceptions])
except* TypeError as group:
    print("T", group.exceptions)
try:
    try:
        raise ExceptionGroup("left", [OSError(1), KeyError(2)])
    except* KeyError:
        print("key")
except ExceptionGroup as group:
    print(repr(group))
try:
    raise ValueError
except* ValueError as group:
    print(repr(group))
g = ExceptionGroup("g", [ValueError(1), TypeError(2)])
print(g.split(ValueError), g.subgroup(lambda e: isinstance(e, TypeError)), g.derive([KeyError(1)]))
e = ValueError("x"); e.add_note("note one"); print(e.__notes__, e.with_traceback(None) is e)
for make in (lambda: e.add_note(1), lambda: ExceptionGroup("a", []), lambda: ExceptionGroup(1, [e]), lambda: ExceptionGroup("a", [1]), lambda: setattr(e, "__cause__", 1)):
    try:
        make()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(OSError(2, "No such file", "f.txt"), type(OSError(2, "x")).__name__, OSError(1).errno, repr(FileNotFoundError(2, "m")))
print(KeyError("a"), KeyError("a", "b"), repr(StopIteration(3).value), SystemExit(4).code, ImportError("m", name="n").name)
print(UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"), UnicodeEncodeError("ascii", "é", 0, 1, "no"))
class My(Exception):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
    def __str__(self):
        return f"My:{self.b}"
try:
    raise My(1, 2)
except Exception as caught:
    print(caught, caught.args, repr(caught), caught.__traceback__.tb_lineno > 0)
try:
    raise "text"
except TypeError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)
def finally_wins():
    try:
        return 1
    finally:
        return 2
def loop():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i)
    else:
        print("else")
print(finally_wins()); loop()
try:
    try:
        raise ValueError(1)
    except int:
        pass
except TypeError as error:
    print(error)
try:
    assert 0, "message"
except AssertionError as error:
    print(error)
try:
    raise SyntaxError("bad", ("f.py", 3, 5, "x = = 1", 3, 6))
except SyntaxError as error:
    print(error, error.lineno, error.offset, error.text)
def nested(n):
    try:
        if n: nested(n - 1)
        else: raise ValueError("deep")
    except ValueError as error:
        raise RuntimeError(n) from error
try:
    nested(2)
except RuntimeError as error:
    chain = []
    while error:
        chain.append(repr(error)); error = error.__cause__
    print(chain)
for cls in (ArithmeticError, LookupError, OSError, ValueError, Warning):
    print(cls.__name__, [c.__name__ for c in cls.__mro__])

def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
def show(e):
    print(type(e).__name__, e.args, e.errno, e.strerror, e.filename, e.filename2, str(e))
    attempt(lambda: e.characters_written)
class Plain(OSError): pass
class Init(OSError):
    def __init__(self, bar): self.bar = bar
class InitSuper(OSError):
    def __init__(self, bar): self.bar = bar; super().__init__(bar)
class New(OSError):
    def __new__(cls, baz):
        self = OSError.__new__(cls, baz); self.baz = baz; return self
class InitNew(OSError):
    def __init__(self, bar): self.bar = bar
    def __new__(cls, bar): return OSError.__new__(cls, "some message")
class InitAndNew(OSError):
    def __init__(self, *args, **kw): self.got = args, sorted(kw)
    def __new__(cls, *args, **kw): return super().__new__(cls, *args)
class NewFull(OSError):
    def __new__(cls, *args, baz=1): self = OSError.__new__(cls, *args); self.baz = baz; return self
for args in [(), (1,), (2, "x"), (2, "x", "f"), (2, "x", "f", None), (2, "x", "f", None, "g"), (2, "x", None), (1, 2, 3, 4, 5, 6), (11, "b", 5), (11, "b", "f"), (11, "b", 2.5), (11, "b", None, None, 2)]:
    for kind in (OSError, BlockingIOError, Plain, FileNotFoundError):
        print(args, kind.__name__)
        try: show(kind(*args))
        except Exception as error: print(type(error), error)
for kind in (Init, InitSuper, New, InitNew, InitAndNew, NewFull):
    print(kind.__name__)
    for args, kw in [(("a",), {}), ((2, "a"), {}), ((), dict(bar="b")), ((), dict(baz="b")), (("a",), dict(baz=3))]:
        try:
            e = kind(*args, **kw)
            print(e.args, str(e), repr(e), sorted(e.__dict__.items()), e.errno, e.strerror)
        except Exception as error: print(type(error).__name__, error)
attempt(OSError, a=1)
attempt(Plain, a=1)
attempt(FileNotFoundError, 1, a=1)
e = BlockingIOError(11, "x", 7)
print(e.characters_written, e.args)
e.characters_written = 9
print(e.characters_written)
del e.characters_written
attempt(lambda: e.characters_written)
attempt(delattr, e, "characters_written")
attempt(setattr, e, "characters_written", "x")
e = OSError(2, "no", "file")
e.filename = "other"; e.errno = 5
print(e, e.args)
del e.filename
print(e, e.filename)
e = OSError()
e.errno = 3; e.strerror = "s"
print(e)
e.filename = "f"
print(e)
e.__init__(4, "again")
print(e.args, e.errno, e)
print(OSError(0, ""), OSError(None, None), OSError("2", "s").errno, type(OSError("2", "s")).__name__, type(OSError(2.0, "s")).__name__)
for n in (OSError, EnvironmentError, IOError): print(n)

import sys, types
def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
def tb_of():
    try: 1 / 0
    except ZeroDivisionError as e: return e.__traceback__
tb = tb_of()
T = types.TracebackType
new = T(tb, tb.tb_frame, 1, 2)
print(new.tb_next is tb, new.tb_frame is tb.tb_frame, new.tb_lasti, new.tb_lineno)
new = T(None, tb.tb_frame, tb_lasti=-1, tb_lineno=7)
print(new.tb_next, new.tb_lasti, new.tb_lineno)
attempt(T)
attempt(T, None, None, 1, 2)
attempt(T, 5, tb.tb_frame, 1, 2)
attempt(T, None, tb.tb_frame, "a", 2)
attempt(T, None, tb.tb_frame, 1, None)
attempt(T, None, tb.tb_frame, 1)
attempt(type, "X", (T,), {})
cell = lambda x: types.CellType(x)
empty = types.CellType()
for a, b in [(cell(1), cell(2)), (cell(2), cell(2)), (cell("a"), cell(1)), (empty, cell(-9)), (cell(-9), empty), (empty, types.CellType()), (cell(1), 1)]:
    for op in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
        attempt(getattr(a, op), b)
attempt(lambda: cell(1) < cell("a"))
attempt(lambda: empty < cell(1))
attempt(hash, empty)
c = cell(3)
del c.cell_contents
attempt(lambda: c.cell_contents)
print(c == types.CellType())

class Bad:
    def __set_name__(self, owner, name): raise ZeroDivisionError("zero")
class Wrong:
    def __set_name__(self): pass
for kind in (Bad, Wrong):
    try:
        class Holder: attribute = kind()
    except BaseException as error:
        print(any("Error calling __set_name__ on '%s' instance 'attribute' in 'Holder'" % kind.__name__ in text for text in [str(error), *getattr(error, "__notes__", [])]))

def f():
    pass
print(f.__builtins__ is __builtins__.__dict__ if hasattr(__builtins__, "__dict__") else f.__builtins__ is __builtins__)

# The object of a UnicodeDecodeError is looked at last; places are ints.
for args in (("u", "abc", "a", 1, "r"), ("u", "abc", 0, 1, None), ("u", "abc", 0, 2**70, "r"), ("u", 5, 0, 1, "r"), ("u", bytearray(b"ab"), True, 2, "r")):
    try: print(repr(UnicodeDecodeError(*args)))
    except Exception as e: print(type(e).__name__, e)
unplaced = UnicodeEncodeError("ascii", "abc", 0, 1, "r")
for place in ("a", 1.5, None, True, 2):
    try: unplaced.start = place; print(unplaced.start)
    except TypeError as e: print(e)
print(type(OSError(True, "x")).__name__, type(OSError(2.0, "x")).__name__)
import traceback
print(traceback.format_exception_only(SyntaxError("m", ("f", None, 0, ""))), traceback.format_exception_only(SyntaxError("m", ("f", 2, 1, "x"))))

# ImportError keeps its name and path in a copy, and forgets them when it is made anew.
import copy, pickle
for keywords in ({}, {"name": "n"}, {"path": "p"}, {"name": "n", "path": "p"}):
    error = ImportError("m", **keywords)
    print(error.__reduce__()[1:], [(c.msg, c.name, c.path) for c in (copy.copy(error), pickle.loads(pickle.dumps(error)))])
    error.__init__()
    print(error.args, error.msg, error.name, error.path)
error = AttributeError("m", name="n", obj=1)
error.__init__("k", name="o")
print(error.name, error.obj)
