import { expect, it } from "vitest";
import { CodecError, decode, type JsonValue } from "../../src/executors/codec.ts";
import {
  checkHostFrame,
  checkSandboxFrame,
  encodeFrame,
  FrameDecoder,
  type HostFrame,
  ProtocolError,
  type SandboxFrame,
} from "../../src/executors/protocol.ts";

// FUZZ_FRAMES=1000000 FUZZ_SEED=7 npx vitest run test/executors/frames-fuzz.test.ts
const COUNT = Number(process.env["FUZZ_FRAMES"] ?? 10_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

const NONCE = "n".repeat(32);
const OUTCOME = { run: 1, logs: "x", operations: 1, clock: [1] };
const VALUES: JsonValue[] = [
  null,
  1,
  "text",
  [1, [2]],
  { $bigint: "12" },
  { $map: [[1, { $set: [1] }]] },
  { $bytes: "AAE=" },
  { $object: [["$x", 1]] },
  { $function: 1 },
  { a: { $date: 1 } },
];
const FRAMES: Array<HostFrame | SandboxFrame> = [
  { t: "hello", version: 1 },
  { t: "tools", tools: [{ name: "f", parameters: ["a"], required: ["a"], outputType: "any" }] },
  { t: "run", run: 1, code: "1 + 1", diagnose: true, seconds: null, operations: 5, clock: [1] },
  { t: "failure", call: 1, type: "ValueError", message: "m" },
  { t: "ready", version: 1 },
  { t: "print", text: "é\ud800" },
  { t: "fault", message: "m" },
  { t: "raised", type: "T", message: "m", traceback: "t", line: 1, code: "c", hint: null, ...OUTCOME },
  { t: "limit", limit: "seconds", message: "m", line: null, hint: null, ...OUTCOME },
  ...VALUES.flatMap((value): Array<HostFrame | SandboxFrame> => [
    { t: "result", call: 1, value, isFinalAnswer: false },
    { t: "apply", apply: 1, fn: 1, args: value },
    { t: "call", call: 1, name: "f", args: [value], keywords: [["k", value]] },
    { t: "done", output: value, text: "", repr: "", isFinalAnswer: false, ...OUTCOME },
  ]),
];
const TOKENS = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  '"',
  '"n"',
  `"${NONCE}"`,
  '"t"',
  '"call"',
  '"done"',
  '"$map"',
  '"$bigint"',
  '"__proto__"',
  '"args"',
  "null",
  "true",
  "-1",
  "1e999",
  "0",
  "\\ud800",
  "\u0000",
  " ",
];

/** Mulberry32: small, seeded, good enough to wander. */
function createRandom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const random = createRandom(SEED);
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
const randomBytes = (most: number): Uint8Array => Uint8Array.from({ length: random(most) }, () => random(256));

function withHeader(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  return Uint8Array.of(0, 0, body.length >> 8, body.length & 255, ...body);
}

const GENERATORS: ReadonlyArray<() => Uint8Array> = [
  () => randomBytes(64),
  () => withHeader(Array.from({ length: 1 + random(20) }, () => pick(TOKENS)).join("")),
  () => mutate(encodeFrame(pick(FRAMES), NONCE)),
  () => mutate(mutate(mutate(encodeFrame(pick(FRAMES), NONCE)))),
  () => withHeader(mutateText(JSON.stringify({ n: NONCE, ...pick(FRAMES) }))),
  () => Uint8Array.of(...encodeFrame(pick(FRAMES), NONCE), ...mutate(encodeFrame(pick(FRAMES), NONCE))),
];

function mutate(bytes: Uint8Array): Uint8Array {
  const at = random(bytes.length);
  if (bytes.length === 0) return randomBytes(8);
  switch (random(4)) {
    case 0:
      return bytes.with(at, random(256));
    case 1:
      return Uint8Array.of(...bytes.subarray(0, at), ...randomBytes(4), ...bytes.subarray(at));
    case 2:
      return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + random(5)));
    default:
      return bytes.slice(0, at);
  }
}

/** Exchanges a piece between two places: stays JSON more often than a changed byte. */
function mutateText(text: string): string {
  const pieces = text.split(/(?<=[,:[{])/);
  pieces[random(pieces.length)] = pick([...pieces, '"__proto__":', "null,", "[1],", '{"$bigint":"x"},']);
  return pieces.join("");
}

/** What both ends make of the bytes: everything but frames and our two errors is a fault. */
function receive(bytes: Uint8Array): "frame" | "refused" | "waits" {
  let outcome: "frame" | "refused" | "waits" = "waits";
  const cut = random(bytes.length + 1);
  for (const check of [checkHostFrame, checkSandboxFrame]) {
    const decoder = new FrameDecoder(1 << 20);
    try {
      for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
        for (const json of decoder.push(chunk)) {
          const frame = check(json, NONCE);
          for (const value of Object.values(frame) as unknown[])
            decode(value, { functionFor: () => null, maxBytes: 1 << 20 });
          outcome = "frame";
        }
      }
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof CodecError))
        throw new Error(`seed ${SEED}: ${JSON.stringify([...bytes])}`, { cause: error });
      if (outcome === "waits") outcome = "refused";
    }
  }
  return outcome;
}

it(`refuses or accepts ${COUNT} random and mutated frames, seed ${SEED}`, { timeout: 600_000 }, () => {
  const counts = { frame: 0, refused: 0, waits: 0 };
  const prototype = Object.getOwnPropertyNames(Object.prototype);
  for (let index = 0; index < COUNT; index++) counts[receive(pick(GENERATORS)())]++;
  // Each kind of outcome is really reached.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(COUNT / 100);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
  console.log(`frames: ${JSON.stringify(counts)}, seed ${SEED}`);
});
