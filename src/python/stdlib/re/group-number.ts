/** A group given by number in `(?(1)...)` or `\g<1>`: whatever `int()` reads. */
import type { PatternReader } from "./pattern-reader.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import type { RegexWarning } from "./regex-error.ts";

/** CPython's `MAXGROUPS` on a 64-bit machine. */
const MAX_GROUPS = 2 ** 30 - 1;

export function readGroupNumber(reader: PatternReader, name: string): number {
  const back = codePointLength(name) + 1;
  if (!/^\s*\+?[0-9]+(?:_[0-9]+)*\s*$/.test(name) && !/^\s*-0+(?:_0+)*\s*$/.test(name)) {
    throw reader.error(`bad character in group name ${stringRepr(name)}`, back);
  }
  const group = Math.abs(Number(name.replaceAll("_", "")));
  if (group >= MAX_GROUPS) throw reader.error(`invalid group reference ${exactly(name)}`, back);
  return group;
}

/** CPython accepts more than digits here for now, with a warning. */
export function warnOfGroupNumber(reader: PatternReader, name: string, warnings: RegexWarning[]): void {
  if (/^[0-9]+$/.test(name)) return;
  const position = reader.position - codePointLength(name) - 1;
  warnings.push({
    category: "DeprecationWarning",
    message: `bad character in group name ${stringRepr(name)} at position ${position}`,
  });
}

function exactly(name: string): bigint {
  return BigInt(name.replaceAll("_", "").trim().replace(/^\+/, ""));
}
