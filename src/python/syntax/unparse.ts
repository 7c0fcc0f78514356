// Tree -> Python text, as CPython's ast.unparse writes it: its spacing, its quotes, its parentheses.

import type {
  AsyncFunctionDef, ClassDef, Expression, FunctionDef, MatchCase, Node, Pattern, Statement,
  TypeParameter, WithItem,
} from "./nodes.ts"; // oxfmt-ignore
import { reprConstant } from "./constant-repr.ts";
import { MULTILINE_QUOTES, quoteText } from "./quote-text.ts";
import { isStatement } from "./walk.ts";
import { BINARY_OPERATORS, unparseExpression, unparseParameters } from "./unparse-expressions.ts";

/** The text of a module, a statement, an expression, or a part of one. */
export function unparse(node: Node): string {
  const writer = new StatementWriter();
  writer.writeAny(node);
  return writer.text.replace(/^\n/, "");
}

class StatementWriter {
  text = "";
  private indentation = 0;

  writeAny(node: Node): void {
    switch (node.node) {
      case "Module":
      case "Interactive":
        return node.node === "Module" ? this.writeBody(node) : this.writeStatements(node.body);
      case "Expression":
        this.text += unparseExpression(node.body);
        return;
      case "comprehension":
      case "arg":
      case "keyword":
      case "alias":
      case "arguments":
      case "withitem":
      case "TypeVar":
      case "ParamSpec":
      case "TypeVarTuple":
        this.text += unparsePart(node);
        return;
      case "ExceptHandler":
        return this.writeHandler(node, false);
      case "match_case":
        return this.writeCase(node);
      default:
        if (node.node.startsWith("Match") && node.node !== "Match") this.text += unparsePattern(node as Pattern);
        else if (isStatement(node)) this.writeStatement(node);
        else this.text += unparseExpression(node as Expression); // all other kinds are excluded above
    }
  }

  private fill(text: string): void {
    this.text += `\n${"    ".repeat(this.indentation)}${text}`;
  }

  private write(text: string): void {
    this.text += text;
  }

  private writeStatements(statements: readonly Statement[]): void {
    for (const statement of statements) this.writeStatement(statement);
  }

  private writeBlock(statements: readonly Statement[]): void {
    this.write(":");
    this.indentation++;
    this.writeStatements(statements);
    this.indentation--;
  }

  /** A body that may begin with a docstring, which is written with triple quotes. */
  private writeBody(owner: { body: Statement[] }): void {
    const [first, ...rest] = owner.body;
    if (first?.node === "Expr" && first.value.node === "Constant" && typeof first.value.value === "string") {
      this.fill((first.value.kind ?? "") + quoteText(first.value.value, MULTILINE_QUOTES));
      this.writeStatements(rest);
    } else this.writeStatements(owner.body);
  }

