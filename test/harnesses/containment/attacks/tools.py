#% TB01 error tools=echo | rebinding: assignment
echo = 1
#% TB02 error tools=echo | rebinding: a tuple and a star
a, *echo = [1, 2, 3]
#% TB03 error tools=echo | rebinding: a nested target
[(a, [echo])] = [(1, [2])]
#% TB04 error tools=echo | rebinding: for
for echo in [1]: pass
#% TB05 error tools=echo | rebinding: with
from contextlib import nullcontext
with nullcontext(1) as echo: pass
#% TB06 error tools=echo | rebinding: with, in a tuple
from contextlib import nullcontext
with nullcontext((1, 2)) as (a, echo): pass
#% TB07 error tools=echo | rebinding: except
try: 1 / 0
except Exception as echo: pass
#% TB08 error tools=echo | rebinding: except*
try: raise ExceptionGroup('g', [ValueError()])
except* ValueError as echo: pass
#% TB09 error tools=echo | rebinding: walrus
(echo := 1)
#% TB10 error tools=echo | rebinding: walrus in a comprehension
[echo := x for x in [1]]
#% TB11 error tools=echo | rebinding: def
def echo(x): return 1
#% TB12 error tools=echo | rebinding: async def
async def echo(x): return 1
#% TB13 error tools=echo | rebinding: class
class echo: pass
#% TB14 error tools=echo | rebinding: import
import math as echo
#% TB15 error tools=echo | rebinding: from import
from math import pi as echo
#% TB16 error tools=echo | rebinding: match capture
match 1:
    case echo: pass
#% TB17 error tools=echo | rebinding: match star, mapping, as
match {'a': 1}:
    case {'a': 1, **echo}: pass
#% TB18 error tools=echo | rebinding: match as
match 1:
    case 1 as echo: pass
#% TB19 error tools=echo | rebinding: match star
match [1, 2]:
    case [1, *echo]: pass
#% TB20 error tools=echo | rebinding: annotated
echo: int = 1
#% TB21 error tools=echo | rebinding: augmented
echo += 1
#% TB22 error tools=echo | rebinding: del
del echo
#% TB23 error tools=echo | rebinding: global in a function
def f():
    global echo
    echo = 1
f()
#% TB24 error tools=echo | rebinding: global del in a function
def f():
    global echo
    del echo
f()
#% TB25 error tools=echo | rebinding: global in a class
class A:
    global echo
    echo = 1
#% TB26 error tools=echo | rebinding: exec
exec('echo = 1')
#% TB27 error tools=echo | rebinding: exec in the globals
exec('echo = 1', globals())
#% TB28 error tools=echo | rebinding: globals item
globals()['echo'] = 1
#% TB29 error tools=echo | rebinding: globals update
globals().update(echo=1)
#% TB30 error tools=echo | rebinding: globals update in place
g = globals()
g |= {'echo': 1}
#% TB31 error tools=echo | rebinding: globals pop
globals().pop('echo')
#% TB32 error tools=echo | rebinding: globals clear
globals().clear()
echo(1)
raise ValueError
#% TB33 error tools=echo | rebinding: globals popitem
while globals(): globals().popitem()
#% TB34 error tools=echo | rebinding: globals setdefault and del
del globals()['echo']
#% TB35 error tools=echo | rebinding: vars and locals at module level
vars()['echo'] = 1
#% TB36 error tools=echo | rebinding: locals at module level
locals()['echo'] = 1
#% TB37 error tools=echo | rebinding: the main module's attribute
import __main__
__main__.echo = 1
#% TB38 error tools=echo | rebinding: setattr on the main module
import sys
setattr(sys.modules['__main__'], 'echo', 1)
#% TB39 error tools=echo | rebinding: a function's globals
(lambda: 1).__globals__['echo'] = 1
#% TB40 error tools=echo | rebinding: dict methods on the globals
dict.__setitem__(globals(), 'echo', 1)
#% TB41 error tools=echo | rebinding: dict update on the globals
dict.update(globals(), {'echo': 1})
#% TB42 error tools=echo | rebinding: a frame's globals
import sys
sys._getframe().f_globals['echo'] = 1
#% TB43 error tools=echo | rebinding: a frame's locals
import sys
sys._getframe().f_locals['echo'] = 1
echo = 2
#% TB44 error tools=echo | rebinding: by a decorator
@(lambda f: f)
def echo(): pass
#% TB45 error tools=echo | rebinding: a comprehension does not, a type parameter's name does
[echo for echo in [1]] == [1] or 1 / 0
type('echo', (), {})
import json as echo
#% TB46 ok tools=echo result=[1,2,3,4] | a local, a parameter, a comprehension's variable, a lambda's are the programmer's own
def f():
    echo = 1
    return echo
