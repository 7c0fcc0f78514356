/** The module `sys`: what of it makes sense without a process. */
import { setAttribute } from "../../runtime/attributes.ts";
import { callDunder } from "../../runtime/call.ts";
import { runningFrames } from "../../runtime/call-stack.ts";
import { functions, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict, PyFrozenSet } from "../../runtime/dict.ts";
import { HashTable } from "../../runtime/hash-table.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { meter } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { exceptionTypes, makeException, raise, withField } from "../../runtime/raise.ts";
import { repr } from "../../runtime/show.ts";
import { isCallable } from "../../runtime/slots.ts";
import { current } from "../../runtime/state.ts";
import { toIndex, toSize } from "../../runtime/subscript.ts";
import { formatException } from "../../runtime/traceback.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import {
  PyCode,
  PyException,
  PyFloat,
  PyFrame,
  PyList,
  PyStrObject,
  PyTuple,
  type PyValue,
} from "../../runtime/values.ts";
import { INT_DIGIT_LIMIT, intDigitLimit } from "../../builtins/numbers.ts";
import { callMethod } from "../method-call.ts";
import { defineStructSequence } from "../struct-sequence.ts";
import { PyNamespace } from "../types/simple-namespace.ts";
import { makeStreams } from "./streams.ts";

const versionInfo = defineStructSequence({
  name: "version_info",
  module: "sys",
  fields: ["major", "minor", "micro", "releaselevel", "serial"],
});
const floatInfo = defineStructSequence({
  name: "float_info",
  module: "sys",
  fields: [
    "max",
    "max_exp",
    "max_10_exp",
    "min",
    "min_exp",
    "min_10_exp",
    "dig",
    "mant_dig",
    "epsilon",
    "radix",
    "rounds",
  ],
});
const intInfo = defineStructSequence({
  name: "int_info",
  module: "sys",
  fields: ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
});
const hashInfo = defineStructSequence({
  name: "hash_info",
  module: "sys",
  fields: ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
});
const asyncGeneratorHooks = defineStructSequence({
  name: "asyncgen_hooks",
  module: "builtins",
  fields: ["firstiter", "finalizer"],
});
const FLAGS = {
  debug: 0,
  inspect: 0,
  interactive: 0,
  optimize: 0,
  dont_write_bytecode: 1,
  no_user_site: 1,
  no_site: 1,
  ignore_environment: 1,
  verbose: 0,
  bytes_warning: 0,
  quiet: 0,
  hash_randomization: 0,
  isolated: 1,
  dev_mode: false,
  utf8_mode: 1,
  warn_default_encoding: 0,
  safe_path: true,
  int_max_str_digits: 4300,
};
const flags = defineStructSequence({ name: "flags", module: "sys", fields: Object.keys(FLAGS) });

const VERSION = [3, 12, 0, "final", 0] as const;
const HEX_VERSION = 0x030c00f0;
const LEAST_DIGIT_LIMIT = 640;

function simpleNamespace(fields: Record<string, PyValue>): PyValue {
  const namespace = new PyNamespace();
  for (const [name, value] of Object.entries(fields)) setAttribute(namespace, name, value);
  return namespace;
}

function excInfo(exception: PyException | null): PyTuple {
  return exception === null
    ? new PyTuple([null, null, null])
    : new PyTuple([typeOf(exception), exception, exception.traceback]);
}

function exit(status: PyValue): never {
  throw withField(
    makeException(
      exceptionTypes.SystemExit,
      status instanceof PyTuple ? status.items : status === null ? [] : [status],
    ),
    "code",
    status,
  );
}

/** The frame `depth` calls away; what the engine does not tell is the module's. */
function frameAt(interpreter: Interpreter, depth: number): PyFrame {
  const frames = runningFrames(interpreter);
  const frame = frames[Math.max(0, depth)];
  if (frame !== undefined) return frame;
  if (frames.length > 0) throw raise.ValueError("call stack is not deep enough");
  return current.frame ?? frameOfProgram(interpreter);
}

