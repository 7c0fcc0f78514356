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

/** Before a text of `units` characters is built; refuses what cannot be. */
export function reserveText(units: number): void {
  if (units < 512) return;
  allocate(2 * units);
  if (units > MAX_STRING) throw raise.MemoryError();
  spend(units >> 5);
}

/** Before `count` bytes are built. */
export function reserveBytes(count: number): void {
  if (count < 1024) return;
  allocate(count);
  if (count > LARGEST_BUFFER) throw raise.MemoryError();
  spend(count >> 5);
}
/** V8 refuses larger typed arrays. */
const LARGEST_BUFFER = 2 ** 32;

/** Before an array of `count` values is built. */
export function reserveItems(count: number): void {
  if (count < 64) return;
  allocate(8 * count);
  if (count > LARGEST_ARRAY) throw raise.MemoryError();
  spend(count >> 2);
}
const LARGEST_ARRAY = 2 ** 27;