def g(echo): return echo
class A:
    echo = 3
[f(), g(2), A.echo, [echo for echo in [4]][0]]
#% TB47 ok tools=echo result=(5,6) | a nonlocal of that name is the programmer's own
def f():
    echo = 5
    def g():
        nonlocal echo
        x = echo
        echo = 6
        return x
    return g(), echo
f()
#% TB48 ok tools=echo result=7 | a module of that name, imported under another
echo(7)
#% TB49 error tools=echo | a tool's attributes cannot be set
echo.x = 1
#% TB50 error tools=echo | a tool's call cannot be replaced
type(echo).__call__ = lambda *a: 1
#% TB51 error tools=echo | a tool's class cannot be exchanged
echo.__class__ = type(lambda: 1)
#% TB52 ok error tools=echo | a tool shows nothing of its host
r = repr(echo) + str(type(echo)) + str(dir(echo)) + str(echo.__doc__)
assert 'native' not in r and '=>' not in r and 'function (' not in r, r
[hasattr(echo, n) for n in ('__globals__', '__code__', '__closure__', '__defaults__', 'js', 'constructor', '__self__')]
#% TB53 error tools=echo | a tool cannot be subclassed or made
class A(type(echo)): pass
#% TB54 error tools=echo | a tool's type cannot be called
type(echo)('x', None)(1)
#% TB55 error ok tools=echo | a tool cannot be pickled
import pickle
pickle.dumps(echo)
#% TB56 ok tools=echo result=True | a tool's copy is the tool
import copy
copy.copy(echo) is echo and copy.deepcopy(echo) is echo
#% TB57 ok tools=echo result=[1,2] | a tool is called through everything that calls
import functools
[functools.partial(echo, 1)(), list(map(echo, [2]))[0]]
#% FB01 ok tools=final_answer result=1 final | the answer: not caught by a bare except
try: final_answer(1)
except: final_answer(2)
#% FB02 ok tools=final_answer result=1 final | the answer: not caught by BaseException
while True:
    try: final_answer(1)
    except BaseException: pass
#% FB03 ok tools=final_answer result=1 final | the answer: finally does not run
try: final_answer(1)
finally: final_answer(2)
#% FB04 ok tools=final_answer result=1 final | the answer: finally cannot return another
def f():
    try: final_answer(1)
    finally: return 2
f()
final_answer(3)
#% FB05 ok tools=final_answer result=1 final | the answer: finally cannot break out
while True:
    try: final_answer(1)
    finally: break
final_answer(2)
#% FB06 ok tools=final_answer result=1 final | the answer: __exit__ does not swallow it
class C:
    def __enter__(self): pass
    def __exit__(self, *a): final_answer(2); return True
with C(): final_answer(1)
final_answer(3)
#% FB07 ok tools=final_answer result=1 final | the answer: suppress does not
from contextlib import suppress
with suppress(BaseException): final_answer(1)
final_answer(2)
#% FB08 ok tools=final_answer result=1 final | the answer: from a generator that is being closed
def g():
    try: yield
    finally: final_answer(1)
x = g()
next(x)
x.close()
final_answer(2)
#% FB09 ok tools=final_answer result=1 final | the answer: from __del__, __eq__, __repr__, __hash__, __iter__
class A:
    def __eq__(self, o): final_answer(1)
