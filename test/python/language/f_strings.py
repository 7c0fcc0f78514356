# f-strings: expressions, conversions, specifications, nesting.
name, number, items = "Ada", 1234.5678, {"k": [1, 2]}
print(f"{name} {name!r} {name!s} {'ä'!a} {name:>6}|{name:<6}|{name:^7}|{name:*^9}")
print(f"{number:.2f} {number:,.1f} {number:e} {number:>12.3f} {number:+g} {number:010.2f} {number:%}")
print(f"{255:x} {255:#X} {255:b} {255:08b} {-5:+d} {5:+d} {1000000:_} {65:c} {3:03}")
print(f"{items['k'][1]} {len(items)} {[n * 2 for n in items['k']]} { {'a': 1}['a'] } {{literal}}")
width, precision = 10, 3
print(f"{number:{width}.{precision}f}|{name:{'>'}{width}}|{number!r:>{width + 2}}")
print(f"{number = } {name=} {name = !s} {1 + 1 = :>4} {items['k']=}")
print(f"{(lambda x: x + 1)(1)} {name if number else 0} {'nested ' + f'{name}'}")
print(f"""three
{name
 + '!'}
lines""", f"{'a' 'b'}", rf"\{name}\n", f"\N{LATIN SMALL LETTER A} \x41 {'tab':>5}\t|")
print(f"{True:d} {True} {None} {1.0} {1e100} {float('inf')} {2**70} {3 - 4j}")
print("%s %r %5.2f %-5d| %05d %x %% %c" % ("s", "r", 3.14159, 42, 42, 255, "c"), "%(a)s %(b)03d" % {"a": 1, "b": 2})
print("{} {1} {0}".replace("{} ", "").format("a", "b"), "{:>5} {x[k]} {y.real}".format(1, x={"k": 2}, y=3))
for wrong in ("f'{1:z}'", "format('a', 'd')", "'{}'.format()", "'%d' % 'x'", "f'{name!r:d}'", "'{a}'.format(b=1)"):
    try:
        print(eval(wrong))
    except (ValueError, TypeError, IndexError, KeyError) as error:
        print(type(error).__name__, error)
