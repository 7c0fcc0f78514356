# Assignment in all its forms, loops, conditions, del, walrus, and the scope of names.

a = b = [1]
b.append(2)
print(a, a is b)
first, *middle, last = range(5)
print(first, middle, last)
*start, end = "ab"
[x, (y, *z)] = 1, (2, 3, 4)
print(start, end, x, y, z)
(single,) = [7]
x, y = y, x
print(single, x, y)

for wrong in ("p, q = 1", "p, q = 1, 2, 3", "p, q = [1]", "p, *q, r = [1]", "p, q = 'a'"):
    try:
        exec(wrong)
    except (TypeError, ValueError) as error:
        print(error)

values = list(range(10))
values[2:5] = ["x"]
values[::3] = "abc"[: len(values[::3])]
print(values)
del values[0], values[-1:]
print(values)
table = {}
table["k"], table["l"] = 1, 2
table["k"] += 5
print(table)

n = 7
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 50; n <<= 1; n |= 1; n &= 0xFF; n ^= 3; n >>= 1
print(n)
f = 9.0
f /= 2
print(f)
shared = items = [1]
items += [2]
items *= 2
print(shared, shared is items)
frozen = other = (1,)
frozen += (2,)
print(other, frozen)
try:
    frozen[0] += 1
except TypeError as error:
    print(error)

for n in range(3):
    if n == 5:
        break
else:
    print("no break", n)
for n in []:
    pass
else:
    print("empty")
while n:
    n -= 1
    if n == 1:
        break
else:
    print("not reached")
print(n)

for i, (k, v) in enumerate({"a": 1, "b": 2}.items(), start=1):
    print(i, k, v, end="; ")
print()
for target in [1, 2], "ab":
    print(target, end=" ")
print()
numbers = [1, 2, 3, 4]
for number in numbers:
    if number % 2 == 0:
        numbers.remove(number)
print(numbers)

if (length := len("walrus")) > 3:
    print(length)
print([half for v in range(6) if (half := v // 2) % 2], half)
while (chunk := values[:2]):
    print(chunk, end=" ")
    del values[:2]
print()

print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 == 2, 1 in [1] in [[1]])
print(0 or "" or "last", 1 and [] and 2, not [], None is None, 1 is not None)
print("yes" if [] else "no", (lambda: 1 if 0 else 2)())

module_level = "module"


def reads():
    return module_level


def assigns():
    global module_level, brand_new
    module_level = "changed"
    brand_new = "made by a function"


assigns()
print(reads(), brand_new)


def unbound():
    print(module_level)
    module_level = 1


try:
    unbound()
except UnboundLocalError as error:
    print(error)


def deleted():
    local = 1
    del local
    return local


try:
    deleted()
except UnboundLocalError as error:
    print(error)


def enclosing():
    value = "enclosing"

    class Inner:
        seen = value
        value = "class"

        def method(self):
            return value

    return Inner.seen, Inner.value, Inner().method()


try:
    print(enclosing())
except NameError as error:
    print(error)


def free():
    def use():
        return later

    try:
        use()
    except NameError as error:
        print(error)
    later = "now"
    return use()


print(free())

x = "outer"
print([x for x in range(2)], x, {x: x for x in "a"}, [(x, y) for x in "ab" for y in "cd" if (x, y) != ("b", "d")])


def annotated():
    number: int = 3
    nothing: str
    return number, annotated.__annotations__


print(annotated())
variable: int = 1
declared: "later"
print(__annotations__)
pass; ...; "a string on its own"
print(__name__)

total = 0
for i in range(3):
    for j in range(3):
        if j == 2:
            continue
        if i == 2:
            break
        total += i * 10 + j
print(total, i, j)

print(f"{1 + 1}", "con" "cat" f"{'ena'}" 'ted', r"\n", b"bytes" b"too", """three
lines""" '')
print(0x_ff, 0o17, 0b1_01, 1_000_000, 1e3, .5, 5., 3j, 1_0.0_1, 0xdeadbeef)
if True: print("one line")
print((1), (1,), (), [], {}, {1}, {1: 2}, *(3, 4), sep="|")
print(-2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, 7 // -2, -7 % 3, ~5, +3, not 1 == 2, 5 & 3 | 4 ^ 1)

# Each operand of nested `and` and `or` is asked for its truth once, but `not` asks the value they give again.
class Asked:
    def __init__(self, name, value): self.name, self.value = name, value
    def __bool__(self): print(self.name, end=" "); return self.value
    def __repr__(self): return self.name
for bits in range(16):
    a, b, c, d = (Asked("abcd"[n], bool(bits >> n & 1)) for n in range(4))
    print(not (a and b), not (a or b) and not c, not (a if b else c), bool(a and b))
    print((a and b) or c, (a or b) and c, (a and b) and c, a and (b or c), a and b or c and d, ((a or b) and c) or d)
    print(a and b and c and d, a or b or c or d, a and (b or (c and d)), 1 if a and b or c else d, [1 for _ in "a" if a and b or c])
    if not (a and b) or c: print("yes")
    if a if b else c: print("chosen")

# Equal constants of one source are one object.
print(() is (), 1.5 is 1.5, (1, "a") is (1, "a"), b"x" is b"x", 2j is 2j, 0.0 is -0.0, (0.0,) is (-0.0,), (1,) is (True,), (1.0,) is (1,), ... is Ellipsis)
print("float 1.5", 1.5, "(1, 'a')", b"float", (lambda: 1.5)() is (lambda: 1.5)())
