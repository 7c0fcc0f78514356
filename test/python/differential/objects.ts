/** Programs in the small about calls, classes, hooks and operators. */
import type { Choice } from "./choice.ts";
import { indented } from "./choice.ts";

/** A small value of any type. */
export function smallValue(choice: Choice): string {
  return choice.pick(["1", "2", "'s'", "None", "[1, 2]", "(3, 4)", "{'a': 1}", "0", "1.5", "''"]);
}

export class Objects {
  readonly #choice: Choice;

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  any(): string {
    return this.#choice.pick([
      () => this.call(),
      () => this.call(),
      () => this.hierarchy(),
      () => this.hooks(),
      () => this.operators(),
    ])();
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
      parameters.push(given ? `${parameter}=${smallValue(choice)}` : parameter);
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
        () => smallValue(choice),
        () => smallValue(choice),
        () => `${choice.word("a b c d e x args kw self")}=${smallValue(choice)}`,
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
          () => `v = ${smallValue(choice)}`,
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
          () => `class Inner:\n    q = ${smallValue(choice)}`,
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
        // The hash of a str, and an object's own, is another in each run of CPython.
        () =>
          `[hash(v) if type(v).__hash__ not in (str.__hash__, object.__hash__) else type(hash(v)) for v in [${one()}]]`,
        () =>
          `${choice.word("abs bool len int float complex repr str bytes iter next reversed list tuple sorted sum round hex max set dict bytearray any range chr enumerate ascii")}(${one()})`,
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
}
