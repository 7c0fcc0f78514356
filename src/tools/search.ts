/** Web search: one tool class per service, all called `web_search`, all answering in the same form. */
import type { JsonSchema, ToolSpec } from "../executors/executor.ts";
import { isThreadsnakeError } from "../errors.ts";
import { ToolFailedError } from "./errors.ts";
import { pause } from "./invoke.ts";
import { requireKey } from "./keys.ts";
import { listAt, readDuckDuckGo, readFeed, renderResults, textAt } from "./search-results.ts";
import type { SearchResult } from "./search-results.ts";
import { Tool } from "./tool.ts";
import type { ToolCallContext } from "./tool.ts";
import { statusError, WebClient } from "./web-client.ts";
import type { WebClientOptions } from "./web-client.ts";
import { searchWikipedia } from "./wikipedia.ts";

export interface SearchOptions extends WebClientOptions {
  /** 10 by default. */
  maxResults?: number | undefined;
  /** Requests per second; more wait. */
  rateLimit?: number | undefined;
  /** Where the service is, for one's own copy of it and for tests. */
  baseUrl?: string | undefined;
}

export interface KeyedSearchOptions extends SearchOptions {
  /** Read from the service's environment variable when left out. */
  apiKey?: string | undefined;
}

interface SearchArguments {
  query: string;
}

const QUERY = { type: "string", description: "The search query to perform." };

abstract class SearchTool<Args extends SearchArguments = SearchArguments> extends Tool<Args, string> {
  readonly name: string = "web_search";
  readonly description: string =
    "Performs a web search for a query and returns the top search results as markdown: titles, links and excerpts.";
  readonly inputs: JsonSchema = { query: QUERY };
  readonly outputType = "string";
  override readonly effects: ToolSpec["effects"] = "idempotent";
  protected readonly options: SearchOptions;
  protected readonly client: WebClient;
  /** Ends when the next search may begin. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SearchOptions) {
    super();
    this.options = options;
    this.client = new WebClient(trusting(options));
  }

  protected abstract search(args: Args, context: ToolCallContext): Promise<SearchResult[]>;

  async forward(args: Args, context: ToolCallContext): Promise<string> {
    await this.#waitForTurn(context.signal);
    const results = await this.search(args, context);
    if (results.length > 0) return renderResults(results.slice(0, this.maxResults));
    throw new ToolFailedError(`No results for ${JSON.stringify(args.query)}`, {
      code: "web-search-empty",
      hint: "Try a shorter or less specific query.",
    });
  }

  protected get maxResults(): number {
    return this.options.maxResults ?? 10;
  }

  async #waitForTurn(signal: AbortSignal): Promise<void> {
    if (this.options.rateLimit === undefined) return;
    const turn = this.#turn;
    const milliseconds = 1000 / this.options.rateLimit;
    this.#turn = turn.then(() => pause(milliseconds, new AbortController().signal));
    await turn;
    signal.throwIfAborted();
  }
}

/** A service that the user named is asked wherever it is; what it redirects to is not trusted by that. */
function trusting<Options extends SearchOptions>(options: Options): Options {
  if (options.baseUrl === undefined || options.allowPrivateAddresses === true) return options;
  const allowed = Array.isArray(options.allowPrivateAddresses)
    ? (options.allowPrivateAddresses as readonly string[])
    : [];
  return { ...options, allowPrivateAddresses: [...allowed, new URL(options.baseUrl).host] };
}

/** DuckDuckGo's page without scripts. It refuses those who ask too often; one request a second is the default. */
export class DuckDuckGoSearchTool extends SearchTool {
  constructor(options: SearchOptions = {}) {
    super({ rateLimit: 1, ...options });
  }

  protected search({ query }: SearchArguments, { signal }: ToolCallContext): Promise<SearchResult[]> {
    return searchDuckDuckGo(this.client, this.options.baseUrl ?? "https://lite.duckduckgo.com", query, signal);
  }
}

async function searchDuckDuckGo(
  client: WebClient,
  baseUrl: string,
  query: string,
  signal: AbortSignal,
): Promise<SearchResult[]> {
  const page = await client.request(`${trimmed(baseUrl)}/lite/`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ q: query }).toString(),
    signal,
  });
  if (page.status !== 200 && page.status !== 202) throw statusError(page);
  const { results, isRefused } = readDuckDuckGo(page.text());
  // Status 202 and a puzzle instead of results: too many requests, in its own way.
  if (results.length === 0 && (isRefused || page.status === 202)) {
    throw new ToolFailedError("DuckDuckGo wants to know whether a person is asking: too many searches", {
      code: "web-search-refused",
      hint: "Wait a minute, or use another search tool.",
    });
  }
  return results;
}

async function searchBing(
  client: WebClient,
  baseUrl: string,
  query: string,
  signal: AbortSignal,
): Promise<SearchResult[]> {
  const feed = await client.getText(`${trimmed(baseUrl)}/search?${new URLSearchParams({ q: query, format: "rss" })}`, {
    signal,
  });
  return readFeed(feed);
}

