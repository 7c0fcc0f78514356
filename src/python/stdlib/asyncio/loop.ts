/** asyncio: exceptions, handles, the event loop, and which loop is running. */
export const LOOP: string = `
import collections.abc
import contextvars
import functools
import sys
import threading
import types
from _thread import get_ident, _let_others_run, _now, _report, _format_exception
from heapq import heapify, heappush, heappop

__all__ = ["AbstractEventLoop", "AbstractEventLoopPolicy", "ALL_COMPLETED", "Barrier", "BoundedSemaphore", "BrokenBarrierError", "CancelledError", "Condition", "DefaultEventLoopPolicy", "Event",
           "FIRST_COMPLETED", "FIRST_EXCEPTION", "Future", "Handle", "InvalidStateError", "LifoQueue", "Lock", "PriorityQueue", "Queue",
           "QueueEmpty", "QueueFull", "Runner", "Semaphore", "Task", "TaskGroup", "Timeout", "TimeoutError", "TimerHandle", "all_tasks",
           "as_completed", "create_task", "current_task", "ensure_future", "gather", "get_event_loop", "get_event_loop_policy", "get_running_loop", "iscoroutine",
           "iscoroutinefunction", "isfuture", "new_event_loop", "run", "run_coroutine_threadsafe", "set_event_loop", "set_event_loop_policy", "shield", "sleep",
           "timeout", "timeout_at", "to_thread", "wait", "wait_for", "wrap_future"]


class CancelledError(BaseException):
    """The task or future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


class BrokenBarrierError(RuntimeError):
    """The barrier is broken by barrier.abort() call."""


for _class in (CancelledError, InvalidStateError, BrokenBarrierError):
    _class.__module__ = "asyncio.exceptions"


class Handle:
    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def __repr__(self):
        if self._cancelled:
            return f"<{type(self).__name__} cancelled>"
        return f"<{type(self).__name__} {getattr(self._callback, '__qualname__', self._callback)}()>"

    def cancel(self):
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": f"Exception in callback {getattr(self._callback, '__qualname__', self._callback)}",
                "exception": error, "handle": self})


class TimerHandle(Handle):
    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._timer = None
        self._is_scheduled = False

    def when(self):
        return self._when

    def cancel(self):
        super().cancel()
        if self._is_scheduled:
            self._timer.cancel()
            self._loop._forget_timer()

    def __lt__(self, other):
        return self._when < other._when


class AbstractEventLoop:
    """What is common to event loops; the one there is, is made by new_event_loop()."""


class BaseEventLoop(AbstractEventLoop):
    def __init__(self):
        self._inbox = _Inbox()
        self._ready = collections.deque()
        self._thread_id = None
        self._stopping = False
        self._closed = False
        self._rounds = 0
        self._debug = False
        self._exception_handler = None
        self._default_executor = None
        self._task_factory = None
        self._tasks = {}
        self._current_task = None
        self._asyncgens = []
        self._asyncgens_kept = 16
        self._timers = []
        self._cancelled_timers = 0
        self._start = _now()
        self._round_time = 0

    def __repr__(self):
        return f"<_UnixSelectorEventLoop running={self.is_running()} closed={self.is_closed()} debug={self.get_debug()}>"

    def time(self):
        return _now() - self._start

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def is_running(self):
        return self._thread_id is not None

    def is_closed(self):
        return self._closed

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._inbox.put(handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        # Counted from when this round began: what is delayed less comes first, however long the round takes.
        return self.call_at(self._round_time + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        handle = TimerHandle(when, callback, args, self, context)
        handle._timer = _timer(handle._when - self.time(), self._inbox, handle)
        handle._is_scheduled = True
        heappush(self._timers, handle)
        return handle

    def _forget_timer(self):
        self._cancelled_timers += 1
        if self._cancelled_timers > 100 and self._cancelled_timers * 2 > len(self._timers):
            self._timers = [handle for handle in self._timers if not handle._cancelled]
            heapify(self._timers)
            self._cancelled_timers = 0

    def _make_due(self, last):
        """Whatever should have run by the time of a handle is ready, in order."""
        timers = self._timers
        while timers and timers[0]._when <= last._when:
            handle = heappop(timers)
            handle._is_scheduled = False
            if not handle._cancelled:
                handle._timer.cancel()
                self._ready.append(handle)

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is not None:
            task = self._task_factory(self, coro) if context is None else self._task_factory(self, coro, context=context)
            if name is not None:
                task.set_name(name)
            return task
        return Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def _run_once(self):
        ready = self._ready
        if not ready:
            self._inbox.wait_for_items()
            self._rounds = 0
        else:
            # A loop that is never idle lets the world in now and then.
            self._rounds += 1
            if self._rounds % 16 == 0:
                _let_others_run()
        self._round_time = self.time()
        for handle in self._inbox.take():
            if type(handle) is not TimerHandle:
                ready.append(handle)
            elif handle._is_scheduled and not handle._cancelled:
                self._make_due(handle)
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()

    def run_forever(self):
        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._thread_id = get_ident()
        self._round_time = self.time()
        _set_running_loop(self)
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgen_firstiter_hook)
        try:
            while True:
                if self._stopping:
                    self._inbox.put(_NOTHING)
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread_id = None
            sys.set_asyncgen_hooks(*hooks)
            _set_running_loop(None)

    def run_until_complete(self, future):
        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        is_new = not isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop)
        try:
            self.run_forever()
        finally:
            future.remove_done_callback(_stop_loop)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def stop(self):
        self._stopping = True

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        self._closed = True
        self._ready.clear()
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=False)
            self._default_executor = None

    def _asyncgen_firstiter_hook(self, agen):
        # Nobody collects: those that have ended go when the list has doubled.
        if len(self._asyncgens) >= self._asyncgens_kept:
            self._asyncgens = [each for each in self._asyncgens if each.ag_frame is not None]
            self._asyncgens_kept = 2 * len(self._asyncgens) + 16
        self._asyncgens.append(agen)

    async def shutdown_asyncgens(self):
        closing = [each for each in self._asyncgens if each.ag_frame is not None]
        self._asyncgens = []
        if not closing:
            return
        results = await gather(*[each.aclose() for each in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {agen!r}",
                    "exception": result,
                    "asyncgen": agen,
                })

    async def shutdown_default_executor(self):
        executor = self._default_executor
        self._default_executor = None
        if executor is not None:
            executor.shutdown(wait=True)

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if executor is None:
            executor = self._default_executor
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor
                executor = self._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        self._default_executor = executor

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        text = context.get("message") or "Unhandled exception in event loop"
        for key in sorted(context):
            if key not in ("message", "exception"):
                text += f"\\n{key}: {context[key]!r}"
        error = context.get("exception")
        if error is not None:
            text += "\\n" + _format_exception(error).rstrip("\\n")
        _report(text + "\\n")

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
            return
        try:
            self._exception_handler(self, context)
        except Exception as error:
            self.default_exception_handler({"message": "Unhandled error in exception handler", "exception": error, "context": context})


SelectorEventLoop = BaseEventLoop


class _Nothing:
    _cancelled = True


_NOTHING = _Nothing()


def _stop_loop(future):
    if not future.cancelled():
        if isinstance(future._exception, (SystemExit, KeyboardInterrupt)):
            return
    future.get_loop().stop()


_running_loops = {}


def _get_running_loop():
    return _running_loops.get(get_ident())


def _set_running_loop(loop):
    if loop is None:
        _running_loops.pop(get_ident(), None)
    else:
        _running_loops[get_ident()] = loop


def get_running_loop():
    loop = _running_loops.get(get_ident())
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


class AbstractEventLoopPolicy:
    """Decides which loop a thread has."""


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    def __init__(self):
        self._loops = {}

    def get_event_loop(self):
        me = get_ident()
        if me not in self._loops and threading.current_thread() is threading.main_thread():
            self._loops[me] = self.new_event_loop()
        loop = self._loops.get(me)
        if loop is None:
            raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._loops[get_ident()] = loop

    def new_event_loop(self):
        return BaseEventLoop()


_policy = None


def get_event_loop_policy():
    global _policy
    if _policy is None:
        _policy = DefaultEventLoopPolicy()
    return _policy


def set_event_loop_policy(policy):
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy = policy


def get_event_loop():
    loop = _running_loops.get(get_ident())
    return get_event_loop_policy().get_event_loop() if loop is None else loop


def set_event_loop(loop):
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    return get_event_loop_policy().new_event_loop()


def iscoroutine(obj):
    return isinstance(obj, (types.CoroutineType, collections.abc.Coroutine))


_CO_COROUTINE = 0x80


def iscoroutinefunction(func):
    while isinstance(func, (functools.partial, types.MethodType)):
        func = func.func if isinstance(func, functools.partial) else func.__func__
    return isinstance(func, types.FunctionType) and bool(func.__code__.co_flags & _CO_COROUTINE)
`;
