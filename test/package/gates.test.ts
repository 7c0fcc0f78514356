// A gate that looks at nothing is always green: each is shown a fault.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleForBrowser } from "../../scripts/check-browser.mjs";
import { problemsInDocuments } from "../../scripts/check-docs.mjs";
import { withoutProgram } from "../../scripts/check-mirror.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "threadsnake-gates-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ""): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe("the bundle for a browser", () => {
  test("fails on a module of Node", async () => {
    const { problems } = await bundleForBrowser(
      write("browser/os.ts", 'import { cwd } from "node:process";\nconsole.log(cwd());\n'),
    );
    expect(problems.join()).toContain('Could not resolve "node:process"');
  });

  test("fails on a dependency", async () => {
    write("browser/node_modules/dep/package.json", '{ "name": "dep", "main": "index.js" }');
    write("browser/node_modules/dep/index.js", "export const answer = 42;\n");
    const entry = write("browser/dependent.ts", 'import { answer } from "dep";\nconsole.log(answer);\n');
    expect((await bundleForBrowser(entry)).problems).toEqual([expect.stringContaining("a dependency: ")]);
  });

  test("passes what needs neither", async () => {
    const { problems, bytes } = await bundleForBrowser(write("browser/plain.ts", "console.log(1 as number);\n"));
    expect(problems).toEqual([]);
    expect(bytes).toBeGreaterThan(0);
  });
});

test("the mirror finds the type and the module without a Python program", () => {
  write(
    "mirror/src/python/builtins/index.ts",
    'import "./str.ts";\nimport "./dict-views.ts";\nimport { spend } from "../runtime/limits.ts";\n',
  );
  write(
    "mirror/src/python/stdlib/index.ts",
    'export const MODULES = {\n  _json: () => import("./json.ts"),\n  "collections.abc": () => import("./abc.ts"),\n  json: () => import("./json.ts"),\n  re: () => import("./re/index.ts"),\n};\n',
  );
  for (const program of ["builtins/dict_views.py", "stdlib/collections/abc.py", "stdlib/re/sub.py"])
    write(`mirror/test/python/${program}`);
  expect(withoutProgram(join(folder, "mirror"))).toEqual(["builtins/str", "stdlib/json"]);
});

test("a block of a document that does not compile is found with its line", () => {
  const page = write(
    "docs/page.md",
    "# Page\n\n```ts\nconst x: number = 'a';\n```\n\n```ts\nconst y: string = 'a';\n```\n",
  );
  expect(problemsInDocuments([page])).toEqual([expect.stringMatching(/page-md-line-3\.ts\(1,7\): error TS2322/)]);
  expect(problemsInDocuments([write("docs/empty.md", "# Nothing\n")])).toEqual(["no TypeScript block in any document"]);
});

test("the last line of a test run counts what passed, failed, was skipped, and files that do not load", () => {
  write(
    "suite/counted.test.ts",
    "test('a', () => {});\ntest.skip('b', () => {});\ntest('c', () => { throw new Error('no'); });\n",
  );
  write("suite/broken.test.ts", "throw new Error('does not load');\n");
  const vitest = resolve("node_modules/vitest/vitest.mjs");
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      vitest,
      "run",
      "--globals",
      "--root",
      join(folder, "suite"),
      "--reporter",
      resolve("scripts/vitest-last-line.mjs"),
    ],
    { encoding: "utf8" },
  );
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 2 failed, 1 skipped");
  expect(status).toBe(1);
});

test("an old Node is told in one line what is needed", () => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });";
  const script = `${pretend} await import(${JSON.stringify(resolve("scripts/node-version.mjs"))});`;
  const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr).toMatch(/^threadsnake needs Node 20\.19 or newer; this is 18\.20\.4 \(.*\)\.\n$/);
  expect(status).toBe(1);
});
