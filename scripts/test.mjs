// npm test: installs and builds what is missing, then runs vitest with the arguments given (`npm test -- str` for one file).
import { spawn } from "node:child_process";
import "./node-version.mjs";

const { prepare } = await import("./prepare.mjs");
await prepare();
const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)], {
  stdio: ["ignore", "inherit", "inherit"],
});
vitest.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : code;
});
