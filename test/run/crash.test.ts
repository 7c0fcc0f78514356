/**
 * Runs are killed with SIGKILL after single events and taken up by another process. Each time another tenth of all points;
 * all of them, and a second death on the way, with `CRASH_POINTS=all npx vitest run test/run/crash`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalPythonExecutor } from "../../src/executors/local.ts";
import { createScenarios } from "./scenarios.ts";
import type { World } from "./scenarios.ts";

const scenarios = createScenarios((request) => new LocalPythonExecutor({ isolation: "none", ...request }));
const all = process.env["CRASH_POINTS"] === "all";
const every = all ? 1 : 10;
const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % every);
const root = fileURLToPath(new URL("../..", import.meta.url));
let program: string;
let folder: string;
let points = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(root, "node_modules/.cache-crash-"));
  program = join(folder, "child.mjs");
  await build({
    entryPoints: [join(root, "test/run/crash-child.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    external: ["../executors/local.ts"],
    logLevel: "silent",
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`killed at ${points} points\n`);
  expect(points).toBeGreaterThanOrEqual(300 / every);
});

function start(
  directory: string,
  name: string,
  verb: "run" | "resume",
  killAfter: number,
): { signal: string | null; output: string } {
  const { signal, stdout, stderr } = spawnSync(process.execPath, [program, directory, name, verb, String(killAfter)], {
    encoding: "utf8",
  });
  if (signal === null && stderr !== "") throw new Error(stderr);
  return { signal, output: stdout };
}

/** The same run, left alone: how many events it has, how often the world was asked, and its answer. */
async function completeHere(name: string): Promise<{ events: number; world: number; answer: object }> {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new Error(name);
  const world: World = { models: [], tools: [] };
  const run = scenario.create(world).run("the task", scenario.options);
  const { output, state } = await run.result();
  return {
    events: run.events.length,
    world: world.models.length + world.tools.length,
    answer: { state, output: typeof output === "bigint" ? `${output}n` : output },
  };
}

/** Calls that were begun and have no result; a model is asked at most once at a time, and says so only when it has answered. */
function countInFlight(directory: string): number {
  const events = linesOf(join(directory, "r.jsonl")).map((line) => JSON.parse(line) as { key?: string; type: string });
  const keys = new Set(events.map(({ key }) => key));
  return Math.max(
    1,
    events.filter(({ type, key }) => type === "tool-start" && !keys.has(key?.replace(/\/start$/, ""))).length,
  );
}

const linesOf = (path: string): string[] => (existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []);

describe("a run that is killed", () => {
  it.each(scenarios.map(({ name }, index) => ({ name, index })))(
    `in $name comes to the same answer, and no acknowledged event is lost (CRASH_SEED=${seed})`,
    async ({ name, index }) => {
      const { events, world, answer } = await completeHere(name);
      // Other points in each scenario, so that a tenth of them meets events of every kind.
      for (let point = 1 + ((seed + index) % every); point < events; point += every) {
        const directory = mkdtempSync(join(folder, "cut-"));
        expect(start(directory, name, "run", point).signal).toBe("SIGKILL");
        const written = linesOf(join(directory, "r.jsonl")).map((line) => (JSON.parse(line) as { seq: number }).seq);
        for (const seq of linesOf(join(directory, "acknowledged.txt"))) expect(written).toContain(Number(seq));
        let inFlight = countInFlight(directory);
        if (all) {
          start(directory, name, "resume", 2);
          inFlight += countInFlight(directory);
        }
        expect(JSON.parse(start(directory, name, "resume", 0).output), `killed after event ${point}`).toMatchObject(
          answer,
        );
        const done = linesOf(join(directory, "world.txt"));
        // What was in flight at a death may have been done again, and nothing else.
        expect(done.length - world).toBeLessThanOrEqual(inFlight);
        const log = linesOf(join(directory, "r.jsonl")).map(
          (line) => JSON.parse(line) as { key?: string; type: string },
        );
        const keys = log.flatMap(({ key }) => (key === undefined ? [] : [key]));
        expect(new Set(keys).size).toBe(keys.length);
        rmSync(directory, { recursive: true });
        points += 1;
      }
    },
    all ? 1_200_000 : 120_000,
  );
});
