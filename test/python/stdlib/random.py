"""random: the same numbers for a seed, bit for bit."""
import random
import warnings

warnings.simplefilter("ignore")


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for seed in [0, 1, 42, -42, 2**32, 2**64 + 7, 10**50, "text", "", "\u20ac", b"bytes", bytearray(b"ba"), 1.5, -0.0, 1e300, True]:
    random.seed(seed)
    print(repr(seed), random.random(), random.getrandbits(32), random.getrandbits(1), random.getrandbits(53), random.getrandbits(100), random.randrange(10**20))
random.seed("old", version=1)
print(random.random())
random.seed(12345)
print([random.randint(1, 6) for _ in range(10)], [random.randrange(0, 100, 7) for _ in range(5)], [random.randrange(100, 0, -9) for _ in range(5)])
print(random.choice("abcdef"), random.choices("abc", k=5), random.choices([1, 2, 3], weights=[1, 5, 2], k=6), random.choices("xy", cum_weights=[0.5, 2], k=4))
items = list(range(20))
random.shuffle(items)
print(items)
print(random.sample(range(100), 10), random.sample("abcdefgh", 3), random.sample(range(10**9), 5), random.sample(["a", "b"], counts=[3, 4], k=5), random.sample(list(range(50)), 30))
print(random.randbytes(7), random.getrandbits(0), random.randbytes(0))
for name, args in [("uniform", (1, 10)), ("uniform", (2.5, -1.5)), ("triangular", ()), ("triangular", (1, 5, 2)), ("triangular", (3, 3, 3)), ("gauss", (0, 1)), ("gauss", (10.0, 2.5)), ("gauss", ()), ("normalvariate", ()),
                   ("normalvariate", (5, 2)), ("lognormvariate", (0, 0.25)), ("expovariate", (1.5,)), ("vonmisesvariate", (0, 4)), ("vonmisesvariate", (1, 0)), ("gammavariate", (2.5, 1.5)), ("gammavariate", (1, 2)),
                   ("gammavariate", (0.5, 1)), ("betavariate", (2, 3)), ("betavariate", (0.3, 0.7)), ("paretovariate", (3,)), ("weibullvariate", (1, 1.5))]:
    print(name, args, [getattr(random, name)(*args) for _ in range(4)])
state = random.getstate()
first = [random.random() for _ in range(3)] + [random.gauss(0, 1)]
random.setstate(state)
print(first == [random.random() for _ in range(3)] + [random.gauss(0, 1)], state[0], len(state[1]), state[2])
a, b = random.Random(7), random.Random(7)
print(a.random() == b.random(), a.random(), random.Random("x").randint(0, 999))
total = 0.0
generator = random.Random(2024)
for _ in range(2000):
    total += generator.random() + generator.gauss(0, 1) + generator.expovariate(2)
print(total)


class Half(random.Random):
    def random(self):
        return 0.5


class Bits(random.Random):
    def getrandbits(self, k):
        return 3


print(Half().randrange(10), Half().choice("abc"), Half().uniform(2, 4), Bits().randrange(10), Bits().random() != 0.5)


class Sub(random.Random):
    def __init__(self, newarg=None):
        random.Random.__init__(self)


Sub(newarg=1)
for action in [lambda: random.randrange(5, 5), lambda: random.randrange(0), lambda: random.randrange(1, 10, 0), lambda: random.randrange(10, 1, 2), lambda: random.choice([]), lambda: random.sample({1}, 1),
               lambda: random.sample([1], 2), lambda: random.choices([1], [1, 2]), lambda: random.choices([1], 2), lambda: random.seed([]), lambda: random.getrandbits(-1), lambda: random.getrandbits("x"),
               lambda: random.shuffle(5), lambda: random.setstate((1, 2, 3)), lambda: random.randrange(3, step=2), lambda: random.randint(5, 1), lambda: random.setstate((3, (1, 2), None)), lambda: random.randbytes(-1),
               lambda: random.choices([1, 2], [0, 0]), lambda: random.choices([1, 2], [1, float("inf")]), lambda: random.sample([1, 2], counts=[1], k=1), lambda: random.sample([1, 2], counts=[1, 1.5], k=1),
               lambda: random.choice(5), lambda: random.choices([1, 2], [1, 2], cum_weights=[1, 2]), lambda: random.gammavariate(-1, 1), lambda: random.SystemRandom().getstate()]:
    attempt(action)
system = random.SystemRandom()
print(0 <= system.random() < 1, 0 <= system.getrandbits(10) < 1024, system.seed(5), 1 <= system.randint(1, 3) <= 3, len(system.randbytes(5)))
random.seed(3)
print(random.randrange(10.0), random.randint(1, 3.0), random.uniform(1, 2))
attempt(random.randrange, 1.5)
attempt(random.randint, 1, 2.5)
generator = random.Random()
generator.random = [0.1, 0.9, 0.5].pop
print(generator.uniform(0.0, 10.0), generator.gauss(0, 1))
