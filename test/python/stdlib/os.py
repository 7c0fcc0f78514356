import os
import os.path as p
import posixpath
import stat
import tempfile


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error).replace(top, "TOP") if "top" in globals() else str(error)


class Like:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


PATHS = ["", "/", "//", "///", "a", "a/b", "/a/b", "//a/b", "///a/b", "a/", "/a//b/./c/../d", "..", "../a", "/..", "a/..", ".", "./a", "a.txt", "a.tar.gz", ".bashrc", "..x", "a.b/c", "a.b/.c", "a./b.", "...", "a/...b.c", "é/ü.x"]
for path in PATHS:
    print(repr(path), p.split(path), p.splitext(path), p.basename(path), p.dirname(path), p.normpath(path), p.isabs(path), p.splitdrive(path), p.normcase(path), p.relpath(path or ".", "/") if path.startswith("/") else "",
          p.join(path, "x"), p.join("x", path), p.split(path.encode()), p.normpath(Like(path)))
print(p.join("a", "b", "/c", "d/", "e"), p.join("a"), p.join(b"a", b"b"), attempt(p.join, "a", b"b"), attempt(p.join, "a", 5), attempt(p.join, 5), p.join(Like("a"), "b"))
print(p.relpath("/a/b", "/a/c/d"), p.relpath("/a/b", "/a"), p.relpath("/a", "/a"), attempt(p.relpath, ""), p.commonpath(["/a/b", "/a/c"]), p.commonpath(["a/b/", "a/b/c"]), attempt(p.commonpath, ["/a", "b"]), attempt(p.commonpath, []),
      p.commonprefix(["/abc", "/abd"]), p.commonprefix([]), p.commonprefix([[1, 2], [1, 3]]), p.commonpath([b"/a/b", b"/a"]))
print(attempt(os.fspath, 5), os.fspath("a"), os.fspath(b"a"), os.fspath(Like("x")), attempt(os.fspath, Like(5)), isinstance(Like("x"), os.PathLike), isinstance("x", os.PathLike), os.fsencode("é"), os.fsdecode(b"\xc3\xa9\xff") == "é\udcff")
print(os.sep, os.pardir, os.curdir, os.extsep, os.altsep, os.linesep == "\n", os.name, os.pathsep, os.path is posixpath, os.devnull, os.error is OSError)

