// Every type in builtins/ and every module in stdlib/ has a Python program of its name that CPython runs too.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the register of builtins loads that is no type or function of Python's. */
const OTHER = new Set(["waiting-forms"]);

/** What the two registers name and no program below test/python tests, as `builtins/str` or `stdlib/collections.abc`. */
export function withoutProgram(root = ".") {
  const builtins = namesIn(join(root, "src/python/builtins/index.ts"), /"\.\/([\w-]+)\.ts"/g).filter(
    (name) => !OTHER.has(name),
  );
  // Names with an underscore are CPython's private accelerators of modules that stand beside them.
  const modules = namesIn(join(root, "src/python/stdlib/index.ts"), /^ {2}"?([\w.]+)"?: \(/gm).filter(
    (name) => !name.startsWith("_"),
  );
  const missing = (folder, names) =>
    names.filter((name) => !hasProgram(join(root, "test/python", folder), name)).map((name) => `${folder}/${name}`);
  return [...missing("builtins", builtins), ...missing("stdlib", modules)];
}

function namesIn(path, pattern) {
  if (!existsSync(path)) return [];
  return [...new Set([...readFileSync(path, "utf8").matchAll(pattern)].map(([, name]) => name))];
}

/** `dict-views` may be dict_views.py, `collections.abc` collections/abc.py, and a folder holds several programs. */
function hasProgram(folder, name) {
  const stems = [name, name.replaceAll("-", "_"), name.replaceAll(".", "/"), name.replaceAll(".", "_")];
  return stems.some((stem) => existsSync(join(folder, `${stem}.py`)) || existsSync(join(folder, stem)));
}
