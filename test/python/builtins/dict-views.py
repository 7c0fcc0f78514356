# keys(), values(), items() and their set operations.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i)
d["d"] = 4; print(list(k), list(v), list(i)[-1], list(reversed(k)))
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k >= {"a"}, k == set("abcd"), k.isdisjoint({"q"}))
print(sorted(i & {("a", 1)}), i == {("a", 1)}, k.mapping["a"])
try:
    for key in d:
        d[key + "x"] = 1
except RuntimeError as e:
    print(e)
try:
    v[0]
except TypeError as e:
    print(e)
