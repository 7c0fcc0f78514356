import { describe, expect, test } from "vitest";
import { type Finding, plant } from "./plant.ts";

const of = (rule: string, findings: Finding[]): string[] =>
  findings
    .filter((finding) => finding.rule === `threadsnake(${rule})`)
    .map(({ file, message }) => `${file}: ${message}`);

describe("layers", () => {
  test("an import upwards is found, in every form an import can have", async () => {
    const forms = {
      "src/run/statement.ts": 'import { x } from "../agents/x.ts";\nx();\n',
      "src/run/type.ts": 'import type { x } from "../agents/x.ts";\nexport type Y = typeof x;\n',
      "src/run/again.ts": 'export { x } from "../agents/x.ts";\n',
      "src/run/all.ts": 'export * from "../agents/x.ts";\n',
      "src/run/dynamic.ts": 'export const later = import("../agents/x.ts");\n',
      "src/run/inline.ts": 'export type Z = typeof import("../agents/x.ts");\n',
    };
    const found = of("layers", await plant({ ...forms, "src/agents/x.ts": "export const x = (): void => {};\n" }));
    expect(found.sort()).toEqual(
      Object.keys(forms)
        .map((file) => `${file}: run may not import agents: it lies above`)
        .sort(),
    );
  });

  test("layers of one row do not see each other", async () => {
    const found = of(
      "layers",
      await plant({ "src/models/a.ts": 'import "../tools/b.ts";\n', "src/tools/b.ts": "export {};\n" }),
    );
    expect(found).toEqual(["src/models/a.ts: models may not import tools: they are neighbours"]);
  });

  test("an import downwards is allowed, and errors.ts lies below all", async () => {
    const found = await plant({
      "src/agents/loop.ts": 'import "../run/log.ts";\nimport "../models/model.ts";\n',
      "src/run/log.ts": 'import "../errors.ts";\n',
      "src/models/model.ts": "export {};\n",
      "src/python/errors.ts": 'import "../errors.ts";\n',
      "src/errors.ts": "export {};\n",
    });
    expect(of("layers", found)).toEqual([]);
  });

  test.each([
    ["runtime", "builtins/list.ts"],
    ["runtime", "compiler/compile.ts"],
    ["builtins", "stdlib/json.ts"],
    ["syntax", "compiler/scopes.ts"],
    ["compiler", "runtime/call.ts"],
    ["stdlib", "syntax/nodes.ts"],
    ["builtins", "index.ts"],
  ])("inside python/, %s does not see %s", async (from, to) => {
    const found = await plant({
      [`src/python/${from}/a.ts`]: `import "../${to}";\n`,
      [`src/python/${to}`]: "export {};\n",
    });
    expect(of("layers", found)).toEqual([
      `src/python/${from}/a.ts: inside python/, ${from} may not import ${to.replace(/(\/.*)|\.ts/, "")}`,
    ]);
  });

  test("the compiler sees the types of the intrinsics, and no value of them", async () => {
    const intrinsics = { "src/python/runtime/intrinsics.ts": "export const intrinsics = {};\n" };
    const type = await plant({
      ...intrinsics,
      "src/python/compiler/a.ts":
        'import type { intrinsics } from "../runtime/intrinsics.ts";\nexport type I = typeof intrinsics;\n',
    });
    expect(of("layers", type)).toEqual([]);
    const value = await plant({
      ...intrinsics,
      "src/python/compiler/a.ts": 'export { intrinsics } from "../runtime/intrinsics.ts";\n',
    });
    expect(of("layers", value)).toHaveLength(1);
  });

  test("a folder in no layer, a path out of src/ and the package's own name are found", async () => {
    const found = of(
      "layers",
      await plant({
        "src/agents/a.ts": 'import "../drawer/b.ts";\n',
        "src/drawer/b.ts": "export {};\n",
        "src/agents/c.ts": 'import "../../lint/plugin.mjs";\n',
        "src/agents/d.ts": 'import "threadsnake/python";\n',
      }),
    );
    expect(found.sort()).toEqual([
      "src/agents/a.ts: src/drawer is in no layer: name it in lint/layers.mjs",
      "src/agents/c.ts: source may not import from outside src/",
      "src/agents/d.ts: source imports the defining file, not the package's own entries",
    ]);
  });

  test("an import cycle is found", async () => {
    const found = await plant({
      "src/run/a.ts": 'import { b } from "./b.ts";\nexport const a = (): number => b();\n',
      "src/run/b.ts": 'import { a } from "./a.ts";\nexport const b = (): number => a();\n',
    });
    expect(found.map((finding) => finding.rule)).toContain("import(no-cycle)");
  });
});

