/**
 * HTML as a stream of opened elements, text and closed elements, whatever the page forgot to close.
 *
 * One pass from `<` to `<`, in linear time: what lies between is found by the engine's own search, and the depth is bounded.
 */
import { characterReference, decodeReferences } from "../python/stdlib/html/character-references.ts";

export type Attributes = { readonly [name: string]: string };

export interface HtmlHandler {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** As deep as browsers build a tree; elements below are passed over, their text is not, but for that of raw elements. */
const MAX_DEPTH = 512;

/** Attributes that somebody asks for. */
const WANTED: ReadonlySet<string> = new Set(
  "href src alt title class hidden style role aria-hidden start value colspan rowspan lang alttext rel".split(" "),
);

const VOID: ReadonlySet<string> = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

/** Elements that hold text and nothing else, up to their own end tag; in two of them it has references. */
const RAW: ReadonlyMap<string, RegExp> = new Map(
  "script style xmp iframe noembed noframes textarea title"
    .split(" ")
    .map((name) => [name, new RegExp(`</${name}(?=[\\s/>])`, "gi")]),
);
const RAW_WITH_REFERENCES: ReadonlySet<string> = new Set(["textarea", "title"]);

const BLOCKS =
  "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  );

/** What an opening tag closes, as far up as the first element that bounds it. */
const CLOSES: ReadonlyMap<string, { closed: ReadonlySet<string>; within: ReadonlySet<string> }> = new Map([
  ...BLOCKS.map((name) => [name, rule("p", "td th li blockquote div section article button table")] as const),
  ["li", rule("li", "ul ol menu table td th")],
  ["dt", rule("dt dd", "dl table td th")],
  ["dd", rule("dt dd", "dl table td th")],
  ["td", rule("td th", "tr table")],
  ["th", rule("td th", "tr table")],
  ["tr", rule("tr", "table")],
  ["thead", rule("thead tbody tfoot caption", "table")],
  ["tbody", rule("thead tbody tfoot caption", "table")],
  ["tfoot", rule("thead tbody tfoot caption", "table")],
  ["option", rule("option", "select")],
  ["a", rule("a", "td th table")],
]);

function rule(closed: string, within: string): { closed: ReadonlySet<string>; within: ReadonlySet<string> } {
  return { closed: new Set(closed.split(" ")), within: new Set(within.split(" ")) };
}

/** An end tag of another name never closes these: a stray `</b>` or `</div>` inside a cell is the page's mistake. */
const WALLS: ReadonlySet<string> = new Set(["td", "th", "table"]);
const TABLE_PARTS: ReadonlySet<string> = new Set("table thead tbody tfoot tr td th caption body html".split(" "));

/** XHTML is known by its declaration, or by who gives it: in it `<script/>` holds nothing. */
export function readHtml(
  html: string,
  handler: HtmlHandler,
  { isXhtml = /^\s*<\?xml\s/.test(html) }: { isXhtml?: boolean | undefined } = {},
): void {
  new MarkupReader(html, handler, { isXml: false, isXhtml }).read();
}

/** The same for XML (feeds): names keep their case, nothing closes by itself, CDATA is text. */
export function readXml(xml: string, handler: HtmlHandler): void {
  new MarkupReader(xml, handler, { isXml: true, isXhtml: false }).read();
}

/** Of a tag that is its name and nothing else. */
export const NO_ATTRIBUTES: Attributes = Object.freeze(Object.create(null) as Record<string, string>);
const [SPACE, BANG, SLASH, COLON, EQUALS, GREATER, QUESTION, UNDERSCORE] = [
  0x20, 0x21, 0x2f, 0x3a, 0x3d, 0x3e, 0x3f, 0x5f,
];

class MarkupReader {
  readonly #html: string;
  readonly #handler: HtmlHandler;
  readonly #isXml: boolean;
  readonly #isXhtml: boolean;
  readonly #stack: string[] = [];
  /** Sticky expressions hold a place, so each reader has its own. */
  readonly #name = /[^\0- />]+/y;
  readonly #attributeName = /[^\0- />][^\0- />=]*/y;
  readonly #bareValue = /[^\0- >]+/y;
  readonly #commentEnd = /--!?>/g;

  constructor(html: string, handler: HtmlHandler, { isXml, isXhtml }: { isXml: boolean; isXhtml: boolean }) {
    this.#html = html;
    this.#handler = handler;
    this.#isXml = isXml;
    this.#isXhtml = isXhtml;
  }