[A()] == [A()]
final_answer(2)
#% FB10 ok tools=final_answer result=1 final | the answer: from a key of sorted, through native code
sorted([2, 1], key=lambda x: final_answer(1))
final_answer(2)
#% FB11 ok tools=final_answer result=1 final | the answer: from __getattr__, hasattr does not swallow it
class A:
    def __getattr__(self, n): final_answer(1)
hasattr(A(), 'x'), getattr(A(), 'x', 0)
final_answer(2)
#% FB12 ok tools=final_answer result=1 final | the answer: from __iter__ of a for over an iterator
class A:
    def __iter__(self): return self
    def __next__(self): final_answer(1)
for _ in A(): pass
final_answer(2)
#% FB13 ok tools=final_answer result=1 final | the answer: from a thread
import threading
t = threading.Thread(target=final_answer, args=(1,))
t.start()
t.join()
final_answer(2)
#% FB14 ok tools=final_answer result=1 final | the answer: from a pool, whose future does not hold it
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as p:
    f = p.submit(final_answer, 1)
    try: f.result()
    except BaseException: pass
final_answer(2)
#% FB15 ok tools=final_answer result=1 final | the answer: from a coroutine, gathered with its exceptions
import asyncio
async def f(): final_answer(1)
asyncio.run(asyncio.wait([asyncio.ensure_future(f())])) if False else None
async def m(): return await asyncio.gather(f(), return_exceptions=True)
asyncio.run(m())
final_answer(2)
#% FB16 ok tools=final_answer result=1 final | the answer: from a coroutine's finally
import asyncio
async def f():
    try: await asyncio.sleep(10)
    finally: final_answer(1)
async def m():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel()
    try: await t
    except BaseException: pass
asyncio.run(m())
final_answer(2)
#% FB17 ok tools=final_answer,apply result=1 final | the answer: from a function that a tool calls
try: apply(lambda x: final_answer(x), 1)
except BaseException: pass
final_answer(2)
#% FB18 ok tools=final_answer,apply result=1 final | the answer: the answer itself handed to a tool
try: apply(final_answer, 1)
except BaseException: pass
final_answer(2)
#% FB19 ok tools=final_answer result=1 final | the answer: through a class's creation
class M(type):
    def __new__(*a): final_answer(1)
class A(metaclass=M): pass
final_answer(2)
#% FB20 ok tools=final_answer result=1 final | the answer: through an import of a module of one's own, exec and eval
exec('try:\n final_answer(1)\nexcept BaseException: pass')
final_answer(2)
#% FB21 ok tools=final_answer result=1 final | the answer: through a decorator, a default, an annotation
def f(x=final_answer(1)): pass
final_answer(2)
#% FB22 ok tools=final_answer result=1 final | the answer: through re.sub, map, filter, reduce, max, any
import re
re.sub('.', lambda m: final_answer(1), 'x')
final_answer(2)
#% FB23 ok tools=final_answer result=1 final | the answer: print goes on until it, nothing after
print('a')
try: final_answer(1)
finally: print('b')
#% FB24 ok tools=final_answer notfinal | forging: an exception of that name ends nothing
class FinalAnswerException(BaseException): pass
try: raise FinalAnswerException('forged')
except BaseException: 5
#% FB25 error tools=final_answer notfinal | forging: an exception of that name is an error
class FinalAnswerSignal(BaseException):
    value = 'forged'
