/** The module `tempfile`: its files are in the virtual file system, and gone with the interpreter. */
export const source: string = String.raw`
import io
import os
import shutil
from types import GenericAlias

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir", "gettempdir",
           "gettempprefixb", "gettempdirb"]

TMP_MAX = 10000
template = "tmp"
tempdir = None
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def gettempdir():
    folder = "/tmp" if tempdir is None else os.fspath(tempdir)
    os.makedirs(folder, exist_ok=True)
    return folder


def gettempdirb():
    return os.fsencode(gettempdir())


def _new_path(suffix, prefix, folder):
    """A path that is not there yet, of the kind of the arguments."""
    given = [part for part in (suffix, prefix, folder) if part is not None]
    is_bytes = any(isinstance(part, bytes) for part in given)
    if is_bytes and not all(isinstance(part, bytes) for part in given):
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    suffix, prefix, folder = (os.fsdecode(part) if part is not None else None for part in (suffix, prefix, folder))
    folder = os.path.abspath(gettempdir() if folder is None else folder)
    for _ in range(TMP_MAX):
        middle = "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(8))
        path = os.path.join(folder, (template if prefix is None else prefix) + middle + (suffix or ""))
        if not os.path.exists(path):
            return os.fsencode(path) if is_bytes else path
    raise FileExistsError(17, "No usable temporary file name found")


def mktemp(suffix="", prefix=template, dir=None):
    return _new_path(suffix, prefix, dir)


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _new_path(suffix, prefix, dir)
    os.mkdir(path, 0o700)
    return path


class _NamedFile:
    """A file with a name, removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        if not self.file.closed:
            self.file.close()
            if self.delete and os.path.exists(self.name):
                os.unlink(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    path = _new_path(suffix, prefix, dir)
    open(path, "xb").close()
    return _NamedFile(open(path, mode, buffering, encoding=encoding, newline=newline, errors=errors), path, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    data = io.BytesIO()
    if "b" in mode:
        return data
    return io.TextIOWrapper(data, encoding=encoding or "utf-8", newline=newline, errors=errors)


class SpooledTemporaryFile:
    """A file in memory, as all are here."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = TemporaryFile(mode, buffering, encoding, newline, errors=errors)
        self._rolled = False
        self.mode = mode

    def rollover(self):
        self._rolled = True

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    __class_getitem__ = classmethod(GenericAlias)


class TemporaryDirectory:
    """A folder that is removed at the end of a with block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignores_errors = ignore_cleanup_errors
        self._deletes = delete

    def __repr__(self):
        return "<{} {!r}>".format(type(self).__name__, self.name)

    def __enter__(self):
        return self.name

    def __exit__(self, *args):
        if self._deletes:
            self.cleanup()

    def cleanup(self):
        if os.path.exists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignores_errors)

    __class_getitem__ = classmethod(GenericAlias)
`;
