/** Reads a page of the web as Markdown. */
import { sniffMediaType } from "../executors/media-type.ts";
import type { ToolSpec } from "../executors/executor.ts";
import { ToolFailedError } from "./errors.ts";
import { htmlToMarkdown } from "./html-to-markdown.ts";
import { Tool } from "./tool.ts";
import type { ToolCallContext } from "./tool.ts";
import { statusError, WebClient } from "./web-client.ts";
import type { WebClientOptions, WebPage } from "./web-client.ts";

export interface VisitWebpageOptions extends WebClientOptions {
  /** Characters of one answer; a longer page is read on with `start`. 40 000 by default. */
  maxOutputLength?: number | undefined;
  /** Makes text of a PDF; without it a PDF is told apart and refused. */
  readPdf?: ((bytes: Uint8Array) => string | Promise<string>) | undefined;
}

interface VisitArguments {
  url: string;
  start: number;
}

export class VisitWebpageTool extends Tool<VisitArguments, string> {
  readonly name: string = "visit_webpage";
  readonly description =
    "Visits a webpage at the given url and reads its content as a markdown string. Use this to browse webpages.";
  readonly inputs = {
    url: { type: "string", description: "The url of the webpage to visit." },
    start: {
      type: "integer",
      description: "The character to begin at, to read on in a long page.",
      default: 0,
      minimum: 0,
    },
  };
  readonly outputType = "string";
  override readonly effects: ToolSpec["effects"] = "idempotent";
  readonly #client: WebClient;
  readonly #options: VisitWebpageOptions;

  constructor(options: VisitWebpageOptions = {}) {
    super();
    this.#options = options;
    this.#client = new WebClient(options);
  }

  async forward({ url, start }: VisitArguments, context: ToolCallContext): Promise<string> {
    const address = /^[a-z][a-z0-9+.-]*:/i.test(url.trim()) ? url : `https://${url.trim()}`;
    const page = await this.#client.request(address, {
      signal: context.signal,
      headers: { accept: "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5" },
    });
    if (page.status < 200 || page.status >= 300) throw statusError(page);
    return this.#cut(await this.#read(page), start, page);
  }

  async #read(page: WebPage): Promise<string> {
    const kind = kindOf(page);
    if (kind === "html") return readPage(page);
    if (kind === "text") return page.text();
    const size = `${page.bytes.byteLength}${page.isCut ? " or more" : ""} bytes`;
    if (kind === "pdf" && this.#options.readPdf !== undefined) return this.#options.readPdf(page.bytes);
    if (kind === "pdf") {
      throw new ToolFailedError(`${page.url} is a PDF document (${size}), and there is nothing here that reads PDF`, {
        code: "web-page-unreadable",
        hint: "Look for the same content as a web page.",
      });
    }
    throw new ToolFailedError(
      `${page.url} is no text but ${page.contentType || sniffMediaType(page.bytes) || "binary data"} (${size})`,
      { code: "web-page-unreadable" },
    );
  }

  #cut(text: string, start: number, page: WebPage): string {
    const limit = this.#options.maxOutputLength ?? 40_000;
    if (start === 0 && text.length <= limit && !page.isCut) return text;
    if (start > text.length) return `[The page ends after ${text.length} characters.]`;
    const end = Math.min(text.length, start + limit);
    const piece = text.slice(start, end);
    if (end < text.length)
      return `${piece}\n\n[Cut here: characters ${start} to ${end} of ${text.length}. Read on with start=${end}.]`;
    return page.isCut
      ? `${piece}\n\n[Cut here: the page is longer than the ${page.bytes.byteLength} bytes that were read.]`
      : piece;
  }
}

type Kind = "html" | "text" | "pdf" | "binary";

/** By what the server says, and by the first bytes where it says nothing or is known to guess. */
function kindOf(page: WebPage): Kind {
  const { contentType, bytes } = page;
  const sniffed = sniffMediaType(bytes);
  if (sniffed === "application/pdf" || contentType === "application/pdf") return "pdf";
  if (sniffed !== undefined) return "binary";
  if (contentType === "text/html" || contentType === "application/xhtml+xml") return "html";
  if (/^(?:image|audio|video|font)\/(?!svg)/.test(contentType)) return "binary";
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  if (
    start.includes("\0") &&
    !/utf-?16/i.test(page.header("content-type") ?? "") &&
    !/^(?:\xff\xfe|\xfe\xff)/.test(start)
  )
    return "binary";
  const isDeclaredText = /^text\/|[/+](?:json|xml|yaml|javascript|x-sh|toml)$/.test(contentType);
  if (!isDeclaredText && /^\s*(?:<!--[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b/i.test(start)) return "html";
  return "text";
}

function readPage(page: WebPage): string {
  const html = page.text();
  const options = { baseUrl: page.url, isXhtml: page.contentType === "application/xhtml+xml" || undefined };
  const main = htmlToMarkdown(html, options);
  if (main.markdown !== "") return main.markdown;
  // Some pages put everything into what others call navigation.
  const all = htmlToMarkdown(html, { ...options, keepNavigation: true });
  return all.markdown !== ""
    ? all.markdown
    : `[The page ${JSON.stringify(all.title || page.url)} has no text; it may be made by scripts, which are not run here.]`;
}
