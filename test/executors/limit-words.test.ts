import { describe, expect, it } from "vitest";
import { limitError } from "../../src/executors/limit-words.ts";
import { DEFAULT_SANDBOX_LIMITS } from "../../src/executors/session.ts";
import { Python } from "../../src/python/index.ts";

describe("a limit on memory", () => {
  it.each([300_000, 1_500_000, 64 * 2 ** 20])(
    "of %i bytes is said in the same words by the meter and by the host",
    async (memoryBytes) => {
      const lost = { type: "lost", why: "memory", detail: "", waitedFor: undefined, logs: "" } as const;
      const limits = { ...DEFAULT_SANDBOX_LIMITS, memoryBytes };
      const byHost = limitError(lost, limits, "", true).message;
      const byMeter = await new Python({ limits: { memoryBytes } }).run("'x' * 10**10").then(
        () => "",
        (error: unknown) => (error as Error).message,
      );
      expect(byMeter).toMatch(/more than [\d.]*[1-9]\d* MB/);
      expect(byHost.startsWith(byMeter)).toBe(true);
    },
  );
});
