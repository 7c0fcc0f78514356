/** A host that closes its executor and does something after: it must get there. */
import { openProcess } from "../../../src/executors/process.ts";

const connection = openProcess({ entry: process.argv[2] ?? "", memoryBytes: 64 << 20 });
connection.setBusy(true);
await connection.ready;
connection.setBusy(false);
connection.kill("done");
await new Promise<void>((resolve) => connection.whenEnded(resolve));
process.exitCode = 5;
