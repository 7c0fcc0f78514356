/**
 * HTML to Markdown for a reader that pays by the token: headings, lists, tables, code and links survive, with absolute
 * addresses; scripts, styles, navigation and what the page hides do not. One pass, linear time.
 */
import { NO_ATTRIBUTES, readHtml } from "./html-events.ts";
import type { Attributes, HtmlHandler } from "./html-events.ts";
import { TableBuilder } from "./markdown-table.ts";
import type { Cell } from "./markdown-table.ts";
import { MarkdownWriter } from "./markdown-writer.ts";

export interface HtmlToMarkdownOptions {
  /** The page's own address, against which its links are resolved. */
  baseUrl?: string | undefined;
  /** It came as XHTML; a page with an XML declaration is taken for it anyway. */
  isXhtml?: boolean | undefined;
  /** Keeps nav, aside, footer and the like. */
  keepNavigation?: boolean | undefined;
}

export interface MarkdownPage {
  title: string;
  markdown: string;
}

export function htmlToMarkdown(html: string, options: HtmlToMarkdownOptions = {}): MarkdownPage {
  const converter = new Converter(options);
  readHtml(html, converter, { isXhtml: options.isXhtml });
  return converter.finish();
}

const INVISIBLE: ReadonlySet<string> = new Set(
  "script style noscript template svg iframe canvas object embed audio video select datalist button textarea input dialog frameset meter progress".split(
    " ",
  ),
);
const NAVIGATION: ReadonlySet<string> = new Set("nav aside footer menu".split(" "));
const NAVIGATION_ROLES: ReadonlySet<string> = new Set(
  "navigation banner contentinfo search complementary menu menubar dialog alertdialog".split(" "),
);
/** Class names by which well-known site software marks what only a visitor's mouse or screen reader needs. */
const NOISE_CLASSES =
  /(?:^|\s)(?:mw-editsection|mw-jump-link|navbox|noprint|sr-only|visually-hidden|screen-reader-text|breadcrumbs?|cookie-banner|skip-link)(?:\s|$)/;

interface List {
  /** The number of the next item; undefined for bullets. */
  next: number | undefined;
}

/** What must be undone when an element closes; its name is known to the event. */
type Undo = (() => void) | undefined;

interface OpenTable {
  table: TableBuilder;
  outer: MarkdownWriter;
  lists: List[];
}

/** Tables in tables in tables: below this depth cells are read as paragraphs. */
const MAX_TABLES = 6;

class Converter implements HtmlHandler {
  readonly #keepNavigation: boolean;
  #base: string | undefined;
  #writer = new MarkdownWriter();
  readonly #undo: Undo[] = [];
  #lists: List[] = [];
  readonly #tables: OpenTable[] = [];
  /** How many open elements are inside one that is left out, itself included. */
  #hidden = 0;
  /** Text is collected as it is: inside pre, code, title. */
  #verbatim: string[] | undefined;
  #isPre = false;
  #emphasis = new Set<string>();
  #title = "";
  #hasHeading = false;

  constructor(options: HtmlToMarkdownOptions) {
    this.#keepNavigation = options.keepNavigation ?? false;
    this.#base = options.baseUrl;
  }

  finish(): MarkdownPage {
    // Soft hyphens and zero-width characters split words for a reader that sees characters.
    const markdown = this.#writer.finish().replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, "");
    const title = this.#title.replace(/\s+/g, " ").trim();
    return {
      title,
      markdown: this.#hasHeading || title === "" || markdown === "" ? markdown : `# ${title}\n\n${markdown}`,
    };
  }

