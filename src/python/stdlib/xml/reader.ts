/** An XML parser (XML 1.0 with namespaces) that takes text in pieces and reports what it finds, with expat's errors. */
import { spend } from "../../runtime/limits.ts";

export interface XmlHandler {
  start: (name: string, attributes: readonly (readonly [string, string])[]) => void;
  end: (name: string) => void;
  data: (text: string) => void;
  comment: (text: string) => void;
  instruction: (target: string, text: string) => void;
  startNamespace: (prefix: string, uri: string) => void;
  endNamespace: (prefix: string) => void;
  /** The declaration of the document's type: its name, and the public and system names where there are some. */
  documentType: (name: string, publicId: string | null, systemId: string | null) => void;
}

const MESSAGES = {
  2: "syntax error",
  3: "no element found",
  4: "not well-formed (invalid token)",
  5: "unclosed token",
  7: "mismatched tag",
  8: "duplicate attribute",
  9: "junk after document element",
  11: "undefined entity",
  12: "recursive entity reference",
  14: "reference to invalid character number",
  17: "XML or text declaration not at start of entity",
  20: "unclosed CDATA section",
  27: "unbound prefix",
  28: "must not undeclare prefix",
  38: "reserved prefix (xml) must not be undeclared or bound to another namespace name",
  39: "reserved prefix (xmlns) must not be declared or undeclared",
} as const;
type ErrorCode = keyof typeof MESSAGES;

export class XmlError {
  readonly code: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  constructor(code: ErrorCode, line: number, column: number) {
    this.code = code;
    this.line = line;
    this.column = column;
    this.message = `${MESSAGES[code]}: line ${line}, column ${column}`;
  }
}

/** Thrown where the text ends within something. */
const INCOMPLETE = Symbol("more text");

const START =
  ":A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`, "uy");
const SPACE = /[ \t\r\n]*/y;
const ILLEGAL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
/** What the text of entities may grow to. */
const LONGEST_ENTITY = 1_000_000;

interface OpenElement {
  /** As it is written. */
  name: string;
  expanded: string;
  prefixes: readonly string[];
  scope: ReadonlyMap<string, string>;
}

