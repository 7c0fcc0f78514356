// Builds dist/: one bundle per public entry (see docs/architecture.md for why bundles).
import { build } from "esbuild";
import { existsSync } from "node:fs";

const entries = ["index", "python/index"];
await build({
  entryPoints: entries.map((entry) => `src/${entry}.ts`).filter((path) => existsSync(path)),
  outdir: "dist",
  outbase: "src",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