  private writeStatement(statement: Statement): void {
    switch (statement.node) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        return this.writeFunction(statement);
      case "ClassDef":
        return this.writeClass(statement);
      case "Return":
        return this.fill(statement.value === null ? "return" : `return ${unparseExpression(statement.value)}`);
      case "Delete":
        return this.fill(`del ${join(statement.targets)}`);
      case "Assign":
        this.fill("");
        for (const target of statement.targets) this.write(`${unparseExpression(target, "TUPLE")} = `);
        return this.write(unparseExpression(statement.value));
      case "TypeAlias": {
        const parameters = unparseTypeParameters(statement.type_params);
        return this.fill(`type ${statement.name.id}${parameters} = ${unparseExpression(statement.value)}`);
      }
      case "AugAssign": {
        const operator = BINARY_OPERATORS[statement.op].text;
        return this.fill(`${unparseExpression(statement.target)} ${operator}= ${unparseExpression(statement.value)}`);
      }
      case "AnnAssign": {
        const target = unparseExpression(statement.target);
        const isGrouped = statement.simple === 0 && statement.target.node === "Name";
        this.fill(`${isGrouped ? `(${target})` : target}: ${unparseExpression(statement.annotation)}`);
        if (statement.value !== null) this.write(` = ${unparseExpression(statement.value)}`);
        return;
      }
      case "For":
      case "AsyncFor": {
        const keyword = statement.node === "For" ? "for" : "async for";
        this.fill(`${keyword} ${unparseExpression(statement.target, "TUPLE")} in ${unparseExpression(statement.iter)}`);
        this.writeBlock(statement.body);
        return this.writeElse(statement.orelse);
      }
      case "While":
        this.fill(`while ${unparseExpression(statement.test)}`);
        this.writeBlock(statement.body);
        return this.writeElse(statement.orelse);
      case "If":
        return this.writeIf(statement);
      case "With":
      case "AsyncWith":
        this.fill(`${statement.node === "With" ? "with" : "async with"} `);
        this.write(statement.items.map(unparseItem).join(", "));
        return this.writeBlock(statement.body);
      case "Match":
        this.fill(`match ${unparseExpression(statement.subject)}:`);
        this.indentation++;
        for (const each of statement.cases) this.writeCase(each);
        this.indentation--;
        return;
      case "Try":
      case "TryStar":
        return this.writeTry(statement);
      default:
        return this.fill(unparseSimple(statement));
    }
  }

  private writeElse(statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.fill("else");
    this.writeBlock(statements);
  }

  private writeIf(statement: Extract<Statement, { node: "If" }>): void {
    let keyword = "if";
    for (let branch = statement; ;) {
      this.fill(`${keyword} ${unparseExpression(branch.test)}`);
      this.writeBlock(branch.body);
      const next = branch.orelse.length === 1 ? branch.orelse[0] : undefined;
      if (next?.node !== "If") return this.writeElse(branch.orelse);
      branch = next;
      keyword = "elif";
    }
  }

  private writeTry(statement: Extract<Statement, { node: "Try" | "TryStar" }>): void {
    this.fill("try");
    this.writeBlock(statement.body);
    for (const handler of statement.handlers) this.writeHandler(handler, statement.node === "TryStar");
    this.writeElse(statement.orelse);
    if (statement.finalbody.length === 0) return;
    this.fill("finally");
    this.writeBlock(statement.finalbody);
  }

  private writeHandler(handler: Extract<Node, { node: "ExceptHandler" }>, isStar: boolean): void {
    this.fill(isStar ? "except*" : "except");
    if (handler.type !== null) this.write(` ${unparseExpression(handler.type)}`);
    if (handler.name !== null) this.write(` as ${handler.name}`);
    this.writeBlock(handler.body);
  }

  private writeCase(each: MatchCase): void {
    this.fill(`case ${unparsePattern(each.pattern)}`);
    if (each.guard !== null) this.write(` if ${unparseExpression(each.guard)}`);
    this.writeBlock(each.body);
  }

  /** Functions and classes have an empty line before them. */
  private writeDecorators(decorators: readonly Expression[]): void {
    if (this.text !== "") this.write("\n");
    for (const decorator of decorators) this.fill(`@${unparseExpression(decorator)}`);
  }

  private writeFunction(statement: FunctionDef | AsyncFunctionDef): void {
    this.writeDecorators(statement.decorator_list);
    const keyword = statement.node === "FunctionDef" ? "def" : "async def";
    const parameters = unparseTypeParameters(statement.type_params);
    this.fill(`${keyword} ${statement.name}${parameters}(${unparseParameters(statement.args)})`);
    if (statement.returns !== null) this.write(` -> ${unparseExpression(statement.returns)}`);
    this.write(":");
    this.indentation++;
    this.writeBody(statement);
    this.indentation--;
  }

  private writeClass(statement: ClassDef): void {
    this.writeDecorators(statement.decorator_list);
    const parents = [
      ...statement.bases.map((base) => unparseExpression(base)),
      ...statement.keywords.map((keyword) => unparsePart(keyword)),
    ];
    this.fill(`class ${statement.name}${unparseTypeParameters(statement.type_params)}`);
    if (parents.length > 0) this.write(`(${parents.join(", ")})`);
    this.write(":");
    this.indentation++;
    this.writeBody(statement);
    this.indentation--;
  }
}

