// Expressions of unparse: what binds looser than its place allows is put in parentheses.

import { reprConstant, reprString } from "./constant-repr.ts";
import type { Arguments, BinaryOperator, ComparisonOperator, Comprehension, Expression, JoinedStr } from "./nodes.ts";
import { ELLIPSIS } from "./nodes.ts";
import { ALL_QUOTES, escapeText, quoteText } from "./quote-text.ts";

const PRECEDENCES = [
  "NAMED", "TUPLE", "YIELD", "TEST", "OR", "AND", "NOT", "COMPARE", "BITOR", "BITXOR", "BITAND", "SHIFT", "ARITHMETIC",
  "TERM", "FACTOR", "POWER", "AWAIT", "ATOM",
] as const; // oxfmt-ignore
type Precedence = (typeof PRECEDENCES)[number];

function rank(precedence: Precedence): number {
  return PRECEDENCES.indexOf(precedence);
}

export const BINARY_OPERATORS: Readonly<Record<BinaryOperator, { text: string; precedence: Precedence }>> = {
  Add: { text: "+", precedence: "ARITHMETIC" },
  Sub: { text: "-", precedence: "ARITHMETIC" },
  Mult: { text: "*", precedence: "TERM" },
  MatMult: { text: "@", precedence: "TERM" },
  Div: { text: "/", precedence: "TERM" },
  Mod: { text: "%", precedence: "TERM" },
  FloorDiv: { text: "//", precedence: "TERM" },
  LShift: { text: "<<", precedence: "SHIFT" },
  RShift: { text: ">>", precedence: "SHIFT" },
  BitOr: { text: "|", precedence: "BITOR" },
  BitXor: { text: "^", precedence: "BITXOR" },
  BitAnd: { text: "&", precedence: "BITAND" },
  Pow: { text: "**", precedence: "POWER" },
};
const UNARY_OPERATORS = { Invert: "~", Not: "not", UAdd: "+", USub: "-" } as const;
const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">=", Is: "is", IsNot: "is not", In: "in", NotIn: "not in",
}; // oxfmt-ignore
/** How an infinite float is written: as a number too large. */
const INFINITY = "1e309";

/** The expression's text where operators of `precedence` and tighter may stand bare. */
export function unparseExpression(expression: Expression, precedence: Precedence = "TEST"): string {
  return PLAIN.visit(expression, rank(precedence));
}

export function unparseParameters(args: Arguments): string {
  return PLAIN.parameters(args);
}

class ExpressionWriter {
  /** Within an f-string, strings are quoted so as to need no backslash. */
  private readonly avoidsBackslashes: boolean;

  constructor(avoidsBackslashes: boolean) {
    this.avoidsBackslashes = avoidsBackslashes;
  }

