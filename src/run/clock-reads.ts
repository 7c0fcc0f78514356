/**
 * What code has read of the clock, as a log keeps it: the first time, then the differences.
 *
 * They count 1/4096 ms, the distance between neighbouring times as a double holds them in this century: whole numbers, and exact.
 */
export interface ClockReads {
  first: number;
  deltas: number[];
}

const UNITS_PER_MS = 4096;

/** Undefined for no reads at all. Times that differences would not give back to the last bit stay whole. */
export function encodeReads(reads: readonly number[] = []): ClockReads | number[] | undefined {
  const first = reads[0];
  if (first === undefined) return undefined;
  const deltas = reads.slice(1).map((read, index) => (read - (reads[index] ?? 0)) * UNITS_PER_MS);
  const record = { first, deltas };
  return decodeReads(record).every((read, index) => Object.is(read, reads[index])) ? record : [...reads];
}

/** The reads of a record; those of older logs stand whole. */
export function decodeReads(record: ClockReads | readonly number[]): number[] {
  if (!("deltas" in record)) return [...record];
  let last = record.first;
  return [last, ...record.deltas.map((delta) => (last += delta / UNITS_PER_MS))];
}
