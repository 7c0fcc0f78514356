// What an agent costs for each step beside others, against a model server on this machine that answers at once.
//
//   (cd benchmarks/agents && npm install) && node benchmarks/agents/run.mjs [--rounds 5] [--out results.json]
//
// Contenders take turns, each in a process of its own; those that are not installed are left out. A figure is the median over the
// rounds of a round's median of times between the server's reply and the next request. Budgets are threadsnake's, in ms.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import "../../scripts/node-version.mjs";
import { prepare } from "../../scripts/prepare.mjs";
import { median } from "../rounds.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, out: { type: "string" } },
});
const NAMES = ["threadsnake", "ai-sdk", "openai-agents", "langchain", "mastra"];
/** Steps of a run, and how many runs make a round. The longest has two, for early and late steps are looked at alone. */
const LENGTHS = [
  { steps: 1, runs: 40 },
  { steps: 10, runs: 5 },
  { steps: 50, runs: 2 },
];
const BUDGETS = { plain: 0.6, streamed: 0.8 };
/** By how much the next one must be slower. */
const LEAD = 1.1;
/**
 * Rounds that are not counted, before each that is. While the others have their turns, a contender is idle, and V8 then shrinks its heap and
 * drops compiled code (seen with --trace-gc --trace-deopt): without them, a round measured how fast it comes back.
 */
const REWARMING = 3;

await prepare();
const server = fork(new URL("server.mjs", import.meta.url));
const { port } = await answerOf(server);
const contenders = await start();
// Long enough for the compiler to have seen everything.
for (const { child } of contenders)
  for (const kind of ["plain", "streamed"]) await ask(child, { steps: 50, kind, runs: 30 });
await ask(server, "gaps");

const rows = [];
for (const kind of ["plain", "streamed"]) for (const length of LENGTHS) rows.push(...(await compare(kind, length)));
const failures = rows.filter(({ isKept }) => isKept === false).length;
console.log(failures === 0 ? "every budget is kept" : `${failures} budgets are not kept`);
if (options.out) {
  const circumstances = {
    node: process.version,
    processor: cpus()[0]?.model,
    date: new Date().toISOString().slice(0, 10),
  };
  writeFileSync(options.out, `${JSON.stringify({ ...circumstances, rows }, null, 1)}\n`);
}
process.exitCode = failures === 0 ? 0 : 1;
for (const child of [server, ...contenders.map((contender) => contender.child)]) child.disconnect();

async function start() {
  const started = [];
  for (const name of NAMES) {
    const file = new URL(`contenders/${name}.mjs`, import.meta.url).href;
    const child = fork(new URL("contender.mjs", import.meta.url), [file, `http://127.0.0.1:${port}/v1`], {
      stdio: ["ignore", 2, "pipe", "ipc"],
    });
    let complaint = "";
    child.stderr.on("data", (text) => (complaint += text));
    const isReady = await Promise.race([
      answerOf(child),
      new Promise((resolve) => child.once("exit", () => resolve(false))),
    ]);
    if (isReady) started.push({ name, child });
    else console.log(`${name} is left out: ${/^\w*Error.*$/m.exec(complaint)?.[0] ?? complaint}`);
  }
  return started;
}

async function compare(kind, { steps, runs }) {
  const measured = contenders.map(({ name, child }) => ({
    name,
    child,
    rounds: [],
    early: [],
    late: [],
    cpu: [],
    rss: 0,
  }));
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const contender of round % 2 ? measured.toReversed() : measured) {
      await ask(contender.child, { steps, kind, runs: runs * REWARMING });
      await ask(server, "gaps");
      const { answer, error, cpu, rss } = await ask(contender.child, { steps, kind, runs });
      const { gaps } = await ask(server, "gaps");
      if (error !== undefined || answer !== "done" || gaps.length !== steps * runs) {
        contender.note = error ?? `answered ${JSON.stringify(answer)} after ${gaps.length} steps`;
        continue;
      }
      contender.rounds.push(median(gaps));
      contender.early.push(median(gaps.filter((_gap, index) => index % steps < 10)));
      contender.late.push(median(gaps.filter((_gap, index) => index % steps >= steps - 10)));
      contender.cpu.push(cpu / ((steps + 1) * runs));
      contender.rss = rss;
    }
  }
  const figures = measured.map(({ name, rounds, early, late, cpu, rss, note }) => {
    const figure = { kind, steps, name, milliseconds: median(rounds), cpu: median(cpu), rss, ...(note && { note }) };
    return steps < 50 ? figure : { ...figure, early: median(early), late: median(late) };
  });
  const [own, ...others] = figures;
  const next = Math.min(...others.map(({ milliseconds }) => milliseconds || Infinity));
  own.isKept =
    own.milliseconds <= BUDGETS[kind] &&
    next >= own.milliseconds * LEAD &&
    (own.late === undefined || own.late <= own.early * 1.25);
  for (const figure of figures) print(figure);
  return figures;
}

function print({ kind, steps, name, milliseconds, cpu, rss, early, late, isKept, note = "" }) {
  const growth = early === undefined ? "" : `  steps 1-10 ${early.toFixed(2)}, 41-50 ${late.toFixed(2)}`;
  const mark = isKept === undefined ? " " : isKept ? "✓" : "✗";
  console.log(
    `${mark} ${kind.padEnd(8)} ${String(steps).padStart(2)} steps  ${name.padEnd(13)} ${milliseconds?.toFixed(3).padStart(7)} ms  cpu ${cpu?.toFixed(2)} ms  ${rss.toFixed(0).padStart(4)} MB${growth}  ${note}`,
  );
}

function ask(child, message) {
  child.send(message);
  return answerOf(child);
}

function answerOf(child) {
  return new Promise((resolve) => child.once("message", resolve));
}