export class XmlReader {
  readonly #handler: XmlHandler;
  #text = "";
  #place = 0;
  /** Where the text begins in the document. */
  #line = 1;
  #column = 0;
  #isAtStart = true;
  #hasRoot = false;
  readonly #open: OpenElement[] = [];
  readonly #entities = new Map<string, string>();

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  feed(text: string, isFinal: boolean): void {
    spend(text.length >> 1);
    this.#drop();
    // What was not complete is read again.
    spend(this.#text.length >> 3);
    this.#text += text;
    while (this.#place < this.#text.length) {
      const start = this.#place;
      try {
        this.#step(isFinal);
      } catch (signal) {
        if (signal !== INCOMPLETE) throw signal;
        this.#place = start;
        if (!isFinal) return;
        throw this.#error(
          this.#text.startsWith("<![CDATA[", start) && this.#open.length > 0 ? 20 : 5,
          this.#text.startsWith("<![CDATA[", start) ? this.#text.length : start,
        );
      }
      if (this.#place === start) return;
      this.#isAtStart = false;
    }
    if (isFinal && (!this.#hasRoot || this.#open.length > 0)) throw this.#error(3, this.#text.length);
  }

  /** Lets go of what was read. */
  #drop(): void {
    const [line, column] = this.#position(this.#place);
    this.#line = line;
    this.#column = column;
    this.#text = this.#text.slice(this.#place);
    this.#place = 0;
  }

  #position(place: number): [line: number, column: number] {
    const before = this.#text.slice(0, place),
      lines = before.split(/\r\n|\r|\n/);
    const last = [...(lines.at(-1) ?? "")].length;
    return [this.#line + lines.length - 1, lines.length === 1 ? this.#column + last : last];
  }

  #error(code: ErrorCode, place: number): XmlError {
    return new XmlError(code, ...this.#position(place));
  }

  #at(offset = 0): string {
    const character = this.#text[this.#place + offset];
    if (character === undefined) throw INCOMPLETE;
    return character;
  }

  #step(isFinal: boolean): void {
    if (this.#text[this.#place] !== "<") {
      if (this.#open.length > 0) this.#characters(isFinal);
      else this.#outside();
      return;
    }
    const rest = this.#text.slice(this.#place, this.#place + 9);
    if (rest === "<" || rest === "<!" || rest === "<!-") throw INCOMPLETE;
    if (rest.startsWith("</")) this.#endTag();
    else if (rest.startsWith("<?")) this.#instruction();
    else if (rest.startsWith("<!--")) this.#comment();
    else if (rest.startsWith("<!")) this.#declaration(rest);
    else if (this.#hasRoot && this.#open.length === 0) throw this.#error(9, this.#place);
    else this.#startTag();
  }

  /** White space before and after the root. */
  #outside(): void {
    SPACE.lastIndex = this.#place;
    SPACE.test(this.#text);
    if (SPACE.lastIndex === this.#place) throw this.#error(this.#hasRoot ? 9 : 2, this.#place);
    this.#place = SPACE.lastIndex;
  }

  #characters(isFinal: boolean): void {
    const start = this.#place;
    let end = start;
    while (end < this.#text.length && this.#text[end] !== "<" && this.#text[end] !== "&") end++;
    if (end > start) {
      // The last characters may be the beginning of a line end, or of what may not stand here.
      if (end === this.#text.length && !isFinal) while (end > start && "]\r".includes(this.#text[end - 1] ?? "")) end--;
      const text = this.#text.slice(start, end),
        wrong = text.search(ILLEGAL),
        mark = text.indexOf("]]>");
      if (wrong >= 0) throw this.#error(4, start + wrong);
      if (mark >= 0) throw this.#error(4, start + mark + 2);
      this.#place = end;
      if (text !== "") this.#handler.data(text.replace(/\r\n?/g, "\n"));
      return;
    }
    this.#handler.data(this.#reference());
  }

  /** The text of a reference, which is skipped. */
  #reference(): string {
    const start = this.#place++;
    if (this.#at() === "#") {
      const isHex = this.#at(1) === "x";
      this.#place += isHex ? 2 : 1;
      const digits = isHex ? /[0-9a-fA-F]*/y : /[0-9]*/y;
      digits.lastIndex = this.#place;
      const text = digits.exec(this.#text)?.[0] ?? "";
      this.#place += text.length;
      if (this.#at() !== ";" || text === "") throw this.#error(4, this.#place);
      this.#place++;
      const code = parseInt(text, isHex ? 16 : 10);
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || ILLEGAL.test(String.fromCodePoint(code)))
        throw this.#error(14, start);
      return String.fromCodePoint(code);
    }
    const name = this.#name();
    if (this.#at() !== ";") throw this.#error(4, this.#place);
    this.#place++;
    const text = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : this.#entities.get(name);
    if (text === undefined) throw this.#error(11, start);
    return text;
  }

  #name(): string {
    NAME.lastIndex = this.#place;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) {
      this.#at();
      throw this.#error(4, this.#place);
    }
    if (this.#place + name.length === this.#text.length) throw INCOMPLETE;
    this.#place += name.length;
    return name;
  }

  /** A name with at most one colon, between two parts. */
  #qualifiedName(): string {
    const start = this.#place,
      name = this.#name(),
      first = name.indexOf(":"),
      second = name.indexOf(":", first + 1);
    if (first === 0) throw this.#error(4, start);
    if (first >= 0 && second >= 0) throw this.#error(4, start + second);
    if (first === name.length - 1) throw this.#error(4, start + name.length);
    return name;
  }

  #skipSpace(): boolean {
    SPACE.lastIndex = this.#place;
    SPACE.test(this.#text);
    const moved = SPACE.lastIndex > this.#place;
    this.#place = SPACE.lastIndex;
    return moved;
  }

  #startTag(): void {
    const start = this.#place++;
    const name = this.#qualifiedName();
    const attributes = new Map<string, string>();
    let isEmpty = false;
    for (;;) {
      const hasSpace = this.#skipSpace(),
        character = this.#at();
      if (character === ">") break;
      if (character === "/") {
        this.#place++;
        if (this.#at() !== ">") throw this.#error(4, this.#place);
        isEmpty = true;
        break;
      }
      if (!hasSpace) throw this.#error(4, this.#place);
      const place = this.#place,
        attribute = this.#qualifiedName();
      this.#skipSpace();
      if (this.#at() !== "=") throw this.#error(4, this.#place);
      this.#place++;
      this.#skipSpace();
      const value = this.#attributeValue();
      if (attributes.has(attribute)) throw this.#error(8, place);
      attributes.set(attribute, value);
    }
    this.#place++;
    this.#begin(name, attributes, start);
    if (isEmpty) this.#finish();
  }

  #attributeValue(): string {
    const quote = this.#at();
    if (quote !== '"' && quote !== "'") throw this.#error(4, this.#place);
    this.#place++;
    let value = "",
      start = this.#place;
    for (;;) {
      const character = this.#at();
      if (character === quote || character === "&") {
        value += this.#text.slice(start, this.#place).replace(/\r\n|[\r\n\t]/g, " ");
        if (character === quote) {
          this.#place++;
          return value;
        }
        value += this.#reference();
        start = this.#place;
      } else if (character === "<" || ILLEGAL.test(character)) throw this.#error(4, this.#place);
      else this.#place++;
    }
  }

  #begin(name: string, attributes: ReadonlyMap<string, string>, start: number): void {
    const outer = this.#open.at(-1)?.scope ?? new Map([["xml", XML_NAMESPACE]]);
    const scope = new Map(outer),
      prefixes: string[] = [];
    for (const [attribute, value] of attributes) {
      if (attribute !== "xmlns" && !attribute.startsWith("xmlns:")) continue;
      const prefix = attribute.slice(6);
      if (prefix === "xml" ? value !== XML_NAMESPACE : value === XML_NAMESPACE) throw this.#error(38, start);
      if (prefix === "xmlns") throw this.#error(39, start);
      if (prefix !== "" && value === "") throw this.#error(28, start);
      scope.set(prefix, value);
      prefixes.push(prefix);
      this.#handler.startNamespace(prefix, value);
    }
    const expanded = this.#expanded(name, scope, start, true),
      pairs: [string, string][] = [],
      seen = new Set<string>();
    for (const [attribute, value] of attributes) {
      if (attribute === "xmlns" || attribute.startsWith("xmlns:")) continue;
      const full = this.#expanded(attribute, scope, start, false);
      if (seen.has(full)) throw this.#error(8, start);
      seen.add(full);
      pairs.push([full, value]);
    }
    this.#hasRoot = true;
    this.#open.push({ name, expanded, prefixes, scope: prefixes.length === 0 ? outer : scope });
    this.#handler.start(expanded, pairs);
  }

  #expanded(name: string, scope: ReadonlyMap<string, string>, start: number, isElement: boolean): string {
    const colon = name.indexOf(":");
    if (colon < 0) {
      const uri = isElement ? (scope.get("") ?? "") : "";
      return uri === "" ? name : `{${uri}}${name}`;
    }
    const uri = scope.get(name.slice(0, colon));
    if (uri === undefined) throw this.#error(27, start);
    return `{${uri}}${name.slice(colon + 1)}`;
  }

  #finish(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    this.#handler.end(element.expanded);
    for (const prefix of element.prefixes.toReversed()) this.#handler.endNamespace(prefix);
  }

