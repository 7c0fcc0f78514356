/** `float ** float`, which leaves the real numbers for a negative base with a fraction as exponent. */
import { powerFloats } from "../runtime/arithmetic.ts";
import { PyFloat, type PyValue } from "../runtime/values.ts";
import { complexPower } from "./complex-arithmetic.ts";

export function floatPower(base: number, exponent: number): PyValue {
  const value = powerFloats(base, exponent);
  return value === undefined ? complexPower({ re: base, im: 0 }, { re: exponent, im: 0 }) : new PyFloat(value);
}
