#!/usr/bin/env node
// Whether many runs leave anything behind: memory, processes, file descriptors.
//
//   node test/harnesses/endurance/run.mjs [--runs 2000] [--at-once 100] [--isolation process|worker|none]
//
// Run from the project's root, after a build. Each run is an executor of its own with a tool call; every tenth raises, every twentieth
// is ended by a limit. Then so many executors work at the same time.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { runAtOnce, runInSequence } from "./endurance.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    "at-once": { type: "string", default: "100" },
    isolation: { type: "string", default: "process" },
  },
});
const { LocalPythonExecutor } = await import(pathToFileURL(resolve("dist/executors/index.js")).href);
const create = (more) => new LocalPythonExecutor({ isolation: options.isolation, ...more });

const sequence = await runInSequence(create, Number(options.runs));
const { before, after } = sequence;
for (const name of Object.keys(before)) console.log(`${name}: ${before[name]} before, ${after[name]} after`);
const together = await runAtOnce(create, Number(options["at-once"]));
const isClean = sequence.problems.length === 0 && together.problems.length === 0;
for (const problem of [...sequence.problems, ...together.problems]) console.log(`✗ ${problem}`);
console.log(
  `endurance: ${options.runs} runs in ${sequence.seconds.toFixed(0)} s, ${options["at-once"]} at once in ${together.seconds.toFixed(1)} s, ${isClean ? "nothing is left" : "FAILED"}`,
);
process.exitCode = isClean ? 0 : 1;
