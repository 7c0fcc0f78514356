/** A text of a class that is made when it is first read: `__doc__` of a data class. */
import { defineType } from "../runtime/types.ts";
import { PyObject, type PyValue } from "../runtime/values.ts";

export class PyLazyText extends PyObject {
  readonly #make: () => string;
  #text: string | undefined;
  constructor(make: () => string) {
    super();
    this.#make = make;
  }
  get text(): string {
    return (this.#text ??= this.#make());
  }
}

defineType("lazy_text", PyLazyText, { final: true });
PyLazyText.prototype.bind = function bind(this: PyLazyText): PyValue {
  return this.text;
};
