import string
from string import Formatter, Template

print(repr(string.printable), string.capwords("  hello   wORLD "), string.capwords("a-bc", "-"))
print(string.punctuation, string.whitespace.encode())

t = Template("$who likes ${what} for $$5")
print(t.substitute(who="Tim", what="kung pao"), t.get_identifiers(), t.is_valid())
print(t.substitute({"who": "a", "what": "b"}, who="c"))
print(t.safe_substitute(who="x"))
for text in ("ab\n c $", "$9", "${x"):
    print(Template(text).is_valid(), Template(text).safe_substitute())
    try:
        Template(text).substitute()
    except ValueError as error:
        print(error)
try:
    t.substitute()
except KeyError as error:
    print("KeyError", error)


class Percent(Template):
    delimiter = "%"
    idpattern = r"[a-z]+_[a-z]+"


print(Percent("%with_underscore %no %%").safe_substitute(with_underscore="yes"))

f = Formatter()
print(f.format("{0}{1!r:>6}{x[k]}{{}}", 1, "b", x={"k": 3}))
print(f.format("{}-{}", "a", "b"), f.format("{:{}}|", "a", 5), f.vformat("{0.real:.2f}", (2,), {}))
for case in ("{0}{}", "{}{0}", "{", "}", "{x}", "{!z}"):
    try:
        print(f.format(case, 1))
    except Exception as error:
        print(type(error).__name__, error)
print(list(f.parse("a{b!r:c}d{{")))
print(f.get_field("0.imag", (4,), {}))


class Defaulting(Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, "?") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def check_unused_args(self, used_args, args, kwargs):
        print("used", sorted(map(str, used_args)))


print(Defaulting().format("{name} {0}", 1))
