/** asyncio: tasks, and what waits for several of them. */
export const TASKS: string = `
FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

_task_count = 0


class Task(Future):
    def __init__(self, coro, *, loop=None, name=None, context=None):
        global _task_count
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        _task_count += 1
        self._name = f"Task-{_task_count}" if name is None else str(name)
        self._num_cancels_requested = 0
        self._must_cancel = False
        self._fut_waiter = None
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._loop.call_soon(self._advance, context=self._context)
        self._loop._tasks[self] = True

    def __repr__(self):
        words = self._words()
        if self._fut_waiter is not None:
            words.insert(1, f"wait_for={self._fut_waiter!r}")
        words.insert(1, f"name={self._name!r}")
        words.insert(2, f"coro=<{getattr(self._coro, '__qualname__', type(self._coro).__name__)}()>")
        if self._must_cancel:
            words[0] = "cancelling"
        return f"<Task {' '.join(words)}>"

    def get_coro(self):
        return self._coro

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        if self.done():
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._num_cancels_requested

    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
        return self._num_cancels_requested

    def _advance(self, error=None):
        if self.done():
            return
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        before = loop._current_task
        loop._current_task = self
        try:
            kind, value = _step(self._coro, error)
        finally:
            loop._current_task = before
        if kind == 0:
            self._wait_for(value)
        elif kind == 1:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(value)
            self._end()
        elif kind == 2:
            self._fut_waiter = _HostFuture(self, value)
        elif isinstance(value, CancelledError):
            self._cancelled_error = value
            super().cancel(msg=value.args[0] if value.args else None)
            self._end()
        else:
            super().set_exception(value)
            self._end()
            if isinstance(value, (KeyboardInterrupt, SystemExit)):
                raise value

    def _end(self):
        self._loop._tasks.pop(self, None)

    def _wait_for(self, value):
        is_blocking = getattr(value, "_asyncio_future_blocking", None)
        if is_blocking is not None:
            if value.get_loop() is not self._loop:
                self._fail(RuntimeError(f"Task {self!r} got Future {value!r} attached to a different loop"))
            elif not is_blocking:
                self._fail(RuntimeError(f"yield was used instead of yield from in task {self!r} with {value!r}"))
            elif value is self:
                self._fail(RuntimeError(f"Task cannot await on itself: {self!r}"))
            else:
                value._asyncio_future_blocking = False
                value.add_done_callback(self._wake, context=self._context)
                self._fut_waiter = value
                if self._must_cancel and value.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        elif value is None:
            self._loop.call_soon(self._advance, context=self._context)
        elif isinstance(value, types.GeneratorType):
            self._fail(RuntimeError(f"yield was used instead of yield from for generator in task {self!r} with {value!r}"))
        else:
            self._fail(RuntimeError(f"Task got bad yield: {value!r}"))

    def _fail(self, error):
        self._loop.call_soon(self._advance, error, context=self._context)

    def _wake(self, future):
        if future.cancelled():
            self._advance(future._make_cancelled_error())
        elif future._exception is not None:
            self._advance(future._exception)
        else:
            self._advance()


class _HostFuture:
    """What a task waits for in the middle of a step: the answer of a tool, a lock of a thread."""

    def __init__(self, task, pending):
        self.task = task
        self.handle = Handle(task._advance, (), task._loop, task._context)
        _when_settled(pending, task._loop._inbox, self.handle)

    def __repr__(self):
        return "<tool>"

    def cancel(self, msg=None):
        if self.handle._cancelled:
            return False
        self.handle.cancel()
        task = self.task
        task._cancel_message = msg
        task._loop.call_soon(task._advance, task._make_cancelled_error(), context=task._context)
        return True


def current_task(loop=None):
    if loop is None:
        loop = get_running_loop()
    return loop._current_task


def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return {task for task in loop._tasks if not task.done()}


def create_task(coro, *, name=None, context=None):
    loop = get_running_loop()
    if context is None:
        return loop.create_task(coro, name=name)
    return loop.create_task(coro, name=name, context=context)


async def _await(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not isinstance(coro_or_future, collections.abc.Awaitable):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _await(coro_or_future)
    if loop is None:
        loop = get_event_loop()
    return loop.create_task(coro_or_future)


@types.coroutine
def _let_others():
    yield


async def sleep(delay, result=None):
    if delay <= 0:
        await _let_others()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        handle.cancel()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    return await _wait(fs, timeout, return_when, get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    handle = None if timeout is None else loop.call_later(timeout, _release_waiter, waiter)
    left = len(fs)

    def note(future):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None):
            if handle is not None:
                handle.cancel()
            _release_waiter(waiter)

    is_needed = True
    for future in fs:
        if future.done():
            left -= 1
            if (return_when == FIRST_COMPLETED
                    or return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None):
                is_needed = False
    if is_needed and left > 0:
        watched = [future for future in fs if not future.done()]
        for future in watched:
            future.add_done_callback(note)
        try:
            await waiter
        finally:
            for future in watched:
                future.remove_done_callback(note)
    if handle is not None:
        handle.cancel()
    done = {future for future in fs if future.done()}
    return done, fs - done


def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


async def wait_for(fut, timeout):
    loop = get_running_loop()
    if timeout is None:
        return await fut
    if timeout <= 0:
        fut = ensure_future(fut, loop=loop)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    waiter = loop.create_future()
    handle = loop.call_later(timeout, _release_waiter, waiter)
    release = functools.partial(_release_waiter, waiter)
    fut = ensure_future(fut, loop=loop)
    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            await _cancel_and_wait(fut)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    finally:
        handle.cancel()


async def _cancel_and_wait(fut):
    waiter = get_running_loop().create_future()
    release = functools.partial(_release_waiter, waiter)
    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


def as_completed(fs, *, timeout=None):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    loop = get_event_loop()
    todo = {ensure_future(f, loop=loop) for f in set(fs)}
    done = Queue()
    handle = None

    def on_timeout():
        for future in todo:
            future.remove_done_callback(on_completion)
            done.put_nowait(None)
        todo.clear()

    def on_completion(future):
        if not todo:
            return
        todo.remove(future)
        done.put_nowait(future)
        if not todo and handle is not None:
            handle.cancel()

    async def wait_for_one():
        future = await done.get()
        if future is None:
            raise TimeoutError
        return future.result()

    for future in todo:
        future.add_done_callback(on_completion)
    if todo and timeout is not None:
        handle = loop.call_later(timeout, on_timeout)
    for _ in range(len(todo)):
        yield wait_for_one()


class _GatheringFuture(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        was_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                was_cancelled = True
        if was_cancelled:
            self._cancel_requested = True
        return was_cancelled


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        loop = get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer
    known = {}
    children = []
    loop = None
    finished = 0
    outer = None

    def note(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            if future._exception is not None:
                outer.set_exception(future._exception)
                return
        if finished == len(known):
            results = []
            for child in children:
                if child.cancelled():
                    results.append(CancelledError("" if child._cancel_message is None else child._cancel_message))
                else:
                    results.append(child._result if child._exception is None else child._exception)
            if outer._cancel_requested:
                outer.set_exception(future._make_cancelled_error())
            else:
                outer.set_result(results)

    for arg in coros_or_futures:
        if arg in known:
            future = known[arg]
        else:
            future = ensure_future(arg, loop=loop)
            if loop is None:
                loop = future.get_loop()
            known[arg] = future
            future.add_done_callback(note)
        children.append(future)
    outer = _GatheringFuture(children, loop=loop)
    return outer


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def on_inner(inner):
        if not outer.cancelled():
            _copy_state(inner, outer)

    def on_outer(outer):
        if not inner.done():
            inner.remove_done_callback(on_inner)

    inner.add_done_callback(on_inner)
    outer.add_done_callback(on_outer)
    return outer


def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures
    future = concurrent.futures.Future()

    def begin():
        try:
            task = ensure_future(coro, loop=loop)
            task.add_done_callback(lambda task: future.done() or future.set_running_or_notify_cancel() and _copy_state(task, future))
        except BaseException as error:
            future.set_exception(error)
            raise

    loop.call_soon_threadsafe(begin)
    return future


async def to_thread(func, /, *args, **kwargs):
    loop = get_running_loop()
    context = contextvars.copy_context()
    return await loop.run_in_executor(None, functools.partial(context.run, func, *args, **kwargs))
`;
