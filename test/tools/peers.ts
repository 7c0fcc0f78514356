import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = fileURLToPath(new URL("./peers/", import.meta.url));
const require = createRequire(`${folder}package.json`);
const LIMIT_MS = 240_000;

/** Installs the packages that we did not write, once. False where there is no registry: tests then say that they were left out. */
export function preparePeers(packages: string = folder): boolean {
  const started = performance.now();
  const lock = join(tmpdir(), `threadsnake-peers${packages.replaceAll(/\W+/g, "-")}.lock`);
  while (!isInstalled(packages) && performance.now() - started < LIMIT_MS) {
    // Test files run side by side: one installs, the others wait.
    if (!takeLock(lock)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      continue;
    }
    try {
      execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
        cwd: packages,
        stdio: "pipe",
        timeout: LIMIT_MS,
      });
    } catch (error) {
      console.warn(`The peers in ${packages} could not be installed, and their tests are left out: ${String(error)}`);
      return false;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return isInstalled(packages);
}

function isInstalled(packages: string): boolean {
  return existsSync(`${packages}node_modules/.package-lock.json`);
}

function takeLock(lock: string): boolean {
  if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > LIMIT_MS)
    rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** A module of the peers, by the name that a user would import. */
export async function importPeer(name: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(require.resolve(name)).href)) as Record<string, unknown>;
}

/** The path of a file in the peers' folder. */
export function peerPath(path: string): string {
  return folder + path;
}
