/** The run lengths in which the generated tables are written, as numbers in base 36. */

/** `lengths` alternate between runs that are not in the set and runs that are; these are the latter. */
export function alternatingRuns(lengths: string): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let position = 0;
  lengths.split(" ").forEach((length, index) => {
    const end = position + parseInt(length, 36);
    if (index % 2 === 1) runs.push({ start: position, end });
    position = end;
  });
  return runs;
}

/** A value for every code point, as runs in order: each row is the value's number and the run's length less one. */
export class RunTable<T> {
  readonly #starts: Uint32Array;
  readonly #values: readonly T[];

  constructor(rows: string, values: readonly T[]) {
    const parsed = rows.split(" ").map((row) => row.split(",").map((field) => parseInt(field, 36)));
    this.#starts = new Uint32Array(parsed.length);
    let start = 0;
    this.#values = parsed.map(([value = 0, more = 0], index) => {
      this.#starts[index] = start;
      start += more + 1;
      return values[value] as T; // The generator numbered these values.
    });
  }

  at(code: number): T {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return this.#values[low] as T; // The runs cover every code point.
  }
}
