import json
from json import scanner

print(sorted(name for name in ("make_scanner", "py_make_scanner") if hasattr(scanner, name)))
scan = scanner.make_scanner(json.JSONDecoder())
print(scan('[1, "a"] x', 0), scan("xtrue", 1), scan("-2.5e3,", 0))
for text, start in (("", 0), ("x", 0), ("1", 5)):
    try:
        print(scan(text, start))
    except StopIteration as end:
        print("nothing at", end.value)
