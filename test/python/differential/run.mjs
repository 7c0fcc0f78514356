// Bundles and runs compare.ts: `npm run differential -- --count 100000`.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

mkdirSync("node_modules/.cache/threadsnake/differential", { recursive: true });
await build({
  entryPoints: ["test/python/differential/compare.ts"],
  outdir: "node_modules/.cache/threadsnake/differential",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  logLevel: "error",
});
process.exitCode =
  spawnSync(process.execPath, ["node_modules/.cache/threadsnake/differential/compare.mjs", ...process.argv.slice(2)], {
    stdio: "inherit",
  }).status ?? 1;
