/** What text costs: charged before it is read or built. A character counts as two bytes. */
import { allocate, spend } from "../runtime/limits.ts";
import { MAX_STRING } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";

/** Before a pass over `units` characters or bytes. */
export function chargeScan(units: number): void {
  if (units >= 64) spend(units >> 5);
}

/** Before a pass that does more for each character: mapping, classifying, copying to an array. */
export function chargeEach(units: number): void {
  if (units >= 16) spend(units >> 2);
}

/** No machine has this much memory: a size above it is Python's MemoryError and not the limit's business. */
const ADDRESS_SPACE = 2 ** 47;

/** Before a text of `units` characters is built; refuses what cannot be. */
export function reserveText(units: number): void {
  if (units < 512) return;
  if (units > ADDRESS_SPACE) throw raise.MemoryError();
  allocate(2 * units);
  if (units > MAX_STRING) throw raise.MemoryError();
  spend(units >> 5);
}

/** Before `count` bytes are built. */
export function reserveBytes(count: number): void {
  if (count < 1024) return;
  if (count > ADDRESS_SPACE) throw raise.MemoryError();
  allocate(count);
  if (count > LARGEST_BUFFER) throw raise.MemoryError();
  spend(count >> 5);
}
/** V8 refuses larger typed arrays. */
const LARGEST_BUFFER = 2 ** 32;

/** Before an array of `count` values is built. */
export function reserveItems(count: number): void {
  if (count < 64) return;
  if (count > ADDRESS_SPACE) throw raise.MemoryError();
  allocate(8 * count);
  if (count > LARGEST_ARRAY) throw raise.MemoryError();
  spend(count >> 2);
}
const LARGEST_ARRAY = 2 ** 27;
