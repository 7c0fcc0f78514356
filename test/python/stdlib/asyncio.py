"""asyncio: tasks, timeouts, locks and queues."""
import asyncio, time
async def work(n, d):
    await asyncio.sleep(d)
    return n
async def main():
    t0 = time.time()
    print(await asyncio.gather(*[work(i, 0.1) for i in range(5)]))
    print(time.time() - t0 < 0.4)
    try:
        await asyncio.wait_for(work(1, 5), 0.05)
    except asyncio.TimeoutError:
        print("timeout")
    q = asyncio.Queue(maxsize=2)
    async def prod():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def cons():
        out = []
        while (x := await q.get()) is not None: out.append(x)
        return out
    async with asyncio.TaskGroup() as tg:
        tg.create_task(prod()); c = tg.create_task(cons())
    print(c.result())
    try:
        async with asyncio.timeout(0.05):
            await asyncio.sleep(10)
    except TimeoutError: print("to2")
    print(await asyncio.to_thread(lambda: 42))
    for f in asyncio.as_completed([work(3, 0.03), work(1, 0.01), work(2, 0.02)]):
        print(await f)
    t = asyncio.create_task(work(1, 10))
    await asyncio.sleep(0)
    t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled", t.cancelled())
    try:
        async with asyncio.TaskGroup() as tg:
            async def bad(): raise ValueError("x")
            tg.create_task(bad()); tg.create_task(work(1, 10))
    except* ValueError as eg: print(eg.exceptions)
    lock = asyncio.Lock(); log = []
    async def lw(i):
        async with lock:
            log.append(i); await asyncio.sleep(0.001); log.append(i)
    await asyncio.gather(lw(1), lw(2)); print(log)
    r = await asyncio.gather(work(1, 0.01), bad(), return_exceptions=True); print(r)
    done, pending = await asyncio.wait([asyncio.create_task(work(1, 0.01)), asyncio.create_task(work(2, 5))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    async def agen():
        for i in range(3):
            await asyncio.sleep(0.001); yield i
    print([x async for x in agen()])
    ev = asyncio.Event(); asyncio.get_running_loop().call_later(0.01, ev.set); print(await ev.wait())
    print(await asyncio.shield(work(5, 0.01)), asyncio.current_task().get_name())
    return "end"
print(asyncio.run(main()))


async def more():
    # Conditions, semaphores, barriers.
    condition, order = asyncio.Condition(), []
    async def waits(n):
        async with condition:
            await condition.wait_for(lambda: len(order) >= n)
            order.append(n)
    tasks = [asyncio.create_task(waits(n)) for n in (2, 1, 0)]
    await asyncio.sleep(0)
    for _ in range(3):
        async with condition:
            condition.notify_all()
        await asyncio.sleep(0.001)
    await asyncio.gather(*tasks)
    print(order)
    semaphore, running, most = asyncio.Semaphore(2), 0, 0
    async def limited():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1
    await asyncio.gather(*[limited() for _ in range(6)])
    print(most, semaphore.locked())
    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*[barrier.wait() for _ in range(3)])), barrier.n_waiting, barrier.broken)
    bounded = asyncio.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    # Queues.
    for kind in (asyncio.PriorityQueue, asyncio.LifoQueue):
        queue = kind()
        for n in (2, 3, 1):
            queue.put_nowait(n)
        print([queue.get_nowait() for _ in range(3)], queue.empty())
    queue = asyncio.Queue(1)
    queue.put_nowait(1)
    for attempt in (lambda: queue.put_nowait(2), lambda: (queue.get_nowait(), queue.get_nowait())):
        try:
            attempt()
        except (asyncio.QueueFull, asyncio.QueueEmpty) as error:
            print(type(error).__name__)
    # Futures.
    future = asyncio.get_running_loop().create_future()
    try:
        future.result()
    except asyncio.InvalidStateError as error:
        print(error)
    future.set_result(7)
    print(await future, future)
    # Cancelling: what a task does with it is its own affair.
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            return f"survived {error}"
    task = asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(0)
    task.cancel("message")
    print(await task, task.get_name(), task.cancelled(), task.cancelling())
    try:
        await asyncio.gather(asyncio.sleep(0.001), asyncio.wait_for(asyncio.sleep(1), 0.001))
    except TimeoutError as error:
        print(repr(error))
    async with asyncio.timeout(None) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 10)
    print(limit.expired(), limit)
    # Context variables belong to a task.
    import contextvars
    variable = contextvars.ContextVar("variable", default=0)
    async def sets(n):
        variable.set(n)
        await asyncio.sleep(0)
        return variable.get()
    print(await asyncio.gather(sets(1), sets(2)), variable.get())
    print(await asyncio.to_thread(variable.get), asyncio.iscoroutinefunction(sets), asyncio.iscoroutine(1))
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, lambda: "executor"))
    calls = []
    loop.call_soon(calls.append, 1)
    loop.call_later(0.001, calls.append, 2).cancel()
    await asyncio.sleep(0.005)
    print(calls, len(asyncio.all_tasks()), asyncio.current_task() in asyncio.all_tasks())
    try:
        asyncio.run(sets(1))
    except RuntimeError as error:
        print(error)


