"""None, NotImplemented, Ellipsis: one value each."""


def attempt(action, *args):
    try:
        print(repr(action(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for value in [None, ..., NotImplemented]:
    kind = type(value)
    print(repr(value), str(value), kind, kind.__name__, kind() is value, value == value, value != 1, value is value, f"{value}", "%s" % (value,), hash(value) == hash(value))
    attempt(kind, 1)
    attempt(lambda: type("Sub", (kind,), {}))
    attempt(setattr, value, "name", 1)
    attempt(getattr, value, "name")
    attempt(lambda: value + 1)
    attempt(lambda: value < 1)
    attempt(lambda: value())
    attempt(lambda: value[0])
    attempt(len, value)
    attempt(iter, value)
    attempt(format, value, "5")
print(bool(None), bool(...), None.__bool__(), None.__eq__(None), None.__eq__(1), (...).__reduce__(), NotImplemented.__reduce__(), {None: 1}[None])
print(Ellipsis is ..., None.__class__, None.__repr__())
