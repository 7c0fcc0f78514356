/** What a JavaScript function calls its parameters: Python passes them by name, too. */

interface ParameterNames {
  names: string[];
  /** Whether the last parameter collects the others (and is not in `names`). */
  rest: boolean;
}

/** The parameter names of a JavaScript function, read from its source text; undefined for native functions and destructuring. */
export function parameterNames(fn: (...args: never[]) => unknown): ParameterNames | undefined {
  const source = Function.prototype.toString.call(fn);
  if (/\{\s*\[native code\]\s*\}$/.test(source)) return undefined;
  const arrow = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(source);
  if (arrow?.[1] !== undefined) return { names: [arrow[1]], rest: false };
  const start = source.indexOf("(");
  const pieces = start < 0 ? undefined : splitParameters(source, start + 1);
  if (pieces === undefined) return undefined;
  const names: string[] = [];
  for (const piece of pieces) {
    const match = /^(\.\.\.)?\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:=|$)/u.exec(piece);
    if (match?.[2] === undefined) return undefined;
    if (match[1] !== undefined) return { names, rest: true };
    names.push(match[2]);
  }
  return { names, rest: false };
}

/** The texts between the commas of a parameter list that begins at `from`, comments left out. */
function splitParameters(source: string, from: number): string[] | undefined {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  for (let index = from; index < source.length; index++) {
    const skipped = /^(?:\/\/[^\n]*|\/\*[^]*?\*\/)/.exec(
      source.slice(index, index + 2) === "//" || source.slice(index, index + 2) === "/*" ? source.slice(index) : "",
    );
    if (skipped !== null) {
      index += skipped[0].length - 1;
      continue;
    }
    const character = source[index] as string;
    if (character === '"' || character === "'" || character === "`") {
      const end = endOfString(source, index, character);
      piece += source.slice(index, end + 1);
      index = end;
      continue;
    }
    if (depth === 0 && (character === "," || character === ")")) {
      if (piece.trim() !== "") pieces.push(piece.trim());
      if (character === ")") return pieces;
      piece = "";
      continue;
    }
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    piece += character;
  }
  return undefined;
}

function endOfString(source: string, start: number, quote: string): number {
  let index = start + 1;
  while (index < source.length && source[index] !== quote) index += source[index] === "\\" ? 2 : 1;
  return index;
}
