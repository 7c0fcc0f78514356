import colorsys

values = [0.0, 0.1, 0.25, 1 / 3, 0.5, 0.7, 1.0, 1.5, -0.2]
for a in values:
    for b in values:
        for c in values:
            for name in colorsys.__all__:
                try:
                    print(name, a, b, c, getattr(colorsys, name)(a, b, c))
                except ZeroDivisionError:
                    pass
try:
    colorsys.rgb_to_hsv("x", 1, 2)
except (TypeError, AttributeError) as error:
    print("refused")
