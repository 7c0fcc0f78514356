/** Runs a program and says what came out that may not: an error that is none of ours, or words of JavaScript. */
import { LimitError, Python, PythonError } from "../../../src/python/index.ts";
import { foreignWords } from "./programs.ts";

const LIMITS = { seconds: 2, operations: 300_000, memoryBytes: 48 * 2 ** 20, outputBytes: 20_000, recursion: 300 };

/** Several programs in one interpreter: what one left may meet the next. */
export class Checker {
  #python: Python | undefined;
  #runs = 0;

  /** Begins anew, so that a program is judged alone. */
  reset(): void {
    this.#python = undefined;
  }

  async check(program: string): Promise<string | undefined> {
    if (this.#runs++ % 20 === 0) this.#python = undefined;
    this.#python ??= new Python({ limits: LIMITS, authorizedImports: ["*"], files: { "/f": "text" } });
    try {
      const { logs, repr } = await this.#python.run(program, { filename: "<fuzz>" });
      const word = foreignWords(logs, program) ?? foreignWords(repr, program);
      return word === undefined ? undefined : `shows ${JSON.stringify(word)}: ${(logs + repr).slice(0, 500)}`;
    } catch (error) {
      if (error instanceof LimitError) this.#python = undefined;
      else if (!(error instanceof PythonError))
        return error instanceof Error ? (error.stack ?? error.message) : String(error);
      const texts = [error.message, error.logs, error instanceof PythonError ? error.traceback : ""];
      for (const text of texts) {
        const word = foreignWords(text, program);
        if (word !== undefined) return `says ${JSON.stringify(word)}: ${text.slice(-500)}`;
      }
      return undefined;
    }
  }
}