  read(): void {
    const html = this.#html;
    let told = 0;
    for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at)) {
      const code = html.charCodeAt(at + 1);
      if (!this.#beginsName(code) && code !== SLASH && code !== BANG && code !== QUESTION) {
        at += 1;
        continue;
      }
      if (at > told) this.#handler.text(decodeReferences(html.slice(told, at)));
      if (code === SLASH) at = this.#readEndTag(at + 2);
      else at = code === BANG || code === QUESTION ? this.#passOver(at) : this.#readTag(at + 1);
      told = at;
    }
    if (told < html.length) this.#handler.text(decodeReferences(html.slice(told)));
    this.#popTo(0);
  }

  /** Comments, declarations and instructions; CDATA is text. */
  #passOver(at: number): number {
    const html = this.#html;
    if (this.#isXml && html.startsWith("<![CDATA[", at)) {
      const end = this.#after("]]>", at);
      this.#handler.text(html.slice(at + 9, html.startsWith("]]>", end - 3) ? end - 3 : end));
      return end;
    }
    if (!html.startsWith("<!--", at)) return this.#after(">", at);
    // `<!-->` is a whole comment, `<!--!>` begins one.
    this.#commentEnd.lastIndex = at + (html[at + 4] === "!" ? 4 : 2);
    return this.#commentEnd.test(html) ? this.#commentEnd.lastIndex : html.length;
  }

  /** In XML also beyond ASCII; what XML refuses too, such as a digit, is no tag but text. */
  #beginsName(code: number): boolean {
    return isLetter(code) || (this.#isXml && (code === UNDERSCORE || code === COLON || code >= 0xc0));
  }

  #after(end: string, from: number): number {
    const found = this.#html.indexOf(end, from);
    return found === -1 ? this.#html.length : found + end.length;
  }

  #nameAt(at: number): string {
    const name = this.#html.slice(at, endOf(this.#name, this.#html, at));
    return this.#isXml ? name : name.toLowerCase();
  }

  #readTag(at: number): number {
    const html = this.#html;
    const name = this.#nameAt(at);
    // Lower case may be longer than what it is made of.
    let end = this.#name.lastIndex;
    let attributes = NO_ATTRIBUTES;
    if (html.charCodeAt(end) === GREATER) end++;
    else {
      const found: Record<string, string> = {};
      end = this.#readAttributes(end, found);
      // A tag that the page's end cuts off is none.
      if (end === -1) return html.length;
      attributes = found;
    }
    const isOpen = this.#open(name, attributes);
    const isRaw = !this.#isXml && RAW.has(name);
    if ((this.#isXml || (isRaw && this.#isXhtml)) && html.charCodeAt(end - 2) === SLASH) {
      if (isOpen) this.#popTo(this.#stack.length - 1);
      return end;
    }
    return isRaw ? this.#readRaw(name, { start: end, isOpen }) : end;
  }

  /** Where the tag ends; -1 where it does not. */
  #readAttributes(from: number, found: Record<string, string>): number {
    const html = this.#html;
    for (let at = from; ;) {
      at = this.#skipSpace(at, SLASH);
      if (html.charCodeAt(at) === GREATER) return at + 1;
      const nameEnd = endOf(this.#attributeName, html, at);
      if (nameEnd === at) return -1;
      const name = html.slice(at, nameEnd).toLowerCase();
      at = this.#skipSpace(nameEnd);
      let value = "";
      if (html.charCodeAt(at) === EQUALS) {
        at = this.#skipSpace(at + 1);
        const end = this.#endOfValue(at);
        const quoted = end > at && isQuote(html.charCodeAt(at)) ? 1 : 0;
        value = html.slice(at + quoted, end - quoted);
        at = end;
      }
      if (WANTED.has(name) && !Object.hasOwn(found, name)) found[name] = decodeValue(value);
    }
  }

  #skipSpace(from: number, other?: number): number {
    let at = from;
    for (let code = this.#html.charCodeAt(at); code <= SPACE || code === other; code = this.#html.charCodeAt(at)) at++;
    return at;
  }

  /** Quoted, or up to white space. A quote that nothing ends is no value, and the next name begins with it. */
  #endOfValue(at: number): number {
    const quote = this.#html.charCodeAt(at);
    if (!isQuote(quote)) return endOf(this.#bareValue, this.#html, at);
    return this.#html.indexOf(String.fromCharCode(quote), at + 1) + 1 || at;
  }

  #readRaw(name: string, { start, isOpen }: { start: number; isOpen: boolean }): number {
    const html = this.#html;
    const endTag = RAW.get(name);
    if (endTag === undefined) return start;
    endTag.lastIndex = start;
    const end = endTag.exec(html)?.index ?? html.length;
    const text = html.slice(start, end);
    if (isOpen && text !== "") this.#handler.text(RAW_WITH_REFERENCES.has(name) ? decodeReferences(text) : text);
    return end;
  }

  /** Whether it is open now. */
  #open(name: string, attributes: Attributes): boolean {
    const isVoid = !this.#isXml && VOID.has(name);
    if (!this.#isXml) this.#closeImplied(name);
    if (!isVoid && this.#stack.length >= MAX_DEPTH) return false;
    this.#handler.open(name, attributes);
    if (isVoid) this.#handler.close(name);
    else this.#stack.push(name);
    return !isVoid;
  }

  #readEndTag(at: number): number {
    const end = this.#after(">", at);
    if (this.#beginsName(this.#html.charCodeAt(at))) this.#close(this.#nameAt(at));
    return end;
  }

  #close(name: string): void {
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] ?? "";
      if (open === name) return this.#popTo(index);
      if (WALLS.has(open) && !TABLE_PARTS.has(name)) return;
    }
    if (name === "br" && !this.#isXml) {
      this.#handler.open("br", NO_ATTRIBUTES);
      this.#handler.close("br");
    }
  }

  #closeImplied(name: string): void {
    const implied = CLOSES.get(name);
    if (implied === undefined) return;
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] ?? "";
      if (implied.closed.has(open)) return this.#popTo(index);
      if (implied.within.has(open)) return;
    }
  }

  #popTo(index: number): void {
    while (this.#stack.length > index) this.#handler.close(this.#stack.pop() ?? "");
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

/** Where what the sticky expression takes from here ends. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** In values a name without a semicolon that goes on is no reference: `?a=1&copy=2` is an address. */
function decodeValue(value: string): string {
  if (!value.includes("&")) return value;
  return value.replace(
    /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*(?:;|=?))/gu,
    (whole, name: string) => characterReference(name) ?? whole,
  );
}
