/** os.stat and what it gives. */
import { current } from "../../runtime/state.ts";
import { PyFloat, type PyType, type PyValue } from "../../runtime/values.ts";
import { normaliseInt } from "../../runtime/arithmetic.ts";
import { defineStructSequence } from "../struct-sequence.ts";
import { hashString } from "../../runtime/hash.ts";
import { normalise } from "../io/virtual-files.ts";
import { requireKind, sizeOf } from "./tree.ts";

const TIMES = ["st_atime", "st_mtime", "st_ctime"];

const result: ReturnType<typeof defineStructSequence> = defineStructSequence({
  name: "stat_result",
  module: "os",
  fields: ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", ...TIMES],
  hidden: [...TIMES, ...TIMES.map((name) => `${name}_ns`), "st_blksize", "st_blocks", "st_rdev"],
  unnamed: TIMES.length,
  isOpen: true,
});
export const statResultType: PyType = result.type;

const FILE_MODE = 0o100644,
  DIRECTORY_MODE = 0o40755;

/** Every file is as old as the interpreter's first look at it: the virtual file system keeps no times. */
function startTime(): number {
  const { interpreter } = current;
  let time = interpreter.moduleState.get("os.start") as number | undefined;
  if (time === undefined) interpreter.moduleState.set("os.start", (time = interpreter.options.now()));
  return time;
}

export function modificationTime(path: string, shown: PyValue): PyFloat {
  requireKind(path, shown);
  return new PyFloat(startTime());
}

export function status(path: string, shown: PyValue): PyValue {
  const kind = requireKind(path, shown),
    size = sizeOf(path, kind),
    time = startTime();
  const inode = hashString(normalise(path));
  const seconds = Math.floor(time),
    nanoseconds = normaliseInt(BigInt(Math.round(time * 1e6)) * 1000n);
  const items: PyValue[] = [
    kind === "file" ? FILE_MODE : DIRECTORY_MODE,
    Math.abs(inode),
    0,
    1,
    0,
    0,
    size,
    seconds,
    seconds,
    seconds,
  ];
  const floats = TIMES.map((): PyValue => new PyFloat(time));
  return result.make(items, [...floats, nanoseconds, nanoseconds, nanoseconds, 4096, Math.ceil(size / 512), 0]);
}
