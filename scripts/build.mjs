// Builds dist/. The manifest is the list: each `exports`, `bin` and `imports` target dist/x.js is made from src/x.ts.
//
//   node scripts/build.mjs
//
// All entries share chunks: a class is the same class in each, and the engine is in the package once. A chunk holds what
// one set of entries reaches; small ones are merged (chunks.mjs). The standard library stays split and lazy.
// The two packages that the source imports are part of the bundle, and their licences part of what is published.
// A stamp holds the hash of every source: where nothing changed, nothing is built.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { importsToMerge } from "./chunks.mjs";
import { withShortIndents } from "./indents.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = "node_modules/.cache/threadsnake";
const NOTICES = "dist/THIRD-PARTY-NOTICES.txt";
const ENGINE = "src/python/index.ts";

/** Builds what is out of date. `types` also writes dist/types. */
export async function build({ types = true } = {}) {
  process.chdir(root);
  const sources = hashOfSources();
  if (isStale("javascript", sources)) await buildJavaScript(sources);
  if (types && isStale("types", sources)) await buildTypes(sources);
}

/** What the manifest promises, as paths below src/ without extension. */
export function entriesOfManifest() {
  const { exports, bin, imports } = JSON.parse(readFileSync("package.json", "utf8"));
  const targets = JSON.stringify([exports, bin, imports]).match(/"\.\/dist\/(?!types\/)[^"]+\.js"/g) ?? [];
  return [...new Set(targets.map((text) => text.slice('"./dist/'.length, -'.js"'.length)))];
}

function hashOfSources() {
  const hash = createHash("sha1");
  const files = readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".ts"));
  for (const file of [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "scripts/build.mjs",
    "scripts/chunks.mjs",
    "scripts/indents.mjs",
    ...files.sort().map((name) => join("src", name)),
  ]) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function isStale(name, sources) {
  try {
    const stamp = JSON.parse(readFileSync(join(cache, `${name}.json`), "utf8"));
    return stamp.sources !== sources || !stamp.outputs.every((path) => existsSync(path));
  } catch {
    return true;
  }
}

