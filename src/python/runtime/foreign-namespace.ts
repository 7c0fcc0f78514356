/** Globals or built-ins that `exec` got as an object of another class than dict: each name is read and bound in the object. */
import { type GlobalCell, NamespaceDict, type PyDict } from "./dict.ts";
import { deleteName, fromMapping, storeName } from "./names.ts";
import type { PyValue } from "./values.ts";

export class ForeignNamespace extends NamespaceDict {
  readonly object: PyValue;
  constructor(object: PyValue, builtins: NamespaceDict | null) {
    super(builtins);
    this.object = object;
  }

  override get shown(): PyDict {
    return this.object as PyDict; // Functions are made in globals only, which are a dict of some class.
  }

  override cell(name: string): GlobalCell {
    let cell = this.cells.get(name);
    if (cell !== undefined) return cell;
    cell = super.cell(name);
    Object.defineProperty(cell, "v", {
      get: () => fromMapping(this.object, name),
      set: (value: PyValue | undefined) => {
        if (value === undefined) deleteName(this.object, name);
        else storeName(this.object, name, value);
      },
    });
    return cell;
  }

  override find(name: string): GlobalCell {
    return this.cell(name);
  }

  override getString(key: string): PyValue | undefined {
    return fromMapping(this.object, key);
  }
  override setString(key: string, value: PyValue): void {
    storeName(this.object, key, value);
  }
}
