/**
 * Logs of every released version, which must replay for ever. A new version adds its own and never changes those that are
 * there: `UPDATE_LOGS=1 npx vitest run test/run/logs` writes what is missing.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fileStore } from "../../src/run/log-file.ts";
import { LocalPythonExecutor } from "../../src/executors/local.ts";
import { createScenarios } from "./scenarios.ts";
import type { World } from "./scenarios.ts";

const folder = fileURLToPath(new URL("logs", import.meta.url));
const scenarios = createScenarios((request) => new LocalPythonExecutor({ isolation: "none", ...request }));
const fileOf = (version: string, name: string): string => join(folder, version, `${name.replaceAll(" ", "-")}.jsonl`);

if (process.env["UPDATE_LOGS"] === "1") {
  mkdirSync(join(folder, "v1"), { recursive: true });
  for (const scenario of scenarios) {
    const path = fileOf("v1", scenario.name);
    if (existsSync(path)) continue;
    const directory = mkdtempSync(join(tmpdir(), "threadsnake-"));
    await scenario
      .create({ models: [], tools: [] })
      .run("the task", { ...scenario.options, store: fileStore(directory), runId: "r" })
      .result();
    writeFileSync(path, readFileSync(join(directory, "r.jsonl")));
  }
}

const logs = readdirSync(folder).flatMap((version) =>
  readdirSync(join(folder, version)).map((file) => ({ version, file })),
);

describe.each(logs)("the log $version/$file", ({ version, file }) => {
  const scenario = scenarios.find(({ name }) => `${name.replaceAll(" ", "-")}.jsonl` === file);
  const original = readFileSync(join(folder, version, file), "utf8");

  function storeWithLog(): { directory: string; store: ReturnType<typeof fileStore> } {
    const directory = mkdtempSync(join(tmpdir(), "threadsnake-"));
    writeFileSync(join(directory, "r.jsonl"), original);
    return { directory, store: fileStore(directory) };
  }

  it("replays to its answer with every derived event the same to the letter", async () => {
    const world: World = { models: [], tools: [] };
    const { directory, store } = storeWithLog();
    const result = await scenario?.create(world).replay("r", { store, verify: true }).result();
    expect(result?.error).toBeUndefined();
    expect(result?.output).toEqual(scenario?.answer);
    expect(world).toEqual({ models: [], tools: [] });
    expect(readFileSync(join(directory, "r.jsonl"), "utf8")).toBe(original);
  });

  it("is finished when it is resumed, and stays byte for byte what it was", async () => {
    const { directory, store } = storeWithLog();
    expect(await scenario?.create({ models: [], tools: [] }).resume("r", { store })).toEqual(scenario?.answer);
    expect(readFileSync(join(directory, "r.jsonl"), "utf8")).toBe(original);
  });
});
