/** What exceptions do. The hierarchy is a table in `runtime/exceptions.ts`. */
import { instanceDict, setInstanceDict } from "../runtime/attributes.ts";
import { call, callDunder } from "../runtime/call.ts";
import { attributes, constructor, members, methods } from "../runtime/define.ts";
import { PyDict } from "../runtime/dict.ts";
import { exceptionField, isException } from "../runtime/exceptions.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { enterNative, leaveNative, paid, spend } from "../runtime/limits.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { exceptionTypes, newException, raise, withField, type ExceptionName } from "../runtime/raise.ts";
import { repr, toStr } from "../runtime/show.ts";
import { bindArguments, parseSignature } from "../runtime/signature.ts";
import { toSize } from "../runtime/subscript.ts";
import { shownArgument, tracebackType, typeOf } from "../runtime/type-table.ts";
import { isSubtype, lookup } from "../runtime/types.ts";
import { toBufferBytes } from "./buffer.ts";
import { makeGeneric } from "./generic-alias.ts";
import {
  type Keywords,
  PyBytes,
  PyException,
  PyFrame,
  PyList,
  PyTraceback,
  PyTuple,
  PyType,
  type PyValue,
} from "../runtime/values.ts";

const base = exceptionTypes.BaseException;

constructor(base, "(cls, *args, **kwargs)", newException);

methods(base, {
  "__init__(self, *args, **kwargs)"(self: PyException, args: PyValue[], keywords: Keywords) {
    if (keywords.size > 0) throw raise.TypeError(`${self.cls.shown}() takes no keyword arguments`);
    self.args = new PyTuple(args);
    return null;
  },
  "__repr__(self, /)"(self: PyException) {
    const { items } = self.args;
    return items.length === 1 ? `${self.cls.name}(${repr(items[0] as PyValue)})` : `${self.cls.name}${repr(self.args)}`;
  },
  "__str__(self, /)"(self: PyException) {
    const { items } = self.args;
    return items.length === 0 ? "" : items.length === 1 ? toStr(items[0] as PyValue) : repr(self.args);
  },
  "with_traceback(self, tb, /)"(self: PyException, traceback: PyValue) {
    self.traceback = toTraceback(traceback);
    return self;
  },
  "add_note(self, note, /)"(self: PyException, note: PyValue) {
    if (asString(note) === undefined) throw raise.TypeError(`note must be a str, not '${typeOf(note).shown}'`);
    const notes = self.findAttribute("__notes__");
    if (notes === undefined) self.assignAttribute("__notes__", new PyList([note]));
    else if (notes instanceof PyList) notes.items.push(note);
    else throw raise.TypeError("Cannot add note: __notes__ is not a list");
    return null;
  },
  "__setstate__(self, state, /)"(self: PyException, state: PyValue) {
    if (state === null) return null;
    if (!(state instanceof PyDict)) throw raise.TypeError("state is not a dictionary");
    spend(state.size);
    for (const [key, value] of state.entries()) self.assignAttribute(asString(key) ?? "", value);
    return null;
  },
  "__reduce__(self, /)"(self: PyException) {
    const state = instanceDict(self);
    return new PyTuple(state.size > 0 ? [self.cls, self.args, state] : [self.cls, self.args]);
  },
});

function toTraceback(value: PyValue): PyTraceback | null {
  if (value === null || value instanceof PyTraceback) return value;
  throw raise.TypeError("__traceback__ must be a traceback or None");
}

function chained(value: PyValue | undefined, what: string): PyValue {
  if (value === undefined) throw raise.TypeError(`${what} may not be deleted`);
  if (value !== null && !(value instanceof PyException)) {
    throw raise.TypeError(
      `exception ${what === "__cause__" ? "cause" : "context"} must be None or derive from BaseException`,
    );
  }
  return value;
}

