// Brings a checkout to where it can run: dependencies installed, dist/ built. Does nothing where nothing changed.
// Imports node: built-ins only, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Installs and builds what is missing; ends the process where that fails. */
export async function prepare() {
  installWhatIsMissing();
  const { build } = await import("./build.mjs");
  await build({ types: false }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}

export function installWhatIsMissing() {
  process.chdir(root);
  if (!isInstalled()) install();
}

/** Whether node_modules holds what the lockfile names. npm keeps its own account of it in a hidden lockfile. */
function isInstalled() {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const present = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { optional, peer, integrity }]) =>
      path === "" || optional || peer || present[path]?.integrity === integrity,
  );
}

function install() {
  console.error("Installing dependencies (npm ci) ...");
  const options = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...options], { stdio: ["ignore", 2, 2] })
    : spawnSync("npm", options, { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status === 0) return;
  console.error("npm ci failed; the lines above say why. It needs the npm registry once.");
  process.exit(1);
}
