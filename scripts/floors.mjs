// Measures what may only get better, and compares it with the floors in ratchets.json.
//
//   node scripts/floors.mjs [NAME...] [--raise]     NAME: the beginning of an entry, as in `conformance` or `bench.warm`
//
// --raise lifts the floors to what was measured, less the margin that the measurement's noise asks for; none is lowered.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import "./node-version.mjs";
import { withoutProgram } from "./check-mirror.mjs";
import { prepare } from "./prepare.mjs";

/** One row per program: how it is run, and where its last line holds each figure. `margin` is a share of the figure. */
const MEASUREMENTS = [
  {
    command: ["test/harnesses/conformance/run.mjs", "--group", "language", "--seconds", "60"],
    figures: { "conformance.language": /: (\d+) of \d+ methods/ },
    margin: 0.003,
  },
  {
    command: ["test/harnesses/conformance/run.mjs", "--group", "library", "--seconds", "60"],
    figures: { "conformance.library": /: (\d+) of \d+ methods/ },
    margin: 0.003,
  },
  {
    command: ["test/harnesses/containment/run.mjs", "--list", "test/harnesses/containment/attacks.json"],
    figures: { "containment.process": /^containment: (\d+) of/ },
    margin: 0,
  },
  {
    command: ["test/harnesses/containment/run.mjs", "--list", "test/harnesses/containment/attacks", "--seconds", "1"],
    figures: { "containment.programs": /^containment: (\d+) of/ },
    margin: 0,
  },
  {
    // Random programs, other ones each time: the seed is in the line that is shown where it fails.
    command: ["test/python/differential/run.mjs", "--count", "1000", "--show", "3"],
    figures: { "differential.wide": /^differential: (\d+) of (\d+) programs differ/ },
    value: ([, differing, all]) => all - differing,
    margin: 0.01,
  },
  {
    command: ["test/harnesses/bench/run.mjs"],
    figures: {
      "bench.right": /^bench: (\d+) of/,
      "bench.warm": /mean ([\d.]+)x CPython warm/,
      "bench.cold": /, ([\d.]+)x cold/,
    },
    margin: 0.12,
  },
];

const { values: options, positionals: names } = parseArgs({
  options: { raise: { type: "boolean" } },
  allowPositionals: true,
});
await prepare();
const floors = JSON.parse(readFileSync("ratchets.json", "utf8"));
const wanted = MEASUREMENTS.filter(({ figures }) => Object.keys(figures).some(isAsked));
let isBelow = false;
for (const measurement of wanted) await measure(measurement);
if (options.raise) {
  // The one entry that is a ceiling; scripts/check.mjs holds it.
  floors["mirror.missing"] = Math.min(floors["mirror.missing"], withoutProgram().length);
  const lines = Object.keys(floors)
    .sort()
    .map((name) => `  ${JSON.stringify(name)}: ${floors[name]}`);
  writeFileSync("ratchets.json", `{\n${lines.join(",\n")}\n}\n`);
}
process.exitCode = isBelow ? 1 : 0;

function isAsked(figure) {
  return names.length === 0 || names.some((name) => figure.startsWith(name));
}

async function measure({ command, figures, margin, value: valueOf = ([, figure]) => Number(figure) }) {
  const started = performance.now();
  const lines = await linesOf(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  for (const [name, pattern] of Object.entries(figures)) {
    const match = pattern.exec(lines.at(-1) ?? "");
    const value = match ? valueOf(match) : Number.NaN;
    const isFine = value >= floors[name];
    if (!isFine) isBelow = true;
    console.log(`${isFine ? "✓" : "✗"} ${name.padEnd(24)} ${value}, floor ${floors[name]}  (${seconds} s)`);
    if (!isFine)
      console.log(
        lines
          .slice(-12)
          .map((line) => `    ${line}`)
          .join("\n"),
      );
    if (options.raise && value > floors[name]) floors[name] = Math.max(floors[name], withMargin(value, margin));
  }
}

/** Whole figures stay whole; a count that has no noise keeps all of it. */
function withMargin(value, margin) {
  const lowered = value * (1 - margin);
  return Number.isInteger(value) ? Math.floor(lowered) : Math.floor(lowered * 100) / 100;
}

/** What a program printed, by lines. It is given a quarter of an hour, because a hanging one must not hold up the rest. */
function linesOf(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), 15 * 60_000);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
    child.on("close", () => {
      clearTimeout(timer);
      resolve(text.trimEnd().split("\n"));
    });
  });
}
