/** `traceback`: the texts of tracebacks, made by the same code that shows uncaught exceptions. */
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import { isException } from "../runtime/exceptions.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { formatBare, formatEntry, formatNotes, tracebackEntries } from "../runtime/traceback.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyException, PyList, PyTraceback, PyTuple, type PyValue } from "../runtime/values.ts";

function exception(value: PyValue): PyException {
  if (value instanceof PyException) return value;
  throw raise.TypeError(`Exception expected for value, ${typeOf(value).shown} found`);
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  functions(globals, "traceback", {
    "_line_at(filename, lineno, /)": (filename: PyValue, lineno: PyValue) =>
      interpreter.units.lineAt(asString(filename) ?? "", Number(lineno)) ?? null,
    // None for what is only like a traceback.
    "_entries(tb, /)"(tb: PyValue) {
      if (tb !== null && !(tb instanceof PyTraceback)) return null;
      return new PyList(
        tracebackEntries(tb).map(
          ({ filename, line, name, source = null, start = null, end = null }) =>
            new PyTuple([filename, line, name, source, start, end]),
        ),
      );
    },
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
    // The message is one text, whatever lines it has; of a syntax error and of notes each line is one.
    "_format_only(exception, /)"(value: PyValue) {
      const one = exception(value),
        bare = formatBare(one);
      const lines = (text: string): string[] => text.match(/[^\n]*\n/g) ?? [];
      return new PyList([...(isException(one, "SyntaxError") ? lines(bare) : [bare]), ...lines(formatNotes(one))]);
    },
  });
}

export const source: string = `
import sys

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc", "format_exc",
           "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack",
           "walk_tb"]


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()


class FrameSummary:
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals", "_original")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename, self.lineno, self.name, self._line = filename, lineno, name, line
        self.end_lineno, self.colno, self.end_colno = lineno if end_lineno is None else end_lineno, colno, end_colno
        self.locals = None if locals is None else {key: _safe_string(value, "local", repr) for key, value in locals.items()}

    @property
    def line(self):
        return None if self.lineno is None else (self._line or "").strip()

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
        # Called where the stack is taken down, which may be in this module.
        f = sys._getframe()
        while f.f_back is not None and f.f_globals is globals():
            f = f.f_back
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
    return _extract(tb, limit, False)


def _extract(tb, limit, capture_locals):
    entries = _entries(tb)
    if entries is None:
        return StackSummary.extract(walk_tb(tb), limit=limit, capture_locals=capture_locals)
    stack = StackSummary(FrameSummary(filename, lineno, name, line=line, colno=start, end_colno=end, locals=frame.f_locals if capture_locals else None)
                         for (filename, lineno, name, line, start, end), (frame, _) in zip(entries, walk_tb(tb)))
    return _limited(stack, limit)


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
    return list(TracebackException(type(value), value, None).format_exception_only())


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


_CAUSE = "\\nThe above exception was the direct cause of the following exception:\\n\\n"
_CONTEXT = "\\nDuring handling of the above exception, another exception occurred:\\n\\n"


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = _extract(exc_traceback, limit, capture_locals)
        self.exc_type = exc_type
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self._str = _safe_string(exc_value, "exception")
        self._only = ["NoneType: None\\n"] if exc_value is None else _format_only(exc_value)
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        self.__cause__ = self.__context__ = self.exceptions = None
        if isinstance(exc_value, SyntaxError):
            for name in ("filename", "lineno", "end_lineno", "text", "offset", "end_offset", "msg"):
                setattr(self, name, getattr(exc_value, name))
        if _seen is not None:
            _seen.add(id(exc_value))
            return
        # One after another: a chain may be longer than the stack is deep.
        seen, pending = {id(exc_value)}, [(self, exc_value)]

        def made(error):
            if error is None:
                return None
            shown = TracebackException(type(error), error, error.__traceback__, limit=limit, capture_locals=capture_locals,
                                       max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=seen)
            pending.append((shown, error))
            return shown

        def linked(error):
            return None if id(error) in seen else made(error)
        while pending:
            shown, error = pending.pop()
            if error is None:
                continue
            shown.__cause__ = linked(error.__cause__)
            if not compact or (shown.__cause__ is None and not error.__suppress_context__):
                shown.__context__ = linked(error.__context__)
            if isinstance(error, BaseExceptionGroup):
                shown.exceptions = [made(member) for member in error.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        yield from self._only

    def format(self, *, chain=True, _place=None):
        place = _Place() if _place is None else _place
        links = [(self, None)]
        while chain:
            last = links[-1][0]
            if last.__cause__ is not None:
                links.append((last.__cause__, _CAUSE))
            elif last.__context__ is not None and not last.__suppress_context__:
                links.append((last.__context__, _CONTEXT))
            else:
                break
        for shown, message in reversed(links):
            yield from shown._format_one(chain, place)
            if message is not None:
                yield from place.margin([message])

    def _format_one(self, chain, place):
        if self.exceptions is None:
            if self.stack:
                yield from place.margin(["Traceback (most recent call last):\\n", *self.stack.format()])
            yield from place.margin(self.format_exception_only())
        elif place.depth > self.max_group_depth:
            yield from place.margin([f"... (max_group_depth is {self.max_group_depth})\\n"])
        else:
            yield from self._format_group(chain, place)

    def _format_group(self, chain, place):
        is_outermost = place.depth == 0
        place.depth = place.depth or 1
        if self.stack:
            title, = place.margin(["Exception Group Traceback (most recent call last):\\n"])
            yield title.replace("|", "+", 1) if is_outermost else title
            yield from place.margin(self.stack.format())
        yield from place.margin(self.format_exception_only())
        rest = len(self.exceptions) - self.max_group_width
        members = self.exceptions if rest <= 0 else [*self.exceptions[:self.max_group_width], None]
        place.is_open = False
        for number, member in enumerate(members, 1):
            place.is_open = place.is_open or number == len(members)
            yield "  " * place.depth + ("+-" if number == 1 else "  ") + f"+---------------- {'...' if member is None else number} ----------------\\n"
            place.depth += 1
            if member is None:
                yield from place.margin([f"and {rest} more exception{'s' if rest > 1 else ''}\\n"])
            else:
                yield from member.format(chain=chain, _place=place)
            if number == len(members) and place.is_open:
                yield "  " * place.depth + "+------------------------------------\\n"
                place.is_open = False
            place.depth -= 1
        if is_outermost:
            place.depth = 0

    def print(self, *, file=None, chain=True):
        _print("".join(self.format(chain=chain)), file)


class _Place:
    """How deep in exception groups, and whether the last line of the innermost is still to come."""
    depth, is_open = 0, False

    def margin(self, texts):
        bar = "  " * self.depth + "| "
        for text in texts:
            yield text if self.depth == 0 else "".join(bar + line for line in text.splitlines(True))


def _safe_string(value, what, show=str):
    try:
        return show(value)
    except Exception:
        return f"<{what} {show.__name__}() failed>"
`;
