"""heapq and its order of equal items."""
import heapq


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


state = 12345


def random():
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state


data = [random() % 50 for _ in range(40)]
heap = []
for item in data:
    heapq.heappush(heap, item)
print(heap)
print([heapq.heappop(heap) for _ in range(len(data))] == sorted(data))
heap = list(data)
heapq.heapify(heap)
print(heap)
print(heapq.heapreplace(heap, 25), heapq.heappushpop(heap, 3), heapq.heappushpop(heap, 99), heap)


class Item:
    def __init__(self, key, name):
        self.key, self.name = key, name

    def __lt__(self, other):
        return self.key < other.key

    def __repr__(self):
        return f"{self.key}{self.name}"


items = [Item(random() % 4, chr(97 + i)) for i in range(20)]
heap = list(items)
heapq.heapify(heap)
print(heap)
print([heapq.heappop(heap) for _ in items])
for n in [-1, 0, 1, 3, 20, 50]:
    print(heapq.nsmallest(n, items), heapq.nlargest(n, items))
    print(heapq.nsmallest(n, items, key=lambda i: -i.key), heapq.nlargest(n, items, key=lambda i: i.name))
print(list(heapq.merge([1, 4, 7], [2, 4, 8], [], [0, 9])))
print(list(heapq.merge([7, 4, 1], [8, 4], reverse=True)), list(heapq.merge(["aa", "bbb"], ["c", "dddd"], key=len)))
print(list(heapq.merge([Item(1, "a"), Item(2, "b")], [Item(1, "c"), Item(2, "d")])), list(heapq.merge()))
attempt(heapq.heappop, [])
attempt(heapq.heapreplace, [], 1)
attempt(heapq.heappushpop, [], 1)
attempt(heapq.heappush, (1, 2), 3)
attempt(heapq.heapify, [1, "a"])
attempt(heapq.nsmallest, 2, [3, "a", 1])
attempt(heapq.heappush, [])
print(heapq.__all__)
