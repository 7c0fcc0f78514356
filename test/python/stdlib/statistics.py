"""statistics: every function over many kinds of data, with the errors."""
import statistics as s
from fractions import Fraction as F
from decimal import Decimal as D
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


print(s.__all__)
for fn in [s.mean,s.fmean,s.geometric_mean,s.harmonic_mean,s.median,s.median_low,s.median_high,s.median_grouped,s.mode,s.multimode,s.stdev,s.pstdev,s.variance,s.pvariance,s.quantiles]:
    print(fn.__name__)
    for data in [[], [1], [1,2], [1,2,3,4], [1.5,2.5,2.5,2.75,3.25,4.75], [F(1,6),F(1,2),F(5,3)], [D('0.5'),D('0.75'),D('0.625')], 'abca', ['a'], iter([3,1,2]), [1,2.5], [1,F(1,2)], [1,D(2)], None, [0,1,2], [-1,2], [float('inf'),1], [float('nan'),1], [True,False,True], [1e308,1e308], 5]:
        show(lambda: fn(data))
show(lambda: s.fmean([1,2,3],[1,2])); show(lambda: s.fmean([1,2,3],[1,2,3])); show(lambda: s.fmean([1,2],[0,0])); show(lambda: s.fmean(iter([1,2]), iter([3,4])));show(lambda: s.fmean([1,2],[1,-1]))
show(lambda: s.harmonic_mean([40,60],[5,30])); show(lambda: s.harmonic_mean([40,60],[5])); show(lambda: s.harmonic_mean([40,60],[5,-30])); show(lambda: s.harmonic_mean([40,60],[0,0])); show(lambda: s.harmonic_mean(['a'])); show(lambda: s.harmonic_mean([0,1]))
show(lambda: s.median_grouped([1,3,3,5,7],interval=2)); show(lambda: s.median_grouped(['a'])); show(lambda: s.median_grouped([52,52,53,54])); show(lambda: s.median_grouped([1,2],'x')); show(lambda: s.median_grouped([1,2,2,2,3],10)); show(lambda:s.median_grouped([D(1),F(3),2]))
show(lambda: s.quantiles([1,2,3,4,5],n=10)); show(lambda: s.quantiles([1,2,3],n=0)); show(lambda: s.quantiles([1,2,3,4,5],method='inclusive')); show(lambda: s.quantiles([1,2],method='x')); show(lambda: s.quantiles([1])); show(lambda: s.quantiles([1,2,3],n=1)); show(lambda: s.quantiles([1,2],n=1.5))
show(lambda: s.variance([1,2,3],2)); show(lambda: s.pvariance([1,2,3],2.0)); show(lambda: s.stdev([1,2,3],xbar=1)); show(lambda: s.pstdev([D(1),D(3)])); show(lambda: s.stdev([F(1),F(3,7)])); show(lambda: s.pvariance([D(1),D(2)],D(1)))
x=[1,2,3,4,5,6,7,8,9]; y=[1,2,3,1,2,3,1,2,3]
show(lambda: s.covariance(x,y)); show(lambda: s.covariance(x,[1])); show(lambda: s.covariance([1],[1])); show(lambda: s.correlation(x,y)); show(lambda: s.correlation(x,[1]*9)); show(lambda: s.correlation(x,[1])); show(lambda: s.correlation([1],[1]))
show(lambda: s.linear_regression(x,y)); show(lambda: s.linear_regression(x,y,proportional=True)); show(lambda: s.linear_regression([1,1],[1,2])); show(lambda: s.linear_regression([1],[2])); show(lambda: s.linear_regression([1,2],[2])); show(lambda: s.linear_regression([0,0],[1,2],proportional=True))
N=s.NormalDist
n=N(100,15)
show(lambda: n); show(lambda: N()); show(lambda: N(1,-1)); show(lambda: (n.mean,n.median,n.mode,n.stdev,n.variance)); show(lambda: (n.pdf(110),n.cdf(110),n.inv_cdf(.75),n.zscore(130))); show(lambda: n.inv_cdf(0)); show(lambda: N(1,0).cdf(1)); show(lambda: N(1,0).pdf(1)); show(lambda: N(1,0).inv_cdf(.5)); show(lambda: N(1,0).zscore(1))
show(lambda: n+5); show(lambda: n-5); show(lambda: 5-n); show(lambda: n*2); show(lambda: n/2); show(lambda: n+n); show(lambda: n-N(1,2)); show(lambda: +n); show(lambda: -n); show(lambda: n==N(100,15)); show(lambda: n==3); show(lambda: hash(n)==hash(N(100,15))); show(lambda: n*n); show(lambda: 2*n); show(lambda: n/n); show(lambda: 2/n); show(lambda: n.quantiles()); show(lambda: n.overlap(N(110,15))); show(lambda: n.overlap(N(110,20))); show(lambda: n.overlap(3)); show(lambda: n.overlap(N(1,0))); show(lambda: N.from_samples([1,2,3,4])); show(lambda: N.from_samples([1])); show(lambda: [n.inv_cdf(p) for p in (1e-10,.001,.01,.1,.3,.5,.6,.9,.999,1-1e-12)]); show(lambda: len(n.samples(5,seed=3))); show(lambda: [n.cdf(v) for v in (0,50,99,101,160)]); show(lambda: setattr(n,'x',1)); show(lambda: setattr(n,'mean',1))
show(lambda: s._sum([1,2.5,F(1,3)])); show(lambda: s._exact_ratio(1.5)); show(lambda: s._convert(F(1,3),D)); show(lambda: s._coerce(int,float)); show(lambda: s._coerce(F,D)); show(lambda: s._ss([1,2,4])); show(lambda: s._ss([1,2,4],2)); show(lambda: s._sum([])); show(lambda: s._ss([])); show(lambda: s._exact_ratio('a')); show(lambda: s._exact_ratio(float('inf'))); show(lambda: s._convert(None,float)); show(lambda: s._integer_sqrt_of_frac_rto(10,3)); show(lambda: s._float_sqrt_of_frac(2,3)); show(lambda: s._decimal_sqrt_of_frac(2,3)); show(lambda: list(s._fail_neg([1,-1],'neg'))); show(lambda: list(s._fail_neg([-1])))
import copy,pickle; show(lambda: copy.deepcopy(n)); show(lambda: N.__doc__); show(lambda: n.__getstate__()); 
