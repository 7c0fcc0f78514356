/** The module `pathlib` over the virtual file system. */
import { toBufferBytes } from "../builtins/buffer.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import type { PyValue } from "../runtime/values.ts";
import { quoteBytes } from "./urllib/percent-encoding.ts";

export function load(globals: NamespaceDict): void {
  functions(globals, "pathlib", {
    "_quote(data)": (data: PyValue) => quoteBytes(toBufferBytes(data), Uint8Array.of(47)),
  });
}

export const source: string = String.raw`
import fnmatch
import io
import os
import re
from collections.abc import Sequence

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]


class _Parents(Sequence):
    """The folders above a path, the nearest first."""

    def __init__(self, path):
        self._class = type(path)
        self._root = path._root
        self._tail = path._tail

    def __len__(self):
        return len(self._tail)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        size = len(self)
        if not -size <= index < size:
            raise IndexError(index)
        if index < 0:
            index += size
        return self._class._made(self._root, self._tail[:size - 1 - index])

    def __repr__(self):
        return "<{}.parents>".format(self._class.__name__)


def _text_of(segment):
    if isinstance(segment, PurePath):
        return str(segment) if segment._tail or segment._root else ""
    segment = os.fspath(segment)
    if not isinstance(segment, str):
        raise TypeError("argument should be a str object or an os.PathLike object returning str, not %r" % type(segment))
    return segment


class PurePath:
    """A path as text; no file is looked at."""

    __slots__ = ("_root", "_tail", "_text")

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        text = ""
        for segment in map(_text_of, args):
            text = segment if segment.startswith("/") else text + "/" + segment if text and not text.endswith("/") else text + segment
        self._root = "" if not text.startswith("/") else "//" if text.startswith("//") and not text.startswith("///") else "/"
        self._tail = [part for part in text.split("/") if part and part != "."]
        self._text = None

    @classmethod
    def _made(cls, root, tail):
        path = cls()
        path._root, path._tail = root, list(tail)
        return path

    def with_segments(self, *pathsegments):
        return type(self)(*pathsegments)

    def __reduce__(self):
        return type(self), tuple(self.parts)

    def __str__(self):
        if self._text is None:
            self._text = self._root + "/".join(self._tail) or "."
        return self._text

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return "{}({!r})".format(type(self).__name__, str(self))

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return "file://" + _quote(bytes(self))

    def _key(self):
        return [self._root] + self._tail if self._root else self._tail

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def parts(self):
        return tuple(self._key())

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    def _dot(self):
        """Where the suffix of the name begins; the end of the name when it has none."""
        name = self.name
        dot = name.rfind(".")
        return dot if 0 < dot < len(name) - 1 else len(name)

    @property
    def suffix(self):
        return self.name[self._dot():]

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        return self.name[:self._dot()]

    def with_name(self, name):
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        if not name or "/" in name or name == ".":
            raise ValueError("Invalid name %r" % (name,))
        return self._made(self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or (suffix and not suffix.startswith(".")) or suffix == ".":
            raise ValueError("Invalid suffix %r" % (suffix,))
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        return self._made(self._root, self._tail[:-1] + [self.stem + suffix])

    def relative_to(self, *other, walk_up=False):
        if not other:
            raise TypeError("need at least one argument")
        other = type(self)(*other)
        mine, its = self._key(), other._key()
        if mine[:len(its)] == its:
            return self._made("", mine[len(its):])
        if walk_up and self._root == other._root and ".." not in its:
            common = 0
            while common < min(len(mine), len(its)) and mine[common] == its[common]:
                common += 1
            return self._made("", [".."] * (len(its) - common) + mine[common:])
        raise ValueError("{!r} is not in the subpath of {!r} OR one path is relative and the other is absolute.".format(str(self), str(other)))

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def joinpath(self, *args):
        return self.with_segments(self, *args)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        return self._made(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, path_pattern, *, case_sensitive=None):
        pattern = PurePosixPath(path_pattern)._key()
        if not pattern:
            raise ValueError("empty pattern")
        parts = self._key()
        if pattern[0].startswith("/") and len(pattern) != len(parts) or len(pattern) > len(parts):
            return False
        if case_sensitive is False:
            parts, pattern = [part.lower() for part in parts], [part.lower() for part in pattern]
        return all(fnmatch.fnmatchcase(part, wanted) for part, wanted in zip(reversed(parts), reversed(pattern)))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    __slots__ = ()


class Path(PurePath):
    """A path of the virtual file system."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("/")

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def absolute(self):
        return self if self.is_absolute() else self._made("/", self._tail)

    def resolve(self, strict=False):
        return type(self)(os.path.realpath(self, strict=strict))

    def expanduser(self):
        return self

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    def stat(self, *, follow_symlinks=True):
        return os.stat(self)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self)

    def is_dir(self):
        return os.path.isdir(self)

    def is_file(self):
        return os.path.isfile(self)

    def is_mount(self):
        return os.path.ismount(self)

    def is_symlink(self):
        return False

    def is_junction(self):
        return False

    def is_socket(self):
        return False

    is_fifo = is_block_device = is_char_device = is_socket

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        with self.open("r", encoding=encoding, errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        view = memoryview(data)
        with self.open("wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def iterdir(self):
        for name in os.listdir(self):
            yield self._made(self._root, self._tail + [name])

    def touch(self, mode=0o666, exist_ok=True):
        if os.path.exists(self):
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            return
        self.open("xb").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return type(self)(target)

    def replace(self, target):
        os.replace(self, target)
        return type(self)(target)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        for folder, folders, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield type(self)(folder), folders, files

    def glob(self, pattern, *, case_sensitive=None):
        """The paths below that match a pattern; '**' stands for any folders."""
        return self._found(pattern, False, case_sensitive)

    def rglob(self, pattern, *, case_sensitive=None):
        return self._found(pattern, True, case_sensitive)

    def _found(self, pattern, anywhere, case_sensitive):
        text = os.fspath(pattern)
        if not text and not anywhere:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        if text.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = [part for part in text.split("/") if part and part != "."]
        for part in parts:
            if "**" in part and part != "**":
                raise ValueError("Invalid pattern: '**' can only be an entire path component")
        only_folders = text.endswith("/")
        if anywhere:
            parts.insert(0, "**")
        seen = set()
        for path in self._select(parts, case_sensitive):
            if path not in seen and not (only_folders and not path.is_dir()):
                seen.add(path)
                yield path

    def _select(self, parts, case_sensitive):
        if not parts:
            yield self
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            for folder in self._folders():
                yield from folder._select(rest, case_sensitive)
        elif not self.is_dir():
            return
        elif part == ".." or not any(mark in part for mark in "*?["):
            path = self._made(self._root, self._tail + [part])
            if path.exists():
                yield from path._select(rest, case_sensitive)
        else:
            flags = re.IGNORECASE if case_sensitive is False else 0
            matches = re.compile(fnmatch.translate(part), flags).match
            for name in os.listdir(self):
                if matches(name):
                    path = self._made(self._root, self._tail + [name])
                    if not rest or path.is_dir():
                        yield from path._select(rest, case_sensitive)

    def _folders(self):
        """This folder and all below."""
        if not self.is_dir():
            return
        yield self
        for name in os.listdir(self):
            yield from self._made(self._root, self._tail + [name])._folders()


class PosixPath(Path, PurePosixPath):
    __slots__ = ()
`;
