import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("docs/python.md names the modules that there are", () => {
  const register = readFileSync("src/python/stdlib/index.ts", "utf8");
  const modules = [...register.matchAll(/^ {2}"?([\w.]+)"?: \(/gm)].map(([, name]) => name as string);
  const [, section = ""] = /## Modules\n\n([\s\S]*?)\n\n/.exec(readFileSync("docs/python.md", "utf8")) ?? [];
  const named = [...section.matchAll(/`([\w.]+)`/g)].map(([, name]) => name);
  expect(named).toEqual(modules.filter((name) => !name.startsWith("_") || name === "__future__"));
});
