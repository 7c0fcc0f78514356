"""threading: whatever the order of threads may be, these are the results."""
import threading
lock = threading.Lock()
items = []
ready = threading.Event()
def producer():
    for i in range(3):
        with lock:
            items.append(i)
    ready.set()
def consumer():
    ready.wait()
    with lock:
        print("got", items)
c = threading.Thread(target=consumer)
p = threading.Thread(target=producer)
c.start(); p.start()
c.join(); p.join()
print(c.name, c.is_alive(), threading.active_count(), threading.current_thread().name)
sem = threading.Semaphore(2)
out = []
def w(i):
    with sem:
        out.append(i)
ts = [threading.Thread(target=w, args=(i,)) for i in range(5)]
for t in ts: t.start()
for t in ts: t.join()
print(out)
e = threading.Event()
print(e.wait(0.05))
b = threading.Barrier(3)
passed = []
def bw():
    passed.append(b.wait())
ts = [threading.Thread(target=bw) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(passed))
d = threading.local()
d.x = 1
def lw():
    print(hasattr(d, "x"))
    d.x = 5
t = threading.Thread(target=lw)
t.start()
t.join()
print(d.x)
errors = []
threading.excepthook = lambda args: errors.append((args.exc_type, str(args.exc_value), args.thread.name))
def bad():
    raise ValueError("oops")
t = threading.Thread(target=bad, name="bad one")
t.start()
t.join()
print(errors)
t = threading.Timer(0.05, lambda: print("timer"))
t.start()
t.join()
t = threading.Timer(10, lambda: print("never"))
t.start()
t.cancel()
t.join()

# Errors of use.
for attempt in (lambda: t.start(), lambda: threading.Thread().join(), lambda: threading.Lock().release(), lambda: threading.RLock().release(),
                lambda: threading.Condition().wait(), lambda: threading.Condition().notify(), lambda: threading.Semaphore(-1),
                lambda: threading.current_thread().join(), lambda: threading.Lock().acquire(False, 1), lambda: threading.Lock().acquire(True, -2)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)

sem = threading.BoundedSemaphore(1)
try:
    sem.release()
except ValueError as error:
    print(error)

# Conditions, with a predicate and with a timeout.
cond = threading.Condition()
state = []
def waits():
    with cond:
        print(cond.wait_for(lambda: len(state) == 2, timeout=5))
t = threading.Thread(target=waits)
t.start()
for item in "ab":
    with cond:
        state.append(item)
        cond.notify_all()
t.join()
with cond:
    print(cond.wait(0.01))

# A barrier that one leaves in time breaks for the others.
broken = threading.Barrier(2)
def leaves():
    try:
        broken.wait(0.02)
    except threading.BrokenBarrierError:
        print("broken", broken.broken)
t = threading.Thread(target=leaves)
t.start()
t.join()

lock = threading.RLock()
with lock:
    with lock:
        print(lock._is_owned())
print(lock._is_owned())

class Data(threading.local):
    kind = "class"
    def __init__(self, start):
        self.value = start
data = Data(3)
data.value += 1
seen = []
t = threading.Thread(target=lambda: seen.append((data.value, data.kind)))
t.start()
t.join()
print(seen, data.value, data.__dict__)
print(threading.main_thread().name, threading.active_count(), threading.enumerate() == [threading.main_thread()])

# Generators and sorting keys wait too.
def values():
    for n in range(3):
        event = threading.Event()
        threading.Timer(0.001, event.set).start()
        event.wait()
        yield n
collected = []
t = threading.Thread(target=lambda: collected.extend(values()))
t.start()
t.join()
print(collected)
