import glob
import os
import tempfile

with tempfile.TemporaryDirectory() as top:
    for name in ("a.txt", "b.py", ".hidden", "d/c.txt", "d/e/f.py", "d/e/.h/x.py", "d[1]/g.txt", "z/y/x/w.txt"):
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").close()
    for pattern in ("*", "*.py", "?.txt", "[ab].*", "**", "**/*.py", "*/*", "d/*", "d/**", "**/e/*", "d/**/*.py", "*/", "d", "d/", "no", "no/*", "d[[]1]/*", ".*", "**/", "a.txt", "d/e/../*.txt", "**/x/**", "z/**/w.txt", "*/*/*"):
        for options in ({}, {"recursive": True}, {"include_hidden": True}, {"recursive": True, "include_hidden": True}):
            absolute = sorted(path.replace(top, "TOP") for path in glob.glob(os.path.join(top, pattern), **options))
            print(pattern, options, absolute, sorted(glob.glob(pattern, root_dir=top, **options)))
    print(sorted(path.replace(top.encode(), b"TOP") for path in glob.glob(os.path.join(top.encode(), b"*.txt"))), next(glob.iglob(os.path.join(top, "a*"))) == os.path.join(top, "a.txt"))
print(glob.escape("a*[b]?"), glob.escape(b"[x"), glob.has_magic("a*"), glob.has_magic("a"), glob.glob(""))
