// The text of a tree as CPython's ast.dump writes it.

import { reprConstant, reprString } from "./constant-repr.ts";
import type { ConstantValue, Node } from "./nodes.ts";
import { FIELDS } from "./nodes.ts";

export interface DumpOptions {
  /** Field names before values; true by default. */
  annotateFields?: boolean | undefined;
  /** Line and column numbers too. */
  includeAttributes?: boolean | undefined;
  /** Text or number of spaces per level; one line without it. */
  indent?: string | number | null | undefined;
}

/** `Module(body=[Pass()], type_ignores=[])` */
export function dump(node: Node, options: DumpOptions = {}): string {
  return new Dumper(options).format(node, 0).text;
}

const ATTRIBUTES = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
/** Fields whose values are strings that name things; all other strings in fields name operators and contexts. */
const OPERATOR_FIELDS = new Set(["op", "ops", "ctx"]);

interface Formatted {
  text: string;
  /** Whether it may share a line with up to two others. */
  isSimple: boolean;
}

class Dumper {
  private readonly annotateFields: boolean;
  private readonly includeAttributes: boolean;
  private readonly indent: string | null;

  constructor({ annotateFields = true, includeAttributes = false, indent = null }: DumpOptions) {
    this.annotateFields = annotateFields;
    this.includeAttributes = includeAttributes;
    this.indent = typeof indent === "number" ? " ".repeat(indent) : indent;
  }

  format(node: Node, level: number): Formatted {
    const record: Record<string, unknown> = { ...node };
    const args: string[] = [];
    let isAllSimple = true;
    let isKeyword = this.annotateFields;
    for (const name of FIELDS[node.node]) {
      const value = record[name];
      const isConstant = name === "value" && (node.node === "Constant" || node.node === "MatchSingleton");
      if (value === null && !isConstant) {
        // A field that is left out makes the later ones ambiguous without their names.
        isKeyword = true;
        continue;
      }
      const formatted = isConstant
        ? { text: reprConstant(value as ConstantValue), isSimple: true } // by the node's type
        : this.formatValue(name, value, level + 1);
      isAllSimple &&= formatted.isSimple;
      args.push(isKeyword ? `${name}=${formatted.text}` : formatted.text);
    }
    if (this.includeAttributes && "lineno" in record) {
      for (const name of ATTRIBUTES) args.push(`${name}=${String(record[name])}`);
    }
    if (isAllSimple && args.length <= 3) {
      return { text: `${node.node}(${args.join(", ")})`, isSimple: args.length === 0 };
    }
    return { text: `${node.node}(${this.join(args, level + 1)})`, isSimple: false };
  }

  private formatValue(name: string, value: unknown, level: number): Formatted {
    if (Array.isArray(value)) {
      if (value.length === 0) return { text: "[]", isSimple: true };
      const items = value.map((item: unknown) => this.formatValue(name, item, level + 1).text);
      return { text: `[${this.join(items, level + 1)}]`, isSimple: false };
    }
    if (typeof value === "string") {
      return { text: OPERATOR_FIELDS.has(name) ? `${value}()` : reprString(value), isSimple: true };
    }
    if (typeof value === "number" || value === null)
      return { text: value === null ? "None" : String(value), isSimple: true };
    return this.format(value as Node, level); // what is no list, string or number in a tree is a node
  }

  private join(items: string[], level: number): string {
    if (this.indent === null) return items.join(", ");
    const lead = `\n${this.indent.repeat(level)}`;
    return lead + items.join(`,${lead}`);
  }
}
