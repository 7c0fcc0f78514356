#% LB01 limit error | patterns that backtrack: nested groups
import re
re.match(r'((a*)*)*b', 'a' * 30)
#% LB02 limit error ok | patterns that backtrack: alternatives that overlap
import re
re.match(r'(a|aa|aaa|a?)+$', 'a' * 60 + 'b')
#% LB03 limit error ok | patterns that backtrack: a back reference
import re
re.match(r'(a*)*\1b', 'a' * 40)
#% LB04 limit error ok | patterns that backtrack: lookarounds
import re
re.match(r'(?=(a+)+$)(?<!b)(a+)+c', 'a' * 40 + 'b')
#% LB05 limit error ok | a counted repeat of a counted repeat
import re
re.compile('((((a{1000}){1000}){1000}){1000}){1000}').match('a' * 10**6)
#% LB06 limit error | findall of what is quadratic
import re
re.findall(r'.*?x|.*', 'y' * 10**6)
while True: re.findall(r'(?:.*)y$', 'y' * 10**5 + '\n')
#% LB07 limit error | sub with a function that appends
import re
s = 'a'
while True: s = re.sub('a', lambda m: 'aa', s)
#% LB08 limit error | sub with a template that multiplies
import re
re.sub('(.)', r'\1' * 10000, 'x' * 10**6)
#% LB09 limit error | splitting again and again
import re
while True: re.split('(x)', 'x' * 10**5)
#% LB10 limit error ok | many patterns: the cache
import re
for i in range(10**6): re.compile('a' * (i % 1000) + str(i))
#% LB11 error limit | deep groups
import re
re.compile('(' * 50000 + ')' * 50000)
#% LB12 limit error ok | many groups and many names
import re
re.compile(''.join(f'(?P<n{i}>a)?' for i in range(20000))).match('a' * 20000).groupdict()
#% LB13 limit error | a class of all characters again and again
import re
p = re.compile('[' + ''.join(chr(i) for i in range(0x100, 0x8000)) + ']+', re.I)
while True: p.match(''.join(chr(i) for i in range(0x100, 0x8000)))
#% LB14 limit error | json with deep nesting
import json
json.loads('[' * 100000 + ']' * 100000)
#% LB15 limit error | json of a cycle
import json
x = []
x.append(x)
json.dumps(x)
#% LB16 limit error | json of a list that shares itself
import json
x = [1]
for _ in range(60): x = [x, x]
json.dumps(x)
#% LB17 limit error | json with a huge indent
import json
json.dumps([[1]], indent=10**10)
#% LB18 limit error | json of a default that grows
import json
json.dumps(object(), default=lambda o: [object()])
#% LB19 limit error | json of a long number
import json
json.loads('9' * 10**7)
#% LB20 limit error | json of many escapes again and again
import json
while True: json.loads(json.dumps('\x01\ud800é' * 10**6))
#% LB21 limit error | a json decoder that is called again by its hook
import json
def hook(d): return json.loads('{"a": 1}', object_hook=hook)
json.loads('{"a": 1}', object_hook=hook)
#% LB22 limit error | a deep copy of a list that shares itself through a class
import copy
class N:
    def __deepcopy__(self, memo): return [copy.deepcopy(N(), memo), copy.deepcopy(N(), memo)]
copy.deepcopy(N())
#% LB23 limit error | a deep copy of depth
import copy
x = []
for _ in range(10**5): x = [x]
copy.deepcopy(x)
#% LB24 limit error | deep copies kept
import copy
x = [[0] * 1000 for _ in range(100)]
k = []
while True: k.append(copy.deepcopy(x))
#% LB25 limit error | a zlib bomb
import zlib
c = zlib.compressobj(9)
d = b''.join(c.compress(bytes(10**6)) for _ in range(100)) + c.flush()
zlib.decompress(d)
#% LB26 limit error | a zlib bomb in a bomb
import zlib
d = bytes(10**7)
for _ in range(3): d = zlib.compress(d)
while True:
    d = zlib.decompress(d) * 2
