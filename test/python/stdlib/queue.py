"""queue: a producer, a consumer, and the ends of patience."""
import queue
import threading
import time
q = queue.Queue(maxsize=2)
done = threading.Event()
lock = threading.Lock()
log = []
def producer():
    for i in range(6):
        q.put(i)
        with lock: log.append(("put", i))
        time.sleep(0.001)
    q.put(None)
def consumer():
    while True:
        item = q.get()
        if item is None:
            done.set()
            return
        with lock: log.append(("got", item))
        q.task_done()
ts = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for t in ts: t.start()
done.wait()
for t in ts: t.join()
print([x for k, x in log if k == "got"], len(log))

for action in (lambda: queue.Queue().get(block=False), lambda: queue.Queue().get(timeout=0.01), lambda: queue.SimpleQueue().get_nowait(),
               lambda: queue.SimpleQueue().get(timeout=0.01)):
    try:
        action()
    except queue.Empty as error:
        print(type(error).__module__, type(error).__name__)
full = queue.Queue(1)
full.put(1)
for action in (lambda: full.put(2, block=False), lambda: full.put(2, timeout=0.01), lambda: full.put_nowait(2)):
    try:
        action()
    except queue.Full:
        print("full", full.full(), full.qsize(), full.empty())
priority, last = queue.PriorityQueue(), queue.LifoQueue()
for n in (3, 1, 2):
    priority.put(n)
    last.put(n)
print([priority.get() for _ in range(3)], [last.get() for _ in range(3)])
work = queue.Queue()
def worker():
    while True:
        n = work.get()
        done_by.append(n * n)
        work.task_done()
done_by = []
for _ in range(2):
    threading.Thread(target=worker, daemon=True).start()
for n in range(6):
    work.put(n)
work.join()
print(sorted(done_by))
try:
    work.task_done()
except ValueError as error:
    print(error)
