// How long a user waits before anything happens, against the budgets. Each figure is the median over fresh processes.
//
//   node benchmarks/start.mjs [--rounds 9]
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import "../scripts/node-version.mjs";
import { prepare } from "../scripts/prepare.mjs";
import { median } from "./rounds.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "9" } } });

/** Each script prints figures as JSON; `ms` since the process's own start is performance.now(). */
const MEASUREMENTS = [
  {
    script: `
      const started = performance.now();
      const { Python } = await import("threadsnake/python");
      const imported = performance.now();
      const action = (await import("node:fs")).readFileSync("benchmarks/action.py", "utf8");
      const run = async () => { const t = performance.now(); await new Python().run(action); return performance.now() - t; };
      const cold = await run();
      const later = [];
      for (let i = 0; i < 200; i++) later.push(await run());
      later.sort((a, b) => a - b);
      console.log(JSON.stringify([imported - started, cold, later[100]]));
    `,
    figures: [
      ['import "threadsnake/python"', "ms", 25],
      ["20-line action, first in a process", "ms", 8],
      ["20-line action, warm", "ms", 1.5],
    ],
  },
  {
    script: `
      const { LocalPythonExecutor } = await import("threadsnake");
      const started = performance.now();
      const executor = new LocalPythonExecutor({});
      await executor.sendTools({ tick: (x) => x });
      await executor.run("0");
      const ready = performance.now() - started;
      const calls = async (n) => { const t = performance.now(); await executor.run("for i in range(" + n + "):\\n    tick(i)"); return performance.now() - t; };
      await calls(2000);
      const micro = (await calls(2000)) / 2;
      await executor.close();
      console.log(JSON.stringify([ready, micro]));
    `,
    figures: [
      ["sandbox ready, first action answered", "ms", 60],
      ["tool call from the sandbox", "µs", 60],
    ],
  },
];

await prepare();
const rounds = Number(options.rounds);
for (const { script, figures } of MEASUREMENTS) {
  const samples = [];
  for (let round = 0; round < rounds; round++)
    samples.push(JSON.parse(await outputOf(["--input-type=module", "-e", script])));
  for (const [index, figure] of figures.entries()) show(figure, median(samples.map((sample) => sample[index])));
}
if (existsSync("dist/cli/main.js")) {
  const samples = [];
  for (let round = 0; round < rounds; round++)
    samples.push(await millisecondsToFirstOutput(["dist/cli/main.js", "--help"]));
  show(["first output of the command line", "ms", 150], median(samples));
}

function show([name, unit, budget], value) {
  console.log(
    `${value <= budget ? "✓" : "✗"} ${name.padEnd(38)} ${value.toFixed(1).padStart(7)} ${unit}, budget ${budget}`,
  );
}

function outputOf(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.on("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`a measurement ended with ${code}`))));
  });
}

function millisecondsToFirstOutput(args) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.once("data", () => resolve(performance.now() - started));
    child.once("close", () => resolve(Number.NaN));
  });
}
