/** Where code runs: an executor by its type, one that is given, or one that a function makes for each run. */
import { OptionError, unreachable } from "../errors.ts";
import type { PythonExecutor } from "./executor.ts";
import { checkAuthorizedImports } from "../python/missing-module.ts";

export type ExecutorType = "local" | "process" | "worker" | "none" | "e2b" | "docker" | "cpython";

export interface ExecutorRequest {
  files?: Record<string, Uint8Array | string> | undefined;
  /** The same seed makes code's chance the same: a run that is resumed gets the one it had. */
  seed?: number | undefined;
}

export interface ExecutorOptions {
  /** An executor that all runs share and nobody closes, or a function that makes one for each run. */
  executor?: PythonExecutor | ((request: ExecutorRequest) => PythonExecutor | Promise<PythonExecutor>) | undefined;
  /** Default "local": a child process. */
  executorType?: ExecutorType | undefined;
  /** Options of the executor. */
  executorKwargs?: Record<string, unknown> | undefined;
  additionalAuthorizedImports?: readonly string[] | undefined;
  maxPrintOutputsLength?: number | undefined;
}

/**
 * Throws where there is no such executor, or where code could never import what is authorised; an executor of the user's, or
 * with a real Python, knows its own modules.
 */
export function checkExecutor({
  executor,
  executorType = "local",
  executorKwargs = {},
  ...options
}: ExecutorOptions): void {
  if (executor !== undefined || REAL_PYTHON.has(executorType)) return;
  if (!OWN_PYTHON.has(executorType))
    throw new OptionError(`there is no executorType ${JSON.stringify(executorType)}`, {
      hint: `Use ${[...OWN_PYTHON, ...REAL_PYTHON].join(", ")}.`,
    });
  const { modules = {} } = executorKwargs as { modules?: object };
  checkAuthorizedImports(options.additionalAuthorizedImports ?? [], Object.keys(modules));
}

/** Throws where files are given beside an executor that is there already, which code could not open them in. */
export function checkFiles(files: object | undefined, agentOptions: object): void {
  const isThere = "executor" in agentOptions && typeof agentOptions.executor === "object";
  if (!isThere || Object.keys(files ?? {}).length === 0) return;
  throw new OptionError("files cannot be put into an executor that is there already", {
    hint: "Give a function that makes one: executor: ({ files }) => new LocalPythonExecutor({ files }).",
  });
}

const OWN_PYTHON: ReadonlySet<ExecutorType> = new Set(["local", "process", "worker", "none"]);
const REAL_PYTHON: ReadonlySet<ExecutorType> = new Set(["cpython", "docker", "e2b"]);

export async function createExecutor(options: ExecutorOptions, request: ExecutorRequest): Promise<PythonExecutor> {
  if (typeof options.executor === "function") return options.executor(request);
  if (options.executor !== undefined) return options.executor;
  const type = options.executorType ?? "local";
  const kwargs = {
    additionalAuthorizedImports: [...(options.additionalAuthorizedImports ?? [])],
    ...(options.maxPrintOutputsLength === undefined ? {} : { maxPrintOutputsLength: options.maxPrintOutputsLength }),
    ...(request.files === undefined ? {} : { files: request.files }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...options.executorKwargs,
  };
  switch (type) {
    case "local":
    case "process":
    case "worker":
    case "none": {
      const { LocalPythonExecutor } = await import("./local.ts");
      return new LocalPythonExecutor({ isolation: type === "local" ? "process" : type, ...kwargs });
    }
    case "cpython":
      return new (await import("./remote/cpython.ts")).CPythonExecutor(kwargs);
    case "docker":
      return new (await import("./remote/docker.ts")).DockerExecutor(kwargs);
    case "e2b":
      return new (await import("./remote/e2b.ts")).E2BExecutor(kwargs);
    default:
      return unreachable(`checkExecutor let pass ${type satisfies never}`);
  }
}

const DEFAULT_SECONDS = 30;

/**
 * After how long a waiting call gives the sandbox back: well before the executor's own limit, which counts the wait. Only an
 * executor that can do its actions again is given back.
 */
export function parkingTime(options: ExecutorOptions): number | undefined {
  if (options.executor !== undefined) return undefined;
  if (!OWN_PYTHON.has(options.executorType ?? "local")) return undefined;
  const { timeoutSeconds, limits } = (options.executorKwargs ?? {}) as {
    timeoutSeconds?: number;
    limits?: { seconds?: number };
  };
  const seconds = timeoutSeconds ?? limits?.seconds ?? DEFAULT_SECONDS;
  return Math.min(10, seconds / 3) * 1000;
}
