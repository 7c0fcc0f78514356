/** Runs a program of examples/ as a user of the built package would. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root, start } from "../cli/program.ts";
import type { Outcome } from "../cli/program.ts";

const ENTRIES: Readonly<Record<string, string>> = {
  threadsnake: "index.js",
  "threadsnake/python": "python/index.js",
  "threadsnake/run": "run/index.js",
};

export async function runExample(name: string, env: Record<string, string>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "threadsnake-example-"));
  try {
    const program = join(folder, `${name}.mjs`);
    await build({
      entryPoints: [join(root, "examples", `${name}.ts`)],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "silent",
      plugins: [
        {
          name: "built-package",
          setup({ onResolve }) {
            onResolve({ filter: /^threadsnake(\/|$)/ }, ({ path }) => ({
              path: pathToFileURL(join(root, "dist", ENTRIES[path] ?? "")).href,
              external: true,
            }));
          },
        },
      ],
    });
    return await start([process.execPath, program], { env }).outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