async function searchExa(
  client: WebClient,
  baseUrl: string,
  key: string,
  query: string,
  count: number,
  signal: AbortSignal,
): Promise<SearchResult[]> {
  const answer = await postJson(
    client,
    `${trimmed(baseUrl)}/search`,
    { "x-api-key": key },
    { query, numResults: count, type: "auto", contents: { highlights: true } },
    signal,
  );
  return listAt(answer, "results").map((result) => ({
    title: textAt(result, "title", "url") ?? "",
    url: textAt(result, "url") ?? "",
    date: textAt(result, "publishedDate")?.slice(0, 10),
    snippet: highlightsOf(result) ?? textAt(result, "summary", "text"),
  }));
}

function highlightsOf(result: Record<string, unknown>): string | undefined {
  const highlights = result["highlights"];
  if (!Array.isArray(highlights) || highlights.length === 0) return undefined;
  return highlights.map(String).join(" ... ").replace(/\s+/g, " ");
}

export type WebSearchEngine = "duckduckgo" | "bing" | "exa" | "wikipedia";

export interface WebSearchOptions extends KeyedSearchOptions {
  /** One engine, or several that are tried in order. DuckDuckGo, Bing and Wikipedia by default: none needs a key. */
  engine?: WebSearchEngine | readonly WebSearchEngine[] | undefined;
  /** Other places for the engines than their own. */
  engineUrls?: Partial<Record<WebSearchEngine, string>> | undefined;
}

const ENGINE_URLS: Record<WebSearchEngine, string> = {
  duckduckgo: "https://lite.duckduckgo.com",
  bing: "https://www.bing.com",
  exa: "https://api.exa.ai",
  wikipedia: "https://en.wikipedia.org",
};

/** Search that goes on to the next engine when one refuses, fails or finds nothing. */
export class WebSearchTool extends SearchTool {
  readonly #engines: readonly WebSearchEngine[];
  readonly #urls: Record<WebSearchEngine, string>;
  readonly #apiKey: string | undefined;

  constructor(options: WebSearchOptions = {}) {
    const urls = { ...ENGINE_URLS, ...options.engineUrls };
    const hosts = Object.values(options.engineUrls ?? {}).map((url) => new URL(url).host);
    const allowed = options.allowPrivateAddresses === true || [...(options.allowPrivateAddresses || []), ...hosts];
    super({ ...options, allowPrivateAddresses: allowed });
    this.#engines =
      typeof options.engine === "string" ? [options.engine] : (options.engine ?? ["duckduckgo", "bing", "wikipedia"]);
    this.#urls = urls;
    this.#apiKey = options.apiKey;
  }

  protected async search({ query }: SearchArguments, { signal }: ToolCallContext): Promise<SearchResult[]> {
    const failures: string[] = [];
    for (const engine of this.#engines) {
      try {
        const results = await this.#ask(engine, query, signal);
        if (results.length > 0) return results;
        failures.push(`${engine}: no results`);
      } catch (error) {
        if (signal.aborted || !isThreadsnakeError(error)) throw error;
        failures.push(`${engine}: ${error.message}`);
      }
    }
    throw new ToolFailedError(`No search engine had results for ${JSON.stringify(query)} (${failures.join("; ")})`, {
      code: "web-search-empty",
      hint: "Try a shorter or less specific query, or a search tool with a key.",
    });
  }

  #ask(engine: WebSearchEngine, query: string, signal: AbortSignal): Promise<SearchResult[]> {
    const url = this.#urls[engine];
    switch (engine) {
      case "duckduckgo":
        return searchDuckDuckGo(this.client, url, query, signal);
      case "bing":
        return searchBing(this.client, url, query, signal);
      case "exa":
        return searchExa(
          this.client,
          url,
          requireKey(this.#apiKey, "EXA_API_KEY", "Exa"),
          query,
          this.maxResults,
          signal,
        );
      case "wikipedia":
        return searchWikipedia(this.client, url, query, this.maxResults, signal);
    }
  }
}

export interface GoogleSearchOptions extends KeyedSearchOptions {
  provider?: "serpapi" | "serper" | undefined;
}

const GOOGLE_PROVIDERS = {
  serpapi: { variable: "SERPAPI_API_KEY", service: "SerpAPI", baseUrl: "https://serpapi.com", list: "organic_results" },
  serper: { variable: "SERPER_API_KEY", service: "Serper", baseUrl: "https://google.serper.dev", list: "organic" },
} as const;

/** Google's results through SerpAPI or Serper. */
export class GoogleSearchTool extends SearchTool<{ query: string; filter_year?: number | null }> {
  override readonly inputs: JsonSchema = {
    query: QUERY,
    filter_year: { type: "integer", description: "Only results of this year.", nullable: true },
  };
  readonly #provider: keyof typeof GOOGLE_PROVIDERS;
  readonly #apiKey: string | undefined;

