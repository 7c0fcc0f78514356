// The process that calls: tells its parent of each call before it, and of each that ran past its limits after it.
import { readFileSync } from "node:fs";
import { Python } from "threadsnake/python";

const task = JSON.parse(process.argv[2]);
const LIMITS = { seconds: 0.5, operations: 500_000, memoryBytes: 64 * 2 ** 20, recursion: 200, outputBytes: 2 ** 16 };
/** Processor time that a call may take without a count, and then for each step of its count: a thousand times what steps take. */
const MOST_UNCOUNTED_MS = 4,
  MOST_MS_OF_A_STEP = 0.03;
const source = readFileSync(new URL("walk.py", import.meta.url), "utf8");

let python;

async function start() {
  python = new Python({ authorizedImports: ["*"], limits: { ...LIMITS, seconds: 60, operations: 1e9 } });
  await python.run(source);
}

await start();
const places = (await python.run(`entries(${JSON.stringify(task.modules)})`)).output;
const shapes = (await python.run("SHAPES")).output;
process.send({ entries: places.length });

for (let entry = task.entry; entry < places.length; entry++) {
  const name = places[entry].join(".");
  if (task.only.length && !task.only.some((wanted) => name.startsWith(wanted))) continue;
  for (let call = entry === task.entry ? task.call : 0; call < shapes.length; call++)
    if ((entry + call) % task.every === 0) await attempt(entry, name, call);
}
process.send({ isDone: true }, () => process.exit(0));

async function attempt(entry, name, call) {
  const text = `${name}(${shapes[call].join(", ")})`;
  process.send({ at: { entry, call, text } });
  // Messages leave while this process waits for something.
  await new Promise(setImmediate);
  const { milliseconds, operations } = await costOf(entry, call, text);
  if (milliseconds > task.mostCpuMs) process.send({ past: `${text}: ${milliseconds} ms of processor time` });
  if (!isUndercharged(milliseconds, operations)) return;
  // The machine or the collector may have been slow once.
  for (let again = 0; again < 3; again++) {
    const repeated = await costOf(entry, call, text);
    if (!isUndercharged(repeated.milliseconds, repeated.operations)) return;
  }
  process.send({ past: `${text}: ${operations} steps for ${milliseconds} ms of processor time` });
}

/** Whether a call takes long and hardly counts: the clock is looked at each 20,000 steps, and a loop of such calls would not end. */
function isUndercharged(milliseconds, operations) {
  return milliseconds > MOST_UNCOUNTED_MS && milliseconds > operations * MOST_MS_OF_A_STEP;
}

async function costOf(entry, call, text) {
  const before = process.cpuUsage();
  let operations = 0;
  try {
    const action = `attempt(${JSON.stringify(places[entry])}, ${JSON.stringify(shapes[call])})`;
    const { output } = await python.run(action, { limits: LIMITS });
    ({ operations } = python);
    if (typeof output === "string") process.send({ past: `${text}: ${output}` });
  } catch (error) {
    if (error.name !== "LimitError" && error.name !== "PythonError")
      process.send({ past: `${text}: ${error.stack.slice(0, 600)}` });
    ({ operations } = python);
    if (error.name === "LimitError") {
      operations = LIMITS.operations;
      await start();
    }
  }
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: Math.round((user + system) / 1000), operations };
}
