import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/wires/peers/**", "**/node_modules/**"],
    // One module graph per thread: the suite is many small files, and none may leave state behind anyway.
    pool: "threads",
    isolate: false,
    // vitest leaves one core free unless told otherwise, which on two cores is half the machine.
    maxWorkers: "100%",
    testTimeout: 20_000,
    reporters: ["default", "./scripts/vitest-last-line.mjs"],
  },
});
