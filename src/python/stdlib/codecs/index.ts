/** The module `codecs`: the encodings of str and bytes, and a few codecs from bytes to bytes and from text to text. */
import { toBufferBytes } from "../../builtins/buffer.ts";
import { characterNames, decode, encode, ERROR_HANDLERS } from "../../builtins/encoding.ts";
import { builtinErrorHandler, type CodecErrorHandler, UnicodeCodecError } from "../../builtins/text/codec-errors.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { lookupCodec } from "../../builtins/text/codecs.ts";
import { withTextErrors } from "../../builtins/text-errors.ts";
import { functions, makeFunction, names } from "../../runtime/define.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { exceptionField, isException } from "../../runtime/exceptions.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { type ExceptionName, raise } from "../../runtime/raise.ts";
import { isCallable } from "../../runtime/slots.ts";
import { shownArgument, typeOf } from "../../runtime/type-table.ts";
import { PyBytes, PyException, PyTuple, type PyValue } from "../../runtime/values.ts";
import { incompleteSize } from "./incomplete.ts";

const HANDLERS = ["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"];
const MORE_HANDLERS = ["surrogateescape", "surrogatepass"];

function text(value: PyValue, what: string): string {
  const found = asString(value);
  if (found === undefined) throw raise.TypeError(`${what} must be str, not ${shownArgument(value)}`);
  return found;
}

/** open() opens files. */
export const requires: readonly string[] = ["io"];

export function load(globals: NamespaceDict, interpreter: Interpreter): void {
  const known = new Map<string, PyValue>();
  for (const name of [...HANDLERS, ...MORE_HANDLERS]) {
    const handler = makeFunction(
      `${name}_errors(exception, /)`,
      (exception: PyValue) => handle(name, exception),
      "codecs",
    );
    known.set(name, handler);
    if (HANDLERS.includes(name)) globals.setString(`${name}_errors`, handler);
  }
  const mark = (...bytes: number[]): PyBytes => new PyBytes(Uint8Array.from(bytes));
  names(globals, {
    BOM_UTF8: mark(0xef, 0xbb, 0xbf),
    BOM_LE: mark(0xff, 0xfe),
    BOM_BE: mark(0xfe, 0xff),
    BOM_UTF16_LE: mark(0xff, 0xfe),
    BOM_UTF16_BE: mark(0xfe, 0xff),
    BOM: mark(0xff, 0xfe),
    BOM_UTF16: mark(0xff, 0xfe),
    BOM_UTF32_LE: mark(0xff, 0xfe, 0, 0),
    BOM_UTF32_BE: mark(0, 0, 0xfe, 0xff),
    BOM_UTF32: mark(0xff, 0xfe, 0, 0),
  });
  functions(globals, "codecs", {
    "_codec_name(encoding)"(encoding: PyValue) {
      const codec = lookupCodec(text(encoding, "lookup() argument"));
      return codec === undefined ? null : new PyTuple([codec.module, codec.name, codec.isText]);
    },
    "_encode(input, encoding, errors)": (input: PyValue, encoding: PyValue, errors: PyValue) =>
      new PyBytes(
        encode(
          text(input, `${(encoding as string).replaceAll("-", "_")}_encode() argument 1`),
          encoding as string,
          text(errors, "errors"),
        ),
      ),
    "_decode(input, encoding, errors)": (input: PyValue, encoding: PyValue, errors: PyValue) =>
      decode(toBufferBytes(input), encoding as string, text(errors, "errors")),
    "_incomplete(input, encoding)": (input: PyValue, encoding: PyValue) =>
      incompleteSize(toBufferBytes(input), encoding as string),
    "lookup_error(name, /)"(name: PyValue) {
      const wanted = text(name, "lookup_error() argument");
      const found = handlersOf(interpreter).get(wanted) ?? known.get(wanted);
      if (found === undefined) throw raise.LookupError(`unknown error handler name '${wanted}'`);
      return found;
    },
    "register_error(errors, handler, /)"(name: PyValue, handler: PyValue) {
      const wanted = text(name, "register_error() argument 1");
      if (!isCallable(handler)) throw raise.TypeError("handler must be callable");
      handlersOf(interpreter).set(wanted, handler);
      return null;
    },
  });
}

/** The handlers that the program registered. */
function handlersOf(interpreter: Interpreter): Map<string, PyValue> {
  let handlers = interpreter.moduleState.get(ERROR_HANDLERS) as Map<string, PyValue> | undefined;
  if (handlers === undefined) interpreter.moduleState.set(ERROR_HANDLERS, (handlers = new Map()));
  return handlers;
}

