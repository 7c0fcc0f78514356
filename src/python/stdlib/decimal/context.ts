/** decimal.Context: precision, rounding, exponent range, and which conditions were seen and which are errors. */
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { PyDict } from "../../runtime/dict.ts";
import { isEqual } from "../../runtime/equal.ts";
import { unhashable } from "../../runtime/hash.ts";
import { iterate, toArray } from "../../runtime/iterate.ts";
import { paid } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { makeException, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { current } from "../../runtime/state.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import {
  NotImplemented,
  type PyInt,
  type PyIterator,
  PyList,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";
import { PyDecimal } from "./number.ts";
import { LARGEST, ROUNDINGS, type Rounding, type Work } from "./rounding.ts";
import {
  CLAMPED,
  DIVISION_BY_ZERO,
  FLOAT_OPERATION,
  INEXACT,
  INVALID_OPERATION,
  OVERFLOW,
  ROUNDED,
  signalsOf,
  SIGNALS,
  SUBNORMAL,
  trapped,
  UNDERFLOW,
} from "./signals.ts";

export class PyContext extends PyObject {
  readonly work: Work;
  flags: number;
  traps: number;
  capitals: number;
  constructor(
    prec: number,
    rounding: Rounding,
    emin: number,
    emax: number,
    capitals: number,
    clamp: number,
    flags: number,
    traps: number,
  ) {
    super();
    this.work = { prec, rounding, emin, emax, clamp, status: 0 };
    this.capitals = capitals;
    this.flags = flags;
    this.traps = traps;
  }

  /** Runs an operation, notes what it signals, and raises what is trapped. */
  run<T>(operate: (work: Work) => T): T {
    const { work } = this;
    work.status = 0;
    const result = operate(work);
    if (work.status !== 0) this.signal(work.status);
    return result instanceof PyDecimal ? (asDecimal(result) as T & PyDecimal) : result;
  }

  /** The same with the operands of an operator: without a function made for it. */
  runBinary(operate: (a: PyDecimal, b: PyDecimal, work: Work) => PyDecimal, a: PyDecimal, b: PyDecimal): PyDecimal {
    const { work } = this;
    work.status = 0;
    const result = operate(a, b, work);
    if (work.status !== 0) this.signal(work.status);
    return asDecimal(result);
  }

  signal(status: number): void {
    this.flags |= signalsOf(status);
    const error = trapped(status, this.traps);
    if (error !== undefined) throw makeException(error.type, [new PyList(error.names)]);
  }

  copy(): PyContext {
    const { prec, rounding, emin, emax, clamp } = this.work;
    return new PyContext(prec, rounding, emin, emax, this.capitals, clamp, this.flags, this.traps);
  }
}
export const contextType: PyType = defineType("Context", PyContext, { module: "decimal" });

/** An operand of a subclass that is its own result leaves as a Decimal. */
function asDecimal(result: PyDecimal): PyDecimal {
  return result.cls.isHeap ? new PyDecimal(result.sign, result.coefficient, result.exponent, result.kind) : result;
}

/** The contexts of one interpreter: the templates, and the current one of each thread. */
export class DecimalState {
  readonly defaults: PyContext = new PyContext(
    28,
    "ROUND_HALF_EVEN",
    -999_999,
    999_999,
    1,
    0,
    0,
    INVALID_OPERATION | DIVISION_BY_ZERO | OVERFLOW,
  );
  readonly current: WeakMap<object, PyContext> = new WeakMap();
}
const STATE = "decimal";
export function decimalState(): DecimalState {
  const { moduleState } = current.interpreter;
  let state = moduleState.get(STATE) as DecimalState | undefined;
  if (state === undefined) moduleState.set(STATE, (state = new DecimalState()));
  return state;
}

/** Threads have contexts of their own, and so have the tasks of asyncio. */
function owner(): object {
  return (current.context as PyObject | null) ?? current;
}

export function currentContext(): PyContext {
  const state = decimalState();
  const key = owner();
  let context = state.current.get(key);
  if (context === undefined) {
    context = (key === current ? undefined : state.current.get(current))?.copy() ?? state.defaults.copy();
    if (key === current) context.flags = 0;
    state.current.set(key, context);
  }
  return context;
}

export function setCurrentContext(context: PyContext): void {
  decimalState().current.set(owner(), context);
}

/** An optional context argument. */
export function toContext(value: PyValue | undefined): PyContext {
  if (value === undefined || value === null) return currentContext();
  if (!(value instanceof PyContext)) throw raise.TypeError("optional argument must be a context");
  return value;
}

const VALID_SIGNALS =
  "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

/** `flags` and `traps` as Python sees them: a mapping from signals to bools, live. */
export class PySignalDict extends PyObject {
  readonly context: PyContext;
  readonly field: "flags" | "traps";
  constructor(context: PyContext, field: "flags" | "traps") {
    super();
    this.context = context;
    this.field = field;
  }
  get bits(): number {
    return this.context[this.field];
  }
}
export const signalDictType: PyType = defineType("SignalDict", PySignalDict, { module: "decimal" });

function bitOf(signal: PyValue): number {
  const entry = SIGNALS.find(([, type]) => type === signal);
  if (entry === undefined) throw raise.KeyError("invalid error flag");
  return entry[0];
}

function asDict(self: PySignalDict): PyDict {
  const dict = new PyDict();
  for (const [bit, type] of SIGNALS) dict.set(type, (self.bits & bit) !== 0);
  return dict;
}

PySignalDict.prototype.getItem = function getItem(this: PySignalDict, key: PyValue): PyValue {
  return (this.bits & bitOf(key)) !== 0;
};
PySignalDict.prototype.setItem = function setItem(this: PySignalDict, key: PyValue, value: PyValue): void {
  const bit = bitOf(key);
  if (isTrue(value)) this.context[this.field] |= bit;
  else this.context[this.field] &= ~bit;
};
PySignalDict.prototype.deleteItem = function deleteItem(): void {
  throw raise.ValueError("signal keys cannot be deleted");
};
PySignalDict.prototype.length = () => SIGNALS.length;
PySignalDict.prototype.iterate = (): PyIterator => iterate(new PyTuple(SIGNALS.map(([, type]) => type)));
PySignalDict.prototype.contains = (key: PyValue): boolean => SIGNALS.some(([, type]) => type === key);
PySignalDict.prototype.hash = function hash(this: PySignalDict): PyInt {
  return unhashable(this);
};
PySignalDict.prototype.equals = function equals(this: PySignalDict, other: PyValue): PyValue {
  if (other instanceof PySignalDict) return this.bits === other.bits;
  return other instanceof PyDict ? isEqual(asDict(this), other) : NotImplemented;
};

methods(signalDictType, {
  "__getitem__(self, key, /)": (self: PySignalDict, key: PyValue) => PySignalDict.prototype.getItem.call(self, key),
  "__setitem__(self, key, value, /)"(self: PySignalDict, key: PyValue, value: PyValue) {
    PySignalDict.prototype.setItem.call(self, key, value);
    return null;
  },
  "__delitem__(self, key, /)"(self: PySignalDict, key: PyValue) {
    PySignalDict.prototype.deleteItem.call(self, key);
    return null;
  },
  "__len__(self, /)": () => SIGNALS.length,
  "__iter__(self, /)": () => PySignalDict.prototype.iterate() as unknown as PyValue,
  "__contains__(self, key, /)": (_self: PySignalDict, key: PyValue) => PySignalDict.prototype.contains(key),
  "__eq__(self, value, /)": (self: PySignalDict, other: PyValue) => PySignalDict.prototype.equals.call(self, other),
  "__repr__(self, /)": (self: PySignalDict) =>
    `{${SIGNALS.map(([bit, type]) => `${repr(type)}:${(self.bits & bit) !== 0 ? "True" : "False"}`).join(", ")}}`,
  "keys(self, /)": (self: PySignalDict) => callMethod(asDict(self), "keys"),
  "values(self, /)": (self: PySignalDict) => callMethod(asDict(self), "values"),
  "items(self, /)": (self: PySignalDict) => callMethod(asDict(self), "items"),
  "get(self, key, default=None, /)": (self: PySignalDict, key: PyValue, fallback: PyValue) =>
    PySignalDict.prototype.contains(key) ? PySignalDict.prototype.getItem.call(self, key) : fallback,
  "copy(self, /)": asDict,
  "update(self, other, /)"(self: PySignalDict, other: PyValue) {
    for (const key of toArray(other)) PySignalDict.prototype.setItem.call(self, key, (other as PyObject).getItem(key));
    return null;
  },
});
constants(signalDictType, { __hash__: null });

/** Bits from a mapping that has all signals. */
function toBits(value: PyValue): number {
  if (value instanceof PySignalDict) return value.bits;
  if (!(value instanceof PyDict)) throw raise.TypeError("argument must be a signal dict");
  if (value.size !== SIGNALS.length) throw raise.KeyError("invalid signal dict");
  let bits = 0;
  for (const [bit, type] of SIGNALS) {
    const isSet = value.get(type);
    if (isSet === undefined) throw raise.KeyError("invalid signal dict");
    if (isTrue(isSet)) bits |= bit;
  }
  return bits;
}

/** As the constructor takes them: a list of signals will do. */
function listToDict(value: PyValue): PyValue {
  if (!(value instanceof PyList)) return value;
  const dict = new PyDict();
  for (const [, type] of SIGNALS) dict.set(type, paid(value.items).includes(type));
  if (paid(value.items).some((item) => !SIGNALS.some(([, type]) => type === item))) throw raise.KeyError(VALID_SIGNALS);
  return dict;
}

function toRange(value: PyValue, low: number, high: number, message: string): number {
  const integer = asInt(value);
  if (integer === undefined) throw raise.TypeError(`an integer is required (got type ${typeOf(value).shown})`);
  if (integer > 9223372036854775807n || integer < -9223372036854775808n)
    throw raise.OverflowError("Python int too large to convert to C ssize_t");
  // The limits of the module are one below what a double says.
  if (integer < low || integer > high || integer > 999999999999999999n || integer < -999999999999999999n)
    throw raise.ValueError(message);
  return Number(integer);
}

function toRounding(value: PyValue): Rounding {
  const text = asString(value);
  const found = ROUNDINGS.find((name) => name === text);
  if (found === undefined) {
    throw raise.TypeError(
      "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
    );
  }
  return found;
}

/** An optional rounding argument. */
export function roundingOr(value: PyValue, fallback: Rounding): Rounding {
  return value === null ? fallback : toRounding(value);
}

/** The attributes of a context, as they are set. */
const SETTERS: Record<string, (self: PyContext, value: PyValue) => void> = {
  prec: (self, value) => void (self.work.prec = toRange(value, 1, LARGEST, "valid range for prec is [1, MAX_PREC]")),
  rounding: (self, value) => void (self.work.rounding = toRounding(value)),
  Emin: (self, value) => void (self.work.emin = toRange(value, -LARGEST, 0, "valid range for Emin is [MIN_EMIN, 0]")),
  Emax: (self, value) => void (self.work.emax = toRange(value, 0, LARGEST, "valid range for Emax is [0, MAX_EMAX]")),
  capitals: (self, value) => void (self.capitals = toRange(value, 0, 1, "valid values for capitals are 0 or 1")),
  clamp: (self, value) => void (self.work.clamp = toRange(value, 0, 1, "valid values for clamp are 0 or 1")),
  flags: (self, value) => void (self.flags = toBits(value)),
  traps: (self, value) => void (self.traps = toBits(value)),
};

export function configure(context: PyContext, settings: Iterable<[string, PyValue]>): void {
  for (const [name, value] of settings) if (value !== null) SETTERS[name]?.(context, value);
}

export function settingNames(): readonly string[] {
  return Object.keys(SETTERS);
}

/** Limits above what a double holds exactly are shown as they were set. */
function shownLimit(limit: number): PyInt {
  return Math.abs(limit) >= LARGEST
    ? limit < 0
      ? -999999999999999999n
      : 999999999999999999n
    : normaliseInt(BigInt(limit));
}

constructor(
  contextType,
  "(cls, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
  (
    cls: PyType,
    prec: PyValue,
    rounding: PyValue,
    emin: PyValue,
    emax: PyValue,
    capitals: PyValue,
    clamp: PyValue,
    flags: PyValue,
    traps: PyValue,
  ) => {
    const { work, traps: trappedBits, capitals: letters } = decimalState().defaults;
    const context = new (cls.jsClass as unknown as typeof PyContext)(
      work.prec,
      work.rounding,
      work.emin,
      work.emax,
      letters,
      work.clamp,
      0,
      trappedBits,
    );
    configure(context, [
      ["prec", prec],
      ["rounding", rounding],
      ["Emin", emin],
      ["Emax", emax],
      ["capitals", capitals],
      ["clamp", clamp],
      ["flags", listToDict(flags)],
      ["traps", listToDict(traps)],
    ]);
    return context;
  },
);

const GETTERS: Record<string, (self: PyContext) => PyValue> = {
  prec: (self) => shownLimit(self.work.prec),
  rounding: (self) => self.work.rounding,
  Emin: (self) => shownLimit(self.work.emin),
  Emax: (self) => shownLimit(self.work.emax),
  capitals: (self) => self.capitals,
  clamp: (self) => self.work.clamp,
  flags: (self) => new PySignalDict(self, "flags"),
  traps: (self) => new PySignalDict(self, "traps"),
};

attributes<PyContext>(
  contextType,
  Object.fromEntries(
    Object.entries(GETTERS).map(([name, get]) => [
      name,
      {
        get,
        set(self: PyContext, value: PyValue | undefined) {
          if (value === undefined) throw raise.AttributeError("context attributes cannot be deleted");
          SETTERS[name]?.(self, value);
        },
      },
    ]),
  ),
);

function signalList(bits: number): PyList {
  return new PyList(SIGNALS.filter(([bit]) => (bits & bit) !== 0).map(([, type]) => type));
}

/** The order in which CPython shows flags and traps: that of its own bits. */
const SHOWN = [
  CLAMPED,
  INVALID_OPERATION,
  DIVISION_BY_ZERO,
  INEXACT,
  FLOAT_OPERATION,
  OVERFLOW,
  ROUNDED,
  SUBNORMAL,
  UNDERFLOW,
];

function names(bits: number): string {
  return `[${SHOWN.filter((bit) => (bits & bit) !== 0)
    .map((bit) => SIGNALS.find(([own]) => own === bit)?.[1].name ?? "")
    .join(", ")}]`;
}

function copyContext(self: PyContext): PyValue {
  return self.copy();
}

methods(contextType, {
  "__init__(self, /, *args, **kwargs)": () => null,
  "__repr__(self, /)"(self: PyContext) {
    const { prec, rounding, emin, emax, clamp } = self.work;
    return (
      `Context(prec=${String(shownLimit(prec))}, rounding=${rounding}, Emin=${String(shownLimit(emin))}, Emax=${String(shownLimit(emax))}, ` +
      `capitals=${self.capitals}, clamp=${clamp}, flags=${names(self.flags)}, traps=${names(self.traps)})`
    );
  },
  "copy(self, /)": copyContext,
  "__copy__(self, /)": copyContext,
  "__reduce__(self, /)"(self: PyContext) {
    const { prec, rounding, emin, emax, clamp } = self.work;
    return new PyTuple([
      self.cls,
      new PyTuple([
        shownLimit(prec),
        rounding,
        shownLimit(emin),
        shownLimit(emax),
        self.capitals,
        clamp,
        signalList(self.flags),
        signalList(self.traps),
      ]),
    ]);
  },
  "clear_flags(self, /)"(self: PyContext) {
    self.flags = 0;
    return null;
  },
  "clear_traps(self, /)"(self: PyContext) {
    self.traps = 0;
    return null;
  },
  "Etiny(self, /)": (self: PyContext) => normaliseInt(BigInt(self.work.emin - self.work.prec + 1)),
  "Etop(self, /)": (self: PyContext) => normaliseInt(BigInt(self.work.emax - self.work.prec + 1)),
});

/** What `localcontext()` gives: the context while it lasts, and the one before afterwards. */
export class PyContextManager extends PyObject {
  readonly inner: PyContext;
  before: PyContext | null = null;
  constructor(inner: PyContext) {
    super();
    this.inner = inner;
  }
}
const managerType = defineType("ContextManager", PyContextManager, { module: "decimal", final: true });
methods(managerType, {
  "__enter__(self, /)"(self: PyContextManager) {
    self.before = currentContext();
    setCurrentContext(self.inner);
    return self.inner;
  },
  "__exit__(self, /, *args)"(self: PyContextManager) {
    if (self.before !== null) setCurrentContext(self.before);
    return false;
  },
});
