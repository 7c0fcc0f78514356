import json.encoder
from json import JSONEncoder


class Sets(JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(Sets().encode({"a": {3, 1}, "b": [set()]}), JSONEncoder is json.JSONEncoder)
for value in (object, {1: {2}}, {(1,): 2}, float("nan")):
    try:
        print(Sets(allow_nan=False).encode(value))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split(" at ")[0])
print(JSONEncoder(indent=2, sort_keys=True).encode({"b": [1, {}], "a": []}))
print(JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode({"ä": "\u2028", "k": [True, None]}), JSONEncoder(skipkeys=True).encode({(1,): 1, 2: 2}))
print(list(JSONEncoder().iterencode([1, {"a": 2}])), json.encoder.encode_basestring_ascii("ä\n\x7f"), json.encoder.encode_basestring("ä\n"))
loop = []
loop.append(loop)
try:
    JSONEncoder().encode(loop)
except ValueError as error:
    print(error)
print(JSONEncoder().encode({True: 1, None: 2, 1.5: 3, 4: float("inf")}), JSONEncoder(default=str).encode(1j))
