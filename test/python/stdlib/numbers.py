import numbers
from numbers import Complex, Integral, Number, Rational, Real

for value in (True, 3, 2.5, 1j, "text", None):
    print(repr(value), [kind.__name__ for kind in (Number, Complex, Real, Rational, Integral) if isinstance(value, kind)])
print(issubclass(Integral, Rational), issubclass(Rational, Real), issubclass(Real, Complex), issubclass(Complex, Number), issubclass(float, Rational))
try:
    Real()
except TypeError as error:
    print(str(error)[:60])


class Own(Number):
    def __hash__(self):
        return 1


print(isinstance(Own(), Number), isinstance(Own(), Complex), Number.__hash__)
print(sorted(numbers.__all__))
