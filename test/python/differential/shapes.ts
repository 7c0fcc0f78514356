/** Programs in the small about one feature of the language each: calls, classes, generators, flows of control, patterns. */
import type { Choice } from "./choice.ts";
import { indented } from "./choice.ts";
import type { Values } from "./values.ts";

/** Prints the value of a function of no arguments, or its exception. */
export const SHOW = `def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)`;

const EXCEPTIONS = [
  "ValueError('v')",
  "KeyError('k')",
  "TypeError('t', 2)",
  "ZeroDivisionError()",
  "StopIteration(5)",
  "IndexError",
  "RuntimeError('r')",
  "GeneratorExit()",
  "Exception",
];
const CAUGHT = [
  "Exception",
  "ValueError",
  "(KeyError, TypeError)",
  "LookupError",
  "BaseException",
  "ArithmeticError",
  "RuntimeError",
  "StopIteration",
];

export class Shapes {
  readonly #choice: Choice;
  readonly #values: Values;

  constructor(choice: Choice, values: Values) {
    this.#choice = choice;
    this.#values = values;
  }

  any(): string {
    return this.#choice.pick<() => string>([
      () => this.call(),
      () => this.call(),
      () => this.hierarchy(),
      () => this.hooks(),
      () => this.operators(),
      () => this.generator(),
      () => this.flow(),
      () => this.flow(),
      () => this.context(),
      () => this.scopes(),
      () => this.comprehension(),
      () => this.match(),
      () => this.match(),
      () => this.unpacking(),
      () => this.decorators(),
      () => this.asynchronous(),
      () => this.groups(),
      () => this.failure(),
    ])();
  }

  #small(): string {
    return this.#choice.pick(["1", "2", "'s'", "None", "[1, 2]", "(3, 4)", "{'a': 1}", "0", "1.5", "''"]);
  }

  /** A function of random parameters, called with random arguments. */
  call(): string {
    const choice = this.#choice;
    const name = choice.fresh("f");
    const names = ["a", "b", "c", "d", "e"].slice(0, 1 + choice.upTo(4));
    const slash = choice.chance(0.3) ? choice.upTo(names.length) : 0;
    const star = choice.chance(0.5) ? choice.upTo(names.length) : names.length;
    let hasDefault = false;
    const parameters: string[] = [];
    names.forEach((parameter, index) => {
      if (index === slash && slash > 0) parameters.push("/");
      if (index === star) parameters.push(choice.chance(0.5) ? "*" : "*args");
      const isKeywordOnly = index >= star;
      const given = choice.chance(0.35) || (hasDefault && !isKeywordOnly);
      if (given && !isKeywordOnly) hasDefault = true;
      parameters.push(given ? `${parameter}=${this.#small()}` : parameter);
    });
    if (slash === names.length && slash > 0) parameters.push("/");
    if (star === names.length && choice.chance(0.3)) parameters.push("*args");
    if (choice.chance(0.3)) parameters.push("**kw");
    const shown = parameters
      .filter((text) => text !== "/" && text !== "*")
      .map((text) => text.replace(/^\*+|=.*/g, ""));
    const body = `return [${shown.join(", ")}]`;
    const argument = (): string =>
      choice.pick([
        () => this.#small(),
        () => this.#small(),
        () => `${choice.word("a b c d e x args kw self")}=${this.#small()}`,
        () => `*${choice.pick(["[1, 2]", "()", "'xy'", "(1,)", "5", "None", "range(2)"])}`,
        () => `**${choice.pick(["{'a': 1}", "{}", "{'c': 3, 'x': 4}", "{1: 2}", "5", "None", "dict(b=1)"])}`,
      ])();
    const call = (): string => {
      const list = choice.many(0, 5, argument);
      const isNamed = (text: string): boolean => /^(\w+=|\*\*)/.test(text);
      const ordered = [...list.filter((text) => !isNamed(text)), ...list.filter(isNamed)];
      const seen = new Set<string>();
      // A keyword twice is an error of syntax, which other programs are for.
      return ordered
        .filter(
          (text) =>
            !/^\w+=/.test(text) || (!seen.has(text.split("=")[0] as string) && seen.add(text.split("=")[0] as string)),
        )
        .join(", ");
    };
    const [define, callee] = choice.pick<() => [string, string]>([
      () => [`def ${name}(${parameters.join(", ")}):\n    ${body}`, name],
      () => [`${name} = lambda ${parameters.join(", ")}: [${shown.join(", ")}]`, name],
      () => [`class K:\n    def ${name}(self, ${parameters.join(", ")}):\n        ${body}`, `K().${name}`],
      () => [
        `class K:\n    @classmethod\n    def ${name}(cls, ${parameters.join(", ")}):\n        ${body}`,
        `K.${name}`,
      ],
      () => [`class K:\n    @staticmethod\n    def ${name}(${parameters.join(", ")}):\n        ${body}`, `K().${name}`],
      () => [
        `class K:\n    def __init__(self, ${parameters.join(", ")}):\n        self.v = [${shown.join(", ")}]`,
        "K",
      ],
      () => [`class K:\n    def __call__(self, ${parameters.join(", ")}):\n        ${body}`, "K()"],
    ])();
    const end = callee === "K" ? ".v" : "";
    return [define, ...choice.many(2, 5, () => `show(lambda: ${callee}(${call()})${end})`)].join("\n");
  }

  /** Classes upon classes: bases in any order, super(), properties, slots. */
  hierarchy(): string {
    const choice = this.#choice;
    const classes: string[] = [];
    const made: string[] = [];
    for (let count = 2 + choice.upTo(3); count > 0; count--) {
      const name = choice.fresh("C");
      const bases = [
        ...new Set(
          choice.many(0, 2, () =>
            made.length > 0 && choice.chance(0.85)
              ? choice.pick(made)
              : choice.pick(["int", "dict", "object", "Exception", "list"]),
          ),
        ),
      ];
      const members = choice.many(1, 3, () =>
        choice.pick([
          () =>
            `def m(self, *a):\n    return ['${name}', a, ${choice.pick(["super().m(*a)", "getattr(super(), 'm', None) and super().m()", "1", "self.v", "__class__.__name__"])}]`,
          () =>
            `def __init__(self, *a, **k):\n    ${choice.pick(["super().__init__()", "super().__init__(*a)", "pass", "self.v = a"])}`,
          () => `v = ${this.#small()}`,
          () =>
            `__slots__ = ${choice.pick(["('v', 'w')", "()", "'v'", "['m']", "('v', '__dict__')", "('1x',)", "('v', 'v')"])}`,
          () =>
            `@property\ndef p(self):\n    return ${choice.pick(["self.v", "self._p", "super().p", "1"])}\n@p.setter\ndef p(self, v):\n    self._p = v`,
          () => `@property\ndef p(self):\n    "doc"\n    return 7`,
          () => `def __repr__(self):\n    return '<${name}>'`,
          () =>
            `def __eq__(self, o):\n    return ${choice.pick(["True", "NotImplemented", "o is self", "type(o) is type(self)"])}`,
          () => `@classmethod\ndef make(cls, *a):\n    return cls(*a)`,
          () => `@staticmethod\ndef s(a=1):\n    return a`,
          () =>
            `def __getattr__(self, n):\n    ${choice.pick(["return n", "raise AttributeError(n)", "return super().__getattr__(n)", "return self.zz if n == 'q' else 5"])}`,
          () =>
            `def __new__(cls, *a, **k):\n    ${choice.pick(["return super().__new__(cls)", "return object.__new__(cls)", "return 5", "self = super().__new__(cls, *a)\n    self.n = 1\n    return self"])}`,
          () =>
            `def __init_subclass__(cls, **k):\n    super().__init_subclass__(${choice.pick(["", "**k"])})\n    print('sub', cls.__name__, k)`,
          () => `class Inner:\n    q = ${this.#small()}`,
        ])(),
      );
      const keywords = choice.chance(0.1) ? choice.pick(["x=1", "metaclass=type", "metaclass=M"]) : "";
      const head = [...bases, keywords].filter((text) => text !== "").join(", ");
      const isSafe = `try:\n    class ${name}${head ? `(${head})` : ""}:\n${indented(indented(members.join("\n")))}\nexcept Exception as e:\n    print(type(e).__name__, e)`;
      classes.push(isSafe);
      made.push(name);
    }
    const one = (): string => choice.pick(made);
    const use = (): string =>
      choice.pick([
        () => `${one()}().m()`,
        () => `${one()}(1).m(2)`,
        () => `[c.__name__ for c in ${one()}.__mro__]`,
        () => `${one()}().p`,
        () => `setattr(o := ${one()}(), 'p', 3) or o.p`,
        () => `setattr(${one()}(), 'zz', 1)`,
        () => `${one()}().v`,
        () => `${one()}.v`,
        () => `${one()}() == ${one()}()`,
        () => `isinstance(${one()}(), ${one()})`,
        () => `issubclass(${one()}, ${one()})`,
        () => `${one()}.make(1).__class__.__name__`,
        () => `${one()}().s(2)`,
        () => `sorted(${one()}().__dict__)`,
        () => `${one()}.Inner.__qualname__`,
        () => `hash(${one()}()) is not None`,
        () => `${one()}.__base__`,
        () => `${one()}.__bases__`,
        () => `str(${one()}())[:4]`,
        () => `delattr(${one()}(), '${choice.word("v p m zz")}')`,
        () => `${one()}.__dict__.keys() >= {'__module__'}`,
        () => `${one()}().nothing`,
        () => `${one()}.nothing`,
        () => `super(${one()}, ${one()}()).m()`,
        () => `len(${one()}())`,
        () => `setattr(${one()}, '__bases__', (${one()},))`,
      ])();
    return [
      "class M(type):\n    def __call__(cls, *a, **k):\n        return super().__call__(*a, **k)",
      ...classes,
      ...choice.many(4, 8, () => `show(lambda: ${use()})`),
    ].join("\n");
  }

  /** Descriptors, metaclasses and the attribute hooks, each of which prints that it was called. */
  hooks(): string {
    const choice = this.#choice;
    const some = (list: readonly string[], probability: number): string[] =>
      list.filter(() => choice.chance(probability));
    const descriptor = some(
      [
        "def __get__(self, o, t=None):\n    print('get', o is None, t.__name__)\n    return self if o is None else 'got'",
        "def __set__(self, o, v):\n    print('set', v)",
        "def __delete__(self, o):\n    print('delete')",
        "def __set_name__(self, t, n):\n    print('name', t.__name__, n)",
      ],
      0.6,
    );
    const meta = some(
      [
        "def __new__(m, n, b, d, **k):\n    print('new', n, [c.__name__ for c in b], k)\n    return super().__new__(m, n, b, d)",
        "def __init__(c, n, b, d, **k):\n    print('init', n)\n    super().__init__(n, b, d)",
        "def __call__(c, *a):\n    print('call', a)\n    return super().__call__(*a)",
        "@classmethod\ndef __prepare__(m, n, b, **k):\n    print('prepare', n)\n    return {'extra': 9}",
        "def __getattr__(c, n):\n    return 'meta ' + n",
        "def __iter__(c):\n    return iter([1, 2])",
        "def __len__(c):\n    return 3",
        "def __contains__(c, v):\n    return v == 1",
        "def __instancecheck__(c, o):\n    return o == 1",
        "def __subclasscheck__(c, o):\n    return True",
        "def __getitem__(c, k):\n    return ('item', k)",
        "def __repr__(c):\n    return '<class>'",
        "def __bool__(c):\n    return False",
        "def __eq__(c, o):\n    return 5",
        "def __mro_entries__(c, b):\n    return ()",
      ],
      0.35,
    );
    const body = some(
      [
        "def __getattribute__(self, n):\n    print('getattribute', n)\n    return super().__getattribute__(n)",
        "def __getattr__(self, n):\n    print('getattr', n)\n    return 1",
        "def __setattr__(self, n, v):\n    print('setattr', n, v)\n    super().__setattr__(n, v)",
        "def __delattr__(self, n):\n    print('delattr', n)\n    super().__delattr__(n)",
        "def __class_getitem__(cls, k):\n    return k",
        "def __dir__(self):\n    return ['z', 'a']",
        "def __set_name__(self, o, n):\n    print('named', n)",
        "def __init_subclass__(cls, /, tag=None, **k):\n    print('subclass', tag)",
        "def __enter__(self):\n    return self",
        "def __index__(self):\n    return 2",
        "def __reversed__(self):\n    return 'r'",
        "def __missing__(self, k):\n    return k",
        "def __format__(self, s):\n    return 'f' + s",
        "def __length_hint__(self):\n    return 5",
      ],
      0.3,
    );
    const uses = choice.many(4, 9, () =>
      choice.pick([
        "C().d",
        "C.d",
        "setattr(C(), 'd', 1)",
        "delattr(C(), 'd')",
        "C().missing",
        "C.missing",
        "C(1)",
        "type(C).__name__",
        "list(C)",
        "len(C)",
        "1 in C",
        "isinstance(1, C)",
        "issubclass(int, C)",
        "C['k']",
        "C.extra",
        "bool(C)",
        "type('E', (C,), {})",
        "dir(C())",
        "[1, 2, 3][C()]",
        "list(reversed(C()))",
        "format(C(), 'x')",
        "C() == C",
        "vars(C()).get('d')",
        "C().__class__",
        "hasattr(C(), 'd')",
        "getattr(C, 'zz', 0)",
        "C().__dict__",
        "f'{C():abc}'",
        "C == 1",
        "type('E', (C,), {}, tag=2)",
        "hex(C())",
        "'abc'.center(C())",
        "range(C())",
        "C.__name__",
        "C.__mro__[1:]",
      ]),
    );
    return [
      `class D:\n${indented(descriptor.join("\n") || "pass")}`,
      `class M(type):\n${indented(meta.join("\n") || "pass")}`,
      `class C(${choice.pick(["metaclass=M", "metaclass=M", "object", "dict, metaclass=M", "metaclass=M, tag=1"])}):\n    d = D()\n${indented(body.join("\n") || "pass")}`,
      ...uses.map((use) => `show(lambda: ${use})`),
    ].join("\n");
  }

  /** Operator methods that answer, refuse, or answer with the wrong type. */
  operators(): string {
    const choice = this.#choice;
    const result = (): string =>
      choice.pick([
        "1",
        "'s'",
        "NotImplemented",
        "self",
        "o",
        "None",
        "True",
        "-1",
        "2.5",
        "[1]",
        "iter([1, 2])",
        "2**70",
      ]);
    const binary = (): string => {
      const name = choice.word("add sub mul truediv floordiv mod pow lshift and or xor matmul divmod");
      const form = choice.pick(["", "r", "i"]);
      return name === "divmod" && form === "i"
        ? "pass"
        : `def __${form}${name}__(self, o):\n    print('${form}${name}')\n    return ${result()}`;
    };
    const unary = (): string => {
      const name = choice.word(
        "neg pos invert abs bool len int float complex index hash repr str bytes iter next reversed trunc floor ceil round call contains getitem length_hint fspath format",
      );
      return `def __${name}__(self${choice.pick([", *o", ", o=None"])}):\n    return ${result()}`;
    };
    const compare = (): string =>
      `def __${choice.word("lt le eq ne gt ge")}__(self, o):\n    print('compare')\n    return ${result()}`;
    const makeClass = (name: string, base: string): string =>
      `class ${name}${base}:\n${indented(choice.many(2, 5, () => choice.pick([binary, unary, compare])()).join("\n"))}`;
    const one = (): string => choice.pick(["A()", "A()", "B()", "1", "'s'", "2.5", "[1]"]);
    const uses = choice.many(5, 10, () =>
      choice.pick([
        () => `${one()} ${choice.word("+ - * / // % ** << & | ^ @")} ${one()}`,
        () => `${one()} ${choice.word("< <= == != > >=")} ${one()}`,
        () => `${one()} ${choice.pick(["in", "not in"])} ${one()}`,
        () => `${choice.word("- + ~ not")}${" "}${one()}`,
        () =>
          `${choice.word("abs bool len int float complex hash repr str bytes iter next reversed list tuple sorted sum round hex max set dict bytearray any range chr enumerate ascii")}(${one()})`,
        () => `divmod(${one()}, ${one()})`,
        () => `${one()}[${one()}]`,
        () => `[10, 20, 30][${one()}]`,
        () => `[10, 20, 30][${one()}:]`,
        () => `'%d %s' % (${one()}, ${one()})`,
        () => `f"{${one()}} {${one()}!r:>5}"`,
        () => `${one()}()`,
        () => `import_math.${choice.word("floor ceil trunc sqrt")}(${one()})`,
        () => `[v for v in ${one()}]`,
        () => `${one()} if ${one()} else 0`,
        () => `sorted([${one()}, ${one()}])`,
        () => `pow(${one()}, ${one()}, ${one()})`,
        () => `isinstance(${one()}, A)`,
        () => `{${one()}: 1}[${one()}]`,
        () => `[*${one()}]`,
        () => `'ab' * ${one()}`,
      ])(),
    );
    const inPlace = choice.chance(0.5)
      ? `try:\n    v = ${one()}\n    v ${choice.word("+= -= *= /= //= %= **= <<= &= |= ^= @=")} ${one()}\n    print(type(v).__name__)\nexcept Exception as e:\n    print(type(e).__name__, e)`
      : "";
    return [
      "import math as import_math",
      makeClass("A", choice.pick(["", "", "(int)", "(str)", "(list)"])),
      makeClass("B", choice.pick(["(A)", "", "(int)", "(float)"])),
      ...uses.map((use) => `show(lambda: ${use})`),
      inPlace,
    ].join("\n");
  }

  /** A generator and a random conversation with it. */
  generator(): string {
    const choice = this.#choice;
    const step = (depth: number): string =>
      choice.pick<() => string>([
        () => `yield ${this.#small()}`,
        () => `got = yield ${this.#small()}\nprint('got', got)`,
        () => `yield from ${choice.pick(["[1, 2]", "inner()", "'ab'", "range(2)", "5", "iter([])"])}`,
        () => `r = yield from inner()\nprint('r', r)`,
        () => `print((yield))`,
        () =>
          depth > 1
            ? "yield 9"
            : `try:\n${indented(steps(depth + 1))}\nexcept ${choice.pick(CAUGHT)} as e:\n    print('caught', type(e).__name__, e)\n${choice.pick(["", "    yield 'again'\n", "    return 3\n", "    raise\n"])}`.trimEnd(),
        () =>
          depth > 1
            ? "yield 8"
            : `try:\n${indented(steps(depth + 1))}\nfinally:\n    print('finally')${choice.pick(["", "\n    yield 'late'", "\n    return 4"])}`,
        () =>
          depth > 1
            ? "pass"
            : `for i in range(2):\n${indented(steps(depth + 1))}\n    ${choice.pick(["pass", "continue", "break"])}`,
        () => `raise ${choice.pick(EXCEPTIONS)}`,
        () => `return ${this.#small()}`,
      ])();
    const steps = (depth: number): string => choice.many(1, 3, () => step(depth)).join("\n");
    const talk = choice.many(3, 8, () =>
      choice.pick([
        () => "next(g)",
        () => "next(g)",
        () => "next(g, 'end')",
        () => `g.send(${choice.pick(["None", "1", "'x'"])})`,
        () => `g.throw(${choice.pick(EXCEPTIONS)})`,
        () => "g.close()",
        () => "list(g)",
        () => "g.gi_frame is None",
        () => "g.gi_running",
        () => "g.gi_yieldfrom is None",
        () => "g.throw(ValueError, 'two')",
      ])(),
    );
    return `def inner():\n    try:\n        x = yield 'in'\n        print('inner', x)\n        yield 'in2'\n    except ValueError as e:\n        print('inner caught', e)\n        yield 'handled'\n    finally:\n        print('inner finally')\n    return 'done'\ndef gen():\n${indented(steps(0))}\n    yield 'last'\ng = gen()\n${talk.map((line) => `show(lambda: ${line})`).join("\n")}\nshow(lambda: g.close())`;
  }

  /** try, loops, return, break and raise in every nesting; each step prints. */
  flow(): string {
    const choice = this.#choice;
    let mark = 0;
    const block = (depth: number, inLoop: boolean): string =>
      indented(choice.many(1, 3, () => statement(depth + 1, inLoop)).join("\n"));
    const statement = (depth: number, inLoop: boolean): string => {
      if (depth > 4 || choice.chance(0.35)) {
        return choice.pick([
          () => `print(${++mark})`,
          () => `print(${++mark})`,
          () => `raise ${choice.pick(EXCEPTIONS)}`,
          () => `raise ${choice.pick(EXCEPTIONS)} from ${choice.pick([...EXCEPTIONS, "None", "5"])}`,
          () => `return ${++mark}`,
          () => (inLoop ? choice.pick(["break", "continue"]) : "pass"),
          () => "1 / n",
          () => "n -= 1",
          () => "assert n, 'message'",
          () => "del n",
          () => "raise",
          () => "print(n)",
          () => `x = ${++mark}`,
          () => "print(x)",
        ])();
      }
      return choice.pick([
        () =>
          `try:\n${block(depth, inLoop)}\nexcept ${choice.pick(CAUGHT)}${choice.pick([" as e", ""])}:\n    print('except', ${++mark})\n${block(depth, inLoop)}${choice.chance(0.3) ? `\nelse:\n${block(depth, inLoop)}` : ""}${choice.chance(0.4) ? `\nfinally:\n    print('finally', ${++mark})\n${block(depth, inLoop)}` : ""}`,
        () => `try:\n${block(depth, inLoop)}\nfinally:\n    print('finally', ${++mark})\n${block(depth, inLoop)}`,
        () =>
          `for i in range(${choice.upTo(3)}):\n    print('for', i)\n${block(depth, true)}${choice.chance(0.4) ? `\nelse:\n    print('else')\n${block(depth, inLoop)}` : ""}`,
        () =>
          `while n > 0:\n    n -= 1\n${block(depth, true)}${choice.chance(0.3) ? `\nelse:\n${block(depth, inLoop)}` : ""}`,
        () =>
          `if n ${choice.word("> < == !=")} ${choice.upTo(2)}:\n${block(depth, inLoop)}\nelse:\n${block(depth, inLoop)}`,
        () => `with cm(${choice.pick(["True", "False"])}):\n${block(depth, inLoop)}`,
      ])();
    };
    return `class cm:\n    def __init__(self, s): self.s = s\n    def __enter__(self): print('enter')\n    def __exit__(self, t, v, tb):\n        print('exit', t and t.__name__)\n        return self.s\ndef f(n):\n${block(0, false)}\n    return 'end'\ndef chain(e):\n    seen = 0\n    while e is not None and seen < 6:\n        print('  chain', type(e).__name__, e, type(e.__cause__).__name__, e.__suppress_context__)\n        e = e.__context__\n        seen += 1\nfor n in (0, 1, 2):\n    try:\n        print('result', f(n))\n    except BaseException as e:\n        print('raised', type(e).__name__, e)\n        chain(e)`;
  }

  context(): string {
    const choice = this.#choice;
    const target = (): string => choice.pick(["", " as x", " as (x, y)", " as d['k']", " as [x, *y]"]);
    const manager = (): string =>
      `cm(${choice.pick(["1", "2", "3"])}, ${choice.pick(["(1, 2)", "[1]", "'ab'", "5", "None"])}, ${choice.pick(["False", "False", "True"])}, ${choice.pick(["None", "None", "None", "'enter'", "'exit'"])})`;
    const managers = choice.many(1, 3, () => manager() + target()).join(", ");
    const isWrapped = choice.chance(0.3);
    return `class cm:\n    def __init__(self, n, v, swallow, fail): self.a = n, v, swallow, fail\n    def __enter__(self):\n        print('enter', self.a[0])\n        if self.a[3] == 'enter': raise KeyError('enter')\n        return self.a[1]\n    def __exit__(self, *a):\n        print('exit', self.a[0], a[0] and a[0].__name__, a[1])\n        if self.a[3] == 'exit': raise RuntimeError('exit')\n        return self.a[2]\nd = {}\ndef f():\n    with ${isWrapped ? `(${managers})` : managers}:\n        ${choice.pick(["print('body')", "1/0", "return 'r'", "raise ValueError('b')", "print(x)"])}\n    print('after')\ntry:\n    print(f())\nexcept Exception as e:\n    print(type(e).__name__, e, repr(e.__context__))\nprint(d)\nfrom contextlib import *\n@contextmanager\ndef gen(v):\n    try:\n        ${choice.pick(["yield v", "yield v", "return", "yield v; yield 2"])}\n    ${choice.pick(["except ValueError as e:\n        print('caught', e)", "finally:\n        print('cleanup')", "except ZeroDivisionError:\n        raise KeyError('other')"])}\ntry:\n    with gen(3) as v${choice.pick(["", ", suppress(KeyError, IndexError)", ", ExitStack() as st"])}:\n        print(v)\n        ${choice.pick(["raise ValueError('in')", "1/0", "{}[1]", "pass", "st.callback(print, 'called')", "st.push(lambda *a: True)\n        1/0"])}\nexcept Exception as e:\n    print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__))`;
  }

  /** global, nonlocal, del and names that are unbound when they are read. */
  scopes(): string {
    const choice = this.#choice;
    const act = (): string =>
      choice.pick([
        "print('x', x)",
        "x = 1",
        "x += 1",
        "del x",
        "y = x",
        "print(y)",
        "x = [x]",
        "for x in (7, 8): pass",
                "x: int = 5",
        "[x for x in (1, 2)]",
        "(x := 9)",
        "y = lambda: x\nprint(y())",
        "def x(): return 3",
        "class x: pass",
        "try:\n    1/0\nexcept Exception as x:\n    pass",
        "print(sorted(k for k in locals() if len(k) == 1))",
        "x = (lambda x=x: x)()",
        "with_x = [lambda: i for i in range(2)]\nprint([g() for g in with_x])",
      ]);
    const acts = (count: number): string => choice.many(1, count, act).join("\n");
    const declare = (isInner: boolean): string =>
      choice.pick(["", "", "global x\n", isInner ? "nonlocal x\n" : "global y\n"]);
    const inner = `def inner():\n${indented(declare(true) + acts(3))}`;
    const cls = `class K:\n${indented(choice.pick(["", "global x\n", "nonlocal x\n"]) + acts(2))}\n    def m(self):\n        return x`;
    return `${choice.pick(["x = 100\n", ""])}def outer():\n${indented(declare(false) + choice.pick(["x = 0\n", "x = 0\n", ""]) + acts(2) + "\n" + choice.pick([inner + "\ninner()", cls + "\nprint(K().m())", acts(1)]) + "\n" + acts(2))}\n    return x\nshow(outer)\nshow(lambda: x)\nshow(lambda: y)`;
  }

  comprehension(): string {
    const choice = this.#choice;
    const source = (): string =>
      choice.pick([
        "range(4)",
        "[1, 2, 3]",
        "'abc'",
        "[(1, 2), (3, 4)]",
        "{'a': 1}",
        "rows",
        "rows[0]",
        "zip('ab', [1, 2])",
        "5",
        "(v for v in range(3))",
      ]);
    const clause = (index: number): string => {
      const name = choice.word("i j k");
      return `for ${choice.pick([name, name, name, `(${name}, m)`, `${name}, *m`])} in ${index > 0 && choice.chance(0.4) ? choice.pick(["range(i)", "i", "[i, i]", "range(2)"]) : source()}${choice.chance(0.35) ? ` if ${choice.pick(["i", "i != 1", "(w := i)", "i in (1, 2)", "not i", "i > j"])}` : ""}`;
    };
    const clauses = choice.many(1, 3, clause).join(" ");
    const element = choice.pick([
      "i",
      "(i, j)",
      "[i for i in range(2)]",
      "w",
      "lambda: i",
      "i * 2",
      "m",
      "{i}",
      "rows",
      "f'{i}'",
      "(yield_ := i)",
      "[j for j in [i]]",
    ]);
    const made = choice.pick([
      `[${element} ${clauses}]`,
      `list(${element} ${clauses})`,
      `{i: ${element} ${clauses}}`,
      `sorted({repr(${element}) ${clauses}})`,
      `tuple(${element} ${clauses})`,
      `sum(1 ${clauses})`,
      `dict((i, ${element}) ${clauses})`,
      `any(${element} ${clauses})`,
    ]);
    return `rows = [[1, 2], [3]]\nw = 0\nshow(lambda: ${made})\ndef f(i=5):\n    return ${made}\nshow(f)\nclass K:\n    n = 3\n    v = [n for _ in range(2)] if 0 else ${choice.pick(["[i for i in range(n)]", "list(q for q in [n])"])}\nprint(K.v)`;
  }

  match(): string {
    const choice = this.#choice;
    const name = (): string => choice.word("a b c d e");
    const pattern = (depth: number): string => {
      if (depth > 2) return choice.pick(["_", name(), "1", "None", "'s'"]);
      const next = (): string => pattern(depth + 1);
      return choice.pick([
        () => "_",
        () => name(),
        () =>
          choice.pick([
            "0",
            "1",
            "-1",
            "2.5",
            "1+2j",
            "-1-2j",
            "'s'",
            "b'x'",
            "None",
            "True",
            "False",
            "K.v",
            "'a' 'b'",
          ]),
        () => `[${choice.many(0, 3, next).join(", ")}]`,
        () =>
          `(${choice.many(0, 2, () => `${next()},`).join(" ")}${choice.pick(["", "*_", `*${name()}`])})`.replace(
            "()",
            "[]",
          ),
        () =>
          `[${choice.many(0, 1, () => `${next()}, `).join("")}*${choice.pick(["_", name()])}${choice.many(0, 1, () => `, ${next()}`).join("")}]`,
        () =>
          `{${choice.many(0, 2, () => `${choice.pick(["'a'", "'b'", "1", "None", "K.v"])}: ${next()}`).join(", ")}}`,
        () => `{'a': ${next()}, **${choice.pick(["rest", "r"])}}`,
        () =>
          `${choice.word("int str float list dict tuple bool bytes set P Q object")}(${choice.pick(["", "", next()])})`,
        () =>
          `P(${choice.pick([`${next()}`, `${next()}, ${next()}`, `x=${next()}`, `${next()}, y=${next()}`, `z=${next()}`, `${next()}, ${next()}, ${next()}`, `${next()}, x=${next()}`])})`,
        () => `(${next()} | ${next()})`,
        () => `(${next()} as ${choice.word("w z")})`,
      ])();
    };
    const subject = (): string =>
      choice.pick([
        "0",
        "1",
        "'s'",
        "[1, 2]",
        "(1, [2, 3])",
        "{'a': 1}",
        "{'a': [1], 'b': 2, 1: 's'}",
        "P(1, 2)",
        "P(P(1, 's'), None)",
        "Q(1, 2)",
        "None",
        "True",
        "2.5",
        "1+2j",
        "b'x'",
        "range(3)",
        "'ab'",
        "{1}",
        "[]",
        "{}",
        "bytearray(b'x')",
        "[None, True, 's']",
      ]);
    const guard = (): string =>
      choice.chance(0.2) ? ` if ${choice.pick(["True", "False", "len(repr(s)) > 5", "1/0", "a"])}` : "";
    const cases = choice.many(1, 4, (index) => `case ${pattern(0)}${guard()}:\n    print('case ${index}')`);
    const one = `class P:\n    __match_args__ = ${choice.pick(["('x', 'y')", "('x', 'y')", "('x',)", "['x']", "('x', 1)"])}\n    def __init__(self, x, y): self.x, self.y = x, y\n    def __repr__(self): return f'P({self.x!r}, {self.y!r})'\nclass Q(P): ${choice.pick(["pass", "__match_args__ = ('y', 'x')", "__slots__ = ()"])}\nclass K: v = 's'\ndef f(s):\n    match s:\n${indented(indented(cases.join("\n")))}\n    return sorted((k, repr(v)) for k, v in locals().items() if k != 's')`;
    return `${one}\n${choice.many(3, 7, () => `show(lambda: f(${subject()}))`).join("\n")}`;
  }

  unpacking(): string {
    const choice = this.#choice;
    const target = (depth: number): string => {
      if (depth > 1 || choice.chance(0.5)) return choice.pick(["a", "b", "c", "d[0]", "o.x", "l[0]", "l[1:]"]);
      const list = choice.many(1, 3, () => target(depth + 1));
      if (choice.chance(0.5)) {
        const at = choice.upTo(list.length - 1);
        list[at] = `*${choice.pick(["a", "b", "r", "l[:1]", "o.y"])}`;
      }
      return choice.pick([`(${list.join(", ")},)`, `[${list.join(", ")}]`]);
    };
    const value = (): string =>
      choice.pick([
        "(1, 2)",
        "[1, (2, 3)]",
        "'abc'",
        "((1, 2), 3)",
        "{'a': 1, 'b': 2}",
        "range(4)",
        "5",
        "None",
        "(i for i in range(3))",
        "[[1], [2, 3]]",
        "()",
        "{1}",
        "iter([1, 2, 3])",
        "'x'",
      ]);
    const display = choice.pick([
      () => `[*${value()}, 0, *${value()}]`,
      () => `(*${value()}, 1)`,
      () => `{*[1, 2], *${choice.pick(["(3,)", "range(2)", "5", "[[]]"])}}`,
      () => `{**{'a': 1}, 'a': 2, **${choice.pick(["{'b': 3}", "{}", "5", "[('x', 1)]", "dict(a=5)"])}}`,
      () => `print(*${value()}, sep='-', **${choice.pick(["{}", "{'end': '!\\n'}", "{'sep': 1}", "5"])})`,
      () => `max(*${value()})`,
      () => `d[*${value()}]`,
    ])();
    return `class O: pass\no, d, l = O(), {}, [0, 1]\ndef f():\n    global l\n    ${target(0)} = ${choice.pick(["", "t = "])}${value()}\n    return sorted((k, repr(v)) for k, v in locals().items())\nshow(f)\nprint(d, l, sorted(vars(o).items()))\nshow(lambda: ${display})\ndef g():\n    for ${target(0).replaceAll("l[", "d[")} in [${value()}, ${value()}]:\n        pass\n    return d\nshow(g)`;
  }

  decorators(): string {
    const choice = this.#choice;
    const decorator = (): string =>
      choice.pick([
        "log('a')",
        "log('b')",
        "twice",
        "functools.lru_cache",
        "functools.lru_cache(maxsize=2)",
        "functools.wraps(print)",
        "staticmethod",
        "property",
        "functools.cache",
        "(lambda f: f)",
        "int",
        "str",
        "[twice][0]",
        "Count",
      ]);
    const decorators = choice.many(1, 3, () => `@${decorator()}`).join("\n");
    const use = (): string =>
      choice.pick([
        "f(1)",
        "f(1, 2)",
        "f()",
        "f.__name__",
        "f.__doc__",
        "f",
        "f.cache_info()",
        "f.n",
        "type(f).__name__",
        "f.__wrapped__.__name__",
        "f(b=2, a=1)",
        "f([])",
        "inspect.signature(f)",
        "f.__qualname__",
        "f.__defaults__",
        "callable(f)",
      ]);
    return `import functools, inspect\ndef log(t):\n    def deco(f):\n        @functools.wraps(f)\n        def w(*a, **k):\n            print(t, a, k)\n            return f(*a, **k)\n        return w\n    return deco\ndef twice(f):\n    def w(*a):\n        return f(*a), f(*a)\n    return w\nclass Count:\n    n = 0\n    def __init__(self, f):\n        functools.update_wrapper(self, f)\n        self.f = f\n    def __call__(self, *a):\n        self.n += 1\n        return self.f(*a)\ntry:\n    ${decorators.replaceAll("\n", "\n    ")}\n    def f(a, b=5):\n        "doc"\n        return a\nexcept Exception as e:\n    print(type(e).__name__, e)\n${choice.many(3, 6, () => `show(lambda: ${use()})`).join("\n")}`;
  }

  asynchronous(): string {
    const choice = this.#choice;
    const step = (): string =>
      choice.pick([
        "await asyncio.sleep(0)",
        "print('step', n)",
        "await other(n)",
        "async with acm(n) as v:\n    print('in', v)",
        "async for v in agen(n):\n    print('v', v)",
        "print([v async for v in agen(n) if v])",
        "print([await other(v) for v in range(n)])",
        "await asyncio.gather(other(1), other(2))",
        "raise ValueError(n)",
        "try:\n    await fail()\nexcept KeyError as e:\n    print('caught', e)",
        "return await other('r')",
        "await asyncio.wait_for(asyncio.sleep(5), 0.001)",
        "t = asyncio.create_task(other(7))\nprint(await t)",
        "await 5",
        "print({k: v async for k, v in pairs()})",
        "r = await asyncio.gather(fail(), other(1), return_exceptions=True)\nprint(r)",
        "for x in agen(1): pass",
        "with acm(1): pass",
        "async with asyncio.TaskGroup() as tg:\n    tg.create_task(other(3))\n    tg.create_task(fail())",
      ]);
    return `import asyncio\nasync def other(v):\n    print('other', v)\n    await asyncio.sleep(0)\n    return v\nasync def fail():\n    raise KeyError('k')\nclass acm:\n    def __init__(self, v): self.v = v\n    async def __aenter__(self):\n        print('aenter')\n        return self.v\n    async def __aexit__(self, t, v, tb):\n        print('aexit', t and t.__name__)\n        return ${choice.pick(["False", "True", "None"])}\nasync def agen(n):\n    try:\n        for i in range(n):\n            yield i\n            await asyncio.sleep(0)\n    finally:\n        print('agen finally')\nasync def pairs():\n    yield 1, 2\n    yield ${choice.pick(["3, 4", "5"])}\nasync def main(n):\n${indented(choice.many(1, 4, step).join("\n"))}\n    return 'main'\nfor n in (0, 2):\n    show(lambda: asyncio.run(main(n)))\nco = other(1)\nshow(lambda: co.send(${choice.pick(["None", "1"])}))\nshow(lambda: co.${choice.pick(["close()", "throw(ValueError('t'))", "send(None)", "cr_running", "cr_frame is None"])})\nco.close()`;
  }

  groups(): string {
    const choice = this.#choice;
    const leaf = (): string =>
      choice.pick(["ValueError(1)", "TypeError('t')", "KeyError('k')", "OSError(2, 'no')", "IndexError()"]);
    const group = (depth: number): string =>
      `${choice.pick(["ExceptionGroup", "ExceptionGroup", "BaseExceptionGroup"])}('g${depth}', [${choice.many(1, 3, () => (depth < 2 && choice.chance(0.3) ? group(depth + 1) : leaf())).join(", ")}])`;
    const type = (): string =>
      choice.pick(["ValueError", "TypeError", "(KeyError, IndexError)", "Exception", "LookupError", "OSError"]);
    const handler = (): string =>
      choice.pick(["pass", "raise", "raise KeyError('new')", "print('h')", "raise e.exceptions[0]"]);
    return `def f():\n    try:\n        raise ${choice.pick([group(0), group(0), leaf()])}\n${choice.many(1, 3, () => `    except* ${type()} as e:\n        print(repr(e))\n        ${handler()}`).join("\n")}\n${choice.pick(["", "    else:\n        print('else')\n", "    finally:\n        print('finally')\n"])}    return 1\nshow(f)\ng = ${group(0)}\nshow(lambda: g.split(${type()}))\nshow(lambda: g.subgroup(lambda e: isinstance(e, ${type()})))\nshow(lambda: g.derive([ValueError(3)]))\nimport traceback\ntry:\n    f()\nexcept BaseException as e:\n    print(traceback.format_exc())`;
  }

  /** Something that fails somewhere below, and its traceback with carets. */
  failure(): string {
    const choice = this.#choice;
    const expression = (): string =>
      choice.pick([
        "1 + 'a' * 2 - []",
        "x.y.z",
        "x['a']['b'](1)",
        "f(1)(2)",
        "(1 / 0) + 2",
        "len(x, 5)",
        "x[1][2:3][y]",
        "foo(1, *[2])",
        "[i / 0 for i in range(3)]",
        "{1: x.q}[2]",
        "lambda: 1 / 0",
        "int('a' + 'b')",
        "x @ y",
        "-'a'",
        "x < 1j",
        "'%d' % 'a'",
        "f'{x.foo:>{1/0}}'",
        "max([], key=lambda v: v)",
        "sorted([1, 'a'])",
        "x(1, 2)(\n        3)",
        "(x\n        + 1\n        + 'a')",
        "not x.foo and 1",
        "x.append(1).y",
        "print(x.lenght)",
        "lenn(x)",
        "self.v",
        "a, b = 1, 2, 3",
        "x[0], x[9]",
        "raise_",
        "assert_(1)",
        "yield_.x",
        "next(iter([]))",
        "äöü.x + 'ß' + ÿ",
        "'äöü' + 1 + 'é'",
        "sum([1, 'a'])",
        "[*x, *5]",
        "f(**5)",
        "f(1, 2, 3)",
        "f(c=1)",
        "f()",
        "(w := x.u)",
        "x if y else z",
        "import_('a')",
        "object().foo",
        "f.bar",
        "[].foo()",
        "{}['missing']",
        "x[::0]",
        "1 if 1/0 else 2",
      ]);
    const statement = (): string =>
      choice.pick([
        () => `r = ${expression()}`,
        () => `return ${expression()}`,
        () => `print(${expression()})`,
        () => `x[0] = ${expression()}`,
        () => `x.a = ${expression()}`,
        () => `x += ${expression()}`,
        () => `del x.a.b, x[1]`,
        () => `for i in ${expression()}: pass`,
        () => `if ${expression()}: pass`,
        () => `assert not [1], ${expression()}`,
        () => `raise ValueError(${expression()})`,
        () => `with ${expression()} as q: pass`,
        () => `a, (b, *c) = ${expression()}`,
        () => `import ${choice.word("nomodule no.module math.x")}`,
        () => `from math import ${choice.word("nothing sine sqrtt")}`,
        () => `raise ${choice.pick(EXCEPTIONS)} from ${choice.pick(EXCEPTIONS)}`,
        () => `class Z(${expression()}): pass`,
        () => `def inner(a=${expression()}): pass`,
        () => `while ${expression()}: break`,
        () => `[g() for g in [lambda: ${expression()}]]`,
        () => `@${choice.pick(["f", "x", "x.foo", "f(1)"])}\n${"def inner(): pass"}`,
        () => `match ${expression()}:\n    case 1: pass`,
        () =>
          `try:\n    ${expression().replaceAll("\n", "\n    ")}\nexcept ${choice.pick(CAUGHT)} as e:\n    ${choice.pick(["raise", "raise KeyError('other')", "raise TypeError from e", "x.foo", "raise RuntimeError from None"])}`,
        () =>
          `try:\n    ${expression().replaceAll("\n", "\n    ")}\nfinally:\n    ${choice.pick(["1/0", "print('f')", "x.bar"])}`,
      ])();
    return `import traceback\ndef f(a, b=2):\n    return a + b\ndef g(x, y=None):\n${indented(choice.many(0, 1, () => "y = y").join("\n"))}\n${indented(statement())}\ndef h(*a):\n    return [g(v) for v in a]${choice.pick(["", "[0]"])}\nclass K:\n    def m(self):\n        return ${choice.pick(["h(self)", "g(5)", "h([], {})", "h('text')", "g([1])"])}\nfor call in (K().m, lambda: h([1, 2]), lambda: g({'a': 1})):\n    try:\n        print(call())\n    except Exception as e:\n        print(traceback.format_exc())`;
  }
}
