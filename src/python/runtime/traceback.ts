/** Where an exception came from: entries added as it leaves frames, and the text CPython prints. */
import type { PyDict } from "./dict.ts";
import { exceptionField, isException } from "./exceptions.ts";
import { LimitSignal, meter, paid } from "./limits.ts";
import { raise } from "./raise.ts";
import { repr, toStr } from "./show.ts";
import { current } from "./state.ts";
import { suggestion } from "./suggest.ts";
import { PyCode, PyException, PyFrame, PyList, PyTraceback, PyTuple, type PyValue } from "./values.ts";

/** Thrown by `final_answer`: ends the action, seen by no handler. */
export class FinalAnswerSignal {
  readonly value: PyValue;
  constructor(value: PyValue) {
    this.value = value;
  }
}

/** The line of a place. */
export function lineOf(code: PyCode, position: number): number {
  return code.fields.positions[position * 6] ?? code.fields.firstLine;
}

/**
 * Makes what was thrown a Python exception where it is JavaScript's: a full stack, a value beyond what JavaScript holds, or an
 * invariant of ours that broke, whose text is no business of a program's. Signals are passed on.
 */
export function toPython(error: unknown): unknown {
  if (error instanceof PyException) return error;
  if (error instanceof RangeError) {
    if (error.message.includes("call stack")) return raise.RecursionError("maximum recursion depth exceeded");
    if (/string length|array length|buffer|BigInt|allocation/i.test(error.message)) return raise.MemoryError();
  }
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return raise.SystemError("a built-in function failed on arguments that it does not expect");
  return error;
}

/**
 * Notes the frame on an exception that is leaving it or being handled in it. `noted` is the last exception noted by the
 * same frame: an exception that merely passes on is not noted twice.
 */
export function noteFrame(error: unknown, code: PyCode, at: number, noted: unknown, globals: PyDict): unknown {
  const exception = toPython(error),
    position = at < 0 ? meter.place : at;
  if (!(exception instanceof PyException)) {
    if (exception instanceof LimitSignal) noteLimit(exception, code, position);
    return exception;
  }
  if (exception === noted) return exception;
  let place = position;
  if (current.failedLookup === exception) place = (code.fields.positions[place * 6 + 5] || place + 1) - 1;
  current.failedLookup = null;
  for (let mark = comprehensionAt(code, place); mark > 0; mark = comprehensionAt(code, place)) {
    addEntry(exception, comprehensionCode(code, mark), place, globals);
    place = (mark >> 2) - 1;
  }
  addEntry(exception, code, place, globals);
  return exception;
}

function addEntry(exception: PyException, code: PyCode, position: number, globals: PyDict): void {
  const line = lineOf(code, position);
  exception.traceback = new PyTraceback(exception.traceback, new PyFrame(code, globals, line), position, line);
}

function comprehensionAt(code: PyCode, position: number): number {
  return code.fields.positions[position * 6 + 4] ?? 0;
}

/** Comprehensions run inside the function around them, but CPython 3.11 shows frames of theirs. */
function comprehensionCode(code: PyCode, mark: number): PyCode {
  const name = ["<listcomp>", "<setcomp>", "<dictcomp>"][mark & 3] as string; // the compiler's numbers
  const qualname = code.fields.name === "<module>" ? name : `${code.fields.qualname}.<locals>.${name}`;
  return new PyCode({ ...code.fields, name, qualname, parameters: [] });
}

/** The line of the action's own code in which a limit was reached: the outermost frame of it wins. */
function noteLimit(signal: LimitSignal, code: PyCode, position: number): void {
  if (code.fields.filename.startsWith("<stdlib")) return;
  const error = signal.error as { line: number | undefined };
  error.line = lineOf(code, position);
}

// Text

export interface Entry {
  filename: string;
  line: number;
  name: string;
  source: string | undefined;
  /** Columns in characters, from 0; undefined when the whole line is meant. */
  start: number | undefined;
  end: number | undefined;
  /** Whether the expression ends where it begins; only then its operator is marked. */
  isOneLine?: boolean;
}

/** The number of characters in so many bytes of a line. */
export function characterColumn(text: string, bytes: number): number {
  if (/^[\x00-\x7f]*$/.test(text)) return bytes;
  let seen = 0,
    index = 0;
  for (const char of text) {
    if (seen >= bytes) break;
    const point = char.codePointAt(0) ?? 0;
    seen += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    index += 1;
  }
  return index;
}