#% LB27 limit error | a gzip of many members
import gzip
d = gzip.compress(bytes(10**6)) * 1000
gzip.decompress(d)
#% LB28 limit error | compressing again and again
import zlib
while True: zlib.compress(bytes(range(256)) * 10**4, 9)
#% LB29 limit error | normalising what grows eighteenfold
import unicodedata
while True: unicodedata.normalize('NFKD', 'ﷺ' * 10**6)
#% LB30 limit error | ordering many combining marks
import unicodedata
s = 'a' + '\u0300\u0316' * 10**6
while True: unicodedata.normalize('NFC', s)
#% LB31 limit error | difflib on what repeats
import difflib
difflib.SequenceMatcher(None, 'ab' * 10**4, 'ba' * 10**4, autojunk=False).ratio()
#% LB32 limit error | difflib's close matches
import difflib
while True: difflib.get_close_matches('a' * 1000, ['a' * 999 + 'b'] * 1000)
#% LB33 limit error | ndiff of lines that are nearly the same
import difflib
list(difflib.ndiff(['a' * i for i in range(1000)], ['b' + 'a' * i for i in range(1000)]))
#% LB34 limit error | a decimal's precision
from decimal import Decimal, getcontext
getcontext().prec = 10**7
Decimal(1) / Decimal(7)
#% LB35 limit error | a decimal's square root
from decimal import Decimal, getcontext
getcontext().prec = 10**6
Decimal(2).sqrt()
#% LB36 limit error | a decimal's exponential and logarithm
from decimal import Decimal, getcontext
getcontext().prec = 50000
Decimal(2).exp(), Decimal(3).ln(), Decimal(7) ** Decimal('0.3')
#% LB37 limit error | a decimal's exponent as an int
from decimal import Decimal
int(Decimal('1e999999999'))
#% LB38 limit error | a decimal's exponent as text
from decimal import Decimal
f"{Decimal('1e999999999'):f}"
#% LB39 limit error ok | comparing decimals far apart
from decimal import Decimal
Decimal('1e999999') + Decimal('1e-999999'), Decimal('1e999999999') == 5, hash(Decimal('1e999999999'))
#% LB40 limit error ok | a decimal's remainder far apart
from decimal import Decimal
Decimal('1e999999') % 7, Decimal('1e900000') // Decimal('3')
#% LB41 limit error | a fraction of a long decimal
from fractions import Fraction
Fraction('1e99999999')
#% LB42 limit error | the nearest fraction again and again
from fractions import Fraction
x = Fraction(10**100000 + 1, 10**99999 + 7)
while True: x.limit_denominator(10**50000)
#% LB43 limit error | greatest common divisors of huge ints
import math
a, b = 1, 1
while True: a, b = a + b << 10000, a; math.gcd(a, b), math.lcm(a, b)
#% LB44 limit error | combinations of huge ints
import math
math.comb(10**7, 5 * 10**6), math.perm(10**7, 10**6)
#% LB45 limit error | an integer square root of a huge int
import math
math.isqrt(10**(10**7))
#% LB46 limit error | a product of much
import math
math.prod(range(1, 10**7))
#% LB47 limit error | an exact sum of much
import math
while True: math.fsum([1e308, 1e-308] * 10**6), math.dist([1.0] * 10**6, [2.0] * 10**6), math.hypot(*[1.0] * 10**5)
#% LB48 limit error | products of iterators without end
import itertools
itertools.product(itertools.count())
#% LB49 limit error | a product's repeat
import itertools
next(itertools.product('ab', repeat=10**9))
#% LB50 limit error | combinations of much
import itertools
next(itertools.combinations(range(10**9), 10**8))
#% LB51 limit error | tee without end
import itertools
a, b = itertools.tee(itertools.count())
for _ in a: pass
#% LB52 limit error | many tees
import itertools
itertools.tee([1], 10**9)
#% LB53 limit error | a chain of chains
import itertools
it = iter([1])
for _ in range(10**6): it = itertools.chain(it)
list(it)
#% LB54 limit error | a slice far away
import itertools
next(itertools.islice(itertools.count(), 10**12, None))
#% LB55 limit error | a cycle of much
import itertools
list(itertools.cycle(range(10**6)))
#% LB56 limit error | accumulating what doubles
import itertools
list(itertools.accumulate(itertools.repeat([0]), lambda a, b: a + a))
#% LB57 limit error | a deque of everything
from collections import deque
import itertools
deque(itertools.count()), deque(itertools.count(), maxlen=0)
#% LB58 limit error | a deque that is rotated
from collections import deque
d = deque(range(10**6))
while True: d.rotate(500000)
#% LB59 limit error | inserting into the middle of a deque
from collections import deque
d = deque(range(10**6))
while True: d.insert(500000, 1); del d[500000]
#% LB60 limit error | counting everything
from collections import Counter
import itertools
Counter(itertools.count())
#% LB61 limit error | the elements of a counter
from collections import Counter
list(Counter({'a': 10**12}).elements())
#% LB62 limit error | a default factory that looks itself up
from collections import defaultdict
d = defaultdict(lambda: d[len(d)])
d[0]
#% LB63 limit error | a chain map of itself
from collections import ChainMap
c = ChainMap()
c.maps.append(c)
c['x']
#% LB64 limit error | a user dict whose missing misses
from collections import UserDict
class D(UserDict):
    def __missing__(self, k): return self[k]
