/** The first line comes soon: what a command does not need is not loaded. Compared with Node alone, since machines differ. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./program.ts";

const ROUNDS = 5;
/** Node alone takes about 40 ms, and the program may take 150. */
const FACTOR = 3.75;

function untilOutput(args: readonly string[]): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const stop = (): void => {
      resolve(performance.now() - started);
      child.kill("SIGKILL");
    };
    child.stdout.once("data", stop);
    child.stderr.once("data", stop);
    child.on("error", reject);
  });
}

test.each([[["--version"]], [["--help"]], [["demo", "--no-save"]]])("%j", async (args) => {
  let [alone, ours] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    alone = Math.min(alone, await untilOutput(["-e", "process.stdout.write('x')"]));
    ours = Math.min(ours, await untilOutput([join(root, "dist/cli/main.js"), ...args]));
  }
  expect(ours, `${ours} ms against ${alone} ms of Node alone`).toBeLessThan(alone * FACTOR);
});
