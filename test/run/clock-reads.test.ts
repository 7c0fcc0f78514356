import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeReads, encodeReads } from "../../src/run/clock-reads.ts";

describe("clock reads in a log", () => {
  it("are a first time and whole differences", () => {
    expect(encodeReads([1795582022321.3145, 1795582022353.0715, 1795582022353.0715])).toEqual({
      first: 1795582022321.3145,
      deltas: [130077, 0],
    });
    expect(encodeReads([])).toBeUndefined();
  });

  it("of older logs stand whole", () => {
    expect(decodeReads([1.5, 2])).toEqual([1.5, 2]);
  });

  it("of a loop take less than three bytes each", () => {
    const reads = Array.from({ length: 10_000 }, (_, index) => 1795582022321 + Math.floor(index / 4) / 4096);
    expect(JSON.stringify(encodeReads(reads)).length).toBeLessThan(30_000);
  });

  it("come back to the last bit, whatever they are", () => {
    const time = fc.oneof(fc.double({ min: 1.7e12, max: 1.9e12 }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(time), (reads) => {
        const record = encodeReads(reads);
        expect(record === undefined ? [] : decodeReads(record)).toEqual(reads);
      }),
    );
  });
});
