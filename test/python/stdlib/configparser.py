import configparser
import io
from configparser import ConfigParser, ExtendedInterpolation, RawConfigParser


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


TEXT = """
# comment
[DEFAULT]
base = /srv
Level: 9

[Paths]
Home=%(base)s/home
; another
long = first
    second

    third
  fourth
empty =
percent = 100%%
[Sizes with space]
int = 42
float : 2.5
yes = On
no = off
neither = maybe
list = a, b ; not a comment
"""
c = ConfigParser()
c.read_string(TEXT)
print(c.sections(), c.defaults(), c.options("Paths"), c.has_section("Paths"), c.has_section("DEFAULT"), c.has_option("Paths", "BASE"), c.has_option("x", "y"), len(c), list(c), "Paths" in c, "DEFAULT" in c)
for section in c:
    print(section, c[section], dict(c[section]), len(c[section]), list(c[section]))
print(c.items("Paths"), c.items("Paths", raw=True), c.items("Paths", vars={"base": "/x", "New": 1}))
print(c.get("Paths", "home"), c.get("Paths", "home", raw=True), c.get("Paths", "HOME", vars={"base": "/v"}), c.get("Paths", "no", fallback=5), c.get("no", "no", fallback=None), attempt(c.get, "Paths", "no"), attempt(c.get, "no", "x"))
S = "Sizes with space"
print(c.getint(S, "int"), c.getfloat(S, "float"), c.getboolean(S, "yes"), c.getboolean(S, "no"), attempt(c.getboolean, S, "neither"), attempt(c.getint, S, "float"), c.getint(S, "x", fallback=7), attempt(c.getint, S, "x"))
p = c[S]
print(p.getint("int"), p.getfloat("float"), p.getboolean("yes"), p.get("x"), p.get("x", "d"), p.getint("x"), p.getint("x", 3), p["list"], attempt(lambda: p["x"]), "int" in p, p.name, p.parser is c, repr(p), attempt(lambda: p.nothing), attempt(lambda: c["x"]))
p["new"] = "value"
del p["int"]
print(attempt(p.__setitem__, "x", 5), attempt(p.__delitem__, "zzz"), attempt(c.set, "no", "x", "y"), attempt(c.set, S, "x", 5), attempt(c.set, S, "x", "%bad"), attempt(c.set, S, "x", "%(ok)s %%"), attempt(c.add_section, S), attempt(c.add_section, "DEFAULT"), attempt(c.add_section, 5))
c.remove_option(S, "x")
c["Added"] = {"One": 1, "two": "b"}
c["DEFAULT"]["more"] = "m"
print(c.remove_option("Added", "one"), c.remove_option("Added", "one"), c.remove_section("nope"), attempt(c.remove_option, "nope", "x"), dict(c["Added"]), attempt(c.__delitem__, "DEFAULT"), attempt(c.__delitem__, "nope"))
for spaces in (True, False):
    output = io.StringIO()
    c.write(output, space_around_delimiters=spaces)
    print(output.getvalue())
again = ConfigParser()
again.read_string(output.getvalue())
print(again == c, c.get("Paths", "long"), c.popitem()[0], c.pop(S), c.sections())

for text in ("x=1", "[a]\nx", "[a]\nx=1\nx=2", "[a]\n[a]", "[a]\n=1", "[a\nx=1", "[a]\nb = 1\n c = 2\nd", "[a]\nx\ny=\n z", "[a]]\nx=1", "[]\n", "[a]\n  x=1\n  y=2\n z=3", "[a]\nx:1=2\ny=1:2", "[a]\nkey with space = v\n[b]", "", "[a]\n\n\nx=1\n\n\n[b]\ny=2", "[a]\nx=1 # c\ny=#d\nz= ;e"):
    for options in ({}, {"allow_no_value": True}, {"strict": False}, {"inline_comment_prefixes": ("#", ";")}, {"delimiters": (":",)}, {"empty_lines_in_values": False}, {"comment_prefixes": None}):
        parser = ConfigParser(**options)
        result = attempt(parser.read_string, text)
        print(repr(text), options, result, {name: dict(parser._sections[name]) for name in parser.sections()})
for text in ("[a]\nx=%(y)s\ny=%(x)s", "[a]\nx=%(no)s", "[a]\nx=%y", "[a]\nx=%(y", "[a]\nx=%%(y)s\ny=1", "[a]\nx=a%(Y)sb%(z)s\ny=1\nz=%(y)s2", "[a]\nx=%"):
    parser = ConfigParser()
    parser.read_string(text)
    print(repr(text), attempt(parser.get, "a", "x"), attempt(parser.items, "a"))
for text in ("[a]\nx=${y}\ny=1", "[a]\nx=${b:y}/${z}\nz=3\n[b]\ny=${q}\nq=2", "[a]\nx=${no}", "[a]\nx=${b:no}", "[a]\nx=$y", "[a]\nx=$$y", "[a]\nx=${y", "[a]\nx=${a:b:c}", "[a]\nx=${x}", "[a]\nx=${B:Y}\n[B]\ny=1"):
    parser = ConfigParser(interpolation=ExtendedInterpolation())
    parser.read_string(text)
    print(repr(text), attempt(parser.get, "a", "x"), attempt(parser.set, "a", "z", "$x"), attempt(parser.set, "a", "z", "${x}"))
raw = RawConfigParser({"d": 5}, default_section="common")
raw.read_string("[a]\nx=%(y)s\n[common]\nz=1")
raw.set("a", "n", 7)
print(raw.get("a", "x"), raw.defaults(), raw.get("a", "n"), raw.items("a"), raw["common"], ConfigParser(interpolation=None).read_dict({"a": {"b": "%x"}}))
parser = ConfigParser(converters={"list": lambda text: text.split(",")}, allow_no_value=True)
parser.read_dict({"a": {"l": "1,2", "k": None, 5: 6}})
print(parser.getlist("a", "l"), parser["a"].getlist("l"), parser["a"].getlist("no", [0]), parser.get("a", "k"), parser.get("a", "5"), sorted(parser.converters))
parser.optionxform = str
parser.read_string("[C]\nKeyCase=1\n")
output = io.StringIO()
parser.write(output)
print(output.getvalue(), parser.read("/no/such/file"), parser.read(["/no/such", "/nor/this"]), attempt(ConfigParser, interpolation=5)[0], attempt(parser.read_dict, {"a": {"x": 1, "X": 2}}), ConfigParser({"a": "%(b)s", "b": "2"}).get("DEFAULT", "a"))
print(configparser.NoSectionError("x").section, configparser.DuplicateSectionError("s", "f", 3), configparser.DuplicateOptionError("s", "o"), issubclass(configparser.MissingSectionHeaderError, configparser.ParsingError))