  visit(expression: Expression, outer: number): string {
    const group = (precedence: Precedence, text: string): string => (outer > rank(precedence) ? `(${text})` : text);
    const at = (each: Expression, precedence: Precedence, above = 0): string =>
      this.visit(each, rank(precedence) + above);
    switch (expression.node) {
      case "Name":
        return expression.id;
      case "Constant":
        return this.constant(expression);
      case "Attribute": {
        const { value } = expression;
        const isInt = value.node === "Constant" && (isInteger(value.value) || typeof value.value === "boolean");
        return `${at(value, "ATOM")}${isInt ? " " : ""}.${expression.attr}`;
      }
      case "Call":
        return `${at(expression.func, "ATOM")}(${this.list([
          ...expression.args,
          ...expression.keywords.map(({ arg, value }) => `${arg === null ? "**" : `${arg}=`}${at(value, "TEST")}`),
        ])})`;
      case "Subscript": {
        const { slice } = expression;
        const inner = slice.node === "Tuple" && slice.elts.length > 0 ? this.elements(slice.elts) : at(slice, "TEST");
        return `${at(expression.value, "ATOM")}[${inner}]`;
      }
      case "BinOp": {
        const { text, precedence } = BINARY_OPERATORS[expression.op];
        const isPower = expression.op === "Pow";
        const left = at(expression.left, precedence, isPower ? 1 : 0);
        return group(precedence, `${left} ${text} ${at(expression.right, precedence, isPower ? 0 : 1)}`);
      }
      case "UnaryOp": {
        const precedence = expression.op === "Not" ? "NOT" : "FACTOR";
        const space = expression.op === "Not" ? " " : "";
        return group(precedence, UNARY_OPERATORS[expression.op] + space + at(expression.operand, precedence));
      }
      case "BoolOp": {
        const precedence = expression.op === "Or" ? "OR" : "AND";
        // CPython raises the bar for each operand in turn.
        const values = expression.values.map((each, index) => {
          return this.visit(each, Math.min(rank(precedence) + index + 1, rank("ATOM")));
        });
        return group(precedence, values.join(expression.op === "Or" ? " or " : " and "));
      }
      case "Compare": {
        const rest = expression.ops.map((operator, index) => {
          const comparator = expression.comparators[index];
          return ` ${COMPARISONS[operator]} ${comparator === undefined ? "" : at(comparator, "COMPARE", 1)}`;
        });
        return group("COMPARE", at(expression.left, "COMPARE", 1) + rest.join(""));
      }
      case "IfExp": {
        const choice = `${at(expression.body, "OR")} if ${at(expression.test, "OR")}`;
        return group("TEST", `${choice} else ${at(expression.orelse, "TEST")}`);
      }
      case "Lambda": {
        const parameters = this.parameters(expression.args);
        return group("TEST", `lambda${parameters === "" ? "" : ` ${parameters}`}: ${at(expression.body, "TEST")}`);
      }
      case "NamedExpr":
        return group("TUPLE", `${at(expression.target, "ATOM")} := ${at(expression.value, "ATOM")}`);
      case "Yield":
        return group("YIELD", expression.value === null ? "yield" : `yield ${at(expression.value, "ATOM")}`);
      case "YieldFrom":
        return group("YIELD", `yield from ${at(expression.value, "ATOM")}`);
      case "Await":
        return group("AWAIT", `await ${at(expression.value, "ATOM")}`);
      case "Starred":
        return `*${at(expression.value, "BITOR")}`;
      case "Tuple":
        if (expression.elts.length === 0) return "()";
        return group("TUPLE", this.elements(expression.elts));
      case "List":
        return `[${this.list(expression.elts)}]`;
      case "Set":
        return expression.elts.length === 0 ? "{*()}" : `{${this.list(expression.elts)}}`;
      case "Dict":
        return `{${expression.keys
          .map((key, index) => {
            const value = expression.values[index];
            if (value === undefined) return "";
            return key === null ? `**${at(value, "BITOR")}` : `${at(key, "TEST")}: ${at(value, "TEST")}`;
          })
          .join(", ")}}`;
      case "ListComp":
        return `[${at(expression.elt, "TEST")}${this.comprehensions(expression.generators)}]`;
      case "SetComp":
        return `{${at(expression.elt, "TEST")}${this.comprehensions(expression.generators)}}`;
      case "GeneratorExp":
        return `(${at(expression.elt, "TEST")}${this.comprehensions(expression.generators)})`;
      case "DictComp": {
        const item = `${at(expression.key, "TEST")}: ${at(expression.value, "TEST")}`;
        return `{${item}${this.comprehensions(expression.generators)}}`;
      }
      case "Slice": {
        const { lower, upper, step } = expression;
        const bounds = `${lower === null ? "" : at(lower, "TEST")}:${upper === null ? "" : at(upper, "TEST")}`;
        return step === null ? bounds : `${bounds}:${at(step, "TEST")}`;
      }
      case "JoinedStr":
        return this.formatted(expression);
      case "FormattedValue":
        return this.formatted({ ...expression, node: "JoinedStr", values: [expression] });
    }
  }

