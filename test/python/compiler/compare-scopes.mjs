// Compares our scopes with CPython's symtable over every Python file of a folder (the standard library by default).
// By hand: node test/python/compiler/compare-scopes.mjs [folder] [--python python3] [--limit n] [--show n]

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    limit: { type: "string", default: "100000" },
    show: { type: "string", default: "5" },
  },
});

const folder =
  positionals[0] ??
  execFileSync(values.python, ["-c", "import os; print(os.path.dirname(os.__file__))"], { encoding: "utf8" }).trim();
const workspace = mkdtempSync(join(tmpdir(), "compare-scopes-"));
const sources = join(import.meta.dirname, "../../../src/python");
await build({
  stdin: {
    contents: `export { parse } from ${JSON.stringify(join(sources, "syntax/parse.ts"))};
export { analyseScopes } from ${JSON.stringify(join(sources, "compiler/scopes.ts"))};`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: join(workspace, "scopes.mjs"),
});
const { parse, analyseScopes } = await import(join(workspace, "scopes.mjs"));

// A table is [type, name, line, {name: [scope, is parameter, is read, is bound]}, children].
const ORACLE = `
import symtable, sys, json, warnings, tokenize
warnings.simplefilter("ignore")
SCOPES = {1: "local", 2: "global-explicit", 3: "global-implicit", 4: "free", 5: "cell"}
def show(table):
    symbols = {}
    for each in table.get_symbols():
        if each.get_name() == ".0":
            continue
        scope = SCOPES[each._Symbol__scope]
        if table.get_type() == "module" and scope == "local":
            scope = "global-implicit"
        symbols[each.get_name()] = [scope, each.is_parameter(), each.is_referenced()]
    return [table.get_type(), table.get_name(), table.get_lineno(), symbols, [show(each) for each in table.get_children()]]
for path in sys.stdin.read().split("\\n"):
    try:
        source = open(path, "rb").read()
        encoding, _ = tokenize.detect_encoding(iter(source.splitlines(True)).__next__)
        text = source.decode(encoding)
        table = show(symtable.symtable(text, path, "exec"))
    except (SyntaxError, UnicodeDecodeError, ValueError):
        continue
    print(json.dumps([path, text, table]))
`;

const paths = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith(".py") && !path.includes("site-packages"))
  .sort()
  .slice(0, Number(values.limit))
  .map((path) => join(folder, path));
let compared = 0;
let equal = 0;
let shown = 0;
let bytes = 0;
let time = 0;
for (let start = 0; start < paths.length; start += 100) {
  const { stdout } = spawnSync(values.python, ["-c", ORACLE], {
    input: paths.slice(start, start + 100).join("\n"),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  for (const line of stdout.trimEnd().split("\n")) {
    const [path, text, table] = JSON.parse(line);
    compared++;
    let difference;
    try {
      const tree = parse(text, { lookupCharacter: () => "x" });
      const begin = performance.now();
      const { root } = analyseScopes(tree);
      time += performance.now() - begin;
      bytes += text.length;
      difference = compare(root, table);
    } catch (error) {
      difference = error.stack;
    }
    if (difference === null) equal++;
    else if (shown++ < Number(values.show)) console.log(`${path}\n  ${difference}`);
  }
}
rmSync(workspace, { recursive: true });
console.log(`${equal} of ${compared} files equal, ${(bytes / 1e6 / (time / 1000)).toFixed(1)} MB/s`);
process.exitCode = equal === compared ? 0 : 1;

function compare(scope, [, name, line, symbols, children]) {
  const where = `${scope.qualname || "module"} (${name}, line ${line})`;
  const names = new Set([...Object.keys(symbols), ...scope.symbols.keys()]);
  for (const each of names) {
    const theirs = symbols[each];
    const ours = scope.symbols.get(each);
    // A class passes on a variable of an outer function that its functions use; we only name what it mentions.
    if (theirs === undefined || ours === undefined) {
      if (theirs === undefined && ours.binding === "free" && !ours.isUsed) continue;
      return `${where}: ${each} is ${JSON.stringify(theirs)} for CPython, ${JSON.stringify(ours)} for us`;
    }
    const described = [ours.binding, ours.isParameter, ours.isUsed];
    if (JSON.stringify(described) !== JSON.stringify(theirs)) {
      return `${where}: ${each} is ${JSON.stringify(theirs)} for CPython, ${JSON.stringify(described)} for us`;
    }
  }
  if (children.length !== scope.children.length)
    return `${where}: ${children.length} children, we ${scope.children.length}`;
  for (let index = 0; index < children.length; index++) {
    const difference = compare(scope.children[index], children[index]);
    if (difference !== null) return difference;
  }
  return null;
}
