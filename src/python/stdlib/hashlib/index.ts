/** The module `hashlib`. */
import { toBufferBytes } from "../../builtins/buffer.ts";
import { attributeOr } from "../../runtime/attributes.ts";
import { call0, call1, call } from "../../runtime/call.ts";
import { functions, makeFunction, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { PySet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { defineException } from "../../runtime/exceptions.ts";
import { spend } from "../../runtime/limits.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes, makeException, raise } from "../../runtime/raise.ts";
import { repr, toStr } from "../../runtime/show.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument } from "../../runtime/type-table.ts";
import {
  type Keywords,
  PyByteArray,
  PyBytes,
  PyList,
  type PyObject,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { callMethod } from "../method-call.ts";
import { ALGORITHMS, type Algorithm, findAlgorithm } from "./algorithms.ts";
import { blake2bType, blake2sType, hashInput, PyExtendableHash, PyHash } from "./hash-object.ts";
import { pbkdf2, scrypt } from "./key-derivation.ts";

/** Those that every Python has. */
const GUARANTEED =
  "md5 sha1 sha224 sha256 sha384 sha512 blake2b blake2s sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256".split(
    " ",
  );

export const unsupportedDigestType: PyType = defineException(
  "UnsupportedDigestmodError",
  "_hashlib",
  exceptionTypes.ValueError,
);

export function load(globals: NamespaceDict): void {
  for (const algorithm of ALGORITHMS.values()) {
    if (GUARANTEED.includes(algorithm.name)) globals.setString(algorithm.name, constructorOf(algorithm));
  }
  names(globals, {
    blake2b: blake2bType,
    blake2s: blake2sType,
    algorithms_guaranteed: nameSet(GUARANTEED),
    algorithms_available: nameSet([...GUARANTEED, ...ALGORITHMS.keys()]),
    __all__: new PyList([
      ...GUARANTEED,
      "new",
      "algorithms_guaranteed",
      "algorithms_available",
      "pbkdf2_hmac",
      "file_digest",
      "scrypt",
    ]),
  });
  functions(globals, "hashlib", {
    "__get_builtin_constructor(name)"(name: PyValue) {
      const found = findGuaranteed(asString(name) ?? "");
      const constructor = found === undefined ? undefined : globals.getString(found);
      if (constructor === undefined) throw raise.ValueError(`unsupported hash type ${toStr(name)}`);
      return constructor;
    },
    "new(name, data=..., **kwargs)": newHash,
    "file_digest(fileobj, digest, /, *, _bufsize=262144)": fileDigest,
    "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)": derivePbkdf2,
    "scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)": deriveScrypt,
  });
}

/** The algorithm that CPython's own code has under that name: in lower case, or all of it in upper case. */
function findGuaranteed(name: string): string | undefined {
  const lower = name.toLowerCase();
  const isName = name === lower || (name === name.toUpperCase() && /^(?:MD5|SHA\d+)$/.test(name));
  return isName && GUARANTEED.includes(lower) ? lower : undefined;
}

function nameSet(items: readonly string[]): PySet {
  const table = new HashTable();
  for (const item of items) table.set(item, true);
  return new PySet(table);
}

/** `openssl_sha256`, as CPython calls what `hashlib.sha256` is. */
function constructorOf(algorithm: Algorithm): PyObject {
  return makeFunction(
    `openssl_${algorithm.name}(string=..., *, usedforsecurity=True)`,
    (data: PyValue | undefined) => begin(algorithm, data),
    "_hashlib",
  );
}

/** A hash object of an algorithm. */
export function begin(algorithm: Algorithm, data: PyValue | undefined): PyHash {
  const hash = algorithm.begin();
  if (data !== undefined) hash.update(hashInput(data));
  return new (algorithm.isExtendable ? PyExtendableHash : PyHash)(hash, algorithm.name);
}

function newHash(name: PyValue, data: PyValue | undefined, keywords: Keywords): PyValue {
  const text = asString(name);
  if (text === undefined) throw raise.TypeError("name must be a string");
  const lower = text.toLowerCase();
  if (lower === "blake2b" || lower === "blake2s")
    return call(lower === "blake2b" ? blake2bType : blake2sType, data === undefined ? [] : [data], keywords);
  for (const key of keywords.keys())
    if (key !== "usedforsecurity") throw raise.TypeError(`'${key}' is an invalid keyword argument for new()`);
  const algorithm = findAlgorithm(text);
  if (algorithm === undefined) throw raise.ValueError(`unsupported hash type ${text}`);
  return begin(algorithm, data);
}

function fileDigest(file: PyValue, digest: PyValue, bufferSize: PyValue): PyValue {
  const name = asString(digest);
  const hash = name === undefined ? call0(digest) : newHash(name, undefined, new Map());
  const getBuffer = attributeOr(file, "getbuffer", undefined);
  if (getBuffer !== undefined) {
    callMethod(hash, "update", call0(getBuffer));
    return hash;
  }
  const readInto = attributeOr(file, "readinto", undefined),
    readable = attributeOr(file, "readable", undefined);
  if (readInto === undefined || readable === undefined || !isTrue(call0(readable))) {
    throw raise.ValueError(`'${repr(file)}' is not a file-like object in binary reading mode.`);
  }
  const buffer = new PyByteArray(new Uint8Array(toSize(bufferSize)));
  for (;;) {
    spend(1);
    const size = toSize(call1(readInto, buffer));
    if (size === 0) return hash;
    callMethod(hash, "update", new PyBytes(buffer.bytes.slice(0, size)));
  }
}

function positive(value: PyValue, message: string): number {
  const number = toSize(value);
  if (number < 1) throw raise.ValueError(message);
  return number;
}

/** CPython's longest key. */
const LONGEST_KEY = 2 ** 31 - 1;

function derivePbkdf2(
  hashName: PyValue,
  password: PyValue,
  salt: PyValue,
  iterations: PyValue,
  size: PyValue,
): PyBytes {
  const name = asString(hashName);
  if (name === undefined)
    throw raise.TypeError(`pbkdf2_hmac() argument 'hash_name' must be str, not ${shownArgument(hashName)}`);
  const algorithm = findAlgorithm(name);
  if (algorithm === undefined || algorithm.isExtendable)
    throw makeException(unsupportedDigestType, ["[digital envelope routines] unsupported"]);
  const passwordBytes = toBufferBytes(password),
    saltBytes = toBufferBytes(salt);
  const rounds = positive(iterations, "iteration value must be greater than 0.");
  const length = size === null ? algorithm.begin().digestSize : positive(size, "key length must be greater than 0.");
  if (length > LONGEST_KEY) throw raise.OverflowError("key length is too great.");
  return new PyBytes(
    pbkdf2({ hash: algorithm.begin, password: passwordBytes, salt: saltBytes, iterations: rounds, size: length }),
  );
}

const SCRYPT_MEMORY = 32 * 1024 * 1024;

function deriveScrypt(
  password: PyValue,
  salt: PyValue,
  n: PyValue,
  r: PyValue,
  p: PyValue,
  maxmem: PyValue,
  size: PyValue,
): PyBytes {
  const passwordBytes = toBufferBytes(password);
  if (salt === null) throw raise.TypeError("salt is required");
  const saltBytes = toBufferBytes(salt);
  if (typeof n !== "number") throw raise.TypeError("n is required and must be an unsigned int");
  if (n < 2 || (n & (n - 1)) !== 0) throw raise.ValueError("n must be a power of 2.");
  if (typeof r !== "number") throw raise.TypeError("r is required and must be an unsigned int");
  if (typeof p !== "number") throw raise.TypeError("p is required and must be an unsigned int");
  const most = toSize(maxmem),
    length = toSize(size);
  if (most < 0 || most > LONGEST_KEY) throw raise.ValueError(`maxmem must be positive and smaller than ${LONGEST_KEY}`);
  if (length < 1 || length > LONGEST_KEY)
    throw raise.ValueError(`dklen must be greater than 0 and smaller than ${LONGEST_KEY}`);
  if (r < 1 || p < 1 || 128 * r * (n + p) + 256 * r + 64 > (most === 0 ? SCRYPT_MEMORY : most)) {
    throw raise.ValueError("Invalid parameter combination for n, r, p, maxmem.");
  }
  return new PyBytes(scrypt({ password: passwordBytes, salt: saltBytes, n, r, p, size: length }));
}
