// What must hold wherever `threadsnake/python` and `isolation: "none"` run. The runtime hands in the modules; nothing here is Node's.

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const rejection = (promise) => promise.then(() => undefined, (error) => error); // prettier-ignore

/** Runs every check; resolves to how many passed and to what failed, in words. */
export async function runSuite({ Python, LocalPythonExecutor, LimitError, evaluatePythonCode, attacks }) {
  const failures = [];
  let passed = 0;
  const check = async (name, body) => {
    try {
      await body((actual, expected) => {
        const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
        if (is !== should) throw new Error(`${is}, not ${should}`);
      });
      passed++;
    } catch (error) {
      failures.push(`${name}: ${error?.message ?? error}`);
    }
  };
  const withExecutor = async (options, body) => {
    const executor = new LocalPythonExecutor({ isolation: "none", timeoutSeconds: 10, ...options });
    try {
      return await body(executor);
    } finally {
      await executor.close();
    }
  };

  await check("values, names and output", async (equal) => {
    const python = new Python();
    const { output, logs } = await python.run("x = [1, 2.5, 'é', 2**70, {'a': (1, None)}]\nprint(*x)\nx[:3]");
    equal([output, logs], [[1, 2.5, "é"], "1 2.5 é 1180591620717411303424 {'a': (1, None)}\n"]);
    equal((await python.run("def f(n): return sum(range(n))\nf(len(x))")).output, 10);
    equal((await python.run("f(5)")).output, 10);
  });
  await check("exceptions with line and traceback", async (equal) => {
    const error = await rejection(new Python().run("def f():\n    return 1 / 0\nf()"));
    equal([error.name, error.type, error.line], ["PythonError", "ZeroDivisionError", 2]);
  });
  await check("the standard library", async (equal) => {
    const { output } = await new Python({ authorizedImports: ["*"] }).run(`
import asyncio, collections, dataclasses, datetime, decimal, fractions, hashlib, itertools, json, re, statistics, zlib
text = json.dumps({"a": [1, 2.5, None], "é": "\\U0001f600"})
[json.loads(text)["a"], re.sub(r"(\\w+) (\\w+)", r"\\2 \\1", "one two"), str(decimal.Decimal(1) / 3), str(fractions.Fraction(1, 3) + 1),
 datetime.date(2024, 2, 29).isoformat(), hashlib.sha256(b"x").hexdigest()[:8], zlib.decompress(zlib.compress(b"abc" * 100))[:3].decode(),
 collections.Counter("hello").most_common(1), statistics.mean([1, 2, 3, 4]), list(itertools.accumulate([1, 2, 3]))]`);
    equal(output, [[1, 2.5, null], "two one", "0.3333333333333333333333333333", "4/3", "2024-02-29", "2d711642", "abc", [["l", 2]], 2.5, [1, 3, 6]]); // prettier-ignore
  });
  await check("recursion ends as an exception, a loop and memory as a limit", async (equal) => {
    const python = new Python({ limits: { operations: 1_000_000, recursion: 200 } });
    equal((await rejection(python.run("def f(): return f()\nf()"))).type, "RecursionError");
    const error = await rejection(python.run("try:\n    while True: pass\nexcept BaseException: pass"));
    equal([error instanceof LimitError, error.limit], [true, "operations"]);
    const large = await rejection(new Python().run("'x' * 10**10"));
    equal([large.name, large.limit], ["LimitError", "memory"]);
  });
  await check("deep recursion in functions, natives and sources is an exception too", async (equal) => {
    const python = new Python();
    for (const code of [
      "def f(n): return f(n + 1)\nf(0)",
      "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
      "sorted([2, 1], key=lambda x: (f := lambda: f())())",
    ])
      equal((await rejection(python.run(code))).type, "RecursionError");
    equal((await rejection(python.run("(".repeat(50_000)))).name, "PythonError");
  });
  await check("asynchronous tools, by suspension", () =>
    withExecutor({}, async (executor) => {
      await executor.sendTools({
        slow: async (n) => (await pause(50), n * 2),
        apply: async (f, x) => (await f(x)) + 1,
        fail: async () => {
          throw new RangeError("too far");
        },
        final_answer: (x) => x,
      });
      const { output } = await executor.run(`
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(5) as pool: results = list(pool.map(slow, range(5)))
try: fail()
except ValueError as error: text = str(error)
[results, apply(lambda x: slow(x) * 10, 2), text, [slow(i) for i in range(2)], max(slow(i) for i in (3, 1))]`);
      const is = JSON.stringify(output);
      if (is !== '[[0,2,4,6,8],41,"too far",[0,2],6]') throw new Error(is);
      const end = await executor.run("try: final_answer({'a': slow(1)})\nexcept BaseException: pass");
      if (!end.isFinalAnswer || end.output.a !== 2) throw new Error(JSON.stringify(end));
    }),
  );
  await check("limits and the names after them", () =>
    withExecutor({ timeoutSeconds: 0.5, limits: { operations: Infinity } }, async (executor) => {
      await executor.sendTools({ never: () => new Promise(() => {}) });
      await executor.run("x = 41");
      for (const code of ["while True: pass", "never()", "import time\nwhile True: time.sleep(0.01)"]) {
        const error = await rejection(executor.run(code));
        if (error?.limit !== "seconds") throw new Error(`${code}: ${error}`);
      }
      if ((await executor.run("x + 1")).output !== 42) throw new Error("the names are gone");
    }),
  );
  await check("the functional form", async (equal) => {
    const state = { x: 3 };
    equal((await evaluatePythonCode("y = x * 2\nprint(y)\ny + 1", { state })).output, 7);
    equal([state.y, state._print_outputs], [6, "6\n"]);
  });
  await checkAttacks(check, withExecutor, attacks);
  return { passed, failures };
}

