/** What of the standard library a source makes ready. */
import { describe, expect, it } from "vitest";
import { Library } from "../../src/python/stdlib/library.ts";

async function hasDecimal(source: string): Promise<boolean> {
  const library = new Library();
  await library.prepare(source, new Map());
  return library.get("decimal") !== undefined;
}

describe("what a source makes ready", () => {
  it("is what it imports", async () => {
    expect(await hasDecimal("import re\nre.compile('x').match('x')\nmodel.eval()")).toBe(false);
    expect(await hasDecimal("import re, decimal")).toBe(true);
  });

  it("is everything where a name may be computed", async () => {
    expect(await hasDecimal("exec(text)")).toBe(true);
    expect(await hasDecimal("import builtins\nbuiltins.exec(text)")).toBe(true);
    expect(await hasDecimal("import importlib\nimportlib.import_module(name)")).toBe(true);
    expect(await hasDecimal("import importlib as il\ngetattr(il, name)('decimal')")).toBe(true);
    expect(await hasDecimal("from importlib import import_module as load\nload(name)")).toBe(true);
    expect(await hasDecimal("eval('__imp' + 'ort__')(name)\n__import__")).toBe(true);
    expect(await hasDecimal("exec('import ' + name)")).toBe(true);
  });

  it("is only what is named where the text says so", async () => {
    expect(await hasDecimal("import importlib\nimportlib.import_module('json')")).toBe(false);
    expect(await hasDecimal("from importlib import import_module\nimport_module('decimal')")).toBe(true);
    expect(await hasDecimal("import importlib.util\nimportlib.util.find_spec(name)")).toBe(false);
    expect(await hasDecimal("exec('x = 1')\neval(text)")).toBe(false);
    expect(await hasDecimal("exec('import decimal')")).toBe(true);
  });
});
