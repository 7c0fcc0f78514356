import { describe, expect, test } from "vitest";
import {
  ApiWebSearchTool,
  DuckDuckGoSearchTool,
  ExaSearchTool,
  GoogleSearchTool,
  TavilySearchTool,
  WebSearchTool,
} from "../../src/tools/search.ts";
import { readDuckDuckGo } from "../../src/tools/search-results.ts";
import { serveSite } from "./local-site.ts";

const json = (value: unknown, status = 200) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

// Written from the shape of the pages: a table of rows, links that lead through the engine, an advertisement first.
const LITE = `<html><body><form action="/lite/" method="post"><input name="q"></form><table>
<tr><td>Ad</td><td><a rel="nofollow" href="https://duckduckgo.com/y.js?ad_domain=shop.example" class='result-link'>Buy snakes</a></td></tr>
<tr><td>1.&nbsp;</td><td><a rel="nofollow" href="//duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fsnakes%3Fa%3D1%26b%3D2&amp;rut=abc" class='result-link'>All about <b>snakes</b></a></td></tr>
<tr><td>&nbsp;</td><td class='result-snippet'>The <b>smallest</b> snake &amp; the [largest].</td></tr>
<tr><td>&nbsp;</td><td><span class='link-text'>example.org/snakes</span></td></tr>
<tr><td>2.</td><td><a href="https://example.com/two" class="result-link">Second [2]</a></td></tr>
</table></body></html>`;
const PUZZLE = '<html><body><div class="anomaly-modal__title">Select all squares with a snake</div></body></html>';
const RSS = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Bing: snakes</title><link>http://www.bing.com/</link>
<item><title>Snake &amp; Co</title><link>https://example.net/s?x=1&amp;y=2</link><description><![CDATA[About <b>snakes</b>]]></description><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item></channel></rss>`;

describe("DuckDuckGo", () => {
  test("results come without advertisements, with their own addresses", async () => {
    await using site = await serveSite({ "/lite/": LITE });
    const search = new DuckDuckGoSearchTool({ baseUrl: site.url });
    expect(await search.call({ query: "smallest snake" })).toBe(
      "## Search Results\n\n[All about snakes](https://example.org/snakes?a=1&b=2)\nThe smallest snake & the [largest].\n\n[Second \\[2\\]](https://example.com/two)",
    );
    expect(site.seen[0]).toMatchObject({ method: "POST", body: "q=smallest+snake" });
  });

  test("its other page has other names for the same", () => {
    const html =
      '<div class="result"><h2><a class="result__a" href="https://a.org/">A</a></h2><a class="result__snippet" href="x">About <b>a</b></a></div>';
    expect(readDuckDuckGo(html).results).toEqual([{ title: "A", url: "https://a.org/", snippet: "About a" }]);
  });

  test("a refusal is told from an empty answer", async () => {
    await using site = await serveSite({ "/lite/": { status: 202, body: PUZZLE } });
    await expect(new DuckDuckGoSearchTool({ baseUrl: site.url }).call({ query: "x" })).rejects.toMatchObject({
      code: "web-search-refused",
    });
    await using empty = await serveSite({ "/lite/": "<table></table>" });
    await expect(new DuckDuckGoSearchTool({ baseUrl: empty.url }).call({ query: "x" })).rejects.toMatchObject({
      code: "web-search-empty",
      message: 'No results for "x"',
    });
  });

  test("searches wait for their turn", async () => {
    await using site = await serveSite({ "/lite/": LITE });
    const search = new DuckDuckGoSearchTool({ baseUrl: site.url, rateLimit: 20, maxResults: 1 });
    const started = performance.now();
    await Promise.all([1, 2, 3].map(() => search.call({ query: "x" })));
    expect(performance.now() - started).toBeGreaterThan(95);
  });
});

