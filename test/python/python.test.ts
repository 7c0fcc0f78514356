/** The class `Python` as a program uses it: what crosses, what stays, what ends an action, and what errors say. */
import { describe, expect, it } from "vitest";
import {
  type Finding,
  type HostBinding,
  LimitError,
  Python,
  PythonError,
  type PythonOptions,
} from "../../src/python/index.ts";

/** What `code` is refused with. */
async function failure(code: string, options: PythonOptions = {}): Promise<PythonError> {
  const error = await new Python(options).run(code).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PythonError);
  return error as PythonError;
}

async function limit(code: string, limits: PythonOptions["limits"]): Promise<LimitError> {
  const python = new Python({ functions: { ping: () => 1 }, limits });
  const error = await python.run(code).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LimitError);
  return error as LimitError;
}

describe("values", () => {
  it("come in as variables and go out as the last line's value", async () => {
    const python = new Python({
      variables: { rows: [{ price: 1.5 }, { price: 2 }], names: new Set(["a"]), big: 2n ** 70n },
    });
    const { output } = await python.run(
      "[sum(r['price'] for r in rows), names, big + 1, type(rows[1]['price']).__name__]",
    );
    expect(output).toEqual([3.5, new Set(["a"]), 2n ** 70n + 1n, "int"]);
  });

  it("are copies: what a program does to them stays in it", async () => {
    const rows = [1, 2];
    const python = new Python({ variables: { rows } });
    const { output } = await python.run("rows.append(3)\nrows");
    expect([rows, output]).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
  });

  it("keep their names from one run to the next", async () => {
    const python = new Python();
    await python.run("def f(x):\n    return x * factor\nfactor = 3");
    expect((await python.run("f(14)")).output).toBe(42);
  });

  it("of one Python are not another's", async () => {
    const [one, other] = [new Python(), new Python()];
    await one.run("import math, builtins\nx = 1\nmath.pi = 3\nbuiltins.len = None");
    expect((await other.run("import math\n[round(math.pi, 2), len('ab'), 'x' in globals()]")).output).toEqual([
      3.14,
      2,
      false,
    ]);
  });
});

describe("functions of the host", () => {
  it("are called with copies, by position and by name, and may be asynchronous", async () => {
    const calls: unknown[] = [];
    const look = async (item: unknown, options: unknown): Promise<number> => {
      await Promise.resolve();
      calls.push([item, options]);
      return 2;
    };
    const { output } = await new Python({ functions: { look } }).run("look('tea') + look('milk', {'cold': True})");
    expect(output).toBe(4);
    expect(calls).toEqual([
      ["tea", undefined],
      ["milk", { cold: true }],
    ]);
  });

  it("fail as exceptions that a program can catch, with the message and without the host's stack", async () => {
    const python = new Python({
      functions: {
        pay: () => {
          throw new TypeError("no funds");
        },
      },
    });
    const { output } = await python.run(`
import traceback
try:
    pay()
except Exception as e:
    seen = [str(e), traceback.format_exc()]
seen`);
    const [message, text] = output as [string, string];
    expect(message).toContain("no funds");
    expect(text).not.toMatch(/\.ts|\.js|node:/);
  });

  it.each([
    "ping = 1",
    "exec('ping = 1')",
    "exec(compile('ping = 1', '<module own>', 'exec'))",
    "exec(compile('def ping(): pass', '<stdlib json>', 'exec'))",
  ])("cannot be rebound by the program: %s", async (code) => {
    const error = await failure(code, { functions: { ping: () => 1 } });
    expect(error.message).toContain("cannot assign to name 'ping'");
  });

  it.each([
    ["an assignment", "def f():\n    global ping\n    ping = 1"],
    ["def", "def f():\n    global ping\n    def ping(): pass"],
    ["import", "def f():\n    global ping\n    import math as ping"],
    ["for", "def f():\n    global ping\n    for ping in [1]: pass"],
    ["except", "def f():\n    global ping\n    try: 1 / 0\n    except Exception as ping: pass"],
    ["a walrus", "def f():\n    global ping\n    [ping := i for i in [1]]"],
    ["match", "def f():\n    global ping\n    match 1:\n        case ping: pass"],
    ["del", "ping = 1\ndef f():\n    global ping\n    del ping"],
    ["a class", "def f():\n    class A:\n        global ping\n        ping = 1"],
    ["code for exec", "own, code = globals(), compile('ping = 1', 'x', 'exec')\ndef f(): exec(code, own)"],
    ["a generator", "def g():\n    global ping\n    yield\n    ping = 1\nmade = g()\nnext(made)\ndef f(): next(made)"],
  ])("cannot be rebound by a function that is older than they are: %s", async (_, code) => {
    const python = new Python();
    await python.run(code);
    python.defineFunctions({ ping: () => "pong" });
    await expect(python.run("f()")).rejects.toThrow("cannot assign to name 'ping'");
    expect((await python.run("ping()")).output).toBe("pong");
    python.defineFunctions({ ping: () => "another" });
    expect((await python.run("ping()")).output).toBe("another");
  });

  it("leave their names free in modules of Python", async () => {
    const python = new Python({ functions: { ping: () => 1 }, modules: { own: "ping = 2" } });
    expect((await python.run("import own\n[ping(), own.ping]")).output).toEqual([1, 2]);
  });
});

