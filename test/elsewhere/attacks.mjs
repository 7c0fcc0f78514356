// The attacks that end quickly in one's own process: everything but the bombs.
import { join } from "node:path";
import { readEntries } from "../harnesses/containment/entries.mjs";

const LEFT_OUT = new Set(["resource", "swallow", "resource-builtins", "resource-library"]);

export function quickAttacks() {
  return readEntries(join(import.meta.dirname, "../harnesses/containment")).filter(
    ({ category, code, expected, steps }) =>
      steps === undefined && code !== undefined && !LEFT_OUT.has(category) && expected !== "limit",
  );
}
