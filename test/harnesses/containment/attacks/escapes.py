#% EW01 ok error | frames: the caller's globals
import sys
sys._getframe().f_back, sys._getframe().f_globals.get('__builtins__'), sys._getframe().f_builtins
#% EW02 ok error | frames: of a generator and of a traceback, upwards
def g():
    yield 1
x = g()
f = x.gi_frame
try: 1 / 0
except Exception as e: t = e.__traceback__.tb_frame
while t.f_back: t = t.f_back
f.f_globals is globals(), t.f_code.co_filename
#% EW03 ok error | builtins: every name called with strings
import builtins
r = []
for n in dir(builtins):
    try: r.append((n, type(getattr(builtins, n)('1')).__name__))
    except BaseException as e:
        if isinstance(e, (SystemExit, KeyboardInterrupt)): pass
len(r) > 10
#% EW04 error ok | builtins: replaced import
import builtins
builtins.__import__ = lambda *a: 1
import os
os
#% EW05 error ok | builtins: a changed len is this session's alone
import builtins
builtins.len = lambda x: 42
len([])
#% EW06 error | types: attributes of built-in types cannot be set
int.constructor = 1
#% EW07 error | types: type.__setattr__ on a built-in type
type.__setattr__(list, 'append', lambda s, x: None)
#% EW08 error | types: a built-in type's namespace cannot be written
list.__dict__['append'] = 1
#% EW09 error ok | types: bases of a class exchanged
class A: pass
class B(A): pass
B.__bases__ = (list,)
B().append(1)
#% EW10 error ok | types: an instance made a list
class A: pass
a = A()
a.__class__ = list
a.append(1)
#% EW11 error ok | types: object.__new__ of another type
object.__new__(list).append(1)
#% EW12 error ok | types: the method of a type on another one's instance
list.append({}, 1)
#% EW13 error ok | types: descriptors called with what is no instance
str.join.__get__(1, int)([])
#% EW14 error ok | types: slots of a function on what is no function
type(lambda: 0).__call__(1)
#% EW15 error ok | types: a function made of a code object
F = type(lambda: 0)
C = type((lambda: 0).__code__)
F(C(0, 0, 0, 0, 0, 0, b'', (), (), (), '', '', '', 0, b'', b''), {})()
#% EW16 error ok | code: replaced constants and names
def f(): return 1
g = f.__code__.replace(co_consts=(None, '__proto__'), co_names=('constructor',))
exec(g)
#% EW17 error ok | code: a function whose code is another's with more cells
def o():
    x = 1
    def i(): return x
    return i
def g(): return 1
g.__code__ = o().__code__
g()
#% EW18 error | code: closures with wrong cells
F = type(lambda: 0)
def o():
    x = 1
    def i(): return x
    return i
F(o().__code__, {}, 'f', None, (1,))()
#% EW19 ok error | code: a cell that is filled with anything
c = (lambda x: lambda: x)(1).__closure__[0]
c.cell_contents = c
c.cell_contents is c
#% EW20 error ok | code: a generator's frame is cleared while it runs
def g():
    x.gi_frame.clear()
    yield 1
