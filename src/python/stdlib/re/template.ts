/** Replacement templates of `sub` and `expand`: text with references to groups. */
import type { MatchResult, Pattern } from "./engine.ts";
import type { RegexWarning } from "./regex-error.ts";
import { codePointLength } from "../../builtins/text/code-points.ts";
import { isIdentifier } from "../../builtins/text/unicode.ts";
import { stringRepr } from "../../builtins/text/string-repr.ts";
import { DIGITS, OCTAL_DIGITS, SIMPLE_ESCAPES, checkedOctal } from "./escapes.ts";
import { PatternReader } from "./pattern-reader.ts";
import { RegexError } from "./regex-error.ts";
import { readGroupNumber, warnOfGroupNumber } from "./group-number.ts";

/** Literal text (of bytes: as `latin1`) and numbers of groups, in order. */
export type Template = ReadonlyArray<number | string>;

/** Reads a template for a pattern's matches; throws `RegexError` as `compilePattern` does. */
export function parseTemplate(source: string | Uint8Array, pattern: Pattern, warnings: RegexWarning[] = []): Template {
  const reader = new PatternReader(source);
  const parts: Array<number | string> = [];
  for (let token = reader.take(); token !== null; token = reader.take()) {
    const part = token.startsWith("\\") ? readEscape(reader, token, { pattern, warnings }) : token;
    const last = parts.length - 1;
    const previous = parts[last];
    if (typeof part === "string" && typeof previous === "string") parts[last] = previous + part;
    else parts.push(part);
  }
  return parts;
}

/** The template's text for one match; a group that took no part is empty. */
export function expandTemplate(template: Template, subject: string, { spans }: Pick<MatchResult, "spans">): string {
  let text = "";
  for (const part of template) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const start = spans[2 * part] ?? -1;
    if (start >= 0) text += subject.slice(start, spans[2 * part + 1]);
  }
  return text;
}

interface TemplateContext {
  pattern: Pattern;
  warnings: RegexWarning[];
}

function readEscape(reader: PatternReader, token: string, context: TemplateContext): number | string {
  const letter = token.slice(1);
  if (letter === "g") return readReference(reader, context);
  if (letter === "0") {
    const code = Number.parseInt(letter + reader.takeWhile(2, OCTAL_DIGITS), 8);
    return String.fromCharCode(code & 0xff);
  }
  if (DIGITS.includes(letter)) return readNumber(reader, token, context);
  const simple = SIMPLE_ESCAPES.get(token);
  if (simple !== undefined) return String.fromCharCode(simple);
  if (/^[A-Za-z]$/.test(letter)) throw reader.error(`bad escape ${token}`, token.length);
  return token;
}

/** `\1`, `\12`, or `\123` as an octal number. */
function readNumber(reader: PatternReader, token: string, context: TemplateContext): number | string {
  let escape = token;
  if (reader.nextIsIn(DIGITS)) {
    escape += reader.take();
    if (/^\\[0-7][0-7]$/.test(escape) && reader.nextIsIn(OCTAL_DIGITS)) {
      return String.fromCharCode(checkedOctal(reader, escape + reader.take()));
    }
  }
  return checkedGroup(reader, Number(escape.slice(1)), escape.length - 1, context);
}

/** `\g<1>` or `\g<name>`. */
function readReference(reader: PatternReader, context: TemplateContext): number {
  if (!reader.accept("<")) throw reader.error("missing <");
  const name = reader.takeUntil(">", "group name");
  const back = codePointLength(name) + 1;
  if (!isIdentifier(name)) {
    const group = readGroupNumber(reader, name);
    warnOfGroupNumber(reader, name, context.warnings);
    return checkedGroup(reader, group, back, context);
  }
  const group = context.pattern.groupIndex.get(name);
  if (group === undefined) throw new RegexError(`unknown group name ${stringRepr(name)}`, null, null, "IndexError");
  return group;
}

function checkedGroup(reader: PatternReader, group: number, back: number, { pattern }: TemplateContext): number {
  if (group > pattern.groups) throw reader.error(`invalid group reference ${group}`, back);
  return group;
}
