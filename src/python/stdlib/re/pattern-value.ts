/** The shape of `re.Pattern`; what it can do is in pattern-object.ts. */
import { bufferBytes } from "../../builtins/buffer.ts";
import { defineType } from "../../runtime/types.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { PyObject, type PyType, type PyValue } from "../../runtime/values.ts";
import type { Pattern } from "./engine.ts";
import { readText } from "./subject.ts";
import { parseTemplate, type Template } from "./template.ts";
import { withPythonErrors } from "./error-type.ts";

/** Templates that a pattern remembers. */
const MAX_TEMPLATES = 64;

export class PyPattern extends PyObject {
  readonly engine: Pattern;
  /** The str or bytes it was compiled from; None for the pattern of a `re.Scanner`. */
  readonly source: PyValue;
  readonly isBytes: boolean;
  private readonly templates: Map<string, Template> = new Map();

  constructor(engine: Pattern, source: PyValue, isBytes: boolean) {
    super();
    this.engine = engine;
    this.source = source;
    this.isBytes = isBytes;
  }

  /** The parsed form of a replacement. */
  template(value: PyValue): Template {
    const text = readText(value);
    if (text === undefined)
      throw raise.TypeError(`decoding to str: need a bytes-like object, ${typeOf(value).shown} found`);
    const key = `${text.isBytes ? "b" : "s"}${text.text}`;
    let template = this.templates.get(key);
    if (template === undefined) {
      template = withPythonErrors(value, (warnings) =>
        parseTemplate(bufferBytes(value) ?? text.text, this.engine, warnings),
      );
      if (this.templates.size >= MAX_TEMPLATES) this.templates.clear();
      this.templates.set(key, template);
    }
    return template;
  }
}

export const patternType: PyType = defineType("Pattern", PyPattern, { module: "re", final: true });