attributes<PyException>(base, {
  args: {
    get: (self) => self.args,
    set(self, value) {
      if (value === undefined) throw raise.TypeError("args may not be deleted");
      self.args = new PyTuple(itemsOf(value));
    },
  },
  __traceback__: {
    get: (self) => self.traceback,
    set(self, value) {
      if (value === undefined) throw raise.TypeError("__traceback__ may not be deleted");
      self.traceback = toTraceback(value);
    },
  },
  __cause__: {
    get: (self) => self.cause,
    set(self, value) {
      self.cause = chained(value, "__cause__");
      self.suppressContext = true;
    },
  },
  __context__: {
    get: (self) => self.context,
    set(self, value) {
      self.context = chained(value, "__context__");
    },
  },
  __dict__: {
    get: (self) => instanceDict(self),
    set(self, value) {
      if (!(value instanceof PyDict))
        throw raise.TypeError(`__dict__ must be set to a dictionary, not a '${typeOf(value ?? null).shown}'`);
      setInstanceDict(self, value);
    },
  },
});
members<PyException>(base, {
  __suppress_context__: {
    get: (self) => self.suppressContext,
    set(self, value) {
      self.suppressContext = value === true;
    },
  },
});

/** Members over the fields that an exception carries. */
function fieldMembers(name: ExceptionName, names: readonly string[]): void {
  members<PyException>(
    exceptionTypes[name],
    Object.fromEntries(
      names.map((field) => [
        field,
        {
          get: (self: PyException) => exceptionField(self, field),
          set: (self: PyException, value: PyValue | undefined) => {
            if (value === undefined) self.fields?.delete(field);
            else withField(self, field, value);
          },
        },
      ]),
    ),
  );
}

/** `__init__` that also sets fields. */
function initialise(
  name: ExceptionName,
  parameters: string,
  set: (self: PyException, args: PyValue[], keywords: Keywords) => void,
): void {
  methods(exceptionTypes[name], {
    [`__init__(self, ${parameters})`](self: PyException, args: PyValue[], keywords: Keywords) {
      self.args = new PyTuple(args);
      set(self, args, keywords);
      return null;
    },
  });
}

/** Keyword arguments that an exception takes beside its arguments; without one, what it had is forgotten. */
function takeKeywords(
  self: PyException,
  keywords: Keywords,
  allowed: readonly string[],
  shown: string = self.cls.name,
): void {
  for (const name of allowed) self.fields?.delete(name);
  for (const [key, value] of keywords) {
    if (!allowed.includes(key)) throw raise.TypeError(`'${key}' is an invalid keyword argument for ${shown}()`);
    withField(self, key, value);
  }
}

fieldMembers("StopIteration", ["value"]);
initialise("StopIteration", "*args, **kwargs", (self, args) => withField(self, "value", args[0] ?? null));
fieldMembers("SystemExit", ["code"]);
initialise("SystemExit", "*args, **kwargs", (self, args) =>
  withField(self, "code", args.length > 1 ? new PyTuple(args) : (args[0] ?? null)),
);
fieldMembers("NameError", ["name"]);
initialise("NameError", "*args, **kwargs", (self, _args, keywords) =>
  takeKeywords(self, keywords, ["name"], "NameError"),
);
fieldMembers("AttributeError", ["name", "obj"]);
initialise("AttributeError", "*args, **kwargs", (self, _args, keywords) =>
  takeKeywords(self, keywords, ["name", "obj"], "AttributeError"),
);
fieldMembers("ImportError", ["msg", "name", "path"]);
initialise("ImportError", "*args, **kwargs", (self, args, keywords) => {
  takeKeywords(self, keywords, ["name", "path"], "ImportError");
  if (args.length === 1) withField(self, "msg", args[0] as PyValue);
  else self.fields?.delete("msg");
});
methods(exceptionTypes.ImportError, {
  "__reduce__(self, /)"(self: PyException) {
    const state = new PyDict(instanceDict(self).copyTable());
    for (const name of ["name", "path"]) {
      const value = exceptionField(self, name);
      if (value !== null) state.setString(name, value);
    }
    return new PyTuple(state.size > 0 ? [self.cls, self.args, state] : [self.cls, self.args]);
  },
  "__str__(self, /)"(self: PyException) {
    const message = exceptionField(self, "msg");
    return typeof message === "string" ? message : (callBase(self, "__str__") as string);
  },
});

function callBase(self: PyException, name: string): PyValue {
  const method = base.namespace.get(name);
  return call(method as PyValue, [self]);
}

methods(exceptionTypes.KeyError, {
  "__str__(self, /)": (self: PyException) =>
    self.args.items.length === 1 ? repr(self.args.items[0] as PyValue) : (callBase(self, "__str__") as string),
});

