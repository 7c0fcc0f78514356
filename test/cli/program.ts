/** The built program, started as a user starts it. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  outcome: Promise<Outcome>;
}

export interface StartOptions {
  env?: Record<string, string>;
  input?: string;
  cwd?: string;
}

/** Servers that may run on this machine are not looked for: nobody listens at port 9. */
const NOWHERE = "http://127.0.0.1:9";

/** Nothing of the machine's own environment, so that no key and no setting of it matters. */
function environment(extra: Record<string, string>): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: tmpdir(),
    OLLAMA_API_BASE: NOWHERE,
    LM_STUDIO_API_BASE: NOWHERE,
    LLAMAFILE_API_BASE: NOWHERE,
    HOSTED_VLLM_API_BASE: NOWHERE,
    ...extra,
  };
}

export function start(command: readonly string[], { env = {}, input, cwd = tmpdir() }: StartOptions = {}): Started {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { cwd, env: environment(env), stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, outcome };
}

export function startProgram(args: readonly string[], options?: StartOptions): Started {
  return start([process.execPath, join(root, "dist/cli/main.js"), ...args], options);
}

export function runProgram(args: readonly string[], options?: StartOptions): Promise<Outcome> {
  return startProgram(args, options).outcome;
}

/** A folder for runs that is gone afterwards. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "threadsnake-cli-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Waits until it holds, while the program runs: one that ended before says why. */
export async function until(condition: () => boolean, { outcome }: Started): Promise<void> {
  let ended: Outcome | undefined;
  void outcome.then((result) => (ended = result));
  while (!condition()) {
    if (ended !== undefined) throw new Error(`it ended with ${ended.code}: ${ended.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
