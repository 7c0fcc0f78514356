/** io.IncrementalNewlineDecoder: line ends over text that comes in pieces. */
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { asString } from "../../runtime/operators.ts";
import { raise } from "../../runtime/raise.ts";
import { isTrue } from "../../runtime/truth.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { toSize } from "../../runtime/subscript.ts";
import { PyBytes, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { call } from "../../runtime/call.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { callMethod } from "./base.ts";
import { newlineKinds, seenNewlines, translateNewlines } from "./lines.ts";

class PyNewlineDecoder extends PyObject {
  decoder: PyValue = null;
  translates = false;
  /** A \r at the end, which a \n may follow. */
  hasPendingReturn = false;
  seen = 0;
}
export const newlineDecoderType: PyType = defineType("IncrementalNewlineDecoder", PyNewlineDecoder, { module: "_io" });
constructor(
  newlineDecoderType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyNewlineDecoder)(),
);

methods(newlineDecoderType, {
  "__init__(self, decoder, translate, errors='strict')"(self: PyNewlineDecoder, decoder: PyValue, translate: PyValue) {
    self.decoder = decoder;
    self.translates = isTrue(translate);
    self.hasPendingReturn = false;
    self.seen = 0;
    return null;
  },
  "decode(self, input, final=False)"(self: PyNewlineDecoder, input: PyValue, final: PyValue) {
    const output = self.decoder === null ? input : call(getAttribute(self.decoder, "decode"), [input, final]);
    let text = asString(output);
    if (text === undefined)
      throw raise.TypeError(`decoder should return a string result, not '${typeOf(output).shown}'`);
    if (self.hasPendingReturn && (text !== "" || isTrue(final))) {
      text = `\r${text}`;
      self.hasPendingReturn = false;
    }
    if (!isTrue(final) && text.endsWith("\r")) {
      text = text.slice(0, -1);
      self.hasPendingReturn = true;
    }
    self.seen |= seenNewlines(text);
    return self.translates ? translateNewlines(text) : text;
  },
  "getstate(self, /)"(self: PyNewlineDecoder) {
    let buffer: PyValue = new PyBytes(),
      flag = 0;
    if (self.decoder !== null) {
      const state = callMethod(self.decoder, "getstate");
      if (!(state instanceof PyTuple)) throw raise.TypeError("illegal decoder state");
      buffer = state.items[0] as PyValue;
      flag = toSize(state.items[1] as PyValue);
    }
    return new PyTuple([buffer, flag * 2 + (self.hasPendingReturn ? 1 : 0)]);
  },
  "setstate(self, state, /)"(self: PyNewlineDecoder, state: PyValue) {
    if (!(state instanceof PyTuple)) throw raise.TypeError("state argument must be a tuple");
    const flag = toSize(state.items[1] as PyValue);
    self.hasPendingReturn = flag % 2 === 1;
    if (self.decoder !== null)
      callMethod(self.decoder, "setstate", new PyTuple([state.items[0] as PyValue, Math.floor(flag / 2)]));
    return null;
  },
  "reset(self, /)"(self: PyNewlineDecoder) {
    self.seen = 0;
    self.hasPendingReturn = false;
    if (self.decoder !== null) callMethod(self.decoder, "reset");
    return null;
  },
});
attributes<PyNewlineDecoder>(newlineDecoderType, {
  newlines(self) {
    const kinds = newlineKinds(self.seen);
    return kinds.length === 0 ? null : kinds.length === 1 ? (kinds[0] as string) : new PyTuple(kinds);
  },
});
