/** The module `hmac`: in Python, since any module or callable that makes hash objects will do. */
import { bufferBytes } from "../builtins/buffer.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { typeOf } from "../runtime/type-table.ts";
import type { PyValue } from "../runtime/values.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "_operator", { "_compare_digest(a, b, /)": compareDigest });
  globals.setString("compare_digest", globals.getString("_compare_digest") ?? null);
  globals.delete("_compare_digest");
}

/** Looks at every byte, whatever it found before. */
export function compareDigest(a: PyValue, b: PyValue): boolean {
  const left = asString(a),
    right = asString(b);
  if (left !== undefined && right !== undefined) {
    if (/[^\0-\x7f]/.test(left + right))
      throw raise.TypeError("comparing strings with non-ASCII characters is not supported");
    return isSameText(left, right);
  }
  const leftBytes = bufferBytes(a),
    rightBytes = bufferBytes(b);
  if (leftBytes === undefined && rightBytes === undefined) {
    throw raise.TypeError(
      `unsupported operand types(s) or combination of types: '${typeOf(a).shown}' and '${typeOf(b).shown}'`,
    );
  }
  if (leftBytes === undefined || rightBytes === undefined) {
    throw raise.TypeError(`a bytes-like object is required, not '${typeOf(leftBytes === undefined ? a : b).shown}'`);
  }
  spend(rightBytes.length >> 3);
  let difference = leftBytes.length ^ rightBytes.length;
  for (let index = 0; index < rightBytes.length; index++)
    difference |= (leftBytes[index] ?? 0) ^ (rightBytes[index] as number);
  return difference === 0;
}

function isSameText(a: string, b: string): boolean {
  spend(b.length >> 3);
  let difference = a.length ^ b.length;
  for (let index = 0; index < b.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

export const source: string = String.raw`
import hashlib as _hashlib

trans_5C = bytes(byte ^ 0x5C for byte in range(256))
trans_36 = bytes(byte ^ 0x36 for byte in range(256))
digest_size = None


def _maker(digestmod):
    if not digestmod:
        raise TypeError("Missing required parameter 'digestmod'.")
    if isinstance(digestmod, str):
        return lambda data=b"": _hashlib.new(digestmod, data)
    if callable(digestmod):
        return digestmod
    return digestmod.new


def _keyed(key, make):
    inner, outer = make(), make()
    size = getattr(inner, "block_size", 64)
    if size < 16:
        size = 64
    if len(key) > size:
        key = make(key).digest()
    key = bytes(key).ljust(size, b"\0")
    inner.update(key.translate(trans_36))
    outer.update(key.translate(trans_5C))
    return inner, outer, size


class HMAC:
    """A keyed hash: update() takes the message, digest() gives the code."""

    blocksize = 64
    __slots__ = ("_inner", "_outer", "block_size", "digest_size")

    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        self._inner, self._outer, self.block_size = _keyed(key, _maker(digestmod))
        self.digest_size = self._inner.digest_size
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return "hmac-" + self._inner.name

    def update(self, msg):
        self._inner.update(msg)

    def copy(self):
        other = self.__class__.__new__(self.__class__)
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        other.block_size = self.block_size
        other.digest_size = self.digest_size
        return other

    def _finished(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        return self._finished().digest()

    def hexdigest(self):
        return self._finished().hexdigest()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()
`;
