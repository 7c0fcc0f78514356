import gzip
import io
import os
import tempfile
import zlib


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for data in (b"", b"hello", bytes(range(256)) * 50):
    for level in (1, 6, 9):
        packed = gzip.compress(data, level, mtime=1)
        print(packed[:10], gzip.decompress(packed) == data, zlib.decompress(packed, 31) == data, gzip.decompress(packed + packed + b"\0\0") == data * 2)
    print(gzip.decompress(gzip.compress(data)) == data)
packed = gzip.compress(b"hello", mtime=0)
for broken in (b"", b"x", b"xx" + packed, packed[:5], packed[:-1], packed[:-8] + b"\0" * 8, packed[:-4] + b"\0\0\0\1", packed[:2] + b"\7" + packed[3:], packed + b"junk"):
    print(attempt(gzip.decompress, broken))
buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode="wb", filename="dir/name.txt.gz", mtime=5) as file:
    print(file.write(b"line one\nline two\n"), file.writable(), file.readable(), file.name, attempt(file.read), file.tell())
print(buffer.getvalue()[:23], file.closed, attempt(file.write, b"x"))
buffer.seek(0)
with gzip.GzipFile(fileobj=buffer) as file:
    print(file.readline(), file.read(4), file.tell(), file.seek(2), file.peek(3)[:3], list(file), file.read(), file.mtime, attempt(file.write, b"x"), file.seek(0), file.read1(3), file.readinto(bytearray(5)))
with tempfile.TemporaryDirectory() as top:
    path = os.path.join(top, "a.txt.gz")
    with gzip.open(path, "wt", encoding="utf-8") as file:
        print(file.write("héllo\nwörld\n"))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        print(file.readlines())
    with gzip.open(path) as file:
        print(file.read())
    with open(path, "ab") as file:
        file.write(gzip.compress(b"more"))
    print(gzip.open(path).read(), attempt(gzip.open, path, "rtb"), attempt(gzip.open, path, "rb", encoding="utf-8"), attempt(gzip.open, 5), attempt(gzip.GzipFile, path, "q"))
print(issubclass(gzip.BadGzipFile, OSError))