test("a module of Node is found in a file that is not Node's by name, imported or asked for", async () => {
  const found = await plant({
    "src/python/stdlib/os.ts": 'import "node:fs";\nimport "path";\n',
    "src/run/disk.ts": 'export const fs = process.getBuiltinModule("node:fs");\n',
    "src/executors/process.ts": 'import "node:child_process";\n',
    "src/cli/main.ts": 'import "node:fs";\n',
  });
  expect(
    of("node-modules-by-name", found)
      .map((line) => line.split(" only")[0])
      .sort(),
  ).toEqual([
    'src/python/stdlib/os.ts: "node:fs"',
    'src/python/stdlib/os.ts: "path"',
    "src/run/disk.ts: getBuiltinModule",
  ]);
});

test("the clock and chance are found outside of their doors", async () => {
  const text =
    "export const taken = [Date.now(), new Date(), Math.random(), performance.now()];\nexport const given = new Date(0);\n";
  const found = of("effects-by-door", await plant({ "src/agents/loop.ts": text, "src/run/effects.ts": text }));
  expect(found.map((line) => line.split(" is an effect")[0])).toEqual([
    "src/agents/loop.ts: Date.now",
    "src/agents/loop.ts: new Date()",
    "src/agents/loop.ts: Math.random",
    "src/agents/loop.ts: performance.now",
  ]);
});

test.each(["runtime", "builtins", "stdlib"])("an error of JavaScript thrown in python/%s is found", async (folder) => {
  const found = await plant({
    [`src/python/${folder}/a.ts`]:
      'export function fail(): never {\n  throw new TypeError("no");\n}\nexport function pass(error: unknown): never {\n  throw error;\n}\n',
    "src/python/compiler/b.ts": 'export function fail(): never {\n  throw new Error("no");\n}\n',
  });
  expect(of("python-errors", found)).toEqual([
    `src/python/${folder}/a.ts: throw Python's error through runtime/raise.ts, or call unreachable(); not TypeError`,
  ]);
});

test("a variable of a module is found, exported or not; limits.ts may have one, and the runtime slots for functions", async () => {
  const text = "export let a = 1;\nlet b = 2;\nexport function set(): void {\n  let c = 0;\n  a = b = c++;\n}\n";
  const slot =
    "let show: (value: unknown) => string = String;\nexport function setShow(next: typeof show): void {\n  show = next;\n}\nexport const shown = show(1);\n";
  const found = await plant({
    "src/run/log.ts": text,
    "src/python/runtime/limits.ts": text,
    "src/run/slot.ts": slot,
    "src/python/runtime/slot.ts": slot,
  });
  expect(of("no-module-state", found).sort()).toEqual(
    ["log", "log", "slot"].map(
      (name) => `src/run/${name}.ts: module-level let: state belongs to a run or an interpreter`,
    ),
  );
});

test("a long file needs a reason on line 1, a very long one is split unless generated", async () => {
  const lines = (count: number, first: string): string => `${first}\n${"\n".repeat(count - 2)}export {};\n`;
  const found = of(
    "file-length",
    await plant({
      "src/run/long.ts": lines(501, 'import "./a.ts";'),
      "src/run/reasoned.ts": lines(501, "// One grammar, one file."),
      "src/run/endless.ts": lines(801, "// One grammar, one file."),
      "src/run/table.ts": lines(2000, "// Generated by scripts/generate-table.mjs."),
      "src/run/short.ts": lines(500, "export {};"),
    }),
  );
  expect(found.sort()).toEqual([
    "src/run/endless.ts: 801 lines: split it at its data",
    "src/run/long.ts: 501 lines: say on line 1 why, or split it",
  ]);
});
