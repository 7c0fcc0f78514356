/** `traceback`: the texts of tracebacks, made by the same code that shows uncaught exceptions. */
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { formatEntry, formatException, formatExceptionOnly, tracebackEntries } from "../runtime/traceback.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyException, PyList, PyTraceback, PyTuple, type PyValue } from "../runtime/values.ts";

function traceback(value: PyValue): PyTraceback | null {
  if (value === null || value instanceof PyTraceback) return value;
  throw raise.TypeError(`expected a traceback object or None, not ${typeOf(value).shown}`);
}

function exception(value: PyValue): PyException {
  if (value instanceof PyException) return value;
  throw raise.TypeError(`Exception expected for value, ${typeOf(value).shown} found`);
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "traceback", {
    "_line_at(filename, lineno, /)": (filename: PyValue, lineno: PyValue) =>
      interpreter.units.lineAt(asString(filename) ?? "", Number(lineno)) ?? null,
    "_entries(tb, /)": (tb: PyValue) =>
      new PyList(
        tracebackEntries(traceback(tb)).map(
          (entry) =>
            new PyTuple([
              entry.filename,
              entry.line,
              entry.name,
              entry.source ?? null,
              entry.start ?? null,
              entry.end ?? null,
            ]),
        ),
      ),
    "_format_entry(filename, lineno, name, line, start, end, /)": (
      filename: PyValue,
      line: PyValue,
      name: PyValue,
      source: PyValue,
      start: PyValue,
      end: PyValue,
    ) =>
      formatEntry({
        filename: String(filename),
        line: Number(line),
        name: String(name),
        source: typeof source === "string" ? source : undefined,
        start: typeof start === "number" ? start : undefined,
        end: typeof end === "number" ? end : undefined,
      }),
    "_format_only(exception, /)": (value: PyValue) => formatExceptionOnly(exception(value)),
    "_format_all(exception, chain, /)"(value: PyValue, chain: PyValue) {
      const one = exception(value);
      if (chain !== false) return formatException(one);
      const { cause, context } = one;
      one.cause = null;
      one.context = null;
      try {
        return formatException(one);
      } finally {
        one.cause = cause;
        one.context = context;
      }
    },
  });
}

export const source: string = `
import sys

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc", "format_exc",
           "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack",
           "walk_tb", "print_list"]

_sentinel = object()


class FrameSummary:
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals", "_original")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename, self.lineno, self.name, self._line = filename, lineno, name, line
        self.end_lineno, self.colno, self.end_colno = lineno if end_lineno is None else end_lineno, colno, end_colno
        self.locals = None if locals is None else {key: repr(value) for key, value in locals.items()}

    @property
    def line(self):
        return None if self._line is None else self._line.strip()

    def _key(self):
        return (self.filename, self.lineno, self.name, self.line)

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._key() == other._key() and self.locals == other.locals
        return self._key() == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, at):
        return self._key()[at]

    def __iter__(self):
        return iter(self._key())

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


class StackSummary(list):
    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        found = cls(FrameSummary(frame.f_code.co_filename, lineno, frame.f_code.co_name, line=_line_at(frame.f_code.co_filename, lineno), locals=frame.f_locals if capture_locals else None) for frame, lineno in frame_gen)
        return _limited(found, limit)

    @classmethod
    def from_list(cls, a_list):
        return cls(frame if isinstance(frame, FrameSummary) else FrameSummary(frame[0], frame[1], frame[2], line=frame[3]) for frame in a_list)

    def format_frame_summary(self, frame):
        text = _format_entry(frame.filename, frame.lineno, frame.name, frame._line, frame.colno, frame.end_colno)
        for name, value in sorted((frame.locals or {}).items()):
            text += f"    {name} = {value}\\n"
        return text

    def format(self):
        result, last, count = [], None, 0

        def more():
            if count > 3:
                result.append(f"  [Previous line repeated {count - 3} more time{'s' if count > 4 else ''}]\\n")
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                more()
                last, count = key, 0
            count += 1
            if count <= 3:
                result.append(text)
        more()
        return result


def _limited(stack, limit):
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is not None:
        stack[:] = stack[:limit] if limit >= 0 else stack[limit:]
    return stack


def extract_tb(tb, limit=None):
    return _limited(StackSummary(FrameSummary(filename, lineno, name, line=line, colno=start, end_colno=end)
                                 for filename, lineno, name, line, start, end in _entries(tb)), limit)


def extract_stack(f=None, limit=None):
    found = StackSummary.extract(walk_stack(sys._getframe(1) if f is None else f), limit=limit)
    found.reverse()
    return found


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _print("".join(format_list(extracted_list)), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _print("".join(format_tb(tb, limit)), file)


def format_stack(f=None, limit=None):
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _print("".join(format_stack(sys._getframe(1) if f is None else f, limit)), file)


def _print(text, file):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(text)


def _value_of(exc, value, tb):
    if value is _sentinel:
        if tb is not _sentinel:
            raise ValueError("Both or neither of value and tb must be given")
        if not isinstance(exc, BaseException) and exc is not None:
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc, getattr(exc, "__traceback__", None)
    if tb is _sentinel:
        raise ValueError("Both or neither of value and tb must be given")
    return value, tb


def format_exception_only(exc, /, value=_sentinel):
    value = exc if value is _sentinel else value
    if value is None:
        return ["NoneType: None\\n"] if exc is None or exc is type(None) else [f"{exc.__qualname__}: None\\n"]
    return _format_only(value).splitlines(keepends=True)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True):
    value, tb = _value_of(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit).format(chain=chain))


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True):
    value, tb = _value_of(exc, value, tb)
    _print("".join(format_exception(type(value), value, tb, limit, chain)), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    _print(format_exc(limit, chain), file)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def clear_frames(tb):
    pass


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.stack = extract_tb(exc_traceback, limit)
        self.exc_type = exc_type
        self._value = exc_value
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._str = _safe_string(exc_value)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        link = lambda e: None if e is None or id(e) in seen else TracebackException(type(e), e, e.__traceback__, limit=limit, _seen=seen)
        self.__cause__ = link(getattr(exc_value, "__cause__", None))
        self.__context__ = link(getattr(exc_value, "__context__", None))
        self.exceptions = [link(e) for e in exc_value.exceptions] if isinstance(exc_value, BaseExceptionGroup) else None
        if isinstance(exc_value, SyntaxError):
            for name in ("filename", "lineno", "end_lineno", "text", "offset", "end_offset", "msg"):
                setattr(self, name, getattr(exc_value, name))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        if self._value is None:
            yield "NoneType: None\\n"
            return
        yield from _format_only(self._value).splitlines(keepends=True)

    def format(self, *, chain=True):
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format()
                yield "\\nThe above exception was the direct cause of the following exception:\\n\\n"
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format()
                yield "\\nDuring handling of the above exception, another exception occurred:\\n\\n"
        if self.exceptions is not None:
            yield _format_all(self._value, False)
            return
        if self.stack:
            yield "Traceback (most recent call last):\\n"
            yield from self.stack.format()
        yield from self.format_exception_only()

    def print(self, *, file=None, chain=True):
        _print("".join(self.format(chain=chain)), file)


def _safe_string(value):
    try:
        return str(value)
    except Exception:
        return "<exception str() failed>"
`;
