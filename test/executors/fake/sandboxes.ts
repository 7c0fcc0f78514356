/** Builds the fake entries once a test run and opens executors on them. */
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openInProcess } from "../../../src/executors/in-process.ts";
import {
  type Isolation,
  LocalPythonExecutor,
  type LocalPythonExecutorOptions,
  type SandboxSource,
} from "../../../src/executors/local.ts";
import { openProcess } from "../../../src/executors/process.ts";
import { openWorker } from "../../../src/executors/worker.ts";
import { createFakeEngine } from "./engine.ts";

const directory = mkdtempSync(join(tmpdir(), "threadsnake-test-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
const built = new Map<string, Promise<string>>();

/** The path of a built entry. */
export function fakeEntry(name: "process-entry" | "worker-entry"): Promise<string> {
  let path = built.get(name);
  if (path === undefined) {
    path = buildEntry(name);
    built.set(name, path);
  }
  return path;
}

async function buildEntry(name: string): Promise<string> {
  const outfile = join(directory, `${name}.mjs`);
  const entry = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}

export const fakeSource: SandboxSource = {
  async open(isolation, memoryBytes) {
    if (isolation === "process") return openProcess({ entry: await fakeEntry("process-entry"), memoryBytes });
    if (isolation === "worker") return openWorker(memoryBytes, await fakeEntry("worker-entry"));
    return openInProcess(createFakeEngine);
  },
};

/** An executor over the fake engine; `await using` closes it. */
export function fakeExecutor(isolation: Isolation, options: LocalPythonExecutorOptions = {}): LocalPythonExecutor {
  return new LocalPythonExecutor({ isolation, timeoutSeconds: 5, ...options }, fakeSource);
}

/** The error that `promise` rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("it did not fail");
}
