from graphlib import CycleError, TopologicalSorter


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, error.args


for graph in ({}, {1: {2}}, {"D": ["B", "C"], "B": ["A"], "C": ["A"]}, {1: [1]}, {1: [2], 2: [3], 3: [1]}, {1: [2], 2: [1], 3: []}, {i: [i + 1, i + 2] for i in range(20)}, {1: [2, 2], 2: []}, {"a": [], "b": ["a"], "c": ["d"], "d": ["c", "b"]}):
    print(attempt(lambda: list(TopologicalSorter(graph).static_order())))
ts = TopologicalSorter({3: [2], 2: [1], 5: [4]})
ts.add(1, 0, 7)
print(attempt(ts.get_ready), attempt(ts.is_active), attempt(ts.done, 1), attempt(bool, ts))
ts.prepare()
print(attempt(ts.add, 9), attempt(ts.prepare), ts.get_ready(), ts.get_ready(), bool(ts), attempt(ts.done, 3), attempt(ts.done, 99), ts.done(0, 7), ts.get_ready(), attempt(ts.done, 0), ts.done(4), ts.get_ready())
ts.done(1, 5)
while ts:
    ready = ts.get_ready()
    print(ready)
    ts.done(*ready)
print(ts.is_active(), issubclass(CycleError, ValueError), TopologicalSorter[int])
