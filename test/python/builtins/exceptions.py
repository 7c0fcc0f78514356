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
