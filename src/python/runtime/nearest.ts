/** The name that somebody probably meant, by CPython's distance between names: a letter more, less or other costs two, another case one. */

const MOVE_COST = 2,
  CASE_COST = 1,
  MAX_SIZE = 40,
  MAX_CANDIDATES = 750;

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}

/** Weighted edit distance, or more than `most` as soon as it must be. */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let x = a.slice(start),
    y = b.slice(start);
  let end = 0;
  while (end < x.length && end < y.length && x[x.length - 1 - end] === y[y.length - 1 - end]) end++;
  x = x.slice(0, x.length - end);
  y = y.slice(0, y.length - end);
  if (x === "" || y === "") return (x.length + y.length) * MOVE_COST;
  if (x.length > MAX_SIZE || y.length > MAX_SIZE) return most + 1;
  if (y.length < x.length) [x, y] = [y, x];
  if ((y.length - x.length) * MOVE_COST > most) return most + 1;
  const row = Array.from({ length: x.length }, (_, index) => (index + 1) * MOVE_COST);
  let result = 0;
  for (let i = 0; i < y.length; i++) {
    let distance = i * MOVE_COST,
      least = Infinity;
    result = distance;
    for (let j = 0; j < x.length; j++) {
      const replaced = distance + substitution(y[i] ?? "", x[j] ?? "");
      distance = row[j] ?? 0;
      result = Math.min(replaced, Math.min(result, distance) + MOVE_COST);
      row[j] = result;
      least = Math.min(least, result);
    }
    if (least > most) return most + 1;
  }
  return result;
}

/** The candidate nearest to `name`, or undefined when none is near enough. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > MAX_CANDIDATES || name.length > MAX_SIZE) return undefined;
  let best: string | undefined,
    bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const most = Math.min(Math.floor(((name.length + candidate.length + 3) * MOVE_COST) / 6), bestDistance - 1);
    const distance = editDistance(name, candidate, most);
    if (distance <= most && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
