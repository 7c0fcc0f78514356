"""json: what is written and read, byte for byte, with every option and error."""
import json


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


class Number(int):
    def __repr__(self):
        return "Number"


class Text(str):
    pass


class Point:
    def __init__(self, x):
        self.x = x


values = [None, True, False, 0, -1, 2**53, 10**30, 1.0, -0.0, 0.1, 1e16, 1e-7, 1e300, float("nan"), float("inf"), -float("inf"), "", "abc", 'q"\\/', "\x00\x1f\x7f\n\r\t\b\f",
          "\u00e9\u20ac", "\U0001f600", "\ud800", [], {}, (), [1, [2, [3]]], (1, 2), {"a": 1, "b": [1, 2, {"c": None}]}, {1: 2, 2.5: 3, True: 4, None: 5, "k": 6, float("nan"): 1},
          Number(7), Text("t"), {Text("k"): Number(3)}, {"b": 1, "a": 2}]
for value in values:
    attempt(json.dumps, value)
    attempt(json.dumps, value, ensure_ascii=False)
    attempt(json.dumps, value, indent=2)
    attempt(json.dumps, value, indent="\t", separators=(",", ":"))
    attempt(json.dumps, value, sort_keys=True, separators=(", ", " = "))
attempt(json.dumps, [1, [], {}], indent=0)
attempt(json.dumps, float("nan"), allow_nan=False)
attempt(json.dumps, [float("inf")], allow_nan=False, indent=1)
for bad in [{1, 2}, Point(1), b"x", 1j, [Point(1)], {(1, 2): 3}, {b"k": 1}]:
    attempt(json.dumps, bad)
attempt(json.dumps, {(1, 2): 3, "a": 1}, skipkeys=True)
attempt(json.dumps, {(1, 2): 3}, skipkeys=True, indent=1)
attempt(json.dumps, {1: 2, "a": 1}, sort_keys=True)
attempt(json.dumps, Point(3), default=lambda o: o.__dict__)
attempt(json.dumps, {"p": [Point(3), Point([Point(4)])]}, default=vars, indent=1)
circle = []
circle.append(circle)
attempt(json.dumps, circle)
attempt(json.dumps, {"a": circle}, indent=1)
attempt(json.dumps, Point(1), default=lambda o: o)


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x}
        if isinstance(o, (set, frozenset)):
            return sorted(o)
        return super().default(o)


attempt(json.dumps, [Point(1), {3, 1, 2}], cls=Encoder)
attempt(json.dumps, [Point(1), object], cls=Encoder)
print(Encoder(indent=1).encode({"a": Point((1, 2))}))
print(list(json.JSONEncoder().iterencode([1, {"a": [True, None], "b": 2.5}, [], {}])))
print(list(json.JSONEncoder(indent=1).iterencode({"a": [1, 2], "b": {}})))
print(json.JSONEncoder().item_separator, json.JSONEncoder(indent=1).item_separator, json.JSONEncoder(separators=("a", "b")).key_separator)
print(vars(json.JSONEncoder()), json.JSONDecoder().memo)

documents = ["null", " true ", "false", "0", "-0", "12", "-1.5e3", "1E2", "1e-2", "0.1", "NaN", "Infinity", "-Infinity", "123456789012345678901234567890", '"a\\u00e9\\n\\/\\"\\\\"',
             '"\\ud83d\\ude00"', '"\\ud83d"', "[]", "[ ]", "[1, 2 ,3]", "{}", "{ }", '{"a": 1, "b": [true, null], "a": 2}', "\t\r\n[1]\n", "1.0", "-0.0", "1e400"]
for document in documents:
    attempt(json.loads, document)
for document in ["", " ", "nul", "tru", "[", "[1", "[1,", "[1,]", "[1 2]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', "{1: 2}", "{'a': 1}", '"abc', '"a\nb"',
                 '"a\\x"', '"\\u12"', '"\\u12G4"', "1 2", "01", "-", "1.", ".5", "+1", "1e", "--1", "]", '["\u20ac", x]', '{"a": tru}', "[1,\n2,\n x]", "\ufeff[]", "nan", '"\\']:
    attempt(json.loads, document)
for source in [b'{"a": 1}', '"\u00e9"'.encode("utf-16"), '"\u00e9"'.encode("utf-32-le"), bytearray(b"[1]"), b"\xef\xbb\xbf[2]", 5, None]:
    attempt(json.loads, source)
attempt(json.loads, '{"a": 1.5, "b": [2, NaN]}', parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s)
attempt(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: list(d.items()))
attempt(json.loads, '{"a": {"b": 1}, "a": 2}', object_pairs_hook=lambda p: p)
attempt(json.loads, '"a\tb"', strict=False)
decoder = json.JSONDecoder()
attempt(decoder.raw_decode, '[1, 2] rest')
attempt(decoder.raw_decode, 'x[1]', 1)
attempt(decoder.raw_decode, '  1')
attempt(decoder.decode, "  3 ")
try:
    json.loads('{"a":\n  [1, \u20ac]}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, repr(error.doc), error.args, isinstance(error, ValueError))


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def read(self):
        return "".join(self.parts)


writer = Writer()
json.dump({"a": [1, 2.5, "x"]}, writer)
print(writer.parts, json.load(writer))
deep = "[" * 5000 + "]" * 5000
try:
    json.loads(deep)
except RecursionError as error:
    print("RecursionError")
data = {"users": [{"id": i, "tags": ["a", str(i)], "score": i * 1.5, "ok": i % 2 == 0, "n": None} for i in range(50)]}
print(json.loads(json.dumps(data)) == data, json.loads(json.dumps(data, indent=3)) == data)
print(json.detect_encoding(b"[1]"), json.__all__)
