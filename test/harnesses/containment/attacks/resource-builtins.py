#% BB01 limit error | a width from the program
format('x', '>9999999999')
#% BB02 limit error | a precision from the program
'%.*f' % (2000000000, 1.5)
#% BB03 limit error | percent formatting with a width of gigabytes
'%9999999999d' % 1
#% BB04 limit error | many wide fields in one format
('{:>10000000}' * 100).format(*range(100))
#% BB05 limit error | nested width
'{:{}}'.format('x', 10**10)
#% BB06 limit error | an int to text that takes quadratic time
import sys
sys.set_int_max_str_digits(0)
str(7 ** 3000000)
#% BB07 limit error | text to an int that takes quadratic time
import sys
sys.set_int_max_str_digits(0)
int('7' * 3000000)
#% BB08 limit error | text with underscores to an int in another base
int('1_' * 5000000 + '1', 3)
#% BB09 limit error | a power with a huge modulus
pow(3, 10**300000, 10**300000 + 7)
#% BB10 limit error | a negative power modulo a huge number
pow(7**200000, -1, 3**250000)
#% BB11 limit error | a shift to the left by an int without end
1 << (1 << 70)
#% BB12 limit error | shifting in a loop
x = 1
while True:
    x <<= 100000
#% BB13 limit error | division of huge ints
a = 7 ** 1000000
b = 3 ** 600000
for _ in range(10000):
    divmod(a, b)
#% BB14 limit error | bytes of a count
bytes(10**10)
#% BB15 limit error | a bytearray that doubles itself
b = bytearray(1000)
while True:
    b += b
#% BB16 limit error | a list repeated in place
x = [0]
x *= 10**9
#% BB17 limit error | nested repetition
x = [[[0] * 10**4] * 10**4] * 10**4
sum(len(z) for y in x for z in y)
#% BB18 limit error | a tuple repeated
(1, 2) * 10**9
#% BB19 limit error | range to list
list(range(10**10))
#% BB20 limit error | a range's index without end
range(10**30).index(10**30 - 1.5)
#% BB21 limit error | counting in a range with a float
range(10**15).count(0.5)
#% BB22 limit error | membership in a range by equality
class E(int):
    def __eq__(self, o): return False
    def __hash__(self): return 0
E() in range(10**12)
#% BB23 limit error | a dict from pairs without end
import itertools
dict(zip(itertools.count(), itertools.count()))
#% BB24 limit error | a set of everything
import itertools
set(itertools.count())
#% BB25 limit error | unpacking without end
import itertools
[*itertools.repeat(1)]
#% BB26 limit error | starred assignment without end
import itertools
a, *b = itertools.count()
#% BB27 limit error | arguments without end
import itertools
print(*itertools.count())
#% BB28 limit error | max of an iterator without end
import itertools
max(itertools.count())
#% BB29 limit error | membership in an iterator without end
import itertools
-1 in itertools.count()
#% BB30 limit error | all of an iterator without end
import itertools
all(itertools.repeat(1))
#% BB31 limit error | joining without end
import itertools
''.join(itertools.repeat('a'))
#% BB32 limit error | bytes joined without end
import itertools
b''.join(itertools.repeat(b'a' * 1000))
#% BB33 limit error | a reversed sequence whose length lies
class L:
    def __len__(self): return 10**9
    def __getitem__(self, i): return i
list(reversed(L()))
#% BB34 limit error ok | a length hint that lies
class L:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __length_hint__(self): return 10**12
list(L())
#% BB35 limit error | sorting with a comparison that appends
x = []
class L:
    def __lt__(self, o):
        x.append(L())
        return True
x.extend(L() for _ in range(100))
while True:
    sorted(x)
#% BB36 limit error | sorting long equal prefixes
p = 'a' * 10**6
x = [p + str(i) for i in range(100)]
for _ in range(10**5):
    x.sort(reverse=bool(_ % 2))
#% BB37 limit error | comparing two long equal lists again and again
a = [0] * 10**6
b = [0] * 10**6
while a == b:
    pass
