"""complex: construction, arithmetic, text."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for source in ["1", "1j", "1+2j", " ( 1-2j ) ", "-j", "+j", "1e3-.5j", "nan+infj", "1_0j", "1 + 2j", "", "j1", "1+", "(1+2j", "1+2", "infinityj", "1j+1"]:
    attempt(complex, source)
attempt(complex)
attempt(complex, 1, 2)
attempt(complex, 1j, 2j)
attempt(complex, 1.5)
attempt(complex, -0.0, -0.0)
attempt(complex, real=1, imag=3)
attempt(complex, "1", 2)
attempt(complex, 1, "2")
attempt(complex, None)
attempt(complex, 1, None)
attempt(complex, [])
attempt(complex, 10**400)
attempt(complex, 1, 2, 3)


class Special:
    def __complex__(self):
        return 3 + 4j


class Wrong:
    def __complex__(self):
        return 3.0


class Real:
    def __float__(self):
        return 2.5


attempt(complex, Special())
attempt(complex, Special(), 1)
attempt(complex, Wrong())
attempt(complex, Real(), Real())

values = [0j, 1j, -1j, 1 + 2j, -3.5 + 0.25j, complex(-0.0, 1), complex(0.0, -0.0), complex(-0.0, 0.0), complex("inf"), complex("nan"), 1e200 + 1e200j]
for z in values:
    print(z, -z, +z, z.real, z.imag, z.conjugate(), bool(z), z == z, z.__getnewargs__())
for a in values[:7]:
    for b in [2, 0.5, 1j, 1 - 1j, True]:
        print(a + b, a - b, a * b, a / b, b - a, b * a, a == b, a != b)
print(abs(3 + 4j), (1 + 2j) ** 2, (1 + 2j) ** -1, (1 + 2j) ** 0, 1j ** 100, (2 + 0j) ** 3, 2 ** 0j)
print([round(x, 9) for z in [(1 + 2j) ** 0.5, (1 + 2j) ** (1 + 1j), 2 ** 1j, (-8) ** (1 / 3), 1j ** 1j] for x in (z.real, z.imag)])
attempt(lambda: 1j / 0)
attempt(lambda: 0j ** -1)
attempt(lambda: 0j ** 1j)
attempt(lambda: (1e200 + 1e200j) ** 2)
attempt(lambda: abs(1.7e308 + 1.7e308j))
attempt(lambda: 1j // 1)
attempt(lambda: 1j % 1)
attempt(divmod, 1j, 1)
attempt(lambda: 1j < 2j)
attempt(lambda: 1j + "a")
attempt(pow, 1j, 2, 3)
attempt(int, 1j)
attempt(float, 1j)
print(hash(1 + 0j) == hash(1), hash(2.5 + 0j) == hash(2.5), 1 == 1 + 0j, 2**53 + 1 == complex(2**53), {1: "a"}[1 + 0j], 1j == 1j, (1j).__eq__("a"))
for spec in ["", ".2f", "e", "g", "20", "<20", "^20.1f", "+", ",.1f", "010", "=10", "d", "n", "*>12", ".3", "%"]:
    attempt(format, 1234.5 - 2j, spec)
    attempt(format, 2j, spec)
print(str(1j), repr(complex(1, float("nan"))), f"{1+2j}", "%s" % (1j,), str(1e16 + 1e-7j))
attempt(lambda: "%d" % 1j)
attempt(setattr, 1j, "real", 2)


class Pair(complex):
    pass


p = Pair(1, 2)
print(p, type(p), p + 1, type(p + 1), p == 1 + 2j, complex(p), type(complex(p)), p.conjugate())
