# generators, coroutines and async generators.
def gen():
    try:
        got = yield 1
        print("got", got)
        yield 2
    except ValueError as e:
        print("value error", e)
        yield 99
    finally:
        print("cleanup")
it = gen()
print(next(it), it.send("hi"), it.throw(ValueError("q")))
it.close(); it.close()
def inner():
    x = yield 1
    print("inner got", x)
    return "done"
def outer():
    r = yield from inner()
    print("returned", r)
    yield from (i * i for i in range(3))
it = outer(); print(next(it), it.send("sent"), list(it))
def stop():
    yield 1
    raise StopIteration("inside")
try:
    list(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    gen().send(1)
except TypeError as e:
    print(e)
def busy():
    yield next(me)
me = busy()
try:
    next(me)
except ValueError as e:
    print(e)
def ret():
    return 5
    yield
try:
    next(ret())
except StopIteration as e:
    print(e.value)
def ignore():
    try:
        yield
    except GeneratorExit:
        yield
it = ignore(); next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
g = (x for x in "ab"); print(g.__name__, next(g), g.gi_running, list(g), list(g))
class Awaitable:
    def __await__(self):
        got = yield "suspended"
        return got
async def co():
    return await Awaitable()
async def main():
    return ("main", await co())
c = main(); print(c.send(None))
try:
    c.send(7)
except StopIteration as e:
    print(e.value)
async def agen():
    for i in range(3):
        got = yield i
        if got:
            print("agot", got)
async def consume():
    out = [i async for i in agen()]
    async for i in agen():
        out.append(i * 10)
    return out
try:
    consume().send(None)
except StopIteration as e:
    print(e.value)
class Manager:
    async def __aenter__(self):
        print("enter"); return self
    async def __aexit__(self, *error):
        print("exit", error[0]); return True
async def managed():
    async with Manager() as m:
        raise KeyError("swallowed")
    return "after"
try:
    managed().send(None)
except StopIteration as e:
    print(e.value)
c = co(); c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
def exceptions():
    try:
        raise KeyError("a")
    except KeyError:
        yield 1
        try:
            raise
        except KeyError as e:
            print("again", e)
list(exceptions())


# What cannot be made is thrown in its place.
class NoInstance(Exception):
    def __new__(cls, *args): return cls
class Fails(Exception):
    def __init__(self): 1 / 0
def plain(): yield
def catching():
    try: yield 1
    except (TypeError, ZeroDivisionError) as error: yield repr(error)[:40]
for kind in (NoInstance, Fails):
    gen = plain()
    try: gen.throw(kind)
    except (TypeError, ZeroDivisionError) as error: print(type(error).__name__)
    print(list(gen))
    gen = catching()
    print(next(gen), gen.throw(kind))
gen = plain()
print(gen.gi_frame is gen.gi_frame, next(gen), gen.gi_frame.f_code is gen.gi_code)