D()['x']
#% LB65 limit error ok | a named tuple of many fields
from collections import namedtuple
namedtuple('N', [f'f{i}' for i in range(10**5)])(*range(10**5))
#% LB66 limit error ok | a named tuple with a long name
from collections import namedtuple
namedtuple('N' * 10**7, 'a')(1)
#% LB67 limit error | a cache without end
import functools
f = functools.lru_cache(maxsize=None)(lambda x: [x] * 100)
i = 0
while True: f(i := i + 1)
#% LB68 limit error | a partial of a partial
import functools
f = lambda *a: len(a)
while True: f = functools.partial(f, *[0] * 1000)
#% LB69 limit error | reduce without end
import functools, itertools
functools.reduce(lambda a, b: a + b, itertools.count())
#% LB70 limit error | a comparison key that compares for ever
import functools
sorted(range(100), key=functools.cmp_to_key(lambda a, b: sum(iter(int, 1))))
#% LB71 limit error | single dispatch over a deep hierarchy
import functools
C = type('C', (), {})
for _ in range(900): C = type('C', (C,), {})
f = functools.singledispatch(lambda x: 1)
while True: f.register(type('D', (C,), {}))(lambda x: 2); f(C())
#% LB72 limit error | a random choice of much
import random
random.choices(range(10), k=10**10)
#% LB73 limit error | shuffling much
import random
while True: random.shuffle(list(range(10**6)))
#% LB74 limit error | random bits of gigabytes
import random
random.getrandbits(10**11), random.randbytes(10**10)
#% LB75 limit error | a sample with counts
import random
random.sample(['a'], counts=[10**10], k=10**9)
#% LB76 limit error | secrets of gigabytes
import secrets
secrets.token_bytes(10**10)
#% LB77 limit error | hashing for ever
import hashlib
h = hashlib.sha256()
b = bytes(10**7)
while True: h.update(b)
#% LB78 limit error | deriving a key for ever
import hashlib
hashlib.pbkdf2_hmac('sha256', b'p', b's', 10**10)
#% LB79 limit error | deriving a key with much memory
import hashlib
hashlib.scrypt(b'p', salt=b's', n=2**24, r=64, p=1, maxmem=2**40)
#% LB80 limit error | a hash of gigabytes of output
import hashlib
hashlib.shake_128(b'x').digest(10**10)
#% LB81 limit error | base conversions of megabytes
import base64
b = bytes(10**7)
while True: base64.b85encode(b), base64.b32encode(b), base64.a85encode(b), base64.b64encode(b)
#% LB82 limit error | run lengths
import binascii
b = bytes(10**7)
while True: binascii.hexlify(b, '-'), binascii.crc32(b), binascii.b2a_qp(b)
#% LB83 limit error | struct with a huge count
import struct
struct.pack('10000000000x'), struct.calcsize('9' * 100 + 'x')
#% LB84 limit error | struct unpacked without end
import struct
list(struct.iter_unpack('B', bytes(10**8)))
#% LB85 limit error | an array of gigabytes
import array
array.array('d', [0.0]) * 10**10
#% LB86 limit error | an array from an iterator without end
import array, itertools
array.array('q', itertools.count())
#% LB87 limit error | text wrapped
import textwrap
while True: textwrap.wrap('a ' * 10**5, 1), textwrap.fill('a' * 10**5, 1)
#% LB88 limit error | indenting with megabytes
import textwrap
textwrap.indent('x\n' * 10**5, 'y' * 10**6)
#% LB89 limit error | dedenting long lines
import textwrap
while True: textwrap.dedent(' ' * 10**6 + 'x\n' + ' ' * 10**6 + 'y')
#% LB90 limit error | pretty printing what shares itself
import pprint
x = [1]
for _ in range(60): x = [x, x]
pprint.pformat(x)
#% LB91 limit error | pretty printing a long list
import pprint
while True: pprint.pformat(list(range(10**5)), width=1)
#% LB92 limit error | a template with many fields
from string import Template
Template('$a' * 10**6).substitute(a='x' * 10**6)
#% LB93 limit error | a formatter that nests
from string import Formatter
Formatter().format('{:' + '{' * 1000 + '}' * 1000 + '}', *range(10))
#% LB94 limit error | csv with one long field
import csv
while True: list(csv.reader(['"' + 'a""' * 10**6 + '"'], strict=True))
#% LB95 limit error | csv writing much
import csv, io
w = csv.writer(io.StringIO())
while True: w.writerow(['"' * 10**6] * 10)
#% LB96 limit error | a text buffer that is written far away
import io
s = io.StringIO()
s.seek(10**10)
s.write('x')
#% LB97 limit error | a byte buffer that is written far away
import io
s = io.BytesIO()
s.seek(10**10)
s.write(b'x')
#% LB98 limit error | a byte buffer that is truncated to gigabytes
import io
s = io.BytesIO(b'x')
s.seek(2**40)
s.write(b'y')
#% LB99 limit error | a virtual file of gigabytes
with open('f', 'w') as f:
    while True: f.write('x' * 10**6)
