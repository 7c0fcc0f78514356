"""memoryview: windows on bytes, with formats and shapes."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for source in ["a", 5, None, [1]]:
    attempt(memoryview, source)
attempt(memoryview)
v = memoryview(b"hello world")
print(len(v), v[0], v[-1], bytes(v[1:4]), v[::2].tobytes(), v[::-1].tobytes(), v.tolist()[:3], list(v)[:2], v.hex()[:6], v.hex(":")[:5], 104 in v)
print(v.nbytes, v.readonly, v.itemsize, v.format, v.ndim, v.shape, v.strides, v.suboffsets, v.c_contiguous, v.f_contiguous, v.contiguous, v.obj)
print(v == b"hello world", v == memoryview(bytearray(b"hello world")), v[1:] == b"ello world", v != b"x", v == "hello world", v[::2] == b"hlowrd", hash(v) == hash(b"hello world"))
for key in [11, -12, "a", None, 1.5, (0,), (0, 1), (slice(1),)]:
    attempt(lambda: v[key])
attempt(v.__setitem__, 0, 1)
attempt(v.__delitem__, 0)

data = bytearray(b"abcdef")
w = memoryview(data)
w[0] = 65
w[1:3] = b"XY"
w[4:6] = w[0:2]
print(data, w.readonly, w.toreadonly().readonly)
for key, value in [(0, 256), (0, "a"), (9, 1), (slice(0, 2), b"abc"), (slice(0, 2), 5), (slice(0, 2), "ab"), ("a", 1)]:
    attempt(w.__setitem__, key, value)
attempt(hash, w)
w[::2] = b"123"
print(data)

ints = memoryview(bytearray(16)).cast("i")
ints[0] = -5
ints[3] = 2**31 - 1
print(ints.tolist(), ints.format, ints.itemsize, len(ints), ints.nbytes, ints.tobytes())
attempt(ints.__setitem__, 0, 2**31)
attempt(ints.__setitem__, 0, 1.5)
for code, value in [("b", -1), ("B", 255), ("h", -300), ("H", 65535), ("q", -(2**63)), ("Q", 2**64 - 1), ("d", 1.5), ("f", 0.5), ("?", True), ("c", b"z"), ("@i", 3)]:
    view = memoryview(bytearray(16)).cast(code)
    view[1] = value
    print(code, view[1], view.itemsize, len(view), view.tobytes())
grid = memoryview(bytes(range(12))).cast("B", [3, 4])
print(grid.tolist(), grid[1, 2], grid[-1, -1], grid.shape, grid.strides, grid.ndim, len(grid), grid.tobytes(), grid.tobytes("F"), grid.c_contiguous, grid.f_contiguous)
for action in [lambda: grid[0], lambda: grid[3, 0], lambda: grid[0, 0, 0], lambda: memoryview(b"abc").cast("i"), lambda: memoryview(b"abc").cast("zz"), lambda: memoryview(b"abcd").cast("B", [3]), lambda: memoryview(b"abcd")[::2].cast("b"),
               lambda: memoryview(b"abcdefgh").cast("i").cast("h"), lambda: memoryview(b"ab").cast(5), lambda: memoryview(b"ab").cast("B", 5), lambda: memoryview(b"ab").cast("B", [0]), lambda: list(grid)]:
    attempt(action)
print(ints == ints.cast("B").cast("i"), memoryview(b"\x01\x00\x00\x00").cast("i") == memoryview(b"\x01").cast("b"))

released = memoryview(b"abc")
released.release()
released.release()
for action in [lambda: released[0], lambda: len(released), lambda: released.tobytes(), lambda: released.shape, lambda: memoryview(released)]:
    attempt(action)
print(released == released, released == b"abc", repr(released).startswith("<released memory at 0x"), repr(v).startswith("<memory at 0x"))
with memoryview(b"xyz") as m:
    print(m.tolist())
attempt(lambda: m[0])
print(b"".join([memoryview(b"a"), memoryview(b"b")[:]]), bytes(memoryview(b"abc")[1:]), int.from_bytes(memoryview(b"\x01\x00"), "big"), bytearray(memoryview(b"q")), b"a" + memoryview(b"b"))
print(isinstance(v, memoryview), type(iter(v)).__name__, memoryview(b"") == b"", bool(memoryview(b"")), bool(v))
attempt(lambda: type("Sub", (memoryview,), {}))

import array, io
a, b, m = b"ab", bytearray(b"ab"), memoryview(b"ab")
r = array.array("B", b"ab")
for x in (a, b, m, r):
    for y in (a, b, m, r):
        print(type(x).__name__, type(y).__name__, x == y, x != y)
        attempt(lambda: x < y)
        attempt(lambda: x >= y)
print(a.__lt__(b), b.__lt__(a), a.__eq__(b))
for reader in (io.BytesIO(b"zz"), io.BufferedReader(io.BytesIO(b"zz"))):
    attempt(reader.readinto, m)
    attempt(reader.readinto, memoryview(b))
    print(m.tobytes(), b)
v = memoryview(b"abc")
print(hash(v) == hash(b"abc")); v.release(); print(hash(v) == hash(b"abc"))
class Key:
    def __index__(self):
        w.release()
        return 1
for use in (lambda: w[Key()], lambda: w.__setitem__(Key(), 1), lambda: w.__setitem__(0, Key()), lambda: w.__setitem__(slice(Key()), b"a"), lambda: list(w[:Key()])):
    w = memoryview(bytearray(4))
    attempt(use)
w = memoryview(bytearray(4))
for key in ((slice(1), 0), (0, slice(1)), (slice(1), slice(1)), (0,), (0, 0)):
    attempt(w.__setitem__, key, b"a")
    attempt(w.__getitem__, key)


# Memory in pieces is no bytes-like object where one piece is wanted.
pieces = memoryview(b"abcd")[::2]
for action in [
    lambda: b"" in pieces, lambda: pieces in b"", lambda: b"".find(pieces), lambda: b"" + pieces,
    lambda: bytearray().extend(pieces), lambda: bytes(pieces), lambda: bytearray(pieces), lambda: b",".join([pieces]),
    lambda: b"".startswith(pieces), lambda: pieces == b"ac", lambda: b"ac" < pieces, lambda: str(pieces, "utf8"),
    lambda: int(pieces), lambda: float(pieces), lambda: b"%b" % pieces, lambda: b"".count(pieces), lambda: eval(pieces),
    lambda: pieces.cast("H"), lambda: memoryview(b"ab").cast("é"), lambda: memoryview(b"ab").cast("zz", 5),
    lambda: memoryview(b"ab").tobytes(5), lambda: bytearray(b"abc").__setitem__(2**70, []),
    lambda: bytearray(b"abc").__setitem__(slice("a"), 1), lambda: bytearray(b"abc").__setitem__(slice(0, 1), 1.5),
]:
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)

# A byte to fill with is bytes.
for fill in (memoryview(b"-"), b"--", b"", "-", bytearray(b"-")):
    try: print(b"a".center(4, fill))
    except TypeError as e: print(e)
