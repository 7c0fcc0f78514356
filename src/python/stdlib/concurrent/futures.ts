/**
 * The module `concurrent.futures`, in Python. A pool of processes is a pool of threads here: neither computes in
 * parallel, and what waits for tools overlaps in both.
 */
export const source: string = `
import threading
import types
from _thread import _let_others_run, _now
from collections import deque

__all__ = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "InvalidStateError",
           "BrokenExecutor", "Future", "Executor", "wait", "as_completed", "ProcessPoolExecutor", "ThreadPoolExecutor"]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_WORDS = {"PENDING": "pending", "RUNNING": "running", "CANCELLED": "cancelled", "FINISHED": "finished"}


class Error(Exception):
    pass


class CancelledError(Error):
    pass


TimeoutError = TimeoutError


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


for _class in (Error, CancelledError, InvalidStateError):
    _class.__module__ = "concurrent.futures._base"


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._done_callbacks = []

    __class_getitem__ = classmethod(types.GenericAlias)

    def __repr__(self):
        words = _WORDS[self._state]
        if self._state == "FINISHED":
            if self._exception is not None:
                words += f" raised {type(self._exception).__name__}"
            else:
                words += f" returned {type(self._result).__name__}"
        return f"<{type(self).__name__} at {id(self):#x} state={words}>"

    def _end(self, state):
        self._state = state
        self._condition.notify_all()
        return self._done_callbacks[:]

    def _call_back(self, callbacks):
        for callback in callbacks:
            try:
                callback(self)
            except Exception as error:
                threading._report(f"exception calling callback for {self!r}\\n{threading._format_exception(error)}")

    def cancel(self):
        with self._condition:
            if self._state in ("RUNNING", "FINISHED"):
                return False
            if self._state == "CANCELLED":
                return True
            callbacks = self._end("CANCELLED")
        self._call_back(callbacks)
        return True

    def cancelled(self):
        return self._state == "CANCELLED"

    def running(self):
        _let_others_run()
        return self._state == "RUNNING"

    def _is_done(self):
        return self._state in ("CANCELLED", "FINISHED")

    def done(self):
        if not self._is_done():
            _let_others_run()
        return self._is_done()

    def add_done_callback(self, fn):
        with self._condition:
            if not self._is_done():
                self._done_callbacks.append(fn)
                return
        self._call_back([fn])

    def _await_end(self, timeout):
        with self._condition:
            if not self._is_done():
                self._condition.wait_for(self._is_done, timeout)
            if self._state == "CANCELLED":
                raise CancelledError()
            if self._state != "FINISHED":
                raise TimeoutError()

    def result(self, timeout=None):
        self._await_end(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def exception(self, timeout=None):
        self._await_end(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        if self._state == "CANCELLED":
            return False
        if self._state != "PENDING":
            raise RuntimeError("Future in unexpected state")
        self._state = "RUNNING"
        return True

    def _set(self, result, exception):
        with self._condition:
            if self._is_done():
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            callbacks = self._end("FINISHED")
        self._call_back(callbacks)

    def set_result(self, result):
        self._set(result, None)

    def set_exception(self, exception):
        self._set(None, exception)


DoneAndNotDoneFutures = None


def _make_results():
    global DoneAndNotDoneFutures
    from collections import namedtuple
    DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


_make_results()


class _Watch:
    """Collects futures as they end."""

    def __init__(self, futures):
        self.condition = threading.Condition(threading.Lock())
        self.ended = deque()
        for future in futures:
            future.add_done_callback(self.note)

    def note(self, future):
        with self.condition:
            self.ended.append(future)
            self.condition.notify_all()


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    watch = _Watch(fs)

    def is_enough():
        if len(watch.ended) == len(fs):
            return True
        if return_when == FIRST_COMPLETED:
            return len(watch.ended) > 0
        if return_when == FIRST_EXCEPTION:
            return any(not f.cancelled() and f._exception is not None for f in watch.ended)
        return False

    with watch.condition:
        watch.condition.wait_for(is_enough, timeout)
        done = set(watch.ended)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    fs = set(fs)
    total = len(fs)
    end = None if timeout is None else _now() + timeout
    watch = _Watch(fs)
    yielded = 0
    while yielded < total:
        with watch.condition:
            left = None if end is None else end - _now()
            if not watch.ended and not watch.condition.wait_for(lambda: watch.ended, left):
                raise TimeoutError(f"{total - yielded} (of {total}) futures unfinished")
            future = watch.ended.popleft()
        yielded += 1
        fs.discard(future)
        yield future
        future = None


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else _now() + timeout
        fs = deque([self.submit(fn, *args) for args in zip(*iterables)])

        def results():
            try:
                while fs:
                    future = fs.popleft()
                    yield future.result() if end is None else future.result(end - _now())
            finally:
                for future in fs:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.shutdown(wait=True)
        return False


_counter = 0


class _WorkItem:
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, future, fn, args, kwargs):
        self.future, self.fn, self.args, self.kwargs = future, fn, args, kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _counter
        if max_workers is None:
            max_workers = 32
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._condition = threading.Condition(threading.Lock())
        self._work = deque()
        self._idle = 0
        self._threads = set()
        self._shutdown = False
        self._broken = False
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{_counter}"
        _counter += 1
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._condition:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._work.append(_WorkItem(future, fn, args, kwargs))
            is_served = self._idle >= len(self._work)
            self._condition.notify()
        if not is_served and len(self._threads) < self._max_workers:
            name = f"{self._thread_name_prefix}_{len(self._threads)}"
            # An action does not end while work is left; idle workers keep nothing waiting.
            thread = threading.Thread(name=name, target=self._serve, daemon=False)
            self._threads.add(thread)
            thread.start()
        return future

    def _serve(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException as error:
                threading._report(f"Exception in initializer:\\n{threading._format_exception(error)}")
                self._break("A thread initializer failed, the thread pool is not usable anymore")
                return
        while True:
            with self._condition:
                self._idle += 1
                while not self._work and not self._shutdown:
                    self._condition.wait()
                self._idle -= 1
                if not self._work:
                    return
                item = self._work.popleft()
            item.run()
            item = None

    def _break(self, reason):
        with self._condition:
            self._broken = reason
            left = list(self._work)
            self._work.clear()
        for item in left:
            item.future.set_exception(BrokenThreadPool(reason))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._condition:
            self._shutdown = True
            cancelled = []
            if cancel_futures:
                cancelled = [item.future for item in self._work]
                self._work.clear()
            self._condition.notify_all()
        for future in cancelled:
            future.cancel()
        if wait:
            for thread in list(self._threads):
                thread.join()


class BrokenThreadPool(BrokenExecutor):
    pass


class ProcessPoolExecutor(ThreadPoolExecutor):
    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        super().__init__(max_workers, "", initializer, initargs)
`;
