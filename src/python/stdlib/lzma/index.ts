/** The module `lzma`, as far as reading goes. */
import { call, call0 } from "../../runtime/call.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { exceptionTypes, makeException, raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { defineType } from "../../runtime/types.ts";
import {
  PyBytes,
  PyByteArray,
  type PyException,
  PyList,
  type PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { joinBytes } from "../../builtins/byte-split.ts";
import { toBufferBytes } from "../../builtins/buffer.ts";
import { bytesIOType } from "../io/bytes-io.ts";
import { open as openFile } from "../io/open.ts";
import { textIOWrapperType } from "../io/text-wrapper.ts";
import { decodeAlone, decodeXz, isXz } from "./container.ts";
import { LzmaFault } from "./decoder.ts";

class PyLzmaError extends (exceptionTypes.Exception.jsClass as unknown as new (args?: PyTuple) => PyException) {}
const errorType: PyType = defineType("LZMAError", PyLzmaError, {
  base: exceptionTypes.Exception,
  isPython: true,
  module: "_lzma",
});

const FORMATS = { FORMAT_AUTO: 0, FORMAT_XZ: 1, FORMAT_ALONE: 2 };
const CHECKS = { CHECK_NONE: 0, CHECK_CRC32: 1, CHECK_CRC64: 4, CHECK_SHA256: 10, CHECK_ID_MAX: 15, CHECK_UNKNOWN: 16 };

/** All streams of the data, one behind the other. */
function decompress(data: Uint8Array, format: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let position = 0;
  try {
    while (position < data.length) {
      const rest = data.subarray(position);
      if (format === FORMATS.FORMAT_ALONE || (format === FORMATS.FORMAT_AUTO && !isXz(rest))) {
        if (parts.length > 0) break;
        const { bytes, end } = decodeAlone(data, position);
        parts.push(bytes);
        position = end;
        continue;
      }
      if (parts.length > 0 && !isXz(rest)) break;
      const { bytes, end } = decodeXz(data, position);
      parts.push(bytes);
      position = end;
    }
  } catch (error) {
    if (error instanceof LzmaFault) throw makeException(errorType, [error.message]);
    throw error;
  }
  if (parts.length === 0)
    throw makeException(errorType, ["Compressed data ended before the end-of-stream marker was reached"]);
  return joinBytes(new Uint8Array(0), parts);
}

function formatOf(value: PyValue): number {
  const format = asInt(value);
  if (format === undefined) throw raise.TypeError("an integer is required");
  if (format !== 0 && format !== 1 && format !== 2) throw raise.ValueError(`Invalid container format: ${format}`);
  return format;
}

/** A compressed file, read as a whole. */
function open(file: PyValue, modeValue: PyValue, encoding: PyValue, errors: PyValue, newline: PyValue): PyValue {
  const mode = asString(modeValue);
  if (mode === undefined || !/^(?:r|rb|rt)$/.test(mode))
    throw raise.ValueError(`Invalid mode: ${repr(modeValue)}: files can only be read here`);
  const isOpen = typeof file === "object" && file !== null && file.findAttribute("read") !== undefined;
  const source = isOpen ? file : openFile(file, "rb", -1, null, null, null, true, null);
  const data = decompress(toBufferBytes(call0(getAttribute(source, "read"))), FORMATS.FORMAT_AUTO);
  if (!isOpen) call0(getAttribute(source, "close"));
  const bytes = call(bytesIOType, [new PyBytes(data)]);
  return mode === "rt" ? call(textIOWrapperType, [bytes, encoding, errors, newline]) : bytes;
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    ...FORMATS,
    ...CHECKS,
    LZMAError: errorType,
    __all__: new PyList([
      ...Object.keys(CHECKS),
      ...Object.keys(FORMATS),
      "LZMAError",
      "decompress",
      "is_check_supported",
      "open",
    ]),
  });
  functions(globals, "lzma", {
    "decompress(data, format=0, memlimit=None, filters=None)"(data: PyValue, format: PyValue) {
      const bytes = data instanceof PyByteArray ? data.bytes.slice() : toBufferBytes(data);
      return new PyBytes(decompress(bytes, formatOf(format)));
    },
    "is_check_supported(check_id, /)": (check: PyValue) => [0, 1, 4].includes(Number(asInt(check) ?? -1)),
    "open(filename, mode='rb', *, encoding=None, errors=None, newline=None)": open,
  });
}
