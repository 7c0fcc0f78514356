// Broken and random programs through parser, compiler and a small run: nothing but PythonError and LimitError may come out, and no
// words of JavaScript. A child does the work; one that is silent for too long or dies is started again behind the program it was at.
//
//   node test/python/fuzz/run.mjs [--count 10000] [--seed N] [--from 0] [--jobs 1]
import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    jobs: { type: "string", default: "1" },
  },
});
const SILENCE = 60_000;
const folder = "node_modules/.cache/threadsnake/fuzz";
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: ["test/python/fuzz/child.ts"],
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  logLevel: "error",
});

const seed = Number(values.seed);
const first = Number(values.from);
const last = first + Number(values.count);
const jobs = Number(values.jobs);
let found = 0;
const started = performance.now();
const share = Math.ceil((last - first) / jobs);
await Promise.all(
  Array.from({ length: jobs }, (_, job) => cover(first + job * share, Math.min(last, first + (job + 1) * share))),
);
const seconds = (performance.now() - started) / 1000;
console.log(
  `fuzz: ${found} of ${last - first} programs are wrong (seed ${seed}, from ${first}, ${seconds.toFixed(0)} s)`,
);
process.exitCode = found === 0 ? 0 : 1;

async function cover(from, to) {
  for (let next = from; next < to;) next = await runChild(next, to);
}

/** Runs one child; gives where to go on. */
function runChild(from, to) {
  return new Promise((resolve) => {
    const child = fork(`${folder}/child.mjs`, [String(seed), String(from), String(to)], {
      execArgv: ["--max-old-space-size=1024"],
    });
    let at = from;
    let timer = setTimeout(() => child.kill("SIGKILL"), SILENCE);
    child.on("message", ({ index, program, trouble, done }) => {
      at = index;
      clearTimeout(timer);
      if (!done) timer = setTimeout(() => child.kill("SIGKILL"), SILENCE);
      if (program !== undefined) report(index, program, trouble);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (at >= to) return resolve(to);
      report(at, "(one of fifty programs)", `the process ended: ${signal ?? code}`);
      resolve(at + 50 - (at % 50));
    });
  });
}

function report(index, program, trouble) {
  found++;
  if (found <= 40) console.log(`${"-".repeat(78)}\n# seed ${seed}, program ${index}\n${program}\n-- ${trouble}\n`);
}
