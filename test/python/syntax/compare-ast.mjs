// Compares our tree with CPython's, positions included, over every Python file of a folder (the standard library by
// default). By hand: node test/python/syntax/compare-ast.mjs [folder] [--python python3] [--limit n] [--show n]
// `\N{...}` is resolved by CPython's names; a pair of surrogates is one character for us, as everywhere in JavaScript.
// Files whose text CPython refuses are left out; `type_params`, which 3.11 lacks, is not compared.

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
const workspace = mkdtempSync(join(tmpdir(), "compare-ast-"));
const entry = `export { parse } from ${JSON.stringify(join(import.meta.dirname, "../../../src/python/syntax/parse.ts"))};
export { dump } from ${JSON.stringify(join(import.meta.dirname, "../../../src/python/syntax/dump.ts"))};`;
await build({
  stdin: { contents: entry, resolveDir: import.meta.dirname },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: join(workspace, "syntax.mjs"),
});
const { parse, dump } = await import(join(workspace, "syntax.mjs"));

// One process writes all of CPython's dumps: a line with the file's path, a line with the dump.
const ORACLE = `
import ast, sys, json, re, unicodedata, warnings, tokenize
def characters(text):
    for name in set(re.findall(r"\\\\N\\{([^}]+)\\}", text)):
        try:
            yield name, unicodedata.lookup(name)
        except KeyError:
            pass
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
for path in sys.stdin.read().split("\\n"):
    try:
        source = open(path, "rb").read()
        encoding, _ = tokenize.detect_encoding(iter(source.splitlines(True)).__next__)
        text = source.decode(encoding)
        tree = ast.parse(text)
    except (SyntaxError, UnicodeDecodeError, ValueError):
        continue
    print(json.dumps([path, text, dict(characters(text))]))
    print(json.dumps(ast.dump(tree, include_attributes=True)))
`;

const paths = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith(".py") && !path.includes("site-packages"))
  .sort()
  .slice(0, Number(values.limit))
  .map((path) => join(folder, path));
let equal = 0;
let compared = 0;
let shown = 0;
let bytes = 0;
let time = 0;
for (let start = 0; start < paths.length; start += 100) {
  const { stdout } = spawnSync(values.python, ["-c", ORACLE], {
    input: paths.slice(start, start + 100).join("\n"),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const lines = stdout.trimEnd().split("\n");
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const [path, text, characters] = JSON.parse(lines[index]);
    compared++;
    const difference = compare(text, characters, JSON.parse(lines[index + 1]));
    if (difference === null) equal++;
    else if (shown++ < Number(values.show)) console.log(`${path}\n${difference}`);
  }
}
rmSync(workspace, { recursive: true });
console.log(`${equal} of ${compared} files equal, ${(bytes / 1e6 / (time / 1000)).toFixed(1)} MB/s`);
process.exitCode = equal === compared ? 0 : 1;

function compare(text, characters, theirs) {
  let ours;
  try {
    const start = performance.now();
    const tree = parse(text, { lookupCharacter: (name) => characters[name] });
    time += performance.now() - start;
    bytes += text.length;
    ours = dump(tree, { includeAttributes: true })
      .replaceAll("type_params=[], ", "")
      .replaceAll(", type_params=[]", "");
  } catch (error) {
    return `  refused: ${error.name} ${error.message}, line ${error.lineno}: ${error.text}`;
  }
  const other = joinSurrogates(theirs).replaceAll("type_params=[], ", "").replaceAll(", type_params=[]", "");
  if (ours === other) return null;
  let at = 0;
  while (ours[at] === other[at]) at++;
  return `  ours   ...${ours.slice(Math.max(0, at - 150), at + 80)}\n  theirs ...${other.slice(Math.max(0, at - 150), at + 80)}`;
}

/** CPython prints a pair of surrogates as two escapes, we as the character. */
function joinSurrogates(text) {
  return text.replace(/(?<!\\)((?:\\\\)*)\\u(d[89ab]..)\\u(d[c-f]..)/g, (_, slashes, high, low) => {
    return slashes + String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
  });
}
