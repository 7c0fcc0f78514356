/** Timers of any length. */

/** What a timer can count: a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Calls `callback` after a time, which may be months; returns the way to stop. */
export function startTimer(ms: number, callback: () => void): () => void {
  const time = Date.now() + ms;
  let timer: ReturnType<typeof setTimeout>;
  const wait = (): void => {
    const left = time - Date.now();
    timer = left > LONGEST_TIMER_MS ? setTimeout(wait, LONGEST_TIMER_MS) : setTimeout(callback, Math.max(0, left));
  };
  wait();
  return () => clearTimeout(timer);
}
