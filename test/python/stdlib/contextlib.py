import contextlib
import io
from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stderr, redirect_stdout, suppress


@contextmanager
def tagged(name, swallow=False):
    print("<", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("seen", error)
        if not swallow:
            raise
    finally:
        print(">", name)


with tagged("a") as value:
    print(value)
with tagged("b", swallow=True):
    raise ValueError("swallowed")
try:
    with tagged("c"):
        raise ValueError("kept")
except ValueError as error:
    print("outside", error, error.__context__)
try:
    with tagged("d"):
        raise KeyError("other")
except KeyError as error:
    print("outside", repr(error))


@tagged("decorated")
def work(n):
    return n + 1


print(work(1), work(2), work.__name__)


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    return
    yield


for broken in (twice, never):
    try:
        with broken():
            pass
    except RuntimeError as error:
        print(error)

with suppress(ZeroDivisionError, KeyError):
    1 / 0
    print("not reached")
with suppress():
    print("nothing raised")
with nullcontext(5) as five, closing(io.StringIO("text")) as text:
    print(five, text.read())
print(text.closed)
out, err = io.StringIO(), io.StringIO()
with redirect_stdout(out), redirect_stderr(err):
    print("caught")
print(repr(out.getvalue()), repr(err.getvalue()))

with ExitStack() as stack:
    names = [stack.enter_context(tagged(name)) for name in "xyz"]
    stack.callback(print, "called back", sep="-")
    stack.push(lambda kind, error, traceback: print("pushed", kind))
    print(names)
with ExitStack() as stack:
    stack.enter_context(suppress(LookupError))
    stack.callback(print, "before")
    raise IndexError("gone")
with ExitStack() as stack:
    stack.callback(print, "kept for later")
    later = stack.pop_all()
print("now")
later.close()
try:
    with ExitStack() as stack:
        stack.enter_context(3)
except TypeError as error:
    print(error)


class Counted(contextlib.ContextDecorator):
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *details):
        print("exit", details[0] and details[0].__name__)
        return True


@Counted()
def failing():
    raise OSError


print(failing(), isinstance(Counted(), contextlib.AbstractContextManager), issubclass(int, contextlib.AbstractContextManager))