// OSError: the number decides the subclass.

const ERRNO: ReadonlyMap<number, ExceptionName> = new Map([
  [11, "BlockingIOError"],
  [114, "BlockingIOError"],
  [115, "BlockingIOError"],
  [10, "ChildProcessError"],
  [32, "BrokenPipeError"],
  [108, "BrokenPipeError"],
  [103, "ConnectionAbortedError"],
  [111, "ConnectionRefusedError"],
  [104, "ConnectionResetError"],
  [17, "FileExistsError"],
  [2, "FileNotFoundError"],
  [21, "IsADirectoryError"],
  [20, "NotADirectoryError"],
  [4, "InterruptedError"],
  [13, "PermissionError"],
  [1, "PermissionError"],
  [3, "ProcessLookupError"],
  [110, "TimeoutError"],
]);

function setOsFields(self: PyException, args: readonly PyValue[]): void {
  self.args = new PyTuple(args);
  if (args.length < 2 || args.length > 5) return;
  const [errno, text, filename, , filename2] = args;
  withField(self, "errno", errno ?? null);
  withField(self, "strerror", text ?? null);
  if (filename === undefined || filename === null) return;
  if (self.cls === exceptionTypes.BlockingIOError && isNumber(filename)) {
    withField(self, WRITTEN, toSize(filename));
    return;
  }
  withField(self, "filename", filename);
  if (filename2 !== undefined && filename2 !== null) withField(self, "filename2", filename2);
  self.args = new PyTuple(args.slice(0, 2));
}

function isNumber(value: PyValue): boolean {
  const { proto } = typeOf(value);
  return proto["t$__index__"] !== undefined || proto["t$__float__"] !== undefined;
}

/** A class with an `__init__` of its own and no `__new__` gets its fields by the former, any other by the latter. */
function isSetByInit(cls: PyType): boolean {
  const { OSError } = exceptionTypes;
  return (
    lookup(cls, "__init__") !== OSError.namespace.get("__init__") &&
    lookup(cls, "__new__") === OSError.namespace.get("__new__")
  );
}

constructor(exceptionTypes.OSError, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[], keywords: Keywords) => {
  const isLater = isSetByInit(cls);
  if (!isLater && keywords.size > 0) throw raise.TypeError(`${cls.shown}() takes no keyword arguments`);
  let type = cls;
  const [errno] = args;
  if (cls === exceptionTypes.OSError && args.length >= 2 && args.length <= 5) {
    const name = ERRNO.get(Number(asInt(errno as PyValue)));
    if (name !== undefined) type = exceptionTypes[name];
  }
  const exception = newException(type, []);
  if (!isLater) setOsFields(exception, args);
  return exception;
});
methods(exceptionTypes.OSError, {
  "__init__(self, *args, **kwargs)"(self: PyException, args: PyValue[], keywords: Keywords) {
    if (!isSetByInit(self.cls)) return null;
    if (keywords.size > 0) throw raise.TypeError(`${self.cls.shown}() takes no keyword arguments`);
    setOsFields(self, args);
    return null;
  },
  "__str__(self, /)"(self: PyException) {
    const has = (name: string): boolean => self.fields?.has(name) === true;
    if (has("filename")) {
      const second = has("filename2") ? ` -> ${repr(exceptionField(self, "filename2"))}` : "";
      return `[Errno ${toStr(exceptionField(self, "errno"))}] ${toStr(exceptionField(self, "strerror"))}: ${repr(exceptionField(self, "filename"))}${second}`;
    }
    if (has("errno") && has("strerror"))
      return `[Errno ${toStr(exceptionField(self, "errno"))}] ${toStr(exceptionField(self, "strerror"))}`;
    return callBase(self, "__str__") as string;
  },
  "__reduce__(self, /)"(self: PyException) {
    const { items } = self.args,
      filename = self.fields?.get("filename"),
      second = self.fields?.get("filename2"),
      state = instanceDict(self);
    const names = filename === undefined ? [] : second === undefined ? [filename] : [filename, null, second];
    const args = items.length === 2 ? new PyTuple([...items, ...names]) : self.args;
    return new PyTuple(state.size > 0 ? [self.cls, args, state] : [self.cls, args]);
  },
});
fieldMembers("OSError", ["errno", "strerror", "filename", "filename2"]);
const WRITTEN = "characters_written";
const notWritten = (): PyException => raise.AttributeError(WRITTEN);
attributes<PyException>(exceptionTypes.OSError, {
  [WRITTEN]: {
    get(self) {
      const written = self.fields?.get(WRITTEN);
      if (written === undefined) throw notWritten();
      return written;
    },
    set(self, value) {
      if (value !== undefined) withField(self, WRITTEN, toSize(value));
      else if (self.fields?.delete(WRITTEN) !== true) throw notWritten();
    },
  },
});

