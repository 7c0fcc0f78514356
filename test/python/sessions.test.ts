import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Python } from "../../src/python/index.ts";
import { MODULES } from "../../src/python/stdlib/index.ts";

const WALK = readFileSync(join(import.meta.dirname, "sessions/walk.py"), "utf8");
const NAMES = JSON.stringify(["builtins", "sys", ...Object.keys(MODULES)]);
const LIMITS = { seconds: 120, operations: 1e10, memoryBytes: 2 ** 30 };

/** A session of its own in this process, which shares the code of the library and the built-in types with the others. */
const open = (): Python =>
  new Python({ authorizedImports: ["*"], limits: LIMITS, host: { entropy: () => 7, now: () => 1e9 } });

async function look(python: Python): Promise<Map<string, string>> {
  const { output } = await python.run(`${WALK}\n[(path, describe(value)) for path, value in reach(${NAMES})]`);
  return new Map(output as Array<[string, string]>);
}

function differences(left: Map<string, string>, right: Map<string, string>): string[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => `${path}: ${left.get(path)?.slice(0, 200)} / ${right.get(path)?.slice(0, 200)}`);
}

test("a session that changes everything it reaches changes nothing of another's", async () => {
  const before = await look(open());
  expect(before.size).toBeGreaterThan(10_000);
  const hostile = open();
  const { output: changes } = await hostile.run(`${WALK}\nchange([value for _, value in reach(${NAMES})])`);
  expect(changes).toBeGreaterThan(5000);
  expect(differences(before, await look(open())).slice(0, 20)).toEqual([]);
}, 180_000);

test("what one session keeps is not found in another", async () => {
  const keep = `
import abc, builtins, collections, contextvars, copyreg, decimal, enum, functools, logging, re, sys, threading, warnings
builtins.kept = sys.kept = re.kept = 1
sys.modules["kept"] = sys
class Kept(int, metaclass=abc.ABCMeta): pass
class KeptTuple(collections.namedtuple("Base", "a")): pass
collections.abc.Sized.register(Kept)
copyreg.pickle(Kept, lambda value: (int, (1,)))
decimal.getcontext().prec = 3
decimal.setcontext(decimal.Context(prec=4))
@functools.singledispatch
def f(x): return 0
f.register(int, lambda x: 1)
re.compile("kept")
logging.getLogger("kept").setLevel(1)
logging.root.handlers.append(1)
threading.current_thread().name = "kept"
warnings.filters.append("kept")
sys.setrecursionlimit(50)
sys.path.append("kept")
`;
  const read = `
import abc, builtins, collections, copyreg, decimal, logging, re, sys, threading, warnings
[hasattr(builtins, "kept"), hasattr(sys, "kept"), hasattr(re, "kept"), "kept" in sys.modules,
 [c.__name__ for b in (object, int, tuple, Exception) for c in type.__subclasses__(b) if "ept" in c.__name__],
 len(copyreg.dispatch_table), decimal.getcontext().prec, "kept" in logging.root.manager.loggerDict, len(logging.root.handlers),
 threading.current_thread().name, "kept" in warnings.filters, sys.getrecursionlimit(), "kept" in sys.path, len(re._cache) if hasattr(re, "_cache") else 0]`;
  const expected = (await open().run(read)).output;
  await open().run(keep);
  expect((await open().run(read)).output).toEqual(expected);
});

test("constants, defaults and built-in values of the same source are each session's own", async () => {
  const source = `
def f(x=[], *, y={}):
    x.append(1); y[len(y)] = 1
    return len(x), len(y)
class A:
    items = []
    def g(self): A.items.append(1); return len(A.items)
t = ([], (1, []), "text", b"bytes")
t[0].append(1)
[f(), f(), A().g(), t, {1, 2} | {3}, [1, 2] + t[0]]`;
  const first = (await open().run(source)).output;
  for (let session = 0; session < 3; session++) expect((await open().run(source)).output).toEqual(first);
});
