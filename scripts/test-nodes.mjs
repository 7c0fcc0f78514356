// Runs the test suite on other versions of Node, taken from npm (the packages node@22, node@24).
//
//   node scripts/test-nodes.mjs [22 24] [-- vitest arguments]
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import "./node-version.mjs";
import { prepare } from "./prepare.mjs";

await prepare();
const [versions, vitestArguments] = splitAt(process.argv.slice(2), "--");
let failures = 0;
for (const version of versions.length ? versions : ["22", "24"]) {
  const node = install(version);
  console.log(`\n== Node ${spawnSync(node, ["--version"], { encoding: "utf8" }).stdout?.trim()}`);
  const { status } = spawnSync(node, ["scripts/test.mjs", ...vitestArguments], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) failures++;
}
process.exitCode = failures ? 1 : 0;

function splitAt(list, mark) {
  const index = list.indexOf(mark);
  return index < 0 ? [list, []] : [list.slice(0, index), list.slice(index + 1)];
}

/** The path of that version's binary, kept in the cache so that it is fetched once. */
function install(version) {
  const folder = resolve("node_modules/.cache/threadsnake/node", version);
  const node = join(folder, "node_modules/node/bin/node");
  if (spawnSync(node, ["--version"]).status === 0) return node;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  // The package `node` links the platform's binary by an install script, which npm runs only when told to.
  const options = [
    "install",
    `node@${version}`,
    "--no-audit",
    "--no-fund",
    "--no-save",
    "--foreground-scripts",
    "--ignore-scripts=false",
  ];
  const { status } = spawnSync("npm", options, {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status === 0 && spawnSync(node, ["--version"]).status === 0) return node;
  throw new Error(`npm could not install node@${version}`);
}
