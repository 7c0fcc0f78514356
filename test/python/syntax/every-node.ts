/** A program in which every kind of node of Python 3.11 stands at least once. */
export const EVERY_NODE: string = String.raw`"""Doc."""
from __future__ import annotations
import a.b as c, d
from .. import e as f, g
from .h import *

@decorator(1, *args, key=2, **kwargs)
@x.y
def function(a, b: int = 1, /, c=2, *rest: *Ts, d, e: str = "x", **more) -> None:
    global name
    del a, (b, c.d), [e[0]]
    return (yield), *more

async def coroutine():
    nonlocal_ = await thing ** -2
    async for i, *j in k:
        continue
    else:
        pass
    async with m as n, o:
        return [p async for p in q if r if s for t in u]
    yield from_

class Class(Base, metaclass=Meta):
    value: int
    other: list[int] = []
    (grouped): int = 3
    target.attribute: str = "s"
    def method(self):
        def inner():
            nonlocal self
            raise
        raise E from cause

x = y = z, = 1, 0x1F, 0o17, 0b101, 1_000, 123456789012345678901234567890, 1.5, 1e100, .5, 1e-7, 2j, ...
x += 1; x -= 1; x *= 2; x @= m; x /= 2; x %= 2; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 2; x //= 2
a = b or c and not d, e if f else g if h else i, lambda: 0, lambda a, *b, c=1, **d: a
a = 1 + 2 - 3 * 4 / 5 // 6 % 7 @ 8 ** -9 << 10 >> 11 & 12 | 13 ^ ~14, +a
a = b < c <= d == e != f > g >= h is i is not j in k not in l
a = [1, *b], (1,), (), {1, *b}, {1: 2, **b}, {}, [x for x in y], {x for x in y}, {x: y for x, y in z}, (x for x in y)
a = b[1], b[1:2], b[::3], b[1:2, ...], b[*c], b[d := 1], f(x for x in y), f(*a, b, *c, d=1, **e)
a = "s" 's' """t
t""", b"b" rb'\d', r"\n", u"u", "\x41\u0041\U00000041\101\n\
", 'é' "中文" '😀', True, False, None
a = f"{a}", f'{a!r:>{width}.{2}}', f"{a = }" f'{{}}' "plain", f"""{
a + 1}""", rf'\{a:\d}', f'{a["k"]}'
if (n := len(a)) > 1: pass
elif b:
    pass
else: pass
while True:
    break
for i in 1, 2: print(i)
with (a as b, c as d,): pass
with (a), b as (c, d): pass
try:
    assert a, "message"
except A: pass
except (B, C) as e: pass
except: pass
else: pass
finally: pass
try: pass
except* A as e: pass
match a, *b:
    case 1 | -2.5 | 3 + 4j | "s" | b"b" | None | True: pass
    case [a, *_, b] | (c, *d): pass
    case {"k": v, 1: _, A.B: w, **rest} if rest: pass
    case Class(a, b.c, k=1, l=[]) as m: pass
    case (x): pass
    case _: pass
match = case = type = _ = 1
match(a)
type(b)
`;
