/** What a sandbox worker runs. */
import { createPythonEngine } from "./python-engine.ts";
import { serveWorker } from "./worker-serve.ts";

await serveWorker(createPythonEngine);
