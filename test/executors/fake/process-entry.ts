import { serveProcess } from "../../../src/executors/process-serve.ts";
import { createFakeEngine } from "./engine.ts";

// A raw look at the channel for the tests of hostile frames.
Object.assign(globalThis, {
  writeRaw: (text: string) => import("node:fs").then(({ writeSync }) => writeSync(3, text)),
});
await serveProcess(createFakeEngine);