const STUBS = {
  echo: (x) => x,
  get_data: () => ({ items: [1, 2, 3] }),
  apply: (f, x) => f(x),
  mutate: (x) => (x?.push?.(9), null),
  fail: () => {
    throw new Error("tool failed");
  },
  slow: () => new Promise(() => {}),
  final_answer: (x) => x,
};

/** Each attack ends as it does in Node, and leaves the globals and prototypes as they were. */
async function checkAttacks(check, withExecutor, attacks) {
  const watched = [Object, Array, Function, String, Number, Map, Set, Promise, RegExp]
    .flatMap((one) => [one, one.prototype])
    .concat([globalThis, JSON, Math, Reflect]);
  const keys = () => watched.map((object) => Reflect.ownKeys(object).length).join();
  for (const { id, code, expected, accept = [], result, imports, tools = [], is_final: isFinal } of attacks) {
    const before = keys();
    await check(id, () =>
      withExecutor({ timeoutSeconds: 2, additionalAuthorizedImports: imports ?? [] }, async (executor) => {
        await executor.sendTools({ final_answer: STUBS.final_answer, ...Object.fromEntries(tools.map((name) => [name, STUBS[name]])) }); // prettier-ignore
        const end = await executor.run(code).catch((error) => ({ error }));
        const outcome = { PythonError: "error", LimitError: "limit" }[end.error?.name] ?? (end.error === undefined ? "ok" : "broken"); // prettier-ignore
        const allowed = [expected, ...accept].map((name) => (name === "blocked" ? "error" : name));
        if (!allowed.includes(outcome) || end.error?.limit === "crash")
          throw new Error(`${outcome}: ${end.error ?? end.repr}`);
        if (outcome === "ok" && result !== undefined && end.repr !== result)
          throw new Error(`${end.repr}, not ${result}`);
        if (outcome === "ok" && isFinal !== undefined && end.isFinalAnswer !== isFinal)
          throw new Error("isFinalAnswer");
        if (keys() !== before) throw new Error("a global or a prototype was changed");
      }),
    );
  }
}
