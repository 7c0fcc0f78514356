/**
 * The only makers of JavaScript text.
 *
 * `js` is a template tag whose literal parts are this compiler's own source and whose interpolations must themselves be
 * `Js`, so no text of a program can become code. Names of a program enter through `localName` and `property`, which
 * encode them; strings and numbers through the constants table of a unit (`unit.ts`).
 */

declare const brand: unique symbol;
/** JavaScript that the constructors of this file made. */
export type Js = string & { readonly [brand]: true };

/** `js\`$add(${left}, ${right})\`` */
export function js(literals: TemplateStringsArray, ...parts: readonly Js[]): Js {
  let text = literals[0] ?? "";
  for (let i = 0; i < parts.length; i++) text += (parts[i] as string) + (literals[i + 1] ?? "");
  return text as Js;
}

export function joinJs(parts: readonly Js[], separator: ", " | "\n" | " && " | " || " | ";" = ", "): Js {
  // Not Array.join: it copies what it joins, at every level of a nested expression once more.
  let text = "";
  for (let index = 0; index < parts.length; index++) text += index === 0 ? parts[index] : separator + parts[index];
  return text as Js;
}

/** A number of the compiler's own making: an index, a count, a small int. */
export function number(value: number): Js {
  if (!Number.isSafeInteger(value)) throw new RangeError("only integers are written into code");
  return (value < 0 ? `(${value})` : String(value)) as Js;
}

/** An identifier made of a fixed prefix and a number. */
export function generated(
  prefix: "t" | "g" | "k" | "f" | "a" | "s" | "m" | "L" | "e" | "h" | "i" | "w" | "c",
  index: number,
): Js {
  return `${prefix}${index}` as Js;
}

/** The name of the JavaScript function that runs a code object: stacks tell it (runtime/call-stack.ts). */
export function frameName(code: Js): Js {
  return `p${code.slice(1)}` as Js;
}

/** Characters outside [A-Za-z0-9_] are written as their hexadecimal code, so that the encoding is injective. */
function encode(name: string): string {
  if (PLAIN.test(name)) return name;
  let text = "";
  for (const char of name) text += WORD.test(char) ? char : `$${(char.codePointAt(0) ?? 0).toString(16)}$`;
  return text;
}
const PLAIN = /^[A-Za-z0-9_]+$/;
const WORD = /^[A-Za-z0-9_]$/;

/** The JavaScript variable of a Python local. */
export function localName(name: string): Js {
  return `l_${encode(name)}` as Js;
}

/** The JavaScript variable that holds the cell of a captured Python variable. */
export function cellName(name: string): Js {
  return `c_${encode(name)}` as Js;
}

/** `.$name` (an instance's own) or `.t$name` (what its class offers). */
export function property(kind: "$" | "t$", name: string): Js {
  return (PLAIN.test(name) ? `.${kind}${name}` : `[${JSON.stringify(kind + name)}]`) as Js;
}

/** The same behind `?.`, which gives undefined for None. */
export function optionalProperty(kind: "$" | "t$", name: string): Js {
  return (PLAIN.test(name) ? `?.${kind}${name}` : `?.[${JSON.stringify(kind + name)}]`) as Js;
}

/** A name of the intrinsics. */
export function intrinsicName(name: string): Js {
  return `$${name}` as Js;
}

/** `$add = I.add` */
export function intrinsicBinding(name: string): Js {
  if (!PLAIN.test(name)) throw new RangeError("intrinsics have plain names");
  return `$${name} = I.${name}` as Js;
}
