"""float: construction, arithmetic, rounding, text in and out."""
import math


def attempt(action, *args):
    try:
        print(repr(action(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for source in ["1.5", " -1e10 ", "1_0.0_1", "inf", "-Infinity", "nan", "+NaN", "1e400", "1e-400", ".5", "5.", ".", "", "1e", "0x1p3", "1__0", "٣.٥", "infin", "1 2", "--1"]:
    attempt(float, source)
for source in [b"1.5", bytearray(b" 2 "), b"\xff", None, [], 1j, 10**400, True, 2**53 + 1]:
    attempt(float, source)
attempt(float)
attempt(float, 1, 2)


class Real:
    def __float__(self):
        return 2.5


class Indexed:
    def __index__(self):
        return 7


class Wrong:
    def __float__(self):
        return 3


attempt(float, Real())
attempt(float, Indexed())
attempt(float, Wrong())

values = [0.0, -0.0, 1.0, -1.5, 0.1, 1e16, 1e22, 123456789.125, 1e-5, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan"), 2.5, 1e15 + 0.3]
for x in values:
    print(x, repr(-x), abs(x), bool(x), x.is_integer(), x.hex(), x.real, x.imag, x.conjugate())
for a in values:
    for b in [2.0, -3.5, 0.3, float("inf"), 3, True]:
        print(a + b, a - b, a * b, a / b, a // b, a % b, a < b, a == b, a >= b, b - a, divmod(a, b) if not math.isinf(a) else "")
attempt(lambda: 1.0 / 0)
attempt(lambda: 1.0 // 0)
attempt(lambda: 1.0 % 0)
attempt(divmod, 1.0, 0.0)
attempt(lambda: 0.0 ** -1)
attempt(lambda: 10.0 ** 400)
attempt(lambda: (-8.0) ** 2)
attempt(lambda: (-2.0) ** -3)
attempt(lambda: 2.0 ** 0.5)
attempt(lambda: 1.0 + "a")
attempt(lambda: 1.0 < "a")
attempt(lambda: 1.0 + 10**400)
attempt(pow, 2.0, 3, 4)
print(2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, -10**400 < float("-inf"), 10**400 < float("inf"))
print(hash(1.0) == hash(1), hash(0.5), hash(-0.0), hash(float("inf")), hash(1e300), hash(2.0**70) == hash(2**70), hash(-1.0))

for x in [0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e20, 3.49999]:
    print(round(x), round(x, 0), round(x, 1), round(x, 2), round(x, -1), math.floor(x), math.ceil(x), math.trunc(x))
print(round(1234.5678, -2), round(5e-324, 400), round(1e308, -400), round(float("inf"), 2), round(1.0, 2**70))
attempt(round, float("nan"))
attempt(round, float("inf"))
attempt(round, 1.5, "a")
attempt(int, 1e308)
for x in [0.5, 0.1, 1e300, -2.0, 5e-324, 0.0]:
    print(x.as_integer_ratio())
attempt(float("inf").as_integer_ratio)
attempt(float("nan").as_integer_ratio)
for text in ["0x1.8p3", "1.8", "-0x.1p4", "inf", "nan", "0x1p-1074", "0x1p1024", "", "0xg", "  0x1p0  ", "0x1.fffffffffffff8p0"]:
    attempt(float.fromhex, text)
attempt(float.fromhex, 5)
attempt(float.__getformat__, "double")
attempt(float.__getformat__, "int")

for spec in ["", "e", ".2e", "f", ".0f", "#.0f", "g", ".3g", "%", ".1%", "10.2f", "<10", "^+10.1f", "010.1f", ",", ",.2f", "_.1f", "n", "z.1f", " ", "d", "x", "s", ".400f", "=+10", "*^12.3e", "G", "E", "F", ".10",
             "08", ",d", "é>9"]:
    for x in [3.14159, -0.04, 1234567.891, float("nan"), float("-inf"), 1e100]:
        attempt(format, x, spec)
attempt(format, 1.0, 5)
for template in ["%f", "%.3f", "%e", "%g", "%G", "%10.2f|", "%-10.2f|", "%+d", "%s", "%r", "%x", "%05.1f", "%#.0f", "%i", "% f"]:
    attempt(lambda: template % 3.7)

print((1.5).__add__(2), (1.5).__add__("a"), (1.5).__radd__(2), (1.5).__rsub__(2), (1.5).__rtruediv__(3), (2.0).__rpow__(3), (2.0).__pow__(3), (7.5).__divmod__(2), (2.0).__rdivmod__(7))
print((1.5).__eq__(1.5), (1.5).__eq__("a"), (1.5).__lt__(2), (1.5).__lt__("a"), (1.5).__int__(), (1.5).__float__(), (1.5).__trunc__(), (1.5).__round__(), (1.5).__getnewargs__())
print(max(0.0, -0.0), sum([0.1] * 10), 0.1 + 0.2, 1e23, 9007199254740993.0, 123456789012345680.0)


class Metres(float):
    def __repr__(self):
        return f"Metres({float(self)})"


m = Metres(2.5)
print(m, m + 1, type(m + 1), Metres("3"), Metres.fromhex("0x1p2"), m == 2.5, hash(m) == hash(2.5), +m, m.real, f"{m:.1f}", float(m), type(float(m)))
