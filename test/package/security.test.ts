import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEntries } from "../harnesses/containment/entries.mjs";

const CATEGORIES = new Set(readEntries("test/harnesses/containment").map(({ category }) => category));

/** The cells of the last column of a document's tables, those with a test in them. */
function lastColumns(path: string): string[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith("|"))
    .map(
      (line) =>
        line
          .split(/(?<!\\)\|/)
          .at(-2)
          ?.trim() ?? "",
    );
}

/** What a cell names that is not there. */
function missing(cell: string): string[] {
  const problems: string[] = [];
  for (const [, path, name] of cell.matchAll(/`?((?:test\/)?[\w/-]+\.test)(?:\.ts)?`?(?:: "([^"]+)")?/g)) {
    const file = `${path?.startsWith("test/") === true ? "" : "test/executors/"}${path}.ts`;
    if (!existsSync(file)) problems.push(`no file ${file}`);
    else if (name !== undefined && !readFileSync(file, "utf8").replaceAll("\\", "").includes(name.replaceAll("\\", "")))
      problems.push(`no test "${name}" in ${file}`);
  }
  if (cell.includes("of the corpus"))
    for (const [, category] of cell.replace(/`test\/[^`]+`/g, "").matchAll(/`([\w-]+)`/g))
      if (!CATEGORIES.has(category as string)) problems.push(`no attacks of the kind ${category}`);
  return problems;
}

test("a cell that names what is not there is found", () => {
  expect(missing('inert.test: "no such test"; `nothing` of the corpus; gone.test')).toEqual([
    'no test "no such test" in test/executors/inert.test.ts',
    "no file test/executors/gone.test.ts",
    "no attacks of the kind nothing",
  ]);
});

test.each(["SECURITY.md", "docs/security.md"])("each test that %s names is there", (path) => {
  const cells = lastColumns(path);
  expect(cells.filter((cell) => /\.test|of the corpus/.test(cell)).length).toBeGreaterThan(10);
  expect(cells.flatMap(missing)).toEqual([]);
});

test("each promise has a test", () => {
  const text = readFileSync("SECURITY.md", "utf8");
  const table = text.slice(text.indexOf("## What is promised"), text.indexOf("## What is not promised"));
  const rows = table.split("\n").filter((line) => line.startsWith("|")).slice(2); // prettier-ignore
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => !/\.test|of the corpus/.test(row.split("|").at(-2) ?? ""))).toEqual([]);
});