#% BB38 limit error | hashing a deep tuple
t = ()
for _ in range(100):
    t = (t, t)
hash(t)
#% BB39 limit error | comparing two deep tuples that share
a = b = ()
for _ in range(60):
    a = (a, a)
    b = (b, b)
a == b
#% BB40 limit error | repr of a list that shares itself
a = [1]
for _ in range(60):
    a = [a, a]
repr(a)
#% BB41 error limit | repr that never ends its recursion
class R:
    def __repr__(self): return repr(self)
repr(R())
#% BB42 error limit | getattr that never ends its recursion
class R:
    def __getattr__(self, name): return getattr(self, name + 'x')
R().a
#% BB43 error limit | bool and len that call each other
class R:
    def __bool__(self): return len(self) > 0
    def __len__(self): return int(bool(self))
bool(R())
#% BB44 limit error | index that never returns
class R:
    def __index__(self):
        while True: pass
[1][R()]
#% BB45 limit error | format that makes gigabytes
class R:
    def __format__(self, spec): return 'x' * 10**7
''.join(f'{R()}' for _ in range(10**6))
#% BB46 limit error | str.translate with a table that multiplies
t = {ord('a'): 'a' * 1000}
s = 'a'
for _ in range(10):
    s = s.translate(t)
#% BB47 limit error | zfill, ljust, center of gigabytes
('x'.zfill(10**10), 'x'.ljust(10**10), 'x'.center(10**10))
#% BB48 limit error | splitting into many pieces again and again
s = 'a ' * 10**6
while True:
    s.split()
#% BB49 limit error | partition of a long string again and again
s = 'ab' * 10**6
while s:
    _, _, s = (s + s[:1]).partition('b')
#% BB50 limit error | searching for a long needle that nearly matches
n = 'a' * 500000 + 'b' + 'a' * 500000
h = 'a' * 3000000
for _ in range(1000):
    h.find(n), h.rfind(n), h.replace(n, ''), n in h
#% BB51 limit error | the same in bytes
n = b'a' * 500000 + b'b' + b'a' * 500000
h = b'a' * 3000000
for _ in range(1000):
    h.find(n), h.rfind(n), h.replace(n, b''), n in h, h.count(n)
#% BB52 limit error | splitting by a long needle
n = 'a' * 300000 + 'b' + 'a' * 300000
h = 'a' * 3000000
for _ in range(1000):
    h.split(n), h.rsplit(n), h.partition(n), h.rpartition(n)
#% BB53 limit error | upper that grows
s = 'ŉ' * 10**6
for _ in range(10**4):
    s.upper(), s.title(), s.swapcase(), s.casefold(), s.capitalize()
#% BB54 limit error | encoding to something larger
s = '\U0001f600' * 10**6
for _ in range(10**4):
    s.encode('unicode_escape'), s.encode('utf-32'), s.encode('ascii', 'xmlcharrefreplace')
#% BB55 limit error | decoding with an error handler
b = b'\xff' * 10**6
for _ in range(10**4):
    b.decode('utf-8', 'backslashreplace')
#% BB56 limit error | bytes to hex with separators
b = bytes(10**6)
for _ in range(10**5):
    b.hex(':')
#% BB57 limit error | ascii of what is not
s = '\U0001f600' * 10**6
for _ in range(10**4):
    ascii(s), repr(s)
#% BB58 limit error | slices with steps, assigned
x = [0] * 10**6
for _ in range(10**5):
    x[::2] = x[1::2]
    del x[::3]
    x += [0] * 10**6
#% BB59 limit error | deleting from the front
x = [0] * 10**6
while True:
    del x[0]
    x.append(0)
#% BB60 limit error | a dict that is filled and emptied from the front
d = {}
i = 0
while True:
    d[i] = i
    i += 1
    if i > 100000:
        del d[next(iter(d))]
#% BB61 limit error | hashes that collide
class H:
    def __init__(self, i): self.i = i
    def __hash__(self): return 7
    def __eq__(self, o): return self.i == o.i
