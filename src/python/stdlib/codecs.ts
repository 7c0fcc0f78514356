/** `codecs`: encodings by name, over the same functions that str.encode and bytes.decode use. */
import { getAttribute } from "../runtime/attributes.ts";
import { PyBuiltin } from "../runtime/builtin.ts";
import { functions } from "../runtime/define.ts";
import type { NamespaceDict } from "../runtime/dict.ts";
import type { Interpreter } from "../runtime/interpreter.ts";
import { asInt, asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { isCallable } from "../runtime/slots.ts";
import { typeOf } from "../runtime/type-table.ts";
import { PyBytes, PyException, PyTuple, type PyValue } from "../runtime/values.ts";
import { bufferBytes } from "../builtins/buffer.ts";
import { decode, encode, ERROR_HANDLERS } from "../builtins/encoding.ts";
import { withTextErrors } from "../builtins/text-errors.ts";
import { builtinErrorHandler, type CodecErrorHandler, UnicodeCodecError } from "../builtins/text/codec-errors.ts";
import { lookupCodec } from "../builtins/text/codecs.ts";

/** A built-in handler, called from Python with the exception. */
function callBuiltinHandler(handler: CodecErrorHandler, name: string, exception: PyValue): PyValue {
  const kind = typeOf(exception).name;
  if (!(exception instanceof PyException)) throw raise.TypeError("codec must pass exception instance");
  if (name === "strict") throw exception;
  if (!/^Unicode(?:Encode|Decode)Error$/.test(kind)) {
    throw raise.TypeError(`don't know how to handle ${kind} in error callback`);
  }
  const object = getAttribute(exception, "object");
  const error = new UnicodeCodecError(asString(object) ?? bufferBytes(object) ?? "", {
    encoding: text(getAttribute(exception, "encoding"), "encoding"),
    start: Number(asInt(getAttribute(exception, "start")) ?? 0),
    end: Number(asInt(getAttribute(exception, "end")) ?? 0),
    reason: text(getAttribute(exception, "reason"), "reason"),
  });
  const { replacement, position } = withTextErrors(() => handler(error));
  return new PyTuple([typeof replacement === "string" ? replacement : new PyBytes(replacement), position]);
}

function text(value: PyValue, what: string): string {
  const string = asString(value);
  if (string === undefined) throw raise.TypeError(`${what} must be str, not ${typeOf(value).name}`);
  return string;
}

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const handlers = (): Map<string, PyValue> => {
    let map = interpreter.moduleState.get(ERROR_HANDLERS) as Map<string, PyValue> | undefined;
    if (map === undefined) {
      map = new Map();
      interpreter.moduleState.set(ERROR_HANDLERS, map);
    }
    return map;
  };
  functions(globals, "codecs", {
    "_name(encoding, /)": (encoding: PyValue) => lookupCodec(text(encoding, "lookup() argument"))?.name ?? null,
    "_encode(string, encoding, errors, /)": (string: PyValue, encoding: PyValue, errors: PyValue) =>
      new PyBytes(
        encode(
          text(string, "encode() argument 1"),
          text(encoding, "encode() argument 2"),
          text(errors, "encode() argument 3"),
        ),
      ),
    "_decode(data, encoding, errors, /)"(data: PyValue, encoding: PyValue, errors: PyValue) {
      const bytes = bufferBytes(data);
      if (bytes === undefined) throw raise.TypeError(`a bytes-like object is required, not '${typeOf(data).name}'`);
      return decode(bytes, text(encoding, "decode() argument 2"), text(errors, "decode() argument 3"));
    },
    "register_error(name, handler, /)"(name: PyValue, handler: PyValue) {
      if (!isCallable(handler)) throw raise.TypeError("handler must be callable");
      handlers().set(text(name, "register_error() argument 1"), handler);
      return null;
    },
    "lookup_error(name, /)"(name: PyValue) {
      const key = text(name, "lookup_error() argument");
      const own = handlers().get(key);
      if (own !== undefined) return own;
      const handler = builtinErrorHandler(key);
      if (handler === undefined) throw raise.LookupError(`unknown error handler name '${key}'`);
      return new PyBuiltin(`${key}_errors`, "function", null, "exception, /", (exception: PyValue) =>
        callBuiltinHandler(handler, key, exception),
      );
    },
  });
  globals.setString("BOM_UTF8", new PyBytes(new Uint8Array([0xef, 0xbb, 0xbf])));
}

