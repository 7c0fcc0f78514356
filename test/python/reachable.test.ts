/**
 * Whatever a program reaches by attributes, indices and calls is a value of our Python, and whatever it raises is Python's: a walk
 * of random steps over a growing pool of values, begun at the modules, at classes and objects of the program, frames and tools.
 *
 * WALK_STEPS=1000000 WALK_SEED=7 npx vitest run test/python/reachable.test.ts
 */
import { expect, test } from "vitest";
import { installBuiltins } from "../../src/python/builtins/index.ts";
import { Program } from "../../src/python/program.ts";
import { getAttribute } from "../../src/python/runtime/attributes.ts";
import { call } from "../../src/python/runtime/call.ts";
import { Interpreter } from "../../src/python/runtime/interpreter.ts";
import { iterate } from "../../src/python/runtime/iterate.ts";
import { DEFAULT_LIMITS, LimitSignal } from "../../src/python/runtime/limits.ts";
import { importModule } from "../../src/python/runtime/modules.ts";
import { getItem } from "../../src/python/runtime/subscript.ts";
import { attributeNames } from "../../src/python/runtime/suggest.ts";
import { PyHostFunction } from "../../src/python/runtime/suspension.ts";
import { toPython } from "../../src/python/runtime/traceback.ts";
import { PyException, PyModule, PyObject, type PyValue } from "../../src/python/runtime/values.ts";
import { MODULES } from "../../src/python/stdlib/index.ts";
import { Library } from "../../src/python/stdlib/library.ts";

const STEPS = Number(process.env["WALK_STEPS"] ?? 10_000);
const SEED = Number(process.env["WALK_SEED"] ?? Date.now() % 2 ** 31);
/** A world is thrown away after that many steps, or when it has reached a limit. */
const STEPS_PER_WORLD = 500;
const POOL = 400;

/** Names of JavaScript and of our own objects; none may lead out of Python. */
const HOSTILE = "constructor __proto__ prototype then toString valueOf caller arguments apply bind length cls js items v code dict table cells namespace globals fields factory closure proto mro invoke $x t$x".split(" "); // prettier-ignore

const ROOTS = `
import sys
class Meta(type):
    def __call__(cls, *args): return super().__call__()
class Plain:
    constructor = 1
    def method(self, *args, **keywords): return (self, args, keywords)
    @property
    def prop(self): return self
    @classmethod
    def cm(cls, *args): return cls
    @staticmethod
    def sm(*args): return args
    def __getitem__(self, key): return key
class Slotted(metaclass=Meta):
    __slots__ = ("a", "then")
def function(a, b=(1, [2]), *args, c={}, **keywords):
    def inner(): return a
    return inner
def generator():
    got = yield 1
    yield got
async def coroutine(): return 1
async def asynchronous(): yield 1
try: 1 / 0
except Exception as error: caught = error
started = generator()
next(started)
values = [Plain, Plain(), Plain().method, Slotted, Slotted(), function, function(1), generator(), started, coroutine(), asynchronous(), caught,
  caught.__traceback__, sys._getframe(), (lambda: 0), iter([1, 2]), {1: 2}.items(), memoryview(b"abc"), bytearray(b"x"), range(5), slice(1, 2),
  1.5, 2**80, 1j, "text", b"bytes", [1, [2]], (1, (2,)), {"a": {}}, {1, 2}, frozenset([3]), int | str, list[int], ..., NotImplemented, print, len,
  str.join, [].append, type, object, property(), super(Plain, Plain()), zip([1]), map(str, [1]), enumerate("a"), reversed([1]), globals()]
`;

function createRandom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const random = createRandom(SEED);
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;

function isPython(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
    case "string":
    case "bigint":
      return true;
    case "number":
      return Number.isSafeInteger(value);
    default:
      return value === null || value instanceof PyObject;
  }
}

const library = new Library();