  #endTag(): void {
    const start = this.#place,
      element = this.#open.at(-1);
    if (element === undefined) throw this.#error(4, start + 1);
    this.#place += 2;
    const name = this.#qualifiedName();
    this.#skipSpace();
    if (this.#at() !== ">") throw this.#error(4, this.#place);
    if (name !== element.name) throw this.#error(7, start + 2);
    this.#place++;
    this.#finish();
  }

  /** The place of `mark` from `start` on. */
  #find(mark: string, start: number): number {
    const place = this.#text.indexOf(mark, start);
    if (place < 0) throw INCOMPLETE;
    return place;
  }

  #comment(): void {
    const start = this.#place + 4,
      end = this.#find("--", start);
    if (this.#text[end + 2] === undefined) throw INCOMPLETE;
    if (this.#text[end + 2] !== ">") throw this.#error(4, end + 2);
    this.#place = end + 3;
    this.#handler.comment(this.#plain(start, end));
  }

  /** Text between two places, with line ends as XML has them. */
  #plain(start: number, end: number): string {
    const text = this.#text.slice(start, end),
      wrong = text.search(ILLEGAL);
    if (wrong >= 0) throw this.#error(4, start + wrong);
    return text.replace(/\r\n?/g, "\n");
  }

  #instruction(): void {
    const start = this.#place;
    this.#place += 2;
    const target = this.#name(),
      end = this.#find("?>", this.#place);
    if (target.toLowerCase() === "xml") {
      if (target !== "xml") throw this.#error(4, this.#place);
      if (!this.#isAtStart) throw this.#error(17, start);
      this.#place = end + 2;
      return;
    }
    if (end > this.#place && !this.#skipSpace()) throw this.#error(4, this.#place);
    const text = this.#plain(Math.min(this.#place, end), end);
    this.#place = end + 2;
    this.#handler.instruction(target, text);
  }

  #declaration(rest: string): void {
    const start = this.#place;
    if (this.#open.length > 0) {
      if (rest === "<![CDATA[") {
        const end = this.#find("]]>", start + 9);
        this.#place = end + 3;
        if (end > start + 9) this.#handler.data(this.#plain(start + 9, end));
        return;
      }
      if ("<![CDATA[".startsWith(rest) || "<!--".startsWith(rest)) throw INCOMPLETE;
      throw this.#error(4, start + 2);
    }
    if ("<!DOCTYPE".startsWith(rest) && rest.length < 9) throw INCOMPLETE;
    if (rest !== "<!DOCTYPE") throw this.#error(this.#hasRoot ? 9 : 2, start);
    this.#documentType(start);
  }

  #documentType(start: number): void {
    this.#place = start + 9;
    this.#skipSpace();
    const name = this.#name();
    this.#skipSpace();
    let publicId: string | null = null,
      systemId: string | null = null;
    const word = this.#text.slice(this.#place, this.#place + 6);
    if (word.length < 6 && ("PUBLIC".startsWith(word) || "SYSTEM".startsWith(word))) throw INCOMPLETE;
    if (word === "PUBLIC" || word === "SYSTEM") {
      this.#place += 6;
      this.#skipSpace();
      if (word === "PUBLIC") {
        publicId = this.#quoted();
        this.#skipSpace();
      }
      systemId = this.#quoted();
      this.#skipSpace();
    }
    if (this.#at() === "[") this.#internalSubset();
    this.#skipSpace();
    if (this.#at() !== ">") throw this.#error(4, this.#place);
    this.#place++;
    this.#handler.documentType(name, publicId, systemId);
  }

  #quoted(): string {
    const quote = this.#at();
    if (quote !== '"' && quote !== "'") throw this.#error(2, this.#place);
    const end = this.#find(quote, this.#place + 1),
      text = this.#text.slice(this.#place + 1, end);
    this.#place = end + 1;
    return text;
  }

  /** Of the declarations only those of entities that are texts are looked at. */
  #internalSubset(): void {
    this.#place++;
    for (;;) {
      this.#skipSpace();
      if (this.#at() === "]") {
        this.#place++;
        return;
      }
      if (this.#text.startsWith("<!--", this.#place)) this.#place = this.#find("-->", this.#place) + 3;
      else if (this.#text.startsWith("<?", this.#place)) this.#place = this.#find("?>", this.#place) + 2;
      else if (this.#text.startsWith("<!ENTITY", this.#place)) this.#entity();
      else if (this.#at() === "<") this.#skipDeclaration();
      else if (this.#at() === "%") this.#place = this.#find(";", this.#place) + 1;
      else throw this.#error(2, this.#place);
    }
  }

  #skipDeclaration(): void {
    while (this.#at() !== ">") {
      if (this.#at() === '"' || this.#at() === "'") this.#quoted();
      else this.#place++;
    }
    this.#place++;
  }

  #entity(): void {
    this.#place += 8;
    this.#skipSpace();
    const isParameter = this.#at() === "%";
    if (isParameter) {
      this.#place++;
      this.#skipSpace();
    }
    const name = this.#name();
    this.#skipSpace();
    if (isParameter || (this.#at() !== '"' && this.#at() !== "'")) {
      this.#skipDeclaration();
      return;
    }
    const start = this.#place,
      text = this.#expand(this.#quoted(), start);
    if (!this.#entities.has(name)) this.#entities.set(name, text);
    this.#skipDeclaration();
  }

  /** The text of an entity: others may stand in it, those that were declared before. */
  #expand(text: string, place: number): string {
    let size = 0;
    return text.replace(
      /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([^;&\s]+));/g,
      (whole, hex: string | undefined, digits: string | undefined, name: string | undefined) => {
        const inner =
          hex !== undefined
            ? String.fromCodePoint(Math.min(0x10ffff, parseInt(hex, 16)))
            : digits !== undefined
              ? String.fromCodePoint(Math.min(0x10ffff, Number(digits)))
              : (this.#entities.get(name ?? "") ?? PREDEFINED[name ?? ""] ?? whole);
        spend(inner.length >> 3);
        size += inner.length;
        if (size > LONGEST_ENTITY) throw this.#error(12, place);
        return inner;
      },
    );
  }
}
