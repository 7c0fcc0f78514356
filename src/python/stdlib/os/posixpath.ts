/** The module `posixpath`, which is `os.path`. */
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { compareStrings } from "../../runtime/compare.ts";
import { itemsOf, toArray } from "../../runtime/iterate.ts";
import { raise } from "../../runtime/raise.ts";
import { isException } from "../../runtime/exceptions.ts";
import { paid } from "../../runtime/limits.ts";
import { type PyFloat, PyList, PyTuple, type PyValue } from "../../runtime/values.ts";
import { normalise } from "../io/virtual-files.ts";
import { fspath, type PathArgument, pathValue, toPath, toPaths } from "./path-argument.ts";
import {
  absolutePath,
  commonPath,
  isAbsolute,
  joinPaths,
  normalPath,
  relativePath,
  splitPath,
  splitRoot,
  splitSuffix,
} from "./path-text.ts";
import { kindOf, requireKind, sizeOf } from "./tree.ts";
import { modificationTime } from "./status.ts";

const PUBLIC_NAMES =
  "normcase isabs join splitdrive splitroot split splitext basename dirname commonprefix getsize getmtime getatime getctime islink exists lexists isdir isfile ismount " +
  "expanduser expandvars normpath abspath samefile curdir pardir sep pathsep defpath altsep extsep devnull realpath supports_unicode_filenames relpath commonpath";

/** A function of one path that gives one. */
function mapping(change: (text: string) => string): (path: PyValue) => PyValue {
  return (value) => {
    const { text, isBytes } = toPath(value);
    return pathValue(change(text), isBytes);
  };
}

/** A function of one path that gives several. */
function splitting(split: (text: string) => readonly string[]): (path: PyValue) => PyTuple {
  return (value) => {
    const { text, isBytes } = toPath(value);
    return new PyTuple(split(text).map((part) => pathValue(part, isBytes)));
  };
}

/** What is not a path, such as a file descriptor, is nowhere. */
function kindAt(value: PyValue): "file" | "directory" | undefined {
  if (typeof value === "number" || typeof value === "boolean") return undefined;
  return kindOf(toPath(value).text);
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    curdir: ".",
    pardir: "..",
    extsep: ".",
    sep: "/",
    pathsep: ":",
    defpath: "/bin:/usr/bin",
    altsep: null,
    devnull: "/dev/null",
    supports_unicode_filenames: false,
    __all__: new PyList(PUBLIC_NAMES.split(" ")),
  });
  functions(globals, "posixpath", {
    "abspath(path)": mapping(absolutePath),
    "basename(p)": mapping((path) => splitPath(path)[1]),
    "commonpath(paths)": commonPathOf,
    "commonprefix(m)": commonPrefix,
    "dirname(p)": mapping((path) => splitPath(path)[0]),
    "exists(path)": (path: PyValue) => kindAt(path) !== undefined,
    "expanduser(path)": mapping((path) => path),
    "expandvars(path)": mapping((path) => path),
    "getatime(filename)": (path: PyValue) => modified(path),
    "getctime(filename)": (path: PyValue) => modified(path),
    "getmtime(filename)": (path: PyValue) => modified(path),
    "getsize(filename)"(path: PyValue) {
      const { text, value } = toPath(path);
      return sizeOf(text, requireKind(text, value));
    },
    "isabs(s)": (path: PyValue) => isAbsolute(toPath(path).text),
    "isdir(s)": (path: PyValue) => kindAt(path) === "directory",
    "isfile(path)": (path: PyValue) => kindAt(path) === "file",
    "islink(path)"(path: PyValue) {
      toPath(path);
      return false;
    },
    "ismount(path)": (path: PyValue) => normalise(toPath(path).text) === "",
    "join(a, *p)": join,
    "lexists(path)": (path: PyValue) => kindAt(path) !== undefined,
    "normcase(s)": (path: PyValue) => fspath(path),
    "normpath(path)": mapping(normalPath),
    "realpath(filename, *, strict=False)"(path: PyValue, strict: PyValue) {
      const { text, value, isBytes } = toPath(path);
      if (strict === true) requireKind(text, value);
      return pathValue(absolutePath(text), isBytes);
    },
    "relpath(path, start=None)": relativePathOf,
    "samefile(f1, f2)"(first: PyValue, second: PyValue) {
      const a = toPath(first),
        b = toPath(second);
      requireKind(a.text, a.value);
      requireKind(b.text, b.value);
      return normalise(a.text) === normalise(b.text);
    },
    "split(p)": splitting(splitPath),
    "splitdrive(p)": splitting((path) => ["", path]),
    "splitext(p)": splitting(splitSuffix),
    "splitroot(p)": splitting((path) => ["", ...splitRoot(path)]),
  });
}

function modified(path: PyValue): PyFloat {
  const { text, value } = toPath(path);
  return modificationTime(text, value);
}

function join(first: PyValue, rest: PyValue[]): PyValue {
  const { texts, isBytes } = toPaths("join", [first, ...rest]);
  return pathValue(joinPaths(texts[0] ?? "", texts.slice(1)), isBytes);
}

function relativePathOf(path: PyValue, start: PyValue): PyValue {
  const { text, isBytes } = toPath(path);
  if (text === "") throw raise.ValueError("no path specified");
  const from = start === null ? "." : toPaths("relpath", [path, start]).texts[1];
  return pathValue(relativePath(text, from === undefined || from === "" ? "." : from), isBytes);
}

function commonPathOf(paths: PyValue): PyValue {
  const items = toArray(paths);
  const { texts, isBytes } = toPaths("commonpath", items);
  const common = commonPath(texts);
  if (common === undefined) throw raise.ValueError("Can't mix absolute and relative paths");
  return pathValue(common, isBytes);
}

/** Of texts, or of sequences of any kind: that of the least and the greatest. */
function commonPrefix(paths: PyValue): PyValue {
  const items = itemsOf(paths);
  if (items.length === 0) return "";
  let given: PathArgument[];
  try {
    given = paid(items).map(toPath);
  } catch (error) {
    if (!isException(error, "TypeError")) throw error;
    return commonItems(items);
  }
  const sorted = given.map((path) => path.text).sort(compareStrings);
  const first = sorted[0] ?? "",
    last = sorted.at(-1) ?? "";
  let common = 0;
  while (common < first.length && first[common] === last[common]) common++;
  return pathValue(first.slice(0, common), given[0]?.isBytes ?? false);
}

function commonItems(items: readonly PyValue[]): PyValue {
  const lists = paid(items).map((item) => itemsOf(item));
  const [first = []] = lists;
  let common = 0;
  while (common < first.length && lists.every((list) => list[common] === first[common])) common++;
  return new PyList(first.slice(0, common));
}
