/**
 * The inside of a sandbox that is a real Python 3: one file of its standard library's Python, started with `python3 -c`.
 *
 * It speaks the frames of protocol.ts, either as bytes with lengths on a descriptor (`bytes READ WRITE`) or as lines of JSON (`lines`),
 * and moves its standard output out of the way first, so that nothing a program prints is read as a frame. Values are data both ways,
 * never pickles. It holds no hostile code: what surrounds it does.
 */
export const RUNNER: string = String.raw`
import ast, base64, builtins, codecs, dataclasses, datetime, importlib.abc, importlib.util, io, json, linecache, math, os, signal, struct, symtable, sys, traceback

VERSION = 1
MAX_FRAME = 64 << 20
MAX_DEPTH = 500
MAX_TEXT = 1 << 20
MAX_MESSAGE = 20000
SAFE = 2 ** 53 - 1


class NotData(ValueError):
    pass


class Handle:
    __slots__ = ("_fields",)

    def __init__(self, fields):
        self._fields = fields

    def __repr__(self):
        return "<" + str(self._fields.get("label")) + ">"


def encode(value, function_id=None, depth=0, open_ids=()):
    if value is None or value is True or value is False or isinstance(value, str) and type(value) is str:
        return value
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        value = int(value)
        if -SAFE <= value <= SAFE:
            return value
        return {"$bigint": str(value) if value.bit_length() < 1000 else hex(value)}
    if isinstance(value, float):
        value = float(value)
        if math.isfinite(value):
            return value
        return {"$number": "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"$bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, Handle):
        return {"$handle": value._fields}
    if isinstance(value, datetime.datetime):
        return {"$date": value.timestamp() * 1000}
    if depth > MAX_DEPTH:
        raise NotData("the value is nested too deeply to pass on (more than %d levels)" % MAX_DEPTH)
    if id(value) in open_ids:
        raise NotData("the value contains itself and cannot be passed on")
    inner = (function_id, depth + 1, open_ids + (id(value),))
    if isinstance(value, (list, tuple, range)):
        return [encode(item, *inner) for item in value]
    if isinstance(value, (set, frozenset)):
        return {"$set": [encode(item, *inner) for item in value]}
    if isinstance(value, dict):
        if any(type(key) is not str for key in value):
            return {"$map": [[encode(key, *inner), encode(item, *inner)] for key, item in value.items()]}
        pairs = [[key, encode(item, *inner)] for key, item in value.items()]
        if len(pairs) == 1 and pairs[0][0].startswith("$"):
            return {"$object": pairs}
        return dict(pairs)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name), *inner) for field in dataclasses.fields(value)}
    if isinstance(value, datetime.date):
        return value.isoformat()
    for convert in ("tolist", "item"):
        method = getattr(value, convert, None)
        if type(value).__module__.split(".")[0] in ("numpy", "pandas") and callable(method):
            return encode(method(), *inner)
    if callable(value) and function_id is not None:
        return {"$function": function_id(value)}
    raise NotData("a %s is not data and cannot be passed on" % type(value).__name__)


def decode(json_value, functions=None):
    if isinstance(json_value, list):
        return [decode(item, functions) for item in json_value]
    if not isinstance(json_value, dict):
        return json_value
    if len(json_value) == 1:
        tag, inner = next(iter(json_value.items()))
        if tag.startswith("$"):
            return DECODERS[tag](inner, functions)
    return {key: decode(item, functions) for key, item in json_value.items()}


def decode_bigint(text, _functions):
    return int(text, 16) if "0x" in text else int(text)


DECODERS = {
    "$undefined": lambda json_value, functions: None,
    "$number": lambda json_value, functions: float(json_value),
    "$bigint": decode_bigint,
    "$bytes": lambda json_value, functions: base64.b64decode(json_value),
    "$date": lambda json_value, functions: datetime.datetime.fromtimestamp(json_value / 1000, datetime.timezone.utc),
    "$map": lambda json_value, functions: {decode(key, functions): decode(item, functions) for key, item in json_value},
    "$set": lambda json_value, functions: {decode(item, functions) for item in json_value},
    "$object": lambda json_value, functions: {key: decode(item, functions) for key, item in json_value},
    "$handle": lambda json_value, functions: Handle(json_value),
    "$media": lambda json_value, functions: base64.b64decode(json_value["data"]),
    "$function": lambda json_value, functions: functions[json_value],
}


class ByteChannel:
    """Frames as 4 bytes of length and JSON."""

    def __init__(self, read, write):
        self.read = os.fdopen(os.dup(read), "rb")
        self.write = os.fdopen(os.dup(write), "wb")

    def receive(self):
        header = self.read.read(4)
        if len(header) < 4:
            os._exit(0)
        (length,) = struct.unpack(">I", header)
        if length > MAX_FRAME:
            os._exit(1)
        return json.loads(self.read.read(length))

    def send(self, frame):
        body = json.dumps(frame).encode("ascii")
        self.write.write(struct.pack(">I", len(body)) + body)
        self.write.flush()


class LineChannel:
    """Frames as lines of JSON, for services that carry text only."""

    def __init__(self):
        self.read = os.fdopen(os.dup(0), "r", encoding="utf-8")
        self.write = os.fdopen(os.dup(1), "w", encoding="ascii")

    def receive(self):
        while True:
            line = self.read.readline()
            if not line:
                os._exit(0)
            if line.strip():
                return json.loads(line)

    def send(self, frame):
        self.write.write(json.dumps(frame) + "\n")
        self.write.flush()


def open_channel(arguments):
    channel = LineChannel() if arguments[0] == "lines" else ByteChannel(int(arguments[1]), int(arguments[2]))
    # What the program or its children print on the real descriptors goes nowhere.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return channel


def cap(text, limit):
    if len(text) <= limit:
        return text
    half = limit // 2
    return text[:half] + "\n[... %d characters left out ...]\n" % (len(text) - 2 * half) + text[-half:]


class FinalAnswer(BaseException):
    pass


class HostError(Exception):
    """A tool failed with a kind of error that Python does not know."""


class Output(io.TextIOBase):
    """The program's standard output: kept, counted, and told to the host before each call."""

    def __init__(self, session):
        self.session = session

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("string argument expected, got %r" % type(text).__name__)
        self.session.print(text)
        return len(text)


class SourceImporter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules that the session was given as source."""

    def __init__(self, modules):
        self.modules = modules

    def find_spec(self, name, path=None, target=None):
        if name in self.modules:
            return importlib.util.spec_from_loader(name, self, is_package=any(other.startswith(name + ".") for other in self.modules))
        if any(other.startswith(name + ".") for other in self.modules):
            return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.modules.get(module.__name__, ""), "<%s>" % module.__name__, "exec"), module.__dict__)


class Session:
    def __init__(self, channel):
        self.channel = channel
        self.nonce = None
        self.names = {"__name__": "__main__", "__builtins__": builtins}
        self.tools = {}
        self.limits = {}
        self.actions = 0
        self.reset(0)

    def reset(self, run):
        self.run_id = run
        self.calls = 0
        self.pieces = []
        self.printed = 0
        self.untold = []
        self.functions = {}
        self.function_ids = {}
        self.answer = None

    def send(self, frame):
        self.channel.send({"n": self.nonce, **frame})

    def receive(self):
        frame = self.channel.receive()
        if self.nonce is None:
            self.nonce = frame["n"]
        if frame["n"] != self.nonce:
            os._exit(1)
        return frame

    def serve(self):
        while True:
            frame = self.receive()
            getattr(self, "on_" + frame["t"])(frame)

    def on_hello(self, frame):
        self.send({"t": "ready", "version": VERSION})

    def on_init(self, frame):
        options = decode(frame["options"])
        self.limits = options["limits"]
        sys.setrecursionlimit(int(self.limits.get("recursion", 1000)))
        self.limit_resources()
        if options["modules"]:
            sys.meta_path.insert(0, SourceImporter(options["modules"]))
        for path, content in options["files"].items():
            if os.path.dirname(path):
                os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
        sys.stdout = Output(self)

    def limit_resources(self):
        try:
            import resource
        except ImportError:
            return
        memory = int(self.limits.get("memoryBytes", 0))
        # Above the program's own share: the interpreter, its libraries and the stacks of their threads.
        wanted = ((resource.RLIMIT_DATA, memory + (256 << 20) if memory else None), (resource.RLIMIT_CORE, 0))
        for what, value in wanted:
            try:
                if value is not None:
                    resource.setrlimit(what, (value, value))
            except (ValueError, OSError):
                pass

    def on_tools(self, frame):
        for tool in frame["tools"]:
            self.tools[tool["name"]] = self.stub(tool["name"])

    def stub(self, name):
        def tool(*args, **keywords):
            return self.call(name, args, keywords)

        tool.__name__ = tool.__qualname__ = name
        return tool

    def on_variables(self, frame):
        self.names.update(decode(frame["variables"]))

    def on_apply(self, frame):
        function = self.functions.get(frame["fn"])
        try:
            if function is None:
                raise RuntimeError("the action that passed this function has ended")
            value = encode(function(*decode(frame["args"], self.functions)), self.function_id)
        except Exception as error:
            self.send({"t": "apply-failed", "apply": frame["apply"], "type": type(error).__name__[:200], "message": str(error)[:MAX_MESSAGE]})
        else:
            self.send({"t": "applied", "apply": frame["apply"], "value": value})

    def function_id(self, function):
        number = self.function_ids.get(id(function))
        if number is None:
            number = len(self.functions) + 1
            self.function_ids[id(function)] = number
            self.functions[number] = function
        return number

    def call(self, name, args, keywords):
        if self.answer is not None:
            raise FinalAnswer()
        if self.calls >= self.limits.get("hostCalls", 10000):
            self.stop("hostCalls", "The action called tools more than %d times." % self.limits["hostCalls"], "Call tools less often.")
        try:
            encoded = [encode(arg, self.function_id) for arg in args], [[key, encode(arg, self.function_id)] for key, arg in keywords.items()]
        except NotData as error:
            raise ValueError("%s(): %s" % (name, error)) from None
        self.tell()
        self.calls += 1
        call = self.calls
        self.send({"t": "call", "call": call, "name": name, "args": encoded[0], "keywords": encoded[1]})
        while True:
            frame = self.receive()
            if frame["t"] == "apply":
                self.on_apply(frame)
            elif frame.get("call") == call:
                break
        if frame["t"] == "failure":
            kind = getattr(builtins, frame["type"], None)
            is_error = isinstance(kind, type) and issubclass(kind, Exception)
            raise (kind if is_error else type(frame["type"], (HostError,), {"__module__": "builtins"}))(frame["message"]) from None
        value = decode(frame["value"], self.functions)
        if frame["isFinalAnswer"]:
            # Kept: whoever catches the exception changes nothing any more.
            self.answer = (value,)
            # Code that catches it and goes on ends with the process.
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0.25)
            raise FinalAnswer()
        return value

    def print(self, text):
        self.printed += len(text)
        self.pieces.append(text)
        self.untold.append(text)
        if self.printed > self.limits.get("outputBytes", MAX_TEXT):
            self.stop("output", "The action printed more than %d bytes." % self.limits["outputBytes"], "Print less: a summary, or the first lines.")
        if sum(map(len, self.untold[-64:])) > 4096 or len(self.untold) > 64:
            self.tell()

    def tell(self):
        if self.untold:
            self.send({"t": "print", "text": "".join(self.untold)})
            self.untold = []

    def outcome(self):
        return {"run": self.run_id, "logs": "".join(self.pieces), "operations": 0, "clock": []}

    def stop(self, limit, message, hint):
        """A limit: no handler of the program may run, so the process ends here."""
        line = None
        frame = sys._getframe()
        while frame is not None and line is None:
            if frame.f_code.co_filename == self.filename():
                line = frame.f_lineno
            frame = frame.f_back
        self.send({"t": "limit", "limit": limit, "message": message, "line": line, "hint": hint, **self.outcome()})
        os._exit(0)

    def filename(self):
        return "<action %d>" % self.actions

    def on_run(self, frame):
        self.reset(frame["run"])
        self.actions += 1
        code = frame["code"]
        linecache.cache[self.filename()] = (len(code), None, code.splitlines(True), self.filename())
        seconds = frame["seconds"] or self.limits.get("seconds", 30)

        def overdue(_signal, _frame):
            if self.answer is not None:
                self.send(self.done(self.answer[0], True))
                os._exit(0)
            self.stop("seconds", "The action was stopped after %g seconds." % seconds, "Look for an endless loop, use a faster algorithm, or split the work over several actions.")

        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, overdue)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            value = self.execute(code)
            end = self.done(value, False)
        except FinalAnswer:
            end = None
        except MemoryError:
            self.pieces = [cap("".join(self.pieces), 10000)]
            self.stop("memory", "The action needed more memory than it may have.", "Build smaller values, and drop what is no longer needed.")
        except BaseException as error:
            end = self.raised(error)
        finally:
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)
        if self.answer is not None:
            end = self.done(self.answer[0], True)
        self.send(end)
        self.reset(self.run_id)

    def refuse_rebinding(self, code):
        """What a program binds by other means holds for its action only: the next one finds the tools again."""
        tables = [symtable.symtable(code, self.filename(), "exec")]
        for table in tables:
            tables.extend(table.get_children())
            for symbol in table.get_symbols():
                binds = symbol.is_assigned() or symbol.is_imported()
                if symbol.get_name() in self.tools and binds and (table.get_type() == "module" or symbol.is_declared_global()):
                    raise TypeError("cannot assign to name '%s': it is a tool of this agent; choose another name" % symbol.get_name())

    def execute(self, code):
        tree = ast.parse(code, self.filename())
        self.refuse_rebinding(code)
        self.names.update(self.tools)
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr):
            tree.body.pop()
            self.run_tree(tree)
            return eval(compile(ast.Expression(last.value), self.filename(), "eval"), self.names)
        self.run_tree(tree)
        target = last.targets[0] if isinstance(last, ast.Assign) else getattr(last, "target", None) if isinstance(last, (ast.AnnAssign, ast.AugAssign)) else None
        return self.names.get(target.id) if isinstance(target, ast.Name) else None

    def run_tree(self, tree):
        exec(compile(tree, self.filename(), "exec"), self.names)

    def done(self, value, is_final):
        try:
            output = encode(value)
        except NotData:
            output = {"$undefined": 1}
        text = "" if value is None else cap(str(value), MAX_TEXT)
        shown = "" if value is None else cap(repr(value), MAX_TEXT)
        return {"t": "done", "output": output, "text": text, "repr": shown, "isFinalAnswer": is_final, **self.outcome()}

    def raised(self, error):
        name = type(error).__qualname__
        if type(error).__module__ not in ("builtins", "__main__"):
            name = type(error).__module__ + "." + name
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == self.filename()]
        line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
        shown = self.without_runner(error)
        return {"t": "raised", "type": name[:200], "message": cap(str(error), MAX_MESSAGE), "traceback": cap(shown, MAX_MESSAGE), "line": line, "code": "python-error", "hint": None, **self.outcome()}

    def without_runner(self, error):
        formatted = traceback.TracebackException.from_exception(error)
        seen = formatted
        while seen is not None:
            if seen.stack is not None:
                seen.stack[:] = [frame for frame in seen.stack if frame.filename != "<string>"]
            seen = seen.__cause__ or seen.__context__
        return "".join(formatted.format()).replace('File "%s"' % self.filename(), 'File "<string>"')


Session(open_channel(sys.argv[1:])).serve()
`;