function frameOfProgram(interpreter: Interpreter): PyFrame {
  const code = new PyCode({
    name: "<module>",
    qualname: "<module>",
    filename: "<string>",
    firstLine: 1,
    parameters: [],
    positionalOnlyCount: 0,
    positionalCount: 0,
    keywordOnlyCount: 0,
    hasVarArgs: false,
    hasVarKeywords: false,
    isGenerator: false,
    isCoroutine: false,
    localNames: [],
    cellNames: [],
    freeNames: [],
    globalNames: [],
    constants: [],
    positions: [],
    sourceLines: [],
  });
  return new PyFrame(code, interpreter.main, 1, interpreter.main);
}

/** Types whose objects CPython's collector tracks have a header of 16 bytes. */
const UNTRACKED = new Set([
  "int",
  "float",
  "str",
  "bytes",
  "bool",
  "NoneType",
  "complex",
  "bytearray",
  "range",
  "ellipsis",
]);

function sizeOf(value: PyValue, fallback: PyValue | undefined): PyValue {
  const type = typeOf(value);
  if (lookup(type, "__sizeof__") === undefined) {
    if (fallback !== undefined) return fallback;
    throw raise.TypeError(`Type ${type.name} doesn't define __sizeof__`);
  }
  const size = toIndex(callDunder(value, "__sizeof__") as PyValue);
  if (size < 0) throw raise.ValueError("__sizeof__() should return >= 0");
  return Number(size) + (UNTRACKED.has(type.name) ? 0 : 16);
}

const RECURSION = "sys.recursionlimit";

function recursionLimit(interpreter: Interpreter): number {
  return (interpreter.moduleState.get(RECURSION) as number | undefined) ?? meter.limits.recursion;
}

