import io
import logging
import logging.handlers
import pickle
import sys
import time
import warnings

out = io.StringIO()
logging.basicConfig(stream=out, format="%(levelname)-8s|%(name)s|%(message)s", level=logging.INFO)
log = logging.getLogger("app.part")
log.debug("no")
log.info("hello %s", "you")
log.warning("%(a)d", {"a": 5})
log.error("plain %s")
log.log(35, "between")
logging.critical("root %d%%", 7)
try:
    1 / 0
except ZeroDivisionError:
    logging.exception("failed")
    log.error("again", exc_info=True)
text = out.getvalue()
print("\n".join(line for line in text.splitlines() if not line.startswith(("  File", "    "))))
print(log, logging.getLogger(), logging.root.handlers, logging.getLogger("app"), log.parent, logging.getLogger("app") is log.parent, log.getChild("x").name)
print(log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(7), log.hasHandlers())
logging.addLevelName(15, "TRACE")
print(logging.getLevelName(15), sorted(logging.getLevelNamesMapping())[:3])

record = logging.LogRecord("n", 30, "/a/b.py", 12, "m %s", ("x",), None, "func")
record.created, record.msecs = 0, 7
for style, fmt in (("%", "%(asctime)s %(name)s:%(lineno)d %(funcName)s %(module)s %(filename)s %(message)s"), ("{", "{asctime} {levelname:>10} {message!r}"), ("$", "$name $${x} ${message}")):
    formatter = logging.Formatter(fmt, datefmt="%d", style=style)
    print(formatter.format(record), formatter.usesTime())
print(logging.Formatter("%(extra)s %(message)s", defaults={"extra": "E"}).format(record), record)
logging.Formatter.converter = time.gmtime
print(logging.Formatter("%(asctime)s").format(record))
for args in (("{x}",), ("%(x)q",), ("no",)):
    for style in "%{$!":
        try:
            print(args, style, logging.Formatter(*args, style=style)._fmt)
        except ValueError as error:
            print(args, style, error)

capture = io.StringIO()
handler = logging.StreamHandler(capture)
handler.setFormatter(logging.Formatter("<%(message)s>"))
memory = logging.handlers.MemoryHandler(3, target=handler)
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.setLevel("DEBUG")
quiet.addHandler(memory)
quiet.debug("1")
print(repr(capture.getvalue()))
quiet.error("2")
print(repr(capture.getvalue()), handler, memory)
quiet.removeHandler(memory)
quiet.addHandler(handler)
quiet.addFilter(lambda record: "secret" not in record.getMessage())
quiet.info("secret")
quiet.info("open")
handler.addFilter(logging.Filter("other"))
quiet.info("filtered")
handler.removeFilter(handler.filters[0])


class Adapter(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return "[%s] %s" % (self.extra["id"], msg), kwargs


Adapter(quiet, {"id": 9}).info("adapted %d", 1)
handler.setFormatter(logging.Formatter("%(user)s %(message)s"))
quiet.info("x", extra={"user": "u"})
logging.LoggerAdapter(quiet, {"user": "v"}).warning("y")
print(repr(capture.getvalue()), logging.LoggerAdapter(quiet, {}))
for call in (lambda: quiet.info("x", extra={"name": 1}), lambda: quiet.log("INFO", "x"), lambda: quiet.setLevel("LOUD"), lambda: quiet.setLevel(1.5), lambda: logging.getLogger(5),
             lambda: logging.basicConfig(force=True, nothing=1), lambda: logging.basicConfig(force=True, stream=1, filename="x"), lambda: logging.setLoggerClass(int),
             lambda: logging.Handler().emit(None), lambda: logging.basicConfig(force=True, style="?")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
logging.disable(logging.ERROR)
print(quiet.isEnabledFor(40), quiet.isEnabledFor(50))
logging.disable(logging.NOTSET)
print(pickle.loads(pickle.dumps(quiet)) is quiet)

logging.captureWarnings(True)
catch = logging.getLogger("py.warnings")
caught = io.StringIO()
catch.addHandler(logging.StreamHandler(caught))
catch.propagate = False
warnings.warn("careful")
logging.captureWarnings(False)
print("UserWarning: careful" in caught.getvalue())

sys.stderr = io.StringIO()
lonely = logging.getLogger("lonely")
lonely.propagate = False
lonely.info("nothing")
lonely.warning("last resort")
broken = logging.getLogger("broken")
broken.propagate = False
broken.addHandler(logging.StreamHandler())
broken.warning("%d", "x")
shown = sys.stderr.getvalue().splitlines()
sys.stderr = sys.__stderr__
print(shown[:2], shown[-2:])


class Collect(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.seen = []

    def emit(self, record):
        self.seen.append((record.name, record.levelname, record.getMessage()))


collect = Collect()
collect.name = "collect"
logging.getLogger("deep").addHandler(collect)
logging.getLogger("deep.a.b").warning("up")
logging.getLogger("deep.a").info("down")
print(collect.seen, collect, collect.name, logging.getLogger("deep.a.b").parent)
print(logging.makeLogRecord({"msg": "made %s", "args": ("it",), "levelno": 10}).getMessage())
