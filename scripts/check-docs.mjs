// Every TypeScript block of the documents compiles as a user's program against the built package, under strict flags.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BLOCK = /^```ts\n([\s\S]*?)^```$/gm;
const FLAGS = [
  "--strict",
  "--module",
  "nodenext",
  "--target",
  "es2022",
  "--lib",
  "es2023",
  "--types",
  "node",
  "--noEmit",
];

/** What the compiler says about the blocks in `documents`, by lines; the packages are those of `root`. */
export function problemsInDocuments(documents = documentsOf("."), root = ".") {
  const folder = mkdtempSync(join(tmpdir(), "threadsnake-docs-"));
  try {
    const files = documents.flatMap((document) => writeBlocks(folder, document));
    if (files.length === 0) return ["no TypeScript block in any document"];
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(resolve(root), join(folder, "node_modules/threadsnake"), "dir");
    symlinkSync(resolve(root, "node_modules/@types"), join(folder, "node_modules/@types"), "dir");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const { stdout } = spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), ...FLAGS, ...files], {
      cwd: folder,
      encoding: "utf8",
    });
    return stdout.trim() ? stdout.trim().split("\n") : [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function documentsOf(root) {
  return ["README.md", ...readdirSync("docs", { recursive: true }).map((name) => `docs/${name}`)]
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(root, name));
}

/** One file for each block, named after its document and line, so that a complaint leads there. */
function writeBlocks(folder, document) {
  const text = readFileSync(document, "utf8");
  return [...text.matchAll(BLOCK)].map(({ 1: code, index }) => {
    const line = text.slice(0, index).split("\n").length;
    const name = `${document.replaceAll(/\W+/g, "-").replace(/^-/, "")}-line-${line}.ts`;
    writeFileSync(join(folder, name), `${code}export {};\n`);
    return name;
  });
}
