/**
 * Something that will be there later: a promise of the host, a tool's answer, a passed time, a released lock.
 *
 * A body in the generator form yields it to whoever drives it and is resumed when it has settled; the body then takes the
 * outcome from the wait itself, so that nothing but Python's own values passes through the generators in between.
 */
export class HostWait {
  #state: "waiting" | "done" | "failed" = "waiting";
  #outcome: unknown = null;
  #listeners: Array<() => void> = [];
  /** Tells the host that nobody waits any more. */
  onCancel: (() => void) | null = null;

  constructor(promise?: Promise<unknown>) {
    promise?.then(
      (value) => this.settle(value),
      (error: unknown) => this.fail(error),
    );
  }

  get isWaiting(): boolean {
    return this.#state === "waiting";
  }

  settle(value: unknown): void {
    this.#end("done", value);
  }

  fail(error: unknown): void {
    this.#end("failed", error);
  }

  /** Settles without an outcome, where nobody waits any more. */
  cancel(): void {
    if (!this.isWaiting) return;
    this.onCancel?.();
    this.settle(null);
  }

  /** What it settled with; throws what it failed with. */
  take(): unknown {
    if (this.#state === "failed") throw this.#outcome;
    return this.#outcome;
  }

  /** Calls `listener` once settled, at once when it is already. */
  whenSettled(listener: () => void): void {
    if (this.isWaiting) this.#listeners.push(listener);
    else listener();
  }

  #end(state: "done" | "failed", outcome: unknown): void {
    if (!this.isWaiting) return;
    this.#state = state;
    this.#outcome = outcome;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