  constructor(options: GoogleSearchOptions = {}) {
    super(options);
    this.#provider = options.provider ?? "serpapi";
    this.#apiKey = options.apiKey;
  }

  protected async search(
    { query, filter_year: year }: { query: string; filter_year?: number | null },
    { signal }: ToolCallContext,
  ): Promise<SearchResult[]> {
    const { variable, service, baseUrl, list } = GOOGLE_PROVIDERS[this.#provider];
    const key = requireKey(this.#apiKey, variable, service);
    const url = trimmed(this.options.baseUrl ?? baseUrl);
    const dates: Record<string, string> =
      typeof year === "number" ? { tbs: `cdr:1,cd_min:01/01/${year},cd_max:12/31/${year}` } : {};
    const answer =
      this.#provider === "serpapi"
        ? await this.client.getJson(
            `${url}/search.json?${new URLSearchParams({ engine: "google", q: query, google_domain: "google.com", ...dates, api_key: key })}`,
            { signal },
          )
        : await postJson(this.client, `${url}/search`, { "x-api-key": key }, { q: query, ...dates }, signal);
    return resultsIn(listAt(answer, list), { url: "link", date: "date", source: "source", snippet: "snippet" });
  }
}

export interface ApiWebSearchOptions extends KeyedSearchOptions {
  /** The environment variable of the key. */
  apiKeyName?: string | undefined;
  endpoint?: string | undefined;
  headers?: Record<string, string> | undefined;
  params?: Record<string, string | number> | undefined;
}

/** A search service that answers like Brave's; Brave's own by default. */
export class ApiWebSearchTool extends SearchTool {
  readonly #options: ApiWebSearchOptions;
  readonly #endpoint: string;

  constructor(options: ApiWebSearchOptions = {}) {
    const endpoint =
      options.endpoint ?? `${trimmed(options.baseUrl ?? "https://api.search.brave.com")}/res/v1/web/search`;
    super({ rateLimit: 1, ...options, baseUrl: endpoint });
    this.#options = options;
    this.#endpoint = endpoint;
  }

  protected async search({ query }: SearchArguments, { signal }: ToolCallContext): Promise<SearchResult[]> {
    const { apiKey, apiKeyName = "BRAVE_API_KEY", headers, params } = this.#options;
    const key = requireKey(apiKey, apiKeyName, "The search service");
    const parameters = Object.entries({ count: this.maxResults, ...params }).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const answer = await this.client.getJson(
      `${this.#endpoint}?${new URLSearchParams([["q", query], ...parameters])}`,
      {
        headers: headers ?? { "x-subscription-token": key },
        signal,
      },
    );
    return resultsIn(listAt(answer, "web", "results"), { url: "url", date: "age", snippet: "description" });
  }
}

/** Tavily, made for agents: its excerpts answer the query. */
export class TavilySearchTool extends SearchTool {
  readonly #apiKey: string | undefined;

  constructor(options: KeyedSearchOptions = {}) {
    super(options);
    this.#apiKey = options.apiKey;
  }

  protected async search({ query }: SearchArguments, { signal }: ToolCallContext): Promise<SearchResult[]> {
    const key = requireKey(this.#apiKey, "TAVILY_API_KEY", "Tavily");
    const url = `${trimmed(this.options.baseUrl ?? "https://api.tavily.com")}/search`;
    const answer = await postJson(
      this.client,
      url,
      { authorization: `Bearer ${key}` },
      { query, max_results: this.maxResults },
      signal,
    );
    return resultsIn(listAt(answer, "results"), { url: "url", date: "published_date", snippet: "content" });
  }
}

/** Exa, which searches by meaning. */
export class ExaSearchTool extends SearchTool {
  readonly #apiKey: string | undefined;

  constructor(options: KeyedSearchOptions = {}) {
    super(options);
    this.#apiKey = options.apiKey;
  }

  protected search({ query }: SearchArguments, { signal }: ToolCallContext): Promise<SearchResult[]> {
    return searchExa(
      this.client,
      this.options.baseUrl ?? ENGINE_URLS.exa,
      requireKey(this.#apiKey, "EXA_API_KEY", "Exa"),
      query,
      this.maxResults,
      signal,
    );
  }
}

/** Results by the names that a service has for their fields. */
function resultsIn(
  found: ReadonlyArray<Record<string, unknown>>,
  { url, date, snippet, source = "" }: { url: string; date: string; snippet: string; source?: string },
): SearchResult[] {
  return found.map((result) => ({
    title: textAt(result, "title") ?? "",
    url: textAt(result, url) ?? "",
    date: textAt(result, date),
    source: textAt(result, source),
    snippet: textAt(result, snippet),
  }));
}

async function postJson(
  client: WebClient,
  url: string,
  headers: Record<string, string>,
  body: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  return client.getJson(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  });
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
