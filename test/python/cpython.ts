import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CPython {
  command: string;
  version: string;
}

export interface PythonOutput {
  stdout: string;
  /** The traceback, where the program ended with one. */
  stderr: string;
}

const CACHE = "node_modules/.cache/threadsnake/cpython";

/** The machine's CPython 3.11 or newer; undefined where there is none. */
export function findCPython(): CPython | undefined {
  for (const command of ["python3", "python3.11", "python3.12", "python3.13"]) {
    try {
      const version = execFileSync(command, ["-c", "import platform; print(platform.python_version())"], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
      const [major = 0, minor = 0] = version.split(".").map(Number);
      if (major === 3 && minor >= 11) return { command, version };
    } catch {
      // Not on this machine: try the next name.
    }
  }
  return undefined;
}

/** What CPython prints for a program. Kept by the hash of the program, so that only a changed one is run again. */
export function runByCPython(python: CPython, source: string): PythonOutput {
  const path = join(CACHE, `${createHash("sha1").update(`${python.version}\0${source}`).digest("hex")}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as PythonOutput;
  const output = runAfresh(python, source);
  mkdirSync(CACHE, { recursive: true });
  // Threads may write the same file at the same time: each writes its own and renames it.
  const partial = `${path}.${process.pid}.${Math.random()}`;
  writeFileSync(partial, JSON.stringify(output));
  renameSync(partial, path);
  return output;
}

function runAfresh(python: CPython, source: string): PythonOutput {
  try {
    const stdout = execFileSync(python.command, ["-"], {
      input: source,
      encoding: "utf8",
      timeout: 30_000,
      maxBuffer: 2 ** 26,
      stdio: ["pipe", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], PYTHONHASHSEED: "0", PYTHONIOENCODING: "utf-8:surrogatepass", TZ: "UTC" },
    });
    return { stdout, stderr: "" };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { stdout, stderr: stderr || String(error) };
  }
}
