/**
 * The module `_thread`: locks, and threads as strands of the scheduler. Everything in `threading`, `queue` and
 * `concurrent.futures` that waits, waits in `acquire` of a lock; so this is the one place with two forms.
 */
import { PyBuiltin } from "../runtime/builtin.ts";
import { call } from "../runtime/call.ts";
import { waitFor } from "../runtime/coroutines.ts";
import { constructor, functions, methods, names } from "../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../runtime/dict.ts";
import { isException } from "../runtime/exceptions.ts";
import { identityOf } from "../runtime/hash.ts";
import { HostWait } from "../runtime/host-wait.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { asInt } from "../runtime/operators.ts";
import { exceptionTypes, raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { isCallable } from "../runtime/slots.ts";
import { current } from "../runtime/state.ts";
import { waitCall, type Waiting, waitingForms } from "../runtime/suspension.ts";
import { formatException } from "../runtime/traceback.ts";
import { isTrue } from "../runtime/truth.ts";
import { typeOf } from "../runtime/type-table.ts";
import { defineType } from "../runtime/types.ts";
import { type Keywords, PyException, PyFloat, PyObject, type PyType, type PyValue } from "../runtime/values.ts";

/** CPython's, in seconds: what a timeout may be at most. */
const TIMEOUT_MAX = 9223372036;
/** What `get_ident` gives for the main thread; the others follow. */
const FIRST_IDENTITY = 140_000_000_000_000;

/** A lock is handed to whoever waits longest. */
export class PyLock extends PyObject {
  /** Identity of the thread that holds it, -1 for none. */
  owner = -1;
  count = 0;
  readonly waiters: HostWait[] = [];
  get isReentrant(): boolean {
    return false;
  }

  /** Takes the lock if that needs no waiting. */
  take(): boolean {
    const me = current.identity;
    if (this.owner >= 0 && !(this.isReentrant && this.owner === me)) return false;
    this.owner = me;
    this.count++;
    return true;
  }

  /** Joins the queue; settles with whether the lock was got in time. */
  join(timeout: number): HostWait {
    const wait = new HostWait();
    this.waiters.push(wait);
    if (timeout < 0) return wait;
    const timer = current.interpreter.scheduler.timer(timeout);
    timer.whenSettled(() => {
      const index = this.waiters.indexOf(wait);
      if (index < 0) return;
      this.waiters.splice(index, 1);
      wait.settle(false);
    });
    wait.whenSettled(() => timer.cancel());
    return wait;
  }

  /** What the one who waited finds. */
  taken(isOurs: unknown): boolean {
    if (isOurs !== true) return false;
    this.owner = current.identity;
    this.count = 1;
    return true;
  }

  release(): void {
    if (--this.count > 0) return;
    const next = this.waiters.shift();
    if (next === undefined) {
      this.owner = -1;
      return;
    }
    // Held for the one who is told, until it runs.
    this.count = 1;
    this.owner = Infinity;
    next.settle(true);
  }
}

export class PyRLock extends PyLock {
  override get isReentrant(): boolean {
    return true;
  }
}

export const lockType: PyType = defineType("lock", PyLock, { module: "_thread" });
export const rlockType: PyType = defineType("RLock", PyRLock, { module: "_thread" });

/** `blocking` and `timeout` of acquire: seconds, negative for ever; undefined not to wait at all. */
function patience(blocking: PyValue, timeout: PyValue): number | undefined {
  const seconds = timeout instanceof PyFloat ? timeout.v : Number(asInt(timeout) ?? NaN);
  if (Number.isNaN(seconds))
    throw raise.TypeError(`'${typeOf(timeout).shown}' object cannot be interpreted as an integer`);
  if (!isTrue(blocking)) {
    if (seconds !== -1) throw raise.ValueError("can't specify a timeout for a non-blocking call");
    return undefined;
  }
  if (seconds < 0 && seconds !== -1) throw raise.ValueError("timeout value must be positive");
  if (seconds > TIMEOUT_MAX) throw raise.OverflowError("timeout value is too large");
  return seconds === 0 ? undefined : seconds;
}

function acquire(self: PyLock, blocking: PyValue, timeout: PyValue): boolean {
  const seconds = patience(blocking, timeout);
  if (self.take()) return true;
  if (seconds === undefined) return false;
  return self.taken(current.interpreter.scheduler.block(self.join(seconds)));
}

function* waitAcquire(self: PyLock, blocking: PyValue, timeout: PyValue): Waiting {
  const seconds = patience(blocking, timeout);
  if (self.take()) return true;
  if (seconds === undefined) return false;
  return self.taken(yield* waitFor(self.join(seconds)));
}

function release(self: PyLock): PyValue {
  if (self.isReentrant && self.owner !== current.identity) throw raise.RuntimeError("cannot release un-acquired lock");
  if (self.owner < 0) throw raise.RuntimeError("release unlocked lock");
  self.release();
  return null;
}

function showLock(self: PyLock): string {
  const state = self.owner < 0 ? "unlocked" : "locked";
  const at = `at 0x${identityOf(self).toString(16).padStart(12, "0")}`;
  return self.isReentrant
    ? `<${state} _thread.${self.cls.name} object owner=${self.owner < 0 ? 0 : FIRST_IDENTITY + self.owner} count=${self.count} ${at}>`
    : `<${state} _thread.${self.cls.name} object ${at}>`;
}

constructor(lockType, "(cls, /)", () => {
  throw raise.TypeError("cannot create '_thread.lock' instances");
});
constructor(
  rlockType,
  "(cls, /, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyRLock)(),
);
for (const type of [lockType, rlockType]) {
  methods(type, {
    "acquire(self, blocking=True, timeout=-1)": acquire,
    "release(self)": release,
    "__enter__(self)": (self: PyLock) => acquire(self, true, -1),
    "__exit__(self, *args)": (self: PyLock) => release(self),
    "__repr__(self, /)": showLock,
  });
}
methods(lockType, {
  "locked(self)": (self: PyLock) => self.owner >= 0,
  "_at_fork_reinit(self)"(self: PyLock) {
    self.owner = -1;
    self.count = 0;
    return null;
  },
});
methods(rlockType, {
  "_is_owned(self)": (self: PyLock) => self.owner === current.identity,
  "_release_save(self)"(self: PyLock) {
    if (self.owner !== current.identity) throw raise.RuntimeError("cannot release un-acquired lock");
    const { count } = self;
    self.count = 1;
    self.release();
    return count;
  },
  "_set_count(self, count)"(self: PyLock, count: PyValue) {
    self.count = Number(count);
    return null;
  },
});

waitingForms.set("acquire", function* waitingAcquire(f, args, keywords) {
  const self = f instanceof PyBuiltin ? f.self : undefined;
  if (!(self instanceof PyLock) || args.length > 2) return call(f, args, keywords);
  const blocking = args[0] ?? keywords?.get("blocking") ?? true,
    timeout = args[1] ?? keywords?.get("timeout") ?? -1;
  return yield* waitAcquire(self, blocking, timeout);
});
waitingForms.set("__enter__", function* waitingEnter(f, args, keywords) {
  const self = f instanceof PyBuiltin ? f.self : undefined;
  return self instanceof PyLock ? yield* waitAcquire(self, true, -1) : call(f, args, keywords);
});
waitingForms.set("_let_others_run", () => current.interpreter.scheduler.polled());

/** The body of a thread: its target, and the report of what it raised. */
function* threadBody(f: PyValue, args: PyValue[], keywords: Keywords | null): Waiting {
  try {
    return yield* waitCall(f, args, keywords);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    if (!isException(error, "SystemExit"))
      reportError(`Exception ignored in thread started by: ${repr(f)}\n${formatException(error, { isReport: true })}`);
    return null;
  }
}

/** Text for people, to `sys.stderr` where the program has it. */
export function reportError(text: string): void {
  const { interpreter } = current;
  const stream = interpreter.module("sys")?.globals.getString("stderr");
  const write = stream instanceof PyObject ? stream.findAttribute("write") : undefined;
  if (write === undefined) interpreter.write(text);
  else call(write, [text]);
}

function startThread(f: PyValue, args: PyValue, keywords: PyValue, isDaemon: boolean): number {
  if (!isCallable(f)) throw raise.TypeError("first arg must be callable");
  const named = keywords instanceof PyDict ? new Map([...keywords.entries()] as [string, PyValue][]) : null;
  const positional = itemsOf(args).slice();
  const strand = current.interpreter.scheduler.spawn(() => threadBody(f, positional, named), isDaemon);
  return FIRST_IDENTITY + strand.state.identity;
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    LockType: lockType,
    RLock: rlockType,
    _main_identity: FIRST_IDENTITY,
    TIMEOUT_MAX: new PyFloat(TIMEOUT_MAX),
    error: exceptionTypes.RuntimeError,
  });
  functions(globals, "_thread", {
    "allocate_lock()": () => new PyLock(),
    "get_ident()": () => FIRST_IDENTITY + current.identity,
    "get_native_id()": () => 1000 + current.identity,
    "start_new_thread(function, args, kwargs=None, /)": (f: PyValue, args: PyValue, keywords: PyValue) =>
      startThread(f, args, keywords, true),
    "_start_joinable(function, daemon, /)": (f: PyValue, daemon: PyValue) => startThread(f, "", null, isTrue(daemon)),
    "_let_others_run()"() {
      current.interpreter.scheduler.poll();
      return null;
    },
    "_now()": () => new PyFloat(current.interpreter.options.now()),
    "_report(text, /)"(text: PyValue) {
      reportError(String(text));
      return null;
    },
    "_format_exception(error, /)": (error: PyValue) => (error instanceof PyException ? formatException(error) : ""),
  });
}