function writeStamp(name, sources, outputs) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.json`), JSON.stringify({ sources, outputs }));
}

async function buildJavaScript(sources) {
  const esbuild = await import("esbuild");
  const entries = entriesOfManifest();
  const missing = entries.filter((entry) => !existsSync(`src/${entry}.ts`));
  for (const entry of missing) {
    console.error(`build: package.json names dist/${entry}.js, but there is no src/${entry}.ts`);
  }
  const options = {
    entryPoints: entries
      .filter((entry) => !missing.includes(entry))
      .map((entry) => ({ in: `src/${entry}.ts`, out: entry })),
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    conditions: ["node"],
    // Text is ASCII, which V8 keeps in one byte a character.
    minify: true,
    logLevel: "warning",
    metafile: true,
    write: false,
  };
  const failed = () => {
    throw new Error("dist/ was not built: esbuild says above why");
  };
  const cut = await esbuild.build({ ...options, plugins: [additions([oneEngine(), publicNames])] }).catch(failed);
  const closed = [
    ENGINE,
    ...entries.filter((entry) => /^executors\/.*-entry$/.test(entry)).map((entry) => `src/${entry}.ts`),
  ];
  const merges = importsToMerge(cut.metafile, closed);
  const { outputFiles: files, metafile } = await esbuild
    .build({
      ...options,
      plugins: [loaded(merges), additions([oneEngine(), publicNames, mergedChunks(merges)])],
    })
    .catch(failed);
  const rename = shortNames(files.map((file) => file.path));
  const outputs = files.map((file) => rename(relative(root, file.path)));
  for (const [index, file] of files.entries()) writeWhole(outputs[index], Buffer.from(rename(file.text)));
  removeOthers("dist", new Set(outputs));
  writeWhole(NOTICES, Buffer.from(noticesOf(Object.keys(metafile.inputs))));
  writeStamp("javascript", sources, [...outputs, NOTICES]);
}

/**
 * Chunks are named by their hashes, which are a part of each import and do not compress: 3,000 of them. Gives what puts
 * a number into their places.
 */
function shortNames(paths) {
  const hashed = /\b([\w.]+)-[A-Z0-9]{8}(?=\.js)/g;
  const numbers = new Map();
  for (const path of paths)
    for (const [name] of path.matchAll(hashed)) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return (text) =>
    text.replace(hashed, (name, word) => {
      const number = numbers.get(name);
      return number === undefined ? name : word === "chunk" ? `${number}` : `${word}-${number}`;
    });
}

/** Lets each of `lines` add lines to a source: (path below src/, source) => lines. */
function additions(lines) {
  return {
    name: "additions",
    setup({ onLoad }) {
      onLoad({ filter: /\bsrc\b.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        const inside = relative(root, path).replaceAll("\\", "/");
        const added = lines.flatMap((linesFor) => linesFor(inside, source)),
          short = inside.startsWith("src/python/stdlib/") ? withShortIndents(source) : source;
        if (added.length === 0 && short === source) return undefined;
        return { contents: [short, ...added, ""].join("\n"), loader: "ts" };
      });
    },
  };
}

/** An import without names, as the file at `path` writes it. Both paths begin at the root. */
function importOf(path, imported) {
  return `import ${JSON.stringify(
    relative(dirname(join("/", path)), join("/", imported))
      .replaceAll("\\", "/")
      .replace(/^(?!\.)/, "./"),
  )};`;
}

/**
 * Says of each module of the standard library that it comes after the engine, which is always so. Without it, esbuild cuts
 * the engine into as many chunks as there are sets of modules that share something: 45 more files, 0.4 MB of import lists.
 */
function oneEngine() {
  const library = "src/python/stdlib";
  const loaders = readFileSync(`${library}/index.ts`, "utf8") + readFileSync(`${library}/library.ts`, "utf8");
  const lazy = new Set(
    [...loaders.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, specifier]) => `${library}/${specifier}`),
  );
  return (path) => (lazy.has(path) ? [importOf(path, ENGINE)] : []);
}

/** An import without names counts, though our sources have no effects. */
function loaded(merges) {
  const sources = new Set([...merges.values()].flatMap((imports) => [...imports]).map((source) => join(root, source)));
  return {
    name: "loaded",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
        const target = join(resolveDir, path);
        return sources.has(target) ? { path: target, sideEffects: true } : undefined;
      });
    },
  };
}

function mergedChunks(merges) {
  return (path) => [...(merges.get(path) ?? [])].map((imported) => importOf(path, imported));
}

/** The licences of the packages that are part of the bundle. */
function noticesOf(inputs) {
  const packages = inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  const notices = [...new Set(packages)].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} is part of the bundle and has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(path, file), "utf8").trim()}\n`;
  });
  return `The code in this folder contains code of these packages.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** Another process may be importing the file: it sees the old one or the new one, never half. */
function writeWhole(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, contents);
  renameSync(partial, path);
}

function removeOthers(directory, wanted) {
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const isOurs = /\.js(\.map)?$/.test(entry.name) && !path.startsWith(join("dist", "types"));
    if (entry.isFile() && isOurs && !wanted.has(path)) rmSync(path, { force: true });
  }
}

async function buildTypes(sources) {
  const { spawnSync } = await import("node:child_process");
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
  const { status } = spawnSync(process.execPath, tsc, { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("tsc wrote no declarations: see above");
  const outputs = reachableTypes();
  for (const entry of readdirSync("dist/types", { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !outputs.has(path)) rmSync(path);
  }
  writeStamp("types", sources, [...outputs]);
}

/** The declarations that a user's compiler can come to from an entry; the rest only makes the package bigger. */
function reachableTypes() {
  const reached = new Set();
  const visit = (path) => {
    if (reached.has(path) || !existsSync(path)) return;
    reached.add(path);
    for (const [, specifier] of readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?"(\.[^"]+)\.ts"/g)) {
      visit(join(dirname(path), `${specifier}.d.ts`));
    }
  };
  for (const entry of entriesOfManifest()) visit(join("dist/types", `${entry}.d.ts`));
  return reached;
}

/**
 * Exported classes outside the engine's inside keep their names: users see them in errors, definitions and traces. Keeping
 * every name costs 50 kB packed and 6 ms of each start.
 */
function publicNames(path, source) {
  if (/^src\/python\/[^/]+\//.test(path)) return [];
  const classes = [...source.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, name]) => name);
  return classes.map((name) => `Object.defineProperty(${name}, "name", { value: "${name}" });`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
