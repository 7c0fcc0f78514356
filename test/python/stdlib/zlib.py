import base64
import zlib


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


def noise(size, spread, seed=1):
    result = bytearray()
    for _ in range(size):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        result.append((seed >> 16) % spread)
    return bytes(result)


WORDS = b"the quick brown fox jumps over the lazy dog and runs away from it all; "
DATA = [b"", b"a", b"hello hello hello", bytes(range(256)), b"\0" * 100000, WORDS * 700, noise(70000, 256), noise(50000, 3), noise(3000, 60) * 30, b"ab" * 5 + noise(40000, 2) + WORDS * 10, noise(33000, 256) * 2]
for data in DATA:
    for level in range(-1, 10):
        packed = zlib.compress(data, level)
        assert zlib.decompress(packed) == data, (len(data), level)
    best, none = len(zlib.compress(data, 9)), len(zlib.compress(data, 0))
    print(len(data), zlib.crc32(data), zlib.adler32(data), best <= none, best <= len(data) + 20 + len(data) // 5000)
    for wbits in (-15, 15, 31, -9, 9, 25):
        packed = zlib.compress(data, wbits=wbits)
        assert zlib.decompress(packed, wbits) == data
        if wbits > 0:
            assert zlib.decompress(packed, 47) == data
    maker = zlib.compressobj(6)
    pieces = b""
    for start in range(0, len(data), 7001):
        pieces += maker.compress(data[start:start + 7001])
        if start % 3 == 0:
            pieces += maker.flush(zlib.Z_SYNC_FLUSH)
        if start % 5 == 0:
            pieces += maker.flush(zlib.Z_FULL_FLUSH)
    pieces += maker.flush()
    assert zlib.decompress(pieces) == data
    taker, parts = zlib.decompressobj(), []
    for start in range(0, len(pieces), 997):
        parts.append(taker.decompress(pieces[start:start + 997]))
    parts.append(taker.flush())
    assert b"".join(parts) == data and taker.eof and taker.unused_data == b""
    taker, parts, rest = zlib.decompressobj(), [], pieces + b"tail"
    while not taker.eof:
        parts.append(taker.decompress(rest, 3333))
        assert len(parts[-1]) <= 3333
        rest = taker.unconsumed_tail
    assert b"".join(parts) == data and taker.unused_data.endswith(b"tail"[-4:])

# What zlib itself wrote, at several levels.
for text in ("eNrLSM3JyVfIQJEAOi4GfQ==", "eJzLSM3JyVfIQJAAOi4GfQ==", "eJwDAAAAAAE=", "eNpLTEpOAQAD2AGL", "H4sIAAAAAAAAA0tMSk4BAO2CzN4EAAAA", "eAEBBAD7/2FiY2QD2AGL"):
    print(attempt(zlib.decompress, base64.b64decode(text), 47))

z = zlib.compress(b"hello" * 100)
print(attempt(zlib.decompress, b""), attempt(zlib.decompress, b"x"), attempt(zlib.decompress, z[:-1]), attempt(zlib.decompress, z[:-1] + b"x"), zlib.decompress(z + b"extra") == b"hello" * 100, attempt(zlib.decompress, b"xx"),
      attempt(zlib.decompress, z, wbits=3), attempt(zlib.compress, b"x", 10), attempt(zlib.compress, "x"), attempt(zlib.compress, b"x", level=-2), attempt(zlib.compressobj, level=10), attempt(zlib.compressobj, method=7), attempt(zlib.compressobj, wbits=40),
      attempt(zlib.decompressobj, wbits=99), attempt(zlib.decompressobj().decompress, "x"), attempt(zlib.decompressobj().decompress, b"xx"), attempt(zlib.decompressobj().decompress, z, -1), attempt(zlib.decompressobj().flush, 0), zlib.adler32(b"a", -1), attempt(zlib.adler32, "x"), zlib.crc32(b"x", 2**40),
      attempt(zlib.decompress, z, bufsize=-1), attempt(zlib.decompressobj, zdict=5), attempt(zlib.compressobj().flush, 9), zlib.compressobj().flush(0), attempt(zlib.decompress, b"\x78\x9c\x07"), attempt(zlib.decompress, b"\x78\x9c\x00\x01\x00\x00\x00"),
      attempt(zlib.decompress, b"\x78\x9c\x03\x00\x00\x00\x00\x02"), attempt(zlib.decompress, b"\x77\x9c"), attempt(zlib.decompress, b"\x88\x1c"), attempt(zlib.decompress, b"\x1f\x8b", 31), zlib.decompressobj().decompress(b"x"))
maker = zlib.compressobj(zdict=WORDS)
packed = maker.compress(WORDS * 2) + maker.flush()
print(zlib.decompressobj(zdict=WORDS).decompress(packed) == WORDS * 2, attempt(zlib.decompressobj(zdict=b"x").decompress, packed), attempt(zlib.decompressobj().decompress, packed), len(packed) < 40)
first = zlib.compressobj()
start = first.compress(WORDS * 3)
second = first.copy()
print(zlib.decompress(start + first.compress(b"1") + first.flush()) == WORDS * 3 + b"1", zlib.decompress(start + second.compress(b"2") + second.flush()) == WORDS * 3 + b"2", attempt(first.flush), attempt(first.compress, b"x"))
print(zlib.error.__mro__, zlib.MAX_WBITS, zlib.Z_FINISH, zlib.DEFLATED, type(zlib.compressobj()), type(zlib.decompressobj()))
