import sched

now = 0


def clock():
    return now


def delay(seconds):
    global now
    now += seconds


log = []
s = sched.scheduler(clock, delay)
s.enter(10, 1, log.append, ("ten",))
s.enter(5, 2, log.append, argument=("five low",))
s.enter(5, 1, log.append, ("five high",))
s.enterabs(7, 1, lambda *args, **kwargs: log.append((args, kwargs)), (1,), {"k": 2})
gone = s.enter(6, 1, log.append, ("never",))
again = s.enter(5, 1, lambda: s.enter(1, 1, log.append, ("nested",)))
print([(event.time, event.priority) for event in s.queue], s.empty(), gone.time, gone.argument, gone.kwargs)
s.cancel(gone)
try:
    s.cancel(gone)
except ValueError as error:
    print("ValueError")
print(s.run(blocking=False), log)
now = 5
print(s.run(False), log)
s.run()
print(log, now, s.empty(), s.run(), s.queue)
