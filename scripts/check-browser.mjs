// The language must run where there is no Node: its bundle for a browser may hold no module of Node and no dependency.
import { build } from "esbuild";

/** Bundles `entry` for a browser; resolves to the problems found and to the size of the bundle in bytes. */
export async function bundleForBrowser(entry = "src/python/index.ts") {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      splitting: true,
      outdir: "browser",
      format: "esm",
      platform: "browser",
      target: "es2022",
      minify: true,
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const dependencies = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
    return {
      problems: dependencies.map((path) => `a dependency: ${path}`),
      bytes: outputFiles.reduce((sum, file) => sum + file.contents.length, 0),
    };
  } catch (error) {
    return {
      problems: error.errors.map(({ text, location }) => `${location?.file ?? entry}:${location?.line ?? 0} ${text}`),
      bytes: 0,
    };
  }
}
