/** The text of what compile(), exec() and eval() are given: str, or bytes in the encoding that their head declares. */
import { bufferBytes } from "./builtins/buffer.ts";
import { decode } from "./builtins/encoding.ts";
import { lookupCodec } from "./builtins/text/codecs.ts";
import { call } from "./runtime/call.ts";
import { isException } from "./runtime/exceptions.ts";
import { raised } from "./runtime/frames.ts";
import { asString } from "./runtime/operators.ts";
import { exceptionTypes, raise } from "./runtime/raise.ts";
import { toStr } from "./runtime/show.ts";
import type { PyException, PyValue } from "./runtime/values.ts";

export function sourceText(source: PyValue): string {
  const bytes = bufferBytes(source),
    text = bytes === undefined ? asString(source) : decodeSource(bytes);
  if (text === undefined) throw raise.TypeError("compile() arg 1 must be a string, bytes or AST object");
  if (text.includes("\0")) throw syntaxError("source code string cannot contain null bytes");
  return text;
}

function syntaxError(message: string): PyException {
  return raised(call(exceptionTypes.SyntaxError, [message]));
}

function decodeSource(bytes: Uint8Array): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
    rest = hasMark ? bytes.subarray(3) : bytes;
  const declared = declaredEncoding(rest) ?? "utf-8",
    codec = lookupCodec(declared);
  if (codec === undefined) throw syntaxError(`unknown encoding: ${declared}`);
  if (hasMark && codec.name !== "utf-8") throw syntaxError(`encoding problem: ${declared} with BOM`);
  try {
    return decode(rest, declared);
  } catch (error) {
    throw isException(error, "UnicodeDecodeError") ? syntaxError(`(unicode error) ${toStr(error)}`) : error;
  }
}

/** `# coding: name` in the first line, or in the second below an empty line or a comment. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 400));
  return /^(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(head)?.[1];
}
