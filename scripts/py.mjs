// Runs a Python file through the engine as it stands in src/: `node scripts/py.mjs FILE` or `-c CODE`. For development.
import { build } from "esbuild";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const outdir = resolve("node_modules/.cache/python-dev", String(process.pid));
mkdirSync(outdir, { recursive: true });
await build({
  entryPoints: ["src/python/index.ts"],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  logLevel: "error",
  outExtension: { ".js": ".mjs" },
});
const { Python } = await import(pathToFileURL(resolve(outdir, "index.mjs")).href);
const [first, second] = process.argv.slice(2);
const code = first === "-c" ? second : readFileSync(first, "utf8");
const python = new Python({
  authorizedImports: ["*"],
  limits: { seconds: 60 },
  host: { print: (text) => process.stdout.write(text) },
});
try {
  await python.run(code, { filename: first === "-c" ? "<string>" : first });
} catch (error) {
  process.stderr.write(error.traceback ?? `${error.stack}\n`);
  process.exitCode = 1;
}
