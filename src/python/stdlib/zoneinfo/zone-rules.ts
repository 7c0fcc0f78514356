/** What a time zone knows: which offset holds when. Times are seconds since the epoch, in UTC or as a wall clock shows them. */

/** An offset from UTC with its name. */
export interface LocalType {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  /** The part of the offset that is daylight saving time. */
  readonly dst: number;
  readonly name: string;
}

export interface ZoneRules {
  /** What holds at every time, when there is only one. */
  readonly fixed: LocalType | null;
  /** What holds when the wall clock shows this; `fold` is 1 for the second of two such times. Undefined when nothing is known. */
  atWall(wall: number, year: number, fold: number): LocalType | undefined;
  /** What holds at a time in UTC, and whether the wall clock then shows that time for the second time. */
  atUtc(utc: number, year: number): { type: LocalType; fold: 0 | 1 };
}

/** The index behind the last item that is not above `x`. */
export function bisectRight(items: readonly number[], x: number): number {
  let low = 0,
    high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x < (items[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
