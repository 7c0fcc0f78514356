import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkHostFrame,
  checkSandboxFrame,
  encodeFrame,
  FrameDecoder,
  type HostFrame,
  ProtocolError,
  type SandboxFrame,
} from "../../src/executors/protocol.ts";

const NONCE = "0123456789abcdef";
const OUTCOME = { run: 1, logs: "printed\n", operations: 12, clock: [1.5] };
const SANDBOX: SandboxFrame[] = [
  { t: "ready", version: 1 },
  { t: "call", call: 1, name: "search", args: ["q", { $bigint: "12" }], keywords: [["__proto__", 1]] },
  { t: "applied", apply: 2, value: null },
  { t: "apply-failed", apply: 2, type: "ValueError", message: "no" },
  { t: "print", text: "\ud800 \u0000" },
  { t: "clock", reads: [1.5, 2] },
  { t: "done", output: [1], text: "[1]", repr: "[1]", isFinalAnswer: false, ...OUTCOME },
  {
    t: "raised",
    type: "ValueError",
    message: "m",
    traceback: "t",
    line: null,
    code: "python-error",
    hint: null,
    ...OUTCOME,
  },
  { t: "limit", limit: "seconds", message: "m", line: 4, hint: "h", ...OUTCOME },
  { t: "fault", message: "m" },
];
const HOST: HostFrame[] = [
  { t: "hello", version: 1 },
  { t: "warm-up" },
  { t: "init", options: {} },
  {
    t: "tools",
    tools: [
      { name: "f", parameters: ["a"], required: ["a"], outputType: "any" },
      { name: "g", parameters: null, required: [], outputType: "number" },
    ],
  },
  { t: "variables", variables: { a: 1 } },
  { t: "run", run: 1, code: "1", diagnose: false, seconds: null, operations: 100, clock: null },
  { t: "result", call: 1, value: 1, isFinalAnswer: false },
  { t: "failure", call: 1, type: "RuntimeError", message: "m" },
  { t: "apply", apply: 1, fn: 1, args: [1] },
];

/** Splits `bytes` at the given fractions of its length. */
function split(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.slice(at[index], end));
}

function concat(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Feeds `chunks` to a decoder and to the check; what comes out, or the ProtocolError. */
function receive(chunks: Uint8Array[], check: (json: unknown, nonce: string) => unknown, maxBytes?: number): unknown {
  const decoder = new FrameDecoder(maxBytes);
  try {
    return chunks.flatMap((chunk) => [...decoder.push(chunk)].map((json) => check(json, NONCE)));
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

describe("frames", () => {
  it("arrive as they were sent, however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SANDBOX), { maxLength: 6 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        (frames, cuts) => {
          const bytes = concat(frames.map((frame) => encodeFrame(frame, NONCE)));
          expect(receive(split(bytes, cuts), checkSandboxFrame)).toEqual(
            frames.map((frame) => ({ n: NONCE, ...frame })),
          );
        },
      ),
    );
    for (const frame of HOST)
      expect(receive([encodeFrame(frame, NONCE)], checkHostFrame)).toEqual([{ n: NONCE, ...frame }]);
  });

  it("from random bytes are a ProtocolError or nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (chunks) => {
        const received = receive(chunks, checkSandboxFrame, 1000);
        expect(received instanceof ProtocolError || (Array.isArray(received) && received.length === 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("with one byte changed are a ProtocolError, nothing, or a frame that passes its check", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SANDBOX), fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, at, change) => {
        const bytes = encodeFrame(frame, NONCE);
        const index = at % bytes.length;
        bytes[index] = (bytes[index] as number) ^ change;
        const received = receive([bytes], checkSandboxFrame, 100_000);
        if (Array.isArray(received))
          for (const json of received as object[]) expect(checkSandboxFrame(json, NONCE)).toBe(json);
      }),
      { numRuns: 2000 },
    );
  });

  it("of a type that cannot be shown are refused", () => {
    for (const t of [{ toString: {} }, Object.create(null) as unknown, Symbol("t"), 3, ["hello"]])
      for (const check of [checkHostFrame, checkSandboxFrame])
        expect(() => check({ n: NONCE, t }, NONCE)).toThrow(ProtocolError);
  });

  it("with a field replaced by anything are checked", () => {
    const fields = [...HOST, ...SANDBOX].flatMap((frame) => Object.keys(frame).map((field) => [frame, field] as const));
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.anything(), ([frame, field], value) => {
        for (const check of [checkHostFrame, checkSandboxFrame]) {
          try {
            check({ n: NONCE, ...frame, [field]: value }, NONCE);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("are refused for their length, their nonce, their type and their fields", () => {
    expect(receive([Uint8Array.of(255, 255, 255, 255)], checkSandboxFrame)).toMatchObject({
      message: expect.stringContaining("announces 4294967295 bytes") as string,
    });
    const cases: Array<[unknown, string]> = [
      [null, "not an object"],
      [[], "not an object"],
      [{ n: "other", t: "ready", version: 1 }, "nonce"],
      [{ t: "ready", version: 1 }, "nonce"],
      [{ n: NONCE, t: "constructor" }, "unknown type"],
      [{ n: NONCE, t: "init", version: 1, options: {} }, "unknown type"],
      [{ n: NONCE, t: "ready" }, "wrong field version"],
      [{ n: NONCE, t: "ready", version: -1 }, "wrong field version"],
      [{ n: NONCE, t: "call", call: 1, name: "x".repeat(1000), args: [], keywords: [] }, "wrong field name"],
      [{ n: NONCE, t: "call", call: 1, name: "x", args: {}, keywords: [] }, "wrong field args"],
      [{ n: NONCE, t: "call", call: 1, name: "x", args: [], keywords: [[1, 2]] }, "wrong field keywords"],
    ];
    for (const [json, message] of cases) expect(() => checkSandboxFrame(json, NONCE)).toThrow(message);
  });

  it("know whether a stream ended inside one", () => {
    const decoder = new FrameDecoder();
    const bytes = encodeFrame({ t: "ready", version: 1 }, NONCE);
    expect([...decoder.push(bytes.subarray(0, 6))]).toEqual([]);
    expect(decoder.isAtBoundary).toBe(false);
    expect([...decoder.push(bytes.subarray(6))]).toHaveLength(1);
    expect(decoder.isAtBoundary).toBe(true);
  });
});
