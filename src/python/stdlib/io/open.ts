/** open(). */
import { setAttribute } from "../../runtime/attributes.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import type { PyValue } from "../../runtime/values.ts";
import { fspath } from "../os/path-argument.ts";
import { bufferedFile, DEFAULT_BUFFER_SIZE } from "./buffered.ts";
import { osError } from "./errors.ts";
import { openRaw, pathText } from "./file-io.ts";
import { PyTextIOWrapper, wrapBuffer } from "./text-wrapper.ts";

function textOrNone(value: PyValue, name: string): string | null {
  if (value === null) return null;
  const text = asString(value);
  if (text === undefined)
    throw raise.TypeError(`open() argument '${name}' must be str or None, not ${typeOf(value).shown}`);
  return text;
}

/** `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`. */
export function open(
  file: PyValue,
  modeValue: PyValue,
  bufferingValue: PyValue,
  encodingValue: PyValue,
  errorsValue: PyValue,
  newlineValue: PyValue,
  closeFd: PyValue,
  opener: PyValue,
): PyValue {
  if (asInt(file) === undefined && pathText(file) === undefined)
    throw raise.TypeError(`expected str, bytes or os.PathLike object, not ${typeOf(file).shown}`);
  const mode = asString(modeValue);
  if (mode === undefined) throw raise.TypeError(`open() argument 'mode' must be str, not ${shownArgument(modeValue)}`);
  const buffering = toSize(bufferingValue);
  const encoding = textOrNone(encodingValue, "encoding"),
    errors = textOrNone(errorsValue, "errors"),
    newline = textOrNone(newlineValue, "newline");
  const letters = new Set(mode);
  if (/[^axrwb+t]/.test(mode) || letters.size !== mode.length) throw raise.ValueError(`invalid mode: ${repr(mode)}`);
  const isBinary = letters.has("b");
  if (letters.has("t") && isBinary) throw raise.ValueError("can't have text and binary mode at once");
  const kinds = [..."xrwa"].filter((letter) => letters.has(letter)).length;
  if (kinds > 1) throw raise.ValueError("must have exactly one of create/read/write/append mode");
  if (isBinary && encoding !== null) throw raise.ValueError("binary mode doesn't take an encoding argument");
  if (isBinary && errors !== null) throw raise.ValueError("binary mode doesn't take an errors argument");
  if (isBinary && newline !== null) throw raise.ValueError("binary mode doesn't take a newline argument");
  if (asInt(file) !== undefined) {
    if ((asInt(file) as number) < 0) throw raise.ValueError("negative file descriptor");
    throw osError(9, "Bad file descriptor", file);
  }
  if (!isTrue(closeFd)) throw raise.ValueError("Cannot use closefd=False with file name");
  if (opener !== null) throw raise.ValueError("an opener needs a file system of its own, which is not here");
  const raw = openRaw(fspath(file), mode.replace("t", ""));
  if (buffering === 0) {
    if (!isBinary) throw raise.ValueError("can't have unbuffered text I/O");
    return raw;
  }
  const buffered = bufferedFile(raw, buffering > 1 ? buffering : DEFAULT_BUFFER_SIZE);
  if (isBinary) return buffered;
  const wrapper = new PyTextIOWrapper();
  wrapBuffer(wrapper, buffered, encoding, errors, newline);
  wrapper.writers = buffered.writers;
  wrapper.lineBuffering = buffering === 1;
  if (encoding === null) wrapper.encoding = "UTF-8";
  setAttribute(wrapper, "mode", mode);
  return wrapper;
}

export const OPEN_SIGNATURE =
  "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)";
