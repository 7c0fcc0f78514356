import { serveWorker } from "../../../src/executors/worker-serve.ts";
import { createFakeEngine } from "./engine.ts";

await serveWorker(createFakeEngine);
