/** What a run does at this moment, in a few words. */
import type { RunEvent } from "../run/events.ts";
import { formatDuration } from "./figures.ts";

export class RunStatus {
  #step = 0;
  #activity = "starting";
  #since = Date.now();
  #characters = 0;
  #firstPiece = 0;
  #isOver = false;

  apply(event: RunEvent): void {
    switch (event.type) {
      case "step-start":
        if (event.parentRunId === undefined) this.#step = event.step;
        return this.#begin("thinking");
      case "model-delta":
        if (this.#characters === 0) this.#firstPiece = Date.now();
        this.#characters += (event.content ?? event.reasoning ?? event.toolCall?.arguments ?? "").length;
        this.#activity = event.reasoning === undefined ? "writing" : "reasoning";
        return;
      case "retry":
        return this.#begin(`waiting ${formatDuration(event.waitMs)} before asking again`);
      case "code-start":
        return this.#begin("running");
      case "tool-start":
        return this.#begin(event.tool);
      case "tool-result":
        return this.#begin("running");
      case "approval-request":
        return this.#begin("waiting for a person");
      case "step-end":
        return this.#begin("thinking");
      case "run-end":
        if (event.parentRunId === undefined) this.#isOver = true;
        return;
      default:
    }
  }

  text(): string | undefined {
    if (this.#isOver) return undefined;
    const seconds = (Date.now() - this.#since) / 1000;
    const parts = [this.#activity, ...this.#speed(), `${Math.floor(seconds)}s`];
    const step = this.#step === 0 ? "" : `Step ${this.#step}  `;
    return `${step}${parts.join(" · ")}   (Ctrl-C to stop)`;
  }

  #begin(activity: string): void {
    this.#activity = activity;
    this.#since = Date.now();
    this.#characters = 0;
  }

  /** Four characters to a token, as everybody estimates. */
  #speed(): string[] {
    const seconds = (Date.now() - this.#firstPiece) / 1000;
    if (this.#characters === 0 || seconds < 1) return [];
    return [`${Math.round(this.#characters / 4 / seconds)} tok/s`];
  }
}
