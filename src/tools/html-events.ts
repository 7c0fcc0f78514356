/**
 * HTML as a stream of opened elements, text and closed elements, whatever the page forgot to close.
 *
 * Built on htmlparser2's tokenizer and not on its parser: the parser keeps its open elements in an array whose front is the
 * top, so that deep nesting and stray end tags cost quadratic time. Here the depth is bounded, and time is linear.
 */
import { Tokenizer } from "htmlparser2";

export type Attributes = { readonly [name: string]: string };

export interface HtmlHandler {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** As deep as browsers build a tree; elements below are passed over, their text is not. */
const MAX_DEPTH = 512;

/** Attributes that somebody asks for; the others are not even cut out of the page. */
const WANTED: ReadonlySet<string> = new Set(
  "href src alt title class hidden style role aria-hidden start value colspan rowspan lang alttext rel".split(" "),
);

const VOID: ReadonlySet<string> = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

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

export function readHtml(html: string, handler: HtmlHandler): void {
  const events = new HtmlEvents(html, handler);
  const tokenizer = new Tokenizer({ decodeEntities: true }, events);
  tokenizer.write(html);
  tokenizer.end();
}

/** The same for XML (feeds): names keep their case, nothing closes by itself, CDATA is text. */
export function readXml(xml: string, handler: HtmlHandler): void {
  const events = new HtmlEvents(xml, handler, { isXml: true });
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, events);
  tokenizer.write(xml);
  tokenizer.end();
}

/** The tokenizer's callbacks; positions are into the one string that it was given. */
class HtmlEvents {
  readonly #html: string;
  readonly #handler: HtmlHandler;
  readonly #stack: string[] = [];
  #name = "";
  #attributes: Record<string, string> = {};
  #attribute: string | undefined;
  #value = "";

  readonly #isXml: boolean;

  constructor(html: string, handler: HtmlHandler, options: { isXml: boolean } = { isXml: false }) {
    this.#html = html;
    this.#handler = handler;
    this.#isXml = options.isXml;
  }

  ontext(start: number, end: number): void {
    this.#handler.text(this.#html.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.#handler.text(String.fromCodePoint(codePoint));
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#nameAt(start, end);
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    this.#attribute = WANTED.has(name) ? name : undefined;
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== undefined) this.#value += this.#html.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    if (this.#attribute !== undefined && !Object.hasOwn(this.#attributes, this.#attribute))
      this.#attributes[this.#attribute] = this.#value;
  }

  onopentagend(): void {
    const name = this.#name;
    if (!this.#isXml) this.#closeImplied(name);
    if (!this.#isXml && VOID.has(name)) {
      this.#handler.open(name, this.#attributes);
      this.#handler.close(name);
      return;
    }
    if (this.#stack.length >= MAX_DEPTH) return;
    this.#stack.push(name);
    this.#handler.open(name, this.#attributes);
  }

  onselfclosingtag(): void {
    this.onopentagend();
    // HTML has no self-closing tags, but inside SVG and MathML, which nobody reads here.
    if (this.#isXml && this.#stack.at(-1) === this.#name) this.#popTo(this.#stack.length - 1);
  }

  onclosetag(start: number, end: number): void {
    const name = this.#nameAt(start, end);
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] ?? "";
      if (open === name) return this.#popTo(index);
      if (WALLS.has(open) && !TABLE_PARTS.has(name)) return;
    }
    if (name === "br") {
      this.#handler.open("br", {});
      this.#handler.close("br");
    }
  }

  onend(): void {
    this.#popTo(0);
  }

  oncdata(start: number, end: number, offset: number): void {
    if (this.#isXml) this.#handler.text(this.#html.slice(start, end - offset));
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  #nameAt(start: number, end: number): string {
    const name = this.#html.slice(start, end);
    return this.#isXml ? name : name.toLowerCase();
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

const TABLE_PARTS: ReadonlySet<string> = new Set("table thead tbody tfoot tr td th caption body html".split(" "));
