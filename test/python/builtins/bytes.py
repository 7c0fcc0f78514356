"""bytes: every method; errors; the buffer protocol from outside."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


class Special:
    def __bytes__(self):
        return b"special"


class Wrong:
    def __bytes__(self):
        return "no"


class Indexed:
    def __index__(self):
        return 3


attempt(bytes)
for source in [3, 0, -1, 2**70, [1, 2, 255], [256], [-1], ["a"], (1, 2), range(3), b"abc", bytearray(b"x"), memoryview(b"yz"), "abc", None, 1.5, Special(), Wrong(), Indexed(), {1: 2}, [Indexed()], iter([1, 2])]:
    attempt(bytes, source)
attempt(bytes, "a\u00e9", "utf-8")
attempt(bytes, "a\u00e9", "ascii")
attempt(bytes, "a\u00e9", "ascii", "replace")
attempt(bytes, "a", errors="strict")
attempt(bytes, b"a", "utf-8")
attempt(bytes, encoding="utf-8")
attempt(bytes, "a", 5)
attempt(bytes, source=b"s")

data = b"hello\x00\xff"
print(data, len(data), data[0], data[-1], data[1:3], data[::-1], data[::2], list(data), 104 in data, b"lo" in data, b"" in data, str(b"a'b"), repr(b'"\''), b"\t\n\r\\\x7f")
for key in [7, -8, "a", None, 2**70, 1.5]:
    attempt(lambda: data[key])
for item in [256, -1, "a", None, 1.5]:
    attempt(lambda: item in data)

for text in [b"hello World", b"ABC", b"1a A1 o'x", b"\xe9a", b""]:
    print(text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase())
    print(*[int(getattr(text, name)()) for name in ["isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper"]])
print(b" \t".isspace(), b"Ab Cd".istitle(), b"123".isdigit(), b"a1".isalnum())

for args in [(b"l",), (b"l", 3), (b"l", 3, 3), (b"", 5), (b"", 6), (b"lo", -2), (b"z",), (108,), (b"l", None, -2), (bytearray(b"el"),), (memoryview(b"o"),)]:
    text = b"hello"
    print(args[:1] != 0, text.find(*args), text.rfind(*args), text.count(*args))
    attempt(text.index, *args)
    attempt(text.rindex, *args)
for args in [("a",), (256,), (-1,), (None,), (b"a", "b")]:
    attempt(b"abc".find, *args)
    attempt(b"abc".count, *args)
long = b"ab" * 50 + b"c"
print((b"x" * 500 + long).find(long), (long + b"x" + long).rfind(long), (b"ab" * 60).find(long), (long * 3).count(long), long.find(b"c"), (b"ab" * 300).rfind(b"ab" * 20))
print(b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"bc")), b"abc".startswith(b"b", 1), b"abc".startswith(()), b"abc".endswith(b"b", 0, 2))
attempt(b"abc".startswith, "a")
attempt(b"abc".startswith, ("a",))
attempt(b"abc".startswith, 5)

for args in [(), (None, 1), (b",",), (b",", 1), (b", ",), (b"",), (",",), (None, 0), (b",", 0)]:
    attempt(b"a, b,, c ".split, *args)
    attempt(b"a, b,, c ".rsplit, *args)
for text in [b"a\nb\r\nc\rd", b"\n", b"", b"a\x0bb\x1cc\x85d"]:
    print(text.splitlines(), text.splitlines(True))
for separator in [b"b", b"z", b"", "b"]:
    attempt(b"abcbd".partition, separator)
    attempt(b"abcbd".rpartition, separator)
attempt(b", ".join, [b"a", bytearray(b"b"), memoryview(b"c")])
attempt(b"".join, [])
attempt(b"".join, [b"a", "b"])
attempt(b"".join, 5)
attempt(b"".join, "ab")

for args in [(b"l", b"L"), (b"l", b"L", 1), (b"", b"-"), (b"", b"-", 2), (b"x", b"y"), (b"l", b""), (b"ll", b"xyz")]:
    print(b"hello".replace(*args), b"".replace(*args))
attempt(b"a".replace, "a", b"b")
for chars in [None, b"xy ", b""]:
    for text in [b" xyaxy ", b"\x0b\x0ca\n", b""]:
        print(text.strip(chars), text.lstrip(chars), text.rstrip(chars))
attempt(b"a".strip, "a")
for width in [0, 3, 4, 5, 8]:
    print(b"ab".center(width, b"*"), b"abc".center(width), b"ab".ljust(width), b"ab".rjust(width, b"-"), b"-42".zfill(width))
attempt(b"a".center, 5, b"ab")
attempt(b"a".center, 5, "a")
attempt(b"a".ljust, 5, 5)
for size in [8, 4, 0]:
    print(b"a\tbc\t\td\n\te".expandtabs(size))
print(b"abc".removeprefix(b"ab"), b"abc".removesuffix(b"bc"), b"abc".removeprefix(b"x"))
attempt(b"a".removeprefix, "a")

table = bytes.maketrans(b"abc", b"xyz")
print(b"abcd".translate(table), b"abcd".translate(None, b"bd"), b"abcd".translate(table, b"a"), len(table))
attempt(bytes.maketrans, b"a", b"bc")
attempt(bytes.maketrans, "a", "b")
attempt(b"a".translate, b"abc")
attempt(b"a".translate, "abc")
attempt(b"abc".translate, None, delete=b"b")

print(b"\x00\xff".hex(), b"abcdef".hex(":"), b"abcdef".hex("-", 2), b"abcde".hex(b"_", -2), bytes.fromhex("00 fF 10"), bytes.fromhex(""))
for text in ["0", "zz", "0 0", "\u00e9", 5, b"00"]:
    attempt(bytes.fromhex, text)
attempt(b"a".hex, "ab")
attempt(b"a".hex, "\u00e9")
attempt(b"a".hex, 5)

for encoding in ["utf-8", "ascii", "latin-1", "utf-16", "cp1252", "nope"]:
    attempt(lambda: ascii(b"a\xc3\xa9".decode(encoding)))
attempt(b"\xff".decode)
attempt(b"\xff".decode, "utf-8", "replace")
attempt(b"a\xff".decode, "ascii", "surrogateescape")
attempt(b"\xff".decode, errors="ignore")
attempt(b"a".decode, 5)
try:
    b"ab\xffcd".decode()
except UnicodeDecodeError as error:
    print(error.encoding, error.object, error.start, error.end, error.reason, error.args)

print(b"a" + b"b", b"a" + bytearray(b"b"), b"ab" * 3, 2 * b"ab", b"ab" * -1, b"a" < b"b", b"a" <= b"ab", b"b" > b"abc", b"a" == bytearray(b"a"), b"a" == "a", b"a" != b"b", b"a" == memoryview(b"a"))
for action in [lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a" + 5, lambda: b"a" * b"b", lambda: b"a" < "b", lambda: b"a" * 1.5, lambda: b"a" * 2**70, lambda: b"a".x]:
    attempt(action)
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"a".__add__(b"b"), b"a".__mul__(2), b"a".__eq__(5), b"a".__lt__(b"b"), b"ab".__getitem__(1), b"a".__bytes__(), b"a".__getnewargs__(), b"ab".__contains__(97), [*b"ab".__iter__()])

for template, args in [
    (b"%b %s", (b"a", bytearray(b"b"))), (b"%d %5d|%-5d|", (1, 2, 3)), (b"%x %X %#o", (255, 255, 8)), (b"%c%c", (97, b"b")), (b"%r %a", ("\u00e9", b"x")), (b"%(k)s", {b"k": b"v"}), (b"%.2f %e %g", (3.14159, 1.0, 0.5)), (b"%%", ()), (b"%*d", (4, 2)),
    (b"%s", "a"), (b"%b", 5), (b"%c", 256), (b"%c", "a"), (b"%c", b"ab"), (b"%d", "a"), (b"%f", "a"), (b"%q", 1), (b"%s", ()), (b"%s", (b"a", b"b")), (b"%", 1), (b"%b", Special()), (b"%5s|%-5s|%.1s", (b"a", b"b", b"cd")), (b"%(k)s", 5), (b"%i", 3.9), (b"%x", 3.9), (b"none", b"1"), (b"none", bytearray(b"1")), (b"%(k)s", b"x"), (b"none", {}),
]:
    attempt(lambda: template % args)


class Data(bytes):
    pass


d = Data(b"xyz")
print(d, type(d), d[0], d[:], type(d[:]), d + b"!", type(d + b"!"), d == b"xyz", hash(d) == hash(b"xyz"), bytes(d), type(bytes(d)), Data.fromhex("41"), type(Data.fromhex("41")), Data(3), d.upper(), type(d.strip()))
