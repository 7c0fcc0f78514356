#!/usr/bin/env node
// Runs the attack corpus against LocalPythonExecutor and reports every entry that is not contained as it must be.
//
//   node test/harnesses/containment/run.mjs [--isolation process|worker|none] [--only RS12,AW03] [--list FILE|FOLDER]
//                                      [--seconds 2] [--out result.json] [--jobs 2]
//
// Run from the project's root, after a build. Each entry runs in a fresh executor with a limit of 2 s (or --seconds) and 128 MB, and
//   must end            within limit + 1 s, with the host's event loop never blocked for more than 0.5 s (0.05 s idle target)
//   must have outcome   `expected`, or one of `accept`:
//       ok      the code ran; where the entry has `result`, it is the Python repr of the value (or of the answer)
//       error   an ordinary Python exception (PythonError); `blocked` is judged the same way
//       limit   a limit ended the run (LimitError), whatever the code did to catch it
//   must leave          Object.prototype, Array.prototype, Function.prototype and globalThis as they were
// Fields: id, category, code | code_gen (a Python expression that makes the source), expected, accept, result, imports
// (authorised beside the default), tools (stubs below), steps ({agent, code}, one executor per agent; the last decides),
// is_final (what isFinalAnswer must be), note, invariant (in words).
//
// What it uses of the project: the root export of package.json, and from it
//   new LocalPythonExecutor({ isolation, additionalAuthorizedImports, timeoutSeconds, limits: { memoryBytes } })
//   await executor.sendTools({ name: function }); await executor.run(code) -> { output, repr, logs, isFinalAnswer };
//   rejects with PythonError or LimitError (error.name); await executor.close().
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readEntries } from "./entries.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: {
  isolation: { type: "string", default: "process" }, only: { type: "string" }, out: { type: "string" },
  list: { type: "string", default: HERE }, seconds: { type: "string", default: "2" }, jobs: { type: "string", default: "2" }, child: { type: "string" },
} });
const LIMIT = Number(options.seconds);

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
let entryPoint = manifest.exports["."];
while (typeof entryPoint === "object") entryPoint = entryPoint.node ?? entryPoint.import ?? entryPoint.default;
const { LocalPythonExecutor } = await import(pathToFileURL(resolve(entryPoint)).href);

const remembered = [];
const finalAnswer = (answer) => answer;
const STUBS = {
  echo: (x) => x,
  get_data: () => ({ items: [1, 2, 3] }),
  apply: (fn, x) => fn(x),
  mutate: (x) => { x?.push?.(9); return null; },
  fail: () => { throw new Error("tool failed"); },
  slow: () => new Promise(() => {}),
  remember: (x) => { remembered.push(x); return null; },
  recall: () => remembered.at(-1),
  final_answer: finalAnswer,
};

// Every own property of the host objects that hostile code likes to change, by identity.
const WATCHED = [Object, Array, Function, String, Number, Map, Set, Promise, RegExp].flatMap((c) => [c, c.prototype]).concat([globalThis, JSON, Math, Reflect]);
const snapshot = () => WATCHED.map((object) => new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)?.value])));
function changed(before) {
  const after = snapshot();
  return before.some((map, i) => map.size !== after[i].size || [...map].some(([key, value]) => !Object.is(after[i].get(key), value)));
}
const LEAK = /\[native code\]|\[object Object\]|node:internal|\.js:\d+|\.mjs:\d+|TypeError: Cannot read/;

const expand = (entry) => ({ ...entry, code: entry.code
  ?? execFileSync("python3", ["-c", `import sys; sys.stdout.write(${entry.code_gen})`], { encoding: "utf8", maxBuffer: 2 ** 28 }) });

