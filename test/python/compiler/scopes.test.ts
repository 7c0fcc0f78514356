import { describe, expect, test } from "vitest";
import type { Scope } from "../../../src/python/compiler/scope.ts";
import { mangle } from "../../../src/python/compiler/scope.ts";
import { analyseScopes } from "../../../src/python/compiler/scopes.ts";
import { parse } from "../../../src/python/syntax/parse.ts";

function analyse(source: string): Scope {
  return analyseScopes(parse(source)).root;
}

/** The scope of this qualified name. */
function find(root: Scope, qualname: string): Scope {
  for (const child of root.children) {
    if (child.qualname === qualname && child.kind !== "type-parameters") return child;
    const found = child.children.length > 0 ? findOrUndefined(child, qualname) : undefined;
    if (found !== undefined) return found;
  }
  throw new Error(`no scope ${qualname}`);
}

function findOrUndefined(root: Scope, qualname: string): Scope | undefined {
  try {
    return find(root, qualname);
  } catch {
    return undefined;
  }
}

function bindings(scope: Scope): Record<string, string> {
  return Object.fromEntries([...scope.symbols.values()].map((symbol) => [symbol.name, symbol.binding]));
}

describe("bindings", () => {
  test("a variable that an inner function uses is a cell, and free between", () => {
    const root = analyse("def f(a):\n b = 1\n def g():\n  def h():\n   return a + b + c\n");
    expect(bindings(root)).toEqual({ f: "global-implicit" });
    expect(bindings(find(root, "f"))).toEqual({ a: "cell", b: "cell", g: "local" });
    expect(bindings(find(root, "f.<locals>.g"))).toEqual({ h: "local", a: "free", b: "free" });
    expect(bindings(find(root, "f.<locals>.g.<locals>.h"))).toEqual({ a: "free", b: "free", c: "global-implicit" });
  });

  test("global and nonlocal", () => {
    const root = analyse("def f():\n global a\n b = 1\n def g():\n  nonlocal b\n  b = a\n");
    expect(bindings(find(root, "f"))).toEqual({ a: "global-explicit", b: "cell", g: "local" });
    const inner = find(root, "f.<locals>.g");
    expect(bindings(inner)).toEqual({ b: "free", a: "global-implicit" });
    expect(inner.symbols.get("b")).toMatchObject({ isNonlocalDeclared: true, isAssigned: true });
    expect(bindings(root)).toEqual({ f: "global-implicit", a: "global-explicit" });
  });

  test("a class is looked through", () => {
    const root = analyse("def f():\n x = 1\n class C:\n  x = 2\n  def m(self):\n   return x\n");
    expect(bindings(find(root, "f"))).toEqual({ x: "cell", C: "local" });
    expect(bindings(find(root, "f.<locals>.C"))).toEqual({ x: "local", m: "local" });
    expect(bindings(find(root, "f.<locals>.C.m"))).toEqual({ self: "local", x: "free" });
  });

  test("a comprehension evaluates its first iterable outside", () => {
    const root = analyse("def f(a, b):\n return [x + c for x in a for y in b]\n");
    const comprehension = find(root, "f.<locals>.<listcomp>");
    expect(bindings(comprehension)).toEqual({ x: "local", y: "local", b: "free", c: "global-implicit" });
    expect(bindings(find(root, "f"))).toEqual({ a: "local", b: "cell" });
  });

  test("a walrus in a comprehension binds in the function around it", () => {
    const root = analyse("def f(a):\n return [y := x for x in a], y\n");
    expect(bindings(find(root, "f"))).toEqual({ a: "local", y: "cell" });
    expect(bindings(find(root, "f.<locals>.<listcomp>"))).toEqual({ x: "local", y: "free" });
  });

  test("an annotation alone makes a local that is never assigned", () => {
    const symbol = find(analyse("def f():\n x: int\n"), "f").symbols.get("x");
    expect(symbol).toMatchObject({ binding: "local", isAnnotatedOnly: true, isAssigned: false });
  });

  test("annotations that are not evaluated use no names", () => {
    const source = "def f(a: b) -> c:\n x: d = 1\n";
    expect(bindings(analyse(source))).toEqual({ f: "global-implicit", b: "global-implicit", c: "global-implicit" });
    expect(bindings(analyse(`from __future__ import annotations\n${source}`))).toEqual({
      annotations: "global-implicit",
      f: "global-implicit",
    });
  });
});

describe("scopes", () => {
  test("generators, coroutines and returns", () => {
    const root = analyse(
      "def g():\n yield\nasync def c():\n return [await x for x in y]\ndef r():\n return\nz = (i for i in j)\n",
    );
    expect(find(root, "g")).toMatchObject({ isGenerator: true, isCoroutine: false });
    expect(find(root, "c")).toMatchObject({ isGenerator: false, isCoroutine: true, hasReturnValue: true });
    expect(find(root, "c.<locals>.<listcomp>")).toMatchObject({ isCoroutine: true });
    expect(find(root, "r")).toMatchObject({ hasReturnValue: false });
    expect(find(root, "<genexpr>")).toMatchObject({ isGenerator: true, kind: "comprehension" });
  });

  test("super and __class__ need the class's cell", () => {
    const root = analyse("class A:\n def f(self):\n  return super()\nclass B:\n def f(self): pass\n");
    expect(find(root, "A").needsClassCell).toBe(true);
    expect(bindings(find(root, "A.f"))).toMatchObject({ __class__: "free" });
    expect(find(root, "B").needsClassCell).toBe(false);
  });

  test("parameters in the order of co_varnames, calls by name", () => {
    const scope = find(analyse("def f(a, /, b, *c, d, **e):\n return locals(), a.g(), h(i())\n"), "f");
    expect(scope.parameters).toEqual(["a", "b", "d", "c", "e"]);
    expect([...scope.callsByName]).toEqual(["locals", "h", "i"]);
  });

  test("private names carry the class's name", () => {
    const root = analyse("class _A:\n __x = 1\n def f(self, __y):\n  return __x + __z__\n");
    expect(bindings(find(root, "_A"))).toEqual({ _A__x: "local", f: "local" });
    expect(find(root, "_A.f").parameters).toEqual(["self", "_A__y"]);
    expect(mangle("__x", "__")).toBe("__x");
    expect(mangle("__x__", "A")).toBe("__x__");
  });

  test("type parameters have a scope around the definition", () => {
    const tree = parse("def f[T: int](x: T): pass\ntype X[U] = U\n");
    const { scopeOf } = analyseScopes(tree);
    const [f, alias] = tree.body;
    const parameters = scopeOf.get(f!)?.parent;
    expect(parameters).toMatchObject({ kind: "type-parameters", qualname: "f" });
    expect(bindings(parameters!)).toEqual({ T: "local" });
    expect(scopeOf.get(f!)?.qualname).toBe("f");
    expect(bindings(scopeOf.get(alias!)!)).toEqual({ U: "free" });
  });

  test("a function declared global has a plain qualified name", () => {
    expect(find(analyse("def f():\n global g\n def g(): pass\n"), "g").kind).toBe("function");
  });

  test("long chains are no deep nesting", () => {
    for (const part of ["a + ", "a.b(c)[d] + ", "a if b else "]) {
      expect(bindings(analyse(`x = ${part.repeat(5000)}a`))).toMatchObject({ a: "global-implicit" });
    }
    expect(bindings(analyse(`if a: pass\n${"elif b: pass\n".repeat(5000)}`))).toMatchObject({ b: "global-implicit" });
  });
});
