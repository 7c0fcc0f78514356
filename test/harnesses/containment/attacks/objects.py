#% XA01 ok error | sys.modules assigned with a module of ours that later imports use
import sys, types
m = types.ModuleType('json')
m.loads = lambda s: 'forged'
sys.modules['json'] = m
import json
json.loads('1')
#% XA02 ok error | a builtin shadowed as a global
print = lambda *a: 1
print('x')
#% XA03 error | deleting a builtin through the module
import builtins
del builtins.print
print(1)
#% XA04 ok error limit | type() with ten thousand keyword arguments
type('A', (), {}, **{f'k{i}': i for i in range(10000)})
#% XA05 ok error | a class body that returns its namespace
class A:
    x = locals()
    x['y'] = 2
A.y
#% XA06 ok error | vars() of an instance exchanged
class A: pass
a = A()
a.__dict__ = {'__class__': int, 'constructor': 1}
a.__class__, a.constructor
#% XA07 error ok | a dict subclass as a __dict__
class D(dict):
    def __getitem__(self, k): return 'forged'
class A: pass
a = A()
a.__dict__ = D(x=1)
a.x
#% XA08 error ok | exec in a dict subclass
class D(dict):
    def __missing__(self, k): return k
exec('x = constructor', D())
#% XA09 ok error | eval with a mapping for locals
class M:
    def __getitem__(self, k): return k
eval('a', {}, M())
#% XA10 ok error | a string subclass as a keyword's name
class S(str):
    def __hash__(self): return 1
    def __eq__(self, o): return False
def f(**k): return k
f(**{S('a'): 1})
#% XA11 error ok | setattr with a string subclass
class S(str): pass
class A: pass
setattr(A, S('__proto__'), 1)
A.__proto__
#% XA12 limit error ok | a __hash__ that returns a huge int
class H:
    def __hash__(self): return 10**10000
{H(): 1}
#% XA13 error ok | a __len__ that returns what is no length
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (-1, 2**70, 1.5, None, 'x', True):
    try: print(len(L(n)))
    except Exception as e: print(type(e).__name__)
#% XA14 error ok | __index__, __int__, __float__, __bool__, __str__, __bytes__ of wrong types
class W:
    def __index__(self): return 'x'
    __int__ = __float__ = __bool__ = __bytes__ = __complex__ = __index__
    def __str__(self): return 1
    __repr__ = __format__ = __hash__ = lambda self, *a: None
w = W()
for f in (int, float, bool, bytes, complex, str, repr, hash, hex, len, iter, lambda x: [1][x], lambda x: f'{x}', lambda x: '%d' % x, lambda x: range(x), lambda x: 'a' * x, lambda x: round(x), lambda x: print(x), lambda x: {x: 1}, lambda x: sorted([x, x]), lambda x: sum([x]), lambda x: ''.join([x]), lambda x: open(x), lambda x: chr(x), lambda x: bytearray(x), lambda x: pow(2, x), lambda x: [1, 2][x:], lambda x: (1).__add__(x), lambda x: 'x'.center(x)):
    try: f(w)
    except TypeError: pass
#% XA15 limit error ok | coroutine that is awaited twice, generators that run themselves
import asyncio
async def f(): return 1
c = f()
async def g(): return await c, await c
asyncio.run(g())
#% XA16 error ok | a generator that resumes itself
def g():
    next(x)
    yield
x = g()
next(x)
#% XA17 error ok | an iterator that throws out of __next__ everything there is
class I:
    def __iter__(self): return self
    def __next__(self): raise self.e
for e in (StopIteration, GeneratorExit, SystemExit, KeyboardInterrupt, MemoryError, RecursionError, StopAsyncIteration):
    i = I()
    i.e = e
    try: list(i)
    except BaseException: pass
#% XA18 ok error | exceptions whose attributes are exchanged
e = ValueError(1)
e.args = (x for x in range(3))
e.__traceback__ = None
e.__context__ = e
try: raise e
except ValueError as f: repr(f), f.args
#% XA19 error | a traceback that is forged
e = ValueError(1)
e.__traceback__ = 5
#% XA20 error ok | a traceback that is a cycle
try: 1 / 0
except Exception as e:
    e.__traceback__.tb_next = e.__traceback__
    raise
#% XA21 ok error | int and str subclasses as results
class I(int):
    def __repr__(self): return '\x1b[2J'
class S(str):
    def __str__(self): return '</code>'
[I(5), S('x')]
#% XA22 ok error limit | a huge name
globals()['x' * 10**6] = 1
eval('x' * 10**6)
#% XA23 ok error limit | a hundred thousand nested closures' variables
src = 'def f0():\n v = 0\n'
for i in range(1, 90): src += ' ' * i + f'def f{i}():\n' + ' ' * (i + 1) + f'return f{i} or v\n'
try: exec(src)
except SyntaxError: pass
#% XA24 error ok | slice and range objects with hostile indices
class I:
    def __index__(self): x.clear(); return 10
x = list(range(20))
x[I():I():I()], x[:I()]
x[I():] = [1]
#% XA25 error ok | str.join, bytes.join over lists that change
x = ['a', 'b']
class I:
    def __iter__(self):
        for v in x:
            x.append('c')
            if len(x) > 50: return
            yield v
''.join(I())
#% XA26 limit error | a regex over a hostile str subclass
import re
class S(str):
    def __len__(self): return 10**9
    def __getitem__(self, i):
        while True: pass
re.sub('a', lambda m: S('b'), S('aaa')); S('x')[0]
#% XA27 error ok | json with hostile keys and floats
import json
class K(str):
    def __str__(self): raise SystemExit
json.dumps({K('a'): float('nan'), 1.5: None, None: 1, True: 2})
#% XA28 error ok | struct, array and memoryview with wrong formats
import struct, array
for f in ('', '@', '<999999999999x', '1e', 'P', 'n', '\0', '🙂', 'QQQQ' * 1000):
    try: struct.unpack(f, b'1')
    except struct.error: pass
array.array('🙂')
#% XA29 error ok | datetime with wrong fields
import datetime
for a in ((0, 1, 1), (10**10, 1, 1), (2000, 13, 1), (2000, 1, 1.5), ('x', 1, 1)):
    try: datetime.date(*a)
    except (ValueError, TypeError, OverflowError): pass
datetime.timedelta(days=10**10)
#% XA30 error ok | decimal contexts with wrong fields
import decimal
decimal.Context(prec=-1)
#% XA31 error ok | threads: a lock released by another, a thread started twice, a join of oneself
import threading
t = threading.Thread(target=lambda: 1)
t.start()
for f in (t.start, threading.Lock().release, threading.current_thread().join):
    try: f()
    except RuntimeError: pass
#% XA32 error ok | functools: hostile keys in the cache
import functools
@functools.lru_cache
def f(x): return x
class H:
    def __hash__(self): f.cache_clear(); return 1
    def __eq__(self, o): f.cache_clear(); f(5); return True
for _ in range(5): f(H())
