/** generator, coroutine, async_generator: their methods. */
import { attributes, methods } from "../runtime/define.ts";
import {
  asyncGeneratorType,
  asyncStepType,
  coroutineType,
  coroutineWrapperType,
  generatorType,
  plain,
  PyAsyncGenerator,
  PyAsyncStep,
  PyCoroutine,
  PyCoroutineWrapper,
  PyGenerator,
  type PyResumable,
  stopIteration,
} from "../runtime/generator.ts";
import { identityOf } from "../runtime/hash.ts";
import { call, call1 } from "../runtime/call.ts";
import { asString } from "../runtime/operators.ts";
import { exceptionTypes, raise } from "../runtime/raise.ts";
import { repr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { typeOf } from "../runtime/type-table.ts";
import { isSubtype } from "../runtime/types.ts";
import {
  PyException,
  PyFrame,
  PyTraceback,
  PyTuple,
  PyType,
  type PyIterator,
  type PyValue,
} from "../runtime/values.ts";
import { NamespaceDict } from "../runtime/dict.ts";

/** The exception that `throw(type, value, traceback)` means. */
export function thrownException(type: PyValue, value: PyValue, traceback: PyValue): PyException {
  if (traceback !== null && !(traceback instanceof PyTraceback))
    throw raise.TypeError("throw() third argument must be a traceback object");
  let exception: PyException;
  if (type instanceof PyException) {
    if (value !== null) throw raise.TypeError("instance exception may not have a separate value");
    exception = type;
  } else if (type instanceof PyType && isSubtype(type, exceptionTypes.BaseException)) {
    exception = value instanceof PyException && isSubtype(value.cls, type) ? value : made(type, value);
  } else
    throw raise.TypeError(
      `exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).shown}`,
    );
  if (traceback instanceof PyTraceback) exception.traceback = traceback;
  return exception;
}

/** The exception, or why there is none, which is thrown in its place. */
function made(type: PyType, value: PyValue): PyException {
  let exception: PyValue;
  try {
    exception = call(type, value === null ? [] : value instanceof PyTuple ? [...value.items] : [value]);
  } catch (error) {
    if (error instanceof PyException) return error;
    throw error;
  }
  if (exception instanceof PyException) return exception;
  return raise.TypeError(
    `calling ${repr(type)} should have returned an instance of BaseException, not ${typeOf(exception).shown}`,
  ) as PyException;
}

function finish(result: IteratorResult<unknown, PyValue>): PyValue {
  if (result.done === true) throw stopIteration(result.value);
  return plain(result.value);
}

function common(type: PyType, prefix: string): void {
  methods(type, {
    "__repr__(self, /)": (self: PyResumable) =>
      `<${prefix === "ag" ? "async_generator" : prefix === "cr" ? "coroutine" : "generator"} object ${self.qualname} at 0x${identityOf(self).toString(16).padStart(12, "0")}>`,
  });
  const names = (what: "name" | "qualname") => ({
    get: (self: PyResumable): PyValue => self[what],
    set(self: PyResumable, value: PyValue | undefined): void {
      const text = value === undefined ? undefined : asString(value);
      if (text === undefined) throw raise.TypeError(`__${what}__ must be set to a string object`);
      self[what] = text;
    },
  });
  attributes<PyResumable>(type, {
    __name__: names("name"),
    __qualname__: names("qualname"),
    [`${prefix}_running`]: (self) => self.state === "running",
    [`${prefix}_code`]: (self) => self.code,
    [`${prefix}_frame`]: (self) => (self.state === "closed" ? null : frameOf(self)),
    [prefix === "gi" ? "gi_yieldfrom" : `${prefix}_await`]: (self) =>
      self.state === "suspended" ? self.delegate : null,
    [`${prefix}_suspended`]: (self) => self.state === "suspended",
  });
}
const frames = new WeakMap<PyResumable, PyFrame>();
function frameOf(self: PyResumable): PyFrame {
  let frame = frames.get(self);
  if (frame === undefined) {
    frame = new PyFrame(self.code, self.code.globals ?? new NamespaceDict(), self.code.fields.firstLine);
    frames.set(self, frame);
  }
  return frame;
}
common(generatorType, "gi");
common(coroutineType, "cr");
common(asyncGeneratorType, "ag");
attributes<PyCoroutine>(coroutineType, { cr_origin: () => null });

for (const type of [generatorType, coroutineType]) {
  methods(type, {
    "send(self, arg, /)": (self: PyGenerator, value: PyValue) => finish(self.send(value)),
    "throw(self, type, value=None, traceback=None, /)": (
      self: PyGenerator,
      kind: PyValue,
      value: PyValue,
      traceback: PyValue,
    ) => finish(self.throwIn(thrownException(kind, value, traceback))),
    "close(self, /)": (self: PyGenerator) => self.close(),
  });
}
// A generator's own `__next__` tells its return value, which the common one of iterators cannot.
methods(generatorType, {
  "__next__(self, /)": (self: PyGenerator) => finish(self.send(null)),
});

const coroutineWrapper = new WeakMap<PyCoroutine, PyCoroutineWrapper>();
methods(coroutineType, {
  "__await__(self, /)"(self: PyCoroutine) {
    let wrapper = coroutineWrapper.get(self);
    if (wrapper === undefined) {
      wrapper = new PyCoroutineWrapper(self);
      coroutineWrapper.set(self, wrapper);
    }
    return wrapper;
  },
});
// A coroutine is no iterator.
PyCoroutine.prototype.iterate = function iterate(): PyIterator {
  throw raise.TypeError("'coroutine' object is not iterable");
};
PyAsyncGenerator.prototype.iterate = function iterate(): PyIterator {
  throw raise.TypeError("'async_generator' object is not iterable");
};
methods(coroutineWrapperType, {
  "__next__(self, /)": (self: PyCoroutineWrapper) => finish(self.coroutine.send(null)),
  "send(self, arg, /)": (self: PyCoroutineWrapper, value: PyValue) => finish(self.coroutine.send(value)),
  "throw(self, type, value=None, traceback=None, /)": (
    self: PyCoroutineWrapper,
    kind: PyValue,
    value: PyValue,
    traceback: PyValue,
  ) => finish(self.coroutine.throwIn(thrownException(kind, value, traceback))),
  "close(self, /)": (self: PyCoroutineWrapper) => self.coroutine.close(),
});

function newStep(self: PyAsyncGenerator, action: "send" | "throw" | "close", argument: PyValue): PyAsyncStep {
  if (!self.isKnown) {
    self.isKnown = true;
    const { firstiter } = current.asyncGeneratorHooks;
    if (firstiter !== null) call1(firstiter, self);
  }
  return new PyAsyncStep(self, action, argument);
}

methods(asyncGeneratorType, {
  "__aiter__(self, /)": (self: PyAsyncGenerator) => self,
  "__anext__(self, /)": (self: PyAsyncGenerator) => newStep(self, "send", null),
  "asend(self, value, /)": (self: PyAsyncGenerator, value: PyValue) => newStep(self, "send", value),
  "athrow(self, type, value=None, traceback=None, /)": (
    self: PyAsyncGenerator,
    kind: PyValue,
    value: PyValue,
    traceback: PyValue,
  ) => newStep(self, "throw", thrownException(kind, value, traceback)),
  "aclose(self, /)": (self: PyAsyncGenerator) => newStep(self, "close", null),
});
attributes<PyAsyncGenerator>(asyncGeneratorType, { ag_running: (self) => self.isRunningAsync });

methods(asyncStepType, {
  "__await__(self, /)": (self: PyAsyncStep) => self,
  "__next__(self, /)": (self: PyAsyncStep) => stepOf(self, null),
  "send(self, arg, /)": (self: PyAsyncStep, value: PyValue) => stepOf(self, value),
  "throw(self, type, value=None, traceback=None, /)"(
    self: PyAsyncStep,
    kind: PyValue,
    value: PyValue,
    traceback: PyValue,
  ) {
    const result = self.throwIn(thrownException(kind, value, traceback));
    if (result === undefined) throw stopIteration(null);
    return result;
  },
  "close(self, /)"(self: PyAsyncStep) {
    self.close();
    return null;
  },
});

function stepOf(step: PyAsyncStep, value: PyValue): PyValue {
  const result =
    value === null || (step.state === "created" && step.action !== "send")
      ? step.next()
      : step.advance(
          (generator) =>
            generator.send(step.state === "iterating" && step.action === "send" ? (value ?? step.argument) : value),
          value,
        );
  if (result === undefined) throw stopIteration(null);
  return plain(result);
}
