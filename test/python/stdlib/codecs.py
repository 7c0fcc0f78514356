import codecs
import io
import os
import tempfile


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for name in ("utf8", "UTF-8", "latin-1", "ascii", "utf-16", "utf_16_le", "utf-32", "utf-8-sig", "cp1252", "iso8859-15", "koi8-r", "utf-7"):
    info = codecs.lookup(name)
    print(name, info.name, len(info), info.encode("abc"), info.decode(info.encode("aé" if name != "ascii" and name != "koi8-r" else "ab")[0]), info.incrementaldecoder.__name__, info.streamreader)
    decoder, data = info.incrementaldecoder(), "a\u20ac☃\U0001f600é\n".encode(name, "replace")
    print([decoder.decode(data[place:place + 1]) for place in range(len(data))] if name != "utf-7" else "", repr(decoder.decode(b"", True)), decoder.getstate() if name.startswith(("utf8", "cp")) else "")
    encoder = info.incrementalencoder("replace")
    print([encoder.encode(piece) for piece in ("a", "", "bc")], encoder.encode("", True))
    print(list(codecs.iterencode(["x", "y"], name)), "".join(codecs.iterdecode(codecs.iterencode(["x", "é" if name not in ("ascii", "koi8-r") else "y"], name), name)))
print(attempt(codecs.lookup, "nope"), attempt(codecs.lookup, 5), repr(codecs.lookup("utf-8")).startswith("<codecs.CodecInfo object for encoding utf-8 at 0x"))
for value, name in (("abc", "rot13"), (b"abc", "hex"), (b"abc", "base64"), ("abc", "base64"), ("é", "ascii"), (b"x", "utf-8"), (b"abc", "quopri"), (b"a b\t", "quopri"), (b"abc" * 30, "uu"), (b"abc", "zlib"), ("x", "nope"), ("Hello, World", "rot-13"), (b"\0\xff", "hex_codec")):
    result = attempt(codecs.encode, value, name)
    print(value, name, result if name != "zlib" else "", attempt(codecs.decode, result, name) if not isinstance(result, tuple) else "")
print(attempt(codecs.decode, b"zz", "hex"), codecs.decode("616263", "hex"), codecs.decode(b"\xff", "utf-8", "replace"), attempt(codecs.decode, "x", "utf-8"), attempt(codecs.decode, b"\xff"), codecs.encode("é"), attempt(codecs.encode, "\ud800"))
print(codecs.BOM_UTF8, codecs.BOM_UTF16, codecs.BOM, codecs.BOM_UTF32_BE, codecs.utf_8_encode("é"), codecs.utf_8_decode(b"a\xe2\x98"), codecs.ascii_decode(b"a"), codecs.getencoder("utf-8")("é"), codecs.getdecoder("utf-8")(b"\xc3\xa9"))

encode_error = UnicodeEncodeError("ascii", "aé☃b", 1, 3, "reason")
decode_error = UnicodeDecodeError("ascii", b"a\xff\xfeb", 1, 3, "reason")
translate_error = UnicodeTranslateError("aéb", 1, 2, "reason")
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "surrogateescape", "surrogatepass"):
    handler = codecs.lookup_error(name)
    print(name, attempt(handler, encode_error), attempt(handler, decode_error), attempt(handler, translate_error) if name in ("ignore", "replace", "strict") else "", attempt(handler, 5))
print(codecs.replace_errors(encode_error), attempt(codecs.lookup_error, "nope"), attempt(codecs.register_error, 1, 2), attempt(codecs.register_error, "x", 2), attempt(codecs.strict_errors, ValueError("x")))
codecs.register_error("stars", lambda error: ("*" * (error.end - error.start), error.end))
print("aé☃b".encode("ascii", "stars"), b"a\xffb".decode("ascii", "stars"), codecs.lookup_error("stars")(encode_error))

codecs.register(lambda name: codecs.CodecInfo(lambda s, errors="strict": (s[::-1].encode(), len(s)), lambda b, errors="strict": (bytes(b).decode()[::-1], len(b)), name="mirror") if name == "mirror" else None)
print(codecs.encode("abc", "mirror"), codecs.decode(b"abc", "mirror"), codecs.lookup("mirror").name, attempt(codecs.getincrementaldecoder, "mirror"))

stream = io.BytesIO("one\ntwo é\r\nthree☃".encode())
reader = codecs.getreader("utf-8")(stream)
print(reader.readline(), reader.readlines(), reader.read(), reader.seek(0), list(reader))
stream = io.BytesIO()
writer = codecs.getwriter("utf-16")(stream)
writer.write("a")
writer.writelines(["b", "é"])
print(stream.getvalue())
with tempfile.TemporaryDirectory() as top:
    path = os.path.join(top, "x.txt")
    with codecs.open(path, "w", encoding="utf-16") as file:
        file.write("héllo\n")
        file.write("wörld")
    print(open(path, "rb").read())
    with codecs.open(path, encoding="utf-16") as file:
        print(file.readline(), file.read(), file.encoding)
    with codecs.open(path, "w", "latin-1") as file:
        file.write("é")
    print(open(path, "rb").read(), codecs.open(path, "rb").read(), attempt(codecs.open, path, "r", "nope"))
recoded = codecs.EncodedFile(io.BytesIO("é".encode("latin-1")), "utf-8", "latin-1")
print(recoded.read())

import codecs, unicodedata
def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
E, D, T = UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError
class BadObject(UnicodeEncodeError):
    def __init__(self):
        super().__init__("ascii", "", 0, 1, "bad")
        self.object = []
