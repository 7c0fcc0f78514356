// The functions in benchmarks/python, timed in CPython and in threadsnake.
//
// A function takes a size, whose default is its own, and returns the work that is timed: a function without arguments. What
// the work gives must be the same in both, and twice the size should take about twice the time.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "benchmarks/python";
/** The result of the work as a number: some results are megabytes. */
const DIGEST = "__import__('zlib').crc32(repr(result).encode())";

/** The functions with a size of their own, each with the source it stands in. */
export function pythonCases() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".py"))
    .toSorted()
    .flatMap((file) => {
      const source = readFileSync(join(FOLDER, file), "utf8");
      return [...source.matchAll(/^def (\w+)\(n=[\d_]+\):/gm)].map(([, name]) => ({ name, source }));
    });
}

/** One function at its size and at twice that: the times of the first run and of the fastest, and the result, in both. */
export async function measurePython({ name, source }, rounds) {
  return { cpython: inCPython(name, source, rounds), threadsnake: await inThreadsnake(name, source, rounds) };
}

function inCPython(name, source, rounds) {
  const driver = `
def measure(size):
    work, times = ${name}(size), []
    for _ in range(${rounds}):
        started = __import__("time").perf_counter()
        result = work()
        times.append((__import__("time").perf_counter() - started) * 1000)
    return {"first": times[0], "fastest": min(times), "result": ${DIGEST}}
print(__import__("json").dumps([measure(${name}.__defaults__[0]), measure(2 * ${name}.__defaults__[0])]))
`;
  return JSON.parse(execFileSync("python3", ["-c", source + driver], { encoding: "utf8", maxBuffer: 2 ** 26 }));
}

async function inThreadsnake(name, source, rounds) {
  const { Python } = await import("threadsnake/python");
  const python = new Python({ authorizedImports: ["*"], limits: { seconds: 300, memoryBytes: 2 ** 30 } });
  await python.run(source);
  const measures = [];
  for (const factor of [1, 2]) {
    await python.run(`work = ${name}(${factor} * ${name}.__defaults__[0])\nNone`);
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await python.run("result = work()\nNone");
      times.push(performance.now() - started);
    }
    const { output } = await python.run(DIGEST);
    measures.push({ first: times[0], fastest: Math.min(...times), result: output });
  }
  return measures;
}