/** The frames of a traceback, outermost first. */
export function tracebackEntries(traceback: PyTraceback | null): Entry[] {
  const entries: Entry[] = [];
  for (let tb = traceback; tb !== null; tb = tb.next) {
    const { fields } = tb.frame.code;
    const at = tb.position * 6;
    const endLine = fields.positions[at + 1];
    const source = fields.sourceLines[tb.lineno - 1];
    let start: number | undefined, end: number | undefined;
    const isOneLine = endLine === tb.lineno;
    if (source !== undefined && isOneLine && lineOf(tb.frame.code, tb.position) === tb.lineno) {
      start = characterColumn(source, fields.positions[at + 2] ?? 0);
      end = characterColumn(source, fields.positions[at + 3] ?? 0);
    } else if (source !== undefined && endLine !== undefined && endLine > tb.lineno) {
      start = characterColumn(source, fields.positions[at + 2] ?? 0);
      end = [...source.trimEnd()].length;
    }
    entries.push({ filename: fields.filename, line: tb.lineno, name: fields.name, source, start, end, isOneLine });
  }
  return entries;
}

/**
 * One frame as CPython prints it; carets that would only underline the whole line are left out. The interpreter's own
 * report (in C) and the module traceback disagree about the width of some operators.
 */
export function formatEntry(entry: Entry, isReport = false): string {
  const head = `  File "${entry.filename}", line ${entry.line}, in ${entry.name}\n`;
  const source = entry.source?.trim();
  if (source === undefined || source === "") return head;
  let text = `${head}    ${source}\n`;
  if (entry.start !== undefined && entry.end !== undefined && entry.source !== undefined) {
    const indent = entry.source.length - entry.source.trimStart().length;
    const from = entry.start - indent,
      to = entry.end - indent;
    const characters = [...source];
    const marks = from >= 0 && to > from ? carets(characters, from, to, entry.isOneLine !== false, isReport) : "";
    if (marks.includes("~") || to - from < characters.length)
      text += `    ${" ".repeat(widthOf(characters.slice(0, from)))}${marks}\n`;
  }
  return text;
}

/** `^^^~~^^^`: for a binary operation the operator is marked, for a subscript the brackets. */
function carets(source: readonly string[], from: number, to: number, isOneLine: boolean, isReport: boolean): string {
  const segment = source.slice(from, to);
  const anchors = isOneLine ? anchorOf(segment.join(""), isReport) : null;
  const width = widthOf(segment);
  if (anchors === null) return "^".repeat(width);
  const left = widthOf(segment.slice(0, anchors[0])),
    right = widthOf(segment.slice(0, anchors[1]));
  return "~".repeat(left) + "^".repeat(right - left) + "~".repeat(Math.max(0, width - right));
}

/** Columns on a terminal: ideographs and emoji take two. */
function widthOf(characters: readonly string[]): number {
  return characters.reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\u3000-\u303e\u309b-\u30ff\uff01-\uff60\uffe0-\uffe6]/u;

/** How the interpreter finds the operator of an expression's text; set by `index.ts`, since it needs the parser. */
let anchorOf: (segment: string, isReport: boolean) => readonly [number, number] | null = () => null;
export function setAnchorFinder(find: typeof anchorOf): void {
  anchorOf = find;
}

/** `ValueError: message`, notes included. Only the interpreter's own report of what ended a program has hints. */
export function formatExceptionOnly(exception: PyException, isReport = false): string {
  return formatBare(exception, isReport) + formatNotes(exception);
}

/** The same without notes. */
export function formatBare(exception: PyException, isReport = false): string {
  const type = exception.cls;
  if (isSyntaxError(exception)) return formatSyntaxError(exception);
  const module = type.namespace.get("__module__");
  const name =
    typeof module === "string" && module !== "builtins" && module !== "__main__"
      ? `${module}.${type.qualname}`
      : type.qualname;
  let message: string;
  try {
    message = toStr(exception);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    message = "<exception str() failed>";
  }
  const hint = isReport ? suggestion(exception) : undefined;
  if (hint !== undefined) message += `. Did you mean: ${repr(hint)}?`;
  return `${name}${message === "" ? "" : `: ${message}`}\n`;
}

function isSyntaxError(exception: PyException): boolean {
  return isException(exception, "SyntaxError");
}

export function formatNotes(exception: PyException): string {
  const notes = exception.findAttribute("__notes__");
  if (!(notes instanceof PyList) && !(notes instanceof PyTuple)) return "";
  return paid(notes.items)
    .map((note) => `${typeof note === "string" ? note : safeText(note)}\n`)
    .join("");
}

function safeText(value: PyValue): string {
  try {
    return toStr(value);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    return "<note str() failed>";
  }
}

function formatSyntaxError(exception: PyException): string {
  const field = (name: string): PyValue => exceptionField(exception, name);
  const message = field("msg");
  let text = "";
  const line = field("lineno"),
    filename = field("filename"),
    source = field("text"),
    offset = field("offset");
  if (typeof line === "number") text += `  File "${filename === null ? "<string>" : toStr(filename)}", line ${line}\n`;
  if (typeof source === "string") {
    const trimmed = source.replace(/\n+$/, "");
    const shown = trimmed.replace(/^[ \n\f\t]+/, "");
    const spaces = [...trimmed].length - [...shown].length;
    text += `    ${shown}\n`;
    if (typeof offset === "number") {
      const endOffset = field("end_offset");
      const end =
        typeof endOffset === "number" && endOffset > 0 && field("end_lineno") === line ? endOffset : offset + 1;
      const from = offset - 1 - spaces;
      const width = Math.max(1, (end <= offset ? offset + 1 : end) - offset);
      if (from >= 0) text += `    ${" ".repeat(from)}${"^".repeat(width)}\n`;
    }
  }
  const where = typeof line !== "number" && filename !== null ? ` (${toStr(filename)})` : "";
  return `${text}${exception.cls.qualname}: ${message === null ? "<no detail available>" : toStr(message)}${where}\n`;
}

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";

