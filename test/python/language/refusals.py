"""The words in which calls, operators, items and attributes refuse what does not fit."""


def show(f):
    try:
        print(repr(f()))
    except BaseException as error:
        print(type(error).__name__, error)


class K:
    def f(self, a, /, *, b=1):
        return a, b

    def __getattr__(self, name):
        print("looked up", name)
        raise AttributeError(name)

    def __iter__(self):
        return 5


class Deleting:
    def __delete__(self, instance):
        print("deleted")


class Owner:
    d = Deleting()
    plain = 1


def f(*args, **kwargs):
    return args, kwargs


for call in (lambda: f(*5), lambda: f(1, *5), lambda: K().f(*5), lambda: K().f(1, *None), lambda: K(*5),
             lambda: f(**5), lambda: f(**{1: 2}), lambda: f(**{1: 2}, **{1: 3}), lambda: f(a=1, **{"a": 2}),
             lambda: f(**{1: 2}, **5), lambda: K().f(a=1), lambda: K().f(1, c=3, a=2), lambda: K().missing(*[], **{}),
             lambda: print(*[], **{"sep": 1}), lambda: reversed(), lambda: reversed(1, 2), lambda: memoryview(1, 2),
             lambda: (5).conjugate(1, x=1), lambda: int.from_bytes(b"", "big", signed=True, x=1),
             lambda: type("E", (K,), {}, x=1), lambda: dict.fromkeys(x=1)):
    show(call)


def in_place(value, name, other):
    scope = {"v": value, "o": other}
    exec(f"v {name} o", scope)
    return scope["v"]


for value, other in ((1, 5.0), (1.5, "a"), (1.5, ()), ([], 5), ([1], "a"), ("a", 1.5), ({}, 2), (K(), "s"), ("s", K()), (1, None)):
    for name in ("+=", "*=", "//=", "@=", "|=", "<<=", "**="):
        show(lambda: in_place(value, name, other))


def delete(container, key):
    del container[key]


def assign(container, key):
    container[key] = 1


for container in ("abc", (1,), {1}, 5, None, K(), frozenset(), range(3)):
    for key in (0, 2**70, "a", slice(1)):
        show(lambda: delete(container, key))
        show(lambda: assign(container, key))

show(lambda: delattr(Owner(), "plain"))
show(lambda: delattr(Owner(), "d"))
show(lambda: setattr(Owner(), "d", 1))
show(lambda: 1 in K())
show(lambda: [].__mul__("a"))
show(lambda: "a".__mul__(None))
show(lambda: bytearray(2).__setitem__(5, (1,)))
show(lambda: bytearray(2).__setitem__("a", 1))
show(lambda: dict.__contains__({}))
show(lambda: [].__getitem__(x=1))
show(lambda: type["a"])
show(lambda: (x for x in "a").__reduce__())
show(lambda: {5: 1}.keys() & {True, 5.0})