// SyntaxError

fieldMembers("SyntaxError", [
  "msg",
  "filename",
  "lineno",
  "offset",
  "text",
  "end_lineno",
  "end_offset",
  "print_file_and_line",
]);
initialise("SyntaxError", "*args, **kwargs", (self, args) => {
  if (args.length > 0) withField(self, "msg", args[0] as PyValue);
  if (args.length !== 2) return;
  const details = itemsOf(args[1] as PyValue);
  if (details.length < 4)
    throw raise.TypeError(
      `function missing required argument '${["filename", "lineno", "offset", "text"][details.length]}' (pos ${details.length + 1})`,
    );
  if (details.length > 6) throw raise.TypeError(`function takes at most 6 arguments (${details.length} given)`);
  if (details.length === 5) throw raise.TypeError("end_offset must be provided when end_lineno is provided");
  ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"].forEach((field, index) => {
    if (index < details.length) withField(self, field, details[index] as PyValue);
  });
});
methods(exceptionTypes.SyntaxError, {
  "__str__(self, /)"(self: PyException) {
    const message = exceptionField(self, "msg"),
      filename = asString(exceptionField(self, "filename")),
      line = exceptionField(self, "lineno");
    const shown = toStr(message);
    const file = filename?.split("/").at(-1);
    if (file !== undefined && typeof line === "number") return `${shown} (${file}, line ${line})`;
    if (file !== undefined) return `${shown} (${file})`;
    return typeof line === "number" ? `${shown} (line ${line})` : shown;
  },
});

// Unicode errors

const UNICODE_FIELDS: Partial<Record<ExceptionName, readonly string[]>> = {
  UnicodeEncodeError: ["encoding", "object", "start", "end", "reason"],
  UnicodeDecodeError: ["encoding", "object", "start", "end", "reason"],
  UnicodeTranslateError: ["object", "start", "end", "reason"],
};
/** A number of C: an int always, and never absent. */
const place = (field: "start" | "end") => ({
  get: (self: PyException): PyValue => exceptionField(self, field) ?? 0,
  set(self: PyException, value: PyValue | undefined): void {
    if (value === undefined) throw raise.TypeError("can't delete numeric/char attribute");
    if (asInt(value) === undefined) throw raise.TypeError("an integer is required");
    withField(self, field, toSize(value));
  },
});
for (const [name, fields] of Object.entries(UNICODE_FIELDS) as [ExceptionName, readonly string[]][]) {
  fieldMembers(name, fields);
  members<PyException>(exceptionTypes[name], { start: place("start"), end: place("end") });
  initialise(name, "*args, **kwargs", (self, args) => {
    if (args.length !== fields.length)
      throw raise.TypeError(`function takes exactly ${fields.length} arguments (${args.length} given)`);
    fields.forEach((field, index) => {
      const value = args[index] as PyValue;
      if (field === "start" || field === "end") withField(self, field, toSize(value));
      else if (field === "object" && name === "UnicodeDecodeError") withField(self, field, value);
      else if (asString(value) === undefined)
        throw raise.TypeError(`argument ${index + 1} must be str, not ${shownArgument(value)}`);
      else withField(self, field, value);
    });
    // Memory becomes bytes after all else was looked at.
    const object = exceptionField(self, "object");
    if (name === "UnicodeDecodeError" && !(object instanceof PyBytes))
      withField(self, "object", new PyBytes(toBufferBytes(object).slice()));
  });
  methods(exceptionTypes[name], { "__str__(self, /)": (self: PyException) => unicodeText(self) });
}

