// Times threadsnake beside others on the same work.
//
//   node benchmarks/run.mjs [NAME...] [--rounds 5] [--out results.json]     NAME: the beginning of a case's name
//
// A case is a file in benchmarks/python, a program that prints what it computed and is run by CPython and by threadsnake, or a
// file in benchmarks/cases, a module whose `contenders` maps names to functions (see rounds.mjs). The first contender is the
// yardstick: its time divided by another's is that one's ratio, so above 1 is faster. All work in one warm process of each.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import "../scripts/node-version.mjs";
import { prepare } from "../scripts/prepare.mjs";
import { takeRounds } from "./rounds.mjs";

const { values: options, positionals: names } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, out: { type: "string" } },
  allowPositionals: true,
});

await prepare();
const results = {};
for (const [name, load] of casesIn("python", ".py", pythonContenders).concat(
  casesIn("cases", ".mjs", loadContenders),
)) {
  if (names.length && !names.some((wanted) => name.startsWith(wanted))) continue;
  const rows = await takeRounds(await load(), Number(options.rounds));
  results[name] = rows;
  for (const row of rows) {
    const ratio = row === rows[0] ? "" : `${(rows[0].median / row.median).toFixed(2)}x`;
    console.log(
      `${name.padEnd(24)} ${row.name.padEnd(14)} ${row.median.toFixed(2).padStart(10)} ms  first ${row.first?.toFixed(2).padStart(10)} ms  ${ratio.padStart(8)}  ${row.note}`,
    );
  }
}
if (options.out) writeFileSync(options.out, `${JSON.stringify({ ...circumstances(), results }, null, 1)}\n`);
process.exitCode = Object.values(results)
  .flat()
  .some((row) => row.note)
  ? 1
  : 0;

function casesIn(folder, ending, load) {
  const path = join("benchmarks", folder);
  if (!existsSync(path)) return [];
  const files = readdirSync(path).filter((name) => name.endsWith(ending));
  return files.toSorted().map((file) => [file.slice(0, -ending.length), () => load(join(path, file))]);
}

async function loadContenders(path) {
  return (await import(pathToFileURL(path).href)).contenders;
}

/** CPython starts anew each time and runs the program three times: the fastest counts, compiling included. */
async function pythonContenders(path) {
  const { Python } = await import("threadsnake/python");
  const source = readFileSync(path, "utf8");
  const timed = `
import contextlib, io, json, sys, time
source, best = open(sys.argv[1]).read(), float("inf")
for _ in range(3):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        started = time.perf_counter()
        exec(compile(source, "program", "exec"), {"__name__": "__main__"})
        best = min(best, time.perf_counter() - started)
print(json.dumps({"milliseconds": best * 1000, "output": out.getvalue()}))
`;
  return {
    cpython: () => JSON.parse(execFileSync("python3", ["-c", timed, path], { encoding: "utf8", maxBuffer: 2 ** 26 })),
    threadsnake: async () =>
      (await new Python({ authorizedImports: ["*"], limits: { seconds: 120 } }).run(source)).logs,
  };
}

function circumstances() {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit,
    node: process.version,
    processor: `${cpus().length} x ${cpus()[0]?.model}`,
  };
}