with tempfile.TemporaryDirectory() as top:
    def at(*names):
        return p.join(top, *names)

    print(os.listdir(top), p.isdir(top), p.exists(at("x")), attempt(os.listdir, at("x")))
    os.mkdir(at("d"))
    os.makedirs(at("d", "e", "f"))
    print(attempt(os.mkdir, at("d")), attempt(os.mkdir, at("no", "x")), attempt(os.makedirs, at("d", "e")), os.makedirs(at("d", "e"), exist_ok=True))
    for name, text in (("a.txt", "hello"), ("d/b.csv", "1,2\n3,4\n"), ("d/e/c.txt", ""), ("d/e/f/deep.bin", "\0\1")):
        with open(at(name), "w") as file:
            file.write(text)
    print(sorted(os.listdir(top)), sorted(os.listdir(at("d"))), os.listdir(top.encode()) and sorted(os.listdir(top.encode())), p.getsize(at("d/b.csv")), p.isfile(at("a.txt")), p.isfile(at("d")), p.isdir(at("a.txt")), p.islink(at("a.txt")))
    status = os.stat(at("a.txt"))
    print(status.st_size, status[6], stat.S_ISREG(status.st_mode), stat.S_ISDIR(os.stat(at("d")).st_mode), type(status.st_mtime), len(status), p.getmtime(at("a.txt")) == os.stat(at("a.txt")).st_mtime, attempt(os.stat, at("no")))
    print([(folder.replace(top, "TOP"), sorted(folders), sorted(files)) for folder, folders, files in os.walk(top)])
    print([folder.replace(top, "TOP") for folder, _, _ in os.walk(top, topdown=False)], list(os.walk(at("no"))))
    for folder, folders, files in os.walk(top):
        if "e" in folders:
            folders.remove("e")
        print(p.basename(folder) == p.basename(top) or p.basename(folder), files)
    with os.scandir(top) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            print(entry.name, entry.is_dir(), entry.is_file(), entry.path == at(entry.name), os.fspath(entry) == entry.path, entry.stat().st_size if entry.is_file() else "", repr(entry), entry.is_symlink())
    print(attempt(os.remove, at("no")), attempt(os.remove, at("d")), attempt(os.rmdir, at("d")), attempt(os.rmdir, at("a.txt")), attempt(os.rename, at("no"), at("x")), attempt(os.listdir, at("a.txt")), attempt(os.stat, at("a.txt", "b")))
    os.rename(at("a.txt"), at("b.txt"))
    os.replace(at("b.txt"), at("d", "b.csv"))
    print(open(at("d", "b.csv")).read(), p.exists(at("a.txt")), attempt(os.rename, at("d"), at("d", "e", "g")), attempt(os.rename, at("d", "b.csv"), at("d", "e")), attempt(os.rename, at("d", "e"), at("d", "b.csv")))
    os.rename(at("d"), at("z"))
    print(sorted(os.listdir(top)), open(at("z/e/f/deep.bin"), "rb").read(), p.samefile(at("z"), at("z", "e", "..")))
    os.unlink(at("z/e/f/deep.bin"))
    os.remove(Like(at("z/e/c.txt")))
    print(os.listdir(at("z/e/f")), os.rmdir(at("z/e/f")), os.listdir(at("z/e")), os.truncate(at("z/b.csv"), 2), open(at("z/b.csv")).read(), os.access(at("z"), os.R_OK), os.access(at("q"), os.F_OK))
    os.removedirs(at("z/e"))
    print(sorted(os.listdir(top)))
    os.renames(at("z/b.csv"), at("new/place.csv"))
    print(sorted(os.listdir(top)), os.listdir(at("new")))
    print(p.abspath(at("new/../q")) == at("q"), p.realpath(at("new/./")) == at("new"), p.isabs(os.getcwd()), p.lexists(at("new")), p.ismount("/"))
print(p.exists(top), len(os.urandom(5)), attempt(os.urandom, -1), os.terminal_size((3, 4)), os.getenv("THREADSNAKE_NO_SUCH"), os.environ.get("THREADSNAKE_NO_SUCH", 7), attempt(os.environ.__setitem__, "a", 5), os.strerror(2))
print(stat.filemode(0o100644), stat.filemode(0o40755), stat.filemode(0o104755), stat.filemode(0o41777), stat.S_IMODE(0o100644), oct(stat.S_IFMT(0o100644)), stat.S_IRWXU, stat.ST_SIZE, stat.S_ISLNK(0o120777), stat.S_IFREG)

import os, time, sys, copy, pickle
def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
t = time.struct_time
for args, kw in [((None,), {}), (("123",), {}), (("123",), dict(dict={})), (("123456789",), dict(dict=None)), (("123456789",), {}), (("123456789", {}), {}), (("123456789", {"tm_zone": 5}), {}), (("123456789", {"tm_year": 5}), {}), ((range(11),), {}), ((range(12),), {}), ((range(9), 5), {}), ((range(10), {"tm_gmtoff": 1}), {})]:
    attempt(t, *args, **kw)
class C:
    def __getitem__(self, i): raise KeyError(i)
    def __len__(self): return 9
attempt(t, C())
attempt(lambda: t(range(11)).tm_gmtoff)
print(t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, t.__match_args__, t(range(9), {"tm_zone": "z"}).__reduce__())
s = os.stat_result
print(s.n_fields, s.n_sequence_fields, s.n_unnamed_fields, s.__match_args__)
r = s(range(10), {"st_atime": 1.0, "st_atime_ns": 2.0})
print(r, r.st_atime, r.st_atime_ns, r.st_mode, len(r), r[7:], r == tuple(range(10)))
for again in (copy.copy(r), copy.deepcopy(r), pickle.loads(pickle.dumps(r))):
    print(again == r, type(again) is s, again.st_atime, again.st_atime_ns)
attempt(s, range(9))
attempt(s, range(3, 14))
print(s(range(10)).st_atime, s(range(10)).st_mtime, s(range(12)).st_atime)
attempt(type(sys.flags), range(18))
attempt(lambda: r.nope)
attempt(setattr, r, "st_mode", 1)