raise FinalAnswerSignal('forged')
#% FB26 ok tools=final_answer notfinal | forging: the name as a string, a dict, a print
print('{"t":"done","isFinalAnswer":true,"output":"forged"}')
{'isFinalAnswer': True, 'output': 'forged'}
#% FB27 ok tools=final_answer notfinal | shadowing: a local of that name is no answer
def f(final_answer): return final_answer(5)
f(lambda x: x)
#% FB28 error tools=final_answer | answers: what is no data is refused clearly
final_answer(lambda: 1)
#% FB29 error tools=final_answer | answers: a cycle is refused clearly
x = []
x.append(x)
final_answer(x)
#% FB30 error limit tools=final_answer | answers: what is too deep is refused
x = 1
for _ in range(10**4): x = [x]
final_answer(x)
#% FB31 error limit tools=final_answer | answers: what is too large is refused
final_answer(['x' * 10**6] * 10**3)
#% FB32 error limit tools=final_answer | answers: what shares itself is refused
x = [1]
for _ in range(60): x = [x, x]
final_answer(x)
#% FB33 ok tools=final_answer final | answers: names of the host are data
final_answer({'then': 1, 'toJSON': 2, 'constructor': {'prototype': 3}, '__proto__': {'a': 4}, 'length': -1})
#% FB34 ok tools=final_answer final | answers: a class with hostile methods is not asked
class D(dict):
    def items(self): return [('forged', 1)]
    def __iter__(self): return iter(['forged'])
    def keys(self): return ['forged']
final_answer(D(a=1))
#% FB35 ok error tools=final_answer | answers: a str subclass with hostile methods
class S(str):
    def __str__(self):
        while True: pass
    def encode(self, *a): return b'forged'
final_answer(S('x'))
#% FB36 ok tools=final_answer result=1 final | answers: once, though the answer's repr answers again
class R(int):
    def __repr__(self): final_answer(2)
    __str__ = __repr__
final_answer(1)
#% FB37 ok error limit tools=final_answer | answers: an answer whose repr never ends
class R(int):
    def __repr__(self):
        while True: pass
final_answer(R(1))
#% TC01 error tools=echo | arguments: a function of the program's is refused where the tool returns it later
class A: pass
echo(A())
#% TC02 error tools=echo | arguments: a module
import math
echo(math)
#% TC03 error tools=echo | arguments: a class
echo(int)
#% TC04 error tools=echo | arguments: a generator
echo(x for x in [1])
#% TC05 error tools=echo | arguments: a frame
import sys
echo(sys._getframe())
#% TC06 error tools=echo | arguments: a cycle through a dict and a tuple
d = {}
d['x'] = ([d],)
echo(d)
#% TC07 error limit tools=echo | arguments: what shares itself
x = [1]
for _ in range(60): x = [x, x]
echo(x)
#% TC08 ok tools=echo | arguments: keys of the host's
r = echo({'__proto__': {'x': 1}, 'constructor': 2, 'then': 3, 'toString': 4, '$bigint': '5', '': 6})
assert r == {'__proto__': {'x': 1}, 'constructor': 2, 'then': 3, 'toString': 4, '$bigint': '5', '': 6}, r
assert echo({'$function': 1}) == {'$function': 1} and echo({'$handle': {'kind': 'x', 'id': 'h1', 'label': ''}})['$handle']['id'] == 'h1'
assert echo({'$object': [['a', 1]]}) == {'$object': [['a', 1]]} and echo({'$undefined': 1}) == {'$undefined': 1}
1
#% TC09 error tools=echo | arguments: a keyword of the host's
echo(**{'__proto__': 1})
#% TC10 error tools=echo | arguments: a keyword that is no string
echo(**{1: 2})
#% TC11 error tools=echo | arguments: keywords twice
echo(x=1, **{'x': 2})
#% TC12 error limit tools=echo | arguments: a million of them
echo(*range(10**6))
#% TC13 error limit tools=echo | arguments: a huge int
echo(1 << (8 * 10**8))
#% TC14 error limit tools=echo | arguments: many huge texts
while True: echo('x' * 10**7)
#% TC15 ok error tools=echo | arguments: lone surrogates, NUL, bidirectional text
s = '\ud800\0\u202e\u2066\uffff'
echo(s) == s
#% TC16 ok tools=echo | arguments: not a number, infinities, negative zero
import math
a, b, c, d = echo([float('nan'), float('inf'), float('-inf'), -0.0])
assert math.isnan(a) and b == math.inf and c == -math.inf and math.copysign(1, d) == -1
1
#% TC17 ok tools=echo | arguments: a hostile dict is read by its own table
class D(dict):
    def items(self):
        while True: pass
    __iter__ = keys = __getitem__ = items
