/** Which chunks the build merges: graphs of a few sources, cut as esbuild cuts them. */
import type { Metafile } from "esbuild";
import { describe, expect, it } from "vitest";
import { importsToMerge } from "../../scripts/chunks.mjs";

const ENGINE = "src/engine.ts";

interface Graph {
  /** What each source imports. */
  imports: Record<string, string[]>;
  /** Entries by output; one below `chunks/` is loaded later. */
  entries: Record<string, string>;
  /** Shared chunks: their sources, and their bytes. */
  chunks: [sources: string[], bytes: number][];
}

function plan({ imports, entries, chunks }: Graph, closed: string[] = []): Record<string, string[]> {
  const edges = (sources: string[]) =>
    sources.map((path) => ({ path, kind: "import-statement" as const, original: path }));
  const output = (own: string[], bytes: number, entryPoint?: string) => ({
    bytes,
    imports: [],
    exports: [],
    inputs: Object.fromEntries(own.map((source) => [source, { bytesInOutput: bytes }])),
    ...(entryPoint === undefined ? {} : { entryPoint }),
  });
  const metafile: Metafile = {
    inputs: Object.fromEntries(
      Object.entries(imports).map(([source, others]) => [source, { bytes: 1, imports: edges(others) }]),
    ),
    outputs: Object.fromEntries([
      ...Object.entries(entries).map(([path, source]) => [`dist/${path}`, output([source], 100, source)] as const),
      ...chunks.map(([own, bytes], index) => [`dist/chunks/chunk-${index}.js`, output(own, bytes)] as const),
    ]),
  };
  const merges = importsToMerge(metafile, [ENGINE, ...closed]);
  return Object.fromEntries([...merges].map(([entry, added]) => [entry, [...added].sort()]));
}

/** Two entries that share both chunks, and a third that uses the first chunk only. */
function shared(bytes: number): Graph {
  return {
    imports: {
      [ENGINE]: [],
      "src/one.ts": ["src/a.ts", "src/b.ts"],
      "src/two.ts": ["src/a.ts", "src/b.ts"],
      "src/three.ts": ["src/a.ts"],
      "src/a.ts": [],
      "src/b.ts": [],
    },
    entries: { "one.js": "src/one.ts", "two.js": "src/two.ts", "three.js": "src/three.ts" },
    chunks: [
      [["src/a.ts"], 500],
      [["src/b.ts"], bytes],
    ],
  };
}

describe("a merge", () => {
  it("lets who used one of two small chunks import the other", () => {
    expect(plan(shared(1000))).toEqual({ "src/three.ts": ["src/b.ts"] });
  });

  it("is left out where more is read for nothing than two files cost", () => {
    expect(plan(shared(30_000))).toEqual({});
  });

  it("is left out where nobody reads a file less", () => {
    const graph = shared(1000);
    graph.imports["src/one.ts"] = ["src/a.ts"];
    graph.imports["src/two.ts"] = ["src/b.ts"];
    expect(plan(graph)).toEqual({});
  });

  it("gives a closed entry nothing that it does not import", () => {
    expect(plan(shared(1000), ["src/three.ts"])).toEqual({});
  });

  it("makes no source import what imports it", () => {
    const graph = shared(1000);
    // The third entry is part of what the second chunk needs.
    graph.imports["src/b.ts"] = ["src/three.ts"];
    expect(plan(graph)).toEqual({});
  });

  it("counts what is loaded later for less", () => {
    expect(plan(shared(40_000))).toEqual({});
    const graph = shared(40_000);
    graph.entries = { "one.js": "src/one.ts", "two.js": "src/two.ts", "chunks/three.js": "src/three.ts" };
    expect(plan(graph)).toEqual({ "src/three.ts": ["src/b.ts"] });
  });

  it("lets what is loaded later read the engine for nothing, since it is there already", () => {
    const graph = shared(1000);
    graph.imports[ENGINE] = ["src/core.ts"];
    graph.imports["src/core.ts"] = [];
    for (const source of ["src/a.ts", "src/b.ts"]) graph.imports[source] = ["src/core.ts"];
    for (const source of ["src/one.ts", "src/two.ts", "src/three.ts"]) graph.imports[source]?.push(ENGINE);
    graph.entries = {
      "engine.js": ENGINE,
      "chunks/one.js": "src/one.ts",
      "chunks/two.js": "src/two.ts",
      "chunks/three.js": "src/three.ts",
    };
    graph.chunks.push([["src/core.ts"], 500_000]);
    expect(plan(graph)).toEqual({ "src/three.ts": ["src/b.ts"] });
  });
});