#% LC01 limit error | many virtual files
i = 0
while True:
    with open(f'f{i}', 'w') as f: f.write('x')
    i += 1
#% LC02 limit error | lines of a virtual file without end
with open('f', 'w') as f: f.write('\n' * 10**6)
while True: open('f').readlines()
#% LC03 limit error | a calendar of all years
import calendar
while True: calendar.TextCalendar().formatyear(2000, 10**4, 10**4)
#% LC04 limit error | dates formatted with a long format
import datetime
datetime.datetime(2000, 1, 1).strftime('%A' * 10**7)
#% LC05 limit error | dates parsed with a long format
import datetime
while True: datetime.datetime.strptime('1' * 10**5, '%d' * 1000)
#% LC06 limit error | statistics of much
import statistics
while True: statistics.median(range(10**6)), statistics.mode([1.5] * 10**6), statistics.stdev([0.1, 0.2] * 10**5)
#% LC07 limit error | an enum of many members
import enum
enum.Enum('E', [f'A{i}' for i in range(10**5)])
#% LC08 limit error | a flag's decomposition
import enum
F = enum.Flag('F', [f'A{i}' for i in range(1000)])
while True: list(F(2**1000 - 1)), repr(F(2**1000 - 1))
#% LC09 limit error | a data class of many fields
import dataclasses
dataclasses.make_dataclass('D', [f'a{i}' for i in range(10**5)])(*range(10**5))
#% LC10 limit error | a data class as a dict, sharing itself
import dataclasses
@dataclasses.dataclass
class N:
    a: object
    b: object
n = N(1, 1)
for _ in range(60): n = N(n, n)
dataclasses.asdict(n)
#% LC11 limit error | equality of data classes that share themselves
import dataclasses
@dataclasses.dataclass
class N:
    a: object
    b: object
n = m = N(1, 1)
for _ in range(60): n, m = N(n, n), N(m, m)
n == m
#% LC12 limit error | threads without end
import threading
while True: threading.Thread(target=lambda: 1).start()
#% LC13 limit error | a thread that never ends
import threading
def f():
    while True: pass
