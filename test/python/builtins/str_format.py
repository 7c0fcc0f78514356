"""str.format, format specs and percent formatting."""


def attempt(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)).encode("ascii", "backslashreplace").decode())
    except Exception as error:
        print(type(error).__name__, str(error).encode("ascii", "backslashreplace").decode())


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __format__(self, spec):
        return f"<{spec}|{self.x},{self.y}>"

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
for template, args, kwargs in [
    ("{} {}", ("a", "b"), {}), ("{1} {0}", ("a", "b"), {}), ("{name}", (), {"name": 5}), ("{0.x} {0.y}", (p,), {}), ("{0[1]} {0[-1]}", ([1, 2],), {}),
    ("{d[key]} {d[k e y]}", (), {"d": {"key": 1, "k e y": 2}}), ("{!r} {!s} {!a}", ("x", "y", "\u00e9"), {}), ("{:>5}|{:<5}|{:^5}", ("a", "b", "c"), {}),
    ("{:{}}", (5, 4), {}), ("{:{w}.{p}f}", (3.14159,), {"w": 8, "p": 2}), ("{{}} {{{}}}", (1,), {}), ("{:abc}", (p,), {}), ("{!r:>15}", (p,), {}), ("{0}{0}", ("a",), {}),
    ("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{0} {}", (1, 2), {}), ("{} {0}", (1, 2), {}), ("{a}", (), {}), ("{0.z}", (p,), {}), ("{0[9]}", ([1],), {}), ("{!x}", (1,), {}),
    ("{!}", (1,), {}), ("{0[}", ([1],), {}), ("{0.}", (p,), {}), ("{0[]}", ([1],), {}), ("{0[0]x}", ([1],), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{a.b[c]}", (), {"a": 1}), ("{:d}", ("a",), {}),
    ("{:s}", (5,), {}), ("{0!r", (1,), {}), ("{:", (1,), {}), ("{ 0}", (1,), {}), ("{-1}", (1,), {}), ("{0[a]}", ([1],), {}), ("{99999999999999999999}", (1,), {}), ("{!ra}", (1,), {}),
    ("\U0001f600{}\U0001f600", (1,), {}), ("{:\U0001f600^5}", ("a",), {}), ("{:10}", (None,), {}), ("{}", (None,), {}), ("{:x}", (3.5,), {}),
]:
    attempt(template.format, *args, **kwargs)


class Missing(dict):
    def __missing__(self, key):
        return "<" + key + ">"


attempt("{a} {b}".format_map, Missing(a=1))
attempt("{a}".format_map, {})
attempt("{}".format_map, {})
attempt("{0}".format_map, {"0": 1})
attempt("{a}".format_map, 5)

for spec in ["", "5", "<5", ">5", "^6", "*^6", "s", ".2", "5.1", "=5", "+", "d", ",", "05", "#", "z", " ", "\U0001f600<4", "1.2.3", "10s|", "c"]:
    attempt(format, "abc", spec)
attempt(format, "a", 5)
attempt(format, object(), "x")
attempt(format, [1], "")
attempt(format, [1], "5")

# Percent formatting.
for template, args in [
    ("%s %s", ("a", 1)), ("%d", 5), ("%5d|%-5d|%05d", (1, 2, 3)), ("%x %X %#x %o %#o", (255, 255, 255, 8, 8)), ("%c%c", ("a", 98)), ("%%", ()), ("%r %a", ("\u00e9", "\u00e9")),
    ("%(a)s %(b)05.1f", {"a": 1, "b": 2.25}), ("%(a(b))s", {"a(b)": 1}), ("%*d", (5, 42)), ("%-*d|", (5, 42)), ("%.*f", (2, 3.14159)), ("%+d % d", (5, 5)), ("%e %g %G", (1e10, 1e-10, 1e20)), ("%i %u", (3, 4)),
    ("%s", (1, 2)), ("%s %s", 1), ("%s", ()), ("%d", "a"), ("%d", None), ("%x", 1.5), ("%d", 1.9), ("%c", "ab"), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%f", "a"), ("%q", 1), ("%", 1), ("%(a)s", 5), ("%(a)s", {}),
    ("%(a", {"a": 1}), ("%(a)", {"a": 1}), ("%*d", ("a", 1)), ("%s", {"a": 1}), ("%s", [1, 2]), ("abc", []), ("abc", 5), ("abc", ()), ("abc", {}), ("%.3s|%5.1s|", ("abcdef", "xyz")), ("%s", (None,)), ("%5%|", ()),
    ("%.0f %.0f", (0.5, 1.5)), ("%ld %hd", (1, 2)), ("%d", 10**30), ("%#.3x", 5), ("%.5d", -3), ("%05s", "a"), ("%\U0001f600", 1), ("%s\U0001f600%z", (1, 2)), ("%d", True), ("%s", ((1, 2),)), ("%(a)s %s", {"a": 1}),
    ("%(a)*d", {"a": 1}), ("%.99999999999d", 5), ("%99999999999999999999d", 5), ("%x", "a"), ("%d", 1j), ("%.1000f", 1.0), ("%08.3f|%-8.3f|%+.1e", (3.14159, 3.14159, 31415.9)), ("%#g", 1.0), ("%5c|%-5c|", ("a", "b")),
]:
    attempt(lambda: template % args)


class Whole:
    def __int__(self):
        return 7


class Indexed:
    def __index__(self):
        return 9


attempt(lambda: "%d" % Whole())
attempt(lambda: "%x" % Whole())
attempt(lambda: "%x %d %c" % (Indexed(), Indexed(), Indexed()))
name, width = "v", 7
print(f"{name!r:>{width}}|{3.14159:.{2}f}|{p:z}|{p!r:^20}|{1000000:,}|{255:#x}|{'a' 'b'}|{{}}")