s = {H(i) for i in range(10**6)}
#% BB62 limit error | ints whose hashes collide
m = 2**61 - 1
d = {i * m: i for i in range(10**6)}
while True:
    (0 * m) in d, (10**6 * m + m) in d
#% BB63 limit error | bit counts of huge ints
x = (1 << 5000000) - 1
for _ in range(10**6):
    x.bit_count(), x.bit_length(), ~x, x ^ (x >> 1)
#% BB64 limit error | int to bytes and back
x = (1 << 5000000) - 1
for _ in range(10**6):
    int.from_bytes(x.to_bytes(700000, 'little'), 'big')
#% BB65 limit error | rounding to a digit far away
round(10**5000 + 1, -10**10), round(7**1000000, -100000)
#% BB66 limit error | a float's exact fraction, as an int, hexadecimal
x = 1.7e308
for _ in range(10**8):
    x.as_integer_ratio(), int(x), x.hex(), float.fromhex(x.hex())
#% BB67 limit error | formatting a float with many digits
while True:
    '%.1000000f' % 1e-300
#% BB68 limit error | an int with separators
while True:
    f'{10**4000:,}'
#% BB69 limit error | enumerate, zip and map over iterators without end
import itertools
for i, (a, b) in enumerate(zip(itertools.count(), map(str, itertools.count()))): pass
#% BB70 limit error | iter with a sentinel that never comes
list(iter(lambda: [0] * 1000, 1))
#% BB71 limit error | slices of a memoryview
m = memoryview(bytes(10**7))
for _ in range(10**5):
    m[::-1].tolist()
#% BB72 limit error | a memoryview as bytes
m = memoryview(bytearray(10**7))
x = []
while True:
    x.append(m.tobytes())
#% BB73 limit error | a view that is cast again and again
m = memoryview(bytearray(1 << 24))
for _ in range(10**5):
    m == memoryview(bytearray(1 << 24)), m.hex()
#% BB74 limit error | exec that calls itself with more text
s = 'x = 1\n'
while True:
    s = s + s
    exec(s)
#% BB75 limit error | eval of a literal without end
eval('[' + '1,' * 10**6 + ']') and eval('{' + '1:1,' * 10**6 + '}')
while True:
    eval('[' + '1,' * 10**5 + ']')
#% BB76 error limit | compile of deep parentheses
compile('(' * 100000 + ')' * 100000, 'x', 'eval')
#% BB77 error limit | compile of deep unary operators
eval('-' * 200000 + '1')
#% BB78 error limit | compile of deep not, lambda and ternary
eval('not ' * 100000 + '1'), eval('lambda: ' * 100000 + '1'), eval('1 if 1 else ' * 100000 + '1')
#% BB79 error limit | compile of deep subscripts and calls
eval('x' + '[0]' * 100000), eval('x' + '()' * 100000)
#% BB80 error limit ok | compile of a long chain of comparisons and of boolean operators
eval('1' + '<2' * 100000), eval('1' + ' or 1' * 100000)
#% BB81 error limit ok | compile of a long chain of elif
exec('if 0: pass\n' + 'elif 0: pass\n' * 50000)
#% BB82 error limit ok | many arguments, parameters, names and constants
exec('def f(' + ','.join(f'a{i}' for i in range(50000)) + '): pass')
exec('\n'.join(f'v{i} = {i}.5' for i in range(50000)))
#% BB83 error limit ok | a dictionary display of a hundred thousand strings
eval('{' + ','.join(f'"k{i}": "v{i}"' for i in range(100000)) + '}')
#% BB84 error limit ok | deep f-strings
exec("f'{" * 150 + '1' + "}'" * 150)
#% BB85 error limit | ever deeper match patterns
exec('match 1:\n case ' + '[' * 50000 + ']' * 50000 + ': pass')
#% BB86 error limit ok | a long match pattern of alternatives
exec('match 1:\n case ' + '|'.join(str(i) for i in range(50000)) + ': pass')
#% BB87 error limit ok | decorators without end
exec('@(lambda f: f)\n' * 20000 + 'def f(): pass')
#% BB88 error limit ok | a class of a hundred thousand attributes
C = type('C', (), {f'a{i}': i for i in range(10**5)})
len(dir(C()))
#% BB89 error limit | a class of a long line of bases
C = type('C', (), {})
while True:
    C = type('C', (C,), {})
