import traceback


def inner(n):
    raise ValueError(f"bad {n}")


def outer(n):
    inner(n)


def caught(f, *args):
    try:
        f(*args)
    except Exception as error:
        return error


error = caught(outer, 3)
print(traceback.format_exception_only(error))
print(traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(OSError()))
frames = traceback.extract_tb(error.__traceback__)
print([(frame.name, frame.lineno) for frame in frames])
print([name for name in "format_exc print_exc format_tb walk_tb extract_stack TracebackException StackSummary FrameSummary".split() if not hasattr(traceback, name)])
print("".join(traceback.format_exception(error)).splitlines()[0], "".join(traceback.format_exception(error)).splitlines()[-1])


def chained():
    try:
        outer(1)
    except ValueError as first:
        raise RuntimeError("second") from first


def in_passing():
    try:
        outer(1)
    except ValueError:
        {}["missing"]


for lines in (traceback.format_exception(caught(chained)), traceback.format_exception(caught(in_passing))):
    print([line.strip() for line in "".join(lines).splitlines() if line and not line.startswith("  ")])
print(len(traceback.format_tb(error.__traceback__)), len(traceback.format_tb(error.__traceback__, limit=1)))
held = traceback.TracebackException.from_exception(caught(chained))
print(held.exc_type.__name__, str(held), str(held.__cause__), held.__suppress_context__)
error.add_note("a note")
print(traceback.format_exception_only(error))
group = ExceptionGroup("several", [ValueError("a"), ExceptionGroup("more", [KeyError("b")])])
print("".join(traceback.format_exception(group)))
wide = ExceptionGroup("wide", [KeyError(n) for n in range(17)])
deep = ValueError("at the bottom")
for level in range(13):
    deep = ExceptionGroup(str(level), [deep])
print("".join(traceback.format_exception(wide)), "".join(traceback.format_exception(deep)))


def raise_group():
    try:
        outer(1)
    except ValueError as first:
        raise ExceptionGroup("raised", [first, caught(chained)]) from first


print([line for line in "".join(traceback.format_exception(caught(raise_group))).splitlines() if "File" not in line and "^" not in line and "    " not in line])
try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])
print(traceback.format_exc())

import traceback, io, re
from collections import namedtuple
def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)
def scrub(lines):  # neither places nor lines of source
    return [kept for text in lines if (kept := "".join(part for part in text.splitlines(True) if not re.match(r" *[|+]?  ( |File )", part)))]
def make(f):
    try: f()
    except BaseException as e: return e
def chain():
    try:
        try: raise KeyError("inner\nline")
        except KeyError as e: raise ValueError("mid") from e
    except ValueError: raise TypeError
def group():
    e = ExceptionGroup("eg", [ValueError(i) for i in range(4)] + [ExceptionGroup("deep", [TypeError("t"), ExceptionGroup("deeper", [OSError(2, "x")])])])
    e.add_note("a note\nof two lines")
    raise e
def syntax(): compile("a b", "f", "exec")
for f in (chain, group, syntax):
    e = make(f)
    te = traceback.TracebackException.from_exception(e)
    print(f.__name__, str(te), te == traceback.TracebackException.from_exception(e), te == 1, te.exc_type, te.__notes__, te.__suppress_context__)
    for line in scrub(te.format()): print(repr(line))
    print(scrub(te.format(chain=False)))
    print(list(te.format_exception_only()))
    for options in (dict(limit=0), dict(compact=True), dict(max_group_width=2), dict(max_group_depth=1), dict(capture_locals=False, lookup_lines=False)):
        te = traceback.TracebackException(type(e), e, e.__traceback__, **options)
        print(options, scrub(te.format()), te.__context__ is None)
e = ValueError("end")
for n in range(1200):
    new = ValueError(n); new.__context__ = e; e = new
print(len(list(traceback.TracebackException.from_exception(e).format())))
class Loud(Exception):
    def __str__(self): raise RuntimeError
print(traceback.format_exception_only(Loud()), traceback.format_exception_only(ValueError, None), traceback.format_exception_only(None, None), traceback.format_exception_only(ValueError("a\nb")))
Code = namedtuple("code", "co_filename co_name"); Frame = namedtuple("frame", "f_code f_globals f_locals"); Tb = namedtuple("tb", "tb_frame tb_lineno tb_next tb_lasti")
frame = Frame(Code("nowhere.py", "method"), {}, {"something": 1})
Code.co_positions = lambda self: iter([(6, 6, None, None)])
tb = Tb(frame, 6, Tb(frame, 7, None, -1), -1)
te = traceback.TracebackException(ValueError, ValueError("x"), tb, capture_locals=True)
print(te.stack, te.stack[0].locals, te.stack[0].line, list(te.format()))
print(traceback.TracebackException(ValueError, ValueError("x"), tb).stack[0].locals)
stack = traceback.StackSummary.extract(traceback.walk_tb(tb), limit=1)
print(stack, stack.format(), traceback.StackSummary.extract(traceback.walk_tb(tb), limit=-1))
s = traceback.FrameSummary("f", 1, "n", line="  text ")
print(s, s.line, s == ("f", 1, "n", "text"), tuple(s), s[3], len(s), s.locals, traceback.FrameSummary("f", None, "n").line)
attempt(traceback.extract_tb, 5)
attempt(traceback.format_exception, 5)
attempt(traceback.format_exception, ValueError, ValueError())
import inspect
for f in (traceback.print_exception, traceback.format_exception, traceback.format_exception_only): print(inspect.signature(f))
out = io.StringIO()
traceback.print_exception(make(chain), limit=0, file=out, chain=False); print(repr(out.getvalue()))