async function attempt(executor, code) {
  const started = performance.now();
  let result;
  try {
    result = { outcome: "ok", ...await executor.run(code) };
  } catch (error) {
    const text = `${error?.name}: ${error?.message}`;
    result = { outcome: error?.name === "LimitError" ? "limit" : error?.name === "PythonError" ? "error" : "broken", detail: text.slice(0, 300), text };
  }
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

async function runEntry(entry) {
  const problems = [];
  const before = snapshot();
  const executors = new Map();
  let beat = performance.now(), worst = 0;
  const timer = setInterval(() => { const now = performance.now(); worst = Math.max(worst, now - beat - 10); beat = now; }, 10);
  let last = { outcome: "none" };
  try {
    for (const { agent, code } of entry.steps ?? [{ agent: "A", code: entry.code }]) {
      beat = performance.now();
      if (!executors.has(agent)) {
        const executor = new LocalPythonExecutor({
          isolation: options.isolation, timeoutSeconds: LIMIT, limits: { memoryBytes: 128 * 2 ** 20 },
          additionalAuthorizedImports: entry.imports ?? [],
        });
        executors.set(agent, executor);
        await executor.sendTools({ final_answer: finalAnswer, ...Object.fromEntries((entry.tools ?? []).map((name) => [name, STUBS[name]])) });
      }
      last = await attempt(executors.get(agent), code);
    }
  } catch (error) {
    last = { outcome: "broken", detail: String(error?.stack ?? error).slice(0, 300) };
  } finally {
    for (const executor of executors.values()) await executor.close();
    clearInterval(timer);
  }
  const allowed = new Set([entry.expected, ...(entry.accept ?? [])].map((name) => (name === "blocked" ? "error" : name)));
  if (!allowed.has(last.outcome)) problems.push(`${last.outcome}, expected ${[...allowed].join(" or ")}${last.detail ? ": " + last.detail : ""}`);
  if (last.outcome === "ok" && entry.result !== undefined && last.repr !== entry.result) problems.push(`value ${String(last.repr).slice(0, 120)}, expected ${entry.result}`);
  if (last.outcome === "ok" && entry.is_final !== undefined && last.isFinalAnswer !== entry.is_final) problems.push(`isFinalAnswer ${last.isFinalAnswer}`);
  if (last.seconds > LIMIT + 1) problems.push(`took ${last.seconds.toFixed(1)} s with a limit of ${LIMIT} s`);
  if (worst > 500) problems.push(`host blocked for ${Math.round(worst)} ms`);
  if (changed(before)) problems.push("a host object was changed");
  if (typeof last.output?.then === "function") problems.push("the output is a thenable");
  const shown = [last.text, last.repr, last.logs].filter(Boolean).join("\n");
  if (LEAK.test(shown)) problems.push(`host wording leaks: ${LEAK.exec(shown)[0]}`);
  return { problems, seconds: last.seconds, worst };
}

// Without a process of its own around the code, an entry may take the harness down: then each runs in a process of its own.
const runApart = (entry) => new Promise((done) => {
  execFile(process.execPath, [fileURLToPath(import.meta.url), "--child", entry.id, "--isolation", options.isolation, "--list", options.list, "--seconds", options.seconds],
    { timeout: 30_000, killSignal: "SIGKILL", maxBuffer: 2 ** 26 }, (error, stdout) => {
      try { done(JSON.parse(stdout.trim().split("\n").at(-1))); }
      catch { done({ problems: [`the host ended: ${error?.signal ?? error?.code}`], seconds: 0, worst: 0 }); }
    });
});

const all = readEntries(options.list);
if (options.child) {
  console.log(JSON.stringify(await runEntry(expand(all.find((entry) => entry.id === options.child)))));
  process.exit(0);
}
const wanted = options.only?.split(",");
const entries = all.filter((entry) => !wanted || wanted.includes(entry.id));
const results = {};
const queue = options.isolation === "process" ? entries.map(expand) : [...entries];
await Promise.all(Array.from({ length: Number(options.jobs) }, async () => {
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    const result = results[entry.id] = await (options.isolation === "process" ? runEntry(entry) : runApart(entry));
    for (const problem of result.problems) console.log(`${entry.id} (${entry.category}) ${problem}`);
  }
}));
const contained = Object.values(results).filter((result) => result.problems.length === 0).length;
const slowest = Math.max(...Object.values(results).map((result) => result.seconds ?? 0));
const blocked = Math.max(...Object.values(results).map((result) => result.worst));
if (options.out) writeFileSync(options.out, JSON.stringify(results, null, 1));
console.log(`containment: ${contained} of ${entries.length} entries, slowest ${slowest.toFixed(2)} s, host blocked at most ${Math.round(blocked)} ms`);
process.exitCode = contained === entries.length ? 0 : 1;