t = threading.Thread(target=f)
t.start()
t.join()
#% LC14 limit error | a lock that is never released
import threading
l = threading.Lock()
l.acquire()
l.acquire()
#% LC15 limit error | waiting on an event that never comes
import threading
threading.Event().wait()
#% LC16 limit error | a queue that stays empty
import queue
queue.Queue().get()
#% LC17 limit error | a pool of much
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(10**6) as p: list(p.map(lambda x: x, range(10**7)))
#% LC18 limit error | a future that never comes
from concurrent.futures import Future
Future().result()
#% LC19 limit error | tasks without end
import asyncio
async def f(): await asyncio.gather(f(), f())
asyncio.run(f())
#% LC20 limit error | a loop that runs for ever
import asyncio
async def f():
    while True: await asyncio.sleep(0)
asyncio.run(f())
#% LC21 limit error | a task that cannot be cancelled
import asyncio
async def f():
    while True:
        try: await asyncio.sleep(3600)
        except asyncio.CancelledError: pass
asyncio.run(asyncio.wait_for(f(), 0.1))
#% LC22 limit error | a coroutine that awaits itself
class A:
    def __await__(self): return self.__await__()
await A()
#% LC23 limit error | sleeping in pieces
import time
while True: time.sleep(0.01)
#% LC24 limit error | sleeping for a negative, huge and infinite time
import time
time.sleep(float('inf'))
#% LC25 limit error | pickling depth
import pickle
x = []
for _ in range(10**5): x = [x]
pickle.dumps(x)
#% LC26 limit error | unpickling a bomb
import pickle
pickle.loads(b'\x80\x04' + b'(' * 10**6 + b'l' * 10**6 + b'.')
#% LC27 limit error | unpickling a long announced string
import pickle
pickle.loads(b'\x80\x04\x8d\xff\xff\xff\xff\xff\x00\x00\x00.')
#% LC28 limit error ok | unpickling what doubles
import pickle
pickle.loads(b'\x80\x04]' + b'q\x00' + b''.join(b'(h%cl' % 0 for _ in range(100)) + b'.')
#% LC29 limit error ok | literal_eval of depth and of width
import ast
ast.literal_eval('[' * 10**5 + ']' * 10**5)
#% LC30 limit error | a syntax tree that is its own child
import ast
t = ast.parse('a + b', mode='eval')
t.body.left = t.body
compile(t, 'x', 'eval')
#% LC31 limit error | unparsing and dumping a tree that shares itself
import ast
t = ast.parse('a', mode='eval').body
for _ in range(60): t = ast.BinOp(t, ast.Add(), t)
ast.dump(t), ast.unparse(t)
#% LC32 limit error | walking a tree that is its own child
import ast
t = ast.parse('a + b', mode='eval')
t.body.left = t.body
list(ast.walk(t))
#% LC33 limit error ok | html with deep tags and many references
import html
while True: html.unescape('&amp;lt;' * 10**5 + '&' * 10**6)
#% LC34 limit error | an html parser fed for ever
from html.parser import HTMLParser
p = HTMLParser()
while True: p.feed('<a ' + 'b ' * 10**5)
#% LC35 limit error | xml entities that multiply
import xml.etree.ElementTree as E
E.fromstring('<!DOCTYPE a [<!ENTITY a0 "x">' + ''.join(f'<!ENTITY a{i+1} "{f"&a{i};" * 10}">' for i in range(12)) + ']><a>&a12;</a>')
#% LC36 limit error ok | deep xml
import xml.etree.ElementTree as E
E.tostring(E.fromstring('<a>' * 10**5 + '</a>' * 10**5))
#% LC37 limit error | urls of megabytes
from urllib.parse import quote, unquote, parse_qs, urlencode
while True: unquote(quote('é' * 10**6)), parse_qs('a=1&' * 10**5)
#% LC38 limit error | ip networks
import ipaddress
list(ipaddress.ip_network('::/0').hosts())
#% LC39 limit error | subnets of a network
import ipaddress
list(ipaddress.ip_network('10.0.0.0/8').subnets(new_prefix=32))
#% LC40 limit error | collapsing addresses
import ipaddress
list(ipaddress.summarize_address_range(ipaddress.ip_address(1), ipaddress.ip_address(2**32 - 2))), list(ipaddress.collapse_addresses(ipaddress.ip_network(i) for i in range(10**6)))
#% LC41 limit error | a heap of everything
import heapq, itertools
heapq.nlargest(10**9, itertools.count()), list(heapq.merge(*[itertools.count()] * 1000))
#% LC42 limit error | bisecting a sequence whose length lies
import bisect
class L:
    def __len__(self): return 2**62
    def __getitem__(self, i):
        while True: pass
