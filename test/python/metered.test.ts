/** Every entry of every register under small limits; `node test/python/metered/run.mjs` makes all the calls. */
import { describe, expect, it } from "vitest";
import { libraryModules, walk } from "./metered/run.mjs";

describe("the walk over the registers", () => {
  it("finds no entry that runs past its limits", async () => {
    const modules = libraryModules();
    const halves = [0, 1].map((half) => modules.filter((_, index) => index % 2 === half));
    const results = await Promise.all(halves.map((half) => walk({ modules: half, every: 91 })));
    expect(results.flatMap(({ past }) => past)).toEqual([]);
    expect(results.reduce((sum, { calls }) => sum + calls, 0)).toBeGreaterThan(4000);
  }, 120_000);

  it("reports an entry that uses more than it may", async () => {
    const { past } = await walk({ modules: ["math"], only: ["math.gcd"], every: 91, mostCpuMs: -1 });
    expect(past).toEqual([expect.stringMatching(/^math\.gcd\(.*\): \d+ ms of processor time$/)]);
  });
});
