import copy
import re


def raised(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "nothing raised"


# Finding.
m = re.match(r"(?P<year>\d{4})-(\d\d)(-\d\d)?", "2024-05 and more")
assert m and m.group() == m[0] == m.group(0) == "2024-05"
assert m.group(1, 2, 3) == ("2024", "05", None)
assert m["year"] == m.group("year") == "2024" and m[True] == "2024"
assert m.groups() == ("2024", "05", None) and m.groups("none") == ("2024", "05", "none")
assert m.groupdict() == {"year": "2024"}
assert (m.start(), m.end(), m.span(), m.span(2), m.span("year"), m.start(3), m.end(3)) == (0, 7, (0, 7), (5, 7), (0, 4), -1, -1)
assert m.regs == ((0, 7), (0, 4), (5, 7), (-1, -1))
assert (m.lastindex, m.lastgroup, m.pos, m.endpos, m.string) == (2, None, 0, 16, "2024-05 and more")
assert m.re is re.compile(r"(?P<year>\d{4})-(\d\d)(-\d\d)?")
assert m.expand(r"\2/\g<year>\g<3>\n") == "05/2024\n"
assert bool(m) and re.search("x", "abc") is None and re.fullmatch("ab", "abc") is None
assert re.search("c", "abc").span() == (2, 3)
assert re.compile("b").match("ab", 1).span() == (1, 2)
assert re.compile("b$").search("abc", 0, 2).span() == (1, 2)
assert re.compile("^b").match("ab", 1) is None
assert re.compile("a").search("aaa", -5, 2 ** 62).span() == (0, 1)
print(m, repr(m), re.match("", ""), re.match("'\"\n", "'\"\n"))
print(raised(m.group, 4), raised(m.group, "month"), raised(m.group, 1.5), raised(m.start, -1), raised(lambda: m["x"]))

# Characters beyond U+FFFF count as one.
text = "a😀b😀"
assert [x.span() for x in re.finditer("😀", text)] == [(1, 2), (3, 4)]
assert re.search("b", text).start() == 2 and re.compile("😀").search(text, 2).span() == (3, 4)
assert re.findall(".", text) == ["a", "😀", "b", "😀"] and re.findall("[^a]", text) == ["😀", "b", "😀"]
assert re.sub("(.)", r"<\1>", text) == "<a><😀><b><😀>"

# All matches.
assert re.findall(r"\d+", "1 22 333") == ["1", "22", "333"]
assert re.findall(r"(\w)=(\d)?", "a=1 b=") == [("a", "1"), ("b", "")]
assert re.findall(r"(\w)=", "a=1 b=") == ["a", "b"]
assert re.findall("a*", "baac") == ["", "aa", "", ""]
assert re.compile("a").findall("aaaa", 1, 3) == ["a", "a"]
iterator = re.finditer(r"\w", "ab")
assert iter(iterator) is iterator and next(iterator).group() == "a" and [x.group() for x in iterator] == ["b"]
assert re.split(r"\s*[,;]\s*", "a , b;c") == ["a", "b", "c"]
assert re.split("([,;])|(x)", "a,bxc") == ["a", ",", None, "b", None, "x", "c"]
assert re.split("x*", "axbc") == ["", "a", "", "b", "c", ""]
assert re.split(",", "a,b,c", maxsplit=1) == ["a", "b,c"] and re.split(",", "a,b", -1) == ["a,b"]
scanner = re.compile(r"\d").scanner("12a3")
assert [scanner.match().group(), scanner.match().group(), scanner.match(), scanner.match()] == ["1", "2", None, None]

# Replacing.
assert re.sub("a", "b", "banana") == "bbnbnb" and re.sub("a", "b", "banana", count=2) == "bbnbna"
assert re.sub("a", "b", "banana", -1) == "banana"
assert re.subn("a|n", "", "banana") == ("b", 5) and re.subn("x", "y", "banana") == ("banana", 0)
assert re.sub(r"(?P<first>\w+) (\w+)", r"\2 \g<first>", "hello world") == "world hello"
assert re.sub("x*", "-", "abxd") == "-a-b--d-"
assert re.sub(r"\d+", lambda found: str(int(found.group()) * 2), "3 of 40") == "6 of 80"
assert re.sub("a", lambda found: None, "bab") == "bb"
assert re.sub(r"(a)|b", r"[\1]", "ab") == "[a][]"
assert re.sub(".", r"\n\t\\\x0c".replace("\\x0c", "\f"), "x") == "\n\t\\\f"
for wrong in [r"\2", r"\g<2>", r"\g<x>", r"\g<x y>", r"\g<1", r"\q", "\\", r"\400", r"\g"]:
    print(wrong, raised(re.sub, "(a)", wrong, "a"))
print(raised(re.sub, "a", lambda found: 5, "ba"), raised(re.sub, "a", b"x", "a"), raised(re.sub, "a", 5, "b"))

# bytes.
assert re.findall(rb"\w+", b"ab \xe9 c") == [b"ab", b"c"]
assert re.sub(b"a", rb"<\g<0>>", b"banana") == b"b<a>n<a>n<a>"
assert re.match(b"(.)(.)?", bytearray(b"x")).groups() == (b"x", None)
assert re.split(b",", b"a,b") == [b"a", b"b"] and re.escape(b"a.b") == rb"a\.b"
print(re.match(b"a", b"abc"), re.compile(b"a\xff", re.I))
print(raised(re.match, b"a", "a"), raised(re.match, "a", b"a"), raised(re.match, "a", 5), raised(re.compile, 5), raised(re.compile, [1]))

# Patterns.
p = re.compile(r"(?P<a>x)(?P<b>y)", re.I | re.M)
assert p.pattern == r"(?P<a>x)(?P<b>y)" and p.groups == 2 and dict(p.groupindex) == {"a": 1, "b": 2}
assert p.flags == re.I | re.M | re.U and isinstance(p.flags, int)
assert p == re.compile(r"(?P<a>x)(?P<b>y)", re.M | re.I) and p != re.compile(r"(?P<a>x)(?P<b>y)")
assert hash(p) == hash(re.compile(p.pattern, re.I | re.M)) and p != 5 and len({p, re.compile(p.pattern, re.I | re.M)}) == 1
assert re.compile(p) is p and copy.copy(p) is p and copy.deepcopy(p) is p and copy.copy(m) is m
assert isinstance(p, re.Pattern) and isinstance(m, re.Match) and not isinstance(p, re.Match)
print(p, re.compile("a"), re.compile("a", re.A), re.compile("(?i)a'\""), re.compile("a" * 300), re.compile("x", 0x123000))
print(raised(re.compile, p, re.I), raised(setattr, p, "pattern", 1), raised(re.compile, "a", 1.5))

# Flags.
assert re.I is re.IGNORECASE and re.I == 2 and int(re.S) == 16 and re.NOFLAG == 0 and not re.NOFLAG
assert re.I in re.I | re.S and re.M not in re.I | re.S and list(re.S | re.I) == [re.I, re.S]
assert (re.I | re.S) & re.S == re.S and (re.I | re.S) ^ re.S == re.I and type(re.I | 8) is type(8 | re.I) is re.RegexFlag
print(repr(re.I), str(re.I), f"{re.I}", format(re.I | re.S, "d"), re.I | re.S | re.X, re.I | 1 << 20, ~re.I, re.NOFLAG, re.RegexFlag(0))
print(re.I.name, re.I.value, (re.I | re.M).name, re.RegexFlag.DOTALL, re.I + 1, [re.A, re.L, re.U, re.T, re.DEBUG])
assert re.findall("(?i)straße|STRASSE", "Straße STRASSE strasse") == ["Straße", "STRASSE", "strasse"]
assert re.search("a.c", "a\nc") is None and re.search("a.c", "a\nc", re.S) and re.findall("^.", "a\nb", re.M) == ["a", "b"]
assert re.findall(r"\w", "aé", re.A) == ["a"] and re.match(r" a  b # comment", "ab", re.X)

# Errors.
for wrong in ["(", "a)", "[", "*", "a**", "(?P<1>a)", "(?P<a>.)(?P<a>.)", r"\1", "(?<=a*)", "[b-a]", "a{2,1}", "(?z)", "\\", "x\n  (", r"\N{no such}", "(?i)a(?s)"]:
    try:
        re.compile(wrong)
    except re.error as error:
        print(error, "|", error.msg, error.pos, error.lineno, error.colno, error.pattern == wrong, error.args)
error = re.error("odd", "a\nbc", 3)
print(error, repr(error), error.msg, error.pattern, error.pos, error.lineno, error.colno, re.error("x").pos, re.error(msg="y"))
assert issubclass(re.error, Exception) and re.error.__name__ == "error" and re.error.__module__ == "re"
print(raised(re.compile, "a{99999999999}"), raised(re.compile, "a", re.L), raised(re.compile, b"a", re.U), raised(re.compile, "(" * 600).split(":")[0])

# The rest.
assert re.escape("a.b*c d\n-é~") == "a\\.b\\*c\\ d\\\n\\-é\\~" and re.purge() is None
print(re.Scanner([(r"[a-z]+", lambda scanner, token: (token, scanner.match.span())), (r"\d+", "number"), (r"\s+", None)]).scan("ab 12 c!d"))
assert re.match(r"\N{LATIN SMALL LETTER A WITH ACUTE}", "á")
assert re.compile("(?:a|b)*").fullmatch("ab" * 50_000).end() == 100_000


class Text(str):
    pass


assert type(re.match("a", Text("a")).group()) is str and type(re.sub("x", "", Text("a"))) is str
assert re.match(Text("a"), "a").re.pattern == "a"
print(re.Pattern[str], re.Match[bytes])
assert set(re.__all__) <= set(dir(re))


# Wrong arguments of functions that CPython writes in Python have the words of Python functions.
import base64, calendar, dataclasses, functools, json, os.path, statistics, textwrap

for attempt in (lambda: re.sub("a", "b", "c", flag=1), lambda: re.sub("a"), lambda: re.compile(), lambda: re.split("a", "b", 0, 0, 5), lambda: re.search("a", "b", pattern="c"),
                lambda: statistics.mean(), lambda: statistics.mean([1], 2), lambda: statistics.stdev([1], 2, 3), lambda: statistics.quantiles([1], 4), lambda: textwrap.dedent(),
                lambda: dataclasses.field(defaults=1), lambda: dataclasses.asdict(), lambda: dataclasses.make_dataclass("C", [], x=1), lambda: json.loads(), lambda: json.dumps(1, 2), lambda: json.load(),
                lambda: os.path.join(), lambda: os.path.exists(), lambda: os.path.basename("a", "b"), lambda: base64.b64encode(), lambda: calendar.monthrange(2000),
                lambda: functools.wraps(), lambda: functools.reduce(), lambda: functools.lru_cache(1, 2, 3)):
    try:
        print(attempt())
    except TypeError as error:
        print(error)

# More alternatives, and a longer text, than a call of JavaScript takes arguments.
many = re.compile("|".join("a%d" % i for i in range(150000)))
print(many.fullmatch("a149999"), many.match("b"), re.compile("x" * 150000).search("y" + "x" * 150000).span())