#% BB90 error limit | a class hierarchy that doubles
a = [type('A', (), {})]
while True:
    a.append(type('B', tuple(reversed(a[-20:])), {}))
#% BB91 error limit | super in a long line of bases
C = type('C', (), {'f': lambda self: 1})
for _ in range(2000):
    class D(C):
        def f(self): return super().f()
    C = D
C().f()
#% BB92 error limit | a property that reads itself
class A:
    @property
    def x(self): return self.x
A().x
#% BB93 error limit | a descriptor that reads itself
class D:
    def __get__(self, o, t): return o.x
class A:
    x = D()
A().x
#% BB94 error limit | equality that calls itself
class A:
    def __eq__(self, o): return o == self
A() == A()
#% BB95 error limit | addition that is reflected for ever
class A:
    def __add__(self, o): return o + self
    __radd__ = __add__
A() + A()
#% BB96 error limit | an instance check that checks itself
class M(type):
    def __instancecheck__(self, o): return isinstance(o, self)
class A(metaclass=M): pass
isinstance(1, A)
#% BB97 error limit | a call of a call of a call
class A:
    def __call__(self): return self()
A()()
#% BB98 error limit | an object that is its own __call__
class A: pass
a = A()
A.__call__ = a
a()
#% BB99 limit error | a generator of generators
def g(n):
    yield from g(n + 1)
next(g(0))
#% BC01 limit error | two generators that send to each other
def g():
    while True: yield
while True: next(g())
#% BC02 limit error | a chain of iterators
it = iter(range(10))
for _ in range(10**6):
    it = map(lambda x: x, it)
list(it)
#% BC03 limit error | a chain of filters
it = iter([1])
for _ in range(10**5):
    it = filter(None, it)
list(it)
#% BC04 limit error | a chain of zips
it = iter([1])
for _ in range(10**5):
    it = zip(it)
list(it)
#% BC05 limit error | a chain of bound methods
class A:
    def f(self): pass
f = A().f
for _ in range(10**5):
    class B: g = f
    f = type(f)(f, B())
f()
#% BC06 limit error | exceptions with contexts without end
e = None
while True:
    try:
        try: raise ValueError
        finally: 1 / 0
    except Exception as x:
        x.__context__ = e
        e = x
#% BC07 error limit | an exception that is its own cause
e = ValueError('x')
e.__cause__ = e
raise e
#% BC08 error limit | a cycle of causes
a, b = ValueError('a'), ValueError('b')
a.__cause__, b.__cause__ = b, a
raise a
#% BC09 error limit | a group of groups
e = ValueError(1)
for _ in range(10**4):
    e = ExceptionGroup('g', [e])
raise e
#% BC10 error limit | a group that shares itself
e = ValueError(1)
for _ in range(50):
    e = ExceptionGroup('g', [e, e])
raise e
#% BC11 limit error | splitting a group that shares itself
e = ValueError(1)
for _ in range(50):
    e = ExceptionGroup('g', [e, e])
try:
    raise e
except* ValueError:
    pass
