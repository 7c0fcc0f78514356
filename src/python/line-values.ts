/** What the names on a failing line held, told to whoever wrote it. Only plain data, so that nothing of the program runs for it. */
import type { NamespaceDict } from "./runtime/dict.ts";
import { PyDict, PyFrozenSet, PySet } from "./runtime/dict.ts";
import { repr } from "./runtime/show.ts";
import { bytesType, dictType, floatType, frozensetType, setType, typeOf } from "./runtime/type-table.ts";
import { PyBytes, PyFloat, PyList, PyTuple, type PyValue } from "./runtime/values.ts";
import type * as ast from "./syntax/nodes.ts";
import { boundNames, walk } from "./syntax/walk.ts";

const MOST_NAMES = 6;
const MOST_ITEMS = 12;
const MOST_NESTED = 3;
const MOST_CHARACTERS = 80;

/** `On line 3, x is 'a' and y is [1, 2].`; undefined where no name of the line holds something short. */
export function valuesOnLine(tree: ast.Root, line: number, globals: NamespaceDict): string | undefined {
  if (tree.node !== "Module") return undefined;
  const statement = tree.body.find(({ lineno, end_lineno }) => lineno <= line && line <= end_lineno);
  if (statement === undefined) return undefined;
  const nodes = [...walk(statement)];
  // In a function, a lambda or a comprehension the name may be another one.
  const inner = boundNames(nodes.filter(isScope).flatMap((scope) => [...walk(scope)]));
  const names = new Set<string>();
  for (const node of nodes)
    if (node.node === "Name" && node.ctx === "Load" && node.lineno === line && !inner.has(node.id)) names.add(node.id);
  const told = [...names].flatMap((name) => {
    const value = globals.getString(name);
    const text = value === undefined || !isPlain(value, 0) ? undefined : repr(value);
    return text === undefined || text.length > MOST_CHARACTERS ? [] : [`${name} is ${text}`];
  });
  const last = told.splice(MOST_NAMES).length > 0 ? undefined : told.pop();
  if (told.length === 0) return last === undefined ? undefined : `On line ${line}, ${last}.`;
  return `On line ${line}, ${told.join(", ")}${last === undefined ? "" : ` and ${last}`}.`;
}

const SCOPES: ReadonlySet<string> = new Set([
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Lambda",
  "ListComp",
  "SetComp",
  "DictComp",
  "GeneratorExp",
]);

function isScope(node: ast.Node): boolean {
  return SCOPES.has(node.node);
}

/** Whether a value is data of built-in types through and through, and short. */
function isPlain(value: PyValue, depth: number): boolean {
  if (value === null) return true;
  switch (typeof value) {
    case "boolean":
    case "number":
      return true;
    case "string":
      return value.length <= MOST_CHARACTERS;
    case "bigint":
      return BigInt.asIntN(256, value) === value;
    default:
  }
  if (value instanceof PyFloat) return typeOf(value) === floatType;
  if (value instanceof PyBytes) return typeOf(value) === bytesType && value.bytes.length <= MOST_CHARACTERS;
  const items = itemsOf(value);
  return (
    items !== undefined &&
    depth < MOST_NESTED &&
    items.length <= 2 * MOST_ITEMS &&
    items.every((item) => isPlain(item, depth + 1))
  );
}

/** The items of a built-in container that is not large; undefined for anything else. */
function itemsOf(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof PyList) return value.isList ? value.items : undefined;
  if (value instanceof PyTuple) return value.isTuple ? value.items : undefined;
  const type = typeOf(value);
  if (value instanceof PyDict && type === dictType)
    return value.size > MOST_ITEMS ? undefined : [...value.entries()].flat();
  if ((value instanceof PySet && type === setType) || (value instanceof PyFrozenSet && type === frozensetType))
    return value.table.map.size > MOST_ITEMS ? undefined : [...value.table.keys()];
  return undefined;
}