  private list(items: readonly (Expression | string)[]): string {
    return items.map((each) => (typeof each === "string" ? each : this.visit(each, rank("TEST")))).join(", ");
  }

  /** The elements of a tuple: one alone keeps its comma. */
  private elements(elements: readonly Expression[]): string {
    return elements.length === 1 ? `${this.list(elements)},` : this.list(elements);
  }

  private comprehensions(generators: readonly Comprehension[]): string {
    let text = "";
    for (const { target, iter, ifs, is_async } of generators) {
      text += is_async === 1 ? " async for " : " for ";
      text += `${this.visit(target, rank("TUPLE"))} in ${this.visit(iter, rank("OR"))}`;
      for (const condition of ifs) text += ` if ${this.visit(condition, rank("OR"))}`;
    }
    return text;
  }

  private constant(expression: Extract<Expression, { node: "Constant" }>): string {
    const { value, kind } = expression;
    if (value === ELLIPSIS) return "...";
    if (typeof value === "string") {
      return (kind ?? "") + (this.avoidsBackslashes ? quoteText(value, ALL_QUOTES) : reprString(value));
    }
    const repr = reprConstant(value);
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return repr;
    return repr.replace("inf", INFINITY).replace("nan", `(${INFINITY}-${INFINITY})`);
  }

  parameters(args: Arguments): string {
    const items: string[] = [];
    const positional = [...args.posonlyargs, ...args.args];
    const withoutDefault = positional.length - args.defaults.length;
    for (const [index, each] of positional.entries()) {
      const value = args.defaults[index - withoutDefault];
      items.push(this.parameter(each) + (value === undefined ? "" : `=${this.visit(value, rank("TEST"))}`));
      if (index + 1 === args.posonlyargs.length) items.push("/");
    }
    if (args.vararg !== null) items.push(`*${this.parameter(args.vararg)}`);
    else if (args.kwonlyargs.length > 0) items.push("*");
    for (const [index, each] of args.kwonlyargs.entries()) {
      const value = args.kw_defaults[index] ?? null;
      items.push(this.parameter(each) + (value === null ? "" : `=${this.visit(value, rank("TEST"))}`));
    }
    if (args.kwarg !== null) items.push(`**${this.parameter(args.kwarg)}`);
    return items.join(", ");
  }

  private parameter(each: Arguments["args"][number]): string {
    return each.annotation === null ? each.arg : `${each.arg}: ${this.visit(each.annotation, rank("TEST"))}`;
  }

  /** All parts of an f-string must agree on its quotes. */
  private formatted(expression: JoinedStr): string {
    if (this.avoidsBackslashes) return `f${quoteText(this.formattedParts(expression), ALL_QUOTES)}`;
    let quotes = ALL_QUOTES;
    let body = "";
    for (const value of expression.values) {
      const isConstant = value.node === "Constant";
      const { escaped, possible } = escapeText(this.formattedPart(value), quotes, isConstant);
      quotes = possible;
      body += escaped;
    }
    const quote = quotes[0] ?? "'";
    return `f${quote}${body}${quote}`;
  }

  private formattedParts(expression: JoinedStr): string {
    return expression.values.map((each) => this.formattedPart(each)).join("");
  }

  private formattedPart(part: Expression): string {
    if (part.node === "Constant") return String(part.value).replaceAll("{", "{{").replaceAll("}", "}}");
    if (part.node !== "FormattedValue") return "";
    const value = WITHIN_FORMATTED.visit(part.value, rank("OR"));
    const conversion = part.conversion === -1 ? "" : `!${String.fromCharCode(part.conversion)}`;
    const spec = part.format_spec === null ? "" : `:${this.formattedParts(part.format_spec)}`;
    // "{ {": two braces together would be a literal one.
    return `{${value.startsWith("{") ? " " : ""}${value}${conversion}${spec}}`;
  }
}

const PLAIN = new ExpressionWriter(false);
const WITHIN_FORMATTED = new ExpressionWriter(true);

function isInteger(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}
