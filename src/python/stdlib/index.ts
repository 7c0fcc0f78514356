/** The register of the standard library: one line a module, sorted. Each is loaded when it is first imported. */
import type { StandardModule } from "../runtime/interpreter.ts";

export const MODULES: Readonly<Record<string, () => Promise<StandardModule>>> = {
  _blake2: () => import("./hashlib/blake2-module.ts"),
  _hashlib: () => import("./hashlib/openssl.ts"),
  _py_abc: () => import("./abc.ts"),
  abc: () => import("./abc.ts"),
  base64: () => import("./base64/index.ts"),
  binascii: () => import("./binascii/index.ts"),
  collections: () => import("./collections/index.ts"),
  "collections.abc": () => import("./collections/abc.ts"),
  functools: () => import("./functools/index.ts"),
  hashlib: () => import("./hashlib/index.ts"),
  json: () => import("./json/index.ts"),
  "json.decoder": () => import("./json/decoder.ts"),
  "json.encoder": () => import("./json/encoder.ts"),
  "json.scanner": () => import("./json/scanner.ts"),
  keyword: () => import("./keyword.ts"),
  math: () => import("./math/index.ts"),
  operator: () => import("./operator/index.ts"),
  re: () => import("./re/index.ts"),
  types: () => import("./types/index.ts"),
  unicodedata: () => import("./unicodedata/index.ts"),
};
