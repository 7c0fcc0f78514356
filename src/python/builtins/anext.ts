/** `anext(iterator, default)`: an awaitable that gives the default where the iterator is exhausted. */
import { getAttribute } from "../runtime/attributes.ts";
import { call0, call1 } from "../runtime/call.ts";
import { methods } from "../runtime/define.ts";
import { isException } from "../runtime/exceptions.ts";
import { awaitable, delegate, type JsGenerator, plain, stopIteration } from "../runtime/generator.ts";
import { defineIterator, PyNativeIterator } from "../runtime/iterate.ts";
import type { PyType, PyValue } from "../runtime/values.ts";
import { thrownException } from "./generator.ts";

function* nextOrDefault(step: PyValue, fallback: PyValue): JsGenerator {
  try {
    return yield* delegate(awaitable(step));
  } catch (error) {
    if (isException(error, "StopAsyncIteration")) return fallback;
    throw error;
  }
}

export class PyAnextAwaitable extends PyNativeIterator {
  readonly #step: PyValue;
  readonly #body: JsGenerator;
  #isClosed = false;

  constructor(step: PyValue, fallback: PyValue) {
    super();
    this.#step = step;
    this.#body = nextOrDefault(step, fallback);
  }

  next(): PyValue {
    return this.send(null);
  }

  send(value: PyValue): PyValue {
    // What was closed says itself that it cannot go on.
    if (this.#isClosed) return call1(getAttribute(awaitable(this.#step), "send"), value);
    return this.#finish(this.#body.next(value));
  }

  throwIn(error: unknown): PyValue {
    return this.#finish(this.#body.throw(error));
  }

  close(): void {
    this.#isClosed = true;
    this.#body.return(null);
    call0(getAttribute(awaitable(this.#step), "close"));
  }

  #finish(result: IteratorResult<unknown, PyValue>): PyValue {
    if (result.done === true) throw stopIteration(result.value ?? null);
    // A wait for the host passes through to whoever drives the coroutine.
    return result.value as PyValue;
  }
}

export const anextAwaitableType: PyType = defineIterator("anext_awaitable", PyAnextAwaitable);
methods(anextAwaitableType, {
  "__await__(self, /)": (self: PyAnextAwaitable) => self,
  "send(self, arg, /)": (self: PyAnextAwaitable, value: PyValue) => plain(self.send(value)),
  "throw(self, type, value=None, traceback=None, /)": (
    self: PyAnextAwaitable,
    kind: PyValue,
    value: PyValue,
    traceback: PyValue,
  ) => plain(self.throwIn(thrownException(kind, value, traceback))),
  "close(self, /)"(self: PyAnextAwaitable) {
    self.close();
    return null;
  },
});
