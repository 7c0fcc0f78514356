/** A host to be killed: starts one sandbox on the entry and program it is given, prints its process id, and waits. */
import { SandboxConnection } from "../../../src/executors/connection.ts";
import { processCommand } from "../../../src/executors/process-command.ts";
import { startProcess } from "../../../src/executors/process.ts";

const [, , entry = "", code = "[]"] = process.argv;
const transport = startProcess(processCommand({ entry, memoryBytes: 64 << 20 }));
const connection = new SandboxConnection(transport);
connection.setBusy(true);
await connection.ready;
connection.init({ authorizedImports: [], limits: {}, modules: {}, files: {}, seed: 1 });
void connection.run({
  code,
  seconds: null,
  operations: null,
  clock: null,
  callDeadlineMs: 60_000,
  killAfterMs: 60_000,
  maxCalls: 1,
  maxLogs: 1,
  answer: () => new Promise(() => {}),
});
setTimeout(() => process.stdout.write(`${transport.pid}\n`), 100);
setInterval(() => {}, 1000);
