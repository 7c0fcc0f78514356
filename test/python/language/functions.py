# Binding of arguments, defaults, closures, and what a function knows of itself.


def show(*args, **kwargs):
    print(args, kwargs)


def every_kind(a, b=2, /, c=3, *rest, d, e=5, **more):
    return (a, b, c, rest, d, e, more)


print(every_kind(1, d=4))
print(every_kind(1, 20, 30, 40, 50, d=4, z=26, y=25))
print(every_kind(*[1, 2], *(3,), **{"d": 4}, **{"f": 6}))
show(*range(3), *"ab", x=1, **{"y": 2})

for call in (
    lambda: every_kind(),
    lambda: every_kind(1),
    lambda: every_kind(a=1, d=4),
    lambda: every_kind(1, d=4, **{"d": 5}),
    lambda: show(**{1: 2}),
    lambda: show(*5),
    lambda: (lambda x: x)(),
    lambda: (lambda x, y: x)(1, 2, 3),
    lambda: (lambda x, y, z: x)(1),
    lambda: (lambda *, key: key)(),
    lambda: (lambda *, key, other: key)(),
    lambda: (lambda x: x)(1, x=2),
    lambda: (lambda x: x)(1, wrong=2),
):
    try:
        print(call())
    except TypeError as error:
        print(error)


# Defaults are made once, when the function is.
def remember(item, seen=[]):
    seen.append(item)
    return seen


print(remember(1), remember(2), remember.__defaults__)


def counter():
    count = 0

    def increase(by=1):
        nonlocal count
        count += by
        return count

    return increase


first, second = counter(), counter()
print(first(), first(10), second(), first.__closure__[0].cell_contents)

# A closure holds the variable, not its value.
print([f() for f in [lambda: i for i in range(3)]])
print([f() for f in [lambda i=i: i for i in range(3)]])


def documented(x: int, y: "text" = "a") -> list[int]:
    """What it does."""
    local = x
    return [local]


print(documented.__name__, documented.__qualname__, documented.__doc__)
print(documented.__annotations__)
print(documented.__code__.co_varnames, documented.__code__.co_argcount, documented.__code__.co_name)
documented.note = "an attribute"
print(documented.note, documented.__dict__)


def outer():
    def inner():
        pass

    return inner


print(outer().__qualname__, (lambda: 0).__name__)


def recursive(n):
    return n if n < 2 else recursive(n - 1) + recursive(n - 2)


print([recursive(n) for n in range(12)])


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(500))
try:
    deep(10**6)
except RecursionError as error:
    print(type(error).__name__)


# Evaluation is from left to right, decorators from the bottom up.
def trace(name):
    print("evaluate", name)
    return lambda f: (print("apply", name), f)[1]


@trace("outer")
@trace("inner")
def decorated(a=print("default")):
    return "called"


print(decorated())


def note(x):
    print(x, end=" ")
    return x


print(dict(a=note(1), **{"b": note(2)}), note(3) + note(4) * note(5))
values = [0, 0]
values[note(0)] = note(1)
print(values)


def returns_none():
    return


print(returns_none(), (lambda: (yield))().__class__.__name__)

# A lone `*iterable` is taken apart when the function is called, after the keywords were evaluated.


def collect(*args, **kwargs):
    return args, kwargs


def said(value):
    print("said", value)
    return value


def yielding():
    print("begin")
    yield 1
    print("end")


for action in [
    lambda: collect(*5, **6),
    lambda: collect(*5),
    lambda: collect(1, *5),
    lambda: collect(*yielding(), **said({"a": 1})),
    lambda: collect(0, *yielding(), **said({"a": 1})),
    lambda: collect(*yielding(), a=said(2)),
    lambda: {*5},
    lambda: {*[1], *None},
    lambda: [*5],
    lambda: print(*5),
]:
    try:
        print(action())
    except TypeError as error:
        print(error)


# What stands in a comprehension does not show it as a function around it.
def inside():
    return [
        [lambda: 0 for _ in "a"][0],
        next((lambda: 0) for _ in "a"),
        (lambda: {1: lambda: 0 for _ in "a"})()[1],
        [[lambda: 0 for _ in "a"] for _ in "a"][0][0],
    ]


for each in inside():
    print(each.__qualname__)

class M(type):
    def __new__(m, n, b, d, **k): return type.__new__(m, n, b, d)
    def __init__(*a, **k): pass
for use in ("class C(metaclass=M, **{'metaclass': M}): pass", "class C(a=1, **{'a': 2}, metaclass=M): pass", "class C(**{'a':1}, **{'a': 2}): pass", "class C(**5): pass", "class C(**{5: 1}): pass", "class C(*5): pass"):
    try: exec(use)
    except TypeError as e: print(e)
for text in ["lambda a=1,d=,c: None", "lambda a,d=,c: None", "lambda a, d=: 1", "def f(a=): pass", "def f(a, b=, c): pass", "lambda *, a=, b: 1", "lambda a=1, b: 2", "lambda a, *, b=: 1", "f(lambda a=)"]:
    try: compile(text, "f", "exec")
    except SyntaxError as e: print(text, "|", e, e.offset, e.end_offset)

# What is deleted twice.
def show_deleted(f):
    try: print(f())
    except BaseException as error: print(type(error).__name__, error)
def deleted_a():
    x = 1; del x
    class K:
        nonlocal x
        del x
show_deleted(deleted_a)
def deleted_b():
    x = 1; del x
    def f():
        nonlocal x
        del x
    f()
show_deleted(deleted_b)
def deleted_c():
    x = 1
    def f(): return x
    del x
    del x
show_deleted(deleted_c)
def deleted_d():
    x = 1; del x
    class K:
        nonlocal x
        x += 1
show_deleted(deleted_d)
def deleted_e():
    x = 1; del x
    class K:
        print(x)
show_deleted(deleted_e)
def deleted_f():
    x = 1; del x
    class K:
        nonlocal x
        print(x)
show_deleted(deleted_f)
def deleted_g():
    x = 1; del x
    class K:
        nonlocal x
        x = 5
        del x
        x
show_deleted(deleted_g)
def deleted_h():
    x = 1
    class K:
        del x
show_deleted(deleted_h)
def deleted_i():
    x = 1; del x
    return [x for _ in 'a'], (lambda: x)
show_deleted(deleted_i)
def deleted_j():
    x = 1; del x
    return [(lambda: x)() for _ in 'a']
show_deleted(deleted_j)
def deleted_k():
    del x
    lambda: x
    x = 1
show_deleted(deleted_k)
