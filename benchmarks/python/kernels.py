"""What programs do all day: text, dicts, iterators, copies, digests."""

import base64, bisect, collections, copy, hashlib, heapq, itertools, math, random, statistics, string, textwrap
from dataclasses import asdict, dataclass, field
from functools import lru_cache, reduce
from operator import itemgetter


def words(n):
    return ["word%d" % (i * 7919 % 5003) for i in range(n)]


def str_join(n=300_000):
    parts = words(n)
    return lambda: len(", ".join(parts))


def str_split(n=300_000):
    text = " ".join(words(n))
    return lambda: len(text.split()) + len(text.split(" ")) + len(text.replace(" ", "\n").splitlines())


def str_format(n=100_000):
    return lambda: len("".join(["{:>8}|{:05d}|{!r}".format("k%d" % (i % 10), i, i) for i in range(n)]))


def str_percent(n=100_000):
    return lambda: len("".join(["%s=%05d %.2f;" % ("key", i, i / 3) for i in range(n)]))


def f_strings(n=200_000):
    return lambda: len("".join([f"{i}:{i * 2:>6} {i / 7:.3f}\n" for i in range(n)]))


def str_methods(n=100_000):
    parts = words(n)
    return lambda: sum(len(part.strip().upper().replace("WORD", "w")) + part.startswith("word1") + part.find("9") for part in parts)


