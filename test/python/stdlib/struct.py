import struct


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


class Index:
    def __index__(self):
        return 9


EDGES = [0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -2**31 - 1, 2**32 - 1, 2**32, 2**53, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64,
         -2**64, 2**70, -2**70, True, Index()]
for mark in ("", "@", "=", "<", ">", "!"):
    for code in "bBhHiIlLqQnNP":
        for value in EDGES:
            packed = attempt(struct.pack, mark + code, value)
            print(mark, code, value if not isinstance(value, Index) else 9, packed, attempt(struct.unpack, mark + code, packed) if isinstance(packed, bytes) else "")
        print(attempt(struct.pack, mark + code, "x"), attempt(struct.pack, mark + code, 1.5), attempt(struct.calcsize, mark + code))
    for code in "efd":
        for value in (0.0, -0.0, 1.5, -2.75, 0.1, 1e10, 1e40, -1e40, 65519.99, 65520.0, 5.960464477539063e-08, 2.98e-08, 2.99e-08, 6.1e-05, 2.0**-14, float("inf"), float("nan"), 7, "x", 1.0009765625, 1.00048828125):
            packed = attempt(struct.pack, mark + code, value)
            print(mark, code, value, packed, attempt(struct.unpack, mark + code, packed) if isinstance(packed, bytes) else "")
for format, args in [("c", (b"ab",)), ("c", ("a",)), ("c", (b"x",)), ("s", ("a",)), ("5s", (b"ab",)), ("2s", (b"abcd",)), ("0s", (b"ab",)), ("5p", (b"abcdefg",)), ("0p", (b"",)), ("p", (b"a",)), ("300p", (b"x" * 299,)),
                     ("?", ([1],)), ("?", ([],)), ("x", ()), ("3x", ()), ("bb", (1,)), ("b", (1, 2)), ("z", (1,)), ("3", (1,)), ("2 b", (1,)), ("3b", (1, 2, 3)), ("0i", ()), ("bi", (1, 2)), ("b0i", (1,)), ("bhilqd", (1, 2, 3, 4, 5, 6)),
                     (b">bh", (1, 2)), ("é", (1,)), (1, (1,)), ("5s", (bytearray(b"abc"),)), ("<b 2h\tq", (1, 2, 3, 4))]:
    print(format, args, attempt(struct.pack, format, *args))
for format in ("bi", "=bi", "b0i", "<3b 2h", "99999999999999999999i", "9223372036854775807b2b", "@", "", " b", "i" * 10, "b3xh", "ib", "=ib", "qhb"):
    print(format, attempt(struct.calcsize, format), attempt(lambda: struct.Struct(format).size))
for f, args in [(struct.unpack, ("i", b"abc")), (struct.unpack, ("<b", "a")), (struct.unpack, ("<b", 1)), (struct.unpack_from, ("i", b"abc")), (struct.unpack_from, ("i", b"abcdefgh", 5)),
                (struct.unpack_from, ("i", b"abcdefgh", -5)), (struct.unpack_from, ("i", b"abcdefgh", -2)), (struct.unpack_from, ("i", b"abcdefgh", -10)), (struct.unpack_from, ("i", b"abcdefgh", 10)),
                (struct.unpack, ("5p", b"\3abcd")), (struct.unpack, ("5p", b"\x09abcd")), (struct.unpack, ("?b", b"\x02\xff")), (struct.unpack, ("", b"")), (struct.unpack, ("3s2x2c", b"abcdefg")),
                (struct.pack_into, ("i", bytearray(2), 0, 1)), (struct.pack_into, ("i", bytearray(8), 6, 1)), (struct.pack_into, ("i", bytearray(8), -2, 1)), (struct.pack_into, ("i", bytearray(8), -10, 1)),
                (struct.pack_into, ("i", b"abcdefgh", 0, 1)), (struct.pack_into, ("i", bytearray(8), "x", 1)), (struct.pack_into, ("i", bytearray(8), 0)), (struct.pack_into, ("i",)), (struct.pack_into, ("i", bytearray(8))),
                (struct.pack_into, ()), (struct.pack, ()), (struct.Struct, ()), (struct.iter_unpack, ("i", b"abc")), (struct.iter_unpack, ("", b"abc"))]:
    print(f.__name__, args, attempt(f, *args))
buffer = bytearray(b"--------")
struct.pack_into(">H2s", buffer, 3, 0x4142, b"ab")
print(buffer, struct.unpack_from(">H", buffer=memoryview(buffer), offset=3))
struct.Struct("<h").pack_into(memoryview(buffer)[1:], -4, 77)
print(buffer, list(struct.iter_unpack("<h", b"abcd")), [x.__length_hint__() for x in [struct.iter_unpack("<h", b"abcd")]])
s = struct.Struct("<hb")
print(s.format, s.size, s.pack(1, 2), s.unpack(b"abc"), s.unpack_from(b"xabc", 1), list(s.iter_unpack(b"abcdef")), attempt(s.unpack, b"a"), attempt(s.pack), attempt(s.iter_unpack, b"a"), type(s))
print(struct.error, struct.Struct)
