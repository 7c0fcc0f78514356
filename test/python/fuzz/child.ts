/** One process of the fuzzing: checks programs `from` to `to` of a seed and tells its parent which it is at. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readEntries } from "../../harnesses/containment/entries.mjs";
import { randomFrom } from "../differential/choice.ts";
import { Checker } from "./check.ts";
import { BrokenPrograms } from "./programs.ts";

/** Top-level pieces of the language tests, and the attacks. */
function corpus(): string[] {
  const pieces = ["language", "builtins"].flatMap((folder) =>
    readdirSync(join("test/python", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".py"))
      .sort()
      .flatMap((name) => readFileSync(join("test/python", folder, name), "utf8").split(/\n{2,}(?=\S)/)),
  );
  const attacks = readEntries("test/harnesses/containment/attacks.json").map(({ code }) => code);
  return [...pieces, ...attacks].filter((text): text is string => text !== null && text.length < 1500);
}

const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);
const programs = corpus();
const checker = new Checker();
for (let index = from; index < to; index++) {
  // Each program has a seed of its own, so that one can be made again alone.
  const program = new BrokenPrograms(randomFrom(seed * 1_000_003 + index), programs).program();
  if (index % 50 === 0) {
    process.send?.({ index });
    // What a WeakRef was made of lives until the process turns to something else.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const trouble = await checker.check(program);
  if (trouble !== undefined) process.send?.({ index, program, trouble });
}
process.send?.({ index: to, done: true });
process.disconnect?.();
