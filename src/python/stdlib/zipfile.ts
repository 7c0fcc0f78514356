/** The module `zipfile`: archives in files of the virtual file system or in memory, stored or deflated. */
export const source: string = String.raw`
import io
import struct
import time
import zlib

__all__ = ["BadZipFile", "BadZipfile", "error", "ZIP_STORED", "ZIP_DEFLATED", "is_zipfile", "ZipInfo", "ZipFile", "LargeZipFile"]


class BadZipFile(Exception):
    pass


class LargeZipFile(Exception):
    """An archive that would need the extensions for more than 4 GB."""


error = BadZipfile = BadZipFile

ZIP_STORED = 0
ZIP_DEFLATED = 8
ZIP_BZIP2 = 12
ZIP_LZMA = 14
_NAMES = {0: "store", 1: "shrink", 2: "reduce", 3: "reduce", 4: "reduce", 5: "reduce", 6: "implode", 7: "tokenize", 8: "deflate", 9: "deflate64", 10: "implode", 12: "bzip2", 14: "lzma"}

_LOCAL = struct.Struct("<4s2B4HL2L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\003\004", b"PK\001\002", b"PK\005\006"
_LARGEST = 0xFFFFFFFF


def _find_end(data):
    """The record at the end of an archive, and where it is; None when there is none."""
    place = data.rfind(_END_MARK, max(0, len(data) - (1 << 16) - _END.size))
    if place < 0 or len(data) < place + _END.size:
        return None
    record = _END.unpack_from(data, place)
    return record, place


def is_zipfile(filename):
    """Whether a file, named or open, is an archive."""
    try:
        if hasattr(filename, "read"):
            place = filename.tell()
            data = filename.read()
            filename.seek(place)
        else:
            with open(filename, "rb") as file:
                data = file.read()
        return _find_end(data) is not None
    except OSError:
        return False


class ZipInfo:
    """What an archive says of one of its files."""

    __slots__ = ("orig_filename", "filename", "date_time", "compress_type", "_compresslevel", "comment", "extra", "create_system", "create_version", "extract_version", "reserved", "flag_bits", "volume",
                 "internal_attr", "external_attr", "header_offset", "CRC", "compress_size", "file_size", "_data_start")

    def __init__(self, filename="NoName", date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        self.filename = filename.split("\0")[0]
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError("ZIP does not support timestamps before 1980")
        self.compress_type = ZIP_STORED
        self._compresslevel = None
        self.comment = self.extra = b""
        self.create_system = 3
        self.create_version = self.extract_version = 20
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.compress_size = self.file_size = self.CRC = self.header_offset = 0

    def __repr__(self):
        text = "<%s filename=%r" % (type(self).__name__, self.filename)
        if self.compress_type != ZIP_STORED:
            text += " compress_type=%s" % _NAMES.get(self.compress_type, self.compress_type)
        mode, attributes = self.external_attr >> 16, self.external_attr & 0xFFFF
        if mode:
            import stat
            text += " filemode=%r" % stat.filemode(mode)
        if attributes:
            text += " external_attr=%#x" % attributes
        if not self.is_dir() or self.file_size:
            text += " file_size=%r" % self.file_size
        if (not self.is_dir() or self.compress_size) and (self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            text += " compress_size=%r" % self.compress_size
        return text + ">"

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        import os
        status = os.stat(filename)
        is_folder = os.path.isdir(filename)
        name = os.path.normpath(os.fspath(filename if arcname is None else arcname)).lstrip("/")
        info = cls(name + "/" if is_folder else name, max(time.localtime(status.st_mtime)[:6], (1980, 1, 1, 0, 0, 0)))
        info.external_attr = (status.st_mode & 0xFFFF) << 16
        if is_folder:
            info.external_attr |= 0x10
        else:
            info.file_size = status.st_size
        return info

    def is_dir(self):
        return self.filename.endswith("/")

    def _encoded_name(self):
        try:
            return self.filename.encode("ascii"), self.flag_bits
        except UnicodeEncodeError:
            return self.filename.encode("utf-8"), self.flag_bits | 0x800

    def _stamp(self):
        year, month, day, hour, minute, second = self.date_time
        return hour << 11 | minute << 5 | second // 2, year - 1980 << 9 | month << 5 | day

    def FileHeader(self, zip64=None):
        name, flags = self._encoded_name()
        stamp = self._stamp()
        return _LOCAL.pack(_LOCAL_MARK, self.extract_version, self.reserved, flags, self.compress_type, *stamp, self.CRC, self.compress_size, self.file_size, len(name), len(self.extra)) + name + self.extra

    def _central(self):
        name, flags = self._encoded_name()
        stamp = self._stamp()
        return _CENTRAL.pack(_CENTRAL_MARK, self.create_version, self.create_system, self.extract_version, self.reserved, flags, self.compress_type, *stamp, self.CRC, self.compress_size, self.file_size,
                             len(name), len(self.extra), len(self.comment), 0, self.internal_attr, self.external_attr, self.header_offset) + name + self.extra + self.comment


def _check_method(method):
    if method not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError("That compression method is not supported")


class ZipExtFile(io.BytesIO):
    """A file of an archive, opened to be read."""

    def __init__(self, data, info):
        super().__init__(data)
        self.name = info.filename
        self.mode = "r"
        self._size = len(data)
        self._method = info.compress_type

    def __repr__(self):
        if self.closed:
            return "<zipfile.ZipExtFile [closed]>"
        method = "" if self._method == ZIP_STORED else " compress_type=%s" % _NAMES.get(self._method, self._method)
        return f"<zipfile.ZipExtFile name={self.name!r} mode='r'{method}>"

    def seek(self, offset, whence=0):
        return super().seek(min(super().seek(offset, whence), self._size))

    def writable(self):
        return False

    def write(self, data):
        raise io.UnsupportedOperation("write")


class _Writer(io.BytesIO):
    """A file of an archive, written when it is closed."""

    def __init__(self, archive, info):
        super().__init__()
        self._archive = archive
        self._info = info

    def close(self):
        if not self.closed:
            self._archive._store(self._info, self.getvalue())
            self._archive._writing = False
            super().close()


class ZipFile:
    """An archive, named or in an open file."""

    fp = None

    def __init__(self, file, mode="r", compression=ZIP_STORED, allowZip64=True, compresslevel=None, *, strict_timestamps=True, metadata_encoding=None):
        if mode not in ("r", "w", "x", "a"):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        _check_method(compression)
        self.mode = mode
        self.compression = compression
        self.compresslevel = compresslevel
        self.debug = 0
        self.filelist = []
        self.NameToInfo = {}
        self.pwd = None
        self._comment = b""
        self._changed = False
        self._writing = False
        self._name_encoding = metadata_encoding or "cp437"
        self._owns_file = not (hasattr(file, "read") or hasattr(file, "write"))
        if self._owns_file:
            import os
            self.filename = os.fspath(file)
            self.fp = io.open(file, {"r": "rb", "w": "w+b", "x": "x+b", "a": "r+b" if os.path.exists(file) else "w+b"}[mode])
        else:
            self.fp = file
            self.filename = getattr(file, "name", None)
        # In front of an archive there may be anything.
        self._start = 0
        try:
            if mode in "ra":
                self._read(mode)
            else:
                self._changed = True
                try:
                    self._start = self.fp.tell()
                except (AttributeError, OSError):
                    self._start = 0
                self._end = self._start
        except BaseException:
            if self._owns_file:
                self.fp.close()
            self.fp = None
            raise

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __repr__(self):
        text = "<%s.%s" % (type(self).__module__, type(self).__qualname__)
        if self.fp is None:
            return text + " [closed]>"
        if not self._owns_file:
            text += " file=%r" % self.fp
        elif self.filename is not None:
            text += " filename=%r" % self.filename
        return text + " mode=%r>" % self.mode

    def _read(self, mode):
        self.fp.seek(0)
        data = self.fp.read()
        found = _find_end(data)
        if found is None:
            if mode == "a":
                # To something that is no archive one is added.
                self._start, self._end = 0, len(data)
                self._changed = True
                return
            raise BadZipFile("File is not a zip file")
        record, end = found
        size, offset, comment_size = record[5:]
        self._comment = data[end + _END.size:end + _END.size + comment_size]
        self._start = end - size - offset
        place = self._end = end - size
        if place < 0:
            raise BadZipFile("Bad offset for central directory")
        while place < end:
            place = self._read_entry(data, place)

    def _read_entry(self, data, place):
        if len(data) < place + _CENTRAL.size:
            raise BadZipFile("Truncated central directory")
        entry = _CENTRAL.unpack_from(data, place)
        if entry[0] != _CENTRAL_MARK:
            raise BadZipFile("Bad magic number for central directory")
        (_, create_version, system, extract_version, reserved, flags, method, clock, date, crc, packed, size, name_size, extra_size, comment_size, volume, internal, external, offset) = entry
        place += _CENTRAL.size
        raw_name = data[place:place + name_size]
        info = ZipInfo(raw_name.decode("utf-8" if flags & 0x800 else self._name_encoding))
        info.extra = data[place + name_size:place + name_size + extra_size]
        place += name_size + extra_size
        info.comment = data[place:place + comment_size]
        info.create_version, info.create_system, info.extract_version, info.reserved = create_version, system, extract_version, reserved
        info.flag_bits, info.compress_type, info.CRC, info.compress_size, info.file_size = flags, method, crc, packed, size
        info.volume, info.internal_attr, info.external_attr, info.header_offset = volume, internal, external, offset + self._start
        info.date_time = ((date >> 9) + 1980, date >> 5 & 15, date & 31, clock >> 11, clock >> 5 & 63, (clock & 31) * 2)
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info
        return place + comment_size

    def namelist(self):
        return [info.filename for info in self.filelist]

    def infolist(self):
        return self.filelist

    def printdir(self, file=None):
        print("%-46s %19s %12s" % ("File Name", "Modified    ", "Size"), file=file)
        for info in self.filelist:
            print("%-46s %s %12d" % (info.filename, "%d-%02d-%02d %02d:%02d:%02d" % info.date_time[:6], info.file_size), file=file)

    def testzip(self):
        """The name of the first file that is damaged, or None."""
        for info in self.filelist:
            try:
                self.read(info)
            except BadZipFile:
                return info.filename

    def getinfo(self, name):
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError("There is no item named %r in the archive" % name)
        return info

    def setpassword(self, pwd):
        if pwd and not isinstance(pwd, bytes):
            raise TypeError("pwd: expected bytes, got %s" % type(pwd).__name__)
        self.pwd = pwd or None

    @property
    def comment(self):
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError("comment: expected bytes, got %s" % type(comment).__name__)
        self._comment = comment[:0xFFFF]
        self._changed = True

    def _require_open(self, what):
        if self.fp is None:
            raise ValueError("Attempt to use ZIP archive that was already closed")

    def read(self, name, pwd=None):
        self._require_open("read")
        if self.mode not in "ra" and self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. Close the writing handle before trying to read.")
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if info.flag_bits & 1:
            raise RuntimeError("File %r is encrypted, password required for extraction" % info.filename)
        self.fp.seek(info.header_offset)
        header = self.fp.read(_LOCAL.size)
        if len(header) != _LOCAL.size:
            raise BadZipFile("Truncated file header")
        fields = _LOCAL.unpack(header)
        if fields[0] != _LOCAL_MARK:
            raise BadZipFile("Bad magic number for file header")
        raw_name = self.fp.read(fields[10])
        if raw_name.decode("utf-8" if fields[3] & 0x800 else self._name_encoding) != info.orig_filename:
            raise BadZipFile("File name in directory %r and header %r differ." % (info.orig_filename, raw_name))
        self.fp.read(fields[11])
        data = self.fp.read(info.compress_size)
        _check_method(info.compress_type)
        if info.compress_type == ZIP_DEFLATED:
            try:
                data = zlib.decompressobj(-15).decompress(data)
            except zlib.error as error:
                raise BadZipFile("Bad CRC-32 for file %r" % info.filename) from error
        if zlib.crc32(data) != info.CRC:
            raise BadZipFile("Bad CRC-32 for file %r" % info.filename)
        return data

    def open(self, name, mode="r", pwd=None, *, force_zip64=False):
        if mode not in ("r", "w"):
            raise ValueError('open() requires mode "r" or "w"')
        self._require_open("open")
        if mode == "r":
            info = name if isinstance(name, ZipInfo) else self.getinfo(name)
            return ZipExtFile(self.read(info), info)
        if isinstance(name, ZipInfo):
            info = name
        else:
            info = ZipInfo(name, time.localtime(time.time())[:6])
            info.compress_type = self.compression
            info._compresslevel = self.compresslevel
            info.external_attr = 0o600 << 16
        self._require_writing()
        self._writing = True
        return _Writer(self, info)

    def _require_writing(self):
        if self.mode not in ("w", "x", "a"):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        self._require_open("write")
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists.")

    def _store(self, info, data):
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn("Duplicate name: %r" % info.filename, stacklevel=3)
        _check_method(info.compress_type)
        if not info.external_attr:
            info.external_attr = 0o600 << 16
        packed = data
        if info.compress_type == ZIP_DEFLATED:
            packed = zlib.compress(data, -1 if info._compresslevel is None else info._compresslevel, -15)
        info.file_size, info.compress_size, info.CRC = len(data), len(packed), zlib.crc32(data)
        if info.file_size > _LARGEST or self._end > _LARGEST:
            raise LargeZipFile("Filesize would require ZIP64 extensions")
        info.header_offset = self._end - self._start
        if getattr(self.fp, "seekable", bool)():
            self.fp.seek(self._end)
        header = info.FileHeader()
        self.fp.write(header + packed)
        self._end += len(header) + len(packed)
        info.header_offset += self._start
        self.filelist.append(info)
        self.NameToInfo[info.filename] = info
        self._changed = True

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Adds a file, or the entry of a folder."""
        self._require_writing()
        info = ZipInfo.from_file(filename, arcname)
        if info.is_dir():
            self.mkdir(info)
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info._compresslevel = self.compresslevel if compresslevel is None else compresslevel
        with io.open(filename, "rb") as file:
            self._store(info, file.read())

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Adds a file with this content."""
        if isinstance(data, str):
            data = data.encode("utf-8")
        len(data)
        if isinstance(zinfo_or_arcname, ZipInfo):
            info = zinfo_or_arcname
        else:
            info = ZipInfo(zinfo_or_arcname, time.localtime(time.time())[:6])
            info.compress_type = self.compression
            info._compresslevel = self.compresslevel
            info.external_attr = (0o40775 << 16) | 0x10 if info.is_dir() else 0o600 << 16
        self._require_writing()
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info._compresslevel = compresslevel
        self._store(info, bytes(data))

    def mkdir(self, zinfo_or_directory_name, mode=511):
        info = zinfo_or_directory_name
        if isinstance(info, str):
            info = ZipInfo(info if info.endswith("/") else info + "/")
            info.external_attr = (0o40000 | mode) << 16 | 0x10
        elif not isinstance(info, ZipInfo):
            raise TypeError("Expected type str or ZipInfo")
        self._require_writing()
        self._store(info, b"")

    def extract(self, member, path=None, pwd=None):
        """Writes one file below a folder; gives its path."""
        import os
        info = member if isinstance(member, ZipInfo) else self.getinfo(member)
        # No name leads out of the folder.
        parts = [part for part in info.filename.split("/") if part not in ("", os.curdir, os.pardir)]
        target = os.path.normpath(os.path.join(os.getcwd() if path is None else os.fspath(path), "/".join(parts)))
        if info.is_dir():
            os.makedirs(target, exist_ok=True)
            return target
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with io.open(target, "wb") as file:
            file.write(self.read(info))
        return target

    def extractall(self, path=None, members=None, pwd=None):
        for member in self.namelist() if members is None else members:
            self.extract(member, path, pwd)

    def close(self):
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. Close the writing handle before closing the zip.")
        try:
            if self.mode in ("w", "x", "a") and self._changed:
                self._write_end()
        finally:
            file, self.fp = self.fp, None
            if self._owns_file:
                file.close()

    def _write_end(self):
        if getattr(self.fp, "seekable", bool)():
            self.fp.seek(self._end)
        directory = b""
        for info in self.filelist:
            info.header_offset -= self._start
            directory += info._central()
            info.header_offset += self._start
        count = len(self.filelist)
        self.fp.write(directory + _END.pack(_END_MARK, 0, 0, count, count, len(directory), self._end - self._start, len(self._comment)) + self._comment)
        if self.mode == "a" and hasattr(self.fp, "truncate"):
            self.fp.truncate()
        self.fp.flush()
`;
