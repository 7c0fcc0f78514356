#% WB01 limit | a limit in finally
while True:
    try:
        while True: pass
    finally: continue
#% WB02 limit | a limit in a recursion of finally
def f():
    try:
        while True: pass
    finally: f()
f()
#% WB03 limit | a limit caught by except*
while True:
    try:
        while True: pass
    except* BaseException: pass
#% WB04 limit | a limit in an exit stack
from contextlib import ExitStack
while True:
    with ExitStack() as s:
        s.push(lambda *a: True)
        while True: pass
#% WB05 limit | a limit in a contextmanager that catches
from contextlib import contextmanager
@contextmanager
def c():
    try: yield
    except BaseException: pass
while True:
    with c():
        while True: pass
#% WB06 limit | a limit in a generator that is thrown into
def g():
    while True:
        try: yield
        except BaseException: pass
x = g()
next(x)
while True: x.throw(ValueError)
#% WB07 limit | a limit in threads that catch
import threading
def f():
    while True:
        try:
            while True: pass
        except BaseException: pass
ts = [threading.Thread(target=f) for _ in range(5)]
[t.start() for t in ts]
[t.join() for t in ts]
#% WB08 limit | a limit in a task that catches
import asyncio
async def f():
    while True:
        try:
            while True: await asyncio.sleep(0)
        except BaseException: pass
asyncio.run(f())
#% WB09 limit | a limit in __del__
class A:
    def __del__(self):
        while True: pass
a = A()
a = None
while True: pass
#% WB10 limit | a limit in a key, an eq, a hash, an index
class K:
    def __hash__(self):
        try:
            while True: pass
        except BaseException: return 1
{K(): 1}
#% WB11 limit | a limit in an attribute lookup with a default
class A:
    @property
    def x(self):
        while True: pass
getattr(A(), 'x', 1), hasattr(A(), 'x')
#% WB12 limit | a limit in str of an exception
class E(Exception):
    def __str__(self):
        while True: pass
try: raise E()
except E as e: str(e)
#% WB13 limit | a limit in a warning, a log record, a formatted traceback
import logging
class M:
    def __str__(self):
        while True: pass
logging.error(M())
#% WB14 limit | a limit in a default of json, a hook of the pickler
import json
json.dumps(object(), default=lambda o: [x for x in iter(int, 1)])
#% WB15 limit | a limit in the iterator of a native
class I:
    def __iter__(self): return self
    def __next__(self): return 1
try: set(I()), sorted(I()), tuple(I())
except BaseException: pass
while True: pass
#% WB16 limit error | a memory limit that is caught
try: x = 'x' * 10**10
except BaseException: x = 1
while True: pass
#% WB17 limit | an output limit that is caught
while True:
    try:
        while True: print('x' * 10000)
    except BaseException: pass
#% WB18 limit tools=echo | a limit of calls that is caught
while True:
    try:
        while True: echo(1)
    except BaseException: pass
#% WB19 limit error | recursion that catches its own error
def f():
    try: f()
    except RecursionError: f()
f()
#% WB20 limit error | recursion that catches its own error, in finally
def f():
    try: f()
    finally: f()
f()
#% WB21 limit error | recursion through natives
import functools
def f(x): return sorted([1, 2], key=functools.cmp_to_key(lambda a, b: max(map(f, [1]))))
f(1)
#% WB22 limit error | recursion through repr, str, format, hash, eq, iter, contains, getitem
class A:
    def __repr__(self): return f'{self}'
    def __str__(self): return format(self, '')
    def __format__(self, s): return repr(self)
repr(A())
#% WB23 limit error | recursion through attribute access and calls
class A:
    def __getattribute__(self, n): return object.__getattribute__(self, 'y').x
    @property
    def y(self): return A()
A().x
#% WB24 limit error | recursion through class creation
class M(type):
    def __call__(c): return c()
class A(metaclass=M): pass
A()
#% WB25 limit error | recursion through imports, exec and eval
s = 'exec(s)'
exec(s)
#% WB26 limit error | recursion through comparison of nested containers
a, b = [], []
a.append(b)
b.append(a)
c, d = [], []
c.append(d)
d.append(c)
a == c
#% WB27 limit error | recursion through isinstance of nested tuples
t = int
for _ in range(10**5): t = (t,)
isinstance('x', t)
#% WB28 limit error | recursion through nested except tuples
t = ValueError
for _ in range(10**5): t = (t,)
try: 1 / 0
except t: pass
#% WB29 limit error | recursion through nested str.startswith, format specs and % mappings
class D(dict):
    def __missing__(self, k): return '%(x)s' % self
'%(a)s' % D()
#% WB30 limit error | recursion through deep unpacking
x = ()
for _ in range(10**5): x = (x,)
def f(a): return f(*a)
f(x)
#% WB31 limit error | an error in the handler of an error, without end
def f():
    try: raise ValueError
    except ValueError: f()
f()
#% WB32 limit | sleeping through the limit
import time
try: time.sleep(100)
except BaseException: pass
while True: pass
#% WB33 limit | KeyboardInterrupt, SystemExit and GeneratorExit of one's own, caught
while True:
    try: raise SystemExit
    except SystemExit: pass
    try: raise KeyboardInterrupt
    except KeyboardInterrupt: pass
#% WB34 error limit | a forged limit is an error
class LimitError(BaseException): pass
raise LimitError('The action was stopped after 2 seconds.')
#% WB35 error limit | MemoryError and RecursionError of one's own are errors
raise MemoryError('forged')
#% WB36 limit | a limit in an asynchronous generator, its finally, its context manager
import asyncio
class C:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return True
async def g():
    try:
        while True: yield 1
    finally:
        while True: pass
async def m():
    async with C():
        async for _ in g(): pass
asyncio.run(m())
#% WB37 limit error | a limit within the answer's own text
class R:
    def __repr__(self):
        try:
            while True: pass
        except BaseException: return 'caught'
R()
#% WB38 limit tools=final_answer | no answer after a limit
try:
    while True: pass
finally: final_answer('survived')
#% WB39 limit tools=final_answer | no answer from a thread after a limit
import threading
def f():
    try:
        while True: pass
    finally: final_answer('survived')
threading.Thread(target=f).start()
while True: pass
