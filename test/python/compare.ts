import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PythonError } from "../../src/python/errors.ts";
import { Python } from "../../src/python/index.ts";
import { findCPython, runByCPython } from "./cpython.ts";

const here = import.meta.dirname;

/** Runs each program of a folder by CPython and by us: both must print the same, and neither may end with a traceback. */
export function compareWithCPython(folder: string): void {
  const cpython = findCPython();
  if (!cpython)
    console.warn(
      `No python3 of version 3.11 or newer on this machine: the programs in test/python/${folder} are skipped.`,
    );
  const programs = programsIn(folder);

  describe.skipIf(!cpython)(folder, () => {
    test("there are programs", () => expect(programs).not.toEqual([]));
    test.each(programs)("%s", async (name) => {
      const source = readFileSync(join(here, folder, name), "utf8");
      const theirs = runByCPython(cpython!, source);
      expect(theirs.stderr, "CPython itself fails").toBe("");
      expect(await runByUs(source)).toBe(theirs.stdout);
    });
  });
}

function programsIn(folder: string): string[] {
  const path = join(here, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".py"))
    .sort();
}

async function runByUs(source: string): Promise<string> {
  const python = new Python({ authorizedImports: ["*"], limits: { seconds: 30 } });
  try {
    return (await python.run(source)).logs;
  } catch (error) {
    const { logs = "", traceback } = error as Partial<PythonError>;
    throw new Error(`${logs.slice(-2000)}\n${traceback ?? String(error)}`, { cause: error });
  }
}