/** How deep in exception groups the text is, and whether the last line of the innermost is still to come. */
interface GroupPlace {
  depth: number;
  isOpen: boolean;
  isReport: boolean;
}

/** The whole text: chained exceptions first, then the traceback and the exception. */
export function formatException(
  exception: PyException,
  { isReport }: { isReport: boolean } = { isReport: false },
): string {
  return formatChain(exception, new Set(), { depth: 0, isOpen: false, isReport });
}

function formatChain(exception: PyException, seen: Set<PyException>, place: GroupPlace): string {
  seen.add(exception);
  let text = "";
  const { cause, context } = exception;
  if (cause instanceof PyException && !seen.has(cause)) text = formatChain(cause, seen, place) + inMargin(CAUSE, place);
  else if (cause === null && context instanceof PyException && !exception.suppressContext && !seen.has(context))
    text = formatChain(context, seen, place) + inMargin(CONTEXT, place);
  if (isException(exception, "BaseExceptionGroup")) {
    const parts = exceptionField(exception, "exceptions");
    if (parts instanceof PyTuple) return text + formatGroup(exception, parts.items, seen, place);
  }
  return (
    text +
    inMargin(
      formatTraceback(exception, "Traceback", place.isReport) + formatExceptionOnly(exception, place.isReport),
      place,
    )
  );
}

function formatTraceback(exception: PyException, title: string, isReport: boolean): string {
  const entries = tracebackEntries(exception.traceback);
  return entries.length > 0 ? `${title} (most recent call last):\n${formatEntries(entries, isReport)}` : "";
}

/** Inside a group, each line stands behind a bar. */
function inMargin(text: string, { depth }: GroupPlace): string {
  return depth === 0 ? text : text.replace(/^(?!$(?![^]))/gm, `${"  ".repeat(depth)}| `);
}

/** Frames that repeat more than three times are counted instead, as CPython does. */
export function formatEntries(entries: readonly Entry[], isReport = false): string {
  let text = "",
    last: Entry | undefined,
    count = 0;
  const more = (): string =>
    count > 3 ? `  [Previous line repeated ${count - 3} more time${count === 4 ? "" : "s"}]\n` : "";
  for (const entry of entries) {
    if (
      last === undefined ||
      last.filename !== entry.filename ||
      last.line !== entry.line ||
      last.name !== entry.name
    ) {
      text += more();
      last = entry;
      count = 0;
    }
    count++;
    if (count <= 3) text += formatEntry(entry, isReport);
  }
  return text + more();
}

/** CPython shows so many members of a group, and groups in groups so deep. */
const GROUP_WIDTH = 15;
const GROUP_DEPTH = 10;

function formatGroup(
  group: PyException,
  members: readonly PyValue[],
  seen: Set<PyException>,
  place: GroupPlace,
): string {
  if (place.depth > GROUP_DEPTH) return inMargin(`... (max_group_depth is ${GROUP_DEPTH})\n`, place);
  const isOutermost = place.depth === 0;
  if (isOutermost) place.depth = 1;
  let text = inMargin(formatTraceback(group, "Exception Group Traceback", place.isReport), place);
  if (isOutermost) text = text.replace("|", "+");
  text += inMargin(formatExceptionOnly(group, place.isReport), place);
  const shown = Math.min(members.length, GROUP_WIDTH + 1);
  for (let index = 0; index < shown; index++) {
    const isLast = index === shown - 1;
    const isCut = index >= GROUP_WIDTH;
    if (isLast) place.isOpen = true;
    const title = `+---------------- ${isCut ? "..." : index + 1} ----------------\n`;
    text += "  ".repeat(place.depth) + (index === 0 ? "+-" : "  ") + title;
    place.depth++;
    const member = members[index];
    if (isCut) {
      const rest = members.length - GROUP_WIDTH;
      text += inMargin(`and ${rest} more exception${rest === 1 ? "" : "s"}\n`, place);
    } else if (member instanceof PyException) text += formatChain(member, seen, place);
    // Of groups that end together, the innermost has the closing line.
    if (isLast && place.isOpen) {
      text += `${"  ".repeat(place.depth)}+------------------------------------\n`;
      place.isOpen = false;
    }
    place.depth--;
  }
  if (isOutermost) place.depth = 0;
  return text;
}
