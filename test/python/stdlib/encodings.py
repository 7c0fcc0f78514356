"""Names of the Internet: `idna`, `punycode`, and how labels are prepared, which Unicode 3.2 decides."""
import codecs
import hashlib
import random
from encodings.idna import ToASCII, ToUnicode, nameprep


def show(action, *args):
    try:
        print(ascii(action(*args)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


def prepared(text):
    try:
        return ascii(nameprep(text))
    except UnicodeError as error:
        return str(error)


for first, last in ((0x80, 0x2800), (0x2800, 0x3400), (0xa640, 0xabff), (0xd7a0, 0xe010), (0xf900, 0x10000), (0x10400, 0x10500),
                    (0x1d100, 0x1d800), (0x1f100, 0x1f260), (0x2f800, 0x2fa20), (0xe0000, 0xe0080)):
    digest = hashlib.sha256()
    for code in range(first, last):
        for text in (chr(code), "a" + chr(code), "\u05d0" + chr(code) + "\u05d0", chr(code) + "\u0301\u0323"):
            digest.update(prepared(text).encode())
    print(hex(first), digest.hexdigest()[:16])

NAMES = ["", "a.b", "a..b", "a" * 64, "\xfc" * 64, "b\xfccher.example", "B\xdcCHER.EXAMPLE.", "stra\xdfe", "a\u3002\xe9\uff61\uff0e", "\xe9..a",
         "\u0645\u062b\u0627\u0644", "\u05d0a", "\u05d01", "1\u05d0", "xn--\xe9", "\ud800", "\xad", "\xa0", "\U0001f600", "\u0661\u0662", "\u2126.\ufb01",
         "xn--bcher-kva", "xn--", "\u1e9e", "\u13a0\uab70", "A\u0300", "\u00c0", "a\x00\u00e9", "\u03a3\u03c2"]
for name in NAMES:
    show(name.encode, "idna")
    show(name.encode, "punycode")
    show(ToASCII, name)
    show(ToUnicode, name)
    show(lambda: name.encode("idna").decode("IDNA") == name)
for data in (b"", b"abc", b"xn--bcher-kva.a.", b"xn--BCHER-kva", b"XN--bcher-kva", b"xn--a", b"xn--", b"xn--\xff", b"\xc3\xa9", b"a.\xff", b"xn--99999999", b"xn--!",
             b"xn--a-ecp.ru", b"xn--zzzzzzzzzzzzzzzzzzzzzz", b"xn--0-", b"xn--ls8h."):
    show(data.decode, "idna")
    show(ToUnicode, data)
    for errors in ("strict", "ignore", "replace", "nope"):
        show(data.decode, "punycode", errors)
for errors in ("ignore", "nope"):
    show("".encode, "idna", errors)
    show("\xe9".encode, "punycode", errors)
    show(b"a".decode, "idna", errors)
    show(bytearray(b"a").decode, "idna", errors)
print(codecs.lookup("IDNA").name, codecs.encode("\xe9", "idna"), str(b"xn--9ca", "idna"), bytes("\xe9", "idna"))
choose = random.Random(5)
for _ in range(200):
    text = "".join(chr(choose.choice((choose.randrange(0x20, 0x80), choose.randrange(0xa0, 0x500), choose.randrange(0x4e00, 0x9fff), choose.randrange(0x10000, 0x110000)))) for _ in range(choose.randrange(12)))
    coded = text.encode("punycode")
    print(coded, coded.decode("punycode") == text)
    show(coded[::-1].decode, "punycode", "ignore")
    show(coded[:-1].decode, "punycode")
