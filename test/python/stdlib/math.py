"""math: values, special cases, errors."""
import math


def attempt(f, *args, **kwargs):
    try:
        print(getattr(f, "__name__", f), args, repr(f(*args, **kwargs)))
    except Exception as error:
        print(getattr(f, "__name__", f), args, type(error).__name__, error)


inf, nan = math.inf, math.nan
values = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.5, 10.0, 1e-10, 1e10, 1e300, inf, -inf, nan, 5e-324, 3, True, 10**30]
for name in ["acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "degrees", "erf", "exp", "exp2", "expm1", "fabs", "floor", "frexp",
             "isfinite", "isinf", "isnan", "log", "log10", "log1p", "log2", "modf", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "ulp"]:
    for value in values:
        attempt(getattr(math, name), value)
    attempt(getattr(math, name), "x")
    if name != "log":
        attempt(getattr(math, name))

for x in [0.5, 1, 2.5, 5, 10, 20, 23, 24, 170.5, 171.7, -0.5, -1, -1.5, -170.3, 1e-30, -1e-310, inf, -inf, nan]:
    for f in [math.gamma, math.lgamma]:
        try:
            print(f.__name__, x, "%.12g" % f(x))
        except Exception as error:
            print(f.__name__, x, type(error).__name__, error)

pairs = [(2, 3), (2.0, -1), (0.0, -1), (-8, 1 / 3), (inf, 0), (1, nan), (nan, 0), (-1, inf), (7.5, 2), (-7.5, 2), (7, 0), (inf, 2), (2, inf), (-2, -inf), (1e308, 10), (0.0, -0.0)]
for x, y in pairs:
    for f in [math.pow, math.fmod, math.atan2, math.copysign, math.remainder, math.hypot, math.nextafter, math.log]:
        attempt(f, x, y)

for n in [0, 1, 5, 20, 25, -1, 2.0, "3", True]:
    attempt(math.factorial, n)
for n, k in [(5, 2), (10, 10), (3, 5), (-1, 2), (2, -1), (100, 50), (10**6, 3), (2.0, 1), (60, 30)]:
    attempt(math.comb, n, k)
    attempt(math.perm, n, k)
attempt(math.perm, 6)
for n in [0, 1, 15, 16, 17, 10**20, 10**40 + 1, 2**64 - 1, 2**128, -1, 4.0]:
    attempt(math.isqrt, n)
print(math.gcd(), math.gcd(12), math.gcd(12, -18, 30), math.gcd(2**200, 6**90), math.lcm(), math.lcm(4, 6, 10), math.lcm(0, 5), math.lcm(-3, 5))
attempt(math.gcd, 1.5)

print(math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100, 1e-100, 1e50, -1.0, -1e50]), math.fsum([]))
attempt(math.fsum, [inf, -inf])
attempt(math.fsum, [1e308, 1e308, -1e308])
print(math.prod([1, 2, 3, 4]), math.prod([0.5, 4], start=3), math.prod([]))
print(math.dist((1, 2, 3), [4, 5, 6]), math.hypot(3, 4, 12), math.hypot(), math.hypot(1e-320, 1e-320), math.hypot(1e308, 1e308))
attempt(math.dist, (1,), (1, 2))
attempt(math.ldexp, 0.75, 10)
attempt(math.ldexp, 1.0, -1074)
attempt(math.ldexp, 1.0, -1080)
attempt(math.ldexp, 1.0, 1024)
attempt(math.ldexp, 1.0, 2.0)
attempt(math.ldexp, 0.8, -1070)
print(math.isclose(1.0, 1.0 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(inf, inf))
attempt(math.isclose, 1, 1, rel_tol=-1)
attempt(math.log, 8, 2)
attempt(math.log, 8, 1)
attempt(math.log, 0)
attempt(math.log, 10**400)
attempt(math.log10, 10**400)
attempt(math.log2, 2**4000)
attempt(math.floor, -1.5)
print(math.ceil(10**20), math.floor(1e20), math.trunc(-3.7))
print(1.05**10, 1.1**7, 2.5**-3.7, 0.1**0.1, 1e-5**3, 3**0.5)


class Number:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.25


print(math.floor(Number()), math.ceil(Number()), math.trunc(Number()), math.sqrt(Number()))
attempt(math.trunc, "x")
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(["%.14g" % math.erfc(x) for x in [0.0, 0.5, -1.0, 1.0, 1.5, 2.5, 3, 10.0, 26.0, 30.0, -inf, inf]])
print([math.nextafter(a, b) for a, b in [(0.0, -0.0), (-0.0, 0.0), (5e-324, 0.0), (5e-324, -1.0), (-5e-324, 0.0), (-5e-324, 1.0), (0.0, 1), (0.0, -1), (1.0, 1.0)]])
