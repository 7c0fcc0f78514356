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
