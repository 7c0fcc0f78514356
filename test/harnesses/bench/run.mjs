#!/usr/bin/env node
// Times threadsnake's Python against CPython on the same programs, side by side in one run.
//
//   node test/harnesses/bench/run.mjs [--only b01,b03] [--repeats 7] [--folder DIR] [--isolation process] [--json]
//
// Run from the project's root, after a build. For each program: the fastest of `repeats` runs in one warm process of
// each engine, plus the first (cold) run; every run includes compiling the source. A program prints what it computed,
// and the output must be CPython's, or the line says "wrong output". ratio = CPython time / threadsnake time: above 1
// threadsnake is faster. The default limits are on, but for the clock. A program that takes CPython less than 0.1 ms is shown and left out of
// the geometric means in the last line. --isolation process runs the same through LocalPythonExecutor (one sandbox, warm).
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const HERE = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: {
  only: { type: "string" }, repeats: { type: "string", default: "7" }, folder: { type: "string", default: HERE },
  json: { type: "boolean" }, child: { type: "string" }, isolation: { type: "string" },
} });

const CPYTHON = `
import sys, time, io, contextlib, json
path, repeats = sys.argv[1], int(sys.argv[2])
source = open(path).read()
times = []
started = time.perf_counter()
for _ in range(repeats):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        t = time.perf_counter()
        exec(compile(source, "program", "exec"), {"__name__": "__main__"})
        times.append((time.perf_counter() - t) * 1000)
    if time.perf_counter() - started > 30: break
print(json.dumps({"times": times, "output": out.getvalue()}))
`;

async function child(path) {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  let entry = manifest.exports[options.isolation ? "." : "./python"];
  while (typeof entry === "object") entry = entry.node ?? entry.import ?? entry.default;
  const { Python, LocalPythonExecutor } = await import(pathToFileURL(resolve(entry)).href);
  const source = readFileSync(path, "utf8");
  const times = [];
  let output, error;
  const started = performance.now();
  for (let i = 0; i < Number(options.repeats); i++) {
    const python = options.isolation
      ? new LocalPythonExecutor({ isolation: options.isolation, additionalAuthorizedImports: ["*"], timeoutSeconds: 120 })
      : new Python({ authorizedImports: ["*"], limits: { seconds: 120 } });
    if (options.isolation) await python.run("0");
    const t = performance.now();
    try { output = (await python.run(source)).logs; } catch (e) { error = `${e.name}: ${e.message}`.slice(0, 200); break; }
    times.push(performance.now() - t);
    if (options.isolation) await python.close();
    if (performance.now() - started > 30_000) break;
  }
  console.log(JSON.stringify({ times, output, error }));
}

const last = (text) => JSON.parse(text.trim().split("\n").at(-1));
const run = (command, args) => last(execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 26 }));

if (options.child) await child(options.child);
else {
  const only = options.only?.split(",");
  const programs = readdirSync(options.folder).filter((name) => name.endsWith(".py") && (!only || only.some((o) => name.startsWith(o)))).sort();
  const rows = [];
  for (const name of programs) {
    const path = join(options.folder, name);
    let ours, theirs;
    try { theirs = run("python3", ["-c", CPYTHON, path, options.repeats]); } catch { theirs = { times: [], error: "CPython failed" }; }
    try { ours = run(process.execPath, [fileURLToPath(import.meta.url), "--child", path, "--repeats", options.repeats,
      ...(options.isolation ? ["--isolation", options.isolation] : [])]); }
    catch (error) { ours = { times: [], error: String(error.message).slice(0, 120) }; }
    const best = (r) => Math.min(...r.times);
    const row = { name, cpython: best(theirs), ours: best(ours), cold: ours.times[0], cpythonCold: theirs.times[0],
      note: ours.error ?? (ours.output !== theirs.output ? "wrong output" : "") };
    row.ratio = row.note ? null : row.cpython / row.ours;
    row.coldRatio = row.note ? null : row.cpythonCold / row.cold;
    rows.push(row);
    if (!options.json) console.log(`${name.padEnd(26)} cpython ${row.cpython.toFixed(1).padStart(8)} ms  threadsnake ${row.ours.toFixed(1).padStart(8)} ms  `
      + `ratio ${(row.ratio ?? 0).toFixed(2).padStart(6)}  cold ${(row.coldRatio ?? 0).toFixed(2).padStart(6)}  ${row.note}`);
  }
  const counted = rows.filter((row) => row.cpython >= 0.1);
  const mean = (key) => { const r = counted.map((row) => row[key]).filter(Boolean); return Math.exp(r.reduce((s, x) => s + Math.log(x), 0) / r.length); };
  if (options.json) console.log(JSON.stringify(rows));
  else console.log(`bench: ${rows.filter((row) => row.ratio).length} of ${rows.length} right, geometric mean ${mean("ratio").toFixed(2)}x CPython warm, ${mean("coldRatio").toFixed(2)}x cold`);
}