describe("a limit", () => {
  it("that a regular expression reaches names its pattern", async () => {
    const python = new Python({ limits: { operations: 1_000_000 } });
    await expect(python.run("import re\nre.match(r'(a|aa)+$', 'a' * 60 + 'b')")).rejects.toThrow(
      "The action was stopped after 1,000,000 operations, in the regular expression '(a|aa)+$'.",
    );
  });
});

describe("files and modules", () => {
  it("are those that were given", async () => {
    const python = new Python({ files: { "data.csv": "a,b\n1,2\n" }, modules: { "shop.prices": "TEA = 4" } });
    const { output } = await python.run("from shop.prices import TEA\n[TEA, open('data.csv').read()]");
    expect(output).toEqual([4, "a,b\n1,2\n"]);
    await expect(python.run("open('/etc/passwd')")).rejects.toMatchObject({ type: "FileNotFoundError" });
  });

  it("of the host's file system need authorisation, and the error names the option", async () => {
    const error = await failure("import os");
    expect(error).toMatchObject({ type: "ImportError", hint: expect.stringContaining("authorizedImports") });
    const { output } = await new Python({ authorizedImports: ["os"], files: { "a.txt": "" } }).run(
      "import os\nos.listdir()",
    );
    expect(output).toEqual(["a.txt"]);
  });

  it("that do not exist here are told with the nearest thing that does", async () => {
    expect(await failure("import numpy")).toMatchObject({
      type: "ModuleNotFoundError",
      message: "No module named 'numpy'",
      hint: expect.stringContaining("statistics"),
    });
    expect((await failure("import jsn")).hint).toContain("'json'");
  });
});

describe("an uncaught exception", () => {
  it("is a PythonError with the class, the line, the traceback and what was printed", async () => {
    const error = await failure("print('before')\ndef f(x):\n    return 1 / x\nf(0)");
    expect(error).toMatchObject({
      code: "python-error",
      type: "ZeroDivisionError",
      message: "division by zero",
      line: 3,
      logs: "before\n",
    });
    expect(error.traceback).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "<action 1>", line 4, in <module>/,
    );
  });

  it("marks the operator as the interpreter's own report does, not as the module traceback", async () => {
    const { traceback } = await failure("(w := [1])\n((w) << 'ß'.x) if not w else (('ß' * 2) << w)");
    expect(traceback).toContain(`\n${" ".repeat(34)}~~~~~~~~~~^^~~\n`);
  });

  it("shows the caller's stack and none of ours", async () => {
    const { stack = "" } = await failure("1/0");
    expect(stack).toContain("python.test.ts");
    expect(stack).not.toMatch(/src.python/);
  });

  it("leaves the names that were bound before it", async () => {
    const python = new Python();
    await expect(python.run("x = 1\nraise KeyError('k')")).rejects.toMatchObject({ type: "KeyError", message: "'k'" });
    expect((await python.run("x")).output).toBe(1);
  });

  it("of syntax says where", async () => {
    expect(await failure("x = 1\ny = (2 +")).toMatchObject({
      type: "SyntaxError",
      line: 2,
      message: expect.stringContaining("was never closed"),
    });
  });
});

