import warnings


def old():
    warnings.warn("use another", DeprecationWarning, stacklevel=2)
    return 1


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    old()
    warnings.warn("plain")
    warnings.warn(RuntimeWarning("an instance"))
print([(warning.category.__name__, str(warning.message)) for warning in seen])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    print(attempt(old), attempt(warnings.warn, "x", FutureWarning))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("ignore")
    warnings.filterwarnings("always", message="keep.*", category=UserWarning)
    warnings.warn("keep me")
    warnings.warn("not me")
print([str(warning.message) for warning in seen])
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("once")
    for _ in range(3):
        warnings.warn("the same")
print(len(seen))
print(attempt(warnings.warn, "x", int), attempt(warnings.simplefilter, "sometimes"))
with warnings.catch_warnings(record=True, action="always", category=UserWarning) as seen:
    warnings.warn("by arguments")
print(len(seen))
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "the line"))
