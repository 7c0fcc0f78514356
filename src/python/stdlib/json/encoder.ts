/** The module `json.encoder`. */
import { getAttribute, setAttribute } from "../../runtime/attributes.ts";
import { PyBuiltin } from "../../runtime/builtin.ts";
import { call1 } from "../../runtime/call.ts";
import { constants, functions, methods, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { defineIterator, iterate, PyNativeIterator, unpack } from "../../runtime/iterate.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { lookup } from "../../runtime/types.ts";
import { PyFloat, PyList, type PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import { makeClass } from "../native-class.ts";
import { quote } from "./quote.ts";
import { indentText, writeInPieces, Writer, type WriterOptions } from "./writer.ts";

const MODULE = "json.encoder";

/** The text of a document piece by piece. */
class PyPieces extends PyNativeIterator {
  readonly pieces: Generator<string, void>;
  constructor(pieces: Generator<string, void>) {
    super();
    this.pieces = pieces;
  }
  next(): PyValue | undefined {
    const step = this.pieces.next();
    return step.done === true ? undefined : step.value;
  }
}
defineIterator("generator", PyPieces);

export function refuse(value: PyValue): never {
  throw raise.TypeError(`Object of type ${typeOf(value).shown} is not JSON serializable`);
}

function separatorOf(value: PyValue): string {
  const text = asString(value);
  if (text === undefined) throw raise.TypeError(`make_encoder() argument must be str, not ${shownArgument(value)}`);
  return text;
}

/** What an encoder's attributes ask for. */
function writerOptions(self: PyObject): WriterOptions {
  const on = (name: string): boolean => isTrue(getAttribute(self, name));
  const fallback = getAttribute(self, "default");
  const isPlain = fallback instanceof PyBuiltin && fallback.owner?.name === "JSONEncoder";
  return {
    skipKeys: on("skipkeys"),
    ensureAscii: on("ensure_ascii"),
    checkCircular: on("check_circular"),
    allowNan: on("allow_nan"),
    sortKeys: on("sort_keys"),
    indent: indentText(getAttribute(self, "indent")),
    itemSeparator: separatorOf(getAttribute(self, "item_separator")),
    keySeparator: separatorOf(getAttribute(self, "key_separator")),
    fallback: isPlain ? refuse : (value) => call1(fallback, value),
  };
}

function encode(self: PyObject, value: PyValue): PyValue {
  const text = asString(value);
  if (text !== undefined) return quote(text, isTrue(getAttribute(self, "ensure_ascii")));
  if (lookup(self.cls, "iterencode") instanceof PyBuiltin) return new Writer(writerOptions(self)).write(value);
  const pieces: string[] = [];
  const iterator = iterate(call1(getAttribute(self, "iterencode"), value));
  for (let piece = iterator.next(); piece !== undefined; piece = iterator.next()) pieces.push(asString(piece) ?? "");
  return pieces.join("");
}

function makeEncoderClass(): PyType {
  return makeClass({ name: "JSONEncoder", module: MODULE }, (cls) => {
    constants(cls, { item_separator: ", ", key_separator: ": " });
    methods(cls, {
      "__init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None, separators=None, default=None)"(
        self: PyObject,
        skipKeys: PyValue,
        ensureAscii: PyValue,
        checkCircular: PyValue,
        allowNan: PyValue,
        sortKeys: PyValue,
        indent: PyValue,
        separators: PyValue,
        fallback: PyValue,
      ) {
        const fields: [string, PyValue][] = [
          ["skipkeys", skipKeys],
          ["ensure_ascii", ensureAscii],
          ["check_circular", checkCircular],
          ["allow_nan", allowNan],
          ["sort_keys", sortKeys],
          ["indent", indent],
        ];
        for (const [name, value] of fields) setAttribute(self, name, value);
        if (separators !== null) {
          const [item, key] = unpack(separators, 2);
          setAttribute(self, "item_separator", item as PyValue);
          setAttribute(self, "key_separator", key as PyValue);
        } else if (indent !== null) setAttribute(self, "item_separator", ",");
        if (fallback !== null) setAttribute(self, "default", fallback);
        return null;
      },
      "default(self, o)": (_self: PyObject, value: PyValue) => refuse(value),
      "encode(self, o)": encode,
      "iterencode(self, o, _one_shot=False)": (self: PyObject, value: PyValue) =>
        new PyPieces(writeInPieces(value, writerOptions(self))),
    });
  });
}

function quoted(ensureAscii: boolean): (value: PyValue) => PyValue {
  return (value) => {
    const text = asString(value);
    if (text === undefined) throw raise.TypeError(`first argument must be a string, not ${typeOf(value).shown}`);
    return quote(text, ensureAscii);
  };
}

export function load(globals: NamespaceDict): void {
  names(globals, {
    JSONEncoder: makeEncoderClass(),
    INFINITY: new PyFloat(Infinity),
    __all__: new PyList(["JSONEncoder"]),
  });
  functions(globals, MODULE, {
    "encode_basestring(string, /)": quoted(false),
    "encode_basestring_ascii(string, /)": quoted(true),
  });
  for (const name of ["encode_basestring", "encode_basestring_ascii"]) {
    for (const prefix of ["c_", "py_"]) globals.setString(prefix + name, globals.getString(name) as PyValue);
  }
}
