/** A host that forgets to close its sandboxes: it must end all the same. */
import { ProcessPool } from "../../../src/executors/process-pool.ts";

const pool = new ProcessPool();
const connection = pool.take({ entry: process.argv[2] ?? "", memoryBytes: 64 << 20 });
connection.setBusy(true);
await connection.ready;
connection.setBusy(false);
