/** Paths as functions get them: str, bytes or an object with `__fspath__`. */
import { decode, encode } from "../../builtins/encoding.ts";
import { chargeEach } from "../../builtins/text-size.ts";
import { callDunder } from "../../runtime/call.ts";
import { asString } from "../../runtime/operators.ts";
import { isException } from "../../runtime/exceptions.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyBytes, type PyValue } from "../../runtime/values.ts";

export interface PathArgument {
  text: string;
  /** As errors show it. */
  value: PyValue;
  isBytes: boolean;
}

/** `os.fspath(path)`. */
export function fspath(path: PyValue): PyValue {
  if (asString(path) !== undefined || path instanceof PyBytes) return path;
  const type = typeOf(path);
  const result = lookup(type, "__fspath__") === undefined ? undefined : callDunder(path, "__fspath__");
  if (result === undefined) throw raise.TypeError(`expected str, bytes or os.PathLike object, not ${type.name}`);
  if (asString(result) === undefined && !(result instanceof PyBytes)) {
    throw raise.TypeError(`expected ${type.name}.__fspath__() to return str or bytes, not ${typeOf(result).shown}`);
  }
  return result;
}

export function toPath(value: PyValue): PathArgument {
  const path = fspath(value);
  if (typeof path === "string") chargeEach(path.length);
  return path instanceof PyBytes
    ? { text: decode(path.bytes, "utf-8", "surrogateescape"), value: path, isBytes: true }
    : { text: asString(path) ?? "", value: path, isBytes: false };
}

/** A path that a function gives, of the kind that it got. */
export function pathValue(text: string, isBytes: boolean): PyValue {
  return isBytes ? new PyBytes(encode(text, "utf-8", "surrogateescape")) : text;
}

/** Several paths of one kind. */
export function toPaths(name: string, values: readonly PyValue[]): { texts: string[]; isBytes: boolean } {
  const paths = values.map((value, index) => {
    if (index === 0 || typeof value === "string") return toPath(value);
    try {
      return toPath(value);
    } catch (error) {
      if (!isException(error, "TypeError")) throw error;
      throw raise.TypeError(
        `${name}() argument must be str, bytes, or os.PathLike object, not ${repr(typeOf(value).name)}`,
      );
    }
  });
  const isBytes = paths[0]?.isBytes ?? false;
  if (paths.some((path) => path.isBytes !== isBytes))
    throw raise.TypeError("Can't mix strings and bytes in path components");
  if (paths.length === 0) throw raise.ValueError(`${name}() arg is an empty sequence`);
  return { texts: paths.map((path) => path.text), isBytes };
}
