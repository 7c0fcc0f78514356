// Every type in builtins/ and every module in stdlib/ has a Python program of its name that CPython runs too.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The sources below `root` that have no program, as paths like `src/python/stdlib/json.ts`. */
export function withoutProgram(root = ".") {
  return ["builtins", "stdlib"].flatMap((folder) => {
    const source = join(root, "src/python", folder);
    if (!existsSync(source)) return [];
    const entries = readdirSync(source, { withFileTypes: true }).map((entry) => ({
      isFile: entry.isFile(),
      name: entry.name.replace(/\.ts$/, ""),
    }));
    const names = new Set(entries.map(({ name }) => name));
    return entries
      .filter(({ name }) => !isExempt(name, names) && !hasProgram(join(root, "test/python", folder), name))
      .map(({ name, isFile }) => `src/python/${folder}/${name}${isFile ? ".ts" : "/"}`);
  });
}

/** `index` is the register, `text` no type, and `str-search` a piece of `str`. */
function isExempt(name, names) {
  const whole = name.split("-")[0];
  return name === "index" || name === "text" || (whole !== name && names.has(whole));
}

function hasProgram(folder, name) {
  return [name, name.replaceAll("-", "_")].some(
    (stem) => existsSync(join(folder, `${stem}.py`)) || existsSync(join(folder, stem)),
  );
}
