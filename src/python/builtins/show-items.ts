/** The inside of a container's repr: items, separated by commas. */
import { allocate, spend } from "../runtime/limits.ts";
import { repr } from "../runtime/show.ts";
import type { PyValue } from "../runtime/values.ts";

/** The items are asked for anew each time: the repr of one may change the container. */
export function showItems(items: () => readonly PyValue[]): string {
  const parts = new Parts();
  for (let index = 0; index < items().length; index++) parts.add(repr(items()[index] as PyValue));
  return parts.join();
}

/** Collects texts and charges for them as they come. */
export class Parts {
  readonly #parts: string[] = [];
  #uncharged = 0;

  add(part: string): void {
    spend(1);
    this.#uncharged += part.length + 2;
    if (this.#uncharged > 1024) {
      allocate(2 * this.#uncharged);
      this.#uncharged = 0;
    }
    this.#parts.push(part);
  }

  join(): string {
    return this.#parts.join(", ");
  }
}
