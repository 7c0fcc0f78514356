/**
 * A real `python3` in a process of its own, for code that needs native packages. Tools stay on the host; results come back as data.
 *
 * It is a wall against accidents (time, memory, network where the system can take it away), not against malice: the code reads
 * every file that its user can read.
 */
import type { PythonProcessOptions } from "../process-python.ts";
import { SessionExecutor, type SessionOptions } from "../session.ts";

export interface CPythonExecutorOptions extends SessionOptions, PythonProcessOptions {}

/** Runs actions in a real Python; names persist until a limit ends the process. */
export class CPythonExecutor extends SessionExecutor {
  constructor(options: CPythonExecutorOptions = {}) {
    super(options, { open: async () => (await import("../process-python.ts")).openPython(options), canRepeat: false });
  }
}