describe("limits", () => {
  const everything = "try:\n    CODE\nexcept BaseException:\n    pass\nfinally:\n    x = 1";
  it.each([
    ["operations", "while True: pass", { operations: 100_000 }],
    ["seconds", "while True: pass", { seconds: 0.05 }],
    ["memory", "x = [0] * 10**9", { memoryBytes: 1_000_000 }],
    ["output", "while True: print('x' * 100)", { outputBytes: 10_000 }],
    ["hostCalls", "while True: ping()", { hostCalls: 10 }],
  ] as const)("of %s end an action that no handler of its own can save", async (name, code, limits) => {
    const error = await limit(everything.replace("CODE", code), limits);
    expect(error).toMatchObject({ code: "limit-exceeded", limit: name });
    expect(error.message).toMatch(
      /^The action (?:was stopped after|needed more than|printed more than|called tools more than) [\d.,]*[1-9]/,
    );
    expect(error.hint).toBeTruthy();
  });

  it("of depth are a RecursionError that a program may catch", async () => {
    const { output } = await new Python({ limits: { recursion: 50 } }).run(
      "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    text = str(e)\ntext",
    );
    expect(output).toContain("maximum recursion depth exceeded");
  });

  it("leave an interpreter that says why it cannot go on", async () => {
    const python = new Python({ limits: { operations: 1000 } });
    await expect(python.run("while True: pass")).rejects.toThrow(LimitError);
    await expect(python.run("1")).rejects.toMatchObject({ limit: "spent", hint: "Make a new Python." });
  });

  it.each([
    "for name in names: setattr(holder, name, 1)",
    "globals().update(dict.fromkeys(names))",
    "(lambda **given: 1)(**dict.fromkeys(names))",
    "type('T', (), dict.fromkeys(names))",
    "dict.fromkeys(names)",
  ])("of operations count what names cost that JavaScript cannot hash: %s", async (code) => {
    const python = new Python({ limits: { operations: 2_000_000 } });
    const make = (length: number): string =>
      `class Holder: pass\nholder = Holder()\nnames = ['a' * ${length} + str(n) for n in range(1000, 1300)]\n${code}`;
    await python.run(make(16_000));
    await expect(python.run(make(17_000))).rejects.toMatchObject({ limit: "operations" });
  });

  it.each([
    "big = dict.fromkeys(map(str, range(5000)))\nfor _ in range(100): (lambda **given: 1)(**big)",
    "subs = [type('S', (Base,), {}) for _ in range(1000)]\nfor n in range(300): Base.x = n",
    "for n in range(20000): globals()[str(n)] = globals().pop(str(n), 1)\nfor _ in range(300): len(globals())",
    "import sys\ndef f(n): return f(n - 1) if n else [sys._getframe() for _ in range(100)]\nf(300)",
    "x = ValueError()\nfor n in range(2000):\n    try:\n        try: raise x\n        except Exception: raise KeyError\n    except KeyError as y: x = y",
  ])("of operations count what grows with the data: %s", async (code) => {
    const python = new Python({ limits: { operations: 1_000_000 } });
    await expect(python.run(`class Base: pass\n${code}`)).rejects.toMatchObject({ limit: "operations" });
  });

  it.each([
    ["sorting tuples that begin alike", "x, y = (1,) * 10**5, (1,) * 10**5\ns = sorted([x, y] * 20)\n0"],
    ["copying what holds nothing to copy", "import copy\nx = [0] * 10**5\nfor i in range(5): copy.deepcopy(x)"],
    ["showing numbers of one hash", "s = {i * (2**61 - 1) for i in range(3000)}\nt = str(s)\n0"],
    ["memory in pieces", "m = memoryview(bytearray(10**6))\nm[::-1] = m"],
  ])("of operations hold for %s", async (_name, code) => {
    expect(await limit(code, { operations: 100_000 })).toMatchObject({ limit: "operations" });
  });

  it.each(["range(20_000)", "map(str, range(20_000))"])("of operations let a set of %s be emptied", async (items) => {
    const python = new Python({ limits: { operations: 200_000 } });
    expect((await python.run(`s = set(${items})\nwhile s: s.pop()\nlen(s)`)).output).toBe(0);
  });

  it("of operations count anew for each action", async () => {
    const python = new Python({ limits: { operations: 20_000 } });
    for (let action = 0; action < 5; action++)
      expect((await python.run("sum(i for i in range(3000))")).output).toBe(4_498_500);
  });
});

