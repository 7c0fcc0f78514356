# Generators: lazily made values, send, throw, close, delegation, and coroutines driven by hand.


def count(limit):
    print("begin")
    for n in range(limit):
        received = yield n
        if received is not None:
            print("received", received)
    return "end"


g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stopped with", stop.value)
print(next(g, "default"))

try:
    count(1).send("too early")
except TypeError as error:
    print(error)


def stubborn():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            yield f"caught {error}"
        finally:
            print("finally")


s = stubborn()
print(next(s), s.throw(ValueError("one")), next(s))
s.close()
print(list(s))


def delegate():
    result = yield from count(2)
    print("result", result)
    yield from "ab"
    yield from (x * x for x in range(3))


print(list(delegate()))


def inner():
    try:
        got = yield 1
        print("inner got", got)
        yield 2
    except KeyError as error:
        print("inner caught", error)
        yield "handled"
    finally:
        print("inner closes")


def outer():
    yield from inner()


o = outer()
print(next(o), o.send("value"), o.throw(KeyError("k")))
o.close()


def bad():
    yield
    raise StopIteration("lost")


try:
    list(bad())
except RuntimeError as error:
    print(error, type(error.__cause__).__name__)


def ignores_exit():
    try:
        yield
    except GeneratorExit:
        yield "no"


i = ignores_exit()
next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)


def itself():
    yield next(me)


me = itself()
try:
    next(me)
except ValueError as error:
    print(error)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([n for n, _ in zip(fibonacci(), range(10))], next(n for n in fibonacci() if n > 1000))

lazy = (print("made", n) or n for n in range(2))
print("nothing made yet")
print(list(lazy), list(lazy))


# The first iterable is evaluated at once, the rest later.
def source():
    print("source")
    return range(2)


later = (x + y for x in source() for y in [x, (print("inner"), 1)[1]])
print("before")
print(list(later))


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), 1 in Countdown(3), [*Countdown(2)], dict(zip("ab", Countdown(2))))
print(list(iter([1, 2, 0, 3].pop, 0)))


class Old:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10


print(list(Old()), 20 in Old())


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


async def coroutine():
    first = await Awaitable("a")
    second = await Awaitable("b")
    return first + second


c = coroutine()
print(c.send(None), c.send(1))
try:
    c.send(2)
except StopIteration as stop:
    print("coroutine returned", stop.value)


async def agen():
    for n in range(3):
        yield n


async def collect():
    return [n async for n in agen()], [n * 2 async for n in agen() if n]


try:
    collect().send(None)
except StopIteration as stop:
    print(stop.value)

print(type(g).__name__, type(c).__name__, type(agen()).__name__, g.gi_frame, g.gi_running)

