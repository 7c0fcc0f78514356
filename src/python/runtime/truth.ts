/** Truth: bool(x), `if`, `while`, `and`, `or`, `not`. */
import {
  PyComplex,
  PyFloat,
  PyIntObject,
  PyObject,
  PyRange,
  PyStrObject,
  PyTuple,
  PyList,
  PyBytes,
  PyByteArray,
  type PyValue,
} from "./values.ts";

export function isTrue(value: PyValue): boolean {
  if (value === true) return true;
  if (value === false || value === null) return false;
  switch (typeof value) {
    case "number":
      return value !== 0;
    case "string":
      return value !== "";
    case "bigint":
      return true;
    case "boolean":
      return value;
    default:
      return value.isTrue();
  }
}

PyObject.prototype.isTrue = () => true;
PyIntObject.prototype.isTrue = function isTrueInt(this: PyIntObject): boolean {
  return this.value !== 0;
};
PyStrObject.prototype.isTrue = function isTrueStr(this: PyStrObject): boolean {
  return this.value !== "";
};
PyFloat.prototype.isTrue = function isTrueFloat(this: PyFloat): boolean {
  return this.v !== 0;
};
PyComplex.prototype.isTrue = function isTrueComplex(this: PyComplex): boolean {
  return this.re !== 0 || this.im !== 0;
};
PyList.prototype.isTrue = function isTrueList(this: PyList): boolean {
  return this.items.length > 0;
};
PyTuple.prototype.isTrue = function isTrueTuple(this: PyTuple): boolean {
  return this.items.length > 0;
};
PyBytes.prototype.isTrue = function isTrueBytes(this: PyBytes): boolean {
  return this.bytes.length > 0;
};
PyByteArray.prototype.isTrue = function isTrueByteArray(this: PyByteArray): boolean {
  return this.size > 0;
};
PyRange.prototype.isTrue = function isTrueRange(this: PyRange): boolean {
  return this.size !== 0;
};
