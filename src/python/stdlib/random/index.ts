/** The module `random`. */
import { getAttribute } from "../../runtime/attributes.ts";
import { call, call1 } from "../../runtime/call.ts";
import { attributes, constructor, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { add } from "../../runtime/operators.ts";
import { toSize } from "../../runtime/subscript.ts";
import { current } from "../../runtime/state.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, PyFloat, PyList, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { choice, choices, sample, shuffle } from "./choices.ts";
import * as distributions from "./distributions.ts";
import { getRandBits, getState, PyRandom, randRange, seed, setState } from "./random-object.ts";

const randomType: PyType = defineType("Random", PyRandom, { isPython: true, module: "random", instanceDict: true });

constructor(randomType, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[]) => {
  const random = new (cls.jsClass as unknown as new () => PyRandom)();
  if (cls.isHeap) seed(random, args[0] === undefined || typeof args[0] === "object" ? null : args[0], 2);
  return random;
});

methods(randomType, {
  "__init__(self, x=None)"(self: PyRandom, x: PyValue) {
    call1(getAttribute(self, "seed"), x);
    self.gaussNext = null;
    return null;
  },
  "seed(self, a=None, version=2)": seed,
  "getstate(self)": getState,
  "setstate(self, state)": setState,
  "__getstate__(self)": (self: PyRandom) => call(getAttribute(self, "getstate"), []),
  "__setstate__(self, state)": (self: PyRandom, state: PyValue) => call1(getAttribute(self, "setstate"), state),
  "__reduce__(self)": (self: PyRandom) =>
    new PyTuple([self.cls, new PyTuple(), call(getAttribute(self, "getstate"), [])]),
  "random(self, /)": (self: PyRandom) => new PyFloat(self.plainDouble()),
  "getrandbits(self, k, /)": getRandBits,
  "_randbelow(self, n)": (self: PyRandom, n: PyValue) => self.below(n as number),
  "randbytes(self, n)"(self: PyRandom, n: PyValue) {
    const count = toSize(n);
    if (count < 0) throw raise.ValueError("number of bits must be non-negative");
    return new PyBytes(self.randomBytes(count * 8).slice());
  },
  "randrange(self, start, stop=None, step=...)": randRange,
  "randint(self, a, b)": (self: PyRandom, a: PyValue, b: PyValue) => randRange(self, a, add(b, 1), undefined),
  "choice(self, seq)": choice,
  "shuffle(self, x)": shuffle,
  "sample(self, population, k, *, counts=None)": sample,
  "choices(self, population, weights=None, *, cum_weights=None, k=1)": choices,
  "uniform(self, a, b)": distributions.uniform,
  "triangular(self, low=0.0, high=1.0, mode=None)": distributions.triangular,
  "normalvariate(self, mu=0.0, sigma=1.0)": distributions.normalVariate,
  "gauss(self, mu=0.0, sigma=1.0)": distributions.gauss,
  "lognormvariate(self, mu, sigma)": distributions.logNormalVariate,
  "expovariate(self, lambd=1.0)": distributions.exponentialVariate,
  "vonmisesvariate(self, mu, kappa)": distributions.vonMisesVariate,
  "gammavariate(self, alpha, beta)": distributions.gammaVariate,
  "betavariate(self, alpha, beta)": distributions.betaVariate,
  "paretovariate(self, alpha)": distributions.paretoVariate,
  "weibullvariate(self, alpha, beta)": distributions.weibullVariate,
  "binomialvariate(self, n=1, p=0.5)": distributions.binomialVariate,
});
attributes<PyRandom>(randomType, {
  gauss_next: {
    get: (self) => self.gaussNext,
    set(self, value) {
      self.gaussNext = value ?? null;
    },
  },
  VERSION: () => 3,
});

/** Numbers of the host's own entropy: no seed, no state. */
class PySystemRandom extends PyRandom {
  override word(): number {
    spend(1);
    return current.interpreter.options.entropy() >>> 0;
  }
  override plainDouble(): number {
    const a = this.word() >>> 5,
      b = this.word() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}
const systemRandomType: PyType = defineType("SystemRandom", PySystemRandom, {
  base: randomType,
  isPython: true,
  module: "random",
});
const noState = (): never => {
  throw raise.NotImplementedError("System entropy source does not have state.");
};
methods(systemRandomType, {
  "seed(self, *args, **kwds)": () => null,
  "getstate(self, *args, **kwds)": noState,
  "setstate(self, *args, **kwds)": noState,
  "getrandbits(self, k, /)"(self: PyRandom, count: PyValue) {
    const bits = toSize(count);
    if (bits < 0) throw raise.ValueError("number of bits must be non-negative");
    return self.plainBits(bits);
  },
  "random(self, /)": (self: PyRandom) => new PyFloat(self.plainDouble()),
});

/** The functions of the module are methods of one generator. */
const FUNCTIONS = [
  "seed",
  "random",
  "uniform",
  "triangular",
  "randint",
  "choice",
  "randrange",
  "sample",
  "shuffle",
  "choices",
  "normalvariate",
  "lognormvariate",
  "expovariate",
  "vonmisesvariate",
  "gammavariate",
  "gauss",
  "betavariate",
  "binomialvariate",
  "paretovariate",
  "weibullvariate",
  "getstate",
  "setstate",
  "getrandbits",
  "randbytes",
];

export function load(globals: NamespaceDict): void {
  const generator = new PyRandom();
  seed(generator, null, 2);
  names(globals, {
    Random: randomType,
    SystemRandom: systemRandomType,
    _inst: generator,
    __all__: new PyList(["Random", "SystemRandom", ...FUNCTIONS]),
    BPF: 53,
    RECIP_BPF: new PyFloat(2 ** -53),
    LOG4: new PyFloat(distributions.LOG4),
    NV_MAGICCONST: new PyFloat(distributions.NV_MAGICCONST),
    SG_MAGICCONST: new PyFloat(distributions.SG_MAGICCONST),
    TWOPI: new PyFloat(2 * Math.PI),
  });
  for (const name of FUNCTIONS) globals.setString(name, getAttribute(generator, name));
}
