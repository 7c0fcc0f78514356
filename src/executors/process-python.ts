/** Starts a real Python with the runner of remote/runner.ts, in a folder and a process group of its own. */
import { ThreadsnakeError } from "../errors.ts";
import { SandboxConnection } from "./connection.ts";
import { systemLocks } from "./process-command.ts";
import { startProcess } from "./process.ts";
import { RUNNER } from "./remote/runner.ts";

const { spawnSync } = process.getBuiltinModule("node:child_process");
const { mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");
const { tmpdir } = process.getBuiltinModule("node:os");
const { join } = process.getBuiltinModule("node:path");

export interface PythonProcessOptions {
  /** The interpreter: a name on PATH, or the python of a virtual environment. Default `"python3"`. */
  python?: string | undefined;
  /** Whether the network stays reachable. Default false; taken away only where `unshare` works. */
  network?: boolean | undefined;
  /** The whole environment of the process. Default empty. */
  env?: Record<string, string> | undefined;
}

/** A Python that serves one session. @internal */
export function openPython(options: PythonProcessOptions): SandboxConnection {
  const python = realInterpreter(options.python ?? "python3");
  const wanted = systemLocks().filter(
    ({ name }) => name === "parent" || (name === "network" && options.network !== true),
  );
  const [file = python, ...args] = [
    ...wanted.flatMap((lock) => lock.command(0)),
    python,
    "-I",
    "-c",
    RUNNER,
    "bytes",
    "3",
    "3",
  ];
  const cwd = mkdtempSync(join(tmpdir(), "threadsnake-"));
  const cleanUp = (): void => rmSync(cwd, { recursive: true, force: true });
  return new SandboxConnection(startProcess({ file, args }, { cwd, env: options.env, cleanUp }));
}

const interpreters = new Map<string, string>();

/** Version managers put scripts on PATH that need the environment; the interpreter behind them does not. */
function realInterpreter(python: string): string {
  const known = interpreters.get(python);
  if (known !== undefined) return known;
  const { status, stdout, error } = spawnSync(python, ["-I", "-c", "import sys; print(sys.executable)"], {
    encoding: "utf8",
    timeout: 20_000,
  });
  if (status !== 0) {
    throw new ThreadsnakeError(`There is no Python to run: ${JSON.stringify(python)} did not start.`, {
      code: "python-missing",
      hint: "Install Python 3.10 or newer, or name it in the option `python`.",
      cause: error,
    });
  }
  const path = stdout.trim();
  interpreters.set(python, path);
  return path;
}
