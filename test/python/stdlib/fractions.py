"""fractions: construction, arithmetic with every kind of number, comparison, rounding."""
from fractions import *
import fractions
F=Fraction
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for s in ['1/2',' -3/4 ','1.5','1e3','.5','1/0','x','1 / 2','1/-2','1_0/3','1.5e-3','+7','','3/','1.','٣/٤','1__0','1/2.0']: show(lambda: F(s))
show(lambda: F(1,0)); show(lambda: F(1.5)); show(lambda: F(float('nan'))); show(lambda: F(float('inf'))); show(lambda: F('1',2)); show(lambda: F(1.5,2)); show(lambda: F(None)); show(lambda: F(F(1,2),F(3,4))); show(lambda: F(1,2.0)); show(lambda: F())
show(lambda: F.from_float('x')); show(lambda: F.from_float(3)); show(lambda: F.from_decimal(3)); show(lambda: F.from_decimal(1.5)); 
show(lambda: F(1,2)+1); show(lambda: F(1,2)+1.5); show(lambda: F(1,2)+1j); show(lambda: F(1,2)+'x'); show(lambda: 1-F(1,2)); show(lambda: F(1,2)/0); show(lambda: F(7,2)//F(1,2)); show(lambda: F(-7,2)%2); show(lambda: divmod(F(7,2),F(2,3)))
show(lambda: 7.5//F(1,2)); show(lambda: 2**F(2,1)); show(lambda: F(2)**F(1,2)); show(lambda: F(2,3)**-2); show(lambda: F(0)**-1); show(lambda: F(-2)**F(1,2)); show(lambda: 2**F(1,2)); show(lambda: F(2)**0.5); show(lambda: 1.5**F(2));show(lambda: F(1,2)**1j)
show(lambda: round(F(5,2))); show(lambda: round(F(15,4),1)); show(lambda: round(F(155,1),-1)); show(lambda: round(F(3,2)))
show(lambda: (F(7,2).__floor__(), F(-7,2).__ceil__(), int(F(-7,2)), float(F(1,3)), complex(F(1,2)), bool(F(0)), hash(F(1,2))==hash(0.5), hash(F(7))==7, abs(F(-1,2)), +F(1,2), -F(1,2)))
show(lambda: F(1,2)==0.5); show(lambda: F(1,3)==1/3); show(lambda: F(1,2)<float('inf')); show(lambda: F(1,2)<float('nan')); show(lambda: F(1,2)<'x'); show(lambda: F(1,2)==(0.5+0j)); show(lambda: F(1,2)<1j)
show(lambda: F(3.141592653589793).limit_denominator(1000)); show(lambda: F(1,2).limit_denominator(0)); show(lambda: F(-22,7).limit_denominator(3))
show(lambda: F(6,4).as_integer_ratio()); show(lambda: (F(6,4).numerator,F(6,4).denominator, F(1,2).real, F(1,2).imag, F(1,2).conjugate())); show(lambda: str(F(3))); show(lambda: str(F(3,4))); show(lambda: format(F(1,2),'')); show(lambda: format(F(1,2),'.2f'))
import copy,pickle
show(lambda: copy.deepcopy(F(1,2))); show(lambda: F(1,2).__reduce__()); show(lambda: fractions.__all__); show(lambda: setattr(F(1,2),'x',1)); show(lambda: setattr(F(1,2),'numerator',1))
class S(F): pass
show(lambda: S(1,2)); show(lambda: S(1,2)+1); show(lambda: type(S(1,2)+1)); show(lambda: copy.copy(S(1,2)))
from decimal import Decimal as D
show(lambda: F(D('1.5'))); show(lambda: F(D('nan'))); show(lambda: F(1,2)==D('0.5')); show(lambda: D('0.5')==F(1,2)); show(lambda: D(1)<F(3,2)); show(lambda: F(1,2)<D(1))
show(lambda: hash(F(1,2**61-1))); show(lambda: F(1,3).is_integer())
