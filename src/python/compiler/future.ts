/** `from __future__ import ...`: which statements are, and whether they defer annotations. Where they may stand is in early-errors.ts. */
import type { Root, Statement } from "../syntax/nodes.ts";

export type FutureImport = Extract<Statement, { node: "ImportFrom" }>;

export function isFutureImport(statement: Statement): statement is FutureImport {
  return statement.node === "ImportFrom" && statement.module === "__future__" && statement.level === 0;
}

export function importsFutureAnnotations(root: Root): boolean {
  return (
    root.node !== "Expression" &&
    root.body.some((each) => isFutureImport(each) && each.names.some(({ name }) => name === "annotations"))
  );
}
