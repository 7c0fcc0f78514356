/** The module `html.parser`: it takes whatever there is and never complains, as CPython's does. */
export const source: string = String.raw`
import re
from html import unescape

__all__ = ["HTMLParser"]

_TAG_NAME = re.compile(r"[a-zA-Z][^\t\n\r\f />\0]*")
_END_NAME = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>")
_GAP = re.compile(r"(?:\s|/(?!>))*")
_BEFORE_ATTRIBUTES = re.compile(r"[\s/]*")
_BLANKS = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|\"[^\"]*\"|(?!['\"])[^>\s]*))?")
_NUMBERED = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]")
_NAMED = re.compile(r"&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]")
_UNFINISHED = re.compile(r"(?:&[a-zA-Z#])|(?:&#?[-.a-zA-Z0-9]+)\Z")
_TEXT_END = re.compile("[&<]")
_REFERENCE_END = re.compile(r"[\s;]")
_COMMENT_END = re.compile(r"--\s*>")
_SECTION_NAME = re.compile(r"[a-zA-Z][-_.a-zA-Z0-9]*\s*")
_SECTION_ENDS = {name: re.compile(r"]\s*]\s*>") for name in ("temp", "cdata", "ignore", "include", "rcdata")}
_SECTION_ENDS.update((name, re.compile(r"]\s*>")) for name in ("if", "else", "endif"))

# The longest reference is shorter than this: what stands before cannot be a part of one.
_REFERENCE_SIZE = 34


class HTMLParser:
    """Calls its handler methods for tags, text, comments and declarations as they are fed; subclasses define them."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata = ""
        self.lasttag = "???"
        self.cdata_elem = None
        self._interesting = _TEXT_END
        self._starttag_text = None
        self.lineno = 1
        self.offset = 0

    def feed(self, data):
        self.rawdata = self.rawdata + data
        self.goahead(0)

    def close(self):
        self.goahead(1)

    def getpos(self):
        """Line and column of the current markup."""
        return self.lineno, self.offset

    def get_starttag_text(self):
        return self._starttag_text

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self._interesting = re.compile(r"</\s*%s\s*>" % self.cdata_elem, re.I)

    def clear_cdata_mode(self):
        self._interesting = _TEXT_END
        self.cdata_elem = None

    def updatepos(self, i, j):
        if i < j:
            lines = self.rawdata.count("\n", i, j)
            if lines:
                self.lineno += lines
                self.offset = j - self.rawdata.rindex("\n", i, j) - 1
            else:
                self.offset += j - i
        return j

    def _text(self, text):
        if self.convert_charrefs and not self.cdata_elem:
            text = unescape(text)
        self.handle_data(text)

    def goahead(self, end):
        """Handles as much as is complete; at the end everything."""
        rawdata = self.rawdata
        i, n = 0, len(rawdata)
        while i < n:
            j = self._text_end(i, n, end)
            if j is None:
                break
            if i < j:
                self._text(rawdata[i:j])
            i = self.updatepos(i, j)
            if i == n:
                break
            k, goes_on = self._markup(i, n, end) if rawdata[i] == "<" else self._reference(i, n, end)
            i = self.updatepos(i, k)
            if not goes_on:
                break
        if end and i < n and not self.cdata_elem:
            self._text(rawdata[i:n])
            i = self.updatepos(i, n)
        self.rawdata = rawdata[i:]

    def _text_end(self, i, n, end):
        """Where the text at i ends; None when that is not known yet."""
        rawdata = self.rawdata
        if self.convert_charrefs and not self.cdata_elem:
            j = rawdata.find("<", i)
            if j >= 0:
                return j
            # A reference at the end may go on in what comes next.
            start = rawdata.rfind("&", max(i, n - _REFERENCE_SIZE))
            return None if start >= 0 and not _REFERENCE_END.search(rawdata, start) and not end else n
        match = self._interesting.search(rawdata, i)
        if match:
            return match.start()
        return None if self.cdata_elem else n

    def _markup(self, i, n, end):
        """Handles the markup at i: where it ends, and whether there may be more."""
        rawdata = self.rawdata
        if _TAG_NAME.match(rawdata, i + 1):
            k = self.parse_starttag(i)
        elif rawdata.startswith("</", i):
            k = self.parse_endtag(i)
        elif rawdata.startswith("<!--", i):
            k = self.parse_comment(i)
        elif rawdata.startswith("<?", i):
            k = self.parse_pi(i)
        elif rawdata.startswith("<!", i):
            k = self.parse_html_declaration(i)
        elif i + 1 < n:
            self.handle_data("<")
            return i + 1, True
        else:
            return i, False
        if k >= 0:
            return k, True
        if not end:
            return i, False
        k = rawdata.find(">", i + 1) + 1 or rawdata.find("<", i + 1)
        if k < 0:
            k = i + 1
        self._text(rawdata[i:k])
        return k, True

    def _reference(self, i, n, end):
        """A character reference, where they are not converted."""
        rawdata = self.rawdata
        is_numbered = rawdata.startswith("&#", i)
        match = (_NUMBERED if is_numbered else _NAMED).match(rawdata, i)
        if match:
            if is_numbered:
                self.handle_charref(match.group()[2:-1])
            else:
                self.handle_entityref(match.group(1))
            k = match.end()
            return k if rawdata.startswith(";", k - 1) else k - 1, True
        if is_numbered:
            if ";" not in rawdata[i:]:
                return i, False
            self.handle_data(rawdata[i:i + 2])
            return i + 2, False
        match = _UNFINISHED.match(rawdata, i)
        if match:
            return i + (end and match.group() == rawdata[i:]), False
        if i + 1 < n:
            self.handle_data("&")
            return i + 1, True
        return i, False

    def parse_html_declaration(self, i):
        rawdata = self.rawdata
        if rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        if rawdata.startswith("<![", i):
            return self.parse_marked_section(i)
        if rawdata[i:i + 9].lower() == "<!doctype":
            close = rawdata.find(">", i + 9)
            if close < 0:
                return -1
            self.handle_decl(rawdata[i + 2:close])
            return close + 1
        return self.parse_bogus_comment(i)

    def parse_bogus_comment(self, i, report=1):
        close = self.rawdata.find(">", i + 2)
        if close < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2:close])
        return close + 1

    def parse_comment(self, i, report=1):
        match = _COMMENT_END.search(self.rawdata, i + 4)
        if not match:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4:match.start()])
        return match.end()

    def parse_marked_section(self, i, report=1):
        rawdata = self.rawdata
        if len(rawdata) == i + 3:
            return -1
        match = _SECTION_NAME.match(rawdata, i + 3)
        if not match:
            raise AssertionError("expected name token at %r" % rawdata[i:i + 20])
        if match.end() == len(rawdata):
            return -1
        name = match.group().strip().lower()
        if name not in _SECTION_ENDS:
            raise AssertionError("unknown status keyword %r in marked section" % rawdata[i + 3:match.end()])
        close = _SECTION_ENDS[name].search(rawdata, i + 3)
        if not close:
            return -1
        if report:
            self.unknown_decl(rawdata[i + 3:close.start()])
        return close.end()

    def parse_pi(self, i):
        close = self.rawdata.find(">", i + 2)
        if close < 0:
            return -1
        self.handle_pi(self.rawdata[i + 2:close])
        return close + 1

    def parse_starttag(self, i):
        self._starttag_text = None
        close = self.check_for_whole_start_tag(i)
        if close < 0:
            return close
        rawdata = self.rawdata
        self._starttag_text = rawdata[i:close]
        match = _TAG_NAME.match(rawdata, i + 1)
        self.lasttag = tag = match.group().lower()
        k = _GAP.match(rawdata, match.end()).end()
        attributes = []
        while k < close and rawdata[k - 1] in "'\"/ \t\n\r\f\v":
            match = _ATTRIBUTE.match(rawdata, k)
            if not match:
                break
            name, rest, value = match.groups()
            if not rest:
                value = None
            elif value[:1] == value[-1:] and value[:1] in ("'", '"'):
                value = value[1:-1]
            attributes.append((name.lower(), unescape(value) if value else value))
            k = _GAP.match(rawdata, match.end()).end()
        rest = rawdata[k:close].strip()
        if rest not in (">", "/>"):
            self.handle_data(rawdata[i:close])
        elif rest == "/>":
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return close

    def check_for_whole_start_tag(self, i):
        """Where the start tag at i ends, or -1 when it is not complete."""
        rawdata = self.rawdata
        name_end = _TAG_NAME.match(rawdata, i + 1).end()
        j = _BEFORE_ATTRIBUTES.match(rawdata, name_end).end()
        while j > name_end and rawdata[j - 1] in "'\"/ \t\n\r\f\v":
            match = _ATTRIBUTE.match(rawdata, j)
            if not match:
                break
            j = match.end()
            if match.group(2) is not None:
                j = _BLANKS.match(rawdata, j).end()
            j = _GAP.match(rawdata, j).end()
        j = _BLANKS.match(rawdata, j).end()
        following = rawdata[j:j + 1]
        if following == ">":
            return j + 1
        if following == "/":
            if rawdata.startswith("/>", j):
                return j + 2
            return -1
        if following == "" or following in "abcdefghijklmnopqrstuvwxyz=/ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            return -1
        return j if j > i else i + 1

    def parse_endtag(self, i):
        rawdata = self.rawdata
        close = rawdata.find(">", i + 1) + 1
        if not close:
            return -1
        match = _END_NAME.match(rawdata, i)
        if match:
            tag, close = match.group(1).lower(), match.end()
        elif self.cdata_elem is not None:
            tag = None
        else:
            match = _TAG_NAME.match(rawdata, i + 2)
            if not match:
                return i + 3 if rawdata.startswith("</>", i) else self.parse_bogus_comment(i)
            self.handle_endtag(match.group().lower())
            # A quoted ">" in what follows the name counts as the end, as in attributes of end tags nobody looks.
            return rawdata.find(">", match.end()) + 1
        if self.cdata_elem is not None and tag != self.cdata_elem:
            self.handle_data(rawdata[i:close])
            return close
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return close

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass
`;
