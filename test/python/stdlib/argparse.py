import argparse
import io
import sys


def attempt(parser, *lines):
    for line in lines:
        sys.stderr = io.StringIO()
        try:
            result = parser.parse_args(line.split())
        except SystemExit as error:
            result = "exit %s" % error.code
        except argparse.ArgumentError as error:
            result = "error %s" % error
        text = sys.stderr.getvalue()
        sys.stderr = sys.__stderr__
        print(line, "->", result, text)


p = argparse.ArgumentParser(prog="PROG", description="What the program does, at some length so that the text has to be wrapped over lines.", epilog="The end of %(prog)s.")
p.add_argument("bar", help="the bar")
p.add_argument("rest", nargs="*", type=int, help="more numbers (default: %(default)s)", default=[])
p.add_argument("-f", "--foo", help="foo help that is long enough to be wrapped over more than a single line of eighty columns")
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("-q", action="store_true")
p.add_argument("--level", type=int, choices=[1, 2, 3], default="2", help="one of %(choices)s")
p.add_argument("--pair", nargs=2, metavar=("X", "Y"), type=float)
p.add_argument("--maybe", nargs="?", const="C", default="D")
p.add_argument("--many", nargs="+")
p.add_argument("--add", action="append")
p.add_argument("--extend", action="extend", nargs="+", type=int)
p.add_argument("--const", action="append_const", const=5)
p.add_argument("--hidden", help=argparse.SUPPRESS)
p.add_argument("--flag", action=argparse.BooleanOptionalAction, help="a flag", default=True)
p.add_argument("--a-very-long-option-name-indeed", help="long")
p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.print_help()
p.print_usage()
attempt(p, "x", "", "x 1 2", "x y", "-vvq x", "-vf3 x", "-f", "x --foo=1 --foo 2", "x --level 2", "x --level 9", "x --level z", "x --pair 1 2", "x --pair 1", "x --maybe", "x --maybe=E",
        "x --many a b", "x --many", "x --add 1 --add 2", "x --extend 1 2 --extend 3", "x --const --const", "x --no-flag", "x --flag", "x --ma", "x --may", "x --unknown", "x -q3", "-- -x",
        "x -1", "x -- -1", "--level=1 x 5", "x --quiet", "-qz x", "x --verbose=3", "--version", "x 1 --foo a 2")
print(p.parse_known_args(["x", "--zzz", "-y", "1"]), p)

g = argparse.ArgumentParser(prog="G", usage="%(prog)s [options]", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
group = g.add_argument_group("things", "about things")
group.add_argument("--thing", default=3, help="a thing")
one = g.add_mutually_exclusive_group(required=True)
one.add_argument("--yes", action="store_true", help="yes")
one.add_argument("--no", action="store_false", dest="yes")
one.add_argument("--number", type=int)
g.print_help()
g.usage = None
g.print_usage()
attempt(g, "--yes", "", "--yes --no", "--number 3 --yes", "--number x")

s = argparse.ArgumentParser(prog="S")
s.add_argument("--top")
sub = s.add_subparsers(dest="command", required=True, help="sub help", title="commands")
a = sub.add_parser("alpha", help="alpha help", aliases=["al"])
a.add_argument("n", type=int)
a.set_defaults(function="do_alpha")
b = sub.add_parser("beta")
b.add_argument("--x", required=True)
s.print_help()
a.print_help()
attempt(s, "alpha 3", "al 4", "--top 1 beta --x 2", "beta", "gamma", "", "alpha q", "alpha 1 --zz")

parent = argparse.ArgumentParser(add_help=False)
parent.add_argument("--shared", default="s")
child = argparse.ArgumentParser(prog="C", parents=[parent], prefix_chars="-+", argument_default=argparse.SUPPRESS, allow_abbrev=False, exit_on_error=False)
child.add_argument("+p", "++plus", type=int)
child.add_argument("-n", "--negative", nargs=argparse.REMAINDER)
child.print_help()
attempt(child, "+p 3", "++plus x", "--sha 1", "-n a --b c", "")

raw = argparse.ArgumentParser(prog="R", description="  keeps\n    lines", formatter_class=argparse.RawTextHelpFormatter)
raw.add_argument("-x", help="one\n  two", metavar="XX", required=True)
raw.add_argument("file", type=argparse.FileType("r"), nargs="?", default="-")
raw.print_help()
long = argparse.ArgumentParser(prog="a-program-with-a-long-name")
for index in range(8):
    long.add_argument("--option-%d" % index, metavar="VALUE%d" % index)
long.add_argument("first")
long.add_argument("others", nargs="+")
long.print_usage()
mixed = argparse.ArgumentParser(prog="M")
mixed.add_argument("--foo")
mixed.add_argument("cmd")
mixed.add_argument("rest", nargs="*", type=int)
print(mixed.parse_intermixed_args("doit 1 --foo bar 2 3".split()))


def even(text):
    if int(text) % 2:
        raise argparse.ArgumentTypeError("%s is odd" % text)
    return int(text)


typed = argparse.ArgumentParser(prog="T")
typed.add_argument("n", type=even)
attempt(typed, "2", "3", "x")


class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (values.upper(), option_string))


own = argparse.ArgumentParser(prog="O")
own.add_argument("-u", action=Upper)
attempt(own, "-u abc")
for call in (lambda: own.add_argument("-u"), lambda: own.add_argument("x", dest="y"), lambda: own.add_argument("x", required=True), lambda: own.add_argument("-z", action="nope"),
             lambda: own.add_argument("-z", type="int"), lambda: own.add_argument("-z", nargs=0), lambda: own.add_argument("--"), lambda: own.add_argument("-z", "z"),
             lambda: own.add_argument("-z", nargs=2, metavar=("A",)), lambda: argparse.ArgumentParser(conflict_handler="x"), lambda: one.add_argument("--req", required=True)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
resolve = argparse.ArgumentParser(prog="V", conflict_handler="resolve")
resolve.add_argument("-f", "--foo", help="old")
resolve.add_argument("--foo", help="new")
resolve.print_help()
ns = argparse.Namespace(a=1, b="x")
print(ns, "a" in ns, ns == argparse.Namespace(a=1, b="x"), vars(ns), argparse.Namespace(**{"not id": 1}), own.parse_args(["-u", "q"], ns))

# Lines are broken at white space of ASCII; the width is the terminal's.
import os

os.environ["COLUMNS"] = "60"
wide = argparse.ArgumentParser(prog="PROG")
wide.add_argument("--flag", action="store_true", help="words that are long enough to need another line with\N{NO-BREAK SPACE}this one")
print(ascii(wide.format_help()))
os.environ["COLUMNS"] = "24"
print(wide.format_usage())
os.environ["COLUMNS"] = "no number"
print(wide.format_usage())
del os.environ["COLUMNS"]

groups = argparse.ArgumentParser(prog="PROG")
groups.add_mutually_exclusive_group()
try:
    groups.format_usage()
except ValueError as error:
    print("ValueError", str(error)[:12])
mixed = argparse.ArgumentParser(prog="PROG")
either = mixed.add_mutually_exclusive_group(required=True)
either.add_argument("--foo", action="store_true")
mixed.add_argument("rest", nargs="*")
print(mixed.parse_intermixed_args(["1", "--foo", "2"]), either.required)
either.add_argument("badger", nargs="*", default="x")
try:
    mixed.parse_intermixed_args([])
except TypeError as error:
    print(error)
