/** The module `pickle`. What it loads can name only what the action itself may import. */
import { bufferBytes, isBufferExporter } from "../../builtins/buffer.ts";
import { attributeOr, getAttribute } from "../../runtime/attributes.ts";
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call } from "../../runtime/call.ts";
import { attributes, constructor, functions, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { spend } from "../../runtime/limits.ts";
import { importModule } from "../../runtime/modules.ts";
import { asString } from "../../runtime/operators.ts";
import { makeException, raise } from "../../runtime/raise.ts";
import { current } from "../../runtime/state.ts";
import { toIndex } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import {
  PyBytes,
  type PyIterator,
  PyList,
  PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { pickleErrorType, picklingErrorType, unpicklingErrorType } from "./errors.ts";
import { findNamed } from "./named-objects.ts";
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, OP } from "./opcodes.ts";
import { pickleBufferType } from "./pickle-buffer.ts";
import { type Memo, PickleWriter } from "./pickler.ts";
import { FileSource, MemorySource, type PickleSource } from "./source.ts";
import { bufferIterator, PickleReader, type ReadMemo } from "./unpickler.ts";

export const requires: readonly string[] = ["copyreg", "functools", "operator"];

// Pickler.

class PyPickler extends PyObject {
  write: PyValue = null;
  protocol: number = DEFAULT_PROTOCOL;
  isFixingImports = true;
  bufferCallback: PyValue = null;
  isFast = false;
  memo: Memo = new Map();
  persistentId: PyValue | undefined = undefined;
  dispatchTable: PyValue | undefined = undefined;
}

export const picklerType: PyType = defineType("Pickler", PyPickler, { module: "_pickle" });

constructor(picklerType, "(cls, *args, **kwargs)", (cls: PyType) => new (cls.jsClass as unknown as typeof PyPickler)());
methods(picklerType, {
  "__init__(self, /, file, protocol=None, fix_imports=True, buffer_callback=None)"(
    self: PyPickler,
    file: PyValue,
    protocol: PyValue,
    isFixing: PyValue,
    callback: PyValue,
  ) {
    setUp(self, protocol, isFixing, callback);
    const write = attributeOr(file, "write", undefined);
    if (write === undefined) throw raise.TypeError("file must have a 'write' attribute");
    self.write = write;
    return null;
  },
  "dump(self, obj, /)"(self: PyPickler, value: PyValue) {
    if (self.write === null)
      throw makeException(picklingErrorType, [`Pickler.__init__() was not called by ${self.cls.name}.__init__()`]);
    call(self.write, [new PyBytes(dump(self, value))]);
    return null;
  },
  "clear_memo(self, /)"(self: PyPickler) {
    self.memo.clear();
    return null;
  },
});
attributes<PyPickler>(picklerType, {
  bin: (self) => (self.protocol > 0 ? 1 : 0),
  fast: {
    get: (self) => (self.isFast ? 1 : 0),
    set(self, value) {
      self.isFast = value !== undefined && isTrue(value);
    },
  },
  memo: {
    get: (self) => memoDict(self.memo),
    set(self, value) {
      if (!(value instanceof PyDict))
        throw raise.TypeError(
          `'memo' attribute must be a PicklerMemoProxy object or dict, not ${value === undefined ? "NULL" : typeOf(value).name}`,
        );
      self.memo.clear();
      for (const pair of value.values())
        if (pair instanceof PyTuple) self.memo.set(pair.items[1] ?? null, Number(pair.items[0]));
    },
  },
  persistent_id: hook<PyPickler>("persistent_id", "persistentId"),
  dispatch_table: hook<PyPickler>("dispatch_table", "dispatchTable"),
});

/** An attribute that is not there until it is set, and must be called if it is. */
function hook<T>(
  name: string,
  field: keyof T,
): { get: (self: T) => PyValue; set: (self: T, value: PyValue | undefined) => void } {
  return {
    get(self) {
      const value = self[field] as PyValue | undefined;
      if (value === undefined) throw raise.AttributeError(name);
      return value;
    },
    set(self, value) {
      (self as Record<keyof T, unknown>)[field] = value;
    },
  };
}

function memoDict(memo: Memo): PyDict {
  const dict = new PyDict();
  for (const [value, index] of memo) dict.set(index, new PyTuple([index, value]));
  return dict;
}

function setUp(self: PyPickler, protocol: PyValue, isFixing: PyValue, callback: PyValue): void {
  const number = protocol === null ? DEFAULT_PROTOCOL : Number(toIndex(protocol));
  if (number > HIGHEST_PROTOCOL) throw raise.ValueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  self.protocol = number < 0 ? HIGHEST_PROTOCOL : number;
  self.isFixingImports = isTrue(isFixing);
  if (callback !== null && self.protocol < 5) throw raise.ValueError("buffer_callback needs protocol >= 5");
  self.bufferCallback = callback;
}

function dump(self: PyPickler, value: PyValue): Uint8Array {
  const { protocol, isFixingImports, bufferCallback, isFast } = self;
  const dispatchTable =
    attributeOr(self, "dispatch_table", undefined) ??
    importModule(current.interpreter, "copyreg").globals.getString("dispatch_table") ??
    null;
  const hooks = {
    protocol,
    isFixingImports,
    bufferCallback,
    isFast,
    dispatchTable,
    persistentId: attributeOr(self, "persistent_id", null),
    reducerOverride: attributeOr(self, "reducer_override", null),
  };
  return new PickleWriter(hooks, self.memo).dump(value);
}

function dumps(value: PyValue, protocol: PyValue, isFixing: PyValue, callback: PyValue): Uint8Array {
  const pickler = new PyPickler();
  setUp(pickler, protocol, isFixing, callback);
  return dump(pickler, value);
}

// Unpickler.

class PyUnpickler extends PyObject {
  source: PickleSource | null = null;
  isFixingImports = true;
  encoding = "ASCII";
  errors = "strict";
  buffers: PyIterator | null = null;
  memo: ReadMemo = new Map();
  /** Of the pickle that is being read. */
  protocol = 0;
  persistentLoad: PyValue | undefined = undefined;
}

export const unpicklerType: PyType = defineType("Unpickler", PyUnpickler, { module: "_pickle" });

constructor(
  unpicklerType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as typeof PyUnpickler)(),
);
methods(unpicklerType, {
  "__init__(self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"(
    self: PyUnpickler,
    file: PyValue,
    isFixing: PyValue,
    encoding: PyValue,
    errors: PyValue,
    buffers: PyValue,
  ) {
    const read = attributeOr(file, "read", undefined),
      readLine = attributeOr(file, "readline", undefined);
    if (read === undefined || readLine === undefined)
      throw raise.TypeError("file must have 'read' and 'readline' attributes");
    setUpReading(self, new FileSource(read, readLine), { isFixing, encoding, errors, buffers });
    return null;
  },
  "load(self, /)"(self: PyUnpickler) {
    if (self.source === null)
      throw makeException(unpicklingErrorType, [`Unpickler.__init__() was not called by ${self.cls.name}.__init__()`]);
    return load1(self, self.source);
  },
  "find_class(self, module_name, global_name, /)"(self: PyUnpickler, module: PyValue, name: PyValue) {
    return findNamed(asString(module) ?? "", asString(name) ?? "", self.protocol, self.isFixingImports);
  },
});
attributes<PyUnpickler>(unpicklerType, {
  memo: {
    get(self) {
      const dict = new PyDict();
      for (const [index, value] of self.memo) dict.set(index, value);
      return dict;
    },
    set(self, value) {
      if (!(value instanceof PyDict))
        throw raise.TypeError(
          `'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${value === undefined ? "NULL" : typeOf(value).name}`,
        );
      self.memo.clear();
      spend(value.size);
      for (const [index, item] of value.entries()) self.memo.set(Number(index), item);
    },
  },
  persistent_load: hook<PyUnpickler>("persistent_load", "persistentLoad"),
});

