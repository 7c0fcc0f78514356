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
    expect(await hasDecimal("e = eval\ne(text)")).toBe(true);
    expect(await hasDecimal("import builtins\nbuiltins.exec(text)")).toBe(true);
  });
});
