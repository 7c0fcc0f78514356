/** The module `tomllib`. */
export const source: string = String.raw`
import re

__all__ = ["loads", "load", "TOMLDecodeError"]

_BLANKS = " \t"
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_HEX = frozenset("0123456789abcdefABCDEF")
_CONTROLS = frozenset(map(chr, [*range(32), 127])) - {"\t"}
_CONTROLS_BUT_NEWLINE = _CONTROLS - {"\n"}
_ESCAPES = {"\\b": "\b", "\\t": "\t", "\\n": "\n", "\\f": "\f", "\\r": "\r", '\\"': '"', "\\\\": "\\"}

_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?"
_local_time = re.compile(_TIME)
_date_time = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?:[Tt ]" + _TIME + r"(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?")
_number = re.compile(r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
                     r"|[+-]?(?:0|[1-9](?:_?[0-9])*)((?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)")


class TOMLDecodeError(ValueError):
    """A document that is not TOML."""


def load(fp, /, *, parse_float=float):
    """Reads a file that was opened for bytes."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use ${"`"}open('foo.toml', 'rb')${"`"}") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """Reads a document."""
    if not isinstance(s, str):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'")
    return _Parser(s.replace("\r\n", "\n"), parse_float).document()


class _Marks:
    """What may not be done any more to the tables of a document, by their keys."""

    def __init__(self):
        self.declared = set()
        # Inline tables and arrays: nothing of what is below can change.
        self.frozen = set()
        self.pending = []

    def is_frozen(self, key):
        return any(key[:size] in self.frozen for size in range(1, len(key) + 1)) or () in self.frozen

    def is_declared(self, key):
        return key in self.declared

    def forget(self, key):
        for marks in (self.declared, self.frozen):
            marks -= {other for other in marks if other[:len(key)] == key}

    def settle(self):
        self.declared.update(self.pending)
        self.pending.clear()


def _nest(root, key, into_lists=True):
    """The table of a key, made where it is missing; KeyError where something else stands."""
    table = root
    for part in key:
        table = table.setdefault(part, {})
        if into_lists and isinstance(table, list):
            table = table[-1]
        if not isinstance(table, dict):
            raise KeyError(part)
    return table


class _Parser:
    def __init__(self, text, parse_float):
        self.text = text
        self.place = 0
        self.parse_float = parse_float
        self.root = {}
        self.marks = _Marks()

    def fail(self, message, place=None):
        place = self.place if place is None else place
        if place >= len(self.text):
            where = "end of document"
        else:
            line = self.text.count("\n", 0, place) + 1
            column = place + 1 if line == 1 else place - self.text.rindex("\n", 0, place)
            where = f"line {line}, column {column}"
        return TOMLDecodeError(f"{message} (at {where})")

    def peek(self, size=1):
        return self.text[self.place:self.place + size]

    def skip(self, characters):
        text, place = self.text, self.place
        while place < len(text) and text[place] in characters:
            place += 1
        self.place = place

    def skip_comment(self):
        if self.peek() != "#":
            return
        while self.peek() not in ("", "\n"):
            self.place += 1
            if self.peek() in _CONTROLS and self.peek() != "\n" and self.peek():
                raise self.fail(f"Found invalid character {self.peek()!r}")

    def skip_between(self):
        """Blanks, line ends and comments, as they may stand in an array."""
        before = -1
        while before != self.place:
            before = self.place
            self.skip(" \t\n")
            self.skip_comment()

    def document(self):
        header = ()
        while True:
            self.skip(_BLANKS)
            character = self.peek()
            if character == "":
                break
            if character == "\n":
                self.place += 1
                continue
            if character in _BARE or character in "\"'":
                self.statement(header)
                self.skip(_BLANKS)
            elif character == "[":
                self.marks.settle()
                header = self.array_header() if self.peek(2) == "[[" else self.table_header()
                self.skip(_BLANKS)
            elif character != "#":
                raise self.fail("Invalid statement")
            self.skip_comment()
            if self.peek() == "":
                break
            if self.peek() != "\n":
                raise self.fail("Expected newline or end of document after a statement")
            self.place += 1
        return self.root

    def table_header(self):
        self.place += 1
        self.skip(_BLANKS)
        key = self.key()
        if self.marks.is_declared(key) or self.marks.is_frozen(key):
            raise self.fail(f"Cannot declare {key} twice")
        self.marks.declared.add(key)
        try:
            _nest(self.root, key)
        except KeyError:
            raise self.fail("Cannot overwrite a value") from None
        if self.peek() != "]":
            raise self.fail("Expected ']' at the end of a table declaration")
        self.place += 1
        return key

    def array_header(self):
        self.place += 2
        self.skip(_BLANKS)
        key = self.key()
        if self.marks.is_frozen(key):
            raise self.fail(f"Cannot mutate immutable namespace {key}")
        self.marks.forget(key)
        self.marks.declared.add(key)
        try:
            table = _nest(self.root, key[:-1])
            tables = table.setdefault(key[-1], [])
            if not isinstance(tables, list):
                raise KeyError(key)
            tables.append({})
        except KeyError:
            raise self.fail("Cannot overwrite a value") from None
        if self.peek(2) != "]]":
            raise self.fail("Expected ']]' at the end of an array declaration")
        self.place += 2
        return key

    def statement(self, header):
        key, value = self.pair()
        for size in range(1, len(key)):
            above = header + key[:size]
            if self.marks.is_declared(above):
                raise self.fail(f"Cannot redefine namespace {above}")
            self.marks.pending.append(above)
        parent = header + key[:-1]
        if self.marks.is_frozen(parent):
            raise self.fail(f"Cannot mutate immutable namespace {parent}")
        try:
            table = _nest(self.root, parent)
        except KeyError:
            raise self.fail("Cannot overwrite a value") from None
        if key[-1] in table:
            raise self.fail("Cannot overwrite a value")
        if isinstance(value, (dict, list)):
            self.marks.frozen.add(header + key)
        table[key[-1]] = value

    def pair(self):
        key = self.key()
        if self.peek() != "=":
            raise self.fail("Expected '=' after a key in a key/value pair")
        self.place += 1
        self.skip(_BLANKS)
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.skip(_BLANKS)
        while self.peek() == ".":
            self.place += 1
            self.skip(_BLANKS)
            parts.append(self.key_part())
            self.skip(_BLANKS)
        return tuple(parts)

    def key_part(self):
        character = self.peek()
        if character and character in _BARE:
            start = self.place
            self.skip(_BARE)
            return self.text[start:self.place]
        if character == "'":
            return self.literal()
        if character == '"':
            self.place += 1
            return self.basic(False)
        raise self.fail("Invalid initial character for a key part")

    def value(self):
        character = self.peek()
        if character == '"':
            if self.peek(3) == '"""':
                return self.long_string('"')
            self.place += 1
            return self.basic(False)
        if character == "'":
            return self.long_string("'") if self.peek(3) == "'''" else self.literal()
        if character == "[":
            return self.array()
        if character == "{":
            return self.inline_table()
        for word, value in (("true", True), ("false", False)):
            if self.text.startswith(word, self.place):
                self.place += len(word)
                return value
        return self.scalar()

    def scalar(self):
        match = _date_time.match(self.text, self.place)
        if match:
            try:
                value = _moment(match)
            except ValueError as error:
                raise self.fail("Invalid date or datetime") from error
            self.place = match.end()
            return value
        match = _local_time.match(self.text, self.place)
        if match:
            import datetime
            self.place = match.end()
            hour, minute, second, fraction = match.groups()
            return datetime.time(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")) if fraction else 0)
        match = _number.match(self.text, self.place)
        if match:
            self.place = match.end()
            return self.checked_float(match.group()) if match.group(1) else int(match.group().replace("_", ""), 0)
        for size in (3, 4):
            word = self.peek(size)
            if word.lstrip("+-") in ("inf", "nan") and len(word) == size:
                self.place += size
                return self.checked_float(word)
        raise self.fail("Invalid value")

    def checked_float(self, text):
        value = self.parse_float(text) if self.parse_float is not float else float(text.replace("_", ""))
        if isinstance(value, (dict, list)):
            raise ValueError("parse_float must not return dicts or lists")
        return value

    def array(self):
        self.place += 1
        values = []
        self.skip_between()
        while self.peek() != "]":
            values.append(self.value())
            self.skip_between()
            if self.peek() == "]":
                break
            if self.peek() != ",":
                raise self.fail("Unclosed array")
            self.place += 1
            self.skip_between()
        self.place += 1
        return values

    def inline_table(self):
        self.place += 1
        table, marks = {}, _Marks()
        self.skip(_BLANKS)
        if self.peek() == "}":
            self.place += 1
            return table
        while True:
            key, value = self.pair()
            if marks.is_frozen(key):
                raise self.fail(f"Cannot mutate immutable namespace {key}")
            try:
                inner = _nest(table, key[:-1], into_lists=False)
            except KeyError:
                raise self.fail("Cannot overwrite a value") from None
            if key[-1] in inner:
                raise self.fail(f"Duplicate inline table key {key[-1]!r}")
            inner[key[-1]] = value
            self.skip(_BLANKS)
            if self.peek() == "}":
                self.place += 1
                return table
            if self.peek() != ",":
                raise self.fail("Unclosed inline table")
            if isinstance(value, (dict, list)):
                marks.frozen.add(key)
            self.place += 1
            self.skip(_BLANKS)

    def until(self, end, illegal):
        """The text up to an end mark, which is skipped."""
        stop = self.text.find(end, self.place)
        text = self.text[self.place:] if stop < 0 else self.text[self.place:stop]
        for offset, character in enumerate(text):
            if character in illegal:
                raise self.fail(f"Found invalid character {character!r}", self.place + offset)
        if stop < 0:
            raise self.fail(f"Expected {end!r}", len(self.text))
        self.place = stop + len(end)
        return text

    def literal(self):
        self.place += 1
        return self.until("'", _CONTROLS)

    def long_string(self, quote):
        self.place += 3
        if self.peek() == "\n":
            self.place += 1
        text = self.until("'''", _CONTROLS_BUT_NEWLINE) if quote == "'" else self.basic(True)
        # Up to two quotes may stand right before the end.
        for _ in range(2):
            if self.peek() == quote:
                self.place += 1
                text += quote
        return text

    def basic(self, is_long):
        illegal = _CONTROLS_BUT_NEWLINE if is_long else _CONTROLS
        pieces, start = [], self.place
        while True:
            character = self.peek()
            if character == "":
                raise self.fail("Unterminated string")
            if character == '"' and (not is_long or self.peek(3) == '"""'):
                pieces.append(self.text[start:self.place])
                self.place += 3 if is_long else 1
                return "".join(pieces)
            if character == "\\":
                pieces.append(self.text[start:self.place])
                pieces.append(self.escape(is_long))
                start = self.place
                continue
            if character in illegal:
                raise self.fail(f"Illegal character {character!r}")
            self.place += 1

    def escape(self, is_long):
        word = self.peek(2)
        self.place += 2
        if is_long and word in ("\\ ", "\\\t", "\\\n"):
            # A backslash at the end of a line swallows it, and the white space that follows.
            if word != "\\\n":
                self.skip(_BLANKS)
                if self.peek() == "":
                    return ""
                if self.peek() != "\n":
                    raise self.fail("Unescaped '\\' in a string")
                self.place += 1
            self.skip(" \t\n")
            return ""
        if word in ("\\u", "\\U"):
            size = 4 if word == "\\u" else 8
            digits = self.peek(size)
            if len(digits) != size or not _HEX.issuperset(digits):
                raise self.fail("Invalid hex value")
            self.place += size
            code = int(digits, 16)
            if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                raise self.fail("Escaped character is not a Unicode scalar value")
            return chr(code)
        if word not in _ESCAPES:
            raise self.fail("Unescaped '\\' in a string")
        return _ESCAPES[word]


def _moment(match):
    import datetime
    year, month, day, hour, minute, second, fraction, utc, sign, zone_hour, zone_minute = match.groups()
    if hour is None:
        return datetime.date(int(year), int(month), int(day))
    zone = None
    if utc:
        zone = datetime.timezone.utc
    elif sign:
        offset = datetime.timedelta(hours=int(zone_hour), minutes=int(zone_minute))
        zone = datetime.timezone(offset if sign == "+" else -offset)
    microsecond = int(fraction.ljust(6, "0")) if fraction else 0
    return datetime.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), microsecond, tzinfo=zone)
`;
