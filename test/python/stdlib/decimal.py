"""decimal: operations under many contexts, compared digit by digit, with what they signal."""
import random
from decimal import *
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
def digits(n): return ''.join(str(rnd(10)) for _ in range(n))
def num():
    k = rnd(40)
    if k == 0: return rndc(['NaN','sNaN12','-NaN3','Infinity','-Infinity','-sNaN'])
    if k == 1: return rndc(['0','-0','0E+5','0E-7','-0.00','1','1.0','10','-1'])
    if k == 2: return rndc(['0.5','2.5','-2.5','1E-999999','9.99E999999','1E-1000010', '1E+30','5','2'])
    d = digits(1 + rnd(12 if k < 30 else 40))
    e = rnd(30) - 15
    if k < 20: e = rnd(6)-5
    return rndc(['','-']) + d + 'E%d' % e
def rndc(l): return l[rnd(len(l))]
un = ['exp','ln','log10','sqrt','next_minus','next_plus','normalize','to_integral_exact','to_integral_value','logb','number_class','abs','minus','plus','to_sci_string','to_eng_string','is_normal','is_subnormal','logical_invert']
bi = ['add','subtract','multiply','divide','divide_int','remainder','remainder_near','compare','compare_signal','compare_total','compare_total_mag','max','min','max_mag','min_mag','next_toward','quantize','rotate','scaleb','shift','power','same_quantum','copy_sign','divmod','logical_and']
N = 900
for i in range(N):
    prec = rndc([1,2,3,5,9,16,28])
    c = Context(prec=prec, rounding=rndc([ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]), Emax=rndc([6,50,999999]), Emin=-rndc([6,50,999999]), clamp=rnd(2), capitals=1, traps=[])
    a, b = Decimal(num()), Decimal(num())
    if rnd(3) == 0: b = Decimal(rnd(20)-8)
    if rnd(10) == 0: a = Decimal(digits(3).replace('2','1').replace('3','0'))
    if i % 3 == 0: op, r = (u := rndc(un)), None
    if i % 3 == 0: r = getattr(c, op)(a); print(i, op, a, r, c.flags and sorted(k.__name__ for k,v in c.flags.items() if v), prec, c.rounding, c.Emax, c.Emin, c.clamp)
    else:
        op = rndc(bi)
        if op == 'power' and (c.rounding != ROUND_HALF_EVEN): op = 'add'
        r = getattr(c, op)(a, b); print(i, op, a, b, r, sorted(k.__name__ for k,v in c.flags.items() if v), prec, c.rounding, c.Emax, c.Emin, c.clamp)
fm = ['','.2f',',.3f','e','.3e','g','.4g','%','.1%','+.2f',' ','010.2f','<12','^14,','=+15','*>20.3f','z.1f','G','.0f','n','012,.1f']
for i in range(200):
    a = Decimal(num())
    if abs(a.adjusted()) > 1000: continue
    f = rndc(fm); print(a, f, format(a, f), repr(a), a.as_tuple() if i%5==0 else '')
for i in range(60):
    a = Decimal(num())
    if a.is_finite() and abs(a.adjusted()) < 100: print(a, hash(a), a.as_integer_ratio(), int(a), float(a), round(a), a.__floor__(), a.__ceil__(), a == float(a), a < 3, hash(a)==hash(float(a)) if a==float(a) else '')
D=Decimal
print(D("1.1")+D("2.2"), D(1)/D(3), D(2).sqrt(), D(1).exp(), D(2).ln(), D(2).log10(), D(2)**D("0.5"), D(4)**D("0.5"), D("1.1")**100, D(7)//2, D(-7)%3, repr(D(0.1)), D("1e5"), D("1E+5").to_eng_string(), D(10)**-3)
print(D("123456.789").quantize(D("0.01")), f"{D('1234567.891'):,.2f}", round(D("2.675"),2), hash(D("0.5"))==hash(0.5), D("3.0")==3, D("1.5").as_tuple(), getcontext())
for f in [lambda: D(1)/0, lambda: D('x'), lambda: D(0)/0, lambda: D(1)<1.5, lambda: D('a',3), lambda: D([1]), lambda: D((0,(1,2),3)), lambda: D(None), lambda: int(D('nan')), lambda: D(3).quantize(D('1e-40')), lambda: Context(prec=0), lambda: Context(rounding='x'), lambda: getcontext().flags, lambda: D('1e999999')*10, lambda: format(D(1),'x'), lambda: D(3)**D('nan'), lambda: D(-3)**D('0.5'), lambda: D(0)**0, lambda: D(-1).ln(), lambda: D(0).ln(), lambda: BasicContext, lambda: ExtendedContext, lambda: Context(), lambda: pow(D(3),4,5), lambda: D('1_000.5'), lambda: D(' 12 '), lambda: Context(prec=5).create_decimal('1.2345678')]:
    try: print(repr(f()))
    except Exception as e: print(repr(e))
with localcontext() as c:
    c.prec=50
    print(D(2).sqrt(), D(1).exp(), D(10).ln())
with localcontext(prec=5): print(D(1)/7)


class Money(Decimal):
    pass


print(type(Money(1) + 1).__name__, type(Money(1).max(Money(2))).__name__, type(Money("1.5")).__name__, Money(2) == 2)
huge = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
with localcontext(huge):
    print(Decimal(4).sqrt(), Decimal("40E9").sqrt(), Decimal(4) / 2, Decimal(400) ** -1, divmod(Decimal(10), 3), Decimal(100).log10())
    for f in [lambda: Decimal(1) / 3, lambda: Decimal(2).sqrt()]:
        try:
            print(f())
        except MemoryError:
            print("MemoryError")
for f in [lambda: Context(prec=10**18), lambda: Context(prec=2**63), lambda: Context(Emin=1), lambda: Context(flags=["P"]), lambda: Context(traps=(1, 0)),
          lambda: Context(traps=[InvalidOperation, Inexact]), lambda: Context(prec="x")]:
    try:
        print(repr(f()))
    except (ValueError, OverflowError, KeyError) as error:
        print(type(error).__name__, error)
    except TypeError as error:
        print(type(error).__name__)
