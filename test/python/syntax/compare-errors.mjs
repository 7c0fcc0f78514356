// Compares our SyntaxErrors with CPython's, text and place, on programs of the standard library with one token deleted,
// doubled, swapped with the next, or replaced. By hand:
// node test/python/syntax/compare-errors.mjs [--seed n] [--count 2000] [--show n] [--python python3]
// A program that CPython accepts counts only against us: when we refuse it.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    count: { type: "string", default: "2000" },
    show: { type: "string", default: "10" },
    python: { type: "string", default: "python3" },
  },
});
const MAXIMUM_BYTES = 12_000;
const REPLACEMENTS = (
  "( ) [ ] { } : , . = == + - * ** := -> @ ; ~ if else for in not is lambda def class return yield import from as with " +
  "try except async await None True x 1 'a' f'{x}' match case print $ ? ! \\ \" ' 0777 1a é"
).split(" ");

const random = createRandom(Number(values.seed));
const workspace = mkdtempSync(join(tmpdir(), "compare-errors-"));
const sources = join(import.meta.dirname, "../../../src/python");
await build({
  stdin: {
    contents: `export { parse } from ${JSON.stringify(join(sources, "syntax/parse.ts"))};
export { tokenize } from ${JSON.stringify(join(sources, "syntax/tokenizer.ts"))};
export { SourceText } from ${JSON.stringify(join(sources, "syntax/source.ts"))};
export { analyseScopes } from ${JSON.stringify(join(sources, "compiler/scopes.ts"))};
export { checkEarlyErrors, checkFutureImports } from ${JSON.stringify(join(sources, "compiler/early-errors.ts"))};`,
    resolveDir: import.meta.dirname,
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: join(workspace, "syntax.mjs"),
});
const { parse, tokenize, SourceText, analyseScopes, checkEarlyErrors, checkFutureImports } = await import(
  join(workspace, "syntax.mjs")
);

const ORACLE = `
import json, sys, warnings
warnings.simplefilter("ignore")
for program in json.load(sys.stdin):
    try:
        compile(program, "program", "exec", dont_inherit=True)
        print("null")
    except SyntaxError as error:
        print(json.dumps([type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno or error.lineno, error.end_offset or 0]))
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        print(json.dumps([type(error).__name__]))
`;

const folder = execFileSync(values.python, ["-c", "import os; print(os.path.dirname(os.__file__))"], {
  encoding: "utf8",
}).trim();
const programs = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith(".py") && !path.includes("site-packages"))
  .sort()
  .map((path) => join(folder, path))
  .filter((path) => statSync(path).size < MAXIMUM_BYTES)
  .map((path) => readFileSync(path, "utf8").replaceAll("\r", ""))
  .filter((text) => !/\\N\{|[\ufeff\ufffd]/.test(text));

const wanted = Number(values.count);
let refused = 0;
let sameText = 0;
let same = 0;
let wronglyRefused = 0;
let shown = 0;
while (refused < wanted) {
  const batch = Array.from({ length: 200 }, mutate);
  const { stdout } = spawnSync(values.python, ["-c", ORACLE], {
    input: JSON.stringify(batch),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const answers = stdout.trimEnd().split("\n");
  for (let index = 0; index < batch.length && refused < wanted; index++)
    compare(batch[index], JSON.parse(answers[index]));
}
rmSync(workspace, { recursive: true });
const percent = (count) => `${((100 * count) / refused).toFixed(1)} %`;
console.log(
  `seed ${values.seed}: of ${refused} programs that CPython refuses, same text ${percent(sameText)}, ` +
    `same text and place ${percent(same)}; ${wronglyRefused} wrongly refused`,
);
process.exitCode = same / refused >= 0.95 && wronglyRefused === 0 ? 0 : 1;

function compare(program, theirs) {
  const ours = ourError(program);
  if (theirs === null) {
    if (ours === null) return;
    wronglyRefused++;
  } else refused++;
  const isSameText = theirs !== null && ours?.[0] === theirs[0] && ours?.[1] === theirs[1];
  if (isSameText) sameText++;
  if (isSameText && JSON.stringify(ours.slice(2)) === JSON.stringify(theirs.slice(2))) same++;
  else if (shown++ < Number(values.show)) {
    const line = ours?.[2] ?? theirs?.[2];
    const lines = program.split("\n").slice(Math.max(0, line - 3), line + 1);
    console.log(`${lines.join("\n")}\n  ours   ${JSON.stringify(ours)}\n  theirs ${JSON.stringify(theirs)}\n`);
  }
}

function ourError(program) {
  try {
    const tree = parse(program);
    checkFutureImports(tree);
    checkEarlyErrors(tree, analyseScopes(tree));
    return null;
  } catch (error) {
    if (error.kind === undefined) return [String(error.stack)];
    return [error.kind, error.message, error.lineno, error.offset, error.end_lineno, error.end_offset];
  }
}

function mutate() {
  const text = pick(programs);
  const { starts, ends } = tokenize(new SourceText(text, "program"));
  const index = Math.floor(random() * (starts.length - 1));
  const start = starts[index];
  const end = Math.max(ends[index], start);
  const token = text.slice(start, end);
  const next = text.slice(starts[index + 1], ends[index + 1]);
  const before = text.slice(0, start);
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + text.slice(end);
    case 1:
      return `${before}${token} ${text.slice(start)}`;
    case 2:
      return before + next + text.slice(end, starts[index + 1]) + token + text.slice(Math.max(end, ends[index + 1]));
    default:
      return `${before}${pick(REPLACEMENTS)} ${text.slice(end)}`;
  }
}

function pick(list) {
  return list[Math.floor(random() * list.length)];
}

/** A small generator of equal sequences for equal seeds (mulberry32). */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
