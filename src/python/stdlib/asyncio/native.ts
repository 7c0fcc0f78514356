/**
 * What an event loop cannot do in Python: step a coroutine that may wait for the host, and sleep until something happens.
 */
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call } from "../../runtime/call.ts";
import { waitFor } from "../../runtime/coroutines.ts";
import { functions, methods } from "../../runtime/define.ts";
import type { PyDict } from "../../runtime/dict.ts";
import { exceptionField, isException } from "../../runtime/exceptions.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { PyCoroutine, PyGenerator } from "../../runtime/generator.ts";
import { HostWait } from "../../runtime/host-wait.ts";
import { asInt } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { waitingForms } from "../../runtime/suspension.ts";
import { toPython } from "../../runtime/traceback.ts";
import { defineType } from "../../runtime/types.ts";
import { PyException, PyFloat, PyList, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";

/** Where a loop finds what happened outside of it. */
class PyInbox extends PyObject {
  items: PyValue[] = [];
  arrival: HostWait | null = null;

  put(item: PyValue): void {
    this.items.push(item);
    this.arrival?.settle(null);
    this.arrival = null;
  }

  /** Settles when there is something. */
  next(): HostWait | null {
    if (this.items.length > 0) return null;
    this.arrival ??= new HostWait();
    return this.arrival;
  }
}

/** A wait of the host, for Python. */
class PyPending extends PyObject {
  readonly wait: HostWait;
  constructor(wait: HostWait) {
    super();
    this.wait = wait;
  }
}

const inboxType: PyType = defineType("_Inbox", PyInbox, { isPython: true, module: "asyncio", final: true });
const pendingType: PyType = defineType("_Pending", PyPending, { isPython: true, module: "asyncio", final: true });

methods(inboxType, {
  "put(self, item, /)"(self: PyInbox, item: PyValue) {
    self.put(item);
    return null;
  },
  "take(self, /)"(self: PyInbox) {
    const { items } = self;
    self.items = [];
    return new PyList(items);
  },
  "wait_for_items(self, /)"(self: PyInbox) {
    const wait = self.next();
    if (wait !== null) current.interpreter.scheduler.block(wait);
    return null;
  },
});
methods(pendingType, {
  "cancel(self, /)"(self: PyPending) {
    self.wait.cancel();
    return null;
  },
});
waitingForms.set("wait_for_items", function* waitForItems(f, args, keywords) {
  const self = f instanceof PyBuiltin ? f.self : undefined;
  if (!(self instanceof PyInbox)) return call(f, args, keywords);
  const wait = self.next();
  if (wait !== null) yield* waitFor(wait);
  return null;
});

const YIELDED = 0,
  RETURNED = 1,
  WAITS = 2,
  RAISED = 3;

/** One step of a coroutine: what came of it, and the value. */
function step(coroutine: PyValue, error: PyValue): PyTuple {
  try {
    if (coroutine instanceof PyCoroutine || coroutine instanceof PyGenerator) {
      const { done, value } = error instanceof PyException ? coroutine.throwIn(error) : coroutine.send(null);
      if (done === true) return new PyTuple([RETURNED, value]);
      return value instanceof HostWait
        ? new PyTuple([WAITS, new PyPending(value)])
        : new PyTuple([YIELDED, value as PyValue]);
    }
    const value =
      error instanceof PyException
        ? call(getAttribute(coroutine, "throw"), [error])
        : call(getAttribute(coroutine, "send"), [null]);
    return new PyTuple([YIELDED, value]);
  } catch (thrown) {
    const exception = toPython(thrown);
    if (!(exception instanceof PyException)) throw exception;
    if (isException(exception, "StopIteration"))
      return new PyTuple([RETURNED, exceptionField(exception, "value") ?? exception.args.items[0] ?? null]);
    return new PyTuple([RAISED, exception]);
  }
}

function secondsOf(value: PyValue): number {
  const seconds = value instanceof PyFloat ? value.v : Number(asInt(value) ?? NaN);
  if (Number.isNaN(seconds)) throw raise.TypeError("a delay must be a number");
  return Math.max(0, seconds);
}

/** Puts `item` into the inbox once the wait has settled. */
function deliver(wait: HostWait, inbox: PyValue, item: PyValue): void {
  if (!(inbox instanceof PyInbox)) throw raise.TypeError("an inbox is expected");
  wait.whenSettled(() => inbox.put(item));
}

export function loadNative(globals: PyDict): void {
  functions(globals, "asyncio", {
    "_Inbox()": () => new PyInbox(),
    "_step(coroutine, error, /)": step,
    "_timer(seconds, inbox, item, /)"(seconds: PyValue, inbox: PyValue, item: PyValue) {
      const wait = current.interpreter.scheduler.timer(secondsOf(seconds));
      deliver(wait, inbox, item);
      return new PyPending(wait);
    },
    "_when_settled(pending, inbox, item, /)"(pending: PyValue, inbox: PyValue, item: PyValue) {
      if (!(pending instanceof PyPending)) throw raise.TypeError("something pending is expected");
      deliver(pending.wait, inbox, item);
      return null;
    },
  });
}
