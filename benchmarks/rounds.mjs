// Side by side: contenders take turns, so that a noisy moment hits all of them, and must give the same output.

/**
 * `contenders` maps a name to a function that does the work once and returns `{ milliseconds, output }`, or only the output,
 * and then the call itself is timed. Resolves to one row for each: median, fastest, first, and whether its output is the first one's.
 */
export async function takeRounds(contenders, rounds = 5) {
  const rows = Object.keys(contenders).map((name) => ({ name, times: [], output: undefined, error: undefined }));
  for (let round = 0; round < rounds; round++) {
    for (const row of round % 2 ? rows.toReversed() : rows) {
      if (row.error) continue;
      try {
        const started = performance.now();
        const result = await contenders[row.name]();
        const elapsed = performance.now() - started;
        row.times.push(result?.milliseconds ?? elapsed);
        row.output = result?.milliseconds === undefined ? result : result.output;
      } catch (error) {
        row.error = `${error.name}: ${error.message}`.slice(0, 120);
      }
    }
  }
  return rows.map(({ name, times, output, error }) => ({
    name,
    median: median(times),
    fastest: Math.min(...times),
    first: times[0],
    note: error ?? (isEqual(output, rows[0].output) ? "" : "another output"),
  }));
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function isEqual(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
