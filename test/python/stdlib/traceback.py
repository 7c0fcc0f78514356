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
