/** `re.Scanner`: undocumented, a tokeniser from a list of (pattern, action). */
import { asInt, asString } from "../../runtime/operators.ts";
import { attributes, constructor, methods } from "../../runtime/define.ts";
import { call2, isObject } from "../../runtime/call.ts";
import { defineType, lookup } from "../../runtime/types.ts";
import { itemsOf, unpack } from "../../runtime/iterate.ts";
import { meter, spend } from "../../runtime/limits.ts";
import { raise } from "../../runtime/raise.ts";
import { setAttribute } from "../../runtime/attributes.ts";
import { PyList, PyObject, PyTuple, type PyType, type PyValue } from "../../runtime/values.ts";
import { compileLexicon, scan } from "./engine.ts";
import { PyMatch } from "./match-object.ts";
import { PyPattern } from "./pattern-value.ts";
import { toSubject } from "./subject.ts";
import { withPythonErrors } from "./error-type.ts";

class PyLexicalScanner extends PyObject {
  lexicon: PyValue = null;
  pattern: PyPattern | null = null;
  actions: PyValue[] = [];
}

export const lexicalScannerType: PyType = defineType("Scanner", PyLexicalScanner, {
  isPython: true,
  module: "re",
  instanceDict: true,
});

constructor(
  lexicalScannerType,
  "(cls, *args, **kwargs)",
  (cls: PyType) => new (cls.jsClass as unknown as new () => PyLexicalScanner)(),
);

methods(lexicalScannerType, {
  "__init__(self, lexicon, flags=0)"(self: PyLexicalScanner, lexicon: PyValue, flags: PyValue) {
    const phrases: string[] = [];
    self.actions = [];
    for (const entry of itemsOf(lexicon)) {
      const [phrase, action] = unpack(entry, 2);
      const text = asString(phrase ?? null);
      if (text === undefined) throw raise.TypeError("first argument must be string or compiled pattern");
      phrases.push(text);
      self.actions.push(action ?? null);
    }
    self.lexicon = lexicon;
    const engine = withPythonErrors(phrases.join("|"), (warnings) =>
      compileLexicon(phrases, Number(asInt(flags) ?? 0), { warnings, meter }),
    );
    self.pattern = new PyPattern(engine, null, false);
    return null;
  },
  "scan(self, string)": tokenize,
});

attributes(lexicalScannerType, {
  lexicon: (self: PyLexicalScanner) => self.lexicon,
  scanner: (self: PyLexicalScanner) => self.pattern,
});

function tokenize(self: PyLexicalScanner, string: PyValue): PyValue {
  const { pattern, actions } = self;
  if (pattern === null) throw raise.AttributeError("'Scanner' object has no attribute 'scanner'");
  const subject = toSubject(string, false);
  const end = subject.text.length;
  const scanner = scan(pattern.engine, subject.text, 0, end, meter);
  const tokens: PyValue[] = [];
  let position = 0;
  while (scanner.find("match") && scanner.endOf(0) > position) {
    spend(1);
    const result = scanner.result();
    position = scanner.endOf(0);
    let token = actions[(result.lastindex ?? 1) - 1] ?? null;
    if (isObject(token) && lookup(token.cls, "__call__") !== undefined) {
      const match = new PyMatch(pattern, subject, result, 0, end);
      setAttribute(self, "match", match);
      token = call2(token, self, match.group(0, null));
    }
    if (token !== null) tokens.push(token);
  }
  return new PyTuple([new PyList(tokens), subject.text.slice(position)]);
}
