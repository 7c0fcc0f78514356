/** The larger classes of `contextlib`, in Python; the module has what they derive from. */
export const STACKS: string = `
from collections import deque
from functools import wraps
from types import MethodType


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class _AsyncGeneratorContextManager(AbstractAsyncContextManager, AsyncContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        # One generator serves one with statement; as a decorator each call needs its own.
        return self.__class__(self.func, self.args, self.kwds)

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as stop:
            return stop is not value
        except RuntimeError as error:
            if error is not value and not (
                    isinstance(value, (StopIteration, StopAsyncIteration)) and error.__cause__ is value):
                raise
            value.__traceback__ = traceback
            return False
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def asynccontextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


def _special(cm, kind, *names):
    cls = type(cm)
    try:
        return tuple(getattr(cls, name) for name in names)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind} protocol") from None


class _BaseExitStack:
    def __init__(self):
        # (whether it is synchronous, callback): the newest is called first.
        self._exit_callbacks = deque()

    def pop_all(self):
        stack = type(self)()
        stack._exit_callbacks, self._exit_callbacks = self._exit_callbacks, deque()
        return stack

    def push(self, exit):
        method = getattr(type(exit), "__exit__", None)
        self._push(exit if method is None else MethodType(method, exit))
        return exit

    def enter_context(self, cm):
        enter, leave = _special(cm, "context manager", "__enter__", "__exit__")
        result = enter(cm)
        self._push(MethodType(leave, cm))
        return result

    def callback(self, callback, /, *args, **kwds):
        def wrapper(exc_type, exc, tb):
            callback(*args, **kwds)
        wrapper.__wrapped__ = callback
        self._push(wrapper)
        return callback

    def _push(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))


def _link_context(new, old, outer):
    # The contexts of what callbacks raise end where the exception before them was.
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old


class _Unwinding:
    """What is in flight while the callbacks of a stack run."""

    def __init__(self, details):
        import sys
        self.details = details
        self.outer = sys.exc_info()[1]
        self.had_exception = details[0] is not None
        self.suppressed = False
        self.pending_raise = False

    def returned(self, result):
        if result:
            self.suppressed, self.pending_raise, self.details = True, False, (None, None, None)

    def raised(self, error):
        _link_context(error, self.details[1], self.outer)
        self.pending_raise, self.details = True, (type(error), error, error.__traceback__)

    def finish(self):
        if self.pending_raise:
            error = self.details[1]
            context = error.__context__
            try:
                raise error
            except BaseException:
                error.__context__ = context
                raise
        return self.had_exception and self.suppressed


class ExitStack(_BaseExitStack, AbstractContextManager):
    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        state = _Unwinding(exc_details)
        while self._exit_callbacks:
            _, callback = self._exit_callbacks.pop()
            try:
                state.returned(callback(*state.details))
            except BaseException as error:
                state.raised(error)
        return state.finish()

    def close(self):
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    async def enter_async_context(self, cm):
        enter, leave = _special(cm, "asynchronous context manager", "__aenter__", "__aexit__")
        result = await enter(cm)
        self._push(MethodType(leave, cm), False)
        return result

    def push_async_exit(self, exit):
        method = getattr(type(exit), "__aexit__", None)
        self._push(exit if method is None else MethodType(method, exit), False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def wrapper(exc_type, exc, tb):
            await callback(*args, **kwds)
        wrapper.__wrapped__ = callback
        self._push(wrapper, False)
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        state = _Unwinding(exc_details)
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                result = callback(*state.details)
                state.returned(result if is_sync else await result)
            except BaseException as error:
                state.raised(error)
        return state.finish()
`;