bisect.bisect(L(), 1)
#% LC43 limit error | inserting in order
import bisect
x = list(range(10**6))
while True: bisect.insort(x, -1)
#% LC44 limit error | a graph that is sorted
from graphlib import TopologicalSorter
list(TopologicalSorter({i: range(i) for i in range(10**4)}).static_order())
#% LC45 limit error | shell words
import shlex
while True: shlex.split('"a\\"" ' * 10**5), shlex.join(["'" * 10**5])
#% LC46 limit error ok | file name patterns
import fnmatch
fnmatch.fnmatch('a' * 100, '*a' * 30 + 'b'), fnmatch.filter(['a' * 1000] * 10**4, '*a' * 500 + 'b')
#% LC47 limit error ok | a zip archive that says it is large
import zipfile, io
b = io.BytesIO()
with zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED) as z:
    for i in range(20): z.writestr(f'{i}', bytes(10**7))
with zipfile.ZipFile(b) as z: sum(len(z.read(n)) for n in z.namelist()), [z.read(n) for n in z.namelist()]
#% LC48 limit error | logging for ever
import logging
while True: logging.warning('x' * 1000)
#% LC49 limit error | a log format that grows
import logging
logging.basicConfig(format='%(message)s' * 10**6, force=True)
logging.warning('x' * 10**6)
#% LC50 limit error | warnings for ever
import warnings
i = 0
while True: warnings.warn(f'x{i}'); i += 1
#% LC51 limit error | a traceback formatted again and again
import traceback
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e:
    while True: traceback.format_exception(e)
