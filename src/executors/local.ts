/** The default executor: Python on this machine, in a child process, a worker, or one's own process. */
import { OptionError } from "../errors.ts";
import { checkAuthorizedImports } from "../python/missing-module.ts";
import type { SandboxConnection } from "./connection.ts";
import type { EngineLimits } from "./executor.ts";
import { SessionExecutor, type SessionOptions } from "./session.ts";

/** Where Python runs. `"process"` holds hostile code; the others are for trusted code, tests and browsers (docs/security.md). */
export type Isolation = "process" | "worker" | "none";

const ISOLATIONS: readonly Isolation[] = ["process", "worker", "none"];

export interface LocalPythonExecutorOptions extends SessionOptions {
  /** Default `"process"`. */
  isolation?: Isolation | undefined;
}

/** What tests put in place of the real thing. @internal */
export interface SandboxSource {
  open(isolation: Isolation, memoryBytes: number): SandboxConnection | Promise<SandboxConnection>;
}

/**
 * Runs Python actions; names persist between them.
 *
 * ```ts
 * const executor = new LocalPythonExecutor({ timeoutSeconds: 10 });
 * await executor.sendTools({ search: async (query: string) => [query] });
 * const { output } = await executor.run("len(search('snakes'))"); // 1
 * await executor.close();
 * ```
 */
export class LocalPythonExecutor extends SessionExecutor {
  readonly isolation: Isolation;

  constructor(options?: LocalPythonExecutorOptions);
  /** @internal */
  constructor(options?: LocalPythonExecutorOptions, source?: SandboxSource);
  constructor(options: LocalPythonExecutorOptions = {}, source: SandboxSource = defaultSource) {
    const isolation = options.isolation ?? "process";
    if (!ISOLATIONS.includes(isolation))
      throw new OptionError(`there is no isolation ${JSON.stringify(isolation)}`, {
        hint: `Use ${ISOLATIONS.join(", ")}.`,
      });
    checkAuthorizedImports(options.additionalAuthorizedImports ?? [], Object.keys(options.modules ?? {}));
    super(options, { open: (limits: EngineLimits) => source.open(isolation, limits.memoryBytes), canRepeat: true });
    this.isolation = isolation;
  }
}

const defaultSource: SandboxSource = {
  // Loaded when wanted: a browser never sees what belongs to Node, and a process never loads the engine of another.
  async open(isolation, memoryBytes) {
    if (isolation === "process") return (await import("./process-pool.ts")).takeProcess(memoryBytes);
    if (isolation === "worker") return (await import("./worker.ts")).openWorker(memoryBytes);
    const [{ openInProcess }, { createPythonEngine }] = await Promise.all([
      import("./in-process.ts"),
      import("./python-engine.ts"),
    ]);
    return openInProcess(createPythonEngine);
  },
};
