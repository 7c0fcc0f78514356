"""io: files in memory and on the (virtual) file system."""
import io


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


s = io.StringIO("hello\nworld\n")
print(s.read(3), s.tell(), repr(s.readline()), s.readlines(), repr(s.read()))
s.seek(0)
print([line for line in s], s.getvalue())
s.seek(2)
print(s.write("XY"), s.getvalue(), s.tell())
s.seek(0, 2)
s.write("end")
s.seek(30)
s.write("!")
print(repr(s.getvalue()), s.truncate(5), repr(s.getvalue()), s.tell())
for args in [(-1,), (1, 1), (0, 3), ("a",)]:
    attempt(s.seek, *args)
attempt(s.write, b"x")
attempt(s.truncate, -1)
attempt(io.StringIO, 5)
attempt(io.StringIO, "", "x")
print(s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed, s.line_buffering, s.encoding, s.newlines)
s.close()
attempt(s.read)
attempt(s.getvalue)
print(s.closed)
for newline in [None, "", "\n", "\r", "\r\n"]:
    s = io.StringIO("a\nb\r\nc\rd", newline=newline)
    print(repr(newline), s.readlines(), repr(s.getvalue()), s.newlines)
    s = io.StringIO(newline=newline)
    s.write("x\ny\r\n")
    print(repr(s.getvalue()))
s = io.StringIO("a\U0001f600b\u00e9c")
print(s.read(2), s.tell(), s.read(1), s.read())
s.seek(1)
s.write("--")
print(s.getvalue(), s.tell())
with io.StringIO() as s:
    print("printed", 1, file=s)
    s.writelines(["a", "b"])
    print(repr(s.getvalue()))
print(repr(io.StringIO("ab\ncd").readline(1)), io.StringIO("ab\ncd\nef").readlines(4))

b = io.BytesIO(b"one\ntwo\nthree")
print(b.read(2), b.readline(), b.readlines(), b.read(), b.tell())
b.seek(-5, 2)
print(b.read(), b.seek(1), b.read1(2))
b.seek(0)
buffer = bytearray(5)
print(b.readinto(buffer), buffer, b.write(b"ZZ"), b.getvalue())
print(b.truncate(4), b.getvalue(), b.tell(), b.write(b"!"), b.getvalue())
view = b.getbuffer()
print(len(view), bytes(view[:2]))
view[0] = 65
view.release()
print(b.getvalue())
attempt(b.write, "x")
attempt(b.seek, -1)
attempt(b.seek, 0, 5)
attempt(io.BytesIO, "x")
print(io.BytesIO(initial_bytes=b"abc").read())
print([line for line in io.BytesIO(b"a\nb")], b.readable(), b.isatty())
b.close()
attempt(b.read)


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, b):
        part = self.data[:min(len(b), 3)]
        self.data = self.data[len(part):]
        b[:len(part)] = part
        return len(part)


print(Raw(b"abcdefgh").read(), Raw(b"abcdefgh").read(2), Raw(b"abc\ndef").readline())
reader = io.BufferedReader(Raw(b"line1\nline2\nrest"))
print(reader.readline(), reader.peek()[:3], reader.read(4), reader.read())
text = io.TextIOWrapper(Raw(b"caf\xc3\xa9\r\nx"), encoding="utf-8")
print(text.readlines())
attempt(io.RawIOBase().read)
attempt(io.IOBase().seek, 0)
attempt(io.BufferedReader, io.StringIO())
attempt(Raw(b"").write, b"x")
attempt(io.IOBase().fileno)
print(issubclass(io.UnsupportedOperation, OSError), issubclass(io.UnsupportedOperation, ValueError))

sink = io.BytesIO()
wrapper = io.TextIOWrapper(sink, encoding="utf-16", newline="\r\n")
wrapper.write("ab\n")
wrapper.flush()
wrapper.write("c")
wrapper.flush()
print(sink.getvalue())
attempt(wrapper.write, b"x")
print(wrapper.detach() is sink)
attempt(wrapper.read)
attempt(io.TextIOWrapper, io.BytesIO(), "no-such")
attempt(io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8").read)
print(repr(io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8", errors="replace").read()))

name = "/tmp/threadsnake-io-test.txt"
# Nobody closes the file but the end of its last name.
open(name, "w").write("unnamed")
print(open(name).read())
open(name, "ab").write(b" file")
print(open(name).read())
with open(name, "w") as f:
    print(f.mode, f.name, f.encoding.lower(), f.write("first\nsecond\n"), f.writable(), f.readable())
    attempt(f.read)
    print("third", file=f)
print(f.closed)
attempt(f.write, "x")
with open(name) as f:
    print(f.readline(), f.tell(), f.read(), repr(f.read()))
    f.seek(6)
    print(next(f))
    attempt(f.write, "x")
with open(name, "a") as f:
    print(f.tell(), f.write("fourth"))
with open(name, "rb") as f:
    print(f, f.read(5), f.tell(), f.readline(), list(f))
with open(name, "r+") as f:
    print(f.read(5))
    f.seek(0)
    f.write("FIRST")
    f.seek(0)
    print(f.read())
with open(name, "wb+") as f:
    f.write(b"\x00\x01\x02")
    f.seek(1)
    print(f.read(), f.truncate(1), f.seek(0), f.read())
with open(name, "w", encoding="latin-1", newline="\r\n") as f:
    f.write("\u00e9\n")
print(open(name, "rb").read(), open(name, encoding="latin-1").read(), repr(open(name, encoding="latin-1", newline="").read()))
attempt(open(name, encoding="ascii").read)
attempt(lambda: open(name, "w", encoding="ascii").write("\u20ac"))
attempt(open, name, "x")
attempt(open, "no-such-file.txt")
attempt(open, name, "q")
attempt(open, name, "rw")
attempt(open, name, "rbt")
attempt(open, name, "rb", encoding="utf-8")
attempt(open, name, "")
attempt(open, None)
attempt(open, name, buffering=0)
attempt(open, name, newline="x")
try:
    open("no-such-file.txt")
except FileNotFoundError as error:
    print(error.errno, error.strerror, error.filename, error.args)
with open(name, "w") as f:
    for i in range(5000):
        f.write("line %d\n" % i)
with open(name) as f:
    print(sum(len(line) for line in f))
with open(name, "rb", buffering=0) as f:
    print(type(f).__name__, f.read(6), f.mode)
print(repr(open(name)).replace("UTF-8", "utf-8"))
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.DEFAULT_BUFFER_SIZE)
