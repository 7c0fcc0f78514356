import collections
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


count = Counter("abracadabra")
print(count, count.most_common(2), count["z"], count.total(), sorted(count.elements())[:3])
count.subtract("aab")
print(count, count + Counter(a=1), count & Counter(a=9, b=9), count | Counter(z=1), +Counter(a=-1, b=1), -Counter(a=-1), count - Counter(a=1))
count.update(b=5)
print(count["b"], Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1, b=0), attempt(Counter, 1, 2)[0], attempt(Counter.fromkeys, "a"))
groups = defaultdict(list)
groups["a"].append(1)
print(groups, groups["b"], "c" in groups, groups.default_factory, attempt(lambda: defaultdict()["x"]), attempt(defaultdict, 3), groups | {"d": 4})
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
queue.appendleft(0)
print(queue, queue.maxlen, queue[1], queue.pop(), queue.popleft(), queue, attempt(deque().pop), attempt(lambda: queue[9]))
queue.extend([5, 6, 7])
queue.rotate(1)
print(queue, list(reversed(queue)), queue.count(5), queue.index(6), deque("ab") + deque("c"), deque("ab") * 2, deque([1]) < deque([2]))
queue.insert(0, 9) if len(queue) < 3 else print(attempt(queue.insert, 0, 9))
order = OrderedDict(a=1, b=2, c=3)
order.move_to_end("a")
print(order, order.popitem(last=False), list(reversed(order)), order == OrderedDict(a=1, c=3), order == {"a": 1, "c": 3})
order.move_to_end("a", last=False)
print(order, attempt(order.move_to_end, "z"))
Point = namedtuple("Point", "x y z", defaults=[0])
point = Point(1, y=2)
print(point, point.x, point._asdict(), point._replace(z=5), Point._fields, Point._make([7, 8, 9]), Point._field_defaults, point == (1, 2, 0))
print(attempt(Point), attempt(Point, 1, 2, 3, 4), attempt(namedtuple, "P", "a a"), attempt(namedtuple, "P", "class"), namedtuple("P", "a a class", rename=True)._fields, attempt(point._replace, q=1))
chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
chain["c"] = 4
print(chain, chain["a"], chain["b"], dict(chain), chain.parents, chain.new_child({"a": 0})["a"], attempt(lambda: chain["z"]), attempt(chain.pop, "b"))


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


print(Upper(a=1), UserList([3, 1]) + [2], UserString("ab").upper() + "c", sorted(UserList("ba")), type(UserString("a") * 2).__name__)
print(sorted(collections.__all__))

print(collections.namedtuple("Named", "x y").y)
