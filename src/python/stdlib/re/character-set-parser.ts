/** `[...]`: everything between the brackets of a character set. */
import type { NameLookup } from "./escapes.ts";
import type { Node, SetItem } from "./nodes.ts";
import type { PatternReader } from "./pattern-reader.ts";
import type { RegexWarning } from "./regex-error.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { CATEGORY_ESCAPES, SIMPLE_ESCAPES, readCharacterEscape, readOctalInSet } from "./escapes.ts";

/** Set operations that may get a meaning one day, so that CPython warns of them. */
const RESERVED_OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["-", "difference"],
  ["&", "intersection"],
  ["~", "symmetric difference"],
  ["|", "union"],
]);

export interface SetContext {
  reader: PatternReader;
  warnings: RegexWarning[];
  lookupName: NameLookup | undefined;
}

/** Parses what follows an opening bracket. */
export function parseCharacterSet(context: SetContext): Node {
  const { reader } = context;
  const start = reader.position - 1;
  if (reader.next === "[") warn(context, "nested set", reader.position);
  const negated = reader.accept("^");
  const items: SetItem[] = [];
  for (;;) {
    const token = takeInSet(reader, start);
    if (token === "]" && items.length > 0) break;
    if (items.length > 0 && reader.next === token) {
      const operation = RESERVED_OPERATIONS.get(token);
      if (operation !== undefined) warn(context, `set ${operation}`, reader.position - 1);
    }
    const item = parseItem(context, token);
    if (!reader.accept("-")) {
      items.push(item);
      continue;
    }
    const upper = takeInSet(reader, start);
    if (upper === "]") {
      items.push(item, { type: "literal", code: 45 });
      break;
    }
    if (upper === "-") warn(context, "set difference", reader.position - 2);
    items.push(createRange(reader, { token, item }, { token: upper, item: parseItem(context, upper) }));
  }
  const only = items[0];
  if (!negated && only?.type === "literal" && items.every((item) => item.type === "literal" && item.code === only.code))
    return only;
  return { type: "set", items, negated };
}

function takeInSet(reader: PatternReader, start: number): string {
  const token = reader.take();
  if (token === null) throw reader.error("unterminated character set", reader.position - start);
  return token;
}

function parseItem(context: SetContext, token: string): SetItem {
  if (!token.startsWith("\\")) return { type: "literal", code: token.codePointAt(0) ?? 0 };
  const simple = SIMPLE_ESCAPES.get(token);
  if (simple !== undefined) return { type: "literal", code: simple };
  const category = CATEGORY_ESCAPES.get(token);
  if (category !== undefined) return { type: "category", ...category };
  const code = readCharacterEscape(context.reader, token, context.lookupName) ?? readOctalInSet(context.reader, token);
  return { type: "literal", code };
}

interface RangeEnd {
  token: string;
  item: SetItem;
}

function createRange(reader: PatternReader, lower: RangeEnd, upper: RangeEnd): SetItem {
  if (lower.item.type === "literal" && upper.item.type === "literal" && lower.item.code <= upper.item.code) {
    return { type: "range", from: lower.item.code, to: upper.item.code };
  }
  const range = `${lower.token}-${upper.token}`;
  throw reader.error(`bad character range ${range}`, codePointLength(range));
}

function warn(context: SetContext, what: string, position: number): void {
  context.warnings.push({ category: "FutureWarning", message: `Possible ${what} at position ${position}` });
}
