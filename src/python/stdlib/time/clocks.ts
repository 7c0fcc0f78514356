/** The clocks of `time`: the host's, as what it tells or as what passes. */
import { raised } from "../../runtime/frames.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { setAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { shownArgument } from "../../runtime/type-table.ts";
import { PyFloat, type PyInt, type PyValue } from "../../runtime/values.ts";
import { roundHalfEven } from "../../builtins/text/float-round.ts";
import { PyNamespace } from "../types/simple-namespace.ts";
import { secondsSlept } from "./sleep.ts";

/** Seconds as nanoseconds, without digits that the clock does not have. */
function nanoseconds(seconds: number): PyInt {
  return normaliseInt(BigInt(roundHalfEven(seconds * 1e6)) * 1000n);
}

const KINDS: Record<string, readonly [isMonotonic: boolean, isAdjustable: boolean]> = {
  time: [false, true],
  monotonic: [true, false],
  perf_counter: [true, false],
  process_time: [true, false],
  thread_time: [true, false],
};
/** The clocks that POSIX numbers, by number. */
const NUMBERED = ["time", "monotonic", "process_time", "thread_time", "monotonic"];
const RESOLUTION = 1e-6;

function clockInfo(name: PyValue): PyValue {
  const text = asString(name);
  const info = text !== undefined && Object.hasOwn(KINDS, text) ? KINDS[text] : undefined;
  if (text === undefined) throw raise.TypeError(`get_clock_info() argument 1 must be str, not ${shownArgument(name)}`);
  if (info === undefined) throw raise.ValueError("unknown clock");
  const namespace = new PyNamespace();
  setAttribute(namespace, "implementation", "host");
  setAttribute(namespace, "monotonic", info[0]);
  setAttribute(namespace, "adjustable", info[1]);
  setAttribute(namespace, "resolution", new PyFloat(RESOLUTION));
  return namespace;
}

function osError(errno: number, text: string): PyValue {
  return raised(call(exceptionTypes.OSError, [errno, text]));
}

export function defineClocks(globals: NamespaceDict, now: () => number): void {
  // Clocks that only measure begin where the interpreter first asks.
  const start = now();
  let latest = 0;
  const elapsed = (): number => (latest = Math.max(latest, now() - start));
  const worked = (): number => Math.max(0, elapsed() - secondsSlept());
  const clocks: Record<string, () => number> = {
    monotonic: elapsed,
    perf_counter: elapsed,
    process_time: worked,
    thread_time: worked,
    time: now,
  };
  for (const [name, clock] of Object.entries(clocks)) {
    functions(globals, "time", {
      [`${name}()`]: () => new PyFloat(clock()),
      [`${name}_ns()`]: () => nanoseconds(clock()),
    });
  }
  const numbered = (number: PyValue): (() => number) => {
    const clock = clocks[NUMBERED[toSize(number)] ?? ""];
    if (clock === undefined) throw osError(22, "Invalid argument");
    return clock;
  };
  // The host's clock is not ours to set.
  const refuse = (number: PyValue): never => {
    throw numbered(number) === now ? osError(1, "Operation not permitted") : osError(22, "Invalid argument");
  };
  functions(globals, "time", {
    "clock_getres(clk_id, /)"(number: PyValue) {
      numbered(number);
      return new PyFloat(RESOLUTION);
    },
    "clock_gettime(clk_id, /)": (number: PyValue) => new PyFloat(numbered(number)()),
    "clock_gettime_ns(clk_id, /)": (number: PyValue) => nanoseconds(numbered(number)()),
    "clock_settime(clk_id, time, /)": refuse,
    "clock_settime_ns(clk_id, time, /)": refuse,
    "get_clock_info(name, /)": clockInfo,
  });
  names(globals, {
    CLOCK_REALTIME: 0,
    CLOCK_MONOTONIC: 1,
    CLOCK_PROCESS_CPUTIME_ID: 2,
    CLOCK_THREAD_CPUTIME_ID: 3,
    CLOCK_MONOTONIC_RAW: 4,
  });
}
