/** Programs in the small about the flow of control: generators, try, with, scopes, comprehensions, patterns, async. */
import type { Choice } from "./choice.ts";
import { indented } from "./choice.ts";
import { smallValue } from "./objects.ts";

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

export class Flows {
  readonly #choice: Choice;

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  any(): string {
    return this.#choice.pick([
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

  /** A generator and a random conversation with it. */
  generator(): string {
    const choice = this.#choice;
    const step = (depth: number): string =>
      choice.pick<() => string>([
        () => `yield ${smallValue(choice)}`,
        () => `got = yield ${smallValue(choice)}\nprint('got', got)`,
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
        () => `return ${smallValue(choice)}`,
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
      // Functions that are gone leave their address to others.
      `sorted({repr(${element.replace("lambda: i", "-i")}) ${clauses}})`,
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
