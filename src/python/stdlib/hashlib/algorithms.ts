/** The hash functions by name. */
import type { BlockHash } from "./block-hash.ts";
import { Md5 } from "./md5.ts";
import { Sha1 } from "./sha1.ts";
import { Sha256 } from "./sha256.ts";
import { Sha3 } from "./sha3.ts";
import { Sha512 } from "./sha512.ts";

export interface Algorithm {
  name: string;
  begin: () => BlockHash;
  /** Its digest has any size that is asked for. */
  isExtendable: boolean;
}

const FIXED: readonly (readonly [string, () => BlockHash])[] = [
  ["md5", () => new Md5()],
  ["sha1", () => new Sha1()],
  ["sha224", () => new Sha256(28)],
  ["sha256", () => new Sha256(32)],
  ["sha384", () => new Sha512(48)],
  ["sha512", () => new Sha512(64)],
  ["sha512_224", () => new Sha512(28)],
  ["sha512_256", () => new Sha512(32)],
  ["sha3_224", () => new Sha3(448, 28, 6)],
  ["sha3_256", () => new Sha3(512, 32, 6)],
  ["sha3_384", () => new Sha3(768, 48, 6)],
  ["sha3_512", () => new Sha3(1024, 64, 6)],
];
const EXTENDABLE: readonly (readonly [string, () => BlockHash])[] = [
  ["shake_128", () => new Sha3(256, 0, 0x1f)],
  ["shake_256", () => new Sha3(512, 0, 0x1f)],
];

export const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ...FIXED.map(([name, begin]): [string, Algorithm] => [name, { name, begin, isExtendable: false }]),
  ...EXTENDABLE.map(([name, begin]): [string, Algorithm] => [name, { name, begin, isExtendable: true }]),
]);

/** Names are known in any case and with hyphens, as OpenSSL writes them. */
export function findAlgorithm(name: string): Algorithm | undefined {
  return ALGORITHMS.get(
    name
      .toLowerCase()
      .replace(/[-/]/g, "_")
      .replace(/^shake(\d)/, "shake_$1"),
  );
}
