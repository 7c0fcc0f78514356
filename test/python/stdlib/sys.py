"""sys: what it tells about the interpreter, and its standard streams."""
import sys
import io

print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.float_repr_style)
print(sys.float_info)
print(sys.int_info)
print(sys.version_info[:1], sys.version_info.major, sys.version_info >= (3, 11), len(sys.version_info), type(sys.version_info).__name__)
print(sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.imag, sys.hash_info.width)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(sys.getrecursionlimit() >= 1000, sys.exc_info(), sys.exception())
try:
    raise ValueError("x")
except ValueError as error:
    print(sys.exc_info()[0], sys.exc_info()[1] is error, sys.exception() is error, sys.exc_info()[2] is error.__traceback__)
    try:
        raise KeyError("k")
    except KeyError:
        print(sys.exception())
    print(repr(sys.exception()))
print(sys.exception())
for status in [None, 0, 3, "text", (1, 2)]:
    try:
        sys.exit(status)
    except SystemExit as error:
        print(repr(error), error.code, error.args)
print(sys.intern("abc"), sys.get_int_max_str_digits())
for action in [lambda: sys.intern(5), lambda: sys.set_int_max_str_digits(5), lambda: sys.setrecursionlimit(0), lambda: type(sys.version_info)((1, 2))]:
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
sys.set_int_max_str_digits(700)
try:
    str(10**800)
except ValueError as error:
    print(error)
sys.set_int_max_str_digits(4300)
print(sys.stdout.write("written\n"), sys.stdout.writable(), sys.stdout.readable(), sys.stdout.closed, sys.stdout.name, sys.stdout.mode, sys.stdout.encoding)
sys.stdout.writelines(["a", "b\n"])
sys.stdout.flush()
kept = sys.stdout
sys.stdout = io.StringIO()
print("captured", 1)
captured = sys.stdout.getvalue()
sys.stdout = kept
print(repr(captured), sys.stdout is sys.__stdout__, isinstance(sys.stdout, io.TextIOBase))
print("into", "the", "stream", file=sys.stdout, sep="-")
print("sys" in sys.modules, sys.modules["sys"] is sys, sys.modules["__main__"].__name__)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


try:
    deep(10**6)
except RecursionError as error:
    print(type(error).__name__)
sys.displayhook(None)
sys.displayhook([1, "x"])
print(sys._getframe().f_globals["__name__"])

import sys, io, builtins, contextlib
code = compile("42", "<string>", "single")
eval(code)
print(builtins._)
for stream in (io.StringIO(),):
    with contextlib.redirect_stdout(stream):
        exec(compile("'shown'; None; 1.5", "<string>", "single"))
    print(repr(stream.getvalue()), _)
def hook(value): print("hook", value)
sys.displayhook = hook
exec(compile("7", "<string>", "single"))
exec(compile("None", "<string>", "single"))
del sys.displayhook
try: eval(code)
except RuntimeError as e: print(e)
sys.displayhook = sys.__displayhook__
out = sys.stdout
del sys.stdout
try: eval(code)
except RuntimeError as e: error = e
finally: sys.stdout = out
print(error)
with contextlib.redirect_stderr(io.StringIO()) as err:
    try: raise SyntaxError("msg", (b"bytes_filename", 123, 0, "text"))
    except SyntaxError: sys.__excepthook__(*sys.exc_info())
    try: raise ValueError(42)
    except ValueError: sys.excepthook(*sys.exc_info())
    sys.excepthook(1, "1", 1)
print([line for line in err.getvalue().splitlines() if "Error: " in line and line[0] != " "])