/** The program may lower its limit, and raise it up to the host's. */
function setRecursionLimit(interpreter: Interpreter, value: PyValue): null {
  const limit = toSize(value);
  if (limit < 1) throw raise.ValueError("recursion limit must be greater or equal than 1");
  const highest = meter.limits.recursion;
  const before = Math.min(recursionLimit(interpreter), highest);
  const depth = before - meter.depth;
  if (depth >= limit)
    throw raise.RecursionError(
      `cannot set the recursion limit to ${limit} at the recursion depth ${depth}: the limit is too low`,
    );
  interpreter.moduleState.set(RECURSION, limit);
  meter.depth = Math.min(limit, highest) - depth;
  return null;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const { stdin, stdout, stderr } = makeStreams(interpreter);
  const modules = interpreter.options.library.names();
  const moduleNames = new HashTable();
  for (const name of modules) if (!name.includes(".")) moduleNames.set(name, true);
  const versionText = `${VERSION[0]}.${VERSION[1]}.${VERSION[2]}`;
  const version = versionInfo.make([...VERSION]);
  names(globals, {
    abiflags: "",
    api_version: 1013,
    argv: new PyList([""]),
    base_exec_prefix: "",
    base_prefix: "",
    builtin_module_names: new PyTuple(["builtins", "sys"]),
    byteorder: "little",
    copyright: "threadsnake",
    dont_write_bytecode: true,
    exec_prefix: "",
    executable: "",
    flags: flags.make(Object.values(FLAGS)),
    float_info: floatInfo.make([
      new PyFloat(Number.MAX_VALUE),
      1024,
      308,
      new PyFloat(2.2250738585072014e-308),
      -1021,
      -307,
      15,
      53,
      new PyFloat(Number.EPSILON),
      2,
      1,
    ]),
    float_repr_style: "short",
    hash_info: hashInfo.make([64, 2305843009213693951n, 314159, 0, 1000003, "fnv", 64, 0, 0]),
    hexversion: HEX_VERSION,
    implementation: simpleNamespace({ name: "threadsnake", cache_tag: null, version, hexversion: HEX_VERSION }),
    int_info: intInfo.make([30, 4, 4300, LEAST_DIGIT_LIMIT]),
    maxsize: 9223372036854775807n,
    maxunicode: 0x10ffff,
    meta_path: new PyList(),
    modules: interpreter.modules,
    orig_argv: new PyList([""]),
    path: new PyList([""]),
    path_hooks: new PyList(),
    path_importer_cache: new PyDict(),
    platform: "threadsnake",
    platlibdir: "lib",
    prefix: "",
    pycache_prefix: null,
    stderr,
    stdin,
    stdout,
    __stderr__: stderr,
    __stdin__: stdin,
    __stdout__: stdout,
    stdlib_module_names: new PyFrozenSet(moduleNames),
    version: `${versionText} (threadsnake) [JavaScript]`,
    version_info: version,
    warnoptions: new PyList(),
  });
  functions(globals, "sys", {
    // Nobody can listen to events here.
    "audit(event, *args)"(event: PyValue) {
      if (asString(event) === undefined)
        throw raise.TypeError(`expected str for argument 'event', not ${typeOf(event).shown}`);
      return null;
    },
    "displayhook(object, /)"(value: PyValue) {
      if (value === null) return null;
      const stream = globals.getString("stdout") ?? null;
      if (stream === null) throw raise.RuntimeError("lost sys.stdout");
      interpreter.builtins.setString("_", null);
      callMethod(stream, "write", `${repr(value)}\n`);
      interpreter.builtins.setString("_", value);
      return null;
    },
    "exc_info()": () => excInfo(current.handling),
    "excepthook(exctype, value, traceback, /)"(_type: PyValue, value: PyValue) {
      const stream = globals.getString("stderr") ?? null;
      const text =
        value instanceof PyException
          ? formatException(value, { isReport: true })
          : `TypeError: print_exception(): Exception expected for value, ${typeOf(value).shown} found\n`;
      if (stream !== null) callMethod(stream, "write", text);
      return null;
    },
    "exception()": () => current.handling,
    "exit(status=None, /)": exit,
    "_getframe(depth=0, /)": (depth: PyValue) => frameAt(interpreter, toSize(depth)),
    "_getframemodulename(depth=0)": (depth: PyValue) =>
      frameAt(interpreter, toSize(depth)).globals.getString("__name__") ?? null,
    "get_asyncgen_hooks()"() {
      const { firstiter, finalizer } = current.asyncGeneratorHooks;
      return asyncGeneratorHooks.make([firstiter, finalizer]);
    },
    "get_int_max_str_digits()": () => intDigitLimit(),
    "getdefaultencoding()": () => "utf-8",
    "getfilesystemencodeerrors()": () => "surrogateescape",
    "getfilesystemencoding()": () => "utf-8",
    "getprofile()": () => null,
    "getrecursionlimit()": () => recursionLimit(interpreter),
    "getsizeof(object, default=...)": sizeOf,
    "gettrace()": () => null,
    "intern(string, /)"(value: PyValue) {
      if (typeof value === "string") return value;
      if (value instanceof PyStrObject) throw raise.TypeError(`can't intern ${typeOf(value).shown}`);
      throw raise.TypeError(`intern() argument must be str, not ${shownArgument(value)}`);
    },
    "is_finalizing()": () => false,
    "set_asyncgen_hooks(firstiter=..., finalizer=...)"(firstiter: PyValue | undefined, finalizer: PyValue | undefined) {
      const given = { finalizer, firstiter };
      for (const [name, hook] of Object.entries(given)) {
        if (hook !== undefined && hook !== null && !isCallable(hook))
          throw raise.TypeError(`callable ${name} expected, got ${typeOf(hook).name}`);
      }
      const hooks = current.asyncGeneratorHooks;
      if (firstiter !== undefined) hooks.firstiter = firstiter;
      if (finalizer !== undefined) hooks.finalizer = finalizer;
      return null;
    },
    "set_int_max_str_digits(maxdigits)"(value: PyValue) {
      const limit = asInt(value);
      if (limit === undefined)
        throw raise.TypeError(`'${typeOf(value).shown}' object cannot be interpreted as an integer`);
      if (limit !== 0 && limit < LEAST_DIGIT_LIMIT)
        throw raise.ValueError(`maxdigits must be 0 or larger than ${LEAST_DIGIT_LIMIT}`);
      interpreter.moduleState.set(INT_DIGIT_LIMIT, Number(limit));
      return null;
    },
    "setrecursionlimit(limit, /)": (value: PyValue) => setRecursionLimit(interpreter, value),
  });
  for (const name of ["displayhook", "excepthook"])
    globals.setString(`__${name}__`, globals.getString(name) as PyValue);
}
