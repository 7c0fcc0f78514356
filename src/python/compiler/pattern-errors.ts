// What CPython's compiler refuses in the patterns of a match statement.

import { reprConstant, reprString } from "../syntax/constant-repr.ts";
import type {
  ConstantValue,
  Expression,
  MatchCase,
  MatchClass,
  MatchMapping,
  Pattern,
  Position,
} from "../syntax/nodes.ts";
import type { ScopeOptions } from "./scope.ts";
import { syntaxErrorAtNode } from "./scope.ts";

export function checkCases(cases: readonly MatchCase[], options: ScopeOptions): void {
  for (const [index, each] of cases.entries()) {
    const mayMatchAll = each.guard !== null || index === cases.length - 1;
    new PatternChecker(options).visit(each.pattern, mayMatchAll);
  }
}

class PatternChecker {
  private readonly options: ScopeOptions;
  private names = new Set<string>();
  /** The pattern that was come to last: where CPython shows a name bound twice. */
  private last: Position | undefined;

  constructor(options: ScopeOptions) {
    this.options = options;
  }

  private fail(position: Position, message: string): never {
    throw syntaxErrorAtNode(position, message, this.options);
  }

  /** `mayMatchAll`: nothing comes after that a pattern which always matches would make unreachable. */
  visit(pattern: Pattern, mayMatchAll: boolean): void {
    this.last = pattern;
    switch (pattern.node) {
      case "MatchValue":
        if (pattern.value.node !== "Attribute" && foldConstant(pattern.value) === undefined) {
          this.fail(pattern, "patterns may only match literals and attribute lookups");
        }
        return;
      case "MatchSingleton":
        return;
      case "MatchSequence":
        if (pattern.patterns.filter((each) => each.node === "MatchStar").length > 1) {
          this.fail(pattern, "multiple starred names in sequence pattern");
        }
        for (const each of pattern.patterns) this.visit(each, true);
        return;
      case "MatchStar":
        return this.store(pattern.name, pattern);
      case "MatchMapping":
        return this.visitMapping(pattern);
      case "MatchClass":
        return this.visitClass(pattern);
      case "MatchOr":
        return this.visitAlternatives(pattern.patterns, pattern, mayMatchAll);
      case "MatchAs":
        if (pattern.pattern === null && !mayMatchAll) {
          const what = pattern.name === null ? "wildcard" : `name capture ${reprString(pattern.name)}`;
          this.fail(pattern, `${what} makes remaining patterns unreachable`);
        }
        if (pattern.pattern !== null) this.visit(pattern.pattern, mayMatchAll);
        this.store(pattern.name, this.last ?? pattern);
    }
  }

  private store(name: string | null, position: Position): void {
    if (name === null) return;
    if (name === "__debug__") this.fail(position, "cannot assign to __debug__");
    if (this.names.has(name)) this.fail(position, `multiple assignments to name ${reprString(name)} in pattern`);
    this.names.add(name);
  }

  private visitMapping(pattern: MatchMapping): void {
    const seen = new Set<unknown>();
    for (const key of pattern.keys) {
      if (key.node === "Attribute") continue;
      const value = foldConstant(key);
      if (value === undefined) {
        this.fail(pattern, "mapping pattern keys may only match literals and attribute lookups");
      }
      if (seen.has(value.key)) this.fail(pattern, `mapping pattern checks duplicate key (${value.repr})`);
      seen.add(value.key);
    }
    for (const each of pattern.patterns) this.visit(each, true);
    this.store(pattern.rest, this.last ?? pattern);
  }

  private visitClass(pattern: MatchClass): void {
    for (const [index, attribute] of pattern.kwd_attrs.entries()) {
      if (attribute === "__debug__") this.fail(pattern, "cannot assign to __debug__");
      const repeated = pattern.kwd_attrs.indexOf(attribute, index + 1);
      const position = pattern.kwd_patterns[repeated];
      if (position !== undefined) this.fail(position, `attribute name repeated in class pattern: ${attribute}`);
    }
    for (const each of pattern.patterns) this.visit(each, true);
    for (const each of pattern.kwd_patterns) this.visit(each, true);
  }

  /** All alternatives bind the same names. */
  private visitAlternatives(patterns: readonly Pattern[], whole: Position, mayMatchAll: boolean): void {
    const outer = this.names;
    let expected: Set<string> | null = null;
    for (const [index, each] of patterns.entries()) {
      this.names = new Set();
      this.visit(each, mayMatchAll && index === patterns.length - 1);
      const found = this.names;
      if (expected === null) expected = found;
      else if (expected.size !== found.size || ![...expected].every((name) => found.has(name))) {
        this.fail(each, "alternative patterns bind different names");
      }
    }
    this.names = outer;
    for (const name of expected ?? []) this.store(name, this.last ?? whole);
  }
}

interface FoldedConstant {
  /** Equal for constants that Python finds equal. */
  key: unknown;
  repr: string;
}

/** A literal, a negative number or a complex number; undefined for all else. */
function foldConstant(expression: Expression): FoldedConstant | undefined {
  if (expression.node === "Constant") return { key: toKey(expression.value), repr: reprConstant(expression.value) };
  if (expression.node === "UnaryOp" && expression.operand.node === "Constant") {
    const value = negate(expression.operand.value);
    return value === undefined ? undefined : { key: toKey(value), repr: reprConstant(value) };
  }
  if (expression.node !== "BinOp") return undefined;
  const left = foldConstant(expression.left);
  const right = foldConstant(expression.right);
  if (left === undefined || right === undefined) return undefined;
  const sign = expression.op === "Add" ? "+" : "-";
  return { key: `complex ${String(left.key)}${sign}${String(right.key)}`, repr: `(${left.repr}${sign}${right.repr})` };
}

function negate(value: ConstantValue): ConstantValue | undefined {
  if (typeof value === "number" || typeof value === "bigint") return -value;
  if (typeof value !== "object" || value === null) return undefined;
  if ("float" in value) return { float: -value.float };
  return "imag" in value ? { imag: -value.imag } : undefined;
}

/** 1, 1.0 and True are the same key; so are equal strings, but not a string and the bytes that look like it. */
function toKey(value: ConstantValue): unknown {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string") return `str ${value}`;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return reprConstant(value);
  if ("float" in value) return value.float;
  return "imag" in value ? (value.imag === 0 ? 0 : `imaginary ${value.imag}`) : value;
}
