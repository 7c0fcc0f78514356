/**
 * From a model's reply to the code in it.
 *
 * Models write code between tags, in Markdown fences with and without a language, in both at once, after thoughts that mention
 * the tags, and are cut off in the middle. Whatever can be understood is; for the rest there is one text that tells the
 * model what to do. A closing tag inside a Python string closes nothing, and what stands in <think> is no code.
 */

export interface CodeBlockTags {
  open: string;
  close: string;
}

export const CODE_TAGS: CodeBlockTags = { open: "<code>", close: "</code>" };
export const MARKDOWN_TAGS: CodeBlockTags = { open: "```python", close: "```" };

export interface ParseOptions {
  tags: CodeBlockTags;
  /** The provider's word that the reply ran into the limit of tokens. */
  isCutOff?: boolean | undefined;
  /** Whether a text is a Python program; asked only where the reply can be read in more than one way. */
  isPython?: ((code: string) => boolean) | undefined;
}

export type ParsedReply =
  | {
      type: "code";
      code: string;
      /** The reply as it is remembered: closed, and without what the model invented after it. */ text: string;
    }
  | { type: "problem"; message: string; text: string };

interface Block {
  code: string;
  start: number;
  end: number;
  isClosed: boolean;
  kind: "tag" | "python-fence" | "bare-fence";
}

/** What a model writes when it plays the other side as well; nothing after it is its own turn. */
const INVENTED = /^[^\S\r\n\u2028\u2029]*(?:Observation:|Calling tools:|<end_code>)/m;

export function parseCodeReply(reply: string, options: ParseOptions): ParsedReply {
  const { tags } = options;
  const visible = hideThinking(reply);
  const blocks = findBlocks(visible, tags);
  const text = closeReply(reply, visible, blocks, options);
  const usable = choose(blocks, options);
  const last = usable.at(-1);
  if (last !== undefined && !last.isClosed && options.isCutOff === true)
    return { type: "problem", message: cutOffMessage(tags), text };
  const code = usable.map((block) => block.code).join("\n\n");
  if (code.trim() !== "") return { type: "code", code, text };
  if (blocks.length > 0 && usable.length > 0) return { type: "problem", message: emptyMessage(tags), text };
  const bare = visible.trim();
  if (blocks.length === 0 && looksLikeProgram(bare) && options.isPython?.(bare) === true)
    return { type: "code", code: bare, text };
  return { type: "problem", message: missingMessage(visible, options), text };
}

/** The reply with what stands in <think> blanked, so that positions stay. A lone closing tag ends thoughts that began before the reply. */
export function hideThinking(reply: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  let visible = reply.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/g, blank);
  const lone = /^[\s\S]*<\/(?:think|thinking|reasoning)>/.exec(visible);
  if (lone !== null) visible = blank(lone[0]) + visible.slice(lone[0].length);
  // Thoughts that never end are thoughts, unless the tags of code stand in them: then the closing tag was forgotten.
  const open = /<(?:think|thinking|reasoning)>/.exec(visible);
  if (open !== null && !visible.slice(open.index).includes("<code>"))
    visible = visible.slice(0, open.index) + blank(visible.slice(open.index));
  return visible;
}

function findBlocks(text: string, tags: CodeBlockTags): Block[] {
  const blocks: Block[] = [];
  const limit = (from: number): number => {
    const invented = INVENTED.exec(text.slice(from));
    return invented === null ? text.length : from + invented.index;
  };
  for (let position = 0; ;) {
    const opening = nextOpening(text, position, tags);
    if (opening === undefined || (blocks.length > 0 && opening.start > limit(position))) return blocks;
    const bodyStart = opening.start + opening.length;
    const close = findClose(text, bodyStart, opening.close);
    const bodyEnd = close ?? text.length;
    const isClosed = close !== undefined;
    const end = isClosed ? bodyEnd + opening.close.length : bodyEnd;
    if (opening.kind !== "other-fence")
      blocks.push({
        code: cleanCode(text.slice(bodyStart, bodyEnd), tags),
        start: opening.start,
        end,
        isClosed,
        kind: opening.kind,
      });
    position = end;
  }
}

interface Opening {
  start: number;
  length: number;
  close: string;
  kind: Block["kind"] | "other-fence";
}