function openWorld(): { interpreter: Interpreter; pool: PyValue[] } {
  const interpreter = new Interpreter({
    limits: { ...DEFAULT_LIMITS, operations: 300_000, memoryBytes: 2 ** 24, recursion: 100, seconds: 5 },
    host: { clock: () => performance.now() },
    authorizedImports: ["*"],
    strictDunder: false,
    modules: new Map(),
    files: new Map([["file.txt", new Uint8Array([65, 10])]]),
    library,
    lookupCharacter: () => undefined,
    now: () => 1e9,
    entropy: () => random(2 ** 32),
  });
  const program = new Program(interpreter, (parameters, body) => new Function(...parameters, body) as unknown);
  interpreter.compiler = program.compiler();
  const pool = interpreter.enter((): PyValue[] => {
    installBuiltins(interpreter);
    interpreter.modules.setString("__main__", new PyModule("__main__", interpreter.main));
    interpreter.main.define("tool", new PyHostFunction("tool", (args) => args[0] ?? null, (value) => value as PyValue, (error) => error)); // prettier-ignore
    interpreter.meter.begin({ operations: 1e8 });
    const options = { givesValue: false, isSuspending: false };
    program.main(program.parse(ROOTS, "<roots>", "exec"), ROOTS, "<roots>", interpreter.main, options).run();
    const names = Object.keys(MODULES);
    const modules = ["builtins", pick(names), pick(names), pick(names), pick(names)];
    const roots = [...iterateSome(interpreter.main.getString("values") ?? null, 100)];
    return [
      ...roots,
      interpreter.main.getString("tool") ?? null,
      ...modules.map((name) => importModule(interpreter, name)),
    ];
  });
  interpreter.enter(() => interpreter.meter.begin());
  return { interpreter, pool };
}

function* iterateSome(value: PyValue, most: number): Generator<PyValue> {
  const iterator = iterate(value);
  for (let count = 0; count < most; count++) {
    const item = iterator.next() as PyValue | undefined;
    if (item === undefined) return;
    yield item;
  }
}

/** Calls of these wait for a person, or end what they are called in. */
const UNCALLED = new Set(["input", "breakpoint", "help"]);

function step(pool: PyValue[]): { what: string; values: PyValue[] } {
  const value = pick(pool);
  const kind = random(10);
  if (kind < 4) {
    const name = random(8) === 0 ? pick(HOSTILE) : pick([...attributeNames(value), "__class__", "__dict__"]);
    return { what: `attribute ${name}`, values: [getAttribute(value, name)] };
  }
  if (kind < 5) return { what: "index", values: [getItem(value, random(2) === 0 ? random(4) - 1 : pick(pool))] };
  if (kind < 6) return { what: "items", values: [...iterateSome(value, 4)] };
  if (value instanceof PyObject && UNCALLED.has(String((value as { name?: unknown }).name)))
    return { what: "", values: [] };
  const args = Array.from({ length: random(4) }, () => pick(pool));
  const keywords = random(6) === 0 ? new Map([[pick(HOSTILE), pick(pool)]]) : null;
  return { what: "call", values: [call(value, args, keywords)] };
}

/** Where an error was thrown, so that one fault is told once. */
function placeOf(error: unknown): string {
  return error instanceof Error ? (error.stack?.split("\n")[1]?.trim() ?? "") : String(error);
}

test(`what ${STEPS} random steps reach is Python's, seed ${SEED}`, { timeout: 3_600_000 }, async () => {
  for (const name of Object.keys(MODULES)) await library.load(name);
  const faults = new Map<string, string>();
  const counts = { values: 0, exceptions: 0, limits: 0, worlds: 0 };
  let world = openWorld();
  for (let count = 0; count < STEPS; count++) {
    const { interpreter, pool } = world;
    let isOver = count % STEPS_PER_WORLD === STEPS_PER_WORLD - 1;
    try {
      const { what, values } = interpreter.enter(() => step(pool));
      for (const value of values) {
        if (!isPython(value))
          throw new Error(`seed ${SEED}, step ${count}: ${what} gives ${String(value)} of JavaScript`);
        counts.values++;
        if (pool.length < POOL) pool.push(value);
        else pool[random(POOL)] = value;
      }
    } catch (thrown) {
      const error = interpreter.enter(() => toPython(thrown));
      if (error instanceof LimitSignal) isOver = true;
      else if (!(error instanceof PyException) || error.cls.name === "SystemError")
        faults.set(placeOf(thrown), `step ${count}: ${String(thrown)}`);
      counts[error instanceof LimitSignal ? "limits" : "exceptions"]++;
    }
    if (!isOver) continue;
    counts.worlds++;
    world = openWorld();
  }
  expect([...faults]).toEqual([]);
  expect(counts.values).toBeGreaterThan(STEPS / 10);
  console.log(`walk: ${JSON.stringify(counts)}, seed ${SEED}`);
});
