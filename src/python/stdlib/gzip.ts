/** The module `gzip`. */
export const source: string = String.raw`
import io
import struct
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

READ, WRITE = "rb", "wb"


class BadGzipFile(OSError):
    """Data that is not in the gzip format."""


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """Opens a compressed file, for text where the mode has a 't'."""
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
    elif encoding is not None:
        raise ValueError("Argument 'encoding' not supported in binary mode")
    elif errors is not None:
        raise ValueError("Argument 'errors' not supported in binary mode")
    elif newline is not None:
        raise ValueError("Argument 'newline' not supported in binary mode")
    plain_mode = mode.replace("t", "")
    if isinstance(filename, (str, bytes)) or hasattr(filename, "__fspath__"):
        file = GzipFile(filename, plain_mode, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, plain_mode, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    return io.TextIOWrapper(file, encoding or "utf-8", errors, newline) if "t" in mode else file


def _header(compresslevel, mtime, name=b""):
    strength = {9: 2, 1: 4}.get(compresslevel, 0)
    return struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, 8 if name else 0, int(mtime) & 0xFFFFFFFF, strength, 255) + (name + b"\0" if name else b"")


def compress(data, compresslevel=9, *, mtime=None):
    """The data as one member of a gzip file."""
    if mtime == 0:
        return zlib.compress(data, level=compresslevel, wbits=31)
    return _member(data, compresslevel, time.time() if mtime is None else mtime)


def _member(data, compresslevel, mtime, name=b""):
    body = zlib.compress(data, level=compresslevel, wbits=-15)
    return _header(compresslevel, mtime, name) + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _skip_header(data):
    """Where the compressed data of a member begins, and its time."""
    if data[:2] != b"\037\213":
        raise BadGzipFile("Not a gzipped file (%r)" % (bytes(data[:2]),))
    if len(data) < 10:
        raise EOFError("Compressed file ended before the end-of-stream marker was reached")
    method, flags, mtime = struct.unpack_from("<BBL", data, 2)
    if method != 8:
        raise BadGzipFile("Unknown compression method")
    place = 10
    if flags & 4:
        place += 2 + int.from_bytes(data[place:place + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            place = data.find(b"\0", place) + 1 or len(data)
    if flags & 2:
        place += 2
    return place, mtime


def _members(data):
    """What each member holds, and its time."""
    while True:
        # Zeros may fill a file up to the size of a block.
        data = data.lstrip(b"\0")
        if not data:
            return
        place, mtime = _skip_header(data)
        decompressor = zlib.decompressobj(wbits=-15)
        text = decompressor.decompress(data[place:])
        rest = decompressor.unused_data
        if not decompressor.eof or len(rest) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        crc, size = struct.unpack_from("<II", rest)
        if crc != zlib.crc32(text):
            raise BadGzipFile("CRC check failed")
        if size != len(text) & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        yield text, mtime
        data = rest[8:]


def decompress(data):
    """The text of all members."""
    return b"".join(text for text, _ in _members(bytes(data)))


class GzipFile(io.BufferedIOBase):
    """A file whose content is compressed; it is compressed when the file is closed."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ("t" in mode or "U" in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        if mode and "b" not in mode:
            mode += "b"
        self._own_file = None
        if fileobj is None:
            self._own_file = fileobj = io.open(filename, mode or "rb")
        if filename is None:
            filename = getattr(fileobj, "name", "")
            if not isinstance(filename, (str, bytes)):
                filename = ""
        else:
            filename = filename if isinstance(filename, (str, bytes)) else filename.__fspath__()
        if mode is None:
            mode = getattr(fileobj, "mode", "rb")
        if mode.startswith("r"):
            self.mode = READ
            self._text = None
        elif mode.startswith(("w", "a", "x")):
            self.mode = WRITE
            self._text = io.BytesIO()
        else:
            raise ValueError("Invalid mode: {!r}".format(mode))
        self.name = filename
        self.fileobj = fileobj
        self._compresslevel = compresslevel
        self._mtime = mtime

    def __repr__(self):
        return "<gzip " + repr(self.fileobj)[1:-1] + " " + hex(id(self)) + ">"

    @property
    def mtime(self):
        return self._mtime

    @property
    def closed(self):
        return self.fileobj is None

    def _open_text(self):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file")
        if self._text is None:
            texts = []
            for text, mtime in _members(self.fileobj.read()):
                texts.append(text)
                self._mtime = mtime
            self._text = io.BytesIO(b"".join(texts))
        return self._text

    def _readable(self, function):
        if self.mode != READ:
            raise OSError(9, f"{function}() on write-only GzipFile object")
        return self._open_text()

    def write(self, data):
        if self.mode != WRITE:
            raise OSError(9, "write() on read-only GzipFile object")
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file")
        return self._text.write(data)

    def read(self, size=-1):
        return self._readable("read").read(-1 if size is None else size)

    def read1(self, size=-1):
        return self._readable("read1").read1(size)

    def peek(self, n):
        text = self._readable("peek")
        place = text.tell()
        data = text.read(n)
        text.seek(place)
        return data

    def readinto(self, buffer):
        return self._readable("readinto").readinto(buffer)

    def readline(self, size=-1):
        return self._readable("readline").readline(size)

    def tell(self):
        return self._open_text().tell()

    def seek(self, offset, whence=0):
        if self.mode == WRITE and (whence == 2 or whence == 0 and offset < self._text.tell()):
            raise OSError("Negative seek in write mode" if whence == 0 else "Seek from end not supported")
        text = self._open_text()
        place = text.seek(0, 2) if whence == 2 else 0
        return text.seek(place + offset if whence == 2 else offset, 0 if whence == 2 else whence)

    def rewind(self):
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self.seek(0)

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def fileno(self):
        return self.fileobj.fileno()

    def flush(self, zlib_mode=2):
        if self.fileobj is None:
            raise ValueError("I/O operation on closed file")

    def close(self):
        file = self.fileobj
        if file is None:
            return
        self.fileobj = None
        try:
            if self.mode == WRITE:
                name = self.name if isinstance(self.name, bytes) else self.name.rpartition("/")[2].encode("latin-1", "ignore")
                if name.endswith(b".gz"):
                    name = name[:-3]
                file.write(_member(self._text.getvalue(), self._compresslevel, time.time() if self._mtime is None else self._mtime, name))
        finally:
            if self._own_file is not None:
                self._own_file.close()
`;
