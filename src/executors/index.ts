/** threadsnake/executors: where code actions run. */
export type {
  CodeOutput,
  EngineLimits,
  HostFunction,
  JsonSchema,
  PythonExecutor,
  RunCodeOptions,
  ToolContext,
  ToolSpec,
} from "./executor.ts";
export { LocalPythonExecutor } from "./local.ts";
export type { Isolation, LocalPythonExecutorOptions } from "./local.ts";
export type { SessionOptions } from "./session.ts";
export { evaluatePythonCode, InterpreterError } from "./evaluate.ts";
export type { EvaluateOptions, EvaluateResult } from "./evaluate.ts";
export { CPythonExecutor } from "./remote/cpython.ts";
export type { CPythonExecutorOptions } from "./remote/cpython.ts";
export { DockerExecutor } from "./remote/docker.ts";
export type { DockerExecutorOptions } from "./remote/docker.ts";
export { E2BExecutor } from "./remote/e2b.ts";
export type { E2BExecutorOptions, E2BSandbox } from "./remote/e2b.ts";
export { CodecError, decode, encode, parse, stringify } from "./codec.ts";
export type { CodecOptions, DecodeOptions, EncodeOptions, JsonValue } from "./codec.ts";
export { Handle, Media } from "./media.ts";
export { capText, stripControls } from "./inert.ts";
export { RebuildError } from "./journal.ts";
