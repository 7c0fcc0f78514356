/** The factor of `sequence * n`. */
import { raise } from "../runtime/raise.ts";
import { indexOrNot } from "../runtime/subscript.ts";
import { typeOf } from "../runtime/type-table.ts";
import type { PyValue } from "../runtime/values.ts";

/** As `repeatCount`, but refuses results whose length a machine word cannot hold; `what` is what CPython calls them then. */
export function checkedRepeatCount(count: PyValue, length: number, what: "string is" | "bytes are"): number {
  const times = repeatCount(count);
  if (times > 0 && length > 9223372036854775807 / times) throw raise.OverflowError(`repeated ${what} too long`);
  return times;
}

export function repeatCount(count: PyValue): number {
  const times = indexOrNot(count);
  // The operator refuses what is no int before it comes here.
  if (times === undefined) throw raise.TypeError(`'${typeOf(count).shown}' object cannot be interpreted as an integer`);
  // One beyond a machine word is refused in other words than an index.
  if (typeof times === "bigint" && (times > 9223372036854775807n || times < -9223372036854775808n)) {
    throw raise.OverflowError(`cannot fit '${typeOf(count).shown}' into an index-sized integer`);
  }
  return Number(times);
}
