import io
import os
import tempfile
import zipfile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for method in (ZIP_STORED, ZIP_DEFLATED):
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.txt", "hello " * 50)
        archive.writestr(ZipInfo("dir/é.bin", (2020, 2, 3, 4, 5, 6)), b"\0\1\2")
        archive.writestr("empty/", "")
        with archive.open("made.txt", "w") as file:
            file.write(b"line 1\nline 2\n")
            print(attempt(archive.writestr, "x", "y"))
        archive.comment = b"note"
        print(archive.namelist(), archive.mode, attempt(archive.writestr, "z", 5)[0])
    print(attempt(archive.read, "a.txt"), repr(archive))
    with ZipFile(buffer) as archive:
        print(archive.namelist(), archive.comment, archive.testzip(), archive.read("a.txt")[:12], archive.read("dir/é.bin"), attempt(archive.getinfo, "no"), attempt(archive.read, "no"), attempt(archive.writestr, "x", "y"))
        for info in archive.infolist():
            print(info.filename, info.file_size, info.compress_type == method, info.CRC, info.is_dir(), info.date_time if "bin" in info.filename else "", oct(info.external_attr >> 16))
        with archive.open("made.txt") as file:
            print(file.readline(), file.read(), file.name)
        print(list(io.TextIOWrapper(archive.open("made.txt"))), attempt(archive.open, "a.txt", "q"), attempt(archive.open, "no"))
    print(zipfile.is_zipfile(buffer), zipfile.is_zipfile(io.BytesIO(b"nothing")), zipfile.is_zipfile("/no/such/file"))
    with ZipFile(buffer, "a") as archive:
        archive.writestr("later.txt", "added")
    print(ZipFile(buffer).namelist(), ZipFile(buffer).read("later.txt"), ZipFile(buffer).testzip())
    data = bytearray(buffer.getvalue())
    place = data.find(b"hello" if method == ZIP_STORED else b"a.txt") + 8
    data[place] ^= 255
    print(ZipFile(io.BytesIO(bytes(data))).testzip())
print(attempt(ZipFile, io.BytesIO(b"")), attempt(ZipFile, io.BytesIO(b"x" * 100)), attempt(ZipFile, io.BytesIO(), "q"), attempt(ZipFile, "/no/such.zip"), attempt(ZipInfo, "x", (1979, 1, 1, 0, 0, 0)))
print(repr(ZipInfo("a.txt")), repr(ZipInfo("d/")), ZipInfo("a\0b").filename)

with tempfile.TemporaryDirectory() as top:
    os.makedirs(os.path.join(top, "in/sub"))
    for name in ("in/one.txt", "in/sub/two.txt"):
        with open(os.path.join(top, name), "w") as file:
            file.write(name)
    path = os.path.join(top, "x.zip")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for folder, _, files in os.walk(os.path.join(top, "in")):
            for name in files:
                archive.write(os.path.join(folder, name), os.path.relpath(os.path.join(folder, name), top))
        archive.write(os.path.join(top, "in/sub"), "folder")
        archive.writestr("../../evil.txt", "no")
        archive.writestr("/abs.txt", "abs")
    print(zipfile.is_zipfile(path), repr(ZipFile(path)).replace(top, "TOP"))
    with ZipFile(path) as archive:
        print(sorted(archive.namelist()))
        print(archive.extract("in/one.txt", os.path.join(top, "out")).replace(top, "TOP"))
        archive.extractall(os.path.join(top, "out"))
    print(sorted((folder.replace(top, "TOP"), sorted(files)) for folder, _, files in os.walk(os.path.join(top, "out"))))
    print(open(os.path.join(top, "out/evil.txt")).read(), os.path.exists(os.path.join(top, "evil.txt")))
    print(attempt(ZipFile, path, "x")[0])
    with open(path, "rb") as file:
        print(len(ZipFile(io.BytesIO(b"prefix" + file.read())).namelist()))

import io, zipfile

packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("a.txt", "text")
    archive.writestr("b.txt", "text", zipfile.ZIP_STORED)
with zipfile.ZipFile(packed) as archive:
    for name in archive.namelist():
        with archive.open(name) as file:
            print(file, file.seek(9), file.seek(-1, 2), file.read(), file.seek(1), file.tell(), file.read())
        print(file)


class Pipe:
    """Takes bytes and tells how many; it cannot go back, and does not say so."""
    def __init__(self):
        self.data = b""
    def write(self, data):
        self.data += data
        return len(data)
    def tell(self):
        return len(self.data)
    def flush(self):
        pass


pipe = Pipe()
with zipfile.ZipFile(pipe, "w") as archive:
    archive.writestr("c.txt", "text")
print(zipfile.ZipFile(io.BytesIO(pipe.data)).read("c.txt"))
