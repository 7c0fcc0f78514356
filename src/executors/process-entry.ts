/** What a sandbox process runs: locks its own world, warms up, and serves its host. */
import { Script } from "node:vm";
import type { CompileHook } from "../python/index.ts";
import type { CreateEngine } from "./engine.ts";
import { serveProcess } from "./process-serve.ts";
import { createPythonEngine } from "./python-engine.ts";

// Code from strings is off in this process. A Script still compiles, and nothing but this function holds it.
const compile: CompileHook = (parameters, body) =>
  new Script(`(function(${parameters.join(",")}){${body}\n})`).runInThisContext() as unknown;

const create: CreateEngine = (options, host) => createPythonEngine(options, host, compile);

await serveProcess(create);
