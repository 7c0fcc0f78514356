/** time.sleep: other threads run meanwhile. */
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call } from "../../runtime/call.ts";
import { sleepSeconds, waitSleepSeconds } from "../../runtime/coroutines.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { indexOrNot } from "../../runtime/subscript.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { waitingForms } from "../../runtime/suspension.ts";
import { PyFloat, type PyValue } from "../../runtime/values.ts";

function secondsOf(value: PyValue): number {
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.v)) throw raise.ValueError("Invalid value NaN (not a number)");
    if (value.v < 0) throw raise.ValueError("sleep length must be non-negative");
    if (value.v > 9223372036) throw raise.OverflowError("timestamp out of range for platform time_t");
    return value.v;
  }
  const seconds = indexOrNot(value);
  if (seconds === undefined)
    throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
  if (seconds < 0) throw raise.ValueError("sleep length must be non-negative");
  if (seconds > 9223372036) throw raise.OverflowError("timestamp out of range for platform time_t");
  return Number(seconds);
}

const SLEPT = "time.sleep";

/** Seconds that the running interpreter has slept: they are no time of work. */
export function secondsSlept(): number {
  return (current.interpreter.moduleState.get(SLEPT) as number | undefined) ?? 0;
}

function addSlept(seconds: number): void {
  current.interpreter.moduleState.set(SLEPT, secondsSlept() + seconds);
}

/** The plain form. */
export function sleep(value: PyValue): PyValue {
  const seconds = secondsOf(value);
  sleepSeconds(seconds);
  addSlept(seconds);
  return null;
}

waitingForms.set("sleep", function* waitingSleep(f, args, keywords) {
  if (!(f instanceof PyBuiltin) || f.module !== "time" || args.length !== 1) return call(f, args, keywords);
  const seconds = secondsOf(args[0] as PyValue);
  yield* waitSleepSeconds(seconds);
  addSlept(seconds);
  return null;
});
