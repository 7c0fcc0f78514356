/** The module `sched`. */
export const source: string = String.raw`
import heapq
import time
from collections import namedtuple
from itertools import count

__all__ = ["scheduler"]

_Fields = namedtuple("Event", "time priority sequence action argument kwargs")


class Event(_Fields):
    __slots__ = ()

    def _order(self):
        return self.time, self.priority, self.sequence

    def __lt__(self, other):
        return self._order() < other._order()

    def __le__(self, other):
        return self._order() <= other._order()

    def __gt__(self, other):
        return self._order() > other._order()

    def __ge__(self, other):
        return self._order() >= other._order()


_absent = object()


class scheduler:
    """Calls functions at set times, by whatever clock it is given."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue = []
        self._numbers = count()
        self.timefunc = timefunc
        self.delayfunc = delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=_absent):
        event = Event(time, priority, next(self._numbers), action, argument, {} if kwargs is _absent else kwargs)
        heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_absent):
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        self._queue.remove(event)
        heapq.heapify(self._queue)

    def empty(self):
        return not self._queue

    def run(self, blocking=True):
        while self._queue:
            event = self._queue[0]
            now = self.timefunc()
            if event.time > now:
                if not blocking:
                    return event.time - now
                self.delayfunc(event.time - now)
                continue
            heapq.heappop(self._queue)
            event.action(*event.argument, **event.kwargs)
            # Other threads may run.
            self.delayfunc(0)

    @property
    def queue(self):
        return sorted(self._queue)
`;
