"""int: construction, arithmetic on both sides of 2**53, conversion, formatting."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


# Construction.
for source in ["12", " -12 ", "+7", "1_000", "1__0", "_1", "1_", "", " ", "0x10", "٣", "1.5", "12a", "-", "9" * 20, "\u2003 5 \u2003"]:
    attempt(int, source)
for source, base in [("ff", 16), ("0xff", 16), ("0xff", 0), ("0b101", 0), ("0o17", 0), ("017", 0), ("00", 0), ("z", 36), ("12", 2), ("0b1", 16), ("0_1", 0),
                     ("0x_f", 0), ("1" * 70, 2), ("zz" * 20, 36), ("10", 1), ("10", 37), ("10", -1), ("10", 2**70)]:
    attempt(int, source, base)
attempt(int)
attempt(int, 3.99)
attempt(int, -3.99)
attempt(int, 1e30)
attempt(int, float("nan"))
attempt(int, float("inf"))
attempt(int, None)
attempt(int, [])
attempt(int, b"12")
attempt(int, bytearray(b" 34 "))
attempt(int, b"\xff1")
attempt(int, b"0x1f", 16)
attempt(int, 5, 10)
attempt(int, base=10)
attempt(int, "5", base="x")
attempt(int, 1j)
attempt(int, "1", 2, 3)
attempt(int, True)


class Whole:
    def __int__(self):
        return 42


class Indexed:
    def __index__(self):
        return 2**60


class Wrong:
    def __int__(self):
        return "no"


attempt(int, Whole())
attempt(int, Indexed())
attempt(int, Wrong())
attempt(int, "101", Indexed())

# Arithmetic.
numbers = [0, 1, -1, 7, -7, 255, 2**31, -2**31, 2**53 - 1, 2**53, -2**53 - 1, 2**64 + 3, -10**30, 3**100]
for a in numbers:
    for b in numbers:
        row = [a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a == b, a >= b]
        if b:
            row += [a // b, a % b, divmod(a, b)]
        print(a, b, *row)
for a in numbers:
    print(-a, +a, ~a, abs(a), bool(a), a << 3, a >> 3, a << 70, a >> 70, a.bit_length(), a.bit_count(), hash(a))
for a, b in [(1, 3), (10**30, 3), (2**1100, 2**1000 + 1), (1, 10**400), (-7, 2), (2**53 + 1, 1), (10**40, 10**39)]:
    print(a / b)
attempt(lambda: 10**400 / 1)
attempt(lambda: 1 / 0)
attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 10**30 % 0)
attempt(divmod, 1, 0)
attempt(lambda: 1 << -1)
attempt(lambda: 1 >> -1)
attempt(lambda: 0 ** -1)
attempt(lambda: 2 ** -2)
attempt(lambda: (-2) ** -3)
attempt(lambda: 1 + "a")
attempt(lambda: 1 < "a")

# pow with a modulus.
for triple in [(2, 10, 1000), (3, 10**30, 97), (3, -1, 7), (2, -1, 4), (5, 0, 1), (5, 3, -7), (0, 0, 5), (10**20, 10**5, 10**15 + 7), (2, 5, 0), (-3, 3, 5)]:
    attempt(pow, *triple)
attempt(pow, 2, 3, 1.5)

# Methods and attributes.
n = 1234
print(n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.as_integer_ratio(), True.real, True.as_integer_ratio())
for value, digits in [(15, -1), (25, -1), (-15, -1), (1250, -2), (1350, -2), (123456789012345678901, -5), (5, 2), (5, -1), (6, -1), (10**25 // 2, -25), (3, -400)]:
    print(round(value, digits))
attempt(round, 5, None)
attempt((5).__round__, None)
attempt(round, 5, 1.0)
print((3).__trunc__(), (3).__floor__(), (3).__ceil__(), (3).__getnewargs__(), (3).__index__(), (3).__float__())
for value, length, order in [(1024, 2, "big"), (1024, 10, "little"), (0, 0, "big"), (0, 1, "big"), (255, 1, "big"), (2**80, 12, "little")]:
    print(value.to_bytes(length, order))
print((-1024).to_bytes(4, "big", signed=True), (-128).to_bytes(1, "big", signed=True), (127).to_bytes(1, "little", signed=True), (65).to_bytes())
for args in [(256, 1, "big"), (-1, 1, "big"), (1, -1, "big"), (1, 1, "middle"), (1, "1", "big"), (1, 1, 5)]:
    attempt(int.to_bytes, *args)
attempt((128).to_bytes, 1, "big", signed=True)
attempt((-129).to_bytes, 1, "big", signed=True)
for data in [b"", b"\x01\x00", b"\xff\xfe", bytearray(b"\x80"), [1, 2, 3], (255,) * 9, memoryview(b"ab")]:
    print(int.from_bytes(data, "big"), int.from_bytes(data, "little"), int.from_bytes(data, "big", signed=True), int.from_bytes(data, "little", signed=True))
attempt(int.from_bytes, "ab", "big")
attempt(int.from_bytes, 5, "big")
attempt(int.from_bytes, [256], "big")

# Formatting.
for spec in ["", "d", "5", "<5", "^7", "+", " ", "05", "x", "#x", "X", "#X", "o", "#o", "b", "#b", ",", "_", "_b", "_x", "010,", "c", "n", "e", ".2f", "%", "*>10", "=+8", "08.3f", "s", ".3d", "é^5d",
             "#010x", "+#b", ",x", ",_", "1" * 30, "d d"]:
    attempt(format, 1234, spec)
    attempt(format, -65, spec)
attempt(format, 10**25, ",")
attempt(format, 10**400, "e")
attempt(format, 1, 5)
attempt(format, 2**40, "c")
print(bin(-10), oct(-10), hex(-10), hex(2**100), bin(2**70), str(3**80), repr(-(2**64)))
attempt(str, 10**5000)
attempt(int, "1" * 5000)
print(len(hex(10**5000)), int("f" * 6000, 16).bit_length())

# Dunders called by name.
print((5).__add__(3), (5).__add__(2.0), (5).__radd__(2), (5).__rsub__(2), (5).__mul__("a"), (5).__rpow__(2), (5).__pow__(3, 7), (5).__divmod__(3), (5).__rdivmod__(13))
print((5).__eq__(5), (5).__eq__(5.0), (5).__ne__(4), (5).__lt__(6), (5).__hash__(), (5).__bool__(), (5).__neg__(), (5).__invert__(), (5).__truediv__(2), (5).__rtruediv__(2))
print((2**70).__and__(2**70 + 1), (1).__lshift__(70), (1).__rlshift__(3), (2**70).__rshift__(60), (7).__sizeof__() > 0)
attempt((5).__add__)
attempt(int.__add__, "a", 5)
attempt((5).to_bytes, 1, "big", True)


class Small(int):
    def __add__(self, other):
        return Small(int(self) + int(other))

    def __repr__(self):
        return f"Small({int(self)})"


s = Small(5)
print(s, s + 1, 1 + s, s * 2, type(s * 2), s == 5, hash(s) == hash(5), Small("7"), Small("11", 2), Small.from_bytes(b"\x05", "big"), int(s), type(int(s)), isinstance(s, int))
print({5: "five"}[s], [0, 1, 2, 3, 4, 5][s], f"{s:03d}", "%d" % s, bool(Small(0)), s.real, type(s.real), -s, type(+s))
s.note = "kept"
print(s.note, s.__dict__)


# Rests of products, bits beyond 32, shifts: the ways without bigints.
def rests(a, b, c, m):
    return (
        a * b % m, (a * b + c) % m, (a * b - c) % m, a * b & 0xFFFFFFFF, a * b + c & 0xFFFF, (a * 31 + c) % 1000000007,
        (a * 6364136223846793005 + 1) % 2**64, a * b % m + c, a * b + c & 0x7FFFFFFFFFFFF,
    )


WIDE = [0, 1, -1, 2**31, 2**31 - 1, -(2**31) - 1, 2**32, 2**32 - 1, 2**53 - 1, -(2**53) + 1, 2**53, -(2**53), 2**64, 2**80 - 1]
for a in WIDE:
    for b in WIDE:
        s = abs(b) % 61
        print(a & b, a | b, a ^ b, a >> s, a >> 3, a << s, 1 << s, (a * b).bit_length())
        for m in (1, 7, 1000000007, 2**51, 2**53 - 1, 2**64, -5):
            print(rests(a, b, 12345, m), rests(b, a, -a, m))
print([1.0 * rest for rest in rests(-3, 0, 0, 7)])
for wrong in ((1.5, 2, 3, 4), ("a", 2, 3, 4), (2, 3, 4, 0), (2, 3, "a", 5), (True, 3, 1, 2), (3, 4, 1.5, 5)):
    try:
        a, b, c, m = wrong
        print((lambda: ((a * b + c) % m, a * b % m))())
    except Exception as error:
        print(type(error).__name__, error)
print([(2**k).bit_length() + (2**k - 1).bit_length() for k in (53, 54, 999, 1000, 1023, 1024, 5000)])
for huge in (2**5000, -(3**4000)):
    zero = huge - huge
    print(zero * huge, huge * zero, zero // huge, zero % huge, zero.bit_length(), (0).__mul__(huge))