export const source: string = `
__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE", "BOM_UTF8", "BOM_UTF16",
           "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder",
           "StreamReader", "StreamWriter", "StreamReaderWriter", "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "getreader",
           "getwriter", "encode", "decode", "iterencode", "iterdecode", "register_error", "lookup_error", "strict_errors", "ignore_errors", "replace_errors"]

BOM_LE = BOM_UTF16_LE = BOM32_LE = BOM_UTF16 = BOM = b"\\xff\\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\\xfe\\xff"
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b"\\xff\\xfe\\x00\\x00"
BOM_UTF32_BE = BOM64_BE = b"\\x00\\x00\\xfe\\xff"

_registered = []


class CodecInfo(tuple):
    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name, self.encode, self.decode = name, encode, decode
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self.streamreader, self.streamwriter = streamreader, streamwriter
        return self

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} object for encoding {self.name} at {id(self):#x}>"


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    _encoding = None

    def __init__(self, errors="strict"):
        self.errors = errors

    def encode(self, input, final=False):
        if self._encoding is None:
            raise NotImplementedError
        return _encode(input, self._encoding, self.errors)

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    _encoding = None

    def __init__(self, errors="strict"):
        self.errors = errors
        self._rest = b""

    def decode(self, input, final=False):
        if self._encoding is None:
            raise NotImplementedError
        data = self._rest + bytes(input)
        self._rest = b""
        if not final:
            cut = _incomplete(data, self._encoding)
            if cut:
                data, self._rest = data[:-cut], data[-cut:]
        return _decode(data, self._encoding, self.errors)

    def reset(self):
        self._rest = b""

    def getstate(self):
        return (self._rest, 0)

    def setstate(self, state):
        self._rest = state[0]


BufferedIncrementalDecoder = IncrementalDecoder
BufferedIncrementalEncoder = IncrementalEncoder


def _incomplete(data, encoding):
    """How many bytes at the end may be the beginning of a character."""
    if encoding.startswith("utf-16"):
        rest = len(data) % 2
        unit = data[-2 - rest:len(data) - rest]
        if len(unit) == 2 and 0xD8 <= unit[0 if encoding.endswith("be") else 1] < 0xDC:
            return rest + 2
        return rest
    if encoding.startswith("utf-32"):
        return len(data) % 4
    if encoding not in ("utf-8", "utf-8-sig"):
        return 0
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < need else 0
    return 0


class StreamWriter(Codec):
    _encoding = None

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, object):
        self.stream.write(_encode(object, self._encoding, self.errors))

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()


class StreamReader(Codec):
    _encoding = None

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._text = None

    def _load(self):
        if self._text is None:
            import io
            self._text = io.StringIO(_decode(self.stream.read(), self._encoding, self.errors), newline="")
        return self._text

    def read(self, size=-1, chars=-1, firstline=False):
        return self._load().read(chars if chars >= 0 else size)

    def readline(self, size=None, keepends=True):
        line = self._load().readline()
        return line if keepends else line.splitlines()[0] if line else line

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self._text = None

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()


class StreamReaderWriter:
    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def write(self, data):
        return self.writer.write(data)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.stream.close()


_known = {}


def register(search_function, /):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _registered.append(search_function)


def unregister(search_function, /):
    if search_function in _registered:
        _registered.remove(search_function)
    _known.clear()


def lookup(encoding, /):
    info = _known.get(encoding)
    if info is not None:
        return info
    name = _name(encoding)
    if name is None:
        for search in _registered:
            info = search(encoding.lower().replace(" ", "_"))
            if info is not None:
                _known[encoding] = info
                return info
        raise LookupError(f"unknown encoding: {encoding}")

    def encode(input, errors="strict"):
        return _encode(input, name, errors), len(input)

    def decode(input, errors="strict"):
        return _decode(input, name, errors), len(input)
    made = {"_encoding": name}
    info = _known[encoding] = CodecInfo(encode, decode, type("StreamReader", (StreamReader,), made), type("StreamWriter", (StreamWriter,), made),
                                        type("IncrementalEncoder", (IncrementalEncoder,), made), type("IncrementalDecoder", (IncrementalDecoder,), made), name)
    return info


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def _part(encoding, name):
    part = getattr(lookup(encoding), name)
    if part is None:
        raise LookupError(encoding)
    return part


def getincrementalencoder(encoding):
    return _part(encoding, "incrementalencoder")


def getincrementaldecoder(encoding):
    return _part(encoding, "incrementaldecoder")


def getreader(encoding):
    return _part(encoding, "streamreader")


def getwriter(encoding):
    return _part(encoding, "streamwriter")


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = encoder.encode(input)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = decoder.decode(input)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    import builtins
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    made = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    made.encoding = encoding
    return made


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    info = lookup(file_encoding or data_encoding)
    return StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)


def charmap_build(decoding_table):
    return {ord(char): code for code, char in enumerate(decoding_table)}


def _direct(name, encoding):
    def encode(string, errors="strict"):
        return _encode(string, encoding, errors or "strict"), len(string)

    def decode(data, errors="strict", final=True):
        return _decode(data, encoding, errors or "strict"), len(data)
    globals()[name + "_encode"], globals()[name + "_decode"] = encode, decode


for _pair in ("utf_8 utf-8", "utf_16 utf-16", "utf_16_le utf-16-le", "utf_16_be utf-16-be", "utf_32 utf-32", "utf_32_le utf-32-le", "utf_32_be utf-32-be",
              "latin_1 latin-1", "ascii ascii", "utf_7 utf-7", "unicode_escape unicode_escape", "raw_unicode_escape raw_unicode_escape"):
    _direct(*_pair.split())

strict_errors = lookup_error("strict")
ignore_errors = lookup_error("ignore")
replace_errors = lookup_error("replace")
xmlcharrefreplace_errors = lookup_error("xmlcharrefreplace")
backslashreplace_errors = lookup_error("backslashreplace")
namereplace_errors = lookup_error("namereplace")
`;