function unparseSimple(statement: Statement): string {
  switch (statement.node) {
    case "Expr":
      return unparseExpression(statement.value, "YIELD");
    case "Raise":
      if (statement.exc === null) return "raise";
      return statement.cause === null
        ? `raise ${unparseExpression(statement.exc)}`
        : `raise ${unparseExpression(statement.exc)} from ${unparseExpression(statement.cause)}`;
    case "Assert": {
      const test = unparseExpression(statement.test);
      return statement.msg === null ? `assert ${test}` : `assert ${test}, ${unparseExpression(statement.msg)}`;
    }
    case "Import":
      return `import ${statement.names.map(unparsePart).join(", ")}`;
    case "ImportFrom": {
      const names = statement.names.map(unparsePart).join(", ");
      return `from ${".".repeat(statement.level)}${statement.module ?? ""} import ${names}`;
    }
    case "Global":
    case "Nonlocal":
      return `${statement.node.toLowerCase()} ${statement.names.join(", ")}`;
    default:
      return statement.node.toLowerCase();
  }
}

type Part = Extract<
  Node,
  { node: "comprehension" | "arg" | "keyword" | "alias" | "arguments" | "withitem" | TypeParameter["node"] }
>;

function unparsePart(part: Part): string {
  switch (part.node) {
    case "alias":
      return part.asname === null ? part.name : `${part.name} as ${part.asname}`;
    case "keyword":
      return part.arg === null ? `**${unparseExpression(part.value)}` : `${part.arg}=${unparseExpression(part.value)}`;
    case "arg":
      return part.annotation === null ? part.arg : `${part.arg}: ${unparseExpression(part.annotation)}`;
    case "arguments":
      return unparseParameters(part);
    case "withitem":
      return unparseItem(part);
    case "comprehension": {
      const conditions = part.ifs.map((each) => ` if ${unparseExpression(each, "OR")}`).join("");
      const keyword = part.is_async === 1 ? " async for " : " for ";
      return `${keyword}${unparseExpression(part.target, "TUPLE")} in ${unparseExpression(part.iter, "OR")}${conditions}`;
    }
    case "TypeVar":
      return part.bound === null ? part.name : `${part.name}: ${unparseExpression(part.bound)}`;
    case "TypeVarTuple":
      return `*${part.name}`;
    case "ParamSpec":
      return `**${part.name}`;
  }
}

function unparseItem(item: WithItem): string {
  const context = unparseExpression(item.context_expr);
  return item.optional_vars === null ? context : `${context} as ${unparseExpression(item.optional_vars)}`;
}

function unparseTypeParameters(parameters: readonly TypeParameter[]): string {
  return parameters.length === 0 ? "" : `[${parameters.map(unparsePart).join(", ")}]`;
}

function join(expressions: readonly Expression[]): string {
  return expressions.map((each) => unparseExpression(each)).join(", ");
}

type PatternLevel = "free" | "alternative" | "closed";

function unparsePattern(pattern: Pattern, level: PatternLevel = "free"): string {
  switch (pattern.node) {
    case "MatchValue":
      return unparseExpression(pattern.value);
    case "MatchSingleton":
      return reprConstant(pattern.value);
    case "MatchSequence":
      return `[${pattern.patterns.map((each) => unparsePattern(each)).join(", ")}]`;
    case "MatchStar":
      return `*${pattern.name ?? "_"}`;
    case "MatchMapping": {
      const items = pattern.keys.map((key, index) => {
        const value = pattern.patterns[index];
        return `${unparseExpression(key)}: ${value === undefined ? "" : unparsePattern(value)}`;
      });
      if (pattern.rest !== null) items.push(`**${pattern.rest}`);
      return `{${items.join(", ")}}`;
    }
    case "MatchClass": {
      const items = pattern.patterns.map((each) => unparsePattern(each));
      for (const [index, each] of pattern.kwd_patterns.entries()) {
        items.push(`${pattern.kwd_attrs[index] ?? ""}=${unparsePattern(each)}`);
      }
      return `${unparseExpression(pattern.cls, "ATOM")}(${items.join(", ")})`;
    }
    case "MatchAs": {
      if (pattern.pattern === null) return pattern.name ?? "_";
      const text = `${unparsePattern(pattern.pattern, "alternative")} as ${pattern.name ?? "_"}`;
      return level === "free" ? text : `(${text})`;
    }
    case "MatchOr": {
      const text = pattern.patterns.map((each) => unparsePattern(each, "closed")).join(" | ");
      return level === "closed" ? `(${text})` : text;
    }
  }
}
