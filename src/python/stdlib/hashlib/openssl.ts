/** The module `_hashlib`, where the types of hash objects say that they come from. */
import { functions, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyFrozenSet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import { ALGORITHMS } from "./algorithms.ts";
import { extendableHashType, hashType } from "./hash-object.ts";
import { load as loadHashlib, unsupportedDigestType } from "./index.ts";

export function load(globals: NamespaceDict): void {
  loadHashlib(globals);
  for (const [name, value] of [...globals.entries()]) {
    if (typeof name !== "string" || name.startsWith("_") || name.startsWith("algorithms")) continue;
    if (/^(?:md5|sha|blake2)/.test(name)) {
      globals.delete(name);
      if (!name.startsWith("blake2")) globals.setString(`openssl_${name}`, value);
    }
  }
  const known = new HashTable();
  for (const name of ALGORITHMS.keys()) known.set(name, true);
  names(globals, {
    HASH: hashType,
    HASHXOF: extendableHashType,
    UnsupportedDigestmodError: unsupportedDigestType,
    openssl_md_meth_names: new PyFrozenSet(known),
  });
  functions(globals, "_hashlib", { "get_fips_mode()": () => 0 });
}