import warnings
warnings.simplefilter("ignore")
asyncio.run(more())
with asyncio.Runner() as runner:
    print(runner.run(work(1, 0)), runner.run(work(2, 0)))
for attempt in (lambda: asyncio.run(5), lambda: asyncio.get_running_loop(), lambda: asyncio.create_task(5)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)


async def timers():
    loop, fired = asyncio.get_running_loop(), []
    late = loop.call_later(5, fired.append, "late")
    loop.call_later(0.2, fired.append, "early")
    late.cancel()
    await asyncio.sleep(0.001)
    print(fired)
    for n in (9, 3, 6):
        loop.call_later(n / 1000, fired.append, n)
    await asyncio.sleep(0.02)
    print(fired)


asyncio.run(timers())


async def turns():
    seen = []

    async def one(name):
        for i in range(3):
            seen.append((name, i))
            await asyncio.sleep(0)
        return name

    limit = asyncio.Semaphore(2)

    async def within(i):
        async with limit:
            await asyncio.sleep(0)
            return i

    print(await asyncio.gather(one("a"), one("b")), seen)
    print(await asyncio.gather(*map(within, range(4))))


asyncio.run(turns())

# The parts of the package by the names that tracebacks show.
import asyncio.exceptions as own_exceptions
from asyncio import tasks
from asyncio.queues import QueueFull

print(asyncio.exceptions.CancelledError is own_exceptions.CancelledError is asyncio.CancelledError, tasks.Task is asyncio.Task, QueueFull, tasks.__name__)


# Asynchronous generators: cancelled while their finally waits, and closed with their loop.
async def slow(name):
    try:
        await asyncio.sleep(1)
        yield name
    finally:
        await asyncio.sleep(0)
        print("left", name)


async def ticking(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)
        if name == "bad": 1 / 0


async def drain(name):
    async for _ in slow(name): pass


kept = []


async def leave(name):
    task = asyncio.create_task(drain("a"))
    await asyncio.sleep(0.01)
    task.cancel()
    try: await task
    except asyncio.CancelledError: print("cancelled")
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: print(context["message"][:57], repr(context["exception"])))
    kept.append(ticking(name))
    async for value in kept[-1]:
        print(name, value)
        break


for name in ("good", "bad"): asyncio.run(leave(name))


import types
@types.coroutine
def pause(): yield
async def paused():
    await pause()
    yield 1
closed = anext(paused(), "default").__await__()
print(closed.send(None))
closed.close()
try: closed.send(None)
except RuntimeError as error: print(error)


class Awkward:
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self): 1 / 0


async def awkward():
    async for _ in Awkward(): pass


try: awkward().send(None)
except TypeError as error: print(error, repr(error.__cause__))
import sys
print(sys.get_asyncgen_hooks())
for hooks in ((1,), (None, 2)):
    try: sys.set_asyncgen_hooks(*hooks)
    except TypeError as error: print(error)

async def groups_and_deadlines():
    group = asyncio.TaskGroup()

    def enter():
        try:
            for _ in group.__aenter__().__await__():
                pass
        except RuntimeError as error:
            print(error)

    loop = asyncio.get_running_loop()
    loop.call_soon(enter)
    await asyncio.sleep(0)
    rest = asyncio.sleep(0)
    for _ in range(2):
        try:
            group.create_task(rest)
        except RuntimeError as error:
            print(error)
        async with group:
            pass
        try:
            async with group:
                pass
        except RuntimeError as error:
            print(error)
            break
    await rest
    # Two deadlines at one time are both over.
    seen = []
    when = loop.time() + 0.01
    try:
        async with asyncio.timeout_at(when) as outer:
            try:
                async with asyncio.timeout_at(when) as inner:
                    await asyncio.sleep(10)
            except asyncio.CancelledError:
                seen.append("cancelled")
                raise
    except TimeoutError as error:
        seen.append(repr(error))
    print(seen, outer.expired(), inner.expired(), loop.call_at(when + 100, print).when() == when + 100)


asyncio.run(groups_and_deadlines())

from asyncio.tasks import *

print("heappush" in globals(), Task is asyncio.Task)