/** What each built-in handler is for; the others take all three errors. */
const HANDLED: Record<string, readonly ExceptionName[]> = {
  xmlcharrefreplace: ["UnicodeEncodeError"],
  namereplace: ["UnicodeEncodeError"],
  surrogateescape: ["UnicodeEncodeError", "UnicodeDecodeError"],
  surrogatepass: ["UnicodeEncodeError", "UnicodeDecodeError"],
};
const UNICODE_ERRORS: readonly ExceptionName[] = ["UnicodeEncodeError", "UnicodeDecodeError", "UnicodeTranslateError"];

/** A built-in handler, called by the program. */
function handle(name: string, exception: PyValue): PyValue {
  if (name === "strict")
    throw exception instanceof PyException ? exception : raise.TypeError("codec must pass exception instance");
  const kind = (HANDLED[name] ?? UNICODE_ERRORS).find((wanted) => isException(exception, wanted));
  if (kind === undefined)
    throw raise.TypeError(`don't know how to handle ${typeOf(exception).shown} in error callback`);
  const error = errorOf(exception as PyException, kind);
  const { start, end } = error;
  if (name === "ignore") return new PyTuple(["", end]);
  if (name === "replace" && kind === "UnicodeTranslateError")
    return new PyTuple(["\ufffd".repeat(Math.max(0, end - start)), end]);
  const handler = builtinErrorHandler(name, characterNames()?.nameOf) as CodecErrorHandler; // a name of the lists above
  const { replacement, position } = withTextErrors(() => {
    try {
      return handler(error);
    } catch (thrown) {
      throw thrown === error ? exception : thrown;
    }
  });
  return new PyTuple([typeof replacement === "string" ? replacement : new PyBytes(replacement), position]);
}

/** The fields of an exception; places outside of its object are moved into it. */
function errorOf(exception: PyException, kind: ExceptionName): UnicodeCodecError {
  const value = exception.fields?.get("object"),
    isBytes = kind === "UnicodeDecodeError";
  if (value === undefined) throw raise.TypeError("object attribute not set");
  const object = isBytes ? (value instanceof PyBytes ? value.bytes : undefined) : asString(value);
  if (object === undefined) throw raise.TypeError(`object attribute must be ${isBytes ? "bytes" : "unicode"}`);
  const size = typeof object === "string" ? codePointLength(object) : object.length;
  const [start, end] = [exceptionField(exception, "start") as number, exceptionField(exception, "end") as number];
  return new UnicodeCodecError(object, {
    start: Math.min(Math.max(0, start), Math.max(0, size - 1)),
    end: Math.min(Math.max(1, end), size),
    encoding: asString(exceptionField(exception, "encoding")) ?? "",
    reason: asString(exceptionField(exception, "reason")) ?? "",
  });
}