  text(text: string): void {
    if (this.#hidden > 0) return;
    if (this.#verbatim !== undefined) this.#verbatim.push(text);
    else this.#writer.text(text);
  }

  open(name: string, attributes: Attributes): void {
    if (this.#hidden > 0 || this.#isLeftOut(name, attributes)) {
      this.#hidden++;
      this.#undo.push(undefined);
      return;
    }
    this.#undo.push(
      this.#verbatim === undefined ? this.#openElement(name, attributes) : this.#openVerbatim(name, attributes),
    );
  }

  close(): void {
    const undo = this.#undo.pop();
    if (this.#hidden > 0) this.#hidden--;
    else undo?.();
  }

  #isLeftOut(name: string, attributes: Attributes): boolean {
    if (INVISIBLE.has(name)) return true;
    // Most tags have none.
    if (attributes === NO_ATTRIBUTES) return !this.#keepNavigation && NAVIGATION.has(name);
    if (
      attributes["hidden"] !== undefined ||
      attributes["aria-hidden"] === "true" ||
      /display\s*:\s*none/i.test(attributes["style"] ?? "")
    ) {
      // Sites with mathematics hide the readable form from sight and show a picture: MathML is kept.
      return name !== "body" && name !== "html" && name !== "math";
    }
    if (NOISE_CLASSES.test(attributes["class"] ?? "")) return true;
    return !this.#keepNavigation && (NAVIGATION.has(name) || NAVIGATION_ROLES.has(attributes["role"] ?? ""));
  }

  /** Inside pre and code only line breaks mean something, and which language it is. */
  #openVerbatim(name: string, attributes: Attributes): Undo {
    if (name === "br") this.#verbatim?.push("\n");
    if (name === "code" && this.#isPre) this.#language ||= languageOf(attributes);
    return undefined;
  }
  #language = "";

  #openElement(name: string, attributes: Attributes): Undo {
    return OPENERS.get(name)?.(this, attributes);
  }

  openBlock(): Undo {
    this.#writer.block(2);
    return this.#closeBlock;
  }
  readonly #closeBlock = (): void => this.#writer.block(2);

