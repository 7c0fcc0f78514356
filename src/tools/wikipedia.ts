/** Wikipedia through MediaWiki's action API. */
import type { ToolSpec } from "../executors/executor.ts";
import { htmlToMarkdown } from "./html-to-markdown.ts";
import { listAt, textAt } from "./search-results.ts";
import type { SearchResult } from "./search-results.ts";
import { Tool } from "./tool.ts";
import type { ToolCallContext } from "./tool.ts";
import { WebClient } from "./web-client.ts";
import type { WebClientOptions } from "./web-client.ts";

export interface WikipediaSearchOptions extends WebClientOptions {
  /** Wikipedia asks its users to say who they are and where to write to. */
  userAgent?: string | undefined;
  /** "en" by default. */
  language?: string | undefined;
  /** The article's introduction, or all of it (the default). */
  contentType?: "summary" | "text" | undefined;
  /** Plain text with headings, or Markdown with links made from its HTML. */
  extractFormat?: "WIKI" | "HTML" | undefined;
  maxOutputLength?: number | undefined;
  /** Another wiki than `https://LANGUAGE.wikipedia.org`. */
  baseUrl?: string | undefined;
}

export class WikipediaSearchTool extends Tool<{ query: string }, string> {
  readonly name: string = "wikipedia_search";
  readonly description =
    "Searches Wikipedia and returns the text of the article that fits the topic best, along with its URL.";
  readonly inputs = { query: { type: "string", description: "The topic to search on Wikipedia." } };
  readonly outputType = "string";
  override readonly effects: ToolSpec["effects"] = "idempotent";
  readonly #options: WikipediaSearchOptions;
  readonly #baseUrl: string;
  readonly #client: WebClient;

  constructor(options: WikipediaSearchOptions = {}) {
    super();
    this.#options = options;
    this.#baseUrl = (options.baseUrl ?? `https://${options.language ?? "en"}.wikipedia.org`).replace(/\/+$/, "");
    const isTrusting = options.baseUrl !== undefined && options.allowPrivateAddresses === undefined;
    this.#client = new WebClient(
      isTrusting ? { ...options, allowPrivateAddresses: [new URL(this.#baseUrl).host] } : options,
    );
  }

  async forward({ query }: { query: string }, { signal }: ToolCallContext): Promise<string> {
    const found = await searchWikipedia(this.#client, this.#baseUrl, query, 6, signal);
    const wanted = query.trim().toLowerCase();
    const best = found.find((result) => result.title.toLowerCase() === wanted) ?? found[0];
    if (best === undefined) return `No Wikipedia page found for '${query}'. Try a different query.`;
    const text = await this.#extract(best.title, signal);
    const others = found.filter((result) => result !== best).map((result) => result.title);
    const also = others.length === 0 ? "" : `\nSee also: ${others.join(", ")}`;
    return `# ${best.title}\n\n${this.#cut(text)}\n\nSource: ${best.url}${also}`;
  }

  async #extract(title: string, signal: AbortSignal): Promise<string> {
    const isHtml = this.#options.extractFormat === "HTML";
    const answer = await ask(this.#client, this.#baseUrl, signal, {
      prop: "extracts",
      titles: title,
      redirects: "1",
      ...(isHtml ? {} : { explaintext: "1", exsectionformat: "wiki" }),
      ...(this.#options.contentType === "summary" ? { exintro: "1" } : {}),
    });
    const extract = listAt(answer, "query", "pages").map((page) => page["extract"])[0];
    const text = typeof extract === "string" ? extract : "";
    return isHtml ? htmlToMarkdown(text, { baseUrl: this.#baseUrl }).markdown : toMarkdownHeadings(text);
  }

  #cut(text: string): string {
    const limit = this.#options.maxOutputLength ?? 40_000;
    return text.length <= limit
      ? text
      : `${text.slice(0, limit)}\n\n[Cut here: ${limit} of ${text.length} characters.]`;
  }
}

/** Titles, addresses and excerpts of the articles that fit best. */
export async function searchWikipedia(
  client: WebClient,
  baseUrl: string,
  query: string,
  count: number,
  signal: AbortSignal,
): Promise<SearchResult[]> {
  const answer = await ask(client, baseUrl, signal, {
    list: "search",
    srsearch: query,
    srlimit: String(count),
    srprop: "snippet",
  });
  return listAt(answer, "query", "search").map((result) => {
    const title = textAt(result, "title") ?? "";
    return {
      title,
      url: `${baseUrl.replace(/\/+$/, "")}/wiki/${encodeURIComponent(title.replaceAll(" ", "_"))}`,
      snippet: unescapeHtml(textAt(result, "snippet") ?? ""),
    };
  });
}

function ask(
  client: WebClient,
  baseUrl: string,
  signal: AbortSignal,
  parameters: Record<string, string>,
): Promise<unknown> {
  // origin=* lets a browser ask; formatversion=2 makes pages a list.
  const search = new URLSearchParams({
    action: "query",
    format: "json",
    formatversion: "2",
    origin: "*",
    ...parameters,
  });
  return client.getJson(`${baseUrl.replace(/\/+$/, "")}/w/api.php?${search}`, { signal });
}

/** `== Heading ==` as Markdown has it. */
function toMarkdownHeadings(text: string): string {
  return text
    .replace(/^(={2,6}) ?(.*?) ?\1$/gm, (_, marks: string, title: string) => `${"#".repeat(marks.length)} ${title}`)
    .replace(/\n{3,}/g, "\n\n");
}

function unescapeHtml(text: string): string {
  return htmlToMarkdown(text).markdown;
}
