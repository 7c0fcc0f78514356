// A thousand runs at once in one process, against the model server: time, memory and how long the event loop is held up.
//
//   node benchmarks/agents/concurrent.mjs [--runs 1000] [--steps 10]
import { fork } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import "../../scripts/node-version.mjs";
import { prepare } from "../../scripts/prepare.mjs";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "1000" }, steps: { type: "string", default: "10" } },
});
await prepare();
const { create } = await import("./contenders/threadsnake.mjs");

const server = fork(new URL("server.mjs", import.meta.url));
const { port } = await new Promise((resolve) => server.once("message", resolve));
const agent = create(`http://127.0.0.1:${port}/v1`, Number(options.steps));
for (let run = 0; run < 50; run++) await agent.plain();

const runs = Number(options.runs);
const before = process.memoryUsage();
const cpu = process.cpuUsage();
let most = before.rss;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const started = performance.now();
const answers = await Promise.all(Array.from({ length: runs }, () => agent.plain()));
const seconds = (performance.now() - started) / 1000;
delay.disable();
clearInterval(watch);
const { user, system } = process.cpuUsage(cpu);

const requests = runs * (Number(options.steps) + 1);
const milliseconds = (nanoseconds) => (nanoseconds / 1e6).toFixed(1);
console.log(
  `${answers.filter((answer) => answer === "done").length} of ${runs} runs of ${options.steps} steps answered in ${seconds.toFixed(1)} s`,
);
console.log(
  `${((user + system) / 1000 / requests).toFixed(2)} ms of processor for each request, ${(requests / seconds).toFixed(0)} requests a second`,
);
console.log(
  `memory ${(most / 2 ** 20).toFixed(0)} MB at most, ${((most - before.rss) / 2 ** 10 / runs).toFixed(0)} KB for each run`,
);
console.log(
  `event loop held up ${milliseconds(delay.percentile(50))} ms in the middle, ${milliseconds(delay.percentile(99))} ms at 99 %, ${milliseconds(delay.max)} ms at most`,
);
process.exitCode = answers.every((answer) => answer === "done") ? 0 : 1;
server.disconnect();
