# importlib: imports by name.
import importlib
import importlib.util
print(importlib.import_module("math").__name__, importlib.import_module(".abc", "collections").__name__)
print(importlib.util.find_spec("json").name, importlib.util.find_spec("no_such_module"), importlib.util.resolve_name(".x", "a.b"))
for attempt in (lambda: importlib.import_module("no_such_module"), lambda: importlib.import_module(".x"), lambda: importlib.reload(1)):
    try:
        attempt()
    except (ImportError, TypeError) as e:
        print(type(e).__name__, e)
