"""concurrent.futures."""
import time
from concurrent.futures import *
from concurrent.futures import InvalidStateError
t0 = time.time()
def slow(n):
    time.sleep(0.1); return n * 2
with ThreadPoolExecutor(max_workers=5) as ex:
    print(list(ex.map(slow, range(5))))
    fs = {ex.submit(slow, i): i for i in range(5)}
    print(sorted(f.result() for f in as_completed(fs)))
    f = ex.submit(lambda: 1 / 0)
    try: f.result()
    except ZeroDivisionError as e: print("zde", e)
    d, n = wait([ex.submit(slow, 1), ex.submit(slow, 2)])
    print(len(d), len(n))
print(time.time() - t0 < 1)

with ThreadPoolExecutor(2) as pool:
    future = pool.submit(pow, 2, 5)
    seen = []
    future.add_done_callback(lambda f: seen.append(f.result()))
    print(future.result(), future.done(), future.cancelled(), future.cancel(), seen)
    slow_one = pool.submit(time.sleep, 0.2)
    try:
        slow_one.result(timeout=0.01)
    except TimeoutError as error:
        print("late", repr(error))
    print(wait([future, slow_one], return_when=FIRST_COMPLETED).done == {future})
    failing = pool.submit(int, "x")
    print(repr(failing.exception()))
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)
one = ThreadPoolExecutor(1)
first = one.submit(time.sleep, 0.05)
second = one.submit(print, "never")
print(second.cancel(), second.cancelled(), second.cancel())
try:
    second.result()
except CancelledError as error:
    print(repr(error))
one.shutdown()
own = Future()
own.set_result(1)
try:
    own.set_result(2)
except InvalidStateError as error:
    print(str(error)[:8], str(error)[-30:-1])
print(list(one_by_one := ThreadPoolExecutor(3).map(lambda a, b: a + b, [1, 2], [10, 20])))
try:
    ThreadPoolExecutor(0)
except ValueError as error:
    print(error)
