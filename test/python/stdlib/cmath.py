import cmath
from math import copysign, inf, isnan, nan

ONE = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar".split()
parts = [-inf, -1e308, -710.5, -2.5, -1.0, -1e-310, -0.0, 0.0, 5e-324, 0.25, 1.0, 1.5, 3.0, 709.9, 1e160, inf, nan]


def shown(x):
    # A digit fewer than they have: the last one is the platform's.
    if isinstance(x, tuple):
        return [shown(part) for part in x]
    if isinstance(x, complex):
        return "%s %s" % (shown(x.real), shown(x.imag))
    return "nan" if isnan(x) else "%.13g" % x


for name in ONE:
    for x in parts:
        for y in parts:
            try:
                result = shown(getattr(cmath, name)(complex(x, y)))
            except (ValueError, OverflowError) as error:
                result = repr(error)
            print(name, x, y, result)
for r in parts:
    for phi in parts:
        try:
            print("rect", r, phi, shown(cmath.rect(r, phi)))
        except ValueError as error:
            print("rect", r, phi, error)
print(cmath.log(8, 2), cmath.log(0.5j, 1j), cmath.sqrt(-1), cmath.phase(-1), cmath.polar(3 + 4j))
for call in (lambda: cmath.log(0), lambda: cmath.log(2, 1), lambda: cmath.sqrt("x"), lambda: cmath.exp(1e4), lambda: cmath.polar(complex(1.7e308, 1.7e308)),
             lambda: cmath.isclose(1, 2, rel_tol=-1), lambda: cmath.rect(1), lambda: cmath.sqrt(None)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(cmath.isclose(1 + 1e-10j, 1), cmath.isclose(inf, inf), cmath.isclose(inf, 1), cmath.isclose(1, 2, abs_tol=1), cmath.isnan(complex(0, nan)), cmath.isinf(complex(nan, inf)),
      cmath.isfinite(1j))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, copysign(1, cmath.sqrt(-0.0).real))


class Number:
    def __complex__(self):
        return 2j


print(cmath.exp(Number()), cmath.sqrt(True))