describe("several engines", () => {
  const wiki = json({
    query: { search: [{ title: "Thread snake", snippet: 'A <span class="searchmatch">snake</span> &amp; small' }] },
  });

  test("the next is asked when one refuses", async () => {
    await using site = await serveSite({
      "/lite/": { status: 202, body: PUZZLE },
      "/search": { headers: { "content-type": "text/xml" }, body: RSS },
    });
    const search = new WebSearchTool({ engineUrls: { duckduckgo: site.url, bing: site.url, wikipedia: site.url } });
    expect(await search.call({ query: "s" })).toBe(
      "## Search Results\n\n[Snake & Co](https://example.net/s?x=1&y=2)\nDate published: Mon, 01 Jan 2024 00:00:00 GMT\nAbout snakes",
    );
    expect(site.seen.map((request) => request.url)).toEqual(["/lite/", "/search?q=s&format=rss"]);
  });

  test("Wikipedia is the last resort", async () => {
    await using site = await serveSite({ "/lite/": { status: 503 }, "/search": "<rss></rss>", "/w/api.php": wiki });
    const search = new WebSearchTool({ engineUrls: { duckduckgo: site.url, bing: site.url, wikipedia: site.url } });
    expect(await search.call({ query: "s" })).toBe(
      `## Search Results\n\n[Thread snake](${site.url}/wiki/Thread_snake)\nA snake & small`,
    );
  });

  test("when all fail, each says why", async () => {
    await using site = await serveSite({ "/search": "<rss></rss>" });
    const search = new WebSearchTool({
      engine: ["duckduckgo", "bing"],
      engineUrls: { duckduckgo: site.url, bing: site.url },
    });
    await expect(search.call({ query: "s" })).rejects.toThrow(
      `No search engine had results for "s" (duckduckgo: ${site.host} answered with status 404; bing: no results)`,
    );
  });
});

describe("services with a key", () => {
  test("Google through SerpAPI, with a year", async () => {
    await using site = await serveSite({
      "/search.json": json({
        organic_results: [{ title: "T", link: "https://a.org/", date: "2 Jan 2020", source: "A", snippet: "S" }],
      }),
    });
    const search = new GoogleSearchTool({ apiKey: "k", baseUrl: site.url });
    expect(await search.call({ query: "q", filter_year: 2020 })).toBe(
      "## Search Results\n\n[T](https://a.org/)\nDate published: 2 Jan 2020\nSource: A\nS",
    );
    expect(Object.fromEntries(new URL(site.seen[0]!.url, site.url).searchParams)).toEqual({
      engine: "google",
      q: "q",
      google_domain: "google.com",
      tbs: "cdr:1,cd_min:01/01/2020,cd_max:12/31/2020",
      api_key: "k",
    });
  });

  test("Google through Serper", async () => {
    await using site = await serveSite({
      "/search": json({ organic: [{ title: "T", link: "https://a.org/", snippet: "S" }] }),
    });
    expect(
      await new GoogleSearchTool({ provider: "serper", apiKey: "k", baseUrl: site.url }).call({ query: "q" }),
    ).toContain("[T](https://a.org/)\nS");
    expect(site.seen[0]).toMatchObject({ method: "POST", body: '{"q":"q"}', headers: { "x-api-key": "k" } });
  });

  test("Brave", async () => {
    await using site = await serveSite({
      "/res/v1/web/search": json({
        web: { results: [{ title: "T", url: "https://a.org/", description: "<strong>S</strong>" }] },
      }),
    });
    expect(
      await new ApiWebSearchTool({ apiKey: "k", baseUrl: site.url, params: { count: 3, country: "de" } }).call({
        query: "q",
      }),
    ).toContain("[T](https://a.org/)\nS");
    expect(site.seen[0]).toMatchObject({
      url: "/res/v1/web/search?q=q&count=3&country=de",
      headers: { "x-subscription-token": "k" },
    });
  });

  test("Tavily", async () => {
    await using site = await serveSite({
      "/search": json({ results: [{ title: "T", url: "https://a.org/", content: "S", score: 1 }] }),
    });
    expect(
      await new TavilySearchTool({ apiKey: "k", baseUrl: site.url, maxResults: 4 }).call({ query: "q" }),
    ).toContain("[T](https://a.org/)\nS");
    expect(site.seen[0]).toMatchObject({
      body: '{"query":"q","max_results":4}',
      headers: { authorization: "Bearer k" },
    });
  });

  test("Exa", async () => {
    await using site = await serveSite({
      "/search": json({
        results: [
          { title: "T", url: "https://a.org/", publishedDate: "2024-05-01T00:00:00Z", highlights: ["one", "two"] },
        ],
      }),
    });
    expect(await new ExaSearchTool({ apiKey: "k", baseUrl: site.url }).call({ query: "q" })).toContain(
      "[T](https://a.org/)\nDate published: 2024-05-01\none ... two",
    );
  });

  test("without a key the variable is named, and a refusal shows what the service said", async () => {
    await expect(new TavilySearchTool({ baseUrl: "https://example.com" }).call({ query: "q" })).rejects.toMatchObject({
      code: "tool-key-missing",
      hint: "Give apiKey, or set TAVILY_API_KEY.",
    });
    await using site = await serveSite({ "/search": json({ detail: "bad key" }, 401) });
    await expect(new TavilySearchTool({ apiKey: "k", baseUrl: site.url }).call({ query: "q" })).rejects.toThrow(
      `${site.host} answered with status 401: {"detail":"bad key"}`,
    );
  });
});