function unicodeText(self: PyException): string {
  if (self.fields?.has("object") !== true) return "";
  const field = (name: string): PyValue => exceptionField(self, name);
  const object = field("object"),
    reason = toStr(field("reason"));
  const encoding = self.fields.has("encoding") ? `'${toStr(field("encoding"))}' codec ` : "";
  const verb = isException(self, "UnicodeDecodeError")
    ? "decode"
    : isException(self, "UnicodeEncodeError")
      ? "encode"
      : "translate";
  const size =
    typeof object === "string"
      ? [...object].length
      : ((object as unknown as { bytes?: Uint8Array }).bytes?.length ?? 0);
  const start = Number(field("start")),
    end = Number(field("end"));
  if (end !== start + 1 || start < 0 || start >= size) {
    const what = verb === "decode" ? "bytes" : "characters";
    return `${encoding}can't ${verb} ${what} in position ${start}-${end - 1}: ${reason}`;
  }
  if (verb === "decode") {
    const byte = (object as unknown as { bytes: Uint8Array }).bytes[start] ?? 0;
    return `${encoding}can't decode byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}: ${reason}`;
  }
  const code = [...(object as string)][start]?.codePointAt(0) ?? 0;
  const shown =
    code <= 0xff
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : code <= 0xffff
        ? `\\u${code.toString(16).padStart(4, "0")}`
        : `\\U${code.toString(16).padStart(8, "0")}`;
  return `${encoding}can't ${verb} character '${shown}' in position ${start}: ${reason}`;
}

// Exception groups

