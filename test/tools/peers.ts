import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL("./peers/", import.meta.url));
const require = createRequire(`${folder}package.json`);

/** Installs the packages that we did not write, once. False where there is no registry: tests then say that they were left out. */
export function preparePeers(): boolean {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return true;
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "pipe", timeout: 180_000 });
    return true;
  } catch (error) {
    console.warn(`The peers in test/tools/peers could not be installed, and their tests are left out: ${String(error)}`);
    return false;
  }
}

/** A module of the peers, by the name that a user would import. */
export async function importPeer(name: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(require.resolve(name)).href)) as Record<string, unknown>;
}

/** The path of a file in a peer's package. */
export function peerPath(path: string): string {
  return `${folder}node_modules/${path}`;
}