  openEmphasis(mark: string): Undo {
    if (this.#emphasis.has(mark)) return undefined;
    const writer = this.#writer;
    this.#emphasis.add(mark);
    writer.open(mark);
    return () => {
      this.#emphasis.delete(mark);
      writer.close(mark);
    };
  }

  openHeading(level: number): Undo {
    const writer = this.#writer;
    const table = this.#tables.at(-1)?.table;
    if (table !== undefined) table.isLayout = true;
    if (writer.isOneLine) return undefined;
    this.#hasHeading ||= level === 1;
    writer.block(2);
    writer.open(`${"#".repeat(level)} `);
    writer.startLine();
    // A heading is bold already.
    const isNew = !this.#emphasis.has("**");
    if (isNew) this.#emphasis.add("**");
    return () => {
      if (isNew) this.#emphasis.delete("**");
      writer.endLine();
      writer.close("");
      writer.block(2);
    };
  }

  openLink(attributes: Attributes): Undo {
    const address = this.#resolve(attributes["href"]);
    if (address === undefined) return undefined;
    const writer = this.#writer;
    writer.open("[");
    writer.startLine();
    return () => {
      writer.endLine();
      writer.closeLink(address);
    };
  }

  openImage(attributes: Attributes): Undo {
    const alt = (attributes["alt"] ?? "").replace(/\s+/g, " ").trim();
    // A picture without words is decoration, or nothing that a reader of text could use.
    if (alt === "") return undefined;
    const source = this.#resolve(attributes["src"]);
    if (this.#writer.isOneLine || source === undefined) this.#writer.text(alt);
    else this.#writer.raw(`![${alt.replace(/[[\]]/g, "\\$&")}](${source})`);
    return undefined;
  }

  openPre(attributes: Attributes): Undo {
    const writer = this.#writer;
    const collected: string[] = [];
    this.#verbatim = collected;
    this.#isPre = true;
    this.#language = languageOf(attributes);
    return () => {
      this.#verbatim = undefined;
      this.#isPre = false;
      const code = collected.join("").replace(/\r\n?/g, "\n").replace(/^\n/, "").trimEnd();
      if (code === "") return;
      const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
      writer.block(2);
      if (writer.isOneLine) writer.text(code);
      else writer.lines([`${fence}${this.#language}`, ...code.split("\n"), fence]);
      writer.block(2);
    };
  }

  openCode(): Undo {
    const writer = this.#writer;
    const collected: string[] = [];
    this.#verbatim = collected;
    return () => {
      this.#verbatim = undefined;
      const whole = collected.join("").replace(/\s+/g, " ");
      const code = whole.trim();
      writer.text(whole.startsWith(" ") ? " " : "");
      if (code === "") return;
      const fence = "`".repeat(longestRun(code) + 1);
      const room = code.startsWith("`") || code.endsWith("`") ? " " : "";
      writer.raw(`${fence}${room}${code}${room}${fence}`);
      writer.text(whole.endsWith(" ") ? " " : "");
    };
  }

  /** x<sup>2</sup> must not read x2. Footnote marks, which are links, stay as they are. */
  openSuperscript(): Undo {
    const writer = this.#writer;
    const mark = writer.mark;
    return () => {
      // More pieces than a power has: not worth looking at.
      const text = writer.mark - mark > 3 ? "" : writer.since(mark);
      if (!/^[\w+\-−.]{1,12}$/.test(text)) return;
      writer.cut(mark);
      writer.raw(`^${text}`);
    };
  }

  openMath(attributes: Attributes): Undo {
    const formula = attributes["alttext"];
    this.#verbatim = [];
    return () => {
      const text = formula ?? (this.#verbatim ?? []).join("");
      this.#verbatim = undefined;
      this.#writer.text(formula === undefined ? text : `$${text.trim()}$`);
    };
  }

  openTitle(): Undo {
    const collected: string[] = [];
    this.#verbatim = collected;
    return () => {
      this.#verbatim = undefined;
      this.#title ||= collected.join("");
    };
  }

  openBase(attributes: Attributes): Undo {
    this.#base = this.#resolve(attributes["href"]) ?? this.#base;
    return undefined;
  }

  lineBreak(): Undo {
    this.#writer.lineBreak();
    return undefined;
  }

  rule(): Undo {
    this.#writer.block(2);
    if (!this.#writer.isOneLine) this.#writer.raw("---");
    this.#writer.block(2);
    return undefined;
  }

  openQuotation(): Undo {
    this.#writer.block(2);
    return this.#openPrefix("> ", "> ", 2);
  }

  openList(next: number | undefined): Undo {
    const gap = this.#lists.length === 0 ? 2 : 1;
    this.#writer.block(gap);
    this.#lists.push({ next });
    return () => {
      this.#lists.pop();
      this.#writer.block(gap);
    };
  }

  openItem(attributes: Attributes): Undo {
    const list = this.#lists.at(-1);
    const number = list?.next === undefined ? undefined : (toInteger(attributes["value"]) ?? list.next);
    if (list !== undefined && number !== undefined) list.next = number + 1;
    const marker = number === undefined ? "- " : `${number}. `;
    this.#writer.block(1);
    return this.#openPrefix(marker, " ".repeat(marker.length), 1);
  }

  openTerm(): Undo {
    this.#writer.block(1);
    const close = this.openEmphasis("**");
    return () => {
      close?.();
      this.#writer.block(1);
    };
  }

  openDefinition(): Undo {
    this.#writer.block(1);
    return this.#openPrefix(": ", "  ", 1);
  }

  #openPrefix(first: string, rest: string, gap: 1 | 2): Undo {
    const writer = this.#writer;
    const isPushed = writer.pushPrefix(first, rest);
    return () => {
      if (isPushed) writer.popPrefix();
      writer.block(gap);
    };
  }

  openTable(): Undo {
    this.#writer.block(2);
    if (this.#tables.length >= MAX_TABLES || this.#writer.isOneLine) return this.#closeBlock;
    const opened: OpenTable = { table: new TableBuilder(), outer: this.#writer, lists: this.#lists };
    this.#tables.push(opened);
    return () => {
      this.#tables.pop();
      this.#writer = opened.outer;
      this.#lists = opened.lists;
      this.#writeTable(opened.table);
    };
  }

  #writeTable(table: TableBuilder): void {
    const writer = this.#writer;
    const result = table.finish();
    writer.block(2);
    if (table.caption !== "") {
      writer.raw(`**${table.caption}**`);
      writer.block(2);
    }
    if ("lines" in result) {
      // A table inside a table's cell would have its bars taken for the outer one's.
      const outer = this.#tables.at(-1)?.table;
      if (outer !== undefined) outer.isLayout = true;
      writer.lines(result.lines);
    } else {
      for (const block of result.blocks) {
        writer.block(2);
        writer.lines(block.split("\n"));
      }
    }
    writer.block(2);
  }

  openRow(): Undo {
    const table = this.#tables.at(-1)?.table;
    table?.startRow();
    return () => table?.endRow();
  }

  openCell(attributes: Attributes, isHeader: boolean): Undo {
    const opened = this.#tables.at(-1);
    if (opened === undefined || this.#writer !== opened.outer) return this.openBlock();
    const cell: Cell = {
      text: "",
      isHeader,
      columns: toInteger(attributes["colspan"]) ?? 1,
      rows: toInteger(attributes["rowspan"]) ?? 1,
    };
    return this.#openPart(opened, (text) => opened.table.addCell({ ...cell, text }), isHeader);
  }

  openCaption(): Undo {
    const opened = this.#tables.at(-1);
    if (opened === undefined || this.#writer !== opened.outer) return this.openBlock();
    return this.#openPart(opened, (text) => void (opened.table.caption = text.replace(/\s+/g, " ")), true);
  }

  /** A part of a table is written apart and handed over when it ends. */
  #openPart(opened: OpenTable, finish: (text: string) => void, isBold: boolean): Undo {
    const writer = new MarkdownWriter();
    const emphasis = this.#emphasis;
    this.#writer = writer;
    this.#lists = [];
    this.#emphasis = new Set(isBold ? ["**"] : []);
    return () => {
      this.#writer = opened.outer;
      this.#lists = opened.lists;
      this.#emphasis = emphasis;
      finish(writer.finish());
    };
  }

  /** An absolute address, or undefined for what leads nowhere: scripts, places in the page, data. */
  #resolve(address: string | undefined): string | undefined {
    const trimmed = address?.trim();
    if (
      trimmed === undefined ||
      trimmed === "" ||
      trimmed.startsWith("#") ||
      /^(?:javascript|data|vbscript|blob|about):/i.test(trimmed)
    )
      return undefined;
    let resolved = trimmed;
    if (this.#base !== undefined && !/^[a-z][a-z0-9+.-]*:\S*$/i.test(trimmed)) {
      try {
        resolved = new URL(trimmed, this.#base).href;
      } catch {
        // Kept as the page has it: a reader may still make something of it.
      }
    }
    return /[\s()<>]/.test(resolved)
      ? resolved.replace(/[\s()<>]/g, (character) =>
          encodeURIComponent(character).replace("(", "%28").replace(")", "%29"),
        )
      : resolved;
  }
}

type Opener = (converter: Converter, attributes: Attributes) => Undo;

const OPENERS: ReadonlyMap<string, Opener> = new Map<string, Opener>([
  ...alike(
    "p div section article main header address figure figcaption fieldset form details summary center hgroup body legend search optgroup",
    (converter) => converter.openBlock(),
  ),
  ...alike("strong b", (converter) => converter.openEmphasis("**")),
  ...alike("em i", (converter) => converter.openEmphasis("*")),
  ...alike("del s strike", (converter) => converter.openEmphasis("~~")),
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, (converter: Converter) => converter.openHeading(level)] as const),
  ...alike("code kbd samp tt", (converter) => converter.openCode()),
  ...alike("ul dl", (converter) => converter.openList(undefined)),
  ["a", (converter, attributes) => converter.openLink(attributes)],
  ["img", (converter, attributes) => converter.openImage(attributes)],
  ["br", (converter) => converter.lineBreak()],
  ["hr", (converter) => converter.rule()],
  ["pre", (converter, attributes) => converter.openPre(attributes)],
  ["sup", (converter) => converter.openSuperscript()],
  ["math", (converter, attributes) => converter.openMath(attributes)],
  ["title", (converter) => converter.openTitle()],
  ["base", (converter, attributes) => converter.openBase(attributes)],
  ["blockquote", (converter) => converter.openQuotation()],
  ["ol", (converter, attributes) => converter.openList(toInteger(attributes["start"]) ?? 1)],
  ["li", (converter, attributes) => converter.openItem(attributes)],
  ["dt", (converter) => converter.openTerm()],
  ["dd", (converter) => converter.openDefinition()],
  ["table", (converter) => converter.openTable()],
  ["tr", (converter) => converter.openRow()],
  ["td", (converter, attributes) => converter.openCell(attributes, false)],
  ["th", (converter, attributes) => converter.openCell(attributes, true)],
  ["caption", (converter) => converter.openCaption()],
]);

function alike(names: string, opener: Opener): (readonly [string, Opener])[] {
  return names.split(" ").map((name) => [name, opener]);
}

function languageOf(attributes: Attributes): string {
  return /(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s*([\w+#.-]+)/.exec(attributes["class"] ?? "")?.[1] ?? "";
}

function toInteger(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /^\s*(-?\d{1,6})/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** The longest run of backticks, which a fence must exceed. */
function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
