/** The module `json.decoder`. */
import { raised } from "../../runtime/frames.ts";
import { attributeOr, getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call } from "../../runtime/call.ts";
import { functions, makeFunction, methods, names } from "../../runtime/define.ts";
import { type NamespaceDict, PyDict } from "../../runtime/dict.ts";
import { exceptionField } from "../../runtime/exceptions.ts";
import { stopIteration } from "../../runtime/generator.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { unpack } from "../../runtime/iterate.ts";
import { meter } from "../../runtime/limits.ts";
import { asInt, asString } from "../../runtime/operators.ts";
import { exceptionTypes, raise } from "../../runtime/raise.ts";
import { toSize } from "../../runtime/subscript.ts";
import { isTrue } from "../../runtime/truth.ts";
import { floatType, intType, typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import {
  PyException,
  PyFloat,
  PyList,
  type PyObject,
  PyTuple,
  type PyType,
  type PyValue,
} from "../../runtime/values.ts";
import { codePointLength, fromUnitIndex, toUnitIndex } from "../../builtins/text/code-points.ts";
import { makeClass } from "../native-class.ts";
import { JsonFault, NoValue, PLAIN_READER, Reader, type ReaderOptions } from "./reader.ts";

const MODULE = "json.decoder";
/** `Interpreter.moduleState` key of the class JSONDecodeError. */
const ERROR_CLASS = "json.JSONDecodeError";

function makeErrorClass(): PyType {
  return makeClass({ name: "JSONDecodeError", module: MODULE, bases: [exceptionTypes.ValueError] }, (cls) => {
    methods(cls, {
      "__init__(self, msg, doc, pos)"(self: PyException, message: PyValue, document: PyValue, position: PyValue) {
        const text = asString(document) ?? "";
        const at = Number(asInt(position) ?? 0);
        const before = text.slice(0, toUnitIndex(text, Math.min(at, codePointLength(text))));
        const lineno = before.split("\n").length;
        const colno = codePointLength(before.slice(before.lastIndexOf("\n") + 1)) + 1;
        self.args = new PyTuple([`${asString(message) ?? ""}: line ${lineno} column ${colno} (char ${at})`]);
        for (const [name, value] of [
          ["msg", message],
          ["doc", document],
          ["pos", position],
          ["lineno", lineno],
          ["colno", colno],
        ] as const)
          setAttribute(self, name, value);
        return null;
      },
      "__reduce__(self, /)": (self: PyObject) =>
        new PyTuple([self.cls, new PyTuple(["msg", "doc", "pos"].map((name) => getAttribute(self, name)))]),
    });
  });
}

/** The JSONDecodeError for a fault at a position in code points. */
export function decodeError(interpreter: Interpreter, message: string, document: PyValue, position: number): PyValue {
  return raised(call(interpreter.moduleState.get(ERROR_CLASS) as PyType, [message, document, position]));
}

/** Runs a reader; its faults become Python's errors. A reader that failed has left no depth. */
function reading<T>(interpreter: Interpreter, text: string, read: () => T): T {
  const { depth } = meter;
  try {
    return read();
  } catch (error) {
    meter.depth = depth;
    if (error instanceof JsonFault)
      throw decodeError(interpreter, error.message, text, fromUnitIndex(text, error.position));
    throw error;
  }
}

/** A whole document. */
export function readDocument(interpreter: Interpreter, text: string, options: ReaderOptions): PyValue {
  return reading(interpreter, text, () => {
    const reader = new Reader(text, 0, options);
    reader.skipSpace();
    let value: PyValue;
    try {
      value = reader.value();
    } catch (error) {
      if (error instanceof NoValue) throw new JsonFault("Expecting value", error.position);
      throw error;
    }
    reader.skipSpace();
    if (reader.position !== text.length) throw new JsonFault("Extra data", reader.position);
    return value;
  });
}

/** The value at an index in code points, and the index after it; StopIteration where none begins. */
function scanOnce(interpreter: Interpreter, options: ReaderOptions, string: PyValue, index: PyValue): PyTuple {
  const text = asString(string);
  if (text === undefined) throw raise.TypeError(`first argument must be a string, not ${typeOf(string).shown}`);
  const start = toSize(index);
  if (start < 0) throw raise.ValueError("idx cannot be negative");
  if (start >= codePointLength(text)) throw stopIteration(start);
  return reading(interpreter, text, () => {
    const reader = new Reader(text, toUnitIndex(text, start), options);
    try {
      const value = reader.value();
      return new PyTuple([value, fromUnitIndex(text, reader.position)]);
    } catch (error) {
      if (error instanceof NoValue) throw stopIteration(fromUnitIndex(text, error.position));
      throw error;
    }
  });
}

/** What a decoder's attributes ask for. int, float and the constants themselves are the plain way. */
export function readerOptions(context: PyValue): ReaderOptions {
  const get = (name: string): PyValue => attributeOr(context, name, null);
  const parser = (name: string, plain: PyType): PyValue => {
    const value = get(name);
    return value === plain ? null : value;
  };
  const parseConstant = get("parse_constant");
  return {
    strict: isTrue(attributeOr(context, "strict", true)),
    objectHook: get("object_hook"),
    objectPairsHook: get("object_pairs_hook"),
    parseFloat: parser("parse_float", floatType),
    parseInt: parser("parse_int", intType),
    parseConstant: isPlainConstant(parseConstant) ? null : parseConstant,
  };
}

const CONSTANTS: Record<string, PyFloat> = {
  NaN: new PyFloat(Number.NaN),
  Infinity: new PyFloat(Infinity),
  "-Infinity": new PyFloat(-Infinity),
};
const plainConstant = makeFunction(
  "__getitem__(key, /)",
  (key: PyValue) => {
    const value = typeof key === "string" && Object.hasOwn(CONSTANTS, key) ? CONSTANTS[key] : undefined;
    if (value === undefined) throw raise.KeyError(key);
    return value;
  },
  MODULE,
);
function isPlainConstant(value: PyValue): boolean {
  return value === plainConstant;
}

/** The options of the scanners that were made here. */
const scanners = new WeakMap<PyObject, ReaderOptions>();

/** What `json.scanner.make_scanner` makes of a decoder. */
export function makeScanner(interpreter: Interpreter, context: PyValue): PyValue {
  const options = readerOptions(context);
  const scanner = makeFunction(
    "scan_once(string, idx)",
    (string: PyValue, index: PyValue) => scanOnce(interpreter, options, string, index),
    "json.scanner",
  );
  scanners.set(scanner, options);
  return scanner;
}

function decode(interpreter: Interpreter, self: PyObject, string: PyValue): PyValue {
  const text = asString(string);
  if (text === undefined) throw raise.TypeError(`expected string or bytes-like object, got '${typeOf(string).shown}'`);
  // Fast path: nothing is overridden, so nobody sees that the steps are one.
  const options = scanners.get(self.findAttribute("scan_once") as PyObject);
  if (options !== undefined && lookup(self.cls, "raw_decode") instanceof PyBuiltin)
    return readDocument(interpreter, text, options);
  const reader = new Reader(text, 0, PLAIN_READER);
  reader.skipSpace();
  const result = call(
    getAttribute(self, "raw_decode"),
    [string],
    new Map([["idx", fromUnitIndex(text, reader.position)]]),
  );
  const [value, end] = unpack(result, 2);
  reader.position = toUnitIndex(text, Number(asInt(end as PyValue) ?? 0));
  reader.skipSpace();
  if (reader.position !== text.length)
    throw decodeError(interpreter, "Extra data", string, fromUnitIndex(text, reader.position));
  return value as PyValue;
}

function makeDecoderClass(interpreter: Interpreter): PyType {
  return makeClass({ name: "JSONDecoder", module: MODULE }, (type) => {
    methods(type, {
      "__init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None)"(
        self: PyObject,
        objectHook: PyValue,
        parseFloat: PyValue,
        parseInt: PyValue,
        parseConstant: PyValue,
        strict: PyValue,
        pairsHook: PyValue,
      ) {
        const or = (value: PyValue, plain: PyValue): PyValue => (isTrue(value) ? value : plain);
        const fields: [string, PyValue][] = [
          ["object_hook", objectHook],
          ["parse_float", or(parseFloat, floatType)],
          ["parse_int", or(parseInt, intType)],
          ["parse_constant", or(parseConstant, plainConstant)],
          ["strict", strict],
          ["object_pairs_hook", pairsHook],
        ];
        for (const [name, value] of fields) setAttribute(self, name, value);
        setAttribute(self, "memo", new PyDict());
        setAttribute(self, "scan_once", makeScanner(interpreter, self));
        return null;
      },
      "decode(self, s)": (self: PyObject, string: PyValue) => decode(interpreter, self, string),
      "raw_decode(self, s, idx=0)"(self: PyObject, string: PyValue, index: PyValue) {
        try {
          return call(getAttribute(self, "scan_once"), [string, index]);
        } catch (error) {
          if (error instanceof PyException && error.cls === exceptionTypes.StopIteration) {
            throw decodeError(
              interpreter,
              "Expecting value",
              string,
              Number(asInt(exceptionField(error, "value")) ?? 0),
            );
          }
          throw error;
        }
      },
    });
  });
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const JSONDecodeError = makeErrorClass();
  interpreter.moduleState.set(ERROR_CLASS, JSONDecodeError);
  const JSONDecoder = makeDecoderClass(interpreter);
  names(globals, {
    JSONDecodeError,
    JSONDecoder,
    __all__: new PyList(["JSONDecoder", "JSONDecodeError"]),
    NaN: new PyFloat(Number.NaN),
    PosInf: new PyFloat(Infinity),
    NegInf: new PyFloat(-Infinity),
  });
  functions(globals, MODULE, {
    "scanstring(string, end, strict=True, /)"(string: PyValue, end: PyValue, strict: PyValue) {
      const text = asString(string);
      if (text === undefined) throw raise.TypeError(`first argument must be a string, not ${typeOf(string).shown}`);
      const start = toSize(end);
      if (start < 0 || start > codePointLength(text)) throw raise.ValueError("end is out of bounds");
      return reading(interpreter, text, () => {
        const reader = new Reader(text, toUnitIndex(text, start), { ...PLAIN_READER, strict: isTrue(strict) });
        const value = reader.string();
        return new PyTuple([value, fromUnitIndex(text, reader.position)]);
      });
    },
  });
  globals.setString("c_scanstring", globals.getString("scanstring") as PyValue);
  globals.setString("py_scanstring", globals.getString("scanstring") as PyValue);
}
