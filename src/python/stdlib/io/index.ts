/** The module `io`. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { exceptionTypes } from "../../runtime/raise.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { bufferedIOBaseType, ioBaseType, rawIOBaseType, textIOBaseType } from "./base.ts";
import {
  bufferedPairType,
  bufferedRandomType,
  bufferedReaderType,
  bufferedWriterType,
  DEFAULT_BUFFER_SIZE,
} from "./buffered.ts";
import { bytesIOType } from "./bytes-io.ts";
import { unsupportedOperationType } from "./errors.ts";
import { fileIOType } from "./file-io.ts";
import { newlineDecoderType } from "./newline-decoder.ts";
import { open, OPEN_SIGNATURE } from "./open.ts";
import { stringIOType } from "./string-io.ts";
import { textIOWrapperType } from "./text-wrapper.ts";

const NAMES = [
  "BlockingIOError",
  "open",
  "open_code",
  "IOBase",
  "RawIOBase",
  "FileIO",
  "BytesIO",
  "StringIO",
  "BufferedIOBase",
  "BufferedReader",
  "BufferedWriter",
  "BufferedRWPair",
  "BufferedRandom",
  "TextIOBase",
  "TextIOWrapper",
  "UnsupportedOperation",
  "SEEK_SET",
  "SEEK_CUR",
  "SEEK_END",
];

/** The same module under the name that its classes bear. */
export const requires: readonly string[] = ["_io"];

export function load(globals: NamespaceDict): void {
  names(globals, {
    __all__: new PyList([...NAMES]),
    DEFAULT_BUFFER_SIZE,
    SEEK_SET: 0,
    SEEK_CUR: 1,
    SEEK_END: 2,
    BlockingIOError: exceptionTypes.BlockingIOError,
    UnsupportedOperation: unsupportedOperationType,
    IOBase: ioBaseType,
    RawIOBase: rawIOBaseType,
    BufferedIOBase: bufferedIOBaseType,
    TextIOBase: textIOBaseType,
    FileIO: fileIOType,
    BytesIO: bytesIOType,
    StringIO: stringIOType,
    BufferedReader: bufferedReaderType,
    BufferedWriter: bufferedWriterType,
    BufferedRandom: bufferedRandomType,
    BufferedRWPair: bufferedPairType,
    TextIOWrapper: textIOWrapperType,
    IncrementalNewlineDecoder: newlineDecoderType,
  });
  functions(globals, "io", {
    [OPEN_SIGNATURE]: open,
    "open_code(path)": (path: PyValue) => open(path, "rb", -1, null, null, null, true, null),
    "text_encoding(encoding, stacklevel=2, /)": (encoding: PyValue) => encoding ?? "locale",
  });
}
