/** The module `tokenize`: tokens with comments and line ends, as tools for source text want them. */
export const source: string = String.raw`
import io
import re
import token
from collections import namedtuple
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo"]

_BOM = b"\xef\xbb\xbf"
_coding = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_blank = re.compile(rb"[ \t\f]*(?:[#\r\n]|\Z)", re.ASCII)


class TokenError(Exception):
    pass


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    def __repr__(self):
        return "TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)" % ("%d (%s)" % (self.type, tok_name[self.type]), *self[1:])

    @property
    def exact_type(self):
        return EXACT_TOKEN_TYPES.get(self.string, OP) if self.type == OP else self.type


def _any_of(*parts):
    return "(?:" + "|".join(parts) + ")"


_prefix = r"(?:[bB][rR]?|[rR][bB]?|[uU]|[fF][rR]?|[rR][fF])?"
_exponent = r"[eE][-+]?[0-9](?:_?[0-9])*"
_digits = r"[0-9](?:_?[0-9])*"
_point = _any_of(_digits + r"\.(?:" + _digits + ")?", r"\." + _digits) + "(?:" + _exponent + ")?"
_float = _any_of(_point, _digits + _exponent)
_integer = _any_of(r"0[xX](?:_?[0-9a-fA-F])+", r"0[bB](?:_?[01])+", r"0[oO](?:_?[0-7])+", r"(?:0(?:_?0)*|[1-9](?:_?[0-9])*)")
_number = _any_of(_any_of(_digits + "[jJ]", _float + "[jJ]"), _float, _integer)
_operator = _any_of(*map(re.escape, sorted(EXACT_TOKEN_TYPES, reverse=True)))
_next = re.compile(r"[ \f\t]*(?:"
                   r"(?P<end>\\\r?\n|\Z)|(?P<comment>#[^\r\n]*)|(?P<long>" + _prefix + r"(?:'''|\"\"\"))"
                   r"|(?P<number>" + _number + r")|(?P<newline>\r?\n)|(?P<operator>" + _operator + r")"
                   r"|(?P<string>" + _prefix + r"(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*(?:'|\\\r?\n)|\"[^\n\"\\]*(?:\\.[^\n\"\\]*)*(?:\"|\\\r?\n)))"
                   r"|(?P<name>\w+))")
# What ends a string, from behind its opening quote.
_ends = {
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL),
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL),
}


def detect_encoding(readline):
    """The encoding that the head of a file declares, and the lines that were read to see it."""
    def read():
        try:
            return readline()
        except StopIteration:
            return b""

    filename = getattr(getattr(readline, "__self__", None), "name", None)
    where = "" if filename is None else " for " + repr(filename)
    default = "utf-8"
    first = read()
    has_mark = first.startswith(_BOM)
    if has_mark:
        first = first[3:]
        default = "utf-8-sig"
    if not first:
        return default, []

    def declared(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise SyntaxError("invalid or missing encoding declaration" + where)
        match = _coding.match(text)
        if not match:
            return None
        name = match.group(1)
        plain = name[:12].lower().replace("_", "-")
        if plain == "utf-8" or plain.startswith("utf-8-"):
            name = "utf-8"
        elif plain in ("latin-1", "iso-8859-1", "iso-latin-1") or plain.startswith(("latin-1-", "iso-8859-1-", "iso-latin-1-")):
            name = "iso-8859-1"
        try:
            b"".decode(name) or "".encode(name)
        except LookupError:
            raise SyntaxError("unknown encoding" + where + ": " + name)
        if has_mark:
            if name != "utf-8":
                raise SyntaxError("encoding problem" + (where or ": utf-8"))
            name += "-sig"
        return name

    encoding = declared(first)
    if encoding:
        return encoding, [first]
    if not _blank.match(first):
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    return declared(second) or default, [first, second]


def open(filename):
    """Opens a source file in the encoding that it declares."""
    file = io.open(filename, "rb")
    try:
        encoding, _ = detect_encoding(file.readline)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except BaseException:
        file.close()
        raise


def tokenize(readline):
    """Tokens of a source given line by line as bytes; the first is its encoding."""
    encoding, read = detect_encoding(readline)

    def lines():
        yield from read
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line

    if encoding == "utf-8-sig":
        encoding = "utf-8"
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), "")
    yield from _Scanner(line.decode(encoding) for line in lines()).tokens()


def generate_tokens(readline):
    """Tokens of a source given line by line as text."""
    def lines():
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line

    return _Scanner(lines()).tokens()


class _Scanner:
    def __init__(self, lines):
        self.lines = lines
        self.number = 0
        self.indents = [0]
        self.depth = 0
        # A backslash at the end of the line before.
        self.goes_on = False

    def tokens(self):
        last = ""
        for line in self.lines:
            last = line
            self.number += 1
            place = 0
            if self.depth == 0 and not self.goes_on:
                place = yield from self.begin(line)
                if place is None:
                    continue
            self.goes_on = False
            while place is not None and place < len(line):
                place, line = yield from self.token(line, place)
            last = line
        self.number += 1
        if self.depth > 0 or self.goes_on:
            raise TokenError("EOF in multi-line statement", (self.number, 0))
        if last and last[-1] not in "\r\n" and not last.strip().startswith("#"):
            yield TokenInfo(NEWLINE, "", (self.number - 1, len(last)), (self.number - 1, len(last) + 1), "")
        for _ in self.indents[1:]:
            yield TokenInfo(DEDENT, "", (self.number, 0), (self.number, 0), "")
        yield TokenInfo(ENDMARKER, "", (self.number, 0), (self.number, 0), "")

    def begin(self, line):
        """Indentation; None for a line without anything but a comment."""
        column = place = 0
        while place < len(line) and line[place] in " \t\f":
            column = column + 1 if line[place] == " " else (column // 8 + 1) * 8 if line[place] == "\t" else 0
            place += 1
        if place == len(line):
            return None
        number = self.number
        if line[place] in "#\r\n":
            if line[place] == "#":
                comment = line[place:].rstrip("\r\n")
                yield TokenInfo(COMMENT, comment, (number, place), (number, place + len(comment)), line)
                place += len(comment)
            yield TokenInfo(NL, line[place:], (number, place), (number, len(line)), line)
            return None
        if column > self.indents[-1]:
            self.indents.append(column)
            yield TokenInfo(INDENT, line[:place], (number, 0), (number, place), line)
        while column < self.indents[-1]:
            if column not in self.indents:
                raise IndentationError("unindent does not match any outer indentation level", ("<tokenize>", number, place, line))
            self.indents.pop()
            yield TokenInfo(DEDENT, "", (number, place), (number, place), line)
        return place

    def token(self, line, place):
        """The token at a place: gives where it ends, and the line that it ends in."""
        match = _next.match(line, place)
        if not match:
            yield TokenInfo(ERRORTOKEN, line[place], (self.number, place), (self.number, place + 1), line)
            return place + 1, line
        kind = match.lastgroup
        start, end = match.span(kind)
        text, number = line[start:end], self.number
        if kind == "end":
            self.goes_on = bool(text)
            return end, line
        if kind == "long" or (kind == "string" and text[-1] == "\n"):
            return (yield from self.long_string(line, start, text if kind == "long" else None))
        if kind == "newline":
            type = NL if self.depth > 0 else NEWLINE
        elif kind == "operator":
            type = OP
            if text in "([{":
                self.depth += 1
            elif text in ")]}":
                self.depth -= 1
        else:
            type = {"comment": COMMENT, "number": NUMBER, "string": STRING, "name": NAME}[kind]
            if kind == "name" and not text.isidentifier():
                yield TokenInfo(ERRORTOKEN, line[start], (number, start), (number, start + 1), line)
                return start + 1, line
        yield TokenInfo(type, text, (number, start), (number, end), line)
        return end, line

    def long_string(self, line, start, opening):
        """A string over several lines; without an opening of three quotes each line must end with a backslash."""
        first = self.number
        quote = re.search("'''|\"\"\"" if opening else "['\"]", line[start:]).group()
        inside = line.index(quote, start) + len(quote)
        text, whole = line[start:], line
        while True:
            match = _ends[quote].match(text, inside - start)
            if match:
                end = match.end() - (len(text) - len(line)) if self.number > first else start + match.end()
                yield TokenInfo(STRING, text[:match.end()], (first, start), (self.number, end), whole)
                return end, line
            if not opening and self.number > first and line[-2:] != "\\\n" and line[-3:] != "\\\r\n":
                yield TokenInfo(ERRORTOKEN, text, (first, start), (self.number, len(line)), whole)
                return None, line
            line = next(self.lines, "")
            self.number += 1
            if not line:
                raise TokenError("EOF in multi-line string", (first, start))
            text += line
            whole += line


def untokenize(iterable):
    """A source that has these tokens; pairs of type and text give one with other spacing."""
    writer = _Writer()
    text = writer.write(iterable)
    return text if writer.encoding is None else text.encode(writer.encoding)


class _Writer:
    def __init__(self):
        self.pieces = []
        self.row, self.column = 1, 0
        self.encoding = None

    def write(self, iterable):
        iterator = iter(iterable)
        indents, is_line_start = [], False
        for item in iterator:
            if len(item) == 2:
                self.write_pairs(item, iterator)
                break
            type, text, start, end, line = item
            if type == ENCODING:
                self.encoding = text
                continue
            if type == ENDMARKER:
                break
            if type == INDENT:
                indents.append(text)
                continue
            if type == DEDENT:
                indents.pop()
                self.row, self.column = end
                continue
            if type in (NEWLINE, NL):
                is_line_start = True
            elif is_line_start and indents:
                if start[1] >= len(indents[-1]):
                    self.pieces.append(indents[-1])
                    self.column = len(indents[-1])
                is_line_start = False
            self.go_to(start)
            self.pieces.append(text)
            self.row, self.column = end
            if type in (NEWLINE, NL):
                self.row, self.column = self.row + 1, 0
        return "".join(self.pieces)

    def go_to(self, start):
        row, column = start
        if row < self.row or row == self.row and column < self.column:
            raise ValueError("start ({},{}) precedes previous end ({},{})".format(row, column, self.row, self.column))
        if row > self.row:
            self.pieces.append("\\\n" * (row - self.row))
            self.column = 0
        self.pieces.append(" " * (column - self.column))

    def write_pairs(self, first, rest):
        indents, is_line_start, was_string = [], first[0] in (NEWLINE, NL), False
        for type, text in [first[:2], *(item[:2] for item in rest)]:
            if type == ENCODING:
                self.encoding = text
                continue
            if type in (NAME, NUMBER):
                text += " "
            # Strings side by side stay two.
            if type == STRING and was_string:
                text = " " + text
            was_string = type == STRING
            if type == INDENT:
                indents.append(text)
                continue
            if type == DEDENT:
                indents.pop()
                continue
            if type in (NEWLINE, NL):
                is_line_start = True
            elif is_line_start and indents:
                self.pieces.append(indents[-1])
                is_line_start = False
            self.pieces.append(text)
`;