def str_concatenation(n=300_000):
    def build():
        text = ""
        for i in range(n):
            text += "ab"
        return len(text), text[::n // 5]
    return build


def str_translate(n=100_000):
    text, table = " ".join(words(n)), str.maketrans("aeiou", "AEIOU", "0123456789")
    return lambda: len(text.translate(table))


def str_characters(n=300_000):
    text = "the quick brown fox " * (n // 20)

    def count():
        vowels = 0
        for character in text:
            if character in "aeiou":
                vowels += 1
        return vowels, text.count("fox"), text[::-1][:30]
    return count


def dict_counts(n=300_000):
    parts = words(n)

    def count():
        counts = {}
        for part in parts:
            counts[part] = counts.get(part, 0) + 1
        return sorted(counts.items(), key=itemgetter(1, 0))[:5]
    return count


def counter(n=300_000):
    parts = words(n)
    return lambda: collections.Counter(parts).most_common(10)


def counter_of_characters(n=500_000):
    text = "the quick brown fox " * (n // 20)
    return lambda: collections.Counter(text).most_common(5)


def default_dict(n=300_000):
    parts = words(n)

    def group():
        groups = collections.defaultdict(list)
        for i, part in enumerate(parts):
            groups[part].append(i)
        return len(groups), max(len(group) for group in groups.values())
    return group


def dict_of_tuples(n=100_000):
    def fill():
        cells = {}
        for i in range(n):
            cells[i % 1000, i // 1000] = i
        return sum(cells[x, y] for x in range(0, 1000, 7) for y in range(n // 1000))
    return fill


def set_algebra(n=200_000):
    a, b = set(range(0, n, 2)), set(range(0, n, 3))
    return lambda: (len(a & b), len(a | b), len(a - b), len(a ^ b), sum(1 for i in range(n) if i in a))


def comprehensions(n=300_000):
    return lambda: (sum([i * i for i in range(n) if i % 3]), len({i % 1000: i for i in range(n)}), sum(i for i in range(n)))


def deque(n=300_000):
    def turn():
        queue = collections.deque(maxlen=1000)
        for i in range(n):
            queue.append(i)
            if i % 3 == 0:
                queue.popleft()
        return sum(queue)
    return turn


def heap(n=100_000):
    generator = random.Random(1)
    numbers = [generator.randrange(10**6) for _ in range(n)]

    def drain():
        queue = []
        for number in numbers:
            heapq.heappush(queue, number)
        return [heapq.heappop(queue) for _ in range(n)][::n // 7], heapq.nlargest(5, numbers)
    return drain


def bisection(n=200_000):
    return lambda: sum(bisect.bisect_left(range_list, i * 7919 % n) for i in range(n)) if (range_list := list(range(n))) else None


def itertools_chains(n=300_000):
    return lambda: (sum(itertools.islice(itertools.chain(range(n), range(n)), 0, None, 3)), sum(itertools.accumulate(range(n // 2))),
                    sum(len(list(group)) for _, group in itertools.groupby(range(n), key=lambda i: i // 10)))


def itertools_product(n=200_000):
    side = int(math.sqrt(n))
    return lambda: (sum(a * b for a, b in itertools.product(range(side), repeat=2)), sum(a + b for a, b in itertools.combinations(range(side), 2)), sum(a - b for a, b in itertools.pairwise(range(n))))


def statistics_mean(n=50_000):
    numbers = [i * 1.37 % 100 for i in range(n)]
    return lambda: (statistics.mean(numbers), statistics.fmean(numbers), statistics.median(numbers))


def statistics_stdev(n=20_000):
    numbers = [i * 1.37 % 100 for i in range(n)]
    return lambda: (statistics.stdev(numbers), statistics.quantiles(numbers))


def sha256(n=1_000_000):
    data = bytes(range(250)) * (n // 250)
    return lambda: hashlib.sha256(data).hexdigest()


def md5(n=1_000_000):
    data = bytes(range(250)) * (n // 250)
    return lambda: hashlib.md5(data).hexdigest()


def base64_round(n=1_000_000):
    data = bytes(range(250)) * (n // 250)
    return lambda: base64.b64decode(base64.b64encode(data)) == data


def bytes_work(n=500_000):
    data = bytes(range(250)) * (n // 250)
    return lambda: (sum(data), data.count(b"\x01\x02"), len(data.hex()), len(data.decode("latin-1").encode("utf-8")), len(data.replace(b"\x00", b"--")))


def random_random(n=1_000_000):
    generator = random.Random(1)
    return lambda: generator.seed(2) or sum(generator.random() for _ in range(n))


def random_choices(n=100_000):
    generator = random.Random(1)
    return lambda: generator.seed(3) or (sum(generator.randint(1, 6) for _ in range(n)), generator.choice("abc"), generator.sample(range(n), 5), generator.gauss(0, 1))


def deep_copy(n=10_000):
    data = [{"id": i, "tags": ["a", "b"], "of": (i, [i])} for i in range(n)]
    return lambda: copy.deepcopy(data) == data


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)


def dataclasses(n=50_000):
    return lambda: (sum(point.x for point in sorted(Point(i * 7919 % n, i) for i in range(n))), asdict(Point(1, 2, ["a"])), repr(Point(3)))


def named_tuples(n=100_000):
    Row = collections.namedtuple("Row", "id name price")
    return lambda: sum(row.price for row in [Row(i, "n", i / 2) for i in range(n)])


def cached_function(n=200_000):
    @lru_cache(maxsize=None)
    def square(x):
        return x * x
    return lambda: sum(square(i % 1000) for i in range(n))


def functional(n=300_000):
    return lambda: (reduce(lambda a, b: a + b, range(n)), sum(map(lambda x: x * 2, range(n))), len(list(filter(None, range(n)))), sum(a * b for a, b in zip(range(n), range(n))), max(enumerate(range(n)))[0])


def float_math(n=200_000):
    return lambda: sum(math.sqrt(i) * math.sin(i) + math.floor(i / 3) for i in range(n))


def text_wrapping(n=20_000):
    text = " ".join(words(n))
    return lambda: len(textwrap.fill(text, 70))


def exceptions(n=100_000):
    def count():
        caught = 0
        for i in range(n):
            try:
                if i % 2:
                    raise ValueError(i)
                int("x")
            except ValueError:
                caught += 1
        return caught
    return count


def templates(n=20_000):
    template = string.Template("$who owes ${what} at $when")
    return lambda: len("".join(template.substitute(who="a%d" % i, what=i, when="noon") for i in range(n)))
