"""bytearray: what differs from bytes."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for source in [3, -1, [1, 2], [256], b"abc", "abc", None, range(3), bytearray(b"q"), memoryview(b"r"), 1.5]:
    attempt(bytearray, source)
attempt(bytearray)
attempt(bytearray, "a\u00e9", "utf-8")
attempt(bytearray, "a", errors="strict")
attempt(hash, bytearray())

b = bytearray(b"hello")
b.append(33)
b.extend(b" w")
b.extend([111, 114])
b.extend(range(97, 99))
b.insert(0, 62)
b.insert(100, 60)
b.insert(-1, 45)
print(b, len(b), b.pop(), b.pop(0), b.pop(-2), b)
b.remove(104)
b.reverse()
print(b, b.copy() == b, b.copy() is b, b[0], b[-1], b[1:4], b[::-2])
for action in [lambda: b.append(256), lambda: b.append("a"), lambda: b.append(-1), lambda: b.extend("a"), lambda: b.extend(5), lambda: b.extend([1, 300]), lambda: b.insert(0, 256), lambda: b.pop(99), lambda: b.remove(1), lambda: b.remove("a"),
               lambda: bytearray().pop(), lambda: b[99], lambda: b["a"], lambda: b.extend(None)]:
    attempt(action)
print(b)


def change(source, action):
    target = bytearray(source)
    try:
        action(target)
        print(target)
    except Exception as error:
        print(type(error).__name__, error, target)


def set_item(key, value):
    return lambda target: target.__setitem__(key, value)


def delete_item(key):
    return lambda target: target.__delitem__(key)


for key, value in [(0, 65), (-1, 66), (9, 1), (0, 256), (0, "a"), (0, b"a"), (slice(1, 3), b"XYZ"), (slice(1, 3), b""), (slice(None), b"new"), (slice(None, None, 2), b"123"), (slice(None, None, 2), b"12"), (slice(None, None, 2), b""),
                   (slice(4, 1, -1), b"abc"), (slice(3, 1), b"in"), (slice(1, 2), [1, 2, 3]), (slice(1, 2), "a"), (slice(1, 2), 5), (slice(1, 2), None), ("a", 1), (slice(5, 5), b"end"), (slice(1, 3), bytearray(b"__"))]:
    change(b"hello", set_item(key, value))
for key in [0, -1, 9, slice(1, 3), slice(None, None, 2), slice(None, None, -2), slice(4, 0, -3), slice(None), "a", slice(3, 1)]:
    change(b"hello", delete_item(key))
same = bytearray(b"abc")
same[1:1] = same
same *= 2
print(same)
same *= 0
print(same, same.__alloc__() >= 0)
c = bytearray(b"x")
alias = c
c += b"y"
c += memoryview(b"z")
print(alias is c, alias, c + b"!", type(b"!" + c), type(c + b"!"), c * 2, 2 * c, c == b"xyz", c < b"y", c != "xyz")
attempt(lambda: c + "a")
attempt(c.__iadd__, "a")
attempt(c.__iadd__, 5)
c.clear()
print(c, bool(c), type(bytearray(b"ab").upper()), bytearray(b"a,b").split(b","), bytearray(b",").join([b"a", b"b"]), bytearray(b"a%d") % 5, bytearray(b"ab").hex(), bytearray.fromhex("4142"), bytearray(b"ab").decode(), str(bytearray(b"ab")))
print(bytearray(b"abc").find(b"c"), bytearray(b"a b").partition(b" "), bytearray(b"abc").translate(None, b"b"), bytearray(b"ab").replace(b"a", b"c"), bytearray.maketrans(b"a", b"b")[97], bytearray(b"ab").startswith(b"a"), 97 in bytearray(b"ab"), list(bytearray(b"ab")), bytearray(b"abc").removeprefix(b"a"))
print(bytearray(b"").__reduce__(), bytearray(b"a\xff").__reduce_ex__(2), bytearray(b"a").__reduce_ex__(3))
stripped = bytearray(b"a")
print(stripped.strip() is stripped, stripped.ljust(1) is stripped, stripped.upper() == b"A")
growing = bytearray()
for i in range(1000):
    growing.append(i % 256)
while len(growing) > 500:
    growing.pop(0)
print(len(growing), growing[0], growing[-1], sum(growing))
with memoryview(growing) as view:
    attempt(growing.append, 1)
    view[0] = 7
growing.append(1)
print(growing[0], len(growing))


class Store(bytearray):
    pass


s = Store(b"ab")
s.note = 1
print(s, s.note, s + b"c", type(s + b"c"), s == b"ab", s.__reduce__())

# While join() runs a program's iterator its separator keeps its size.
separator = bytearray(b",")
def growing():
    separator.append(65)
    yield b"x"
for join in (lambda: separator.join(growing()), lambda: separator.join(iter(growing()))):
    try: print(join())
    except BufferError as error: print(error)
separator.append(66)
print(separator, separator.join([b"1", b"2"]))
