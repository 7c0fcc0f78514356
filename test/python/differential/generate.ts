/** Makes random Python programs: expressions, control flow, classes, closures, generators, exceptions, formatting, slicing, big numbers. */

import { Choice, randomFrom } from "./choice.ts";
import { Formats } from "./formats.ts";
import { Flows } from "./flows.ts";
import { Objects } from "./objects.ts";
import { EVERYDAY_STRINGS, Values } from "./values.ts";

export { randomFrom };

/** Prints the value of a function of no arguments, or its exception. */
const SHOW = `def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)`;

const INTS = [
  "0",
  "1",
  "-1",
  "2",
  "3",
  "7",
  "10",
  "-13",
  "255",
  "2**31",
  "2**53",
  "2**53 + 1",
  "-2**63",
  "10**20",
  "12345678901234567890",
];
const FLOATS = [
  "0.0",
  "-0.0",
  "1.0",
  "1.5",
  "-2.25",
  "3.14159",
  "1e10",
  "1e16",
  "1e-7",
  "1e300",
  "float('inf')",
  "float('nan')",
  "0.1",
];
const BINARY = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"];
const COMPARE = ["<", "<=", ">", ">=", "==", "!=", "is", "is not", "in", "not in"];
const SPECS = [
  "",
  "d",
  "5",
  "<5",
  ">8",
  "^9",
  "+",
  "05",
  ",",
  "_",
  "x",
  "#x",
  "b",
  "e",
  ".2f",
  ".3",
  "10.4f",
  "%",
  "g",
  "s",
  "*^12",
  "+.1e",
  "c",
  "n",
  "r",
];
const PERCENTS = ["%d", "%s", "%r", "%5.2f", "%x", "%05d", "%-6s|", "%+d", "%e", "%g", "%c", "%%", "%o", "%i"];
const STR_METHODS = [
  "upper()",
  "lower()",
  "title()",
  "strip()",
  "split()",
  "split(',')",
  "splitlines()",
  "capitalize()",
  "swapcase()",
  "isdigit()",
  "isalpha()",
  "count('a')",
  "find('o')",
  "rfind('l')",
  "replace('a', 'b')",
  "startswith('h')",
  "endswith('d')",
  "zfill(8)",
  "center(11, '*')",
  "ljust(7)",
  "rjust(7, '-')",
  "partition('o')",
  "join(['1', '2'])",
  "encode()",
  "expandtabs(4)",
  "casefold()",
  "index('z')",
  "rsplit('l', 1)",
  "removeprefix('a')",
  "isidentifier()",
  "format(1, 2)",
];
const LIST_METHODS = [
  "append(1)",
  "pop()",
  "reverse()",
  "sort()",
  "index(1)",
  "count(1)",
  "copy()",
  "extend([1, 2])",
  "insert(1, 'x')",
  "remove(3)",
  "clear()",
];
const DICT_METHODS = [
  "keys()",
  "values()",
  "items()",
  "get('a')",
  "get('zz', 0)",
  "pop('a')",
  "pop('zz')",
  "popitem()",
  "setdefault('n', 5)",
  "copy()",
  "update(b=2)",
];

export class ProgramMaker {
  readonly #random: () => number;
  #depth = 0;
  #names: string[] = [];
  #counter = 0;

  readonly #choice: Choice;
  readonly #formats: Formats;
  readonly #values: Values;
  readonly #objects: Objects;
  readonly #flows: Flows;

