// Times threadsnake beside others on the same work.
//
//   node benchmarks/run.mjs [NAME...] [--rounds 5] [--out results.json]     NAME: the beginning of a case's name
//
// A case is a function in benchmarks/python (see python-cases.mjs), or a file in benchmarks/cases, a module whose `contenders`
// maps names to functions (see rounds.mjs). Of a function in Python the fastest round counts, in one process of each engine: the
// ratio is CPython's time divided by ours, above 1 is faster; growth is what twice the size costs. Of contenders the first is the
// yardstick. What takes more than five times CPython's time is marked; the run fails only where results differ.
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import "../scripts/node-version.mjs";
import { prepare } from "../scripts/prepare.mjs";
import { measurePython, pythonCases } from "./python-cases.mjs";
import { takeRounds } from "./rounds.mjs";

const { values: options, positionals: names } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, out: { type: "string" } },
  allowPositionals: true,
});
const rounds = Number(options.rounds);
const isWanted = (name) => names.length === 0 || names.some((wanted) => name.startsWith(wanted));

await prepare();
const results = {};
for (const pythonCase of pythonCases().filter(({ name }) => isWanted(name))) {
  const measured = await measurePython(pythonCase, rounds);
  results[pythonCase.name] = measured;
  console.log(describePython(pythonCase.name, measured));
}
for (const file of readdirSync("benchmarks/cases").toSorted()) {
  const name = file.replace(/\.mjs$/, "");
  if (!isWanted(name)) continue;
  const { contenders } = await import(pathToFileURL(join("benchmarks/cases", file)).href);
  const rows = await takeRounds(contenders, rounds);
  results[name] = rows;
  for (const row of rows) {
    const ratio = row === rows[0] ? "" : `${(rows[0].median / row.median).toFixed(2)}x`;
    console.log(
      `${name.padEnd(24)} ${row.name.padEnd(14)} ${milliseconds(row.median)}  first ${milliseconds(row.first)}  ${ratio.padStart(8)}  ${row.note}`,
    );
    if (row.note) process.exitCode = 1;
  }
}
if (options.out) writeFileSync(options.out, `${JSON.stringify({ ...circumstances(), results }, null, 1)}\n`);

function describePython(name, { cpython, threadsnake }) {
  const [theirs, ours] = [cpython[0].fastest, threadsnake[0].fastest];
  const growth = (threadsnake[1].fastest / ours).toFixed(2);
  let note = ours > 5 * theirs ? "over 5 times CPython's time" : "";
  if (cpython.some(({ result }, index) => result !== threadsnake[index].result)) {
    note = "another result";
    process.exitCode = 1;
  }
  const ratio = `${(theirs / ours).toFixed(2)}x`;
  return `${name.padEnd(24)} cpython ${milliseconds(theirs)}  threadsnake ${milliseconds(ours)}  first ${milliseconds(threadsnake[0].first)}  ${ratio.padStart(7)}  growth ${growth}  ${note}`;
}

function milliseconds(value) {
  return `${value.toFixed(2).padStart(9)} ms`;
}

function circumstances() {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit,
    node: process.version,
    processor: `${cpus().length} x ${cpus()[0]?.model}`,
  };
}
