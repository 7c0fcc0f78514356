// Calls every entry of every register with huge and hostile arguments under small limits, and reports each that runs past them.
//
//   node test/python/metered/run.mjs [--only NAME,...] [--every N] [--jobs 2]     NAME: the beginning of an entry's name
//
// A child process calls, because a call that never ends cannot be stopped from inside: it is killed when it has been silent for
// a while, what it called is reported, and another child goes on behind it. A call has run past its limits, too, when it used
// far more processor time than a limit of seconds lets it, or when the process died of memory.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const SILENCE_MS = 15_000;
/** Processor time that a call may take: what its limits give it, the collection of what it made, and a noisy machine. */
const MOST_CPU_MS = 2000;
const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The modules that the register of the library names. */
export function libraryModules() {
  const register = readFileSync(new URL("../../../src/python/stdlib/index.ts", import.meta.url), "utf8");
  return ["builtins", ...[...register.matchAll(/^ {2}"?([\w.]+)"?: \(/gm)].map(([, name]) => name)];
}

/**
 * Walks the entries of `modules` and makes one of `every` so many calls, other ones of each entry. Resolves to what ran past
 * its limits, and to how many entries and calls there were.
 */
export async function walk({ modules, only = [], every = 1, mostCpuMs = MOST_CPU_MS, report = () => {} }) {
  const past = [];
  const note = (text) => {
    past.push(text);
    report(text);
  };
  let calls = 0;
  let next = { entry: 0, call: 0 };
  for (;;) {
    const end = await oneChild({ modules, only, every, mostCpuMs, ...next }, note);
    calls += end.calls;
    if (end.isDone) return { past, entries: end.entries, calls };
    if (end.calls === 0) throw new Error(`the walk over ${modules.join(", ")} does not start: ${end.why}`);
    note(`${end.at.text}: ${end.why}`);
    next = { entry: end.at.entry, call: end.at.call + 1 };
  }
}

function oneChild(task, note) {
  return new Promise((resolve) => {
    const child = fork(`${HERE}child.mjs`, [JSON.stringify(task)], {
      execArgv: ["--max-old-space-size=1024"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    let at;
    let entries = 0;
    let calls = 0;
    let isDone = false;
    let why = "the process died";
    const silence = () => {
      why = `silent for ${SILENCE_MS / 1000} s`;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(silence, SILENCE_MS);
    child.on("message", (message) => {
      clearTimeout(timer);
      timer = setTimeout(silence, SILENCE_MS);
      if (message.at) {
        at = message.at;
        calls++;
      }
      entries = message.entries ?? entries;
      isDone ||= message.isDone === true;
      if (message.past) note(message.past);
    });
    child.on("exit", () => {
      clearTimeout(timer);
      resolve({ isDone, at, entries, calls, why });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values: options } = parseArgs({
    options: {
      only: { type: "string" },
      every: { type: "string", default: "1" },
      jobs: { type: "string", default: "2" },
    },
  });
  const modules = libraryModules();
  const jobs = Number(options.jobs);
  const started = performance.now();
  const walks = Array.from({ length: jobs }, (_, job) =>
    walk({
      modules: modules.filter((_, index) => index % jobs === job),
      only: options.only?.split(",") ?? [],
      every: Number(options.every),
      report: (text) => console.log(text),
    }),
  );
  const results = await Promise.all(walks);
  const sum = (field) => results.reduce((total, result) => total + (result[field].length ?? result[field]), 0);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `metered: ${sum("past")} of ${sum("calls")} calls of ${sum("entries")} entries ran past their limits (${seconds} s)`,
  );
  process.exitCode = sum("past") === 0 ? 0 : 1;
}
