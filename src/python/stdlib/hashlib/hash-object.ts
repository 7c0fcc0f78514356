/** Hash objects as Python sees them. */
import { bytesHex } from "../../builtins/text/bytes-hex.ts";
import { bufferBytes, toBufferBytes } from "../../builtins/buffer.ts";
import { reserveBytes } from "../../builtins/text-size.ts";
import { attributes, constants, constructor, methods } from "../../runtime/define.ts";
import { identityOf } from "../../runtime/hash.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { toIndex, toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import type { BlockHash } from "./block-hash.ts";
import { Blake2, BLAKE2B, BLAKE2S, type Blake2Variant } from "./blake2.ts";

/** What the types share beneath Python's sight. */
class HashObject extends PyObject {
  readonly state: BlockHash;
  readonly name: string;
  constructor(state: BlockHash, name: string) {
    super();
    this.state = state;
    this.name = name;
  }
}
export class PyHash extends HashObject {}
export class PyExtendableHash extends PyHash {}
class PyBlake2b extends HashObject {}
class PyBlake2s extends HashObject {}

export const hashType: PyType = defineType("HASH", PyHash, { module: "_hashlib" });
export const extendableHashType: PyType = defineType("HASHXOF", PyExtendableHash, {
  base: hashType,
  module: "_hashlib",
});
export const blake2bType: PyType = defineType("blake2b", PyBlake2b, { module: "_blake2", final: true });
export const blake2sType: PyType = defineType("blake2s", PyBlake2s, { module: "_blake2", final: true });

/** The bytes that a hash takes. */
export function hashInput(value: PyValue): Uint8Array {
  if (asString(value) !== undefined) throw raise.TypeError("Strings must be encoded before hashing");
  const bytes = bufferBytes(value);
  if (bytes === undefined) throw raise.TypeError("object supporting the buffer API required");
  return bytes;
}

for (const type of [hashType, blake2bType, blake2sType]) {
  methods(type, {
    "copy(self, /)": (self: HashObject) => new (self.constructor as typeof HashObject)(self.state.copy(), self.name),
    "digest(self, /)": (self: HashObject) => new PyBytes(self.state.digest()),
    "hexdigest(self, /)": (self: HashObject) => bytesHex(self.state.digest()),
    "update(self, obj, /)"(self: HashObject, data: PyValue) {
      self.state.update(hashInput(data));
      return null;
    },
  });
  attributes<HashObject>(type, {
    block_size: (self) => self.state.blockSize,
    digest_size: (self) => self.state.digestSize,
    name: (self) => self.name,
  });
}

for (const type of [hashType, extendableHashType]) {
  constructor(type, "(cls, *args, **kwargs)", () => {
    throw raise.TypeError(`cannot create '_hashlib.${type.name}' instances`);
  });
}
methods(hashType, {
  "__repr__(self, /)": (self: HashObject) =>
    `<${self.name} ${self.cls === hashType ? "_hashlib.HASH" : "_hashlib.HASHXOF"} object @ 0x${identityOf(self).toString(16)}>`,
});
methods(extendableHashType, {
  "digest(self, length)": (self: HashObject, length: PyValue) => new PyBytes(self.state.digest(digestLength(length))),
  "hexdigest(self, length)": (self: HashObject, length: PyValue) => bytesHex(self.state.digest(digestLength(length))),
});

function digestLength(value: PyValue): number {
  const size = toSize(value);
  if (size < 0) throw raise.SystemError("Negative size passed to PyBytes_FromStringAndSize");
  reserveBytes(8 * size);
  return size;
}

/** A number within bounds, in CPython's words for one that is not. */
function within(value: PyValue, least: number, most: number, message: string): number {
  const number = toSize(value);
  if (number < least || number > most) throw raise.ValueError(message);
  return number;
}

function atMost(value: PyValue, most: number, what: string): Uint8Array {
  const bytes = toBufferBytes(value);
  if (bytes.length > most) throw raise.ValueError(`maximum ${what} length is ${most} bytes`);
  return bytes;
}

function unsigned(value: PyValue, bits: number, name: string): bigint {
  const number = BigInt(toIndex(value));
  if (number < 0n) throw raise.ValueError("value must be positive");
  if (number >= 2n ** 64n) throw raise.OverflowError("int too big to convert");
  if (number >= 2n ** BigInt(bits)) throw raise.OverflowError(`${name} is too large`);
  return number;
}

const EMPTY = new PyBytes();

function makeBlake2(type: PyType, variant: Blake2Variant): void {
  const { maxDigestSize, saltSize, offsetBits } = variant;
  constructor(
    type,
    `(cls, data=..., /, *, digest_size=${maxDigestSize}, key=..., salt=..., person=..., fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)`,
    (
      cls: PyType,
      data: PyValue | undefined,
      digestSize: PyValue,
      key: PyValue = EMPTY,
      salt: PyValue = EMPTY,
      person: PyValue = EMPTY,
      fanout: PyValue,
      depth: PyValue,
      leafSize: PyValue,
      nodeOffset: PyValue,
      nodeDepth: PyValue,
      innerSize: PyValue,
      lastNode: PyValue,
    ) => {
      const hash = Blake2.begin(variant, {
        digestSize: within(digestSize, 1, maxDigestSize, `digest_size must be between 1 and ${maxDigestSize} bytes`),
        salt: atMost(salt, saltSize, "salt"),
        person: atMost(person, saltSize, "person"),
        fanout: within(fanout, 0, 255, "fanout must be between 0 and 255"),
        depth: within(depth, 1, 255, "depth must be between 1 and 255"),
        leafSize: Number(unsigned(leafSize, 32, "leaf_size")),
        nodeOffset: unsigned(nodeOffset, offsetBits, "node_offset"),
        nodeDepth: within(nodeDepth, 0, 255, "node_depth must be between 0 and 255"),
        innerSize: within(innerSize, 0, maxDigestSize, `inner_size must be between 0 and is ${maxDigestSize}`),
        key: atMost(key, maxDigestSize, "key"),
        isLastNode: isTrue(lastNode),
      });
      if (data !== undefined) hash.update(hashInput(data));
      return new (cls.jsClass as unknown as typeof HashObject)(hash, variant.name);
    },
  );
  constants(type, {
    SALT_SIZE: saltSize,
    PERSON_SIZE: saltSize,
    MAX_KEY_SIZE: maxDigestSize,
    MAX_DIGEST_SIZE: maxDigestSize,
  });
}
makeBlake2(blake2bType, BLAKE2B);
makeBlake2(blake2sType, BLAKE2S);