describe("an aborted signal", () => {
  it("ends an action before it begins, and one that waits", async () => {
    const python = new Python({ functions: { never: () => new Promise(() => {}) } });
    await expect(python.run("1", { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    const controller = new AbortController();
    const waiting = python.run("never()", { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("check", () => {
  const kinds = (findings: Finding[]): string[] =>
    findings.map(({ kind, message, line }) => `${line} ${kind}: ${message}`);

  it("finds what cannot work, all of it, without running anything", async () => {
    const python = new Python({ functions: { look: () => 1 } });
    expect(kinds(python.check("import pandas\nprint(look(1))\nprint(valeu)"))).toEqual([
      "1 import: No module named 'pandas'",
      "3 name: name 'valeu' is not defined",
    ]);
    expect(kinds(python.check("def f(:\n    pass"))).toEqual(["1 syntax: invalid syntax"]);
    expect(python.check("import json\nx = [json.dumps(i) for i in range(3)]")).toEqual([]);
    await expect(python.run("x")).rejects.toMatchObject({ type: "NameError" });
  });
});

describe("an action that is diagnosed", () => {
  const ping: HostBinding = { call: () => 1, signature: { parameters: ["host", "times"], required: ["host"] } };
  const create = (): Python => new Python({ functions: { ping, final_answer: (value: unknown) => value } });

  it("is refused before anything runs, with all that was found", async () => {
    let calls = 0;
    const functions = { ping: { ...ping, call: () => ++calls } };
    const error = await new Python({ functions })
      .run(
        "x = ping('a')\nimport numpy\nfrom os import path\nprint(valeu)\nping(1, 2, 3)\nfor i in x:\n    ping(hots=i)",
        {
          diagnose: true,
        },
      )
      .then(
        () => undefined,
        (reason: unknown) => reason as PythonError,
      );
    expect(error).toMatchObject({ code: "action-refused", type: "ModuleNotFoundError", line: 2, logs: "" });
    expect(error?.traceback).toBe(`Nothing of this action was run, because it cannot work:
  line 2: ModuleNotFoundError: No module named 'numpy'
    numpy does not exist here: use lists, the statistics and math modules.
  line 3: ImportError: Import of os is not allowed
    os is only there for code that may use files: whoever runs this authorises it by authorizedImports, of an agent or executor additionalAuthorizedImports.
  line 4: NameError: name 'valeu' is not defined
  line 5: TypeError: ping() takes 2 positional arguments but 3 were given
  line 7: TypeError: ping() got an unexpected keyword argument 'hots' (it takes host, times)
`);
    expect(calls).toBe(0);
  });

  it.each([
    ["a call without what is required", "ping(times=1)", "ping() missing 1 required positional argument: 'host'"],
    ["a name given twice", "ping(1, host=2)", "ping() got multiple values for argument 'host'"],
    ["a name in what a loop runs over", "for i in nothing:\n    pass", "name 'nothing' is not defined"],
    ["a syntax error, which comes first", "import numpy\nreturn 1", "'return' outside function"],
  ])("is refused for %s", async (_what, code, message) => {
    const python = create();
    await expect(python.run(code, { diagnose: true })).rejects.toThrow(message);
    expect((await python.run("1 + 1", { diagnose: true })).output).toBe(2);
  });

  it.each([
    ["a handler", "try:\n    import numpy\nexcept ImportError:\n    numpy = None\nnumpy is None", true],
    ["a handler of names", "try:\n    x = nothing\nexcept NameError:\n    x = 3\nx", 3],
    ["a branch", "if len('a') > 1:\n    nothing()\n3", 3],
    ["a short circuit", "x = True or nothing\ny = False and nothing\nz = 1 if x else nothing\nz + 2", 3],
    ["a function that nobody calls", "def f():\n    import numpy\n    return nothing\ng = lambda: nothing\n3", 3],
    ["what follows the answer", "final_answer(3)\nprint(nothing)", 3],
    ["what follows an exit under a condition", "if ping('a') == 1:\n    final_answer(3)\nnothing", 3],
    ["names that are computed", "globals()['late'] = 3\nlate", 3],
    ["a function's global", "def f():\n    global late\n    late = 3\nf()\nlate", 3],
    ["an inner scope", "[3 for n in range(1) for m in [n]][0] + sum(k for k in [])", 3],
    [
      "patterns, walrus, with, except and star imports",
      "from math import *\nmatch [3]:\n    case [n]:\n        pass\n(m := floor(n))",
      3,
    ],
    ["a tool's name used for something of one's own", "def f(ping):\n    return ping()\nf(lambda: 3)", 3],
    ["unpacked arguments", "ping(*['a'], **{'times': 2}) + 2", 3],
  ])("runs in spite of what only looks wrong: %s", async (_what, code, output) => {
    expect((await create().run(code, { diagnose: true })).output).toBe(output);
  });

  it.each([
    ["a function that answers", "def give(x):\n    final_answer(x)", "give(3)\nprint(nothing)"],
    [
      "a method that calls one",
      "def give(x):\n    final_answer(x)\nclass A:\n    def run(self):\n        give(3)\na = A()",
      "a.run()\nnothing",
    ],
    [
      "a function that leaves",
      "import sys\ndef leave():\n    final_answer(3)\n    sys.exit()",
      "done = [leave() for _ in range(1)]\nnothing",
    ],
  ])("runs where %s of an earlier action may end it before what is nowhere", async (_what, earlier, code) => {
    const python = create();
    await python.run(earlier, { diagnose: true });
    expect(await python.run(code, { diagnose: true })).toMatchObject({ output: 3, isFinalAnswer: true });
    await expect(python.run("len('abc')\nnowhere", { diagnose: true })).rejects.toMatchObject({
      code: "action-refused",
    });
  });

  it.each([
    ["plain data", "x = 'a'\ny = {'k': [1, 2.5]}\nz = x + y['k']", "On line 3, x is 'a' and y is {'k': [1, 2.5]}."],
    ["one name", "rows = []\nrows[3]", "On line 2, rows is []."],
    [
      "the line of the action, when a function failed",
      "def f(a):\n    return a[9]\nn = (1,)\nf(n)",
      "On line 4, n is (1,).",
    ],
    ["nothing long", "big = 'x' * 1000\nlist2 = list(range(100))\nbig + list2", undefined],
    ["nothing that is its own", "class A:\n    def __repr__(self):\n        return 'x'\na = A()\na + [a]", undefined],
    ["no local of a comprehension", "i = 1\n[i + '' for i in [2]]", undefined],
  ])("tells what names held where it failed: %s", async (_what, code, hint) => {
    await expect(create().run(code, { diagnose: true })).rejects.toMatchObject({ hint });
    await expect(create().run(code)).rejects.toMatchObject({ hint: undefined });
  });

  it.each([
    ["float", "float(1)"],
    ["bytes", "bytes(b'a')"],
    ["list", "list([1])"],
    ["dict", "dict(a=1)"],
  ])("runs nothing of a class that only has the name of %s", async (name, value) => {
    const code = `class ${name}(${name}):\n    def __repr__(self):\n        print('run')\n        return 'x'\nx = ${value}\nx @ 1`;
    await expect(create().run(code, { diagnose: true })).rejects.toMatchObject({
      type: "TypeError",
      hint: undefined,
      logs: "",
    });
  });

  it("runs with names that functions of earlier actions bind", async () => {
    const python = create();
    await python.run("def begin():\n    global total\n    total = 3", { diagnose: true });
    expect((await python.run("begin()\ntotal", { diagnose: true })).output).toBe(3);
  });
});

describe("strictDunder", () => {
  it.each([
    ["().__class__", "Forbidden access to dunder attribute: __class__ (line 1)"],
    ["x = 1\nx.__dict__ = 2", "Forbidden access to dunder attribute: __dict__ (line 2)"],
    ["__import__('math')", "Forbidden call to dunder function: __import__ (line 1)"],
    ["(1).__add__(2)", "Forbidden call to dunder function: __add__ (line 1)"],
    ["getattr(1, '__class__')", "Forbidden access to dunder attribute: __class__ (line 1)"],
    ["eval('().__class__')", "Forbidden access to dunder attribute: __class__ (line 1)"],
    ["match 1:\n    case int(__class__=c):\n        pass", "Forbidden access to dunder attribute: __class__ (line 2)"],
  ])("refuses %j", async (code, message) => {
    expect(await failure(code, { strictDunder: true })).toMatchObject({ type: "AttributeError", message });
  });

  it("lets classes define such methods, call those that smolagents lets them, and use modules that do", async () => {
    const code = `
from dataclasses import dataclass
from collections import namedtuple
class A:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return self.n + other
class B(A):
    def __init__(self):
        super().__init__(2)
@dataclass
class C:
    x: int
[B() + 1, C(3).x, namedtuple('P', 'x')(3).x, __name__]`;
    expect((await new Python({ strictDunder: true }).run(code)).output).toEqual([3, 3, 3, "__main__"]);
  });

  it("is off unless asked for", async () => {
    expect((await new Python().run("().__class__.__mro__")).text).toBe("(<class 'tuple'>, <class 'object'>)");
  });
});

describe("options that cannot be meant", () => {
  it.each([
    [{ authorizedImports: ["numpy"] }, 'the module "numpy" cannot be authorised, because there is none', "cpython"],
    [{ authorizedImports: ["jsn.*"] }, 'the module "jsn.*" cannot be authorised, because there is none', "'json'"],
    [{ limits: { seconds: -1 } }, "the limit seconds must be a number above 0, not -1", "default"],
    [{ limits: { second: 1 } as object }, 'there is no limit named "second"', "Did you mean seconds?"],
  ])("are refused when the Python is made: %j", (options, message, hint) => {
    expect(() => new Python(options)).toThrow(
      expect.objectContaining({ code: "option-invalid", message, hint: expect.stringContaining(hint) }),
    );
  });

  it("let through what can", async () => {
    const python = new Python({
      authorizedImports: ["os", "xml.*", "mine", "shop.*", "*"],
      modules: { mine: "", "shop.prices": "" },
      limits: { seconds: Infinity, hostCalls: 0 },
    });
    expect((await python.run("1")).output).toBe(1);
    await expect(python.run(undefined as unknown as string)).rejects.toMatchObject({ code: "option-invalid" });
  });
});

describe("async for and async with at the top level", () => {
  const MANAGER =
    "class M:\n    async def __aenter__(self):\n        return 5\n    async def __aexit__(self, *e):\n        pass\nasync def count():\n    yield 1\n    yield 2\n";

  it.each([
    ["async with M() as x:\n    y = x\ny", 5],
    ["n = 0\nasync for i in count():\n    n += i\nn", 3],
    ["if 1:\n    async with M() as x:\n        y = x + 1\ny", 6],
    ["[i async for i in count()]", [1, 2]],
  ])("make an action a coroutine: %j", async (code, output) => {
    for (const isBlocking of [false, true])
      expect((await new Python({ host: { isBlocking } }).run(MANAGER + code)).output).toEqual(output);
  });

  it("refuse what is not asynchronous in Python's words", async () => {
    expect((await failure("async with open('f') as x:\n    pass")).type).toBe("FileNotFoundError");
    expect((await failure("async for i in []:\n    pass")).message).toContain("__aiter__");
  });
});
