import importlib
import importlib.util
import sys


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


math = importlib.import_module("math")
print(math.sqrt(4), importlib.import_module("collections.abc").__name__, importlib.import_module("collections") is sys.modules["collections"], attempt(importlib.import_module, "no_such_module"), attempt(importlib.import_module, ".x"),
      attempt(importlib.import_module, "math.nothing"), importlib.import_module(".abc", "collections").__name__, attempt(importlib.import_module, "...x", "collections"))
json = importlib.import_module("json")
json.marker = 5
json.dumps = None
print(importlib.reload(json) is json, json.dumps([1]), json.marker, attempt(importlib.reload, 5), importlib.invalidate_caches())
print(importlib.util.find_spec("math").name, importlib.util.find_spec("no_such_module"), importlib.util.find_spec("collections.abc").name, importlib.util.find_spec("collections").submodule_search_locations is not None, importlib.util.find_spec("json").parent,
      attempt(importlib.util.find_spec, "no_such.x"), importlib.util.resolve_name(".a", "b"), importlib.util.resolve_name("x", None), attempt(importlib.util.resolve_name, ".a", ""))
print(importlib.__import__("collections.abc").__name__, importlib.__import__("collections.abc", fromlist=("Mapping",)).__name__)
