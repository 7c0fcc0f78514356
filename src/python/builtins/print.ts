/** print(): a file of the program's own hears of each piece by itself, as in CPython; all others get one text. */
import { getAttribute } from "../runtime/attributes.ts";
import { call0, call1 } from "../runtime/call.ts";
import { isException } from "../runtime/exceptions.ts";
import { allocate, spend } from "../runtime/limits.ts";
import { asString } from "../runtime/operators.ts";
import { raise } from "../runtime/raise.ts";
import { toStr } from "../runtime/show.ts";
import { current } from "../runtime/state.ts";
import { isTrue } from "../runtime/truth.ts";
import { typeOf } from "../runtime/type-table.ts";
import type { PyValue } from "../runtime/values.ts";

export function print(args: readonly PyValue[], sep: PyValue, end: PyValue, file: PyValue, flush: PyValue): null {
  const between = separator(sep, "sep", " "),
    last = separator(end, "end", "\n");
  const target = file === null ? standardOutput() : file;
  if (target === null) return null;
  allocate(32 * args.length);
  if (target !== ACTION && typeOf(target).isHeap) writePieces(args, { between, last }, target);
  else writeText(args, { between, last }, target);
  if (target !== ACTION && isTrue(flush)) call0(getAttribute(target, "flush"));
  return null;
}

interface Separators {
  between: string;
  last: string;
}

/** The action's own output. */
const ACTION = Symbol("action");

function writeText(args: readonly PyValue[], { between, last }: Separators, target: PyValue | typeof ACTION): void {
  const parts: string[] = [];
  try {
    for (const arg of args) {
      spend(1);
      parts.push(toStr(arg));
    }
  } catch (error) {
    // What was printed before the argument that failed is out.
    if (isException(error, "BaseException") && parts.length > 0) write(parts.join(between) + between, target);
    throw error;
  }
  write(parts.join(between) + last, target);
}

function write(text: string, target: PyValue | typeof ACTION): void {
  spend(text.length >> 4);
  if (target === ACTION) current.interpreter.write(text);
  else call1(getAttribute(target, "write"), text);
}

function writePieces(args: readonly PyValue[], { between, last }: Separators, target: PyValue): void {
  for (const [index, arg] of args.entries()) {
    if (index > 0) write(between, target);
    spend(1);
    write(toStr(arg), target);
  }
  write(last, target);
}

function separator(value: PyValue, name: string, fallback: string): string {
  if (value === null) return fallback;
  const text = asString(value);
  if (text === undefined) throw raise.TypeError(`${name} must be None or a string, not ${typeOf(value).shown}`);
  return text;
}

/** sys.stdout, which the program may have replaced, by None too. */
function standardOutput(): PyValue | typeof ACTION {
  const sys = current.interpreter.module("sys")?.globals;
  if (sys === undefined) return ACTION;
  const stdout = sys.getString("stdout");
  if (stdout === undefined) throw raise.RuntimeError("lost sys.stdout");
  return stdout === sys.getString("__stdout__") ? ACTION : stdout;
}