function nextOpening(text: string, from: number, tags: CodeBlockTags): Opening | undefined {
  const tag = nextTag(text, from, tags);
  const fence = nextFence(text, from);
  if (tag === undefined || fence === undefined) return tag ?? fence;
  return tag.start <= fence.start ? tag : fence;
}

function nextTag(text: string, from: number, tags: CodeBlockTags): Opening | undefined {
  for (let start = text.indexOf(tags.open, from); start >= 0; start = text.indexOf(tags.open, start + 1)) {
    const end = start + tags.open.length;
    // In backticks or quotes it is talked about, not opened.
    const isMentioned =
      !tags.open.startsWith("`") && /[`'"]/.test(text[start - 1] ?? "") && text[start - 1] === text[end];
    if (!isMentioned) return { start, length: tags.open.length, close: tags.close, kind: "tag" };
  }
  return undefined;
}

function nextFence(text: string, from: number): Opening | undefined {
  const pattern = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+.-]*)[ \t]*$/gm;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [whole, marks = "```", language = ""] = match;
  const kind = /^(?:py|python3?|python-repl)$/i.test(language)
    ? "python-fence"
    : language === ""
      ? "bare-fence"
      : "other-fence";
  return { start: match.index, length: whole.length, close: marks, kind };
}

/** Where the closing mark stands outside of Python's strings; a string that never ends hides nothing. */
function findClose(text: string, from: number, close: string): number | undefined {
  let position = from;
  while (position < text.length) {
    if (text.startsWith(close, position) && (!/^[`~]/.test(close) || isAtLineStart(text, position))) return position;
    const character = text[position];
    if (character === "#") {
      const end = text.indexOf("\n", position);
      const mark = text.indexOf(close, position);
      if (mark >= 0 && (end < 0 || mark < end)) return mark;
      position = end < 0 ? text.length : end;
    } else if (character === '"' || character === "'") position = skipString(text, position) ?? position + 1;
    else position += 1;
  }
  return undefined;
}

function isAtLineStart(text: string, position: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, position - 40), position));
}

/** The end of the string that begins here, or undefined when it does not end where it must. */
function skipString(text: string, start: number): number | undefined {
  const quote = text[start] ?? "";
  const isTriple = text.startsWith(quote.repeat(3), start);
  const end = isTriple ? quote.repeat(3) : quote;
  for (let position = start + end.length; position < text.length; position++) {
    if (text[position] === "\\") position += 1;
    else if (!isTriple && text[position] === "\n") return undefined;
    else if (text.startsWith(end, position)) return position + end.length;
  }
  return undefined;
}

/** Tags and fences that models put inside, and an indentation that all lines share, are not part of the program. */
function cleanCode(code: string, tags: CodeBlockTags): string {
  let clean = code.replace(/<end_code>\s*$/, "");
  const fenced = /^\s*(?:```|~~~)[ \t]*(?:py|python3?)?[ \t]*\n([\s\S]*?)(?:\n[ \t]*(?:```|~~~)\s*)?$/i.exec(clean);
  if (fenced?.[1] !== undefined) clean = fenced[1];
  const inner = new RegExp(`^\\s*${escapeRegExp(tags.open)}`);
  return dedent(clean.replace(inner, "")).trimEnd();
}

function dedent(code: string): string {
  const lines = code.replace(/^(?:[ \t]*\n)+/, "").split("\n");
  const indentation = /^[ \t]*/.exec(lines[0] ?? "")?.[0] ?? "";
  if (indentation === "" || !lines.every((line) => line.startsWith(indentation) || line.trim() === ""))
    return lines.join("\n");
  return lines.map((line) => line.slice(indentation.length)).join("\n");
}

/** Tags count before fences, fences of Python before bare ones; of several, those that are Python. */
function choose(blocks: Block[], options: ParseOptions): Block[] {
  for (const kind of ["tag", "python-fence", "bare-fence"] as const) {
    const candidates = blocks.filter((block) => block.kind === kind);
    if (candidates.length === 0) continue;
    if (candidates.length === 1 && kind !== "bare-fence") return candidates;
    const valid = candidates.filter((block) => block.code.trim() !== "" && (options.isPython?.(block.code) ?? true));
    if (valid.length > 0) return valid;
    // None is valid: the last one is run all the same, so that the model sees Python's own words about it.
    if (kind !== "bare-fence") return candidates.slice(-1);
    if (candidates.length === 1 && looksLikeProgram(candidates[0]?.code ?? "")) return candidates;
  }
  return [];
}

/** A word or a number is Python too; a program does something. */
function looksLikeProgram(text: string): boolean {
  return /^\s*(?:import |from \w+ import |def |class |for |while |with |if .*:|print\(|final_answer\()|^\s*[A-Za-z_]\w*(?:\[.*\]|\.\w+)*\s*(?:[-+*/|&%]|\/\/|\*\*)?=[^=]|^\s*[A-Za-z_][\w.]*\(.*\)\s*$/m.test(
    text,
  );
}

function closeReply(reply: string, visible: string, blocks: Block[], options: ParseOptions): string {
  const last = blocks.at(-1);
  if (last === undefined) {
    const invented = INVENTED.exec(visible);
    return (invented === null ? reply : reply.slice(0, invented.index)).trimEnd();
  }
  if (!last.isClosed)
    return options.isCutOff === true
      ? reply
      : `${reply.trimEnd()}\n${last.kind === "tag" ? options.tags.close : "```"}`;
  const invented = INVENTED.exec(visible.slice(last.end));
  return (invented === null ? reply : reply.slice(0, last.end + invented.index)).trimEnd();
}

function example(tags: CodeBlockTags): string {
  return `Thoughts: what you are about to do and why\n${tags.open}\n# Python code here\n${tags.close}`;
}

function missingMessage(reply: string, { tags }: ParseOptions): string {
  const said = reply.trim();
  if (said === "")
    return `Your reply was empty, so nothing was run. Write your thoughts, then Python code, in this form:\n${example(tags)}`;
  const start = `Your reply holds no code between ${tags.open} and ${tags.close}, so nothing was run.`;
  if (/final/i.test(said) && /answer/i.test(said)) {
    return `${start} An answer counts only when code gives it. If you have it, reply in this form:\nThoughts: I have the answer\n${tags.open}\nfinal_answer("your answer here")\n${tags.close}`;
  }
  return `${start} Reply in this form:\n${example(tags)}`;
}

function emptyMessage(tags: CodeBlockTags): string {
  return `The code block of your reply is empty, so nothing was run. Put Python code between ${tags.open} and ${tags.close}; call final_answer(...) in it when you have the answer.`;
}

function cutOffMessage(tags: CodeBlockTags): string {
  return `Your reply was cut off at the token limit before ${tags.close}, so nothing of it was run. Write it again, shorter: split the work into smaller steps and do the first one now.`;
}

/** The code of a reply in the structured form, `{"thought": ..., "code": ...}`. */
export function parseStructuredReply(reply: string, tags: CodeBlockTags): ParsedReply {
  const text = reply.trim();
  let code: unknown;
  try {
    code = (
      JSON.parse(text.slice(Math.max(0, text.indexOf("{")), text.lastIndexOf("}") + 1)) as { code?: unknown } | null
    )?.code;
  } catch {
    code = undefined;
  }
  if (typeof code !== "string") {
    return {
      type: "problem",
      text,
      message:
        'Your reply is not the JSON object that was asked for, so nothing was run. Reply with {"thought": "what you are about to do and why", "code": "the Python code"} and nothing else.',
    };
  }
  const clean = cleanCode(code.replace(new RegExp(`${escapeRegExp(tags.close)}\\s*$`), ""), tags);
  return clean.trim() === ""
    ? { type: "problem", text, message: emptyMessage(tags) }
    : { type: "code", code: clean, text };
}

/**
 * Keeps a variable of the model's from hiding the tool `final_answer`. Only code that both assigns the name and calls the
 * tool is changed: an assignment alone fails, and the model learns that it must call.
 */
export function freeFinalAnswer(code: string): string {
  if (!/(^|[;\n])[ \t]*final_answer[ \t]*(?::[^=\n]*)?=(?!=)/.test(code) || !/\bfinal_answer\s*\(/.test(code))
    return code;
  return code.replace(/(?<![.\w"'])final_answer\b(?!\s*\()(?!["'])/g, "final_answer_variable");
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
