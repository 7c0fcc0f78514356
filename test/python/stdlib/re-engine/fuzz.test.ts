import type { Case } from "./cpython.ts";
import { PatternWriter, Random, randomGarbage, randomSubject } from "./random-pattern.ts";
import { differences } from "./cpython.ts";
import { expect, test } from "vitest";

const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000);
const count = Number(process.env["FUZZ_COUNT"] ?? 400);

test(`random patterns match as in CPython (seed ${seed})`, () => {
  const random = new Random(seed);
  const cases = Array.from({ length: count }, (): Case => {
    const pattern = new PatternWriter(random).write();
    return {
      pattern,
      flags: random.pick([0, 0, 0, 2, 8, 16, 256]),
      subjects: Array.from({ length: 6 }, () => randomSubject(random)),
    };
  });
  expect(differences(cases)).toEqual([]);
});

test(`random strings are refused in CPython's words (seed ${seed})`, () => {
  const random = new Random(seed + 1);
  const cases = Array.from({ length: count * 2 }, (): Case => {
    const pattern = randomGarbage(random);
    const bytes = random.below(4) === 0 && Array.from(pattern).every((character) => character <= "\xff");
    return { pattern, bytes, flags: random.pick([0, 0, 0, 64, 4, 32]), subjects: ["a1 (b"] };
  });
  expect(differences(cases)).toEqual([]);
});
