import base64
import binascii


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error), str(error)


DATA = [b"", b"a", b"ab", b"abc", b"abcd", bytes(range(256)), b"\0" * 9, b"    " * 3 + b"x", b"\xff" * 7, b"hello world\0\0\0\0    "]
for data in DATA:
    for name in ("b64", "standard_b64", "urlsafe_b64", "b32", "b32hex", "b16", "b85", "a85"):
        encoded = getattr(base64, name + "encode")(data)
        print(name, encoded, getattr(base64, name + "decode")(encoded) == data, getattr(base64, name + "decode")(encoded.decode()) == data)
    print(base64.b64encode(data, b"-_"), base64.b64decode(base64.b64encode(data, b"*$"), b"*$") == data)
    for options in ({"foldspaces": True}, {"adobe": True, "wrapcol": 5}, {"pad": True}, {"wrapcol": 7}, {"adobe": True, "wrapcol": 1}, {"adobe": True}):
        print(options, base64.a85encode(data, **options))
    print(base64.b85encode(data, pad=True), base64.encodebytes(data), base64.decodebytes(base64.encodebytes(data)) == data)

print(attempt(base64.b64encode, "x"), attempt(base64.b64encode, b"x", b"abc"), attempt(base64.b64encode, b"x", "ab"))
for text, options in [("é", {}), (1, {}), ("YQ==", {"validate": True}), ("Y!Q==", {"validate": True}), ("Y!Q==", {}), ("YQ", {}), ("Y", {}), ("YQ==", {"altchars": "-"}),
                      ("YQ==", {"altchars": "é_"}), ("ab==cd==", {}), ("a=b=", {}), ("=abc", {}), ("abcd====", {})]:
    print(text, options, attempt(base64.b64decode, text, **options))
for text, options in [("me======", {}), ("me======", {"casefold": True}), ("ME=====", {}), ("M=======", {}), ("M1======", {"map01": "L"}), ("M1======", {"map01": ""}),
                      ("M0======", {"map01": b"L"}), ("MEAA====x", {}), ("MFRA====MFRA====", {}), ("=MFRA===", {})]:
    print(text, options, attempt(base64.b32decode, text, **options))
print(attempt(base64.b32encode, "x"), attempt(base64.b32hexdecode, "c5h66===", True), attempt(base64.b32hexdecode, "c5h66==="))
print(attempt(base64.b16decode, "ab"), attempt(base64.b16decode, "ab", True), attempt(base64.b16decode, "a", True), attempt(base64.b16encode, "a"))
for text, options in [('<~87cURD]i,"Ebo80~>', {"adobe": True}), ("87cURDZ~>", {"adobe": True}), ("<~87", {"adobe": True}), ("87cUvRDZ", {}), ("y", {}), ("y", {"foldspaces": True}),
                      ("87zab", {}), ('s8W-"', {}), ("s8W", {}), ("8 7\n", {}), ("8-7", {"ignorechars": b"-"})]:
    print(text, options, attempt(base64.a85decode, text, **options))
for text in ("Xk~0{Zv", 'Xk~0{Z"v', "~~~~~", 1, "é", "", "~"):
    print(text, attempt(base64.b85decode, text))
print(attempt(base64.encodebytes, "x"), attempt(base64.encodebytes, memoryview(b"abcd").cast("I")), attempt(base64.decodebytes, 5), base64.encodebytes(b"x" * 100))


class Reader:
    def __init__(self, data):
        self.data = data

    def read(self, size):
        size = min(size, 20)
        result, self.data = self.data[:size], self.data[size:]
        return result

    def readline(self):
        size = self.data.find(b"\n") + 1 or len(self.data)
        return self.read(min(size, 20))


class Writer(list):
    write = list.append


output = Writer()
base64.encode(Reader(bytes(range(130))), output)
print(output)
output = Writer()
base64.decode(Reader(b"YWJj\nZGVm\n"), output)
print(output, sorted(base64.__all__), issubclass(binascii.Error, ValueError))
