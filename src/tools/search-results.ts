/** What search engines answer, brought to one form, and the shapes of the pages and feeds that it is read from. */
import { readHtml, readXml } from "./html-events.ts";
import type { Attributes } from "./html-events.ts";

export interface SearchResult {
  title: string;
  url: string;
  snippet?: string | undefined;
  date?: string | undefined;
  source?: string | undefined;
}

/** Markdown of a list of results; models were trained on nothing else. */
export function renderResults(results: readonly SearchResult[]): string {
  const blocks = results.map(({ title, url, snippet, date, source }) => {
    const facts = [
      date === undefined ? "" : `Date published: ${date}`,
      source === undefined ? "" : `Source: ${source}`,
      snippet ?? "",
    ].filter((line) => line !== "");
    return [`[${title.replace(/[[\]]/g, "\\$&")}](${url})`, ...facts].join("\n");
  });
  return `## Search Results\n\n${blocks.join("\n\n")}`;
}

/** DuckDuckGo's two pages without scripts: lite (`result-link`, `result-snippet`) and html (`result__a`, `result__snippet`). */
export function readDuckDuckGo(html: string): { results: SearchResult[]; isRefused: boolean } {
  const results: SearchResult[] = [];
  let isRefused = false;
  let part: "title" | "snippet" | undefined;
  let depth = 0;
  readHtml(html, {
    open(_name, attributes) {
      if (part !== undefined) {
        depth++;
        return;
      }
      const classes = ` ${attributes["class"] ?? ""} `;
      if (/ anomaly-modal|challenge-form/.test(classes)) isRefused = true;
      if (/ result-link | result__a /.test(classes)) {
        results.push({ title: "", url: targetOf(attributes), snippet: "" });
        part = "title";
        depth = 1;
      } else if (/ result-snippet | result__snippet /.test(classes) && results.length > 0) {
        part = "snippet";
        depth = 1;
      }
    },
    text(text) {
      const current = results.at(-1);
      if (part === undefined || current === undefined) return;
      current[part] = `${current[part] ?? ""}${text}`;
    },
    close() {
      if (part !== undefined && --depth === 0) part = undefined;
    },
  });
  return {
    results: results
      .map(cleaned)
      .filter((result) => result.title !== "" && /^https?:/.test(result.url) && !isAdvertisement(result.url)),
    isRefused,
  };
}

/** DuckDuckGo's links lead through itself and carry the address as `uddg`. */
function targetOf(attributes: Attributes): string {
  const href = attributes["href"] ?? "";
  const address = href.startsWith("//") ? `https:${href}` : href;
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  return (url.hostname.endsWith("duckduckgo.com") ? url.searchParams.get("uddg") : null) ?? url.href;
}

function isAdvertisement(address: string): boolean {
  return /^https:\/\/(?:[\w-]+\.)?duckduckgo\.com\/y\.js\b/.test(address);
}

/** An RSS feed's items: what Bing answers with `format=rss`. */
export function readFeed(xml: string): SearchResult[] {
  const results: SearchResult[] = [];
  let field: keyof SearchResult | undefined;
  let item: SearchResult | undefined;
  readXml(xml, {
    open(name) {
      if (name === "item" || name === "entry") item = { title: "", url: "" };
      field = FEED_FIELDS[name];
    },
    text(text) {
      if (item !== undefined && field !== undefined) item[field] = `${item[field] ?? ""}${text}`;
    },
    close(name) {
      field = undefined;
      if ((name !== "item" && name !== "entry") || item === undefined) return;
      results.push(cleaned(item));
      item = undefined;
    },
  });
  return results.filter((result) => result.url !== "");
}

const FEED_FIELDS: Record<string, keyof SearchResult | undefined> = {
  title: "title",
  link: "url",
  description: "snippet",
  pubDate: "date",
};

function cleaned(result: SearchResult): SearchResult {
  return {
    ...result,
    title: plainText(result.title),
    url: result.url.trim(),
    snippet: plainText(result.snippet ?? ""),
  };
}

/** Snippets come with `<b>` around the words that were searched for, as text. */
export function plainText(text: string): string {
  return text
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A list of objects somewhere in a service's JSON; nothing where it is not there. */
export function listAt(json: unknown, ...path: string[]): Array<Record<string, unknown>> {
  let current = json;
  for (const key of path)
    current = typeof current === "object" && current !== null ? (current as Record<string, unknown>)[key] : undefined;
  return Array.isArray(current) ? current.filter((item) => typeof item === "object" && item !== null) : [];
}

export function textAt(record: Record<string, unknown>, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === "string" && value.trim() !== "") return plainText(value);
  }
  return undefined;
}
