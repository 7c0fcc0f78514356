import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { randomFrom } from "../differential/choice.ts";
import { Checker } from "./check.ts";
import { BrokenPrograms, foreignWords } from "./programs.ts";

// node test/python/fuzz/run.mjs --count 1000000 runs more of them, in a process with a watchdog.
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000);
const CORPUS = ["match.py", "classes.py", "generators.py"].flatMap((name) =>
  readFileSync(join(import.meta.dirname, "../language", name), "utf8").split(/\n{2,}(?=\S)/),
);

test("nothing but PythonError and LimitError comes out of broken programs, and no word of JavaScript", async () => {
  const checker = new Checker();
  for (let index = 0; index < 400; index++) {
    const program = new BrokenPrograms(randomFrom(SEED * 1_000_003 + index), CORPUS).program();
    expect(await checker.check(program), `seed ${SEED}, program ${index}:\n${program}`).toBeUndefined();
  }
}, 60_000);

test("words of JavaScript are found", () => {
  expect(foreignWords("Cannot read properties of undefined", "x")).toBe("Cannot read");
  expect(foreignWords("x is not a function", "x")).toBe("is not a function");
  expect(foreignWords("name 'undefined' is not defined", "undefined")).toBeUndefined();
});
