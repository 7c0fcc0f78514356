/** What `unicodedata` tells of a character beside its name and category, for Unicode 14. */
import { lazily } from "../../runtime/lazily.ts";
import { digitValue } from "../../builtins/text/unicode.ts";
import {
  BIDIRECTIONAL_RUNS,
  BIDIRECTIONAL_VALUES,
  COMBINING_RUNS,
  COMBINING_VALUES,
  DECOMPOSITION_ROWS,
  DECOMPOSITION_TAGS,
  EAST_ASIAN_WIDTH_RUNS,
  EAST_ASIAN_WIDTH_VALUES,
  FRACTIONS,
  MIRRORED_RUNS,
  WHOLE_NUMBERS,
} from "./properties-data.ts";
import { alternatingRuns, RunTable } from "./run-lengths.ts";

const bidirectionalTable = lazily(
  () => new RunTable(BIDIRECTIONAL_RUNS, BIDIRECTIONAL_VALUES.replace(" - ", "  ").split(" ")),
);
const combiningTable = lazily(() => new RunTable(COMBINING_RUNS, COMBINING_VALUES.split(" ").map(Number)));
const widthTable = lazily(() => new RunTable(EAST_ASIAN_WIDTH_RUNS, EAST_ASIAN_WIDTH_VALUES.split(" ")));
const mirroredRuns = lazily(() => alternatingRuns(MIRRORED_RUNS));
const decompositions = lazily(unpackDecompositions);
const numbers = lazily(unpackNumbers);

/** The bidirectional class, "" for an unassigned character. */
export function bidirectional(code: number): string {
  return bidirectionalTable().at(code);
}

/** The canonical combining class, 0 for most. */
export function combining(code: number): number {
  return combiningTable().at(code);
}

export function eastAsianWidth(code: number): string {
  return widthTable().at(code);
}

export function isMirrored(code: number): boolean {
  return mirroredRuns().some(({ start, end }) => code >= start && code < end);
}

/** The mapping as the Unicode database writes it: `"<compat> 0020 0308"`, or "". */
export function decomposition(code: number): string {
  return decompositions().get(code) ?? "";
}

/** The value of a character that is a number, a fraction included, or undefined. */
export function numericValue(code: number): number | undefined {
  const digit = digitValue(code);
  return digit >= 0 ? digit : numbers().get(code);
}

function unpackDecompositions(): ReadonlyMap<number, string> {
  const tags = DECOMPOSITION_TAGS.split(" ").map((tag) => (tag === "" ? "" : `<${tag}> `));
  const mappings = new Map<number, string>();
  let position = 0;
  for (const row of DECOMPOSITION_ROWS.split(" ")) {
    const [head = "", count = "", ...targets] = row.split(",");
    position += parseInt(head.slice(1) || "0", 36);
    const codes = targets.map((target) => parseInt(target, 36));
    const last = codes.pop() ?? 0;
    const prefix = tags["abcdefghijklmnopqrstuvwxyz".indexOf(head.charAt(0))] ?? "";
    const length = parseInt(count || "1", 36);
    for (let offset = 0; offset < length; offset++) {
      mappings.set(position + offset, prefix + [...codes, last + offset].map(hexadecimal).join(" "));
    }
    position += length;
  }
  return mappings;
}

function hexadecimal(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}

function unpackNumbers(): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  let position = 0;
  for (const row of WHOLE_NUMBERS.split(" ")) {
    const [gap = 0, count = 0, first = 0] = row.split(",").map((field) => parseInt(field, 36));
    position += gap;
    for (let offset = 0; offset < count; offset++) values.set(position + offset, first + offset);
    position += count;
  }
  for (const row of FRACTIONS.split(" ")) {
    const [code = 0, numerator = 0, denominator = 1] = row.split(",").map((field) => parseInt(field, 36));
    values.set(code, numerator / denominator);
  }
  return values;
}
