import type { Metafile } from "esbuild";
export function importsToMerge(metafile: Metafile, closed: readonly string[]): Map<string, Set<string>>;
