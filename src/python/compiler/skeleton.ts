/**
 * The skeleton of a library module: its source without the bodies of functions, line for line.
 *
 *   def parse(text):                 def parse(text):
 *       """Reads a text."""    →         """Reads a text."""
 *       words = text.split()             pass
 *       return words
 *
 * Parsing is what importing a module costs most, and most functions of a module are never called. Those at the top and the
 * methods of classes at the top can wait; a body that needs more than the globals (`super()`) stays.
 */

/** Where a function that was left out stands: lines from 0, the end excluded. */
export interface LeftOutFunction {
  start: number;
  end: number;
  className: string | null;
}

export interface Skeleton {
  text: string;
  /** By the line of `def`, from 1, as in its node. */
  leftOut: ReadonlyMap<number, LeftOutFunction>;
}

export function skeletonOf(lines: readonly string[]): Skeleton {
  const result: string[] = [],
    leftOut = new Map<number, LeftOutFunction>();
  let className: string | null = null,
    classLevel = 0;
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? "",
      indentation = indentationOf(line);
    const { end, code } = logicalLine(lines, index);
    if (indentation === 0 && code.trim() !== "") {
      className = /^class (\w+)/.exec(line)?.[1] ?? null;
      classLevel = levelAt(lines, end);
    }
    const isFunction =
      /^ *(?:async )?def /.test(line) &&
      code.trimEnd().endsWith(":") &&
      (indentation === 0 || (indentation === classLevel && className !== null));
    const body = isFunction ? bodyOf(lines, end, indentation) : undefined;
    if (body === undefined || body.needsMore) {
      const stop = body?.end ?? end;
      result.push(...lines.slice(index, stop));
      index = stop;
      continue;
    }
    leftOut.set(index + 1, { start: index, end: body.end, className: indentation === 0 ? null : className });
    const kept = body.hasDocstring ? end + 1 : end;
    result.push(...lines.slice(index, kept), `${" ".repeat(levelAt(lines, end))}${body.yields ? "yield" : "pass"}`);
    for (let blank = kept + 1; blank < body.end; blank++) result.push("");
    index = body.end;
  }
  return { text: result.join("\n"), leftOut };
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** How far the next line that is not blank stands in. */
function levelAt(lines: readonly string[], start: number): number {
  let index = start;
  while (index < lines.length - 1 && (lines[index] ?? "").trim() === "") index++;
  return indentationOf(lines[index] ?? "");
}

interface Body {
  end: number;
  hasDocstring: boolean;
  /** The function itself is a generator. */
  yields: boolean;
  /** It is too short, or uses what only its class can give. */
  needsMore: boolean;
}

function bodyOf(lines: readonly string[], start: number, indentation: number): Body {
  const body: Body = { end: start, hasDocstring: false, yields: false, needsMore: false };
  let inner = Infinity;
  for (let index = start; index < lines.length;) {
    const line = lines[index] ?? "",
      own = indentationOf(line);
    if (line.trim() === "") {
      index++;
      continue;
    }
    if (own <= indentation) break;
    const { end, code } = logicalLine(lines, index);
    if (index === start && /^ *"""[^"\\]*"""$/.test(line)) body.hasDocstring = true;
    if (/\bsuper\b|\b__class__\b/.test(code)) body.needsMore = true;
    // A `yield` of an inner function is not this one's.
    if (own <= inner) inner = /^ *(?:async )?def /.test(code) ? own : Infinity;
    if (inner === Infinity && /\byield\b/.test(code)) body.yields = true;
    index = end;
    body.end = end;
  }
  if (body.end - start - (body.hasDocstring ? 1 : 0) < 2) body.needsMore = true;
  return body;
}

const MARK = /"""|'''|["'#\\()[\]{}]/g;

/** A line with those that brackets, strings and backslashes join to it; its code without strings and comments. */
function logicalLine(lines: readonly string[], start: number): { end: number; code: string } {
  let depth = 0,
    quote = "",
    code = "";
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? "";
    let isJoined = false,
      place = 0;
    while (place < line.length) {
      if (quote !== "") {
        const end = endOfString(line, place, quote);
        if (end < 0) break;
        place = end;
        quote = "";
        continue;
      }
      MARK.lastIndex = place;
      const mark = MARK.exec(line)?.[0],
        next = mark === undefined ? line.length : MARK.lastIndex - mark.length;
      code += line.slice(place, next);
      place = next + (mark?.length ?? 0);
      if (mark === undefined || mark === "#") break;
      code += " ";
      if ("([{".includes(mark)) depth++;
      else if (")]}".includes(mark)) depth--;
      else if (mark === "\\") isJoined = place === line.length;
      else quote = mark;
    }
    // Strings with one quote end with their line, unless a backslash joins it to the next.
    if (quote.length === 1 && !line.endsWith("\\")) quote = "";
    if (depth === 0 && quote === "" && !isJoined) return { end: index + 1, code };
    code += " ";
  }
  return { end: lines.length, code };
}

/** Where the text goes on behind a string that is open at `place`; -1 when it does not end in this line. */
function endOfString(line: string, place: number, quote: string): number {
  for (let end = line.indexOf(quote, place); end >= 0; end = line.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (line[end - 1 - escapes] === "\\" && end - 1 - escapes >= place) escapes++;
    if (escapes % 2 === 0) return end + quote.length;
  }
  return -1;
}