constructor(exceptionTypes.BaseExceptionGroup, "(cls, *args, **kwargs)", (cls: PyType, args: PyValue[]) => {
  if (args.length !== 2)
    throw raise.TypeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  const [message, members_] = args as [PyValue, PyValue];
  if (asString(message) === undefined)
    throw raise.TypeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${shownArgument(message)}`);
  if (typeof members_ === "string" || !isSequence(members_))
    throw raise.TypeError("second argument (exceptions) must be a sequence");
  const parts = itemsOf(members_);
  if (parts.length === 0) throw raise.ValueError("second argument (exceptions) must be a non-empty sequence");
  let onlyExceptions = true;
  parts.forEach((part, index) => {
    if (!(part instanceof PyException))
      throw raise.ValueError(`Item ${index} of second argument (exceptions) is not an exception`);
    if (!isSubtype(part.cls, exceptionTypes.Exception)) onlyExceptions = false;
  });
  let type = cls;
  if (cls === exceptionTypes.BaseExceptionGroup && onlyExceptions) type = exceptionTypes.ExceptionGroup;
  if (!onlyExceptions && isSubtype(cls, exceptionTypes.Exception)) {
    throw raise.TypeError(
      cls === exceptionTypes.ExceptionGroup
        ? "Cannot nest BaseExceptions in an ExceptionGroup"
        : `Cannot nest BaseExceptions in '${cls.name}'`,
    );
  }
  const group = newException(type, args);
  withField(group, "message", message);
  return withField(group, "exceptions", new PyTuple(parts));
});
members<PyException>(exceptionTypes.BaseExceptionGroup, {
  message: (self) => exceptionField(self, "message"),
  exceptions: (self) => exceptionField(self, "exceptions"),
});
makeGeneric(exceptionTypes.BaseExceptionGroup);

function isSequence(value: PyValue): boolean {
  return (
    value instanceof PyList ||
    value instanceof PyTuple ||
    (typeof value === "object" &&
      value !== null &&
      value.length() !== undefined &&
      !(value instanceof PyDict) &&
      typeOf(value).proto["t$__getitem__"] !== undefined)
  );
}

function partsOf(group: PyException): readonly PyValue[] {
  const parts = exceptionField(group, "exceptions");
  return parts instanceof PyTuple ? parts.items : [];
}

/** What `split` and `subgroup` accept: a class, a tuple of classes, or a predicate. */
function matcher(condition: PyValue): (exception: PyException) => boolean {
  const isExceptionClass = (value: PyValue): value is PyType => value instanceof PyType && isSubtype(value, base);
  if (isExceptionClass(condition)) return (exception) => isSubtype(exception.cls, condition);
  if (condition instanceof PyTuple && paid(condition.items).every(isExceptionClass)) {
    return (exception) => paid(condition.items).some((item) => isSubtype(exception.cls, item as PyType));
  }
  if (
    condition instanceof PyType ||
    condition === null ||
    typeof condition !== "object" ||
    typeOf(condition).proto["t$__call__"] === undefined
  ) {
    throw raise.TypeError("expected a function, exception type or tuple of exception types");
  }
  return (exception) => {
    const result = call(condition, [exception]);
    return result === true || (result !== false && result !== null && result !== 0 && result !== "");
  };
}

function derive(group: PyException, parts: PyValue[]): PyException {
  const made = callDunder(group, "derive", new PyList(parts));
  if (!(made instanceof PyException)) throw raise.TypeError("derive must return an instance of BaseExceptionGroup");
  made.traceback = group.traceback;
  made.cause = group.cause;
  made.context = group.context;
  // As CPython, which sets the cause by the way that `raise from` takes.
  made.suppressContext = true;
  const notes = group.findAttribute("__notes__");
  if (notes instanceof PyList) made.assignAttribute("__notes__", new PyList([...notes.items]));
  return made;
}

function splitGroup(
  group: PyException,
  matches: (exception: PyException) => boolean,
): [PyException | null, PyException | null] {
  if (matches(group)) return [group, null];
  if (!isException(group, "BaseExceptionGroup")) return [null, group];
  spend(1 + partsOf(group).length);
  const yes: PyValue[] = [],
    no: PyValue[] = [];
  enterNative();
  try {
    for (const part of partsOf(group)) {
      const [a, b] = splitGroup(part as PyException, matches);
      if (a !== null) yes.push(a);
      if (b !== null) no.push(b);
    }
  } finally {
    leaveNative();
  }
  return [yes.length === 0 ? null : derive(group, yes), no.length === 0 ? null : derive(group, no)];
}

methods(exceptionTypes.BaseExceptionGroup, {
  "__init__(self, *args, **kwargs)"(self: PyException, args: PyValue[], keywords: Keywords) {
    if (keywords.size > 0) throw raise.TypeError(`${self.cls.shown}() takes no keyword arguments`);
    self.args = new PyTuple(args);
    return null;
  },
  "__str__(self, /)"(self: PyException) {
    const count = partsOf(self).length;
    return `${toStr(exceptionField(self, "message"))} (${count} sub-exception${count === 1 ? "" : "s"})`;
  },
  "derive(self, excs, /)": (self: PyException, parts: PyValue) =>
    call(exceptionTypes.BaseExceptionGroup, [exceptionField(self, "message"), parts]),
  "split(self, condition, /)"(self: PyException, condition: PyValue) {
    return new PyTuple(splitGroup(self, matcher(condition)));
  },
  "subgroup(self, condition, /)"(self: PyException, condition: PyValue) {
    return splitGroup(self, matcher(condition))[0];
  },
});

// Tracebacks

function toNext(value: PyValue): PyTraceback | null {
  if (value === null || value instanceof PyTraceback) return value;
  throw raise.TypeError(`expected traceback object or None, got '${typeOf(value).shown}'`);
}

const TRACEBACK = parseSignature("tb_next, tb_frame, tb_lasti, tb_lineno");
constructor(tracebackType, "(cls, *args, **kwargs)", (_cls: PyType, args: PyValue[], keywords: Keywords) => {
  const [next, frame, position, line] = bindArguments("TracebackType", TRACEBACK, args, keywords) as PyValue[];
  if (!(frame instanceof PyFrame))
    throw raise.TypeError(`TracebackType() argument 'tb_frame' must be frame, not ${shownArgument(frame ?? null)}`);
  const [at, lineno] = [toSize(position ?? null), toSize(line ?? null)];
  return new PyTraceback(toNext(next ?? null), frame, at, lineno);
});

methods(tracebackType, {
  "__dir__(self, /)": () => new PyList(["tb_frame", "tb_next", "tb_lasti", "tb_lineno"]),
});
attributes<PyTraceback>(tracebackType, {
  tb_next: {
    get: (self) => self.next,
    set(self, value) {
      if (value === undefined) throw raise.TypeError("can't delete tb_next attribute");
      const next = toNext(value);
      for (let link = next; link !== null; link = link.next)
        if (link === self) throw raise.ValueError("traceback loop detected");
      self.next = next;
    },
  },
  tb_frame: (self) => self.frame,
  tb_lineno: (self) => self.lineno,
  tb_lasti: (self) => self.position,
});
