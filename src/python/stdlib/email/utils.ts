/** The module `email.utils`: addresses and dates as messages have them. */
export const source: string = String.raw`
import re

__all__ = ["collapse_rfc2231_value", "decode_rfc2231", "encode_rfc2231", "formataddr", "formatdate", "format_datetime", "getaddresses", "make_msgid", "mktime_tz", "parseaddr", "parsedate", "parsedate_tz",
           "parsedate_to_datetime", "unquote"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FULL_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "AST": -400, "ADT": -300, "EST": -500, "EDT": -400, "CST": -600, "CDT": -500, "MST": -700, "MDT": -600, "PST": -800, "PDT": -700}
_specials = re.compile(r'[][\\()<>@,:;".]')
_escaped = re.compile(r'[\\"]')


def quote(str):
    return str.replace("\\", "\\\\").replace('"', '\\"')


def unquote(str):
    """A text without the quotes or angle brackets around it."""
    if len(str) > 1:
        if str.startswith('"') and str.endswith('"'):
            return str[1:-1].replace("\\\\", "\\").replace('\\"', '"')
        if str.startswith("<") and str.endswith(">"):
            return str[1:-1]
    return str


def formataddr(pair, charset="utf-8"):
    """A name and an address as a header has them."""
    name, address = pair
    address.encode("ascii")
    if not name:
        return address
    try:
        name.encode("ascii")
    except UnicodeEncodeError:
        import base64
        return "=?%s?b?%s?= <%s>" % (charset, base64.b64encode(name.encode(charset)).decode(), address)
    quotes = '"' if _specials.search(name) else ""
    return "%s%s%s <%s>" % (quotes, _escaped.sub(r"\\\g<0>", name), quotes, address)


def _pieces(text):
    """Pairs of kind and text: words, quoted texts, comments, and single marks."""
    place = 0
    while place < len(text):
        character = text[place]
        if character in " \t\r\n":
            place += 1
        elif character == '"' or character == "(":
            start, place, depth = place + 1, place + 1, 1
            result = ""
            while place < len(text) and depth:
                character = text[place]
                if character == "\\" and place + 1 < len(text):
                    place += 1
                    result += text[place]
                elif text[start - 1] == '"':
                    depth = 0 if character == '"' else 1
                    result += character if depth else ""
                else:
                    depth += (character == "(") - (character == ")")
                    result += character if depth else ""
                place += 1
            yield ("quoted" if text[start - 1] == '"' else "comment"), result
        elif character in "<>@,:;.[]":
            yield "mark", character
            place += 1
        else:
            start = place
            while place < len(text) and text[place] not in ' \t\r\n"(<>@,:;.[])':
                place += 1
            place = max(place, start + 1)
            yield "word", text[start:place]


def _phrase(pieces):
    """The words of a name; a point belongs to the word before it."""
    words = []
    for piece in pieces:
        if piece == "." and words:
            words[-1] += "."
        else:
            words.append(piece)
    return " ".join(words)


def _addresses(text):
    """Names and addresses of a list of addresses."""
    found, comments = [], []
    # What stands before an angle bracket, and as what it would stand in an address.
    name, raw, inside = [], [], None

    def finish():
        if inside is not None:
            shown, address = _phrase(name), "".join(inside)
        else:
            shown, address = "", "".join(raw)
        if comments:
            shown = shown + " (" + " ".join(comments) + ")" if shown else " ".join(comments)
        if address or shown or inside is not None:
            found.append((shown, address))

    is_open = False
    for kind, piece in _pieces(text):
        written = '"' + quote(piece) + '"' if kind == "quoted" else piece
        if kind == "comment":
            comments.append(piece)
        elif is_open:
            if kind == "mark" and piece == ">":
                is_open = False
            else:
                inside.append(written)
        elif kind == "mark" and piece == "<":
            inside, is_open = [], True
        elif kind == "mark" and piece in ",;":
            finish()
            name, raw, comments, inside = [], [], [], None
        elif kind == "mark" and piece == ":" and "@" not in raw:
            # The name of a group of addresses.
            name, raw = [], []
        else:
            name.append(piece)
            raw.append(written)
    finish()
    return found


def getaddresses(fieldvalues):
    """Names and addresses of all header values."""
    return [pair for value in fieldvalues for pair in _addresses(str(value))]


def parseaddr(addr):
    """The name and the address of one."""
    found = _addresses(addr)
    return found[0] if found else ("", "")


def parsedate_tz(data):
    """A date as a ten-tuple with the offset of its zone in seconds, or None."""
    found = _parsed(data)
    return found if found is None or found[9] is not None else found[:9] + (0,)


def _parsed(data):
    """The same, but None as the offset where none is known."""
    if not data:
        return None
    words = re.sub(r"\([^()]*\)", " ", data)
    words = re.sub(r"(?<=\S),", " ", words).split()
    if words and words[0].lower().rstrip(".")[:3] in _DAYS and not words[0][0].isdigit():
        words.pop(0)
    if words and words[0].count("-") == 2:
        words[:1] = words[0].split("-")
    if len(words) < 3:
        return None
    day, month, year = words[:3]
    if day.lower() in _MONTHS or day.lower() in _FULL_MONTHS:
        day, month = month, day
    month = month.lower()
    if month in _FULL_MONTHS:
        month = _FULL_MONTHS.index(month) + 1
    elif month in _MONTHS:
        month = _MONTHS.index(month) + 1
    else:
        return None
    rest = words[3:]
    if ":" in year and rest:
        year, rest = rest[0], [year] + rest[1:]
    clock = rest.pop(0) if rest else "0:0:0"
    zone = rest.pop(0) if rest else None
    for sign in "+-":
        if zone is None and sign in clock:
            clock, _, offset = clock.partition(sign)
            zone = sign + offset
    parts = clock.split(":") if ":" in clock else clock.split(".")
    if not 2 <= len(parts) <= 3:
        return None
    try:
        year, day = int(year), int(day)
        hour, minute, second = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 0
    except ValueError:
        return None
    if year < 100:
        year += 1900 if year > 68 else 2000
    return year, month, day, hour, minute, second, 0, 1, -1, _zone_offset(zone)


def _zone_offset(zone):
    if zone is None:
        return None
    zone = zone.upper()
    if zone in _ZONES:
        value = _ZONES[zone]
    else:
        try:
            value = int(zone)
        except ValueError:
            return None
        if value == 0 and zone.startswith("-"):
            return None
    sign, value = (-1, -value) if value < 0 else (1, value)
    return sign * (value // 100 * 3600 + value % 100 * 60)


def parsedate(data):
    """A date as a nine-tuple, or None."""
    found = parsedate_tz(data)
    return found[:9] if isinstance(found, tuple) else None


def mktime_tz(data):
    """The seconds since 1970 of a ten-tuple."""
    import datetime
    seconds = datetime.datetime(*data[:6], tzinfo=datetime.timezone.utc).timestamp()
    return int(seconds) - (data[9] or 0)


def format_datetime(dt, usegmt=False):
    """A datetime as a header has it."""
    if usegmt:
        import datetime
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError("usegmt option requires a UTC datetime")
        zone = "GMT"
    elif dt.tzinfo is None:
        zone = "-0000"
    else:
        zone = dt.strftime("%z")
    return "%s, %02d %s %04d %02d:%02d:%02d %s" % (_DAYS[dt.weekday()].capitalize(), dt.day, _MONTHS[dt.month - 1].capitalize(), dt.year, dt.hour, dt.minute, dt.second, zone)


def formatdate(timeval=None, localtime=False, usegmt=False):
    """A time in seconds as a header has it."""
    import datetime
    if timeval is None:
        import time
        timeval = time.time()
    moment = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        return format_datetime(moment.astimezone())
    return format_datetime(moment if usegmt else moment.replace(tzinfo=None), usegmt)


def parsedate_to_datetime(data):
    """A header's date as a datetime."""
    import datetime
    found = _parsed(data)
    if found is None:
        raise ValueError('Invalid date value or format "%s"' % str(data))
    offset = found[9]
    if offset is None:
        return datetime.datetime(*found[:6])
    return datetime.datetime(*found[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))


def localtime(dt=None, isdst=None):
    import datetime
    if dt is None:
        dt = datetime.datetime.now(datetime.timezone.utc)
    return dt.astimezone()


def make_msgid(idstring=None, domain=None):
    """A name for a message that no other has."""
    import random
    import time
    return "<%d.%d.%d%s@%s>" % (int(time.time() * 100), 1, random.getrandbits(64), "" if idstring is None else "." + idstring, domain or "localhost")


def decode_rfc2231(s):
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def encode_rfc2231(s, charset=None, language=None):
    import urllib.parse
    s = urllib.parse.quote(s, safe="", encoding=charset or "ascii")
    if charset is None and language is None:
        return s
    return "%s'%s'%s" % (charset, language or "", s)


def collapse_rfc2231_value(value, errors="replace", fallback_charset="us-ascii"):
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, _, text = value
    try:
        return str(bytes(text, "raw-unicode-escape"), charset or fallback_charset, errors)
    except LookupError:
        return unquote(text)
`;