# Generator expressions are sent to, thrown into and closed like generators.
g = (1 // x for x in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as error:
    print(error, list(g))
g = (x for x in range(5))
print(next(g), g.send(3), list(g), list(g))
g = (x for x in range(5))
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(error, list(g))
g = (x for x in range(5))
print(next(g), g.close(), list(g))
g = (next(g) for _ in range(2))
try:
    next(g)
except ValueError as error:
    print(error)


def stop():
    raise StopIteration


try:
    next(stop() for _ in range(1))
except RuntimeError as error:
    print(error, repr(error.__cause__))


def around(n):
    k = 2
    lambdas = [read() for read in list((lambda: x + k) for x in range(n))]
    total = sum((last := x) * k for x in range(n))
    pairs = tuple((i, j) for i in range(2) for j in range(i, 2))
    return lambdas, total, last, pairs, [[y * k for y in range(x)] for x in range(n)]


print(around(4))
import sys
def now(): return sys.exc_info()[0]
def chain(e):
    out = []
    while e is not None:
        out.append(type(e).__name__ + str(e.args))
        e = e.__context__
    return out
def store():
    try:
        print("start", now())
        yield 1
    except Exception as exc:
        print("in", now(), exc.__context__)
        yield 2
        print("still", now())
        yield 3
        raise
make = store()
next(make)
try:
    raise ValueError("v")
except Exception as exc:
    print(make.throw(exc))
print(next(make), now())
try: next(make)
except ValueError as e: print("got", e, now())
print(now())

def catcher():
    try:
        raise KeyError("k")
    except KeyError:
        yield now()
        try:
            raise IndexError("i")
        except IndexError:
            yield now()
        yield now()
    yield now()
    try:
        yield now()
    finally:
        print("finally", now())
g = catcher()
print(next(g))
try:
    raise OSError("outer")
except OSError:
    print(next(g), now())
print(now(), next(g))
try:
    raise OSError("outer")
except OSError:
    print(next(g), now())
    print(next(g), now())
print(list(g), now())

def thrown(error, make, resume=lambda g: next(g)):
    g = make()
    resume(g)
    try:
        g.throw(error)
    except BaseException as e:
        print(chain(e))
def plain():
    try: raise KeyError("a")
    except Exception: yield
def inside():
    try: raise KeyError("a")
    except Exception:
        try: yield
        except Exception as e:
            print("seen", chain(e))
            raise
def delegating():
    try: raise KeyError("a")
    except Exception: yield from inside()
def caught_again():
    try: raise KeyError("a")
    except Exception:
        try: yield
        except Exception as e: raise RuntimeError("again")
def quiet():
    yield
for make in (plain, inside, delegating, caught_again, quiet):
    thrown(ValueError, make)
    thrown(ValueError("x"), make)
    try: raise TypeError("outer")
    except TypeError: thrown(ValueError("x"), make)
same = KeyError("same")
def cycle():
    try: raise same
    except KeyError: yield
thrown(same, cycle)
def closing():
    try: raise KeyError("a")
    except KeyError:
        try: yield
        except GeneratorExit as e: print(chain(e)); raise
g = closing(); next(g); g.close()
def group():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        yield now()
    except* TypeError:
        yield now()
    yield now()
print(list(group()))
class Manager:
    def __enter__(self): return self
    def __exit__(self, *error):
        print("exit", error[0], now())
        return True
def withs():
    with Manager():
        yield 1
        raise KeyError
    yield now()
g = withs(); next(g)
try: raise OSError
except OSError: print(next(g))
async def co():
    try: raise KeyError("c")
    except KeyError:
        await Pause()
        print("co", now())
    await Pause()
    print("after", now())
class Pause:
    def __await__(self): yield 1
c = co()
c.send(None)
try: raise OSError
except OSError:
    c.send(None)
    try: c.send(None)
    except StopIteration: print("done", now())
c = co(); c.send(None)
try: c.throw(ValueError("t"))
except ValueError as e: print(chain(e))
class E(Exception):
    def __new__(cls, *args): return 7
def gen(): yield
for use in (lambda: gen().throw(E), lambda: gen().throw(E, 1), lambda: gen().throw(7), lambda: gen().throw("x"), lambda: gen().throw(list)):
    try: use()
    except TypeError as e: print(e)
try: raise E
except TypeError as e: print(e)
def a():
    print(g_b.gi_yieldfrom)
    yield
    print(g_b.gi_yieldfrom)
    yield
def b():
    print(g_b.gi_yieldfrom)
    yield from a()
    print(g_b.gi_yieldfrom)
    yield
g_b = b()
print(g_b.gi_yieldfrom)
g_b.send(None); print(g_b.gi_yieldfrom.gi_code.co_name)
g_b.send(None); print(g_b.gi_yieldfrom.gi_code.co_name)
g_b.send(None); print(g_b.gi_yieldfrom)

import json, decimal, struct, re, binascii, os, io, configparser, queue, zlib, csv, pickle, tomllib, ipaddress, datetime, zoneinfo, asyncio, string, ast, graphlib, statistics, unicodedata, shutil, lzma, random, copy, contextvars, xml.etree.ElementTree as ET
e = ValueError("made while handling")
def made():
    try: 1 / 0
    except ZeroDivisionError: return ValueError(), ExceptionGroup("g", [ValueError()]), OSError(2, "x")
print([x.__context__ for x in made()])
for name, use in {
    "json": lambda: json.loads("{"), "decimal": lambda: decimal.Decimal("x"), "struct": lambda: struct.unpack("i", b""), "re": lambda: re.compile("("),
    "binascii": lambda: binascii.unhexlify("x"), "open": lambda: open("/nope"), "listdir": lambda: os.listdir("/nope"), "io": lambda: io.StringIO().fileno(), "queue": lambda: queue.Queue().get_nowait(),
    "zlib": lambda: zlib.decompress(b"x"), "pickle": lambda: pickle.loads(b"x"), "toml": lambda: tomllib.loads("="), "int": lambda: int("x"), "key": lambda: {}["x"], "attr": lambda: None.x, "name": lambda: nope,
    "next": lambda: next(iter([])), "import": lambda: __import__("nope"), "unicode": lambda: b"\xff".decode(), "encode": lambda: "\xff".encode("ascii"), "compile": lambda: compile("(", "f", "exec"), "ast": lambda: ast.literal_eval("f()"),
    "graph": lambda: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order()), "stat": lambda: statistics.mean([]), "copy": lambda: copy.Error, "csv": lambda: csv.get_dialect("nope"), "xml": lambda: ET.fromstring("<"), "lzma": lambda: lzma.decompress(b"x"), "exit": lambda: exit if False else (_ for _ in ()).throw(SystemExit),
    "dec": lambda: decimal.Decimal(1) / 0, "cp": lambda: configparser.ConfigParser().get("a", "b"), "shutil": lambda: shutil.copy("/nope", "/x"), "getattr": lambda: getattr(5, "x"), "assert": lambda: exec("assert 0"), "zone": lambda: zoneinfo.ZoneInfo("Nope/Nope"),
}.items():
    try:
        try: raise MemoryError("outer")
        except MemoryError:
            use()
            print(name, "nothing")
    except BaseException as error:
        links = []
        while error is not None:
            links.append(type(error).__name__); error = error.__context__
        print(name, links[-1], links[0])
