import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Python } from "../../src/python/index.ts";
import { type SharedUnit, Units } from "../../src/python/units.ts";

const ACTION = `
import dataclasses

def collect(item, into=[]):
    into.append(item)
    return into

class Counter:
    seen = {}
    def add(self, n):
        Counter.seen[n] = self
        self.total = getattr(self, "total", 0) + n
        return self.total

collect.calls = getattr(collect, "calls", 0) + 1
fresh = {1, 2, 3}
fresh.add(len(fresh))
c = Counter()
[collect(1), c.add(2), len(Counter.seen), collect.calls, sorted(fresh), collect.__code__.co_name, (lambda: 7)()]
`;

test("the same action in another session finds nothing of the first", async () => {
  const first = new Python(),
    second = new Python();
  const expected = [[1], 2, 1, 1, [1, 2, 3], "collect", 7];
  expect((await first.run(ACTION)).output).toEqual(expected);
  const before = first.operations;
  await first.run(
    "Counter.seen['mark'] = 1; collect(5); collect.__code__ = (lambda item, into=None: 'changed').__code__",
  );
  expect((await second.run(ACTION)).output).toEqual(expected);
  expect(second.operations).toBe(before);
  expect((await second.run("collect(2)")).output).toEqual([1, 2]);
});

test("code that was made where a name is free is not taken where it is a tool", async () => {
  const source = "def search(q):\n    return 'mine'\nsearch('x')";
  expect((await new Python().run(source)).output).toBe("mine");
  const withTool = new Python({ functions: { search: () => "tool" }, host: { isBlocking: true } });
  await expect(withTool.run(source)).rejects.toThrow("it is a tool of this agent");
});

test("code that was made for a session that is not strict is not taken by one that is", async () => {
  const source = "x = ().__class__\nx.__name__";
  expect((await new Python().run(source)).output).toBe("tuple");
  await expect(new Python({ strictDunder: true }).run(source)).rejects.toThrow();
});

test("a source that cannot be compiled fails each time", async () => {
  for (let i = 0; i < 2; i++) await expect(new Python().run("def f(:\n    pass")).rejects.toThrow("invalid syntax");
});

test("a session is let go although its code is kept", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let held: WeakRef<Python> | undefined;
  for (let i = 0; i < 3; i++) {
    let python: Python | undefined = new Python();
    await python.run(ACTION);
    await python.run("for i in range(20000): c.add(i)");
    if (i === 0) held = new WeakRef(python);
    python = undefined;
  }
  for (let i = 0; i < 10 && held?.deref() !== undefined; i++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    collect();
  }
  expect(held?.deref()).toBeUndefined();
});

test("the newest units are kept up to a size, and one that would fill it alone is not", () => {
  const units = new Units();
  let made = 0;
  const make = (): SharedUnit => ({ ...EMPTY, fields: { ...EMPTY.fields, firstLine: ++made } });
  const key = (name: string): string => name + "x".repeat(50_000);
  for (const name of ["a", "b", "c", "d", "e"]) units.get(key(name), make);
  expect(made).toBe(5);
  units.get(key("a"), make);
  expect(made).toBe(5);
  units.get(key("f"), make);
  units.get(key("a"), make);
  expect(made).toBe(6);
  units.get(key("b"), make);
  expect(made).toBe(7);
  const large = "y".repeat(100_000);
  units.get(large, make);
  units.get(large, make);
  expect(made).toBe(9);
});

const EMPTY = { make: () => () => null, constants: [], leftOut: undefined, fields: {} } as unknown as SharedUnit;