  constructor(random: () => number) {
    this.#random = random;
    this.#choice = new Choice(random);
    this.#formats = new Formats(this.#choice);
    this.#values = new Values(this.#choice, this.#formats);
    this.#objects = new Objects(this.#choice);
    this.#flows = new Flows(this.#choice);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
  #chance(p: number): boolean {
    return this.#random() < p;
  }
  #times(most: number): number {
    return Math.floor(this.#random() * (most + 1));
  }
  #many(most: number, make: () => string): string[] {
    return Array.from({ length: this.#times(most) }, make);
  }

  expression(): string {
    if (this.#depth > 3) return this.#atom();
    this.#depth++;
    try {
      return this.#pick<() => string>([
        () => this.#atom(),
        () => this.#atom(),
        () => this.#atom(),
        () => `(${this.expression()} ${this.#pick(BINARY)} ${this.expression()})`,
        () => `(${this.expression()} ${this.#pick(COMPARE)} ${this.expression()})`,
        () => `(${this.expression()} ${this.#pick(["and", "or"])} ${this.expression()})`,
        () => `(not ${this.expression()})`,
        () => `(${this.#pick(["-", "+", "~"])}${this.expression()})`,
        () => `[${this.#many(3, () => this.expression()).join(", ")}]`,
        () => `(${this.#many(3, () => `${this.expression()},`).join(" ")})`,
        () => `{${this.#many(3, () => `${this.#hashable()}: ${this.expression()}`).join(", ")}}`,
        () => `{${this.#pick(INTS)}, ${this.#pick(INTS)}}`,
        () => `{${this.#hashable()}}`,
        () => `${this.#string()}.${this.#pick(STR_METHODS)}`,
        () => `[${this.#many(3, () => this.expression()).join(", ")}].${this.#pick(LIST_METHODS)}`,
        () => `{'a': ${this.expression()}, 'b': 1}.${this.#pick(DICT_METHODS)}`,
        () => `${this.#sequence()}[${this.#slice()}]`,
        () => `(${this.expression()} if ${this.expression()} else ${this.expression()})`,
        () => `f"{${this.#simple()}!${this.#pick(["r", "s", "a"])}:${this.#pick(["", ">10", "<4", "^7"])}}"`,
        () => `f"{${this.#simple()}:${this.#pick(SPECS)}}"`,
        () => `format(${this.#simple()}, ${JSON.stringify(this.#pick(SPECS))})`,
        () =>
          `(${JSON.stringify(`${this.#pick(PERCENTS)} ${this.#pick(PERCENTS)}`)} % (${this.#simple()}, ${this.#simple()}))`,
        () => `[${this.#simple()} for i in range(${this.#times(4)})${this.#chance(0.4) ? " if i % 2" : ""}]`,
        () => `{i: i * ${this.#number()} for i in range(3)}`,
        () => `sorted([${this.#many(4, () => this.#number()).join(", ")}]${this.#chance(0.3) ? ", reverse=True" : ""})`,
        () =>
          `${this.#pick(["len", "str", "repr", "bool", "list", "tuple", "set", "int", "float", "abs", "sum", "max", "min", "type", "hex", "bin", "ord", "chr", "round", "any", "all", "sorted", "complex", "bytes", "ascii", "divmod", "enumerate", "reversed"])}(${this.expression()})`,
        () =>
          `${this.#pick(["round", "pow", "divmod", "isinstance", "getattr", "int", "zip", "max"])}(${this.expression()}, ${this.expression()})`,
        () => `(lambda a, b=${this.#number()}: a ${this.#pick(BINARY)} b)(${this.expression()})`,
        () => `list(map(lambda v: v * 2, ${this.#sequence()}))`,
        () => `(w := ${this.expression()})`,
      ])();
    } finally {
      this.#depth--;
    }
  }

  #number(): string {
    return this.#pick(this.#chance(0.7) ? INTS : FLOATS);
  }
  #string(): string {
    return this.#pick(EVERYDAY_STRINGS);
  }
  #simple(): string {
    return this.#pick([
      () => this.#number(),
      () => (this.#string().replaceAll('"', "'").includes("\\") ? "'q'" : "'text'"),
      () => "None",
      () => "True",
      () => this.#name(),
    ])();
  }
  #hashable(): string {
    return this.#pick([
      () => this.#number(),
      () => this.#string(),
      () => "None",
      () => "True",
      () => "(1, 'a')",
      () => "frozenset({1})",
    ])();
  }
  #sequence(): string {
    return this.#pick([
      () => this.#string(),
      () => "[1, 2, 3, 4]",
      () => "(5, 6, 7)",
      () => "range(10)",
      () => "b'bytes'",
      () => `[${this.#many(3, () => this.expression()).join(", ")}]`,
    ])();
  }
  #slice(): string {
    const part = (): string => (this.#chance(0.4) ? "" : this.#pick(["0", "1", "-1", "2", "-3", "10", "None"]));
    return this.#chance(0.4)
      ? this.#pick(["0", "-1", "1", "5", "True", "'x'", "1.0"])
      : `${part()}:${part()}${this.#chance(0.4) ? `:${this.#pick(["1", "2", "-1", "-2", "0"])}` : ""}`;
  }
  #name(): string {
    return this.#names.length > 0 && this.#chance(0.9) ? this.#pick(this.#names) : "x";
  }
  #atom(): string {
    return this.#pick([
      () => this.#number(),
      () => this.#number(),
      () => this.#string(),
      () => "None",
      () => "True",
      () => "False",
      () => this.#name(),
      () => this.#name(),
      () => "[]",
      () => "{}",
      () => "()",
      () => "b'ab\\x00'",
      () => "...",
      () => "2j",
    ])();
  }

  #fresh(prefix: string): string {
    return `${prefix}${++this.#counter}`;
  }

  #block(depth: number, indent: string): string {
    const lines = Array.from({ length: 1 + this.#times(2) }, () => this.statement(depth + 1, indent));
    return lines.join("\n");
  }

  statement(depth = 0, indent = ""): string {
    const inner = `${indent}    `;
    if (depth > 2) return `${indent}${this.#simpleStatement()}`;
    return this.#pick<() => string>([
      () => `${indent}${this.#simpleStatement()}`,
      () => `${indent}${this.#simpleStatement()}`,
      () => `${indent}${this.#simpleStatement()}`,
      () =>
        `${indent}if ${this.expression()}:\n${this.#block(depth, inner)}\n${indent}else:\n${this.#block(depth, inner)}`,
      () =>
        `${indent}for i in ${this.#pick(["range(3)", "[1, 'a', None]", "'xyz'", "{'k': 1}", "(1.5, 2)"])}:\n${this.#block(depth, inner)}${this.#chance(0.3) ? `\n${inner}if i == 1: ${this.#pick(["break", "continue"])}` : ""}${this.#chance(0.3) ? `\n${indent}else:\n${this.#block(depth, inner)}` : ""}`,
      () =>
        `${indent}try:\n${this.#block(depth, inner)}\n${indent}except ${this.#pick(["Exception", "(TypeError, ValueError)", "ZeroDivisionError", "ArithmeticError", "LookupError"])} as e:\n${inner}print(type(e).__name__, e)${this.#chance(0.3) ? `\n${indent}else:\n${this.#block(depth, inner)}` : ""}${this.#chance(0.3) ? `\n${indent}finally:\n${this.#block(depth, inner)}` : ""}`,
      () => this.#function(depth, indent),
      () => this.#class(depth, indent),
      () => this.#generator(depth, indent),
      () => this.#match(depth, indent),
      () => `${indent}n = 0\n${indent}while n < ${this.#times(3)}:\n${inner}n += 1\n${this.#block(depth, inner)}`,
    ])();
  }

  #function(depth: number, indent: string): string {
    const name = this.#fresh("f");
    const parameters = this.#pick(["a", "a, b=2", "a, *args", "a, /, b=3", "a, *, k=4", "a, **kw", "*args, **kw"]);
    const body = this.#block(depth, `${indent}    `);
    const call = this.#pick([
      `${name}(${this.expression()})`,
      `${name}(1, 2)`,
      `${name}(a=1)`,
      `${name}(1, k=2)`,
      `${name}(*[1, 2])`,
      `${name}()`,
      `${name}(**{'a': 1})`,
    ]);
    return `${indent}def ${name}(${parameters}):\n${body}\n${indent}    return ${this.expression()}\n${indent}print(${call})`;
  }

  #class(depth: number, indent: string): string {
    const name = this.#fresh("C");
    const base = this.#pick(["", "(int)", "(list)", "(dict)", "(str)", "(Exception)"]);
    const method = this.#pick([
      "__repr__",
      "__str__",
      "__len__",
      "__bool__",
      "__add__",
      "__eq__",
      "__getitem__",
      "__call__",
      "__contains__",
      "__iter__",
      "__lt__",
      "__hash__",
    ]);
    const parameters =
      {
        __add__: "self, o",
        __eq__: "self, o",
        __getitem__: "self, k",
        __call__: "self, *a",
        __contains__: "self, v",
        __lt__: "self, o",
      }[method as "__add__"] ?? "self";
    const use = this.#pick([
      `${name}()`,
      `repr(${name}())`,
      `${name}() + 1`,
      `${name}() == ${name}()`,
      `len(${name}())`,
      `bool(${name}())`,
      `${name}()[0]`,
      `${name}()(1)`,
      `1 in ${name}()`,
      `list(${name}())`,
      `${name}() < 1`,
      `${name}.v`,
      `${name}().v`,
      `hash(${name}()) == 1`,
    ]);
    return `${indent}class ${name}${base}:\n${indent}    v = ${this.expression()}\n${indent}    def ${method}(${parameters}):\n${indent}        return ${this.expression()}\n${indent}    def own(self):\n${this.#block(depth, `${indent}        `)}\n${indent}t = ${use}\n${indent}print(type(t).__name__)`;
  }

  #generator(_depth: number, indent: string): string {
    const name = this.#fresh("g");
    return `${indent}def ${name}():\n${indent}    got = yield ${this.expression()}\n${indent}    yield got\n${indent}    yield from ${this.#sequence()}\n${indent}    return ${this.#number()}\n${indent}print(list(${name}()))`;
  }

  #match(depth: number, indent: string): string {
    const pattern = (): string =>
      this.#pick([
        "0",
        "'a'",
        "[a, *rest]",
        "{'k': v}",
        "int(n)",
        "str() | bytes()",
        "(1, y)",
        "None",
        "x if x == 2",
        "[1, 2] as both",
      ]);
    return `${indent}match ${this.expression()}:\n${indent}    case ${pattern()}:\n${this.#block(depth, `${indent}        `)}\n${indent}    case ${pattern()}:\n${this.#block(depth, `${indent}        `)}\n${indent}    case _:\n${indent}        print('other')`;
  }

  #simpleStatement(): string {
    return this.#pick<() => string>([
      () => {
        const value = this.expression();
        const name = this.#pick(["x", "y", "z"]);
        if (!this.#names.includes(name)) this.#names.push(name);
        return `${name} = ${value}`;
      },
      () => `print(${this.expression()})`,
      () => `print(repr(${this.expression()}))`,
      () => `print(${this.expression()}, ${this.expression()}, sep='|')`,
      () => `${this.#name()} ${this.#pick(["+=", "-=", "*=", "//=", "%=", "|="])} ${this.expression()}`,
      () => `a, b = ${this.#pick([() => this.#sequence(), () => `${this.expression()}, ${this.expression()}`])()}`,
      () => `a, *b = ${this.#sequence()}; print(a, b)`,
      () => `assert ${this.expression()}, ${this.expression()}`,
      () => `raise ${this.#pick(["ValueError('v')", "KeyError('k')", "TypeError", "Exception(1, 2)"])}`,
      () => "del x",
      () => "pass",
      () => `lst = [1, 2, 3]; lst[${this.#slice()}] = ${this.expression()}; print(lst)`,
      () => `d = {'a': 1}; d[${this.#hashable()}] = ${this.expression()}; print(d)`,
    ])();
  }

  program(): string {
    return this.#pick([() => this.#mixed(), () => this.#probes(), () => this.#featured()])();
  }

  /** Statements of all kinds, until one fails. */
  #mixed(): string {
    this.#names = [];
    this.#counter = 0;
    return Array.from({ length: 2 + this.#times(4) }, () => this.statement()).join("\n");
  }

  /** Many expressions, each with its value or its exception. */
  #probes(): string {
    const probe = (): string =>
      this.#pick([
        () => `show(lambda: ${this.#values.methodCall()})`,
        () => `show(lambda: ${this.#values.methodCall()})`,
        () => `show(lambda: ${this.#values.builtinCall()})`,
        () => `show(lambda: ${this.#values.operation()})`,
        () => `show(lambda: ${this.#formats.expression()})`,
        () =>
          `try:\n    ${this.#values.change().replaceAll("\n", "\n    ")}\nexcept Exception as e:\n    print(type(e).__name__, e)`,
      ])();
    return [SHOW, ...this.#choice.many(8, 16, probe)].join("\n");
  }

  /** One or two features of the language in depth. */
  #featured(): string {
    const feature = (): string => (this.#chance(0.35) ? this.#objects : this.#flows).any();
    return [SHOW, ...this.#choice.many(1, 2, feature)].join("\n");
  }
}
