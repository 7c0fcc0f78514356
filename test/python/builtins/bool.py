"""bool: an int with two values."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for value in [0, 1, -1, 0.0, 0.5, "", "a", [], [0], (), {}, None, float("nan"), 0j, b"", b"0", range(0), range(1), NotImplemented is None]:
    print(repr(value), bool(value), not value)
attempt(bool)
attempt(bool, 1, 2)
attempt(bool, x=1)


class Wrong:
    def __bool__(self):
        return 1


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


attempt(bool, Wrong())
attempt(bool, Sized(0))
attempt(bool, Sized(2))
attempt(bool, Sized(-1))
for a in (True, False):
    for b in (True, False, 1, 0, 3):
        print(a & b, a | b, a ^ b, b & a, b ^ a, a + b, a * b, a - b, a == b, a < b, a.__and__(b), a.__rxor__(b))
print(True + True, -True, +True, ~True, True / 2, True // 2, True ** 2, 2 ** True, divmod(True, 2), abs(True), True << 3, round(True))
print(int(True), float(True), str(True), repr(False), f"{True}", f"{True:d}", f"{True:>6}", "%s %d" % (True, True), hash(True), {1: "a"}[True], ["x", "y"][True])
attempt(lambda: True + "a")
attempt(lambda: True & "a")
attempt(lambda: True & 1.0)
attempt(format, True, "s")
attempt(type, "Sub", (bool,), {})
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, True.real, type(True.real), True.numerator, True.conjugate(), True.bit_length(), True.to_bytes(1, "big"))
print(True is True, True == 1, sorted([True, False, 2]), sum([True, True]), bool.from_bytes(b"\x05", "big"))
