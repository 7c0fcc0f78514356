/** Asks CPython the same questions as our functions, in one process for a whole batch, and compares the answers. */
import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { FormatError } from "../../../../src/python/builtins/text/format-error.ts";

export type Answer = { value: unknown } | { error: [type: string, message: string] };

/** A case's first element names the function on both sides; the rest is JSON-safe. */
export type Case = readonly [name: string, ...args: unknown[]];

const PROLOGUE = `
import json, struct, sys
sys.set_int_max_str_digits(0)
def real(bits): return struct.unpack('>d', bytes.fromhex(bits))[0]
def bits(real): return 'nan' if real != real else struct.pack('>d', real).hex()
`;

const EPILOGUE = `
answers = []
for name, *args in json.load(sys.stdin):
    try:
        answers.append({"value": globals()[name](*args)})
    except Exception as error:
        answers.append({"error": [type(error).__name__, str(error)]})
json.dump(answers, sys.stdout)
`;

/** `script` defines a Python function for each name; `functions` the same in TypeScript. */
export function compareWithPython(
  script: string,
  functions: ReadonlyMap<string, (...args: never[]) => unknown>,
  cases: readonly Case[],
): void {
  const run = spawnSync("python3", ["-c", PROLOGUE + script + EPILOGUE], {
    input: JSON.stringify(cases),
    maxBuffer: 1 << 28,
  });
  expect(run.stderr.toString()).toBe("");
  const answers = JSON.parse(run.stdout.toString()) as Answer[];
  expect(answers.length).toBe(cases.length);
  const wrong = cases.flatMap((question, index) => {
    const ours = answer(functions, question);
    const theirs = answers[index];
    return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [JSON.stringify({ question, ours, theirs })];
  });
  expect(wrong.slice(0, 10), `${wrong.length} of ${cases.length} differ; seed ${seed}`).toEqual([]);
}

function answer(functions: ReadonlyMap<string, (...args: never[]) => unknown>, [name, ...args]: Case): Answer {
  const run = functions.get(name) as ((...args: unknown[]) => unknown) | undefined;
  if (run === undefined) throw new Error(`no function ${name}`);
  try {
    return { value: run(...args) ?? null };
  } catch (error) {
    if (error instanceof FormatError) return { error: [error.type, error.message] };
    throw error;
  }
}

/** A double as sixteen hexadecimal digits, so that JSON carries every one of them. */
export function toBits(x: number): string {
  if (x !== x) return "nan";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

export function fromBits(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

/** The seed of this run; set SEED to repeat one. */
export const seed: number = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** Reproducible random choices (mulberry32). */
export class Random {
  #state: number;

  constructor(start: number = seed) {
    this.#state = start;
    console.log(`seed ${start}`);
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  choice<T>(items: ArrayLike<T>): T {
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** Doubles of every size, among them short decimals, ties, integers and the edges of the range. */
  float(): number {
    const sign = this.next() < 0.5 ? -1 : 1;
    switch (this.integer(0, 7)) {
      case 0:
        return fromBits(Array.from({ length: 16 }, () => this.choice("0123456789abcdef")).join(""));
      case 1:
        return sign * this.integer(0, 1000);
      case 2:
        return (sign * this.integer(0, 4000)) / 2 ** this.integer(0, 12);
      case 3:
        return sign * Number(`${this.integer(0, 99999)}e${this.integer(-25, 25)}`);
      case 4:
        return sign * this.next();
      case 5:
        return sign * this.next() * 10 ** this.integer(-320, 308);
      case 6:
        return this.choice([
          0,
          -0,
          Infinity,
          -Infinity,
          NaN,
          5e-324,
          1.7976931348623157e308,
          2.2250738585072014e-308,
          1e16,
          1e-4,
          9.5,
          0.5,
          1e21,
          1e22,
          999999.5,
        ]);
      default:
        return sign * Number((this.next() * 1000).toFixed(this.integer(0, 4)));
    }
  }

  /** A text of up to `length` characters from `alphabet`, which may hold astral characters. */
  text(length: number, alphabet: readonly string[]): string {
    return Array.from({ length: this.integer(0, length) }, () => this.choice(alphabet)).join("");
  }
}
