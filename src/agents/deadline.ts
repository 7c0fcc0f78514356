import { startTimer } from "../run/timer.ts";

/** A signal that is aborted with `reason` when the time is up, or when `signal` is. `stop` lets go of the timer. */
export function startDeadline(
  signal: AbortSignal,
  seconds: number | undefined,
  reason: (seconds: number) => Error,
): { signal: AbortSignal; stop: () => void } {
  if (seconds === undefined) return { signal, stop: () => {} };
  const controller = new AbortController();
  const stop = startTimer(seconds * 1000, () => controller.abort(reason(seconds)));
  return { signal: AbortSignal.any([signal, controller.signal]), stop };
}