assert echo(D(a=1)) == {'a': 1}
1
#% TC18 ok error tools=echo | arguments: a hostile list
class L(list):
    def __iter__(self):
        while True: pass
    __len__ = __getitem__ = __iter__
list.__len__(echo(L([1, 2])))
#% TC19 ok error tools=echo | arguments: mutated by a function while they are encoded
x = [1, 2, 3]
class D(dict):
    def __len__(self): x.clear(); return 3
x.append(D())
echo(x)
#% TC20 ok tools=mutate,get_data | results: by copy
x = [1]
mutate(x)
assert x == [1]
d = get_data()
d['items'].append(9)
assert get_data()['items'] == [1, 2, 3]
1
#% TC21 error tools=fail | errors: no stack of ours
try: fail()
except Exception as e:
    import traceback
    s = ''.join(traceback.format_exception(e)) + repr(e) + str(e.__dict__) + str(e.args)
    assert '.js' not in s and '.mjs' not in s and 'at ' not in s.replace('at 0x', ''), s
    raise
#% TC22 limit tools=slow | a tool that never answers, in a thread that is left
import threading
threading.Thread(target=slow).start()
1
#% TC23 limit tools=slow | a tool that never answers, in finally
try: 1 / 0
finally: slow()
#% TC24 limit tools=slow | a tool that never answers, with a timeout of one's own that does not hold
import asyncio
async def f():
    while True:
        try: await asyncio.wait_for(asyncio.to_thread(slow), 0.1)
        except BaseException: pass
asyncio.run(f())
#% TC25 limit error tools=apply | functions: one that calls the tool again and again
def f(x): return apply(f, x)
apply(f, 1)
#% TC26 limit tools=apply | functions: one that never returns
def f(x):
    while True: pass
try: apply(f, 1)
except BaseException: pass
while True: pass
#% TC27 limit error tools=apply | functions: one that returns gigabytes
apply(lambda x: 'x' * 10**10, 1)
#% TC28 error tools=apply | functions: one that returns itself's module, a class, a cycle
x = []
x.append(x)
apply(lambda _: x, 1)
#% TC29 error tools=apply | functions: one that raises what is no exception of Python's
class E(BaseException):
    def __str__(self): raise self
apply(lambda _: (_ for _ in ()).throw(E()), 1)
#% TC30 ok tools=apply,echo result=3 | functions: one that calls tools
apply(lambda x: echo(x) + 2, 1)
#% TC31 error tools=apply | functions: one that takes other arguments
apply(lambda: 1, 1)
#% TC32 ok error tools=apply | functions: bound methods, built-ins, classes and partials
import functools
class A:
    def f(self, x): return x
    def __call__(self, x): return x
[apply(f, 1) for f in (A().f, abs, int, functools.partial(lambda a, b: b, 1))]
#% TC33 error ok tools=apply | functions: passed through echo do not come back alive after their action
apply(print, 'x')
#% TC34 limit tools=echo | calls: without end, through map
list(map(echo, iter(int, 1)))
#% TC35 limit error tools=echo | calls: from threads without end
import threading
def f():
    while True: echo(1)
for _ in range(50): threading.Thread(target=f).start()
#% TC36 error tools=echo | calls: of a tool that is not there
search('x')
#% TC37 ok tools=echo result=2 | a name in another script that reads as the tool's is the tool
ｅｃｈｏ(2)
#% TC38 error tools=echo | a name in another script that reads as the tool's cannot be bound
ｅｃｈｏ = 1
#% TC39 error tools=echo | a keyword-only import of the name under star
import sys, types
m = types.ModuleType('mm')
m.echo = 1
sys.modules['mm'] = m
from mm import *
echo = 1
