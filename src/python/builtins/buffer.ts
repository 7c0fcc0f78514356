/** The buffer protocol: whose bytes can be read by others without a copy. */
import { raise } from "../runtime/raise.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyByteArray, PyBytes, PyObject, type PyValue } from "../runtime/values.ts";

/** What an object shows of its memory: `bytes` is the memory itself where that is one piece, else a copy. */
export interface BufferView {
  readonly bytes: Uint8Array;
  readonly isReadOnly: boolean;
  /** As in `struct`: "B" for bytes. */
  readonly format: string;
  readonly itemSize: number;
  readonly shape: readonly number[];
  /** The memory is not in one piece, so that `bytes` is a copy. */
  readonly isScattered?: boolean;
}

/** Objects beside bytes and bytearray that have memory to show: memoryview, array. */
export interface BufferExporter {
  getBuffer(): BufferView;
  /** Where the memory may move while nobody looks: counts those who look. */
  exports?: number;
}

export function isBufferExporter(value: PyValue): value is PyObject & BufferExporter {
  return value instanceof PyObject && "getBuffer" in value;
}

/** The bytes of a bytes-like object, not to be changed; undefined for other values and for memory in pieces. */
export function bufferBytes(value: PyValue): Uint8Array | undefined {
  if (value instanceof PyBytes || value instanceof PyByteArray) return value.bytes;
  if (!isBufferExporter(value)) return undefined;
  const { bytes, isScattered } = value.getBuffer();
  return isScattered === true ? undefined : bytes;
}

/** The bytes of any memory, in one piece or not. */
export function wholeBytes(value: PyValue): Uint8Array | undefined {
  return isBufferExporter(value) ? value.getBuffer().bytes : bufferBytes(value);
}

/** The BufferError for memory in pieces, where one piece is wanted. */
export function refuseScattered(value: PyValue): void {
  if (isBufferExporter(value) && value.getBuffer().isScattered === true)
    throw raise.BufferError("memoryview: underlying buffer is not C-contiguous");
}

/** The bytes of a bytes-like object, or CPython's TypeError. */
export function toBufferBytes(value: PyValue): Uint8Array {
  const bytes = bufferBytes(value);
  if (bytes === undefined) refuseScattered(value);
  if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(value).shown}'`);
  return bytes;
}
