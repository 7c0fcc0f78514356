// What run.mjs and the tests measure.
import { readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
const isLinux = process.platform === "linux";
/** Code of modules that are loaded late, and what the collector leaves for later. */
const ALLOWED_MEGABYTES = 8;

/** Child processes of this program, zombies too. */
function children() {
  if (!isLinux) return 0;
  const parentOf = (pid) => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      return 0;
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid).length;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function measure() {
  // The pool starts its spare process a little later; sockets close in a turn of their own.
  await pause(1000);
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await pause(20);
  }
  return {
    heapMegabytes: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
    descriptors: isLinux ? readdirSync("/proc/self/fd").length : 0,
    processes: children(),
  };
}

async function oneRun(create, number) {
  const executor = create({ timeoutSeconds: 5, limits: { operations: 2_000_000 } });
  try {
    await executor.sendTools({ double: async (n) => n * 2 });
    const { output } = await executor.run(`x = [double(${number})] * 10\nx[-1]`);
    if (output !== number * 2) throw new Error(`run ${number} gave ${String(output)}`);
    if (number % 10 === 0) await executor.run("1 / 0").catch(() => {});
    if (number % 20 === 0) await executor.run("while True: pass").catch(() => {});
  } finally {
    await executor.close();
  }
}

/** So many runs one after the other, and what is there before and after. */
export async function runInSequence(create, runs) {
  for (let number = 0; number < Math.min(runs, 40); number++) await oneRun(create, number);
  const before = await measure();
  const started = performance.now();
  for (let number = 0; number < runs; number++) await oneRun(create, number);
  const seconds = (performance.now() - started) / 1000;
  const after = await measure();
  const problems = [];
  if (after.heapMegabytes > before.heapMegabytes + ALLOWED_MEGABYTES) problems.push("memory is left");
  if (after.descriptors > before.descriptors) problems.push("file descriptors are left");
  if (after.processes > before.processes) problems.push("processes are left");
  return { before, after, seconds, problems };
}

/** So many executors that work at the same time, each with a call of a tool that takes its time. */
export async function runAtOnce(create, count) {
  const started = performance.now();
  const executors = Array.from({ length: count }, () => create({ timeoutSeconds: 60 }));
  const problems = [];
  try {
    await Promise.all(
      executors.map(async (executor, index) => {
        await executor.sendTools({ slow: async (n) => (await pause(50), n + 1) });
        const { output } = await executor.run(`sum(slow(i) for i in range(3)) + sum(range(${index}))`);
        const expected = 6 + (index * (index - 1)) / 2;
        if (output !== expected) problems.push(`executor ${index} gave ${String(output)}, not ${expected}`);
        await executor.run("kept = 1");
        if ((await executor.run("kept")).output !== 1) problems.push(`executor ${index} lost its names`);
      }),
    );
  } finally {
    await Promise.all(executors.map((executor) => executor.close()));
  }
  const seconds = (performance.now() - started) / 1000;
  const { processes } = await measure();
  if (processes > 1) problems.push(`${processes} processes are left`);
  return { seconds, problems };
}
