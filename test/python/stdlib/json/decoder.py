import json.decoder
from json import JSONDecodeError, JSONDecoder

decoder = JSONDecoder()
print(decoder.decode(' {"a": [1, 2.5, null]} '), decoder.raw_decode('[1] rest'), JSONDecoder is json.JSONDecoder)
for text in ("", "[1,]", '{"a" 1}', "[1] x", '"\n"', '"\\x"', "nul", '{"a":1,}', "[", '"\\ud800"', "-", "01"):
    try:
        print(ascii(decoder.decode(text)))
    except JSONDecodeError as error:
        print(error, "|", error.msg, error.pos, error.lineno, error.colno, error.doc == text)
own = JSONDecoder(object_pairs_hook=list, parse_float=str, parse_int=lambda text: int(text) + 1, parse_constant=lambda name: "<" + name + ">")
print(own.decode('{"a": 1, "a": 2.50, "b": [NaN, -Infinity]}'))
print(JSONDecoder(object_hook=lambda found: len(found)).decode('[{}, {"a": {}}]'), JSONDecoder(strict=False).decode('"\n"') == "\n")
print(json.decoder.scanstring('text" more', 0), issubclass(JSONDecodeError, ValueError))