class NoObject(UnicodeDecodeError):
    def __init__(self):
        super().__init__("ascii", b"a", 0, 1, "bad")
        del self.object
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass"):
    handler = codecs.lookup_error(name)
    print(name)
    for bad in (42, "x", UnicodeError("ouch"), ValueError(), E("ascii", "a\u3042b", 1, 2, "ouch"), D("ascii", b"a\xffb", 1, 2, "ouch"), T("a\u3042b", 1, 2, "ouch"), BadObject(), NoObject(), E("ascii", "a\udc80b", 1, 2, "ouch"),
                E("utf-16le", "a\ud800b", 1, 2, "ouch"), E("ascii", "abc", -5, 50, "ouch"), D("utf-8", bytearray(b"\xed\xa0\x80"), 0, 1, "ouch"), D("UTF-32BE", b"a\0\0\xd8\0", 1, 2, "x")):
        attempt(handler, bad)
for make in (lambda: D("a", bytearray(b"x"), 0, 1, "r").object, lambda: D("a", "x", 0, 1, "r"), lambda: D("a", b"x", 0, 1.5, "r"), lambda: E("a", "x", True, 1, "r").start, lambda: E("a", "x", 0, 1, 5), lambda: E("a", "x"), lambda: T("x", 0, 1, "r").start):
    attempt(make)
e = E("a", "xy", 0, 1, "r")
attempt(delattr, e, "end")
e.start = 1; e.end = 2; e.reason = "why"
print(e)

for start, end in [(-5, 50), (0, 0), (0, 1), (2, 3), (3, 4), (9, 10), (1, 0)]:
    for make in (E, D, T):
        print(make(*([] if make is T else ["c"]), b"xyz" if make is D else "xyz", start, end, "why"))


# What comes in pieces: characters and escapes that are not whole wait, readers keep what is left over.
import io

for name in ("utf-7", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "unicode_escape", "raw_unicode_escape"):
    text = "foo\nbär\r\nbaz\rspam\u2028eg€gs\U00010000x\\n"
    data = text.encode(name)
    decoder = codecs.getincrementaldecoder(name)()
    pieces = []
    for byte in data:
        pieces.append(ascii(decoder.decode(bytes([byte]))))
        state = decoder.getstate()
        decoder = codecs.getincrementaldecoder(name)()
        decoder.setstate(state)
    print(name, pieces, decoder.decode(b"", True), decoder.buffer)
    reader = codecs.getreader(name)(io.BytesIO(data))
    print(ascii(reader.readline()), ascii(reader.read(1)), ascii(reader.read(0)), ascii(reader.read(3)), ascii(reader.readlines()), reader.read() == "")
    print([ascii(line) for line in codecs.getreader(name)(io.BytesIO(data))])
    reader = codecs.getreader(name)(io.BytesIO(data))
    print(ascii(reader.read(40, 5)), ascii(reader.read()))
for attempt in (lambda: codecs.getincrementaldecoder("utf-16")().decode(b"abcd"), lambda: codecs.getreader("utf-16")(io.BytesIO(b"abcd")).read(),
                lambda: codecs.getincrementaldecoder("utf-16")().decode(b"a", True), lambda: codecs.getincrementaldecoder("utf-8-sig")().decode(b"\xef\x80"), lambda: codecs.decode(b"123", "uu")):
    try:
        print(attempt())
    except ValueError as error:
        print(type(error).__name__, error)
for name in "ascii latin_1 raw_unicode_escape unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8".split():
    encoded = getattr(codecs, name + "_encode")("a\\n")
    print(name, encoded, getattr(codecs, name + "_decode")(encoded[0]), getattr(codecs, name + "_decode")(memoryview(encoded[0])[:-1], "ignore"))
for name in ("base64", "hex", "zlib", "uu", "quopri"):
    data = codecs.encode(b"line 1\nline 2\n", name)
    print(name, codecs.getreader(name)(io.BytesIO(data)).readline(), codecs.getreader(name)(io.BytesIO(data)).readlines())
recoder = codecs.EncodedFile(io.BytesIO("line1é\nline2\n".encode("latin-1")), "utf-8", "latin-1")
print(recoder.readline(), recoder.read(), recoder.data_encoding, recoder.seek(0), recoder.readlines())
recoder.seek(0)
print(next(recoder), list(recoder))
recoder.write("ü".encode())
recoder.writelines([b"a", b"b"])
print(recoder.stream.getvalue())
import copy

for stream in (recoder, codecs.getreader("utf-8")(io.BytesIO()), codecs.getwriter("utf-8")(io.BytesIO())):
    try:
        copy.copy(stream)
    except TypeError as error:
        print(error)

# A program's own codecs serve str and bytes, too.

seen = []
def search(name):
    seen.append(name)
    def one(input, errors="strict"): return 42
    def two(input, errors="strict"): return (42, 42)
    def good(input, errors="strict"): return (b"B" if isinstance(input, str) else "S", len(input))
    if name == "test.unicode1": return (one, one, None, None)
    if name == "test.unicode2": return (two, two, None, None)
    if name == "test_good_x": return (good, good, None, None)
    return None
codecs.register(search)
for f in (lambda: "h".encode("test.unicode1"), lambda: str(b"h", "test.unicode1"), lambda: "h".encode("test.unicode2"), lambda: b"h".decode("test.unicode2"), lambda: "hh".encode("Test Good-X"), lambda: b"h".decode("test good x"), lambda: codecs.encode("h", "test_good_x"), lambda: "x".encode("nope")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(seen)
codecs.unregister(search)
