// The built package, as a program that installed it sees it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "acorn";
import { beforeAll, expect, test } from "vitest";

interface Manifest {
  bin: Record<string, string>;
  exports: Record<string, string | { import: string }>;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const names: Record<string, string[]> = {};

/** Runs a module in a fresh Node, where `threadsnake` is the package itself, and reads the JSON that it prints. */
function run(script: string): unknown {
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
}

beforeAll(() => {
  const entries = Object.keys(manifest.exports).filter((entry) => entry !== "./package.json");
  const specifiers = entries.map((entry) => entry.replace(".", "threadsnake"));
  const script = `const names = {};
    for (const entry of ${JSON.stringify(specifiers)}) names[entry] = Object.keys(await import(entry));
    console.log(JSON.stringify(names));`;
  Object.assign(names, run(script));
});

test("every entry of the manifest can be imported and exports something", () => {
  for (const [entry, exported] of Object.entries(names)) expect(exported, entry).not.toEqual([]);
  expect(Object.keys(names)).toHaveLength(Object.keys(manifest.exports).length - 1);
});

test("the entries export the names that the first page speaks of", () => {
  expect(names["threadsnake"]).toEqual(
    expect.arrayContaining([
      "CodeAgent",
      "LiteLLMModel",
      "LocalPythonExecutor",
      "ToolCallingAgent",
      "fileStore",
      "tool",
    ]),
  );
  expect(names["threadsnake/python"]).toContain("Python");
  expect(names["threadsnake/models"]).toEqual(expect.arrayContaining(["LiteLLMModel", "OpenAIServerModel"]));
  expect(names["threadsnake/executors"]).toContain("LocalPythonExecutor");
  expect(names["threadsnake/run"]).toEqual(expect.arrayContaining(["fileStore", "memoryStore"]));
  expect(names["threadsnake/testing"]).toContain("scriptedModel");
});

test("a class is the same class in every entry", () => {
  const script = `const [root, python, models] = await Promise.all(["", "/python", "/models"].map((e) => import("threadsnake" + e)));
    console.log(JSON.stringify([root.PythonError === python.PythonError, root.LiteLLMModel === models.LiteLLMModel]));`;
  expect(run(script)).toEqual([true, true]);
});

test("the types are whole in a program with ES2022 and without Node's types", () => {
  const directory = mkdtempSync(join(tmpdir(), "threadsnake-types-"));
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(resolve("."), join(directory, "node_modules/threadsnake"), "junction");
  // Serving over Node's own streams is Node's.
  const specifiers = Object.keys(names).filter((name) => name !== "threadsnake/adapters/mcp-server");
  const program = specifiers.map((name, index) => `export type * as entry${index} from "${name}";`).join("\n");
  writeFileSync(join(directory, "program.ts"), program);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"];
  const compiler = resolve("node_modules/typescript/bin/tsc");
  const compile = () =>
    execFileSync(process.execPath, [compiler, ...options, "program.ts"], { cwd: directory, encoding: "utf8" });
  expect(compile()).toBe("");
  rmSync(directory, { recursive: true });
});

test("the language loads no module of Node and no dependency", () => {
  const reached = new Set<string>();
  const outside = new Set<string>();
  visitImports("dist/python/index.js", reached, outside);
  expect(reached.size).toBeGreaterThan(1);
  expect([...outside]).toEqual([]);
});

/** Collects the files that `path` loads, now or later, and what it imports that is no file of the package. */
function visitImports(path: string, reached: Set<string>, outside: Set<string>): void {
  if (reached.has(path)) return;
  reached.add(path);
  const text = readFileSync(path, "utf8");
  const { body } = parse(text, { ecmaVersion: "latest", sourceType: "module" });
  const imported = body.flatMap((node) => ("source" in node && node.source ? [String(node.source.value)] : []));
  const lazily = [...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, specifier = ""]) => specifier);
  for (const specifier of [...imported, ...lazily]) {
    if (specifier.startsWith(".")) visitImports(join(dirname(path), specifier), reached, outside);
    else outside.add(specifier);
  }
}

test("the command is a program of Node", () => {
  const path = manifest.bin["threadsnake"] ?? "";
  expect(readFileSync(path, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  expect(statSync(path).isFile()).toBe(true);
});

test("every module of the library can be imported from the package", () => {
  const register = readFileSync("src/python/stdlib/index.ts", "utf8");
  const modules = [...register.matchAll(/^ {2}"?([\w.]+)"?: \(/gm)].map(([, name]) => name);
  expect(modules.length).toBeGreaterThan(90);
  const failures = run(`import { Python } from "threadsnake/python";
    const failures = [];
    for (const name of ${JSON.stringify(modules)})
      await new Python({ authorizedImports: ["*"] }).run("import " + name).catch((error) => failures.push([name, error.message]));
    console.log(JSON.stringify(failures));`);
  expect(failures).toEqual([]);
}, 60_000);
