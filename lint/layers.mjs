// The architecture as a list: who may import whom. docs/architecture.md says why.
import { dirname, join, relative, sep } from "node:path";

/** From top to bottom. A layer sees those below it; layers of one row do not see each other. */
const LAYERS = [
  ["index"],
  ["cli"],
  ["adapters", "testing"],
  ["agents"],
  ["prompts", "memory", "export"],
  ["models", "tools"],
  ["run"],
  ["executors"],
  ["python"],
  ["errors"],
];

/** Inside python/ there are two chains, and `index` on top of both; `errors` lies below all. */
const PYTHON_LAYERS = {
  index: ["stdlib", "builtins", "runtime", "compiler", "syntax", "errors"],
  stdlib: ["builtins", "runtime", "errors"],
  builtins: ["runtime", "errors"],
  runtime: ["errors"],
  compiler: ["syntax", "errors"],
  syntax: ["errors"],
  errors: [],
};

/** Compiler and runtime meet in these names and shapes; the modules that declare them are never loaded by the compiler. */
const TYPE_ONLY = { from: "compiler", to: ["python/runtime/intrinsics.ts", "python/runtime/values.ts"] };

/** The path of a file below src/, with slashes; undefined for a file that is not source. */
export function pathInSource(filename, cwd) {
  const path = relative(cwd, filename).split(sep).join("/");
  return path.startsWith("src/") ? path.slice(4) : undefined;
}

/** `python/runtime/call.ts` → python and runtime; `errors.ts` → errors; any file beside python/index.ts counts as index. */
function layerOf(path) {
  const parts = path.split("/");
  const name = (part) => part.replace(/(\.d)?\.ts$/, "");
  if (parts[0] !== "python") return { layer: name(parts[0]) };
  const isFile = parts.length === 2;
  return { layer: "python", inner: isFile ? (name(parts[1]) === "errors" ? "errors" : "index") : parts[1] };
}

/** Why the import is not allowed, or undefined. */
function objection(fromPath, toPath, isTypeOnly) {
  const from = layerOf(fromPath);
  const to = layerOf(toPath);
  const row = (layer) => LAYERS.findIndex((layers) => layers.includes(layer));
  for (const { layer } of [from, to])
    if (row(layer) < 0) return `src/${layer} is in no layer: name it in lint/layers.mjs`;
  if (from.layer !== to.layer) {
    if (row(from.layer) < row(to.layer)) return undefined;
    return `${from.layer} may not import ${to.layer}: ${row(from.layer) === row(to.layer) ? "they are neighbours" : "it lies above"}`;
  }
  if (from.layer !== "python" || from.inner === to.inner || PYTHON_LAYERS[from.inner]?.includes(to.inner))
    return undefined;
  if (isTypeOnly && from.inner === TYPE_ONLY.from && TYPE_ONLY.to.includes(toPath)) return undefined;
  return `inside python/, ${from.inner} may not import ${to.inner}`;
}

/** Calls `check(node, specifier, isTypeOnly)` for every way to name another module. */
export function visitImports(check) {
  const fromSource = (node) => {
    if (node.source) check(node, node.source.value, (node.importKind ?? node.exportKind) === "type");
  };
  return {
    ImportDeclaration: fromSource,
    ExportNamedDeclaration: fromSource,
    ExportAllDeclaration: fromSource,
    ImportExpression: (node) => {
      if (node.source.type === "Literal") check(node, String(node.source.value), false);
    },
    TSImportType: (node) => {
      const source = node.source ?? node.argument;
      check(node, source.literal?.value ?? source.value, true);
    },
  };
}

export const layers = {
  create(context) {
    const from = pathInSource(context.filename, context.cwd);
    if (from === undefined) return {};
    return visitImports((node, specifier, isTypeOnly) => {
      if (/^threadsnake(\/|$)/.test(specifier)) {
        context.report({ node, message: "source imports the defining file, not the package's own entries" });
        return;
      }
      if (!specifier.startsWith(".")) return;
      const to = pathInSource(join(dirname(context.filename), specifier), context.cwd);
      const message = to === undefined ? "source may not import from outside src/" : objection(from, to, isTypeOnly);
      if (message) context.report({ node, message });
    });
  },
};