interface ReadingOptions {
  isFixing: PyValue;
  encoding: PyValue;
  errors: PyValue;
  buffers: PyValue;
}

function setUpReading(
  self: PyUnpickler,
  source: PickleSource,
  { isFixing, encoding, errors, buffers }: ReadingOptions,
): void {
  self.source = source;
  self.isFixingImports = isTrue(isFixing);
  self.encoding = asString(encoding) ?? "ASCII";
  self.errors = asString(errors) ?? "strict";
  self.buffers = buffers instanceof PyTuple && buffers.items.length === 0 ? null : bufferIterator(buffers);
}

function load1(self: PyUnpickler, source: PickleSource): PyValue {
  const own = lookup(self.cls, "find_class");
  const isPlain = own instanceof PyBuiltin && own.owner === unpicklerType;
  const { encoding, errors, buffers } = self;
  const reader: PickleReader = new PickleReader(
    source,
    {
      findClass(module, name) {
        self.protocol = reader.protocol;
        if (isPlain) return findNamed(module, name, reader.protocol, self.isFixingImports);
        return call(getAttribute(self, "find_class"), [module, name]);
      },
      encoding,
      errors,
      buffers,
      persistentLoad: attributeOr(self, "persistent_load", null),
    },
    self.memo,
  );
  return reader.load();
}