#% LC52 limit error | a signature of many parameters
import inspect
exec('def f(' + ','.join(f'a{i}=1' for i in range(5000)) + '): pass')
while True: str(inspect.signature(f))
#% LC53 limit error | type hints that nest
import typing
t = int
for _ in range(10**5): t = typing.List[t]
repr(t)
#% LC54 limit error | unions that grow
import typing
t = typing.Union[tuple(type(f'C{i}', (), {}) for i in range(5000))]
while True: t = typing.Union[t, type('D', (), {})]
#% LC55 limit error | abstract bases that check each other
import abc
class A(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return issubclass(c, A)
issubclass(int, A)
#% LC56 limit error | weak references without end
import weakref
class A: pass
a = A()
k = []
while True: k.append(weakref.ref(a, lambda r: None))
#% LC57 limit error | an exit stack of much
from contextlib import ExitStack
with ExitStack() as s:
    while True: s.callback(print)
#% LC58 limit error | a context manager that enters itself
from contextlib import contextmanager
@contextmanager
def f():
    with f(): yield
with f(): pass
#% LC59 limit error | a path of much
from pathlib import PurePath
p = PurePath('a')
while True: p = p / p
#% LC60 limit error | paths matched
from pathlib import PurePath
while True: PurePath('a/' * 10**5).match('*/' * 10**5)
#% LC61 limit error | tokens of megabytes
import tokenize, io
while True: list(tokenize.generate_tokens(io.StringIO('a + ' * 10**5 + '1').readline))
#% LC62 limit error | toml with deep keys
import tomllib
tomllib.loads('a' + '.a' * 50000 + ' = 1'), tomllib.loads('a = ' + '[' * 50000 + ']' * 50000)
#% LC63 limit error | an argument parser of much
import argparse
p = argparse.ArgumentParser(exit_on_error=False)
for i in range(5000): p.add_argument(f'--a{i}')
while True: p.format_help()
#% LC64 limit error ok | a configuration that interpolates itself
import configparser
c = configparser.ConfigParser()
c.read_string('[a]\n' + '\n'.join(f'k{i} = %(k{i+1})s%(k{i+1})s' for i in range(30)) + '\nk30 = x')
c['a']['k0']
#% LC65 limit error | time zones again and again
import zoneinfo
while True: zoneinfo.ZoneInfo.no_cache('Europe/Berlin')
#% LC66 limit error | uuids of names
import uuid
while True: uuid.uuid5(uuid.NAMESPACE_DNS, 'x' * 10**7)
#% LC67 limit error | lzma that announces a huge dictionary
import lzma
lzma.decompress(b'\x5d\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00' + bytes(10**6))
#% LC68 limit error | an unbounded email header
import email.utils
while True: email.utils.parseaddr('(' * 10**4 + 'a@b'), email.utils.getaddresses(['"' * 10**5])
#% LC69 limit error | the scheduler
import sched
s = sched.scheduler()
def f(): s.enter(0, 1, f)
f()
s.run()
#% LC70 limit error | reading secrets from a signal that never comes: select, poll
import time
t = time.monotonic()
while time.monotonic() < t + 10**6: pass
#% LF01 limit error | log of huge
import math
a = 1 << 3 * 10**8
while True: math.log(a), math.log2(a)
#% LF02 limit error | random bits
import random
while True: random.getrandbits(10**8)
#% LF03 limit error | Decimal division
import decimal
decimal.getcontext().prec = 10**6
a = decimal.Decimal(7)
while True: a / 3, a.sqrt()
#% LF04 limit error | Decimal power
import decimal
decimal.getcontext().prec = 10**5
decimal.Decimal(7) ** 10**9
#% LF05 limit error | decimal ln again and again
import decimal
decimal.getcontext().prec = 20000
while True: decimal.Decimal(3).ln(), decimal.Decimal(3).log10()
#% LF06 limit error ok | Counter of long strings
from collections import Counter
c = Counter()
for i in range(4000): c['x' * 17000 + str(i).zfill(5)] += 1
#% LF07 limit error ok | json with long keys that collide
import json
json.loads('{' + ','.join('"' + 'x' * 17000 + str(i).zfill(5) + '":1' for i in range(3000)) + '}')
#% LF08 limit error ok | ast parse
import ast
while True: ast.parse('a = b + c * d\n' * 20000)
#% LF09 error limit | sleep hostile
import time
class F(float):
    def __float__(self):
        while True: pass
time.sleep(F(1e300))
#% LF10 error ok | type() with host jsClass
T = type('constructor', (object,), {'__proto__': 1, 'constructor': lambda s: 1, 't$x': 1})
T().constructor()
#% LF11 error limit | pickle long
import pickle
pickle.loads(b'\x8b' + (2**31 - 1).to_bytes(4, 'little') + b'.')
#% LF12 error limit | pickle bytes len
import pickle
pickle.loads(b'\x8e' + (2**62).to_bytes(8, 'little') + b'.')
#% LF13 limit error | re escape
import re
while True: re.escape('.' * 10**7)
#% LF14 limit error | html parse
import html
while True: html.unescape('&amp;' * 10**6)
#% LF15 limit error | hashlib update big
import hashlib
h = hashlib.sha512(); b = bytes(5 * 10**7)
while True: h.update(b); h.hexdigest()
#% LF16 limit error | shake
import hashlib
hashlib.shake_256(b'a').digest(10**9)
#% LF17 limit error | zlib compress
import zlib
while True: zlib.compress(b'ab' * 10**7)
#% LF18 limit error | bisect hostile
import bisect
class L:
    def __len__(self): return 2**62
    def __getitem__(self, i): return 0
while True: bisect.bisect(L(), 1)
#% LF19 limit error | instancecheck forever
class M(type):
    def __instancecheck__(c, o):
        while True: pass
class A(metaclass=M): pass
isinstance(1, A)
#% LF20 limit error ok | weakref callbacks
import weakref
class A: pass
def cb(r):
    while True: pass
a = A(); r = weakref.ref(a, cb); del a
import gc; gc.collect()
