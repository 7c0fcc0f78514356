/** The module `csv`: reading and writing are native, the classes around them are Python. */
export { load } from "./native.ts";

export const source: string = `
import re
from io import StringIO

__doc__ = "CSV parsing and writing."
__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "__doc__", "excel", "excel_tab",
           "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer",
           "unregister_dialect", "__version__", "DictReader", "DictWriter", "unix_dialect"]


class Dialect:
    """The settings of a kind of CSV, as class attributes; it is checked when an instance is made."""
    _name = ""
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if self.__class__ is not Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as error:
            raise Error(str(error))


class excel(Dialect):
    """The usual properties of a CSV file made by Excel."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\\r\\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """As excel, with tabs between the fields."""
    delimiter = "\\t"


class unix_dialect(Dialect):
    """The usual properties of a CSV file made on Unix."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\\n"
    quoting = QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


class DictReader:
    """Rows as dictionaries: the keys are the field names, by default the first row."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            row = next(self.reader, None)
            if row is not None:
                self._fieldnames = row
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        rows = self.reader
        row = next(rows)
        self.line_num = rows.line_num
        while not row:
            row = next(rows)
        names = self.fieldnames
        record = dict(zip(names, row))
        if len(row) > len(names):
            record[self.restkey] = row[len(names):]
        else:
            for name in names[len(row):]:
                record[name] = self.restval
        return record


class DictWriter:
    """Writes dictionaries as rows in the order of the field names."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            unknown = rowdict.keys() - self.fieldnames
            if unknown:
                shown = ", ".join([repr(name) for name in unknown])
                raise ValueError("dict contains fields not in fieldnames: " + shown)
        return (rowdict.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))


class Sniffer:
    """Guesses the dialect of a sample, and whether its first row is a header."""

    def __init__(self):
        self.preferred = [",", "\\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        quotechar, doublequote, delimiter, skipinitialspace = self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, skipinitialspace = self._guess_delimiter(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\\r\\n"
            quoting = QUOTE_MINIMAL

        dialect.doublequote = doublequote
        dialect.delimiter = delimiter
        dialect.quotechar = quotechar or '"'
        dialect.skipinitialspace = skipinitialspace
        return dialect

    def _guess_quote_and_delimiter(self, data, delimiters):
        # Quoted fields between two delimiters, at the start, at the end, or alone in a line: the first shape that occurs decides.
        shapes = (
            r"(?P<delim>[^\\w\\n\\"'])(?P<space> ?)(?P<quote>[\\"']).*?(?P=quote)(?P=delim)",
            r"(?:^|\\n)(?P<quote>[\\"']).*?(?P=quote)(?P<delim>[^\\w\\n\\"'])(?P<space> ?)",
            r"(?P<delim>[^\\w\\n\\"'])(?P<space> ?)(?P<quote>[\\"']).*?(?P=quote)(?:$|\\n)",
            r"(?:^|\\n)(?P<quote>[\\"']).*?(?P=quote)(?:$|\\n)",
        )
        found = []
        for shape in shapes:
            pattern = re.compile(shape, re.DOTALL | re.MULTILINE)
            found = list(pattern.finditer(data))
            if found:
                break
        if not found:
            return ("", False, None, 0)
        quotes, delims, spaces = {}, {}, 0
        has_delim = "delim" in pattern.groupindex
        for match in found:
            quote = match["quote"]
            quotes[quote] = quotes.get(quote, 0) + 1
            if not has_delim:
                continue
            delim = match["delim"]
            if delim and (delimiters is None or delim in delimiters):
                delims[delim] = delims.get(delim, 0) + 1
            if match["space"]:
                spaces += 1
        quotechar = max(quotes, key=quotes.get)
        if delims:
            delim = max(delims, key=delims.get)
            skipinitialspace = delims[delim] == spaces
            if delim == "\\n":
                delim = ""
        else:
            delim, skipinitialspace = "", 0
        # A doubled quote inside a quoted field.
        mark, quote = re.escape(delim), quotechar
        doubled = re.compile(rf"(({mark})|^)\\W*{quote}[^{mark}\\n]*{quote}[^{mark}\\n]*{quote}\\W*(({mark})|$)", re.MULTILINE)
        return (quotechar, bool(doubled.search(data)), delim, skipinitialspace)

    def _guess_delimiter(self, data, delimiters):
        # A delimiter stands equally often in nearly every line: look at ten lines at a time until exactly one character does.
        lines = list(filter(None, data.split("\\n")))
        characters = [chr(code) for code in range(127)]
        chunk = min(10, len(lines))
        counts, modes, delims = {}, {}, {}
        start, end, done = 0, chunk, 0
        while start < len(lines):
            done += 1
            for line in lines[start:end]:
                for character in characters:
                    table = counts.setdefault(character, {})
                    count = line.count(character)
                    table[count] = table.get(count, 0) + 1
            for character, table in counts.items():
                items = list(table.items())
                if len(items) == 1 and items[0][0] == 0:
                    continue
                if len(items) > 1:
                    best = max(items, key=lambda item: item[1])
                    rest = sum(item[1] for item in items) - best[1]
                    modes[character] = (best[0], best[1] - rest)
                else:
                    modes[character] = items[0]
            total = float(min(chunk * done, len(lines)))
            consistency = 1.0
            while not delims and consistency >= 0.9:
                for character, (count, lines_with) in modes.items():
                    if count > 0 and lines_with > 0 and lines_with / total >= consistency and (delimiters is None or character in delimiters):
                        delims[character] = (count, lines_with)
                consistency -= 0.01
            if len(delims) == 1:
                delim = next(iter(delims))
                return (delim, lines[0].count(delim) == lines[0].count(delim + " "))
            start = end
            end += chunk
        if not delims:
            return ("", 0)
        if len(delims) > 1:
            for delim in self.preferred:
                if delim in delims:
                    return (delim, lines[0].count(delim) == lines[0].count(delim + " "))
        delim = max((counted, character) for character, counted in delims.items())[1]
        return (delim, lines[0].count(delim) == lines[0].count(delim + " "))

    def has_header(self, sample):
        # Each column votes: its cells are numbers or equally long, and the first row is not.
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        columns = dict.fromkeys(range(len(header)))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(columns):
                try:
                    complex(row[column])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[column])
                if kind != columns[column]:
                    if columns[column] is None:
                        columns[column] = kind
                    else:
                        del columns[column]
        votes = 0
        for column, kind in columns.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
                continue
            try:
                kind(header[column])
            except (ValueError, TypeError):
                votes += 1
            else:
                votes -= 1
        return votes > 0
`;
