/** Runs that are kept: listed, shown again, forked. The demo makes them, since it needs no model. */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram, temporaryFolder } from "./program.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const store = ["--store", folder.path];
let demo = "";

beforeAll(async () => {
  const { code, stdout, stderr } = await runProgram(["demo", ...store], { env: { COLUMNS: "80" } });
  expect({ code, stdout }, stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Hilltop/) });
  demo = stderr;
});

/** Times differ from run to run, and so do names. */
function masked(text: string): string {
  return text.replaceAll(/\b\d+(?:\.\d)?m?s\b/g, "TIME").replaceAll(/(replay|resume) [0-9a-f]{4}\b/g, "$1 ID");
}

describe("the demo", () => {
  test("is as in the golden transcript", async () => {
    await expect(masked(demo)).toMatchFileSnapshot("golden/demo-80.txt");
  });

  test("replays line for line, answer included", async () => {
    const { code, stdout } = await runProgram(["replay", "last", ...store], { env: { COLUMNS: "80" } });
    expect(code).toBe(0);
    const body = demo.slice(demo.indexOf("  ❯"), demo.indexOf("\n    3 steps"));
    expect(stdout.replaceAll(" · demo · ", " · demo (a script, no model) · ")).toContain(body);
    expect(stdout).toContain("✔ Hilltop had the most rain");
  });
});

describe("a kept run", () => {
  test("is a file that only its owner reads", () => {
    const [name] = readdirSync(folder.path).filter((entry) => entry.endsWith(".jsonl"));
    expect(statSync(join(folder.path, name ?? "")).mode & 0o777).toBe(0o600);
  });

  test("is listed, for people and for programs", async () => {
    const listed = await runProgram(["runs", ...store]);
    expect(listed.stdout).toMatch(/^ {2}[0-9a-f]{4} {2}just now {2}✔ Hilltop had .* 3 steps .* Three weather stations/);
    const [row] = (await runProgram(["runs", "--json", ...store])).stdout.trim().split("\n");
    expect(JSON.parse(row ?? "")).toMatchObject({ state: "success", steps: 3, modelId: "demo" });
  });

  test("shows one step of itself, its code, its events, and a page", async () => {
    const step = await runProgram(["replay", "last", "--step", "2", ...store]);
    expect(step.stdout).toContain("Step 2");
    expect(step.stdout).not.toContain("Step 1");
    const page = join(folder.path, "page.html");
    await runProgram(["replay", "last", "--html", page, ...store]);
    expect(readFileSync(page, "utf8")).toContain("Hilltop had the most rain");
    expect((await runProgram(["replay", "last", "--python", ...store])).stdout).toContain(
      "totals = {name: week(values)",
    );
    expect((await runProgram(["replay", "last", "--markdown", ...store])).stdout).toContain("Hilltop");
    const events = (await runProgram(["replay", "last", "--json", ...store])).stdout.trim().split("\n");
    expect(events.map((line) => (JSON.parse(line) as { type: string }).type)).toContain("final-answer");
  });

  test("is found by the beginning of its name, and by nothing else", async () => {
    const { stdout } = await runProgram(["runs", ...store]);
    const id = /[0-9a-f]{4}/.exec(stdout)?.[0] ?? "";
    expect((await runProgram(["replay", id, ...store])).code).toBe(0);
    expect(await runProgram(["replay", "zzzz", ...store])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no run zzzz"),
    });
  });

  test("is forked at a step: what came before is not done again", async () => {
    const { code, stdout, stderr } = await runProgram(["fork", "last", "--step", "3", "be brief", ...store]);
    expect({ code, stdout }, stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Hilltop had the most/) });
    expect(stderr).toContain("❯ be brief");
    expect((await runProgram(["runs", ...store])).stdout.trim().split("\n")).toHaveLength(2);
    expect(await runProgram(["fork", "last", "--step", "9", ...store])).toMatchObject({ code: 2 });
    expect(await runProgram(["fork", "last", ...store])).toMatchObject({ code: 2 });
  });
});

test("events come as JSON lines when asked, and nothing else does", async () => {
  const { stdout, stderr } = await runProgram(["demo", "--json", "--no-save"]);
  const types = stdout
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect([types[0], types.at(-1)]).toEqual(["run-start", "run-end"]);
  expect(stderr).toBe("");
});

test("the answer alone with -q, and nothing is kept with --no-save", async () => {
  const empty = temporaryFolder();
  const { stdout, stderr } = await runProgram(["demo", "-q", "--no-save"], { env: { THREADSNAKE_HOME: empty.path } });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^Hilltop[^\n]*\n$/), stderr: "" });
  expect(readdirSync(empty.path)).toEqual([]);
  empty.remove();
});

test("a place that cannot be written to stops nobody, unless it was named", async () => {
  const place = join(folder.path, "page.html", "runs");
  const { code, stderr } = await runProgram(["demo"], { env: { THREADSNAKE_HOME: place } });
  expect(code).toBe(0);
  expect(stderr).toContain(`this run is not saved: ${place} cannot be written to (ENOTDIR)`);
  expect((await runProgram(["demo", "--store", place])).code).toBe(2);
});

test("the doctor says what works", async () => {
  const { code, stdout } = await runProgram(["doctor", ...store]);
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(/✔ sandbox +Python runs in a process of its own/);
  expect(stdout).toContain("none: name one with -m");
});
