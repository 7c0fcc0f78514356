import os
import tempfile

print(tempfile.gettempprefix(), os.path.isabs(tempfile.gettempdir()), type(tempfile.gettempdirb()))
with tempfile.TemporaryDirectory(prefix="pre", suffix=".end") as name:
    print(os.path.isdir(name), os.path.basename(name).startswith("pre"), name.endswith(".end"))
    with tempfile.NamedTemporaryFile("w+", dir=name, suffix=".txt") as file:
        print(file.write("hello"), file.seek(0), file.read(), os.path.exists(file.name), os.path.dirname(file.name) == name, file.name.endswith(".txt"), file.closed)
        path = file.name
    print(os.path.exists(path), file.closed)
    kept = tempfile.NamedTemporaryFile(dir=name, delete=False)
    kept.write(b"bytes")
    kept.close()
    print(os.path.exists(kept.name), open(kept.name, "rb").read(), len(os.listdir(name)))
    inner = tempfile.mkdtemp(dir=name)
    print(os.path.isdir(inner), os.path.dirname(inner) == name, not os.path.exists(tempfile.mktemp(dir=name)))
print(os.path.exists(name))
with tempfile.TemporaryFile() as file:
    print(file.write(b"abc"), file.seek(0), file.read())
with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
    print(file.write("é"), file.seek(0), file.read())
with tempfile.SpooledTemporaryFile(max_size=2, mode="w+") as file:
    print(file.write("abcdef"), file.seek(0), list(file))
directory = tempfile.TemporaryDirectory()
print(repr(directory).startswith("<TemporaryDirectory '"), os.path.isdir(directory.name), directory.cleanup(), os.path.isdir(directory.name))
try:
    tempfile.mkdtemp(suffix=b"x", prefix="y")
except TypeError as error:
    print(error)
