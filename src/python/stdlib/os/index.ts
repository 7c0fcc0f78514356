/** The module `os` over the virtual file system: files, paths, and the little of a system that has no effect outside. */
import { decode, encode } from "../../builtins/encoding.ts";
import { reserveBytes } from "../../builtins/text-size.ts";
import { functions, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { PyBytes, PyList, type PyValue } from "../../runtime/values.ts";
import { defineStructSequence } from "../struct-sequence.ts";
import { virtualFiles } from "../io/virtual-files.ts";
import { fspath, pathValue, toPath } from "./path-argument.ts";
import { status, statResultType } from "./status.ts";
import {
  kindOf,
  listNames,
  makeDirectory,
  pathError,
  removeDirectory,
  removeFile,
  rename,
  requireKind,
} from "./tree.ts";

export const requires: readonly string[] = ["posixpath", "stat"];

const terminalSize = defineStructSequence({
  name: "terminal_size",
  module: "os",
  fields: ["columns", "lines"],
  isOpen: true,
});

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const path = importModule(interpreter, "posixpath");
  interpreter.modules.setString("os.path", path);
  for (const name of ["curdir", "pardir", "extsep", "sep", "pathsep", "defpath", "altsep", "devnull"])
    globals.setString(name, path.globals.getString(name) ?? null);
  names(globals, {
    name: "posix",
    path,
    linesep: "\n",
    error: exceptionTypes.OSError,
    stat_result: statResultType,
    terminal_size: terminalSize.type,
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    SEEK_SET: 0,
    SEEK_CUR: 1,
    SEEK_END: 2,
    O_RDONLY: 0,
    O_WRONLY: 1,
    O_RDWR: 2,
    O_CREAT: 64,
    O_EXCL: 128,
    O_TRUNC: 512,
    O_APPEND: 1024,
  });
  functions(globals, "posix", {
    "access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)": (value: PyValue) =>
      kindOf(toPath(value).text) !== undefined,
    "cpu_count()": () => 1,
    "fspath(path)": fspath,
    "get_terminal_size(fd=1, /)": () => terminalSize.make([80, 24]),
    "getcwd()": () => "/",
    "getcwdb()": () => new PyBytes(Uint8Array.of(47)),
    "getpid()": () => 1,
    "listdir(path=None)": listDirectory,
    "lstat(path, *, dir_fd=None)": statusOf,
    "mkdir(path, mode=511, *, dir_fd=None)": each(makeDirectory),
    "remove(path, *, dir_fd=None)": each(removeFile),
    "rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)": renameArguments,
    "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)": renameArguments,
    "rmdir(path, *, dir_fd=None)": each(removeDirectory),
    "stat(path, *, dir_fd=None, follow_symlinks=True)": statusOf,
    "truncate(path, length)"(path: PyValue, length: PyValue) {
      const { text, value } = toPath(path),
        files = virtualFiles(),
        size = toSize(length);
      if (requireKind(text, value) === "directory") throw pathError(21, value);
      if (size < 0) throw pathError(22, value);
      files.resize(files.key(text), size);
      return null;
    },
    "unlink(path, *, dir_fd=None)": each(removeFile),
    "urandom(size, /)": (size: PyValue) => randomBytes(interpreter, size),
  });
  functions(globals, "os", {
    "fsdecode(filename)"(value: PyValue) {
      const plain = fspath(value);
      return plain instanceof PyBytes ? decode(plain.bytes, "utf-8", "surrogateescape") : plain;
    },
    "fsencode(filename)"(value: PyValue) {
      const plain = fspath(value);
      return plain instanceof PyBytes ? plain : new PyBytes(encode(asString(plain) ?? "", "utf-8", "surrogateescape"));
    },
  });
}

function each(change: (path: string, shown: PyValue) => void): (path: PyValue) => null {
  return (path) => {
    const { text, value } = toPath(path);
    change(text, value);
    return null;
  };
}

function statusOf(path: PyValue): PyValue {
  const { text, value } = toPath(path);
  return status(text, value);
}

function listDirectory(path: PyValue): PyList {
  const { text, value, isBytes } = toPath(path ?? ".");
  return new PyList(listNames(text, value).map((name) => pathValue(name, isBytes)));
}

function renameArguments(source: PyValue, target: PyValue): null {
  const from = toPath(source),
    to = toPath(target);
  rename(from.text, to.text, from.value, to.value);
  return null;
}

function randomBytes(interpreter: Interpreter, size: PyValue): PyBytes {
  const count = toSize(size);
  if (count < 0) throw raise.ValueError("negative argument not allowed");
  reserveBytes(count);
  const bytes = new Uint8Array(count);
  for (let index = 0; index < count; index++) bytes[index] = interpreter.options.entropy() & 255;
  return new PyBytes(bytes);
}

export const source: string = String.raw`
import abc
from types import GenericAlias


class PathLike(abc.ABC):
    """Whatever has __fspath__()."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in base.__dict__ for base in subclass.__mro__) or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


class _Environ(dict):
    """The environment: empty, and seen by nobody else."""

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError("str expected, not %s" % type(text).__name__)
        super().__setitem__(key, value)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self):
        return dict(self)

    def __repr__(self):
        return "environ({%s})" % ", ".join(f"{key!r}: {value!r}" for key, value in self.items())


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    environ.pop(key, None)


class DirEntry:
    """A name in a directory, as scandir() gives it."""

    def __init__(self, folder, name):
        self.name = name
        self._folder = folder
        self.path = path.join(folder, name)

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path)

    def is_symlink(self):
        return False

    def is_junction(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)

    def inode(self):
        return stat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    __class_getitem__ = classmethod(GenericAlias)


class _Scan:
    def __init__(self, folder, names):
        self._entries = iter([DirEntry(folder, name) for name in names])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    folder = "." if path is None else fspath(path)
    return _Scan(folder, listdir(folder))


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == ("." if isinstance(tail, str) else b"."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def _remove_empty_above(name):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def removedirs(name):
    rmdir(name)
    _remove_empty_above(name)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [name for name in names if path.isdir(path.join(top, name))]
    files = [name for name in names if name not in folders]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def get_exec_path(env=None):
    return defpath.split(pathsep)


_ERRORS = {1: "Operation not permitted", 2: "No such file or directory", 13: "Permission denied", 17: "File exists", 20: "Not a directory", 21: "Is a directory",
           22: "Invalid argument", 39: "Directory not empty"}


def strerror(code, /):
    return _ERRORS.get(code, f"Unknown error {code}")
`;