#% BC12 error limit | notes without end
e = ValueError('x')
for i in range(10**6): e.add_note('n' * 100)
raise e
#% BC13 error limit | a traceback of a deep recursion with long lines
def f(n): return f(n + 1) + len('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
f(0)
#% BC14 error limit | an exception's text that is gigabytes
class E(Exception):
    def __str__(self): return 'x' * 10**8
raise E
#% BC15 error limit | an exception's text that never ends
class E(Exception):
    def __str__(self):
        while True: pass
raise E
#% BC16 limit error | an exception's class name of megabytes
raise type('E' * 10**7, (Exception,), {})('x')
#% BC17 limit error ok | a result whose repr never ends
class R:
    def __repr__(self):
        while True: pass
R()
#% BC18 limit error ok | a result whose repr is gigabytes
class R:
    def __repr__(self): return 'x' * 10**9
R()
#% BC19 limit error ok | a result whose str calls a recursion
class R:
    def __str__(self): return str(self)
R()
#% BC20 limit error ok | a key error with a huge key
{}['x' * 10**8]
#% BC21 limit error | a name error's suggestions among many names
globals().update({f'name_{i}' * 10: i for i in range(10**5)})
for _ in range(10**4):
    try: exec('name_1x' * 10)
    except NameError as e: str(e)
name_99x
#% BC22 limit error | an attribute error's suggestions among many attributes
class A: pass
a = A()
for i in range(10**5): setattr(a, 'attribute_' * 20 + str(i), 1)
a.attribute_x
#% BC23 ok error limit | finalisers that loop
class A:
    def __del__(self):
        while True: pass
for _ in range(1000): A()
del A
#% BC24 ok error limit | finalisers that bring themselves back
kept = []
class A:
    def __del__(self): kept.append(A())
A()
len(kept) < 10
#% BC25 limit error | closures that hold closures
f = None
def make(g):
    big = [0] * 1000
    return lambda: (g, big)
while True: f = make(f)
#% BC26 limit error | objects that hold objects
class N:
    __slots__ = 'next'
n = None
while True:
    m = N()
    m.next = n
    n = m
#% BC27 limit error | objects with dictionaries
x = []
class N: pass
while True:
    n = N()
    n.__dict__.update(a=1, b=2, c=3)
    x.append(n)
#% BC28 limit error | strings kept
x = []
while True: x.append('%d' % len(x) * 100)
#% BC29 limit error | small slices that keep large strings
x = []
while True: x.append(('x' * 10**6 + str(len(x)))[-2:-1] + ('y' * 1000))
#% BC30 limit error | frozen sets of frozen sets
s = frozenset()
while True: s = frozenset([s, *s])
#% BC31 limit error | set algebra of large sets
a = set(range(10**6))
b = set(range(500000, 1500000))
while True: a | b, a & b, a ^ b, a - b, a <= b
#% BC32 limit error | complex powers and huge sums
while True: sum([1e308] * 10**6), sum([10**400] * 10**5)
#% BC33 limit error | sum of lists
sum([[0] * 1000] * 10**5, [])
#% BC34 limit error | sum of tuples
sum(((0,) * 1000 for _ in range(10**5)), ())
#% BC35 limit error | chr and ord in a loop that joins
s = ''
while True: s += chr(len(s) % 0xd800)
#% BC36 limit error | globals grow
i = 0
while True:
    globals()[f'v{i}'] = [0] * 100
    i += 1
#% BC37 limit error | vars of a class grow
class A: pass
i = 0
while True:
    setattr(A, f'v{i}', i)
    A()
    i += 1
#% BC38 limit error | attributes of a function grow
def f(): pass
i = 0
while True:
    setattr(f, f'v{i}', 'x' * 100)
    i += 1
#% BC39 limit error | defaults grow
def f(x=[]):
    x.append([0] * 100)
    return x
while True: f()
#% BC40 limit error | keyword arguments by the million
def f(**kw): return len(kw)
f(**{f'k{i}': i for i in range(10**6)})
while True: f(**{f'k{i}': i for i in range(10**5)})
#% BC41 limit error | positional arguments by the million
def f(*a): return f(*a, *a)
f(1)
#% BC42 limit error | walrus in a comprehension that grows
[x := [x] for _ in iter(int, 1)] if (x := 0) or True else 0
#% BC43 limit error | a comprehension of comprehensions
[[[[[0 for a in range(100)] for b in range(100)] for c in range(100)] for d in range(100)] for e in range(100)]
#% BC44 limit error | printing without newline
while True: print('', end='')
#% BC45 limit error | printing one long line
print('x' * 10**8)
#% BC46 limit error | printing with a long separator
print(*range(10000), sep='x' * 10**6)
#% BC47 limit error | printing what is long to print
print([0] * 10**7)
#% BC48 limit error | printing to an object of one's own
class W:
    def __init__(self): self.x = []
    def write(self, s): self.x.append(s * 1000)
w = W()
while True: print('x' * 1000, file=w)
#% BC49 limit error | input again and again
while True:
    try: input('x' * 1000)
    except Exception: pass
#% BC50 limit error | dir, vars and help again and again
while True: dir(str), vars(str), dir(int)
#% BE01 limit error ok | big int keys whose low word is the same
d = {}
for i in range(200000): d[(i + 1) << 64] = i
#% BE02 limit error | equal long strings
a = 'x' * (30 * 2**20); b = 'x' * (30 * 2**20 - 1) + 'x'
while True: a == b
#% BE03 limit error | ordered long strings
a = 'x' * (30 * 2**20); b = 'x' * (30 * 2**20 - 1) + 'y'
while True: a < b
#% BE04 limit error | bitwise of huge ints
a = 1 << 3 * 10**8
while True: a ^ 1
#% BE05 limit error | and of huge ints
a = (1 << 3 * 10**8) - 1
while True: a & a
#% BE06 limit error | negation of huge ints
a = 1 << 3 * 10**8
while True: -a
#% BE07 limit error | invert
a = 1 << 3 * 10**8
while True: ~a
#% BE08 limit error | abs
a = -(1 << 3 * 10**8)
while True: abs(a)
#% BE09 limit error | equality of huge ints
a = 1 << 3 * 10**8; b = 1 << 3 * 10**8
while True: a == b
#% BE10 limit error | order of huge ints
a = 1 << 3 * 10**8; b = 1 << 3 * 10**8
while True: a < b
#% BE11 limit error | hash of huge ints
a = 1 << 3 * 10**8
while True: hash(a)
#% BE12 limit error | addition
a = 1 << 3 * 10**8
while True: a + 1
#% BE13 limit error | sum
a = 1 << 10**8
while True: sum([a] * 100)
#% BE14 limit error | sorted huge ints
a = [(1 << 10**7) + i for i in range(12)] 
while True: sorted(a), max(a), min(a)
#% BE15 limit error ok | cmp in a set of long strings
s = set()
for i in range(4000): s.add('x' * 17000 + str(i).zfill(5))
#% BE16 limit error ok | attributes of long names
class A: pass
a = A()
for i in range(4000): setattr(a, 'x' * 17000 + str(i).zfill(5), i)
#% BE17 limit error ok | keywords of long names
def f(**k): return k
for i in range(4000): f(**{'x' * 17000 + str(i).zfill(5): 1})
#% BE18 limit error | hash of a long str
s = 'x' * 3 * 10**7
while True: hash(s + 'a')
#% BE19 limit error | len of text that grows
s = ''
while True: s += '\U0001f600'; len(s)
#% BE20 limit error | index into text that grows
s = ''
while True: s += 'ab\u1234'; s[len(s) // 2]
#% BE21 limit error | keys of text that grows
s = ''; d = {}
while True: s += 'a'; d.get(s)
#% BE22 limit error | text that grows at the front
s = 'x' * 10**6
while True: s = 'a' + s; s[0]
#% BE23 limit error ok | compile long boolean chain
compile(' or '.join(['a'] * 200000), 'x', 'eval')
#% BE24 limit error ok | compile many statements
compile('a = b + c * d\n' * 70000, 'x', 'exec')
#% BE25 limit error ok | compile many parameters
compile('def f(' + ','.join('a%d' % i for i in range(100000)) + '): pass', 'x', 'exec')
#% BE26 limit error ok | decorators
compile('@a\n' * 200000 + 'def f(): pass', 'x', 'exec')
#% BE27 limit error ok | exec of long code
exec('a = 1\n' * 150000)
#% BE28 limit error ok | many functions
exec('\n'.join('def a%d(): pass' % i for i in range(50000)))
#% BE29 limit error ok | f-string with many parts
compile('f"' + '{a}' * 200000 + '"', 'x', 'eval')
#% BE30 limit error ok | try except many
compile('try: pass\n' + 'except A: pass\n' * 60000, 'x', 'exec')
#% BE31 limit error ok | imports many
compile('import ' + ','.join('a%d' % i for i in range(100000)), 'x', 'exec')
#% BE32 limit error ok | comparison chain
compile('<'.join(['a'] * 300000), 'x', 'eval')
#% BE33 limit error ok | annotations
exec('\n'.join('a%d: int = %d' % (i, i) for i in range(40000)))
#% BE34 limit error ok | one huge hex literal
while True: compile('0x' + 'f' * 900000, 'x', 'eval')
#% BE35 error ok limit | del at odd time calls forever
class D:
    def __del__(self):
        while True: pass
for i in range(10): D()
import gc
gc.collect()
#% BE36 limit error | exception whose class name property loops
class M(type):
    @property
    def __name__(cls):
        while True: pass
    @property
    def __qualname__(cls):
        while True: pass
    @property
    def __module__(cls):
        while True: pass
class E(Exception, metaclass=M): pass
raise E('x')
#% BE37 limit error | notes that is an endless object
class N:
    def __iter__(self):
        while True: yield 'x'
    def __getitem__(self, i): return 'x'
    def __len__(self): return 2**60
e = ValueError(1)
e.__notes__ = N()
raise e
#% BE38 limit error | SyntaxError with huge fields
e = SyntaxError('x', ('f' * 10**6, 10**9, 10**9, 'y' * 10**7, 10**9, 10**9))
raise e
#% BE39 limit error | SyntaxError with hostile fields
class I(int):
    def __index__(self):
        while True: pass
    def __repr__(self):
        while True: pass
    def __str__(self):
        while True: pass
class S(str):
    def __str__(self):
        while True: pass
    def __len__(self):
        while True: pass
    def __getitem__(self, k):
        while True: pass
raise SyntaxError('x', (S('f'), I(1), I(1), S('y')))
#% BE40 error limit | NameError with hostile name suggestions
class S(str):
    def __eq__(self, o):
        while True: pass
    def __hash__(self):
        while True: pass
raise NameError('x', name=S('abc'))
#% BE41 error limit | AttributeError with hostile obj
class O:
    def __dir__(self):
        while True: pass
    def __getattribute__(self, n):
        while True: pass
raise AttributeError('x', name='abc', obj=O())
#% BE42 error limit | excepthook
import sys
def hook(*a):
    while True: pass
sys.excepthook = hook
1 / 0
#% BE43 error limit ok | stdout replaced
import sys
class W:
    def write(self, t):
        while True: pass
    def flush(self):
        while True: pass
sys.stdout = W()
5
#% BE44 limit error | sort strings common prefix
l = ['a' * 1000 + str(i) for i in range(10**4)]
while True: sorted(l)
#% BE45 limit error | print of many args
print(*range(10**7))
#% BE46 error limit | recursion iter
class A:
    def __iter__(self): return iter(self)
list(A())
#% BE47 error limit ok | metaclass mro
class M(type):
    def mro(cls): return [cls, object] * 10**6
class A(metaclass=M): pass
#% BE48 limit error ok | namedtuple of too many
import collections
T = collections.namedtuple('A', ['a%d' % i for i in range(70000)])
#% BE49 limit error ok | function with 70000 parameters through exec
exec('def f(' + ','.join('a%d' % i for i in range(70000)) + '): return 1')
f(*range(70000))
#% BE50 limit error ok | call with 70000 arguments
exec('def f(*a): return 1\nf(' + ','.join('1' for i in range(70000)) + ')')
#% BE51 limit error ok | locals of 70000
exec('def f():\n' + ''.join(' a%d = 1\n' % i for i in range(50000)) + ' return locals()\nf()')
#% BE52 limit error ok | try nested
exec('\n'.join(' ' * i + 'try:' for i in range(19)) + '\n' + ' ' * 19 + 'pass\n' + '\n'.join(' ' * i + 'finally: pass' for i in range(18, -1, -1)))
#% BE53 limit error ok | unpack 60000
exec(','.join('a%d' % i for i in range(60000)) + ' = range(60000)')
#% LX01 limit | displays: a dict spread into a new one, again and again
d = {}
for i in range(10**6): d = {**d, i: i}
#% LX02 limit | calls: a large dict as keywords
x = {str(i): i for i in range(10**5)}
def f(**a): pass
for i in range(10**6): f(**x)
#% LX03 limit | dict(**large)
x = {str(i): i for i in range(10**5)}
for i in range(10**6): dict(**x)
#% LX04 limit | OrderedDict.copy of a large one
from collections import OrderedDict
x = OrderedDict.fromkeys(range(10**5))
for i in range(10**6): x.copy()
#% LX05 limit | enum: a hundred thousand members, again and again
import enum
while True: enum.Enum('E', {f'a{i}': i for i in range(10**5)})
#% LX06 limit | isinstance with a million classes
t = (str,) * 10**6
while True: isinstance(1, t)
#% LX07 limit | issubclass with a million classes
t = (str,) * 10**6
while True: issubclass(int, t)
#% LX08 limit | except with a million classes
t = (KeyError,) * 10**6 + (ZeroDivisionError,)
while True:
    try: 1 / 0
    except t: pass
#% LX09 ok limit | sets: popping all of a large one, of numbers and of texts
for s in (set(range(10**5)), set(map(str, range(10**5))), set(range(10**5)) | {'a'}):
    while s: s.pop()
#% LX10 ok limit | sets: the first of those left, removed one by one
s = set(range(10**5)) | {'a'}
for i in range(10**5):
    s.discard(i)
    next(iter(s))
#% LX11 limit | itemgetter of a million keys
import operator
g = operator.itemgetter(*[0] * 10**6)
while True: g('a')
#% LX12 limit | functools.wraps with a million names
import functools
names = ('__name__',) * 10**6
while True: functools.update_wrapper(lambda: 0, len, names)
#% LX13 limit | types of a union of many, hashed and compared
u = int
for i in range(400): u = u | type('T%d' % i, (), {})
v = int
for t in u.__args__: v = v | t
while True: u == v, hash(u), isinstance('', u)
#% LX14 limit | strftime of a million fields
import time
while True:
    try: time.strftime('', (1,) * 10**6)
    except TypeError: pass
#% LX15 limit | startswith with a million texts
x = ('b',) * 10**6
while True: 'a'.startswith(x), 'a'.endswith(x)
#% LX16 limit | endswith with a million bytes
x = (b'b',) * 10**6
while True: b'a'.startswith(x), b'a'.endswith(x)
#% LX17 limit | an attrgetter of a hundred thousand parts
import operator
x = '.'.join('a' * 10**5)
while True:
    try: operator.attrgetter(x)(1)
    except AttributeError: pass
#% LX18 limit | the name of an encoding is a megabyte long
x = 'a' * 10**6
while True:
    for f in (b''.decode, b'a'.decode, 'a'.encode):
        try: f(x)
        except LookupError: pass
#% LX19 limit | one key comes and goes in a large dict, set and OrderedDict
from collections import OrderedDict
d, s, o = dict.fromkeys(range(10**5)), set(range(10**5)), OrderedDict.fromkeys(range(10**5))
while True:
    d[-1] = 1
    del d[-1]
    s.add(-1)
    s.discard(-1)
    o.move_to_end(5)
#% LX20 limit | the first member of a large set that was popped from
s = set(range(10**5))
s.pop()
while True: next(iter(s))
#% LX21 limit | the one member of a set that was large
s = set(range(10**5))
while len(s) > 1: s.pop()
while True:
    s.add(5)
    s.pop()
