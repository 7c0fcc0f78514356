import copyreg
import io
import pickle
from collections import OrderedDict, defaultdict, deque, namedtuple, Counter
from datetime import date

Point = namedtuple("Point", "x y")


class Plain:
    def __init__(self, a):
        self.a = a

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    class Inner:
        pass


class Slots:
    __slots__ = ("a", "b")


class StateFul:
    def __getstate__(self):
        return (1, 2)

    def __setstate__(self, state):
        self.state = state


class Ints(int):
    pass


class Words(list):
    pass


class Keyword:
    def __new__(cls, *, size):
        self = super().__new__(cls)
        self.size = size
        return self

    def __getnewargs_ex__(self):
        return (), {"size": self.size}


def function():
    pass


values = [
    None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -128, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**64, 10**400, -10**400,
    1.5, -0.0, float("inf"), "", "abc", "ä€😀", "a\\b\nc\0\x1a", "\ud800", "x" * 300, b"", b"abc", b"\x80\xff" * 200, bytearray(b"xyz"), bytearray(),
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(2500)), {}, {"a": 1}, {"a": 1, "b": [2]},
    {i: i for i in range(1001)}, set(), {1}, frozenset(), frozenset([7]), complex(1, -2), range(3, 9, 2), slice(1, None, 2),
    int, len, print, ValueError, OSError, type(None), type(...), ..., NotImplemented, Plain, Plain.Inner, function,
    OrderedDict(a=1), deque([1, 2], 5), Point(1, 2), Counter("aab"),
    ["same", "same"],
]
for value in values:
    for protocol in range(6):
        data = pickle.dumps(value, protocol)
        back = pickle.loads(data)
        assert type(back) is type(value), (value, protocol)
        assert back == value or back is value, (value, protocol, back)
        if len(data) < 200:
            print(protocol, data)
        else:
            print(protocol, len(data), data[:40], data[-20:])

for make in (lambda: Plain([1, {"k": "v"}]), lambda: Ints(7), lambda: Words("ab"), lambda: Keyword(size=3)):
    for protocol in range(6):
        value = make()
        try:
            data = pickle.dumps(value, protocol)
            back = pickle.loads(data)
        except Exception as error:
            print(protocol, type(error).__name__, error)
            continue
        assert type(back) is type(value) and back.__dict__ == value.__dict__, (protocol, back)
        print(protocol, data)

slots = Slots()
slots.a = 3
print(pickle.loads(pickle.dumps(slots)).a, pickle.dumps(slots))
try:
    pickle.dumps(slots, 0)
except Exception as error:
    print(type(error).__name__)
print(pickle.loads(pickle.dumps(StateFul())).state)
print(pickle.loads(pickle.dumps(date(2020, 1, 2))), pickle.loads(pickle.dumps(defaultdict(list, a=[1]))))
error = pickle.loads(pickle.dumps(KeyError("k", 1)))
print(repr(error), repr(pickle.loads(pickle.dumps([1].append))(2)))

loop = []
loop.append(loop)
loop.append((loop, {"self": loop}))
for protocol in range(6):
    data = pickle.dumps(loop, protocol)
    back = pickle.loads(data)
    print(data, back[0] is back, back[1][0] is back)
pair = ([],)
pair[0].append(pair)
for protocol in range(6):
    print(pickle.dumps(pair, protocol), pickle.loads(pickle.dumps(pair, protocol))[0][0][0] is not None)
shared = Plain(1)
back = pickle.loads(pickle.dumps([shared, shared]))
print(back[0] is back[1])


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return "id-%d" % obj.a if isinstance(obj, Plain) else None


class Loading(pickle.Unpickler):
    def persistent_load(self, pid):
        return "<" + pid + ">"

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in (0, 1, 2, 4, 5):
    stream = io.BytesIO()
    Persistent(stream, protocol).dump([Plain(5), Point(1, 2)])
    print(stream.getvalue())
    stream.seek(0)
    print(Loading(stream).load())
try:
    pickle.loads(stream.getvalue())
except pickle.UnpicklingError as error:
    print(error)


class Reducing(pickle.Pickler):
    def reducer_override(self, obj):
        if obj is function:
            return int, ("42",)
        return NotImplemented


stream = io.BytesIO()
Reducing(stream).dump([function, Plain])
print(pickle.loads(stream.getvalue())[0])


class Table(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Plain] = lambda obj: (Plain, (obj.a + 1,))


stream = io.BytesIO()
Table(stream).dump(Plain(1))
print(pickle.loads(stream.getvalue()).a)

stream = io.BytesIO()
pickler = pickle.Pickler(stream, 4)
pickler.dump("first")
pickler.dump("first")
pickler.clear_memo()
pickler.dump(["first"])
print(stream.getvalue())
stream.seek(0)
unpickler = pickle.Unpickler(stream)
print(unpickler.load(), unpickler.load(), unpickler.load())

big = [b"a" * 70000, "b" * 70000, list(range(40000))]
data = pickle.dumps(big)
print(len(data), data[:12], pickle.loads(data) == big, pickle.load(io.BytesIO(data)) == big)

buffers = []
data = pickle.dumps([pickle.PickleBuffer(b"ro"), pickle.PickleBuffer(bytearray(b"rw"))], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], pickle.loads(data, buffers=[b"ro", bytearray(b"rw")]))
print(pickle.dumps(pickle.PickleBuffer(b"in"), 5))


def outer():
    def inner():
        pass
    return inner


class Bad:
    def __init__(self, result):
        self.result = result

    def __reduce__(self):
        return self.result


for value in (outer(), lambda: 1, (x for x in ()), Bad(5), Bad(()), Bad((1, ())), Bad((int, 5)), Bad((int, (), None, 5)), Bad("nowhere")):
    try:
        pickle.dumps(value)
    except Exception as error:
        print(type(error).__module__, type(error).__name__, str(error).split(" at 0x")[0])
for data in (b"", b"\x80", b"K", b"K\x01", b"?", b"\xff", b".", b"0.", b"\x80\x09.", b"h\x07.", b"t.", b"cnowhere\nname\n.", b"c__main__\nname\n.", b"X\x05\0\0\0ab", b"(.",
             b"\x95\x10\0\0\0\0\0\0\0N.", b"S'a\\n\\x41'\n.", b"Sab\n.", b"U\x02ab.", b"Ifoo\n.", b"I01\n.", b"L5L\n.", b"F1.5\n.", b"}b.", b"Nb.", b"\x82\x05."):
    try:
        print(data, repr(pickle.loads(data)))
    except Exception as error:
        print(data, type(error).__name__, str(error).split(" on <module")[0])
print(pickle.loads(b"U\x02a\xe9.", encoding="latin-1"), pickle.loads(b"U\x02a\xe9.", encoding="bytes"))
for call in (lambda: pickle.dumps(1, 6), lambda: pickle.Pickler(5), lambda: pickle.load(5), lambda: pickle.loads("x"), lambda: pickle.dumps(1, buffer_callback=print)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
print(pickle.loads(b"c__builtin__\nxrange\nK\x03\x85R."), pickle.dumps(range, 2), pickle.dumps(range, 2, fix_imports=False), pickle.dumps(-1, -1))
import pickle
print(pickle._loads(pickle._dumps([1, "a"])), issubclass(pickle._Pickler, object), callable(pickle._load))
