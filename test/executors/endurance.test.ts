import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

// The small form of test/harnesses/endurance/run.mjs, in a process of its own, where nothing else opens and starts anything.
it.each(["process", "worker", "none"])(
  "runs leave memory, processes and descriptors where they were: isolation %s",
  { timeout: 60_000 },
  async (isolation) => {
    const words = ["test/harnesses/endurance/run.mjs", "--runs", "10", "--at-once", "8", "--isolation", isolation];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(stdout).toMatch(/nothing is left\n$/);
  },
);
