#!/usr/bin/env node
// Runs CPython 3.11's own regression tests under threadsnake and counts the methods that pass.
//
//   node test/harnesses/conformance/run.mjs [--only test_re,test_json/test_decode] [--group language|library] [--jobs 2]
//                                      [--seconds 120] [--out result.json] [--compare previous.json] [--failures]
//
// Run from the project's root, after a build. The tests are read from the CPython on this machine (python3 3.11) and
// never copied. The denominator is what CPython 3.11.7 itself passes with the same stand-ins (passes.json).
// A method counts as passed only when it is in passes.json and its outcome here is "ok".
//
// What it uses of the project: the export "./python" of package.json, and from it
//   new Python({ modules, functions, authorizedImports: ["*"], limits }) and await python.run(code).
import { spawn, execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const HERE = dirname(fileURLToPath(import.meta.url));
const IMPORT = /^[ \t]*(?:from|import)[ ]+(test(?:\.\w+)*)(?:[ ]+import[ ]+(?:\(([^)]*)\)|([^\n#(]*)))?/gm;
const UNKNOWN = "def __getattr__(name):\n    if name.startswith('__'):\n        raise AttributeError(name)\n"
  + "    from test import support\n    return support._Unknown(name)\n";
const MARK = "\u0001";
const { values: options } = parseArgs({
  options: {
    only: { type: "string" }, group: { type: "string" }, jobs: { type: "string", default: "2" }, seconds: { type: "string", default: "120" },
    out: { type: "string" }, compare: { type: "string" }, failures: { type: "boolean" }, child: { type: "string" },
    list: { type: "string", default: join(HERE, "passes.json") }, lib: { type: "string" },
  },
});

function library() {
  if (options.lib) return options.lib;
  for (const python of ["python3.11", "python3"]) {
    try {
      const [version, folder] = execFileSync(python, ["-c",
        "import sys, os; print('%d.%d' % sys.version_info[:2]); print(os.path.join(os.path.dirname(os.__file__), 'test'))",
      ], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split("\n");
      if (version === "3.11" && existsSync(join(folder, "test_grammar.py"))) return folder;
    } catch { /* try the next one */ }
  }
  console.error("conformance: no CPython 3.11 with its test folder on this machine");
  process.exit(2);
}

const read = (path) => readFileSync(path, "utf8");

function modulesFor(lib, target) {
  const support = read(join(HERE, "support_mini.py"));
  const stub = "def __getattr__(name):\n    import test.support\n    return getattr(test.support, name)\n";
  const modules = {
    unittest: read(join(HERE, "unittest_mini.py")),
    "unittest.case": "from unittest import *\nfrom unittest import _Raises, _AssertRaisesContext\n",
    "unittest.mock": stub,
    test: "",
    "test.support": support,
    "test.support.import_helper": read(join(HERE, "import_helper_mini.py")),
    target: read(join(lib, target + ".py")),
  };
  for (const name of ["warnings_helper", "os_helper", "threading_helper", "script_helper", "numbers", "testcase",
    "hypothesis_helper", "strace_helper"]) modules["test.support." + name] = stub;
  // The helper modules that a test imports from its own folder, and what those import.
  const queue = [modules.target];
  const add = (dotted) => {
    if (dotted in modules || dotted.startsWith("test.support") || dotted === "test.test_zoneinfo.test_zoneinfo") return;
    const path = join(lib, dotted.slice(5).replaceAll(".", "/"));
    const file = [path + ".py", join(path, "__init__.py")].find((candidate) => existsSync(candidate));
    if (!file) return;
    modules[dotted] = dotted === "test.test_zoneinfo" ? "" : read(file);
    queue.push(modules[dotted]);
  };
  for (let source = queue.pop(); source !== undefined; source = queue.pop()) {
    for (const [, dotted, inParentheses, onLine] of source.matchAll(IMPORT)) {
      const parts = dotted.split(".");
      for (let n = 2; n <= parts.length; n++) add(parts.slice(0, n).join("."));
      for (const name of (inParentheses ?? onLine ?? "").split(",")) add(dotted + "." + name.trim().split(" ")[0]);
    }
  }
  return modules;
}

async function child(target) {
  const root = process.cwd();
  const manifest = JSON.parse(read(join(root, "package.json")));
  let entry = manifest.exports?.["./python"];
  while (entry && typeof entry === "object") entry = entry.node ?? entry.import ?? entry.default;
  const { Python } = await import(pathToFileURL(resolve(root, entry)).href);
  // Modules that tests import at their head and that have no place here get a stand-in, unless the engine has them.
  const modules = modulesFor(library(), target);
  const imported = Object.values(modules).join("\n");
  for (const [name, source] of Object.entries(JSON.parse(read(join(HERE, "standins.json"))))) {
    if (!new RegExp(`\\b${name.replace(".", "\\.")}\\b`).test(imported)) continue;
    try { await new Python({ authorizedImports: ["*"] }).run("import " + name); }
    catch { modules[name] = source || UNKNOWN; }
  }
  const emit = (id, outcome, detail) => { writeSync(1, MARK + JSON.stringify([id, outcome, String(detail)]) + "\n"); };
  const python = new Python({
    modules,
    functions: { emit },
    authorizedImports: ["*"],
    limits: { seconds: Number(options.seconds), operations: Infinity, hostCalls: Infinity, memoryBytes: 2 ** 31, outputBytes: 2 ** 26 },
  });
  await python.run("import unittest, target\nunittest.run_namespace(vars(target), emit)\n");
}

function runFile(target) {
  return new Promise((done) => {
    const process_ = spawn(process.execPath, ["--stack-size=4000", fileURLToPath(import.meta.url), "--child", target,
      "--seconds", options.seconds, ...(options.lib ? ["--lib", options.lib] : [])], { stdio: ["ignore", "pipe", "pipe"] });
    const outcomes = {};
    let text = "", errors = "";
    const timer = setTimeout(() => process_.kill("SIGKILL"), (Number(options.seconds) + 10) * 1000);
    process_.stdout.on("data", (data) => { text += data; });
    process_.stderr.on("data", (data) => { errors = (errors + data).slice(-2000); });
    process_.on("close", (code, signal) => {
      clearTimeout(timer);
      for (const line of text.split("\n")) {
        if (!line.startsWith(MARK)) continue;
        const [id, outcome, detail] = JSON.parse(line.slice(1));
        outcomes[id] = [outcome, detail];
      }
      done({ outcomes, note: code === 0 ? "" : (signal ?? errors.trim().split("\n").at(-1) ?? "").slice(0, 160) });
    });
  });
}

async function main() {
  const expected = JSON.parse(read(options.list));
  const targets = options.only ? options.only.split(",")
    : options.group ? JSON.parse(read(join(HERE, "groups.json")))[options.group] : Object.keys(expected);
  const results = {};
  const queue = [...targets];
  const workers = Array.from({ length: Number(options.jobs) }, async () => {
    for (let target = queue.shift(); target; target = queue.shift()) {
      const { outcomes, note } = await runFile(target);
      const wanted = expected[target] ?? Object.keys(outcomes);
      const passed = wanted.filter((id) => outcomes[id]?.[0] === "ok");
      results[target] = { passed, wanted: wanted.length, note };
      console.log(`${target.padEnd(28)} ${String(passed.length).padStart(4)} of ${String(wanted.length).padStart(4)}  ${note}`);
      if (options.failures) for (const id of wanted) {
        if (outcomes[id]?.[0] !== "ok") console.log(`    ${id}: ${(outcomes[id] ?? ["not run", ""]).join(": ").slice(0, 200)}`);
      }
    }
  });
  await Promise.all(workers);
  const passed = Object.values(results).reduce((sum, r) => sum + r.passed.length, 0);
  const wanted = Object.values(results).reduce((sum, r) => sum + r.wanted, 0);
  if (options.out) writeFileSync(options.out, JSON.stringify(results, null, 1));
  if (options.compare) {
    const before = JSON.parse(read(options.compare));
    for (const [target, { passed: ids }] of Object.entries(before)) {
      const now = new Set(results[target]?.passed ?? []);
      for (const id of ids) if (results[target] && !now.has(id)) console.log(`lost: ${target} ${id}`);
    }
  }
  console.log(`conformance${options.group ? " (" + options.group + ")" : ""}: ${passed} of ${wanted} methods (${(100 * passed / wanted).toFixed(1)} %)`);
}

if (options.child) await child(options.child); else await main();
