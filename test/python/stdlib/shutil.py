import os
import shutil
import tempfile
from io import BytesIO


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error).replace(top, "TOP")


def tree(path):
    return sorted((os.path.relpath(folder, path), sorted(folders), sorted(files)) for folder, folders, files in os.walk(path))


with tempfile.TemporaryDirectory() as top:
    def at(*names):
        return os.path.join(top, *names)

    os.makedirs(at("src/deep/er"))
    for name in ("a.txt", "src/b.py", "src/c.pyc", "src/deep/d.txt", "src/deep/er/e.txt"):
        with open(at(name), "w") as file:
            file.write(name * 3)
    print(shutil.copyfile(at("a.txt"), at("b.txt")) == at("b.txt"), open(at("b.txt")).read(), shutil.copy(at("a.txt"), at("src")) == at("src/a.txt"), shutil.copy2(at("a.txt"), at("c.txt")) == at("c.txt"))
    print(attempt(shutil.copyfile, at("a.txt"), at("a.txt")), attempt(shutil.copy, at("no"), at("x")), attempt(shutil.rmtree, at("no")), attempt(shutil.rmtree, at("a.txt")), attempt(shutil.copytree, at("no"), at("x")), attempt(shutil.move, at("no"), at("x")))
    print(shutil.copytree(at("src"), at("copy")) == at("copy"), tree(at("copy")), attempt(shutil.copytree, at("src"), at("copy")))
    shutil.copytree(at("src"), at("copy2"), ignore=shutil.ignore_patterns("*.pyc", "er"))
    print(tree(at("copy2")), attempt(shutil.copytree, at("src"), at("copy2"), dirs_exist_ok=True) == at("copy2"), tree(at("copy2")))
    shutil.rmtree(at("copy2"))
    shutil.rmtree(at("no"), ignore_errors=True)
    errors = []
    shutil.rmtree(at("no"), onerror=lambda function, path, info: errors.append(info[0].__name__))
    print(os.path.exists(at("copy2")), errors)
    print(shutil.move(at("b.txt"), at("moved.txt")) == at("moved.txt"), shutil.move(at("moved.txt"), at("src")) == at("src/moved.txt"), shutil.move(at("copy"), at("renamed")) == at("renamed"), tree(top))
    print(attempt(shutil.move, at("a.txt"), at("src")), attempt(shutil.move, at("src"), at("src/deep")), shutil.move(at("renamed"), at("src")) == at("src/renamed"), sorted(os.listdir(at("src"))))
    source, target = BytesIO(b"x" * 1000), BytesIO()
    shutil.copyfileobj(source, target, 7)
    print(len(target.getvalue()), issubclass(shutil.SameFileError, shutil.Error), issubclass(shutil.Error, OSError), shutil.which("threadsnake-no-such"))
