"""str: every method, with code points beyond U+FFFF, errors included."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)).encode("ascii", "backslashreplace").decode())
    except Exception as error:
        print(type(error).__name__, str(error).encode("ascii", "backslashreplace").decode())


# Construction.
attempt(str)
attempt(str, 5)
attempt(str, b"abc")
attempt(str, b"abc", "ascii")
attempt(str, b"\xff", "utf-8")
attempt(str, b"\xff", errors="replace")
attempt(str, bytearray(b"x"), encoding="latin-1")
attempt(str, "a", "utf-8")
attempt(str, 5, "utf-8")
attempt(str, b"a", 5)
attempt(str, b"a", "nope")
attempt(str, object="o")

# Items and slices.
texts = ["", "a", "hello", "a\U0001f600b\u00e9", "\U0001f600" * 3, "x" * 40 + "\U0001f600" + "y"]
for text in texts:
    print(len(text), [text[i : i + 1].encode() for i in range(-2, 4)], text[::-1].encode(), text[1::2].encode(), text[-1:].encode(), text[5:1:-1].encode())
    print([ord(c) for c in text][:8], text.__len__(), text.__contains__("a"), list(reversed(text))[:2] == list(text[::-1])[:2])
for key in [5, -6, 2**70, "a", None, 1.0, slice(None, None, 0), slice("a", None)]:
    attempt(lambda: "hello"[key])
attempt(lambda: "a" in 5)
attempt(lambda: 5 in "a")
attempt(lambda: setattr("a", "x", 1))

# Case.
for text in ["hello World", "STRASSE", "stra\u00dfe", "\u01c5a", "\ufb03", "\u0130", "\u03a3\u03a3", "o'neill x2y", "\U00010400a", "1a A1", ""]:
    print(*[t.encode("unicode_escape").decode() for t in (text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold())], sep="|")
names = ["isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper"]
for text in ["", "a", "A", "Aa", "1", "\u00b2", "\u00bd", "\u0663", " ", "\t\n", "\x1c", "\x85", "\u00a0", "_a1", "a b", "\u00e9", "\U0001f600", "\ud800", "\u01c5", "def", "1a", "\U00010400"]:
    print("".join(str(int(getattr(text, name)())) for name in names))

# Searching.
for args in [("l",), ("l", 3), ("l", 3, 3), ("", 5), ("", 6), ("lo", -2), ("z",), ("hello",), ("l", None, -2), ("l", -100, 100), ("", 2, 1)]:
    text = "hello"
    print(args, text.find(*args), text.rfind(*args), text.count(*args), text.startswith(*args), text.endswith(*args))
    attempt(text.index, *args)
    attempt(text.rindex, *args)
wide = "a\U0001f600b\U0001f600c"
print(wide.find("b"), wide.rfind("\U0001f600"), wide.index("c"), wide.count("\U0001f600"), wide.find("b", 3), wide.find("c", 2, 4), wide.count(""), wide.startswith("b", 2), wide.endswith("\U0001f600", 0, 4))
needle = "ab" * 200
print(("x" * 1000 + needle + "y").find(needle), (needle + "x" + needle).rfind(needle), needle in "ab" * 199, ("ab" * 600).count(needle), ("abab" * 300 + "c").rfind("ab" * 20 + "c"))
for method in ["find", "index", "count", "startswith", "endswith"]:
    attempt(getattr("abc", method), 5)
    attempt(getattr("abc", method), "a", "b")
print("abc".startswith(("x", "a")), "abc".endswith(()), "abc".startswith(("b",), 1))
attempt("abc".startswith, ("a", 5))
attempt("abc".startswith, (5, "a"))

# Splitting and joining.
for args in [(), (None, 1), (",",), (",", 1), (", ",), ("", ), (5,), (None, 0), (",", 0), (",", -1)]:
    attempt("a, b,, c ".split, *args)
    attempt("a, b,, c ".rsplit, *args)
print("  a  b ".split(maxsplit=1), "  a  b ".rsplit(None, 1), " \x1c\x1f\x85\u2003a\u3000b ".split(), "".split(), "".split(","), "a\ufeffb".split())
for text in ["a\nb\r\nc\rd", "\n", "", "a\n", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "\r\n\n\r"]:
    print(text.splitlines(), text.splitlines(True), text.splitlines(keepends=True) == text.splitlines(1))
for separator in ["b", "bc", "z", "\U0001f600", "", 5]:
    attempt("abcbc\U0001f600d".partition, separator)
    attempt("abcbc\U0001f600d".rpartition, separator)
attempt(", ".join, ["a", "b", "c"])
attempt("".join, "abc")
attempt(",".join, [])
attempt(",".join, ["x"])
attempt(",".join, (str(i) for i in range(4)))
attempt(",".join, ["a", 5])
attempt(",".join, 5)
attempt(",".join, {"k": 1})
attempt(",".join, None)

# Replacing, stripping, padding.
for args in [("l", "L"), ("l", "L", 1), ("", "-"), ("", "-", 2), ("x", "y"), ("l", ""), ("hello", "$&$1"), ("l", "$$", -1), ("", "", 3), ("l", "LL", 0)]:
    print("hello".replace(*args), repr("".replace(*args)))
attempt("a".replace, "a")
attempt("a".replace, "a", 5)
attempt("a".replace, 5, "a")
attempt("a".replace, "a", "b", "c")
print("a\U0001f600".replace("", "-").encode(), ("ab" * 300).replace("ab" * 150, "x"))
for chars in [None, "xy ", "\U0001f600", ""]:
    for text in [" xyaxy ", "\U0001f600a\U0001f600", "\u2003a\x85", ""]:
        print(ascii(text.strip(chars)), ascii(text.lstrip(chars)), ascii(text.rstrip(chars)))
attempt("a".strip, 5)
attempt("a".lstrip, b"a")
for width in [0, 3, 4, 5, 8, 9]:
    print("ab".center(width, "*"), "abc".center(width, "*"), "ab".ljust(width) + "|", "ab".rjust(width, "-"), "-42".zfill(width), "+".zfill(width), "a".zfill(width))
print("\U0001f600".center(4, "\U0001f601").encode(), "\U0001f600".ljust(3, ".").encode())
attempt("a".center, 5, "ab")
attempt("a".center, 5, 5)
attempt("a".center, "5")
attempt("a".ljust, 5, "")
for size in [8, 4, 1, 0, -1]:
    print(repr("a\tbc\t\td\n\te\r\tf".expandtabs(size)))
print("abc".removeprefix("ab"), "abc".removesuffix("bc"), "abc".removeprefix("x"), "abc".removesuffix(""), "abc".removeprefix("abc") == "")
attempt("a".removeprefix, 5)

# Translating.
table = str.maketrans("abc", "xyz", "d")
print("abcde".translate(table), table, str.maketrans({"a": "AA", 98: None, "c": 100}), "abc".translate({97: None, 98: "BB", 99: 0x1f600}).encode())
attempt(str.maketrans, "a", "bc")
attempt(str.maketrans, 5)
attempt(str.maketrans, {"ab": 1})
attempt(str.maketrans, {1.5: 1})
attempt(str.maketrans, "a", 5)
attempt(str.maketrans, 5, "a")
attempt(str.maketrans, "a", "b", 5)
attempt("abc".translate, {97: 1.5})
attempt("abc".translate, {97: 0x110000})
attempt("abc".translate, [65] * 98)
attempt("abc".translate, 5)


class Shift:
    def __getitem__(self, code):
        if code == 99:
            raise LookupError(code)
        return code + 1


attempt("abc".translate, Shift())

# Encoding.
for encoding in ["utf-8", "UTF8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-32-be", "cp1252", "utf-7", "unicode_escape", "idna-nope", "utf-8-sig"]:
    attempt("a\u00e9\u20ac".encode, encoding)
for errors in ["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "surrogateescape", "nope"]:
    attempt("a\u00e9\udc80".encode, "ascii", errors)
attempt("\ud800".encode)
attempt("a\0".encode, "utf\0")
attempt("a".encode, 5)
attempt("a".encode, "utf-8", 5)
try:
    "ab\u20accd".encode("latin-1")
except UnicodeEncodeError as error:
    print(error.encoding, ascii(error.object), error.start, error.end, error.reason, ascii(error.args))

# Arithmetic and order.
print("a" + "b", "ab" * 3, 2 * "ab", "ab" * -1, "ab" * 0, "ab" * True, "a" < "b", "a" < "\U0001f600" < "b", "\uffff" < "\U0001f600", "" < "a", "b" > "abc", "a" == "a", "a" != "b")
for action in [lambda: "a" + 5, lambda: 5 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: "a" < 5, lambda: "a" * 2**70, lambda: -"a"]:
    attempt(action)
print("a".__add__("b"), "a".__mul__(3), "a".__rmul__(3), "a".__eq__("a"), "a".__eq__(5), "a".__lt__("b"), "a".__lt__(5), "%s".__mod__(1), "x".__rmod__("%s!"), "x".__rmod__(5), "abc".__getitem__(1), "a".__hash__() == hash("a"), "a".__getnewargs__(), "ab".__iter__().__next__())
attempt("a".__add__, 5)

# repr.
for text in ["it's", 'say "x"', "both ' and \"", "\\", "\t\n\r\x00\x7f", "\u00e9\xad\u200b", "\ud800", "\U0001f600", "\U000e0001"]:
    print(ascii(repr(text)), ascii(text))
print(hash("") == 0, "abc".__sizeof__() > 0)


class Name(str):
    def __str__(self):
        return "shown"

    def shout(self):
        return self.upper() + "!"


n = Name("bob")
print(n, repr(n), n.shout(), n + "x", type(n + "x"), n == "bob", hash(n) == hash("bob"), {"bob": 1}[n], n[0], len(n), list(n), n in ["bob"], "o" in n, n.join(["a", "b"]), "-".join([n, n]), f"{n}", "%s" % n, n * 2, n < "c", sorted([n, "a"]))
n.tag = 1
print(n.tag, type(str(n)), Name(5), Name(b"x", "ascii"), n.strip() == "bob", type(n.strip()), isinstance(n, str), n.upper())

print("aXbXc".replace("X", "$&"), "aXb".replace("X", "$&"), "aXb".replace("X", ""), "ab".replace("b", "cd"), "aaa".replace("aa", "b"), "abab".replace("ab", "c", 1), "é".replace("é", "ee"), "".replace("a", "b"), "abc".replace("", "-"))
print(",".join(["a", "b"]), "".join(["x"]), "-".join([]), "".join(["a", "b", "c"]), ", ".join(("a", "b")))
for bad in (["a", 1], [1, 2], "ab", 5, ["a", None, "b"]):
    try: print(".".join(bad))
    except TypeError as e: print(e)

# In the order of code points; a lone surrogate stands below what a pair of them means.
letters = ["a", "\uffff", "\ue000", "\ud800", "\udfff", "\U0001f600", "\U0010ffff", "\U00010000"]
print([[a < b for b in letters] for a in letters])
print(list(map(ascii, sorted([a + b for a in letters for b in letters if not (a == "\ud800" and b == "\udfff")]))))
print("\u00e9\u0378".encode("ascii", "namereplace"))

class NoStr:
    __str__ = None
    def __repr__(self): return "shown"
for action in (lambda: str(NoStr()), lambda: f"{NoStr()}", lambda: "{!s}".format(NoStr()), lambda: "%s" % NoStr(), lambda: repr(NoStr())):
    try: print(action())
    except TypeError as error: print(error)
