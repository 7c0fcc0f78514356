/** `PickleBuffer`: memory that a pickle of protocol 5 may leave to the program to carry. */
import { type BufferView, bufferBytes, isBufferExporter } from "../../builtins/buffer.ts";
import { memoryviewType } from "../../builtins/memoryview.ts";
import { getAttribute } from "../../runtime/attributes.ts";
import { call } from "../../runtime/call.ts";
import { constructor, methods } from "../../runtime/define.ts";
import { raise } from "../../runtime/raise.ts";
import { typeOf } from "../../runtime/type-table.ts";
import { defineType } from "../../runtime/types.ts";
import { PyBytes, PyObject, type PyType, type PyValue } from "../../runtime/values.ts";

export class PyPickleBuffer extends PyObject {
  #object: PyValue;
  constructor(object: PyValue) {
    super();
    this.#object = object;
  }

  get object(): PyValue {
    if (this.#object === null) throw raise.ValueError("operation forbidden on released PickleBuffer object");
    return this.#object;
  }

  getBuffer(): BufferView {
    const { object } = this;
    if (isBufferExporter(object)) return object.getBuffer();
    const bytes = bufferBytes(object) ?? new Uint8Array(0);
    return { bytes, isReadOnly: object instanceof PyBytes, format: "B", itemSize: 1, shape: [bytes.length] };
  }

  release(): void {
    this.#object = null;
  }
}

export const pickleBufferType: PyType = defineType("PickleBuffer", PyPickleBuffer, { module: "pickle", final: true });

constructor(pickleBufferType, "(cls, object, /)", (_cls: PyType, object: PyValue) => {
  if (bufferBytes(object) === undefined)
    throw raise.TypeError(`a bytes-like object is required, not '${typeOf(object).shown}'`);
  return new PyPickleBuffer(object);
});
methods(pickleBufferType, {
  "raw(self, /)": (self: PyPickleBuffer) => call(memoryviewType, [self.object]),
  "release(self, /)"(self: PyPickleBuffer) {
    self.release();
    return null;
  },
});

/** What READONLY_BUFFER makes of a buffer: a view that cannot be written, where it is not so already. */
export function readOnlyBuffer(buffer: PyValue): PyValue {
  const isReadOnly = buffer instanceof PyBytes || (isBufferExporter(buffer) && buffer.getBuffer().isReadOnly);
  return isReadOnly ? buffer : call(getAttribute(call(memoryviewType, [buffer]), "toreadonly"), []);
}
