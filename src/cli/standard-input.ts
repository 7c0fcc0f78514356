/** What is piped into the program. */
import type { TerminalHost } from "./terminal.ts";

const PATIENCE_MS = 300;

export class PipedInput {
  readonly #whole: Promise<string>;
  readonly #started: Promise<void>;

  constructor(stdin: TerminalHost["stdin"]) {
    stdin.setEncoding("utf8");
    let text = "";
    const { promise: started, resolve: start } = withResolver();
    this.#started = started;
    this.#whole = new Promise((resolve) => {
      const end = (): void => {
        start();
        resolve(text);
      };
      stdin.on("data", (piece: string) => {
        text += piece;
        start();
      });
      stdin.on("end", end);
      stdin.on("error", end);
    });
  }

  whole(): Promise<string> {
    return this.#whole;
  }

  /** The whole if anything comes soon; a pipe that nobody writes to stays open for ever. */
  async wholeIfAny(): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<"nothing">((resolve) => {
      timer = setTimeout(() => resolve("nothing"), PATIENCE_MS);
    });
    const first = await Promise.race([this.#started, patience]);
    clearTimeout(timer);
    return first === "nothing" ? "" : this.#whole;
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