x = g()
next(x)
#% EW21 error | format: attributes of the argument
'{0.__class__.__init__.__globals__}'.format(1)
#% EW22 error ok | format: attributes by the mangled and the host's names
[f'{{0.{n}}}'.format([]) for n in ('constructor', '__proto__', 'items', 'cls', 'v', 'dict', 'prototype')]
#% EW23 error ok | getattr: names of the engine's fields on every kind of value
class A: pass
def f(): yield
values = [1, 1.5, 'a', b'a', [], (), {}, set(), frozenset(), None, True, ..., A, A(), f, f(), range(1), slice(1), iter([]), print, len, [].append, str.join, type, object, Exception(), memoryview(b'a'), bytearray(), complex(1), zip(), map(str, []), enumerate([]), echo]
names = ['items', 'value', 'bytes', 'table', 'cls', 'namespace', 'js', 'dict', 'cells', 'globals', 'closure', 'code', 'fields', 'native', 'call', 'apply', 'bind', 'then', 'constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'length', 'size', 'mro', 'slots', 'self', 'handle', 'kind', 'id', 'label', 'entries', 'push', 'at', 'caller', 'arguments', 'name', 'v', 'next_', 'return', 'throw']
known = {(2, 'n')}
[(type(v).__name__, n) for v in values for n in names if hasattr(v, n) and n not in ('mro',)]
#% EW24 error ok | setattr: names of the engine's fields on what takes attributes
class A: pass
def f(): return 1
for o in (A, A(), f, Exception()):
    for n in ('constructor', '__proto__', 'then', 'toString', 'js', 'cls', 'dict', 'namespace', 'code', 'items', 'valueOf', '$x', 't$x', 'cell', 'v'):
        setattr(o, n, 1)
        assert getattr(o, n) == 1
        delattr(o, n)
        assert not hasattr(o, n), n
f(), A()
#% EW25 error ok | setattr: a name that is no identifier
class A: pass
a = A()
for n in ('', ' ', '\0', 'a b', '"', "'", '`${1}`', '\\', '\u2028', '\ud800', '__proto__\0'):
    setattr(a, n, n)
[getattr(a, n) for n in a.__dict__], sorted(vars(a))
#% EW26 error ok | names: what JavaScript reserves, as parameters, keywords, attributes, classes and modules' names
def f(arguments, eval_=1, this=2, var=3, new=4, function=5, *, let=6, static=7, await_=8, enum=9, void=10, typeof=11, null=12, undefined=13, NaN=14, Infinity=15): return (arguments, this, var, new, function, let, static, enum, void, typeof, null, undefined, NaN, Infinity)
class constructor:
    prototype = 1
    __proto__ = 2
    arguments = 3
    caller = 4
f(1), f(arguments=2, this=3, let=4), constructor.prototype, constructor.__proto__, constructor().caller
#% EW27 ok | names: keywords of the host as keyword arguments
def f(**k): return sorted(k)
f(**{'__proto__': 1, 'constructor': 2, 'then': 3, '': 4, '\0': 5, '$x': 6, 't$x': 7})
#% EW28 error ok | names: globals of those names
globals()['__proto__'] = 1
globals()['constructor'] = 2
globals()['$x'] = 3
[__proto__, constructor, globals()['$x'], 'toString' in globals(), 'hasOwnProperty' in vars()]
#% EW29 error ok | strings: text that would end the generated text
a = '\u2028\u2029`${process.exit(1)}`*/}});//\\'
def f(x="'\"`\\\n\r\0"): return x
[a, f(), f"{a!r:>5}", {a: a}[a], type(a, (), {a: 1}).__dict__[a]]
#% EW30 error ok | strings: file names of compiled code
exec(compile('1/0', '`${1}`\n*/ process.exit(1) /*', 'exec'))
#% EW31 error | metaclasses: what type() is asked to make
type('A', (type(None),), {})
#% EW32 error | metaclasses: a function as a base
class A(type(lambda: 0)): pass
#% EW33 error ok | metaclasses: a class that is made of nothing
class M(type):
    def __new__(m, *a): return 1
    def mro(c): return [c]
class A(metaclass=M): pass
A
#% EW34 error ok | metaclasses: a wrong method resolution order
class M(type):
    def mro(c): return [int, c, list]
class A(metaclass=M): pass
A().append(1)
#% EW35 error ok | metaclasses: __prepare__ gives what is no dict
class M(type):
    @classmethod
    def __prepare__(m, *a):
        class D(dict):
            def __setitem__(self, k, v): super().__setitem__('constructor', k)
        return D()
class A(metaclass=M): x = 1
A.constructor
#% EW36 error ok | metaclasses: slots of the host's names
class A: __slots__ = ('constructor', '__proto__', 'then', 'toString', 'dict', 'cls')
a = A()
a.__proto__ = 1
a.then = 2
a.cls = 3
(a.__proto__, a.then, a.cls, hasattr(a, 'constructor'))
#% EW37 error ok | subclasses: of every class there is, and an instance of it
r = []
def walk(c):
    for s in type.__subclasses__(c):
        r.append(s.__name__)
        try: s()
        except BaseException: pass
        walk(s)
walk(object)
[n for n in r if n in ('Popen', 'Process', 'FileIO', 'Socket', 'Module', 'Loader', 'BuiltinImporter', 'Quitter', 'Worker', 'Function')]
#% EW38 error ok | gc: what refers to what
import gc
gc.get_referrers(object), gc.get_objects()
#% EW39 error | pickle: a class that reduces to a call
import pickle
class A:
    def __reduce__(self): return (eval, ('1+1',))
pickle.loads(pickle.dumps(A()))
__import__('posix').getcwd()
#% EW40 error | pickle: os.system by name
import pickle
pickle.loads(b'cos\nsystem\n(S"id"\ntR.')
#% EW41 error ok | pickle: builtins by name
import pickle
pickle.loads(b'c__builtin__\neval\n(S"__import__(\'ctypes\')"\ntR.')
#% EW42 error | pickle: attributes by dotted names
import pickle
pickle.loads(b'\x80\x04\x8c\x02os\x8c\x0fpath.os.environ\x93.')[b'PATH']
#% EW43 error ok | copy: a class that reduces to a call
import copy
class A:
    def __reduce_ex__(self, p): return (__import__, ('ctypes',))
copy.copy(A())
#% EW44 error ok | copyreg: a constructor of one's own
import copyreg
copyreg.__reduce_ex__(1, 2), copyreg.__newobj__(object), copyreg._reconstructor(object, object, None)
#% EW45 error | codecs: a codec of the host's
import codecs
codecs.lookup('../../etc/passwd')
#% EW46 error ok | codecs: a search function
import codecs
codecs.register(lambda n: None)
'x'.encode('constructor')
#% EW47 error | codecs: opening a file
import codecs
codecs.open('/etc/passwd').read()
#% EW48 error | files: outside of the virtual ones
[open(p).read() for p in ('/etc/passwd',)]
#% EW49 error | files: by descriptor
open(0).read(), open(3, 'wb').write(b'x')
#% EW50 error | files: by an opener
open('x', opener=lambda p, f: 3).read()
#% EW51 error | files: /proc, devices, and upwards
import os
for p in ('/proc/self/environ', '/dev/fd/3', '../../../../etc/passwd', 'file:///etc/passwd', '/proc/1/root'):
    try: print(open(p).read()[:10])
    except OSError: continue
    raise AssertionError(p)
raise OSError
#% EW52 error | files: listed
import os
assert '/etc' not in os.listdir('/') and 'etc' not in os.listdir('/')
os.listdir('/etc')
#% EW53 error ok | files: the environment
import os
assert not os.environ.get('PATH') and not os.environ.get('HOME')
len(os.environ)
#% EW54 error | processes: every way to start one
import os
for n in ('system', 'popen', 'fork', 'execv', 'spawnl', 'posix_spawn', 'kill', 'startfile', 'forkpty', 'execvp'):
    assert not hasattr(os, n), n
import subprocess
#% EW55 error | modules: what must not be there
r = []
for n in ('ctypes', 'socket', 'ssl', 'subprocess', 'multiprocessing', 'signal', 'resource', 'mmap', 'fcntl', 'pty', '_posixsubprocess', '_ctypes', '_socket', 'posix', 'nt', 'http.client', 'urllib.request', 'ftplib', 'smtplib', 'telnetlib', 'webbrowser', 'js', 'pyodide', 'node', 'process', 'fs', 'child_process', 'node:fs', 'vm'):
    try: __import__(n); r.append(n)
    except ImportError: pass
assert not r, r
raise ImportError
#% EW56 error | import: a name with a path
__import__('../os')
#% EW57 error | import: names that are no names
for n in ('', '.', '..', 'os.', '.os', 'a..b', 'os\0', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'node:fs', '/etc/passwd', 'data:text/javascript,1', 'https://x.y/z.js'):
    try: __import__(n); raise SystemError(n)
    except (ImportError, ValueError, TypeError): pass
raise ImportError
#% EW58 error imports=math | import: what is not authorised, through sys.modules
import sys
sys.modules['os'].getcwd()
#% EW59 error imports=math | import: what is not authorised, by assignment to sys.modules
import sys
sys.modules['posix'] = sys.modules['math']
import posix, subprocess
#% EW60 error imports=math | import: hooks
import sys
class F:
    def find_spec(self, *a): return None
sys.meta_path.insert(0, F())
import subprocess
#% EW61 error imports=math | import: path
import sys
sys.path.insert(0, '/usr/lib/python3.11')
import subprocess
#% EW62 error imports=math | import: through a loader
import math
math.__loader__.load_module('os')
#% EW63 error imports=math | import: reload and import_module
import importlib
importlib.import_module('subprocess')
#% EW64 error imports=collections,json,re | import: modules that modules imported
import json, re, collections
(json.decoder.sys, re._compiler.sys, collections._sys)[0].modules['os']
#% EW65 error imports=math | import: a module of one's own name in the way
__name__ = 'os'
__package__ = 'os'
from . import path
path.join
#% EW66 error imports=math | import: exec with other builtins
exec('import os; os.listdir("/")', {'__builtins__': {'__import__': lambda *a: 1}})
import os
#% EW67 ok error imports=math | import: an eval without builtins finds none
eval('__builtins__', {'__builtins__': {}}), eval('len', {'__builtins__': {'len': 5}})
#% EW68 error imports=math | import: __import__ with other globals
__import__('os', {'__name__': '__stdlib__', '__package__': 'json'}, {}, ['path'], 1)
#% EW69 ok error imports=math | import: star of what has a hostile __all__
import sys
class M: __all__ = ['os']
sys.modules['mm'] = M()
from mm import *
#% EW70 error | inspect: the source and the file of what is native
import inspect
inspect.getsource(print)
#% EW71 ok error | inspect: stack and frames show nothing of the host's
import inspect, traceback
s = str(inspect.stack()) + ''.join(traceback.format_stack()) + str(inspect.currentframe())
assert '.js' not in s and '.ts' not in s and 'node' not in s, s
1
#% EW72 ok error | traceback: a host error's text does not show
import json
r = []
for f in (lambda: json.loads('{'), lambda: int('x'), lambda: [][10**30], lambda: 'x' * -1, lambda: bytes([300]), lambda: chr(-1), lambda: {}[[]], lambda: ''.join([1]), lambda: sorted([1, 'a']), lambda: (1).x, lambda: None(), lambda: None[0], lambda: __import__('re').compile('('), lambda: memoryview(1), lambda: float('x'), lambda: '{'.format(), lambda: '%d' % 'a', lambda: round('a'), lambda: b'\xff'.decode(), lambda: '\ud800'.encode(), lambda: 1 << -1, lambda: pow(0, -1), lambda: [].pop(), lambda: set().pop(), lambda: next(iter([])), lambda: super(), lambda: open('nothing'), lambda: compile('1 +', '', 'eval')):
    try: f()
    except Exception as e: r.append(str(e))
s = '\n'.join(r)
assert not any(w in s for w in ('undefined', 'is not a function', 'Cannot read', 'Maximum call', 'Invalid array', 'BigInt', 'JSON', 'node:', '[object')), s
len(r)
#% EW73 ok error limit | every built-in type with wild arguments gives Python's errors alone
import builtins
wild = [None, 1, -1, 2**70, 1.5, float('nan'), 'a', '', b'a', [], [1], (), {}, set(), int, object(), ..., slice(None), range(3), lambda *a: None, NotImplemented, True, -2**63, iter([]), '\ud800', type, print]
bad = []
for n in dir(builtins):
    f = getattr(builtins, n)
    if n in ('input', 'breakpoint', 'exit', 'quit', 'help', 'print', 'copyright', 'credits', 'license') or not callable(f): continue
    for a in wild:
        for args in ((a,), (a, a), (a, 1), ('a', a), (a, a, a)):
            try: f(*args)
            except Exception as e:
                s = str(e)
                if any(w in s for w in ('undefined', 'not a function', 'Cannot read', 'Cannot mix', 'Maximum call', 'Invalid ', 'BigInt', 'node:', '[object', 'is not iterable (')): bad.append((n, args, s))
bad[:5]
#% EW74 ok error limit | every method of every built-in type with wild arguments gives Python's errors alone
wild = [None, 1, -1, 2**70, 1.5, 'a', b'a', [1], (), {}, {1}, int, ..., slice(None), lambda *a: None, '\ud800']
bad = []
def probe(v):
    for n in dir(v):
        if n in ('__class__', '__init_subclass__', '__subclasshook__', '__reduce__', '__reduce_ex__', '__del__', 'clear'): continue
        try: m = getattr(v, n)
        except Exception: continue
        if not callable(m): continue
        for args in [()] + [(a,) for a in wild] + [(a, b) for a in wild[:3] for b in wild[:4]]:
            try: m(*args)
            except Exception as e:
                s = str(e)
                if any(w in s for w in ('undefined', 'not a function', 'Cannot read', 'Cannot mix', 'Cannot convert a', 'Maximum call', 'Invalid ', 'BigInt', 'node:', '[object')): bad.append((type(v).__name__, n, args, s))
def g(): yield 1
for v in (5, 2**80, 1.5, 2j, 'abc', b'abc', bytearray(b'abc'), [1, 2], (1, 2), {1: 2}, {1, 2}, frozenset([1]), range(5), slice(1, 2), g(), iter([1]), memoryview(b'abc'), Exception('x'), int, type, print, lambda: 1, {}.keys(), {}.items(), None, ..., True, property(), classmethod(len), staticmethod(len), zip(), enumerate([])):
    probe(v)
bad[:5]
#% EW75 error ok | weak references to what cannot be referred to
import weakref
weakref.ref(1)
#% EW76 error ok | operator: getters over dotted names
import operator
operator.attrgetter('__class__.__base__.__subclasses__')(1)(), operator.methodcaller('constructor')(1)
#% EW77 error ok | descriptors: __set_name__, __init_subclass__ and __class_getitem__ with hostile names
class D:
    def __set_name__(self, o, n): setattr(o, '__proto__', n)
class A:
    constructor = D()
    def __init_subclass__(c, **k): c.then = k
    def __class_getitem__(c, k): return k
class B(A, toString=1): pass
A.__proto__, B.then, A['__proto__']
#% EW78 error ok | types.FunctionType, CodeType, ModuleType, SimpleNamespace, DynamicClassAttribute
import types
m = types.ModuleType('constructor')
m.__dict__['__proto__'] = 5
n = types.SimpleNamespace(**{'__proto__': 1, 'then': 2, 'constructor': 3})
m.__proto__, n.then, repr(n), types.FunctionType((lambda: 1).__code__, {})()
#% EW79 error ok | types.MappingProxyType over what pretends
import types
class M:
    def __getitem__(self, k): return k
    def keys(self): return ['__proto__']
types.MappingProxyType(M())['constructor'], dict(M())
#% EW80 error | ctypes by another way: memory of an object
id(1)
import _ctypes
#% EW81 error ok | breakpoint, exit, quit, help, license
for f in ('breakpoint', 'help', 'license', 'copyright', 'credits'):
    try: eval(f)()
    except Exception: pass
exit(5)
#% EW82 error | SystemExit and os._exit
import os
os._exit(0)
#% EW83 error | sys.exit from deep inside
import sys
sys.exit('bye')
#% EW84 error ok | sys: settrace, setprofile, settings
import sys
sys.settrace(lambda *a: 1)
#% EW85 error ok | sys: excepthook, displayhook, stdout replaced
import sys
sys.excepthook = sys.displayhook = lambda *a: 1
sys.stdout = sys.stderr = None
print('x')
raise ValueError('still told')
#% EW86 ok error | sys: stdout is a stream of its own
import sys
sys.stdout.write('x\n')
assert not hasattr(sys.stdout, 'buffer') or sys.stdout.buffer is not None
try: sys.stdout.fileno()
except Exception: pass
sys.__stdout__, sys.stdin
#% EW87 ok error | sys: a recursion limit of one's own changes nothing of the host's
import sys
sys.setrecursionlimit(10**9)
def f(n): return f(n + 1)
try: f(0)
except RecursionError: r = 'held'
r
#% EW88 error ok | threading: locals, stack sizes and hooks
import threading
threading.stack_size(10**9)
threading.settrace(lambda *a: 1)
#% EW89 ok error | a type's name and a function's name of the host's
class A: pass
A.__name__ = 'constructor'
A.__qualname__ = '__proto__'
A.__module__ = 'node:fs'
f = lambda: 0
f.__name__ = 'eval'
f.__qualname__ = '</code>'
repr(A()), repr(f), repr(A)
#% EW90 error ok | a string's subclass as an attribute's name
class S(str):
    def __eq__(self, o): return True
    def __hash__(self): return hash('append')
getattr([], S('nothing'))
#% EW91 error ok | an int's subclass as an index and a length
class I(int):
    def __index__(self): return 10**30
    def __lt__(self, o): return True
x = [1, 2, 3]
x[I(1)], x[I(0):I(2)], range(I(3)), 'a' * I(2)
#% EW92 error ok | a list that changes while it is sorted, iterated, joined, compared, copied
x = [3, 2, 1]
x.sort(key=lambda v: x.append(1) or v)
#% EW93 error ok | a dict that changes while it is iterated, compared, updated
d = {i: i for i in range(10)}
class E:
    def __hash__(self): return 1
    def __eq__(self, o): d.clear(); return False
d[E()] = 1
d == {E(): 1, **{i: i for i in range(9)}}, d
#% EW94 limit error ok | a set that changes while it is searched
s = set()
class E:
    def __init__(self): self.n = 0
    def __hash__(self): return 1
    def __eq__(self, o): s.clear(); s.update(range(100)); return False
for i in range(5): s.add(E())
len(s) > 0, s & {E()}, s - {E()}
#% EW95 error ok | an iterator that changes what it iterates
x = [1]
for i in x:
    x[:] = []
    x += [i] * 2 if len(x) < 3 else []
    if len(x) > 1: x.clear()
bytearray(b'abc').join([b'1']), x
#% EW96 error ok | a buffer that is resized while it is exported
b = bytearray(b'abc')
m = memoryview(b)
b.append(1)
#% EW97 error ok | a buffer that is released while it is read
m = memoryview(b'abc')
class I:
    def __index__(self): m.release(); return 0
m[I()]
#% EW98 error ok | an element that removes its list
x = [0] * 10
class I:
    def __index__(self): x.clear(); return 5
x[I()], x.insert(I(), 1), x.pop(I())
#% EW99 ok error | comparison that empties both lists
a, b = [], []
class E:
    def __eq__(self, o): a.clear(); b.clear(); return True
a += [E()] * 5
b += [E()] * 5
a == b, a.index(1) if a else 0, a.count(E()), [E()].remove(1)
#% EZ01 error ok | /proc
for p in ['/proc/self/environ', '/proc/self/cmdline', '../../etc/passwd', '/dev/mem', '//etc/passwd', '/work', 'C:/Windows/win.ini']:
    try: open(p).read(); raise SystemError(p)
    except OSError: pass
#% EZ02 error ok | builtins constructor names
x = object()
for n in ['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'caller', 'callee', 'arguments', 'then', 'js', 'v', 'cls', 'items', 'table', 'map', 'code', 'factory', 'fields']:
    for o in [x, (), [], {}, 1, 1.5, 'a', None, len, (lambda: 1), object, type, print, range(3), iter([]), Exception(), 10**30, b'', {1}, super, property, slice(1)]:
        try: v = getattr(o, n)
        except AttributeError: continue
        if n not in ('items',): raise SystemError(n + repr(o))
#% EZ03 error ok | setattr of host names on functions
def f(): pass
for n in ['js', 'cls', 'code', 'invoke', 'constructor', '__proto__', 'bind', 'call', 'apply', 'length', 'name', 'prototype']:
    setattr(f, n, 5)
f()
#% EZ04 ok result=3 | kwargs of host names
def f(**k): return len(k)
f(**{'__proto__': 1, 'constructor': 2, 'toString': 3})
#% EZ05 ok result=[1,2] | namespaces of host names
class A: pass
a = A(); a.__proto__ = 1; a.constructor = 2
[a.__proto__, a.constructor]
#% EZ06 ok result=(1,2,3) | globals of host names
__proto__ = 1; constructor = 2; arguments = 3
(__proto__, constructor, arguments)
#% EZ07 ok result=6 | locals that are words of JavaScript
def f(var, let, const, function, this, new, delete, typeof, void, null, undefined, eval_, arguments, await_, static, enum, export, extends, I, K, M, G, p, e, r, x):
    switch = var + let + const
    return switch
f(*range(1, 27))
#% EZ08 error ok | code replace
def f(): return 1
try: f.__code__ = f.__code__.replace(co_code=b'x'); f()
except Exception as e: pass
#% EZ09 error | FunctionType from code with globals
import types
types.FunctionType(compile('import os; os.system("id")', 'x', 'exec'), {})()
