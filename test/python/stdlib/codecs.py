"""codecs: encodings by name, error handlers of one's own, and decoding in pieces."""
import codecs

print(codecs.lookup("UTF8").name, codecs.lookup("latin-1").name)
print(codecs.encode("héllo", "utf-8"), codecs.decode(b"h\xe9", "latin-1"))
print(codecs.getencoder("ascii")("abc"), codecs.getdecoder("utf-8")(b"abc"))

def stars(error):
    return "*" * (error.end - error.start), error.end

codecs.register_error("stars", stars)
print("aéb".encode("ascii", "stars"), codecs.lookup_error("stars") is stars)
print(codecs.lookup_error("ignore")(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")))

decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([b])) for b in "é€".encode()], decoder.decode(b"", True))
encoder = codecs.getincrementalencoder("utf-8")()
print(encoder.encode("é"))
print(codecs.BOM_UTF8, codecs.BOM_LE)
print(list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")), list(codecs.iterencode(["a", "é"], "utf-8")))

for bad in ["nope", "utf-99"]:
    try:
        codecs.lookup(bad)
    except LookupError as error:
        print(error)
try:
    codecs.lookup_error("nope")
except LookupError as error:
    print(error)
try:
    codecs.register_error("x", 3)
except TypeError as error:
    print(error)
