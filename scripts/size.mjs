// What a user downloads and installs: the packed package, and all packages that come with it.
//
//   node scripts/size.mjs
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LIMITS = { packedBytes: 1_000_000, installedPackages: 10, installedBytes: 4_000_000 };

/** Packs into `destination` and returns the sizes, the path of the package, and what is over its limit. */
export function measurePackage(destination) {
  const target = destination ? ["--pack-destination", destination] : ["--dry-run"];
  const shell = process.platform === "win32";
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", ...target], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      shell,
    }),
  );
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const installed = Object.entries(packages).filter(
    ([path, { dev, optional, peer }]) => path && !dev && !optional && !peer,
  );
  const sizes = {
    packedBytes: packed.size,
    installedPackages: installed.length + 1,
    installedBytes: packed.unpackedSize + installed.reduce((sum, [path]) => sum + bytesIn(path), 0),
  };
  const problems = Object.entries(LIMITS)
    .filter(([name, limit]) => sizes[name] > limit)
    .map(([name, limit]) => `${name} is ${sizes[name]}, the limit ${limit}`);
  return { sizes, problems, path: destination && join(destination, packed.filename) };
}

function bytesIn(path) {
  const entry = lstatSync(path);
  if (!entry.isDirectory()) return entry.size;
  // A package inside node_modules/x/node_modules has a line of its own in the lockfile.
  return readdirSync(path).reduce((sum, name) => sum + (name === "node_modules" ? 0 : bytesIn(join(path, name))), 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { sizes, problems } = measurePackage();
  for (const [name, value] of Object.entries(sizes))
    console.log(`${name.padEnd(18)} ${String(value).padStart(9)}, limit ${LIMITS[name]}`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
}
