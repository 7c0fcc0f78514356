/** ast.dump, over whatever nodes a program made. */
import { attributeOr } from "../../runtime/attributes.ts";
import { itemsOf } from "../../runtime/iterate.ts";
import { enterNative, leaveNative, spend } from "../../runtime/limits.ts";
import { lookup } from "../../runtime/types.ts";
import { asString } from "../../runtime/operators.ts";
import { repr } from "../../runtime/show.ts";
import { PyList, type PyValue } from "../../runtime/values.ts";
import { PyNode } from "./node-types.ts";

export interface DumpOptions {
  annotateFields: boolean;
  includeAttributes: boolean;
  /** What each level is indented by; null for a single line. */
  indent: string | null;
}

interface Shown {
  text: string;
  /** It may share a line with others. */
  isSimple: boolean;
}

export function dumpNode(value: PyValue, options: DumpOptions): string {
  return show(value, 1, options).text;
}

function show(value: PyValue, level: number, options: DumpOptions): Shown {
  spend(1);
  if (value instanceof PyNode || value instanceof PyList) {
    enterNative();
    try {
      return value instanceof PyList ? showList(value, level, options) : showNode(value, level, options);
    } finally {
      leaveNative();
    }
  }
  return { text: repr(value), isSimple: true };
}

function joined(parts: readonly string[], level: number, { indent }: DumpOptions): string {
  if (indent === null) return parts.join(", ");
  const lead = `\n${indent.repeat(level)}`;
  return lead + parts.join(`,${lead}`);
}

function showList({ items }: PyList, level: number, options: DumpOptions): Shown {
  if (items.length === 0) return { text: "[]", isSimple: true };
  return {
    text: `[${joined(
      items.map((item) => show(item, level + 1, options).text),
      level,
      options,
    )}]`,
    isSimple: false,
  };
}

/** Names of a field tuple. */
function namesOf(node: PyNode, name: "_fields" | "_attributes"): string[] {
  return itemsOf(attributeOr(node, name, new PyList())).map((item) => asString(item) ?? "");
}

function showNode(node: PyNode, level: number, options: DumpOptions): Shown {
  const parts: string[] = [];
  let isSimple = true,
    isNamed = options.annotateFields;
  const add = (name: string, isField: boolean): void => {
    const value = attributeOr(node, name, undefined);
    // What is left out, or None where None is what leaving out means, makes names necessary for the rest.
    if (value === undefined || (value === null && lookup(node.cls, name) === null)) {
      if (isField) isNamed = true;
      return;
    }
    const shown = show(value, level + 1, options);
    isSimple &&= shown.isSimple;
    parts.push(isNamed || !isField ? `${name}=${shown.text}` : shown.text);
  };
  for (const name of namesOf(node, "_fields")) add(name, true);
  if (options.includeAttributes) for (const name of namesOf(node, "_attributes")) add(name, false);
  if (isSimple && parts.length <= 3)
    return { text: `${node.cls.name}(${parts.join(", ")})`, isSimple: parts.length === 0 };
  return { text: `${node.cls.name}(${joined(parts, level, options)})`, isSimple: false };
}
