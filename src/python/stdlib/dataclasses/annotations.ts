/** What an annotation says of a field: ClassVar, InitVar and KW_ONLY, as objects or as text. */
import { attributeOr } from "../../runtime/attributes.ts";
import type { Interpreter } from "../../runtime/interpreter.ts";
import { asString } from "../../runtime/operators.ts";
import { type PyModule, type PyType, type PyValue } from "../../runtime/values.ts";
import { initVarType, KW_ONLY, PyInitVar } from "./field.ts";

/** The first word of an annotation, with the module before it. */
const FIRST_NAME = /^(?:\s*(\w+)\s*\.)?\s*(\w+)/;

export class Annotations {
  readonly #interpreter: Interpreter;
  readonly #cls: PyType;
  constructor(interpreter: Interpreter, cls: PyType) {
    this.#interpreter = interpreter;
    this.#cls = cls;
  }

  isClassVariable(annotation: PyValue): boolean {
    const typing = this.#interpreter.module("typing");
    const classVar = typing?.globals.getString("ClassVar");
    if (typing === undefined || classVar === undefined) return false;
    return this.#says(
      annotation,
      typing,
      (value) => value === classVar || attributeOr(value, "__origin__", undefined) === classVar,
    );
  }

  isInitVariable(annotation: PyValue): boolean {
    return this.#says(annotation, this.#dataclasses(), (value) => value === initVarType || value instanceof PyInitVar);
  }

  isKeywordOnlyMark(annotation: PyValue): boolean {
    return this.#says(annotation, this.#dataclasses(), (value) => value === KW_ONLY);
  }

  #dataclasses(): PyModule | undefined {
    return this.#interpreter.module("dataclasses");
  }

  /** Whether the annotation, or what its first word names in the class's module, is the mark. */
  #says(annotation: PyValue, home: PyModule | undefined, isMark: (value: PyValue) => boolean): boolean {
    if (annotation === null) return false;
    const text = asString(annotation);
    if (text === undefined) return isMark(annotation);
    const match = FIRST_NAME.exec(text);
    if (match === null) return false;
    const moduleName = this.#cls.namespace.get("__module__");
    const module = typeof moduleName === "string" ? this.#interpreter.module(moduleName) : undefined;
    const [, prefix, name = ""] = match;
    if (prefix === undefined) return isMark(module?.globals.getString(name) ?? null);
    const named = module?.globals.getString(prefix);
    return named !== undefined && named === home && isMark(home?.globals.getString(name) ?? null);
  }
}