// The module.

function sourceOf(data: PyValue): PickleSource {
  const bytes = bufferBytes(data);
  if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(data).shown}'`);
  // A program that changes the buffer meanwhile changes nothing of what is read.
  return new MemorySource(data instanceof PyBytes || !isBufferExporter(data) ? bytes : bytes.slice());
}

export function load(globals: NamespaceDict): void {
  const all: string[] = [
    "PickleError",
    "PicklingError",
    "UnpicklingError",
    "Pickler",
    "Unpickler",
    "dump",
    "dumps",
    "load",
    "loads",
    "PickleBuffer",
  ];
  for (const [name, code] of Object.entries(OP)) {
    globals.setString(name, new PyBytes(Uint8Array.of(code)));
    all.push(name);
  }
  names(globals, {
    PickleError: pickleErrorType,
    PicklingError: picklingErrorType,
    UnpicklingError: unpicklingErrorType,
    Pickler: picklerType,
    Unpickler: unpicklerType,
    // CPython's own in Python, beside those in C: here they are one.
    _Pickler: picklerType,
    _Unpickler: unpicklerType,
    PickleBuffer: pickleBufferType,
    HIGHEST_PROTOCOL,
    DEFAULT_PROTOCOL,
    format_version: "4.0",
    compatible_formats: new PyList(["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]),
    __all__: new PyList(all),
  });
  functions(globals, "_pickle", {
    "dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)"(
      value: PyValue,
      file: PyValue,
      protocol: PyValue,
      isFixing: PyValue,
      callback: PyValue,
    ) {
      const write = attributeOr(file, "write", undefined);
      if (write === undefined) throw raise.TypeError("file must have a 'write' attribute");
      call(write, [new PyBytes(dumps(value, protocol, isFixing, callback))]);
      return null;
    },
    "dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)": (
      value: PyValue,
      protocol: PyValue,
      isFixing: PyValue,
      callback: PyValue,
    ) => new PyBytes(dumps(value, protocol, isFixing, callback)),
    "load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"(
      file: PyValue,
      isFixing: PyValue,
      encoding: PyValue,
      errors: PyValue,
      buffers: PyValue,
    ) {
      const unpickler = call(
        unpicklerType,
        [file],
        new Map([
          ["fix_imports", isFixing],
          ["encoding", encoding],
          ["errors", errors],
          ["buffers", buffers],
        ]),
      );
      return call(getAttribute(unpickler, "load"), []);
    },
    "loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())"(
      data: PyValue,
      isFixing: PyValue,
      encoding: PyValue,
      errors: PyValue,
      buffers: PyValue,
    ) {
      const unpickler = new PyUnpickler(),
        source = sourceOf(data);
      setUpReading(unpickler, source, { isFixing, encoding, errors, buffers });
      return load1(unpickler, source);
    },
  });
  for (const name of ["dump", "dumps", "load", "loads"])
    globals.setString(`_${name}`, globals.getString(name) as PyValue); // They were bound above.
}
