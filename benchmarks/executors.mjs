// What a sandbox costs: start, a tool call, memory, and how fast it is gone. Budgets are those of docs/security.md.
//
//   node benchmarks/executors.mjs [--rounds 9] [--out results.json]
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import "../scripts/node-version.mjs";
import { prepare } from "../scripts/prepare.mjs";
import { median } from "./rounds.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, out: { type: "string" } },
});

await prepare();
const { LocalPythonExecutor } = await import("threadsnake/executors");
const rounds = Number(options.rounds);

const opened = [];
function open(options) {
  const executor = new LocalPythonExecutor(options);
  opened.push(executor);
  return executor;
}

/** Milliseconds from nothing to the answer of a first action. */
async function start(isolation) {
  const started = performance.now();
  const executor = open({ isolation });
  await executor.run("0");
  return performance.now() - started;
}

/** The same with a process waiting in the pool. */
async function warmStart() {
  await new Promise((resolve) => setTimeout(resolve, 400));
  return start("process");
}

/** Microseconds of one tool call, the loop around it taken off. */
async function toolCall(isolation) {
  const executor = open({ isolation });
  await executor.sendTools({ tick: (x) => x });
  const time = async (call) => {
    const begun = performance.now();
    await executor.run(`for i in range(2000):\n    ${call}`);
    return performance.now() - begun;
  };
  await time("tick(i)");
  return ((await time("tick(i)")) - (await time("abs(i)"))) / 2;
}

/** Megabytes of a sandbox process after one action: all that is resident, or what it shares with no other Node. */
async function memory(field) {
  const executor = open({});
  await executor.run("0");
  const megabytes = (pid) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]) / 1024;
  return Math.max(...sandboxes().map(megabytes));
}

/** Milliseconds that an action outlives its limit of half a second. */
async function overrun(code) {
  const executor = open({ timeoutSeconds: 0.5 });
  await executor.run("0");
  const begun = performance.now();
  await executor.run(code).catch(() => {});
  return performance.now() - begun - 500;
}

/** Milliseconds from an abort to the rejection. */
async function abort() {
  const executor = open({});
  await executor.run("0");
  const controller = new AbortController();
  const running = executor.run("while True: pass", { signal: controller.signal }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  const begun = performance.now();
  controller.abort();
  await running;
  await executor.close();
  return performance.now() - begun;
}

/** Milliseconds until a session that a limit ended answers again. */
async function rebuild() {
  const executor = open({ timeoutSeconds: 0.3 });
  for (let action = 0; action < 20; action++) await executor.run(`x${action} = [${action}] * 1000`);
  await executor.run("while True: pass").catch(() => {});
  const begun = performance.now();
  await executor.run("x19");
  return performance.now() - begun;
}

/** The sandboxes among the children: the builder of dist/ is one, too, and a large one. */
function sandboxes() {
  const isSandbox = (pid) => {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
      return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("process-entry");
    } catch {
      return false;
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isSandbox(name));
}

const FIGURES = [
  ["process: start to first answer", "ms", 60, () => start("process")],
  ["process: the same from the pool", "ms", 20, warmStart],
  ["worker: start to first answer", "ms", 60, () => start("worker")],
  ["none: start to first answer", "ms", 10, () => start("none")],
  ["process: tool call", "µs", 60, () => toolCall("process")],
  ["worker: tool call", "µs", 60, () => toolCall("worker")],
  ["none: tool call", "µs", 60, () => toolCall("none")],
  ...(process.platform === "linux"
    ? [
        ["process: resident memory", "MB", 80, () => memory("Rss")],
        ["process: memory of its own", "MB", 25, () => memory("Private_Dirty")],
      ]
    : []),
  ["process: an endless loop outlives its limit by", "ms", 250, () => overrun("while True: pass")],
  ["process: abort to rejection", "ms", 50, abort],
  ["process: 20 actions rebuilt", "ms", 150, rebuild],
];

const results = {};
for (const [name, unit, budget, measure] of FIGURES) {
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    samples.push(await measure());
    while (opened.length) await opened.pop().close();
  }
  const value = median(samples);
  results[name] = { unit, budget, median: value, fastest: Math.min(...samples), slowest: Math.max(...samples) };
  console.log(
    `${value <= budget ? "✓" : "✗"} ${name.padEnd(48)} ${value.toFixed(1).padStart(7)} ${unit}, budget ${budget}`,
  );
}
if (options.out) {
  const circumstances = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    // What else the machine had to do: above the number of cores the fastest sample says more than the median.
    load: Math.round(loadavg()[0] ?? 0),
    date: new Date().toISOString().slice(0, 10),
  };
  writeFileSync(options.out, `${JSON.stringify({ ...circumstances, results }, null, 1)}\n`);
}
