import copy
import os
import tempfile
from pathlib import Path, PosixPath, PurePath, PurePosixPath


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error).replace(top, "TOP") if "top" in globals() else str(error)


P = PurePosixPath
for text in ("", ".", "/", "//", "///", "a", "a/b", "/a/b", "//a/b", "a/../b/./c//d/", "a.tar.gz", ".bashrc", "a.", "a/b.py", "..", "/a b/é", "a..b", ".a.b", "...", "x/.hidden.txt"):
    path = P(text)
    print(repr(path), str(path), path.parts, path.name, path.stem, path.suffix, path.suffixes, path.parent, list(path.parents), path.root, path.anchor, path.drive, path.is_absolute(), bytes(path), os.fspath(path), path.as_posix(), attempt(path.as_uri))
    print(attempt(path.with_name, "n.x"), attempt(path.with_suffix, ".z"), attempt(path.with_suffix, ""), attempt(path.with_stem, "s"), path / "x", "x" / path, path.joinpath("y", "/z", "w"), path == P(text), hash(path) == hash(P(text)), copy.copy(path) == path)
print(attempt(PurePath, 1), attempt(P, b"a"), attempt(P("/a").relative_to, "/b"), attempt(P("a").relative_to), P("/a/b/c").relative_to("/a"), P("/a/b").relative_to("/a", "b"), P("a/b").is_relative_to("a"), P("a").is_relative_to("b"), attempt(lambda: P("a") / 5), attempt(lambda: 5 / P("a")),
      attempt(lambda: P("a") < 5), P("a") == "a", P("a") < P("b"), sorted([P("b/a"), P("a/z"), P("a"), P("/x")]), attempt(P("a").with_name, "b/c"), attempt(P("a").with_suffix, "x"), attempt(P("a").with_suffix, "."), attempt(P("a/b").parents.__getitem__, 5), repr(P("a/b").parents), P("a/b/c").parents[0:2], len(P("a/b/c").parents), P("a/b/c").parents[-1])
for path, pattern in (("a/b.py", "*.py"), ("a/b.py", "a/*.py"), ("/a/b.py", "/a/*.py"), ("a/b.py", "/a/*.py"), ("a/b/c.py", "a/*.py"), ("b.py", "a/b.py"), ("a", ""), ("/", "/"), ("a/b", "*/*"), ("A.PY", "a.py"), ("a/b", "**")):
    print(path, pattern, attempt(P(path).match, pattern))
print(type(PurePath("a")), type(Path("a")), isinstance(Path("a"), PurePosixPath), issubclass(PosixPath, Path), {P("a"): 1}[P("a")], P("a", "b", P("c")), PurePath("x") == P("x"), isinstance(P("a"), os.PathLike))

with tempfile.TemporaryDirectory() as top:
    root = Path(top)
    print(root.exists(), root.is_dir(), list(root.iterdir()), (root / "no").exists(), attempt((root / "no").stat), attempt((root / "no").unlink), (root / "no").unlink(missing_ok=True), attempt((root / "no").read_text), attempt(lambda: list((root / "no").iterdir())))
    print((root / "a.txt").write_text("héllo\n"), (root / "a.txt").read_text(), (root / "b.bin").write_bytes(b"\0\1"), (root / "b.bin").read_bytes(), attempt((root / "x").write_text, 5), (root / "a.txt").stat().st_size, (root / "a.txt").is_file())
    print(attempt((root / "x" / "y").mkdir), (root / "x" / "y").mkdir(parents=True), attempt((root / "x").mkdir), (root / "x").mkdir(exist_ok=True), attempt((root / "a.txt").mkdir, exist_ok=True), (root / "t").touch(), attempt((root / "t").touch, exist_ok=False), (root / "t").touch(), attempt((root / "no" / "x").mkdir))
    for name in ("x/one.py", "x/y/two.py", "x/y/three.txt", ".hid/four.py"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(name)
    for pattern in ("*", "*.txt", "**", "**/*", "**/*.py", "x/*", "x/**", "*/*.py", "x/y/two.py", "x/*/..", "?.*", "**/y/*", "**/**", "nothing", "[ab].*", "x/y/nope", "*/y/**/*"):
        print(pattern, sorted(str(path.relative_to(root)) for path in root.glob(pattern)), sorted(str(path.relative_to(root)) for path in root.rglob(pattern)))
    print(attempt(lambda: list(root.glob(""))), attempt(lambda: list(root.glob("/x"))), attempt(lambda: list(root.glob("a**"))))
    print((root / "a.txt").rename(root / "c.txt") == root / "c.txt", (root / "c.txt").replace(root / "x" / "c.txt").name, sorted(path.name for path in root.iterdir()), attempt((root / "x").rmdir), (root / "t").unlink(), attempt((root / "x").unlink))
    with (root / "x" / "c.txt").open("a") as file:
        file.write("more")
    with open(root / "x/c.txt") as file:
        print(file.readlines())
    print((root / "x" / ".." / "x").resolve() == root.resolve() / "x", (root / "x").samefile(root / "x/y/.."), Path("a").absolute() == Path.cwd() / "a", Path.cwd().is_absolute(), (root / "x").is_symlink(), attempt((root / "no").resolve, strict=True) == attempt((root.resolve() / "no").resolve, strict=True))