export const source: string = String.raw`
import builtins

__all__ = ["register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE",
           "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors",
           "backslashreplace_errors", "namereplace_errors", "register_error", "lookup_error"]


class CodecInfo(tuple):
    """The functions and classes of a codec."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (self.__class__.__module__, self.__class__.__qualname__, self.name, id(self))


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class BufferedIncrementalEncoder(IncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _Stream:
    def __getattr__(self, name):
        return getattr(self.__dict__["stream"], name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError("can't serialize %s" % type(self).__name__)


class StreamWriter(_Stream, Codec):
    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        data, consumed = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()


class StreamReader(_Stream, Codec):
    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        StreamReader.reset(self)

    def _more(self, size):
        """Reads bytes and decodes those that are whole; false where none came."""
        more = self.stream.read() if size < 0 else self.stream.read(size)
        data = self.bytebuffer + more
        if data:
            text, consumed = self.decode(data, self.errors)
            self.bytebuffer = data[consumed:]
            self.charbuffer += text
        return bool(more)

    def read(self, size=-1, chars=-1, firstline=False):
        if chars < 0:
            chars = size
        while (chars < 0 or len(self.charbuffer) < chars) and self._more(size):
            pass
        end = len(self.charbuffer) if chars < 0 else chars
        text, self.charbuffer = self.charbuffer[:end], self.charbuffer[end:]
        return text

    def readline(self, size=None, keepends=True):
        chunk = size or 72
        while True:
            lines = self.charbuffer.splitlines(True)
            # A return at the end may be half of a line end.
            if len(lines) > 1 or lines and lines[0].splitlines()[0] != lines[0] and lines[0][-1:] not in ("\r", b"\r") or not self._more(chunk):
                break
            chunk *= 2
        if not lines:
            return self.charbuffer
        self.charbuffer = self.charbuffer[len(lines[0]):]
        return lines[0] if keepends else lines[0].splitlines(False)[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer = self.charbuffertype()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self


class StreamReaderWriter(_Stream):
    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()


class StreamRecoder(StreamReaderWriter):
    """A file of one encoding that reads and writes bytes of another."""

    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)
        self.encode = encode
        self.decode = decode

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        return self.encode(self.reader.readline(size), self.errors)[0]

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


_MARKED = {"utf_16": ("utf_16_le", "utf_16_be", BOM_UTF16_LE, BOM_UTF16_BE), "utf_32": ("utf_32_le", "utf_32_be", BOM_UTF32_LE, BOM_UTF32_BE)}


def _text_codec(module, name):
    """The CodecInfo of an encoding of text."""
    def encode(input, errors="strict"):
        return _encode(input, name, errors), len(input)

    def decode(input, errors="strict"):
        return _decode(input, name, errors), len(input)

    class TextEncoder(IncrementalEncoder):
        _begun = False

        def encode(self, input, final=False):
            plain = name
            if self._begun and (module in _MARKED or module == "utf_8_sig"):
                # The mark stands at the beginning only.
                plain = _MARKED[module][0] if module in _MARKED else "utf_8"
            if input:
                self._begun = True
            elif module in _MARKED or module == "utf_8_sig":
                return b""
            return _encode(input, plain, self.errors)

        def reset(self):
            self._begun = False

        def getstate(self):
            return int(self._begun)

        def setstate(self, state):
            self._begun = bool(state)

    class TextDecoder(BufferedIncrementalDecoder):
        _order = None

        def _buffer_decode(self, data, errors, final):
            skipped, plain = 0, module
            if module in _MARKED or module == "utf_8_sig":
                if self._order is None:
                    if not final and (BOM_UTF8.startswith(data) and data != BOM_UTF8 if module == "utf_8_sig" else len(data) < len(_MARKED[module][2])):
                        return "", 0
                    skipped = self._find_order(data)
                plain = self._order
            usable = len(data) if final else len(data) - _incomplete(data[skipped:], plain)
            return _decode(data[skipped:usable], plain, errors), usable

        def _find_order(self, data):
            if module == "utf_8_sig":
                self._order = "utf_8"
                return 3 if data.startswith(BOM_UTF8) else 0
            little, big, little_mark, big_mark = _MARKED[module]
            size = len(little_mark)
            if len(data) >= size and data[:size] not in (little_mark, big_mark):
                raise UnicodeError(f"{name.upper()} stream does not start with BOM")
            self._order = big if data[:size] == big_mark else little
            return size if len(data) >= size else 0

        def reset(self):
            super().reset()
            self._order = None

        def getstate(self):
            if module in _MARKED:
                return self.buffer, 2 if self._order is None else int(self._order == _MARKED[module][1])
            return self.buffer, int(module == "utf_8_sig" and self._order is None)

        def setstate(self, state):
            self.buffer, flag = state
            if module in _MARKED:
                self._order = None if flag > 1 else _MARKED[module][flag]
            else:
                self._order = None if flag else "utf_8"

    class Reader(StreamReader):
        _decoder = None

        def decode(self, input, errors="strict"):
            if self._decoder is None:
                self._decoder = TextDecoder()
            return self._decoder._buffer_decode(input, errors, False)

        def reset(self):
            super().reset()
            self._decoder = None

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            encoder = self.__dict__.get("_encoder")
            if encoder is None:
                encoder = self._encoder = TextEncoder(errors)
            return encoder.encode(input), len(input)

        def reset(self):
            self._encoder = None

    for cls, shown in ((TextEncoder, "IncrementalEncoder"), (TextDecoder, "IncrementalDecoder"), (Reader, "StreamReader"), (Writer, "StreamWriter")):
        cls.__name__ = cls.__qualname__ = shown
        cls.__module__ = "encodings." + module
    return CodecInfo(encode, decode, Reader, Writer, TextEncoder, TextDecoder, name)


def _rot13(text):
    upper, lower = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
    return text.translate(str.maketrans(upper + lower, upper[13:] + upper[:13] + lower[13:] + lower[:13]))


def _uu_encode(data):
    import binascii
    lines = [binascii.b2a_uu(data[start:start + 45]) for start in range(0, len(data), 45)]
    return b"begin 666 <data>\n" + b"".join(lines) + b" \nend\n"


def _uu_decode(data):
    import binascii
    _, begin, body = bytes(data).partition(b"begin ")
    if not begin:
        raise ValueError('Missing "begin" line in input data')
    return b"".join(binascii.a2b_uu(line) for line in body.split(b"\n")[1:] if line and line != b"end")


def _other_codec(name):
    """A codec that is no encoding of text."""
    import base64
    import binascii
    import zlib
    functions = {
        "base64": (base64.encodebytes, base64.decodebytes),
        "hex": (binascii.b2a_hex, binascii.a2b_hex),
        "quopri": (lambda data: binascii.b2a_qp(data, quotetabs=True), binascii.a2b_qp),
        "rot13": (_rot13, _rot13),
        "uu": (_uu_encode, _uu_decode),
        "zlib": (zlib.compress, zlib.decompress),
    }
    key = {"base64_codec": "base64", "base_64": "base64", "hex_codec": "hex", "quopri_codec": "quopri", "quotedprintable": "quopri", "quoted_printable": "quopri", "rot_13": "rot13", "uu_codec": "uu",
           "zip": "zlib", "zlib_codec": "zlib"}.get(name, name)
    if key not in functions:
        return None
    forward, backward = functions[key]

    def encode(input, errors="strict"):
        return forward(input), len(input)

    def decode(input, errors="strict"):
        return backward(input), len(input)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return forward(input)

    class Decoder(IncrementalDecoder):
        def decode(self, input, final=False):
            return backward(input)

    class Reader(StreamReader):
        charbuffertype = str if key == "rot13" else bytes

    class Writer(StreamWriter):
        pass

    Reader.decode = Writer.decode = staticmethod(decode)
    Reader.encode = Writer.encode = staticmethod(encode)
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, "rot-13" if key == "rot13" else key, _is_text_encoding=False)


_searches = []
_known = {}
_found = {}


def register(search_function, /):
    """Adds a function that finds codecs by name."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    if search_function in _searches:
        _searches.remove(search_function)
        _known.clear()
        _found.clear()


def _registered(encoding):
    normal = encoding.lower().replace(" ", "_").replace("-", "_")
    info = _found.get(normal)
    for search in _searches if info is None else ():
        info = search(normal)
        if info is not None:
            if not isinstance(info, tuple) or len(info) != 4:
                raise TypeError("codec search functions must return 4-tuples")
            _found[normal] = info
            break
    return info


def lookup(encoding, /):
    """The codec of that name."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    normal = "_".join(encoding.lower().replace("-", " ").replace("_", " ").split())
    info = _known.get(normal)
    if info is not None:
        return info
    found = _codec_name(encoding)
    if found and found[2]:
        info = _text_codec(found[0], found[1])
    else:
        info = _other_codec(normal)
        if info is None:
            info = _registered(encoding)
    if info is None:
        raise LookupError("unknown encoding: " + encoding)
    _known[normal] = info
    return info


def _run(action, function, obj, encoding, errors):
    try:
        return function(obj, errors)[0]
    except UnicodeError:
        raise
    except Exception as error:
        try:
            wrapped = type(error)(f"{action} with '{encoding}' codec failed ({type(error).__name__}: {error})")
        except Exception:
            raise error
        raise wrapped from error


def encode(obj, encoding="utf-8", errors="strict"):
    return _run("encoding", lookup(encoding)[0], obj, encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    return _run("decoding", lookup(encoding)[1], obj, encoding, errors)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = encoder.encode(piece)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = decoder.decode(piece)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Opens a file whose text is encoded on the way; line ends stay as they are."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        wrapped.encoding = encoding
        return wrapped
    except BaseException:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file of one encoding that reads and writes bytes of another."""
    outer, inner = lookup(data_encoding), lookup(file_encoding or data_encoding)
    recoder = StreamRecoder(file, outer.encode, outer.decode, inner.streamreader, inner.streamwriter, errors)
    recoder.data_encoding, recoder.file_encoding = data_encoding, file_encoding or data_encoding
    return recoder


def _functions_of(name):
    """The functions of one encoding; what is not whole at the end waits for more."""
    def encode(str, errors="strict", /):
        return _encode(str, name, errors or "strict"), len(str)

    def decode(data, errors="strict", final="escape" in name, /):
        size = len(data) if final else len(data) - _incomplete(data, name)
        return _decode(bytes(data)[:size], name, errors or "strict"), size

    for function in (encode, decode):
        function.__name__ = function.__qualname__ = f"{name}_{function.__name__}"
        globals()[function.__name__] = function


for _name in "ascii latin_1 raw_unicode_escape unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8".split():
    _functions_of(_name)
`;
