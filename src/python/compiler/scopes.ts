// Which name is local, cell, free or global.
//
// The algorithm, CPython's: a first walk (scope-builder.ts) makes a tree of scopes and notes in each how its names are
// used: bound, read, declared global or nonlocal. A second walk, from the root down, decides each name:
// declared global -> global; bound here -> local; bound by an enclosing function -> free here and a cell there;
// otherwise global. Class scopes are looked through, except that a class offers `__class__` to its functions.

import type { Node, Root } from "../syntax/nodes.ts";
import type { PythonSyntaxError } from "../syntax/errors.ts";
import {
  ANNOTATED,
  ASSIGNED,
  BOUND,
  DECLARED_GLOBAL,
  DECLARED_NONLOCAL,
  IMPORTED,
  isFunctionLike,
  PARAMETER,
  type Scope,
  type ScopeDraft,
  type ScopeOptions,
  type SymbolInfo,
  syntaxErrorAtNode,
  USED,
} from "./scope.ts";
import { buildScopes } from "./scope-builder.ts";

export interface ScopeAnalysis {
  root: Scope;
  /**
   * The scope of each module, class, function, lambda and comprehension, and of what PEP 695 evaluates late: a type
   * alias's value and a type variable's bound, as parameterless lambdas. A scope of type parameters is the parent of
   * the scope of its definition.
   */
  scopeOf: Map<Node, Scope>;
}

/** Analyses a tree; throws PythonSyntaxError for what CPython's symbol table refuses. */
export function analyseScopes(root: Root, options: ScopeOptions = {}): ScopeAnalysis {
  const { draft, drafts } = buildScopes(root, options);
  resolve(draft, options);
  const scopeOf = new Map<Node, Scope>();
  for (const each of drafts) if (each.scope.kind !== "type-parameters") scopeOf.set(each.scope.node, each.scope);
  return { root: draft.scope, scopeOf };
}

function resolve(draft: ScopeDraft, options: ScopeOptions): void {
  for (const [name, flags] of draft.flags) resolveName(draft, name, flags, options);
  for (const child of draft.children) resolve(child, options);
}

function resolveName(draft: ScopeDraft, name: string, flags: number, options: ScopeOptions): void {
  const binding = decideBinding(draft, name, flags, options);
  // An inner scope may have made it a cell already: it is resolved after its parents, but only once.
  addSymbol(draft, name, flags, binding);
}

function decideBinding(draft: ScopeDraft, name: string, flags: number, options: ScopeOptions): SymbolInfo["binding"] {
  if ((flags & DECLARED_GLOBAL) !== 0) {
    if ((flags & DECLARED_NONLOCAL) !== 0)
      throw declarationError(draft, name, "name '%' is nonlocal and global", options);
    return "global-explicit";
  }
  if ((flags & DECLARED_NONLOCAL) !== 0) {
    if (draft.parent === null) {
      throw declarationError(draft, name, "nonlocal declaration not allowed at module level", options);
    }
    if (!captureFromOutside(draft, name)) {
      throw declarationError(draft, name, "no binding for nonlocal '%' found", options);
    }
    return "free";
  }
  if (draft.scope.kind === "module") return "global-implicit";
  if ((flags & BOUND) !== 0) return "local";
  return captureFromOutside(draft, name) ? "free" : "global-implicit";
}

function declarationError(draft: ScopeDraft, name: string, message: string, options: ScopeOptions): PythonSyntaxError {
  const position = draft.declarations.get(name) ?? { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };
  return syntaxErrorAtNode(position, message.replace("%", name), options);
}

/** Looks for a function around `draft` that binds `name`; makes it a cell there and free on the way. */
function captureFromOutside(draft: ScopeDraft, name: string): boolean {
  const between: ScopeDraft[] = [];
  for (let outer = draft.parent; outer !== null; outer = outer.parent) {
    const flags = outer.flags.get(name) ?? 0;
    if (outer.scope.kind === "class" && name === "__class__") {
      outer.scope.needsClassCell = true;
      markFree(between, name);
      return true;
    }
    if (isFunctionLike(outer.scope.kind)) {
      if ((flags & DECLARED_GLOBAL) !== 0) return false;
      if ((flags & BOUND) !== 0 && (flags & DECLARED_NONLOCAL) === 0) {
        const symbol = outer.scope.symbols.get(name);
        if (symbol !== undefined) symbol.binding = "cell";
        markFree(between, name);
        return true;
      }
    }
    between.push(outer);
  }
  return false;
}

/** Scopes between a variable and its use pass it on, even if they do not mention it. */
function markFree(drafts: ScopeDraft[], name: string): void {
  for (const draft of drafts) {
    if (!draft.scope.symbols.has(name)) addSymbol(draft, name, draft.flags.get(name) ?? 0, "free");
  }
}

function addSymbol(draft: ScopeDraft, name: string, flags: number, binding: SymbolInfo["binding"]): void {
  draft.scope.symbols.set(name, {
    name,
    binding,
    isParameter: (flags & PARAMETER) !== 0,
    isAssigned: (flags & (ASSIGNED | IMPORTED | PARAMETER)) !== 0,
    isUsed: (flags & USED) !== 0,
    isAnnotatedOnly: (flags & ANNOTATED) !== 0 && (flags & (ASSIGNED | IMPORTED)) === 0,
    isNonlocalDeclared: (flags & DECLARED_NONLOCAL) !== 0,
  });
}
