/** The parser as Python code calls it: it is fed text or bytes, and calls functions. */
import { bufferBytes } from "../../../builtins/buffer.ts";
import { decode } from "../../../builtins/encoding.ts";
import { latinText } from "../../../builtins/text/byte-builder.ts";
import { lookupCodec } from "../../../builtins/text/codecs.ts";
import { call1, call2 } from "../../../runtime/call.ts";
import { constructor, methods } from "../../../runtime/define.ts";
import { PyDict } from "../../../runtime/dict.ts";
import { asString } from "../../../runtime/operators.ts";
import { makeException, raise, withField } from "../../../runtime/raise.ts";
import { setAttribute } from "../../../runtime/attributes.ts";
import { isTrue } from "../../../runtime/truth.ts";
import { typeOf } from "../../../runtime/type-table.ts";
import { defineType } from "../../../runtime/types.ts";
import { PyObject, PyTuple, type PyType, type PyValue } from "../../../runtime/values.ts";
import { incompleteSize } from "../../codecs/incomplete.ts";
import { XmlError, type XmlHandler, XmlReader } from "../reader.ts";

class PyXmlReader extends PyObject {
  reader: XmlReader | null = null;
  errorType: PyType | null = null;
  /** Of bytes; known once the first of them came. */
  encoding: string | null = null;
  held: Uint8Array = new Uint8Array(0);
}
export const xmlReaderType: PyType = defineType("_XmlReader", PyXmlReader, {
  module: "xml.etree.ElementTree",
  final: true,
});

/** Handlers that are None are not called. */
function handlerOf(functions: Readonly<Record<string, PyValue>>): XmlHandler {
  const one = (f: PyValue): ((value: PyValue) => void) =>
    f === null ? () => undefined : (value) => void call1(f, value);
  const two = (f: PyValue): ((a: PyValue, b: PyValue) => void) =>
    f === null ? () => undefined : (a, b) => void call2(f, a, b);
  const start = two(functions["start"] ?? null),
    documentType = functions["doctype"] ?? null;
  return {
    start(name, pairs) {
      const attributes = new PyDict();
      for (const [key, value] of pairs) attributes.setString(key, value);
      start(name, attributes);
    },
    end: one(functions["end"] ?? null),
    data: one(functions["data"] ?? null),
    comment: one(functions["comment"] ?? null),
    instruction: two(functions["pi"] ?? null),
    startNamespace: two(functions["start_ns"] ?? null),
    endNamespace: one(functions["end_ns"] ?? null),
    documentType(name, publicId, systemId) {
      if (documentType !== null) call1(documentType, new PyTuple([name, publicId, systemId]));
    },
  };
}

constructor(
  xmlReaderType,
  "(cls, error, encoding, start, end, data, comment, pi, start_ns, end_ns, doctype)",
  (
    cls: PyType,
    error: PyType,
    encoding: PyValue,
    start: PyValue,
    end: PyValue,
    data: PyValue,
    comment: PyValue,
    pi: PyValue,
    startNs: PyValue,
    endNs: PyValue,
    doctype: PyValue,
  ) => {
    const self = new (cls.jsClass as unknown as typeof PyXmlReader)();
    self.errorType = error;
    self.encoding = encoding === null ? null : (asString(encoding) ?? null);
    self.reader = new XmlReader(
      handlerOf({ start, end, data, comment, pi, start_ns: startNs, end_ns: endNs, doctype }),
    );
    return self;
  },
);

methods(xmlReaderType, {
  "feed(self, data, final)"(self: PyXmlReader, data: PyValue, isFinal: PyValue) {
    try {
      self.reader?.feed(textOf(self, data, isTrue(isFinal)), isTrue(isFinal));
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      const exception = makeException(self.errorType as PyType, [error.message]);
      withField(exception, "msg", error.message);
      setAttribute(exception, "code", error.code);
      setAttribute(exception, "position", new PyTuple([error.line, error.column]));
      throw exception;
    }
    return null;
  },
});

function textOf(self: PyXmlReader, data: PyValue, isFinal: boolean): string {
  const text = asString(data);
  if (text !== undefined) return text;
  const bytes = bufferBytes(data);
  if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(data).shown}'`);
  const all = new Uint8Array(self.held.length + bytes.length);
  all.set(self.held);
  all.set(bytes, self.held.length);
  self.held = new Uint8Array(0);
  const wasKnown = self.encoding !== null;
  self.encoding ??= encodingOf(all);
  const codec = lookupCodec(self.encoding);
  if (codec === undefined) throw raise.ValueError(`unknown encoding: ${self.encoding}`);
  const incomplete = isFinal ? 0 : incompleteSize(all, codec.module);
  self.held = all.slice(all.length - incomplete);
  const decoded = decode(all.subarray(0, all.length - incomplete), self.encoding);
  return !wasKnown && decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded;
}

/** What a mark at the beginning or the declaration says; UTF-8 otherwise. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16";
  const head = latinText(bytes.subarray(0, 200));
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(head)?.[1];
  return declared === undefined || /^utf-?16/i.test(declared) ? "utf-8" : declared;
}
