/** A scope and the names in it: what the first walk (scope-builder.ts) notes and the second (scopes.ts) decides. */
import type { Node, Position } from "../syntax/nodes.ts";
import { PythonSyntaxError } from "../syntax/errors.ts";

export type ScopeKind = "module" | "class" | "function" | "lambda" | "comprehension" | "type-parameters";

export interface SymbolInfo {
  /** Mangled when private to a class. */
  name: string;
  /** In a module every name is global. */
  binding: "local" | "cell" | "free" | "global-explicit" | "global-implicit";
  isParameter: boolean;
  isAssigned: boolean;
  isUsed: boolean;
  /** Annotated, as in `x: int`, and never bound. */
  isAnnotatedOnly: boolean;
  isNonlocalDeclared: boolean;
}

export interface Scope {
  kind: ScopeKind;
  name: string;
  qualname: string;
  node: Node;
  parent: Scope | null;
  children: Scope[];
  symbols: Map<string, SymbolInfo>;
  isGenerator: boolean;
  isCoroutine: boolean;
  /** Some `return` has a value. */
  hasReturnValue: boolean;
  /** Names called directly in this scope, as in `f(...)`. */
  callsByName: Set<string>;
  /** Of a class: a function within uses `super` or `__class__`. */
  needsClassCell: boolean;
  /** In the order of `co_varnames`: positional, keyword-only, `*args`, `**kwargs`. */
  parameters: string[];
}

export interface ScopeOptions {
  /** Annotations are not evaluated; `from __future__ import annotations` in the source has the same effect. */
  futureAnnotations?: boolean | undefined;
  filename?: string | undefined;
  /** The program's text, for the line that an error shows. */
  source?: string | undefined;
}

/** Private names (`__name`) are prefixed with the class's name, stripped of its leading underscores. */
export function mangle(name: string, className: string | null): string {
  if (className === null || !name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
  const stripped = className.replace(/^_+/, "");
  return stripped === "" ? name : `_${stripped}${name}`;
}

// How a scope uses a name: bits of the value in ScopeDraft.flags.
export const DECLARED_GLOBAL = 1;
export const DECLARED_NONLOCAL = 2;
export const BOUND = 4;
export const PARAMETER = 8;
export const USED = 16;
export const ANNOTATED = 32;
/** The target of a comprehension's `for`. */
export const ITERATION_TARGET = 64;
/** Bound by more than an annotation or an import. */
export const ASSIGNED = 128;
/** Bound by an import, which a later `global` may follow. */
export const IMPORTED = 256;

/** A scope as the first walk leaves it. */
export interface ScopeDraft {
  scope: Scope;
  parent: ScopeDraft | null;
  children: ScopeDraft[];
  flags: Map<string, number>;
  /** The statement that declared a name global or nonlocal. */
  declarations: Map<string, Position>;
  /** Name of the innermost class, for mangling. */
  className: string | null;
}

export function isFunctionLike(kind: ScopeKind): boolean {
  return kind !== "module" && kind !== "class";
}

/** The error over a node. CPython reports these at byte columns. */
export function syntaxErrorAtNode(position: Position, message: string, options: ScopeOptions): PythonSyntaxError {
  const line = options.source?.split("\n")[position.lineno - 1];
  return new PythonSyntaxError("SyntaxError", message, options.filename ?? "<string>", {
    lineno: position.lineno,
    offset: position.col_offset + 1,
    end_lineno: position.end_lineno,
    end_offset: position.end_col_offset + 1,
    text: line === undefined ? null : `${line}\n`,
  });
}
