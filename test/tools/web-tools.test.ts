import { describe, expect, test } from "vitest";
import type { PythonExecutor } from "../../src/executors/executor.ts";
import { AgentAudio } from "../../src/tools/agent-types.ts";
import { baseTools } from "../../src/tools/base-tools.ts";
import { PythonInterpreterTool } from "../../src/tools/python-interpreter.ts";
import { SpeechToTextTool } from "../../src/tools/speech-to-text.ts";
import { VisitWebpageTool } from "../../src/tools/visit-webpage.ts";
import { WikipediaSearchTool } from "../../src/tools/wikipedia.ts";
import { serveSite } from "./local-site.ts";

describe("visit_webpage", () => {
  const typed = (type: string, body: string | Uint8Array) => ({ headers: { "content-type": type }, body });
  const pages = {
    "/page": "<title>T</title><main><p>Hello <a href=next>next</a></p></main>",
    "/latin": typed("text/html; charset=iso-8859-1", Buffer.from("<p>caf\xe9</p>", "latin1")),
    "/text": typed("text/plain", "a < b\n\n  c"),
    "/json": typed("application/json", '{"a": "<p>"}'),
    "/unsaid": typed("application/octet-stream", "<!DOCTYPE html><p>still a page</p>"),
    "/xhtml": typed(
      "application/xhtml+xml",
      "<html><head><script src='a.js'/></head><body><p>all there</p></body></html>",
    ),
    "/pdf": typed("application/octet-stream", "%PDF-1.7 ..."),
    "/png": typed("text/html", Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1")),
    "/binary": typed("application/octet-stream", Buffer.from([1, 0, 2])),
    "/long": `<p>${"word ".repeat(100)}</p>`,
    "/nav": "<nav><p>All of it</p></nav>",
    "/script": "<title>App</title><div id=root></div><script>render()</script>",
    "/gone": { status: 410, body: "gone" },
  };

  test.each([
    ["a page as Markdown with absolute links", "/page", (url: string) => `# T\n\nHello [next](${url}/next)`],
    ["a page in other letters", "/latin", () => "café"],
    ["plain text as it is", "/text", () => "a < b\n\n  c"],
    ["JSON as it is", "/json", () => '{"a": "<p>"}'],
    ["a page whose server does not say so", "/unsaid", () => "still a page"],
    ["XHTML, in which a script may close itself", "/xhtml", () => "all there"],
    ["a page that is all navigation", "/nav", () => "All of it"],
    [
      "a page made by scripts",
      "/script",
      () => '[The page "App" has no text; it may be made by scripts, which are not run here.]',
    ],
  ])("%s", async (_, path, expected) => {
    await using site = await serveSite(pages);
    const visit = new VisitWebpageTool({ allowPrivateAddresses: [site.host] });
    expect(await visit.call({ url: site.url + path })).toBe(expected(site.url));
  });

  test("a long page is cut and read on", async () => {
    await using site = await serveSite(pages);
    const visit = new VisitWebpageTool({ allowPrivateAddresses: [site.host], maxOutputLength: 300 });
    const first = await visit.call({ url: `${site.url}/long` });
    expect(first).toContain("[Cut here: characters 0 to 300 of 499. Read on with start=300.]");
    const second = await visit.call({ url: `${site.url}/long`, start: 300 });
    expect(first.slice(0, 300) + second).toBe("word ".repeat(100).trim());
    expect(await visit.call({ url: `${site.url}/long`, start: 900 })).toBe("[The page ends after 499 characters.]");
  });

  test.each([
    ["/pdf", "is a PDF document (12 bytes)"],
    ["/png", "is no text but text/html (12 bytes)"],
    ["/binary", "is no text but application/octet-stream (3 bytes)"],
    ["/gone", "answered with status 410"],
  ])("%s is refused with what it is", async (path, message) => {
    await using site = await serveSite(pages);
    await expect(
      new VisitWebpageTool({ allowPrivateAddresses: [site.host] }).call({ url: site.url + path }),
    ).rejects.toThrow(message);
  });

  test("a reader of PDF is used where there is one", async () => {
    await using site = await serveSite(pages);
    const visit = new VisitWebpageTool({
      allowPrivateAddresses: [site.host],
      readPdf: (bytes) => `${bytes.length} bytes of PDF`,
    });
    expect(await visit.call({ url: `${site.url}/pdf` })).toBe("12 bytes of PDF");
  });

  test("private addresses are refused, and a missing scheme is https", async () => {
    const asked: string[] = [];
    const visit = new VisitWebpageTool({
      transport: (request) => (asked.push(request.url), Promise.reject(new Error("no network"))),
    });
    await expect(visit.call({ url: "http://192.168.0.1/admin" })).rejects.toMatchObject({
      code: "web-address-refused",
    });
    await expect(visit.call({ url: "example.com/page" })).rejects.toMatchObject({ code: "web-connection" });
    expect(asked).toEqual(["https://example.com/page"]);
  });
});

describe("wikipedia_search", () => {
  const answer = (value: unknown) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(value) });
  const wiki = (extract: string) =>
    serveSite({
      "/w/api.php": (request, response) => {
        const query = new URL(request.url ?? "", "http://x").searchParams;
        const titles = query.get("srsearch") === "nothing" ? [] : ["Python (genus)", "Python"];
        const body =
          query.get("list") === "search"
            ? { query: { search: titles.map((title) => ({ title, snippet: "s" })) } }
            : { query: { pages: [{ title: query.get("titles"), extract }] } };
        response.writeHead(200, answer(body).headers).end(answer(body).body);
      },
    });

  test("the article with that very title is read", async () => {
    await using site = await wiki("A language.\n\n\n== History ==\nLong.\n=== Early ===\nVery.");
    const search = new WikipediaSearchTool({ baseUrl: site.url, userAgent: "me (me@example.com)" });
    expect(await search.call({ query: "python" })).toBe(
      `# Python\n\nA language.\n\n## History\nLong.\n### Early\nVery.\n\nSource: ${site.url}/wiki/Python\nSee also: Python (genus)`,
    );
    expect(site.seen.map((request) => request.headers["user-agent"])).toEqual([
      "me (me@example.com)",
      "me (me@example.com)",
    ]);
  });

  test("a summary of an article's HTML, cut", async () => {
    await using site = await wiki("<p>A <b>snake</b> is long.</p>");
    const search = new WikipediaSearchTool({
      baseUrl: site.url,
      contentType: "summary",
      extractFormat: "HTML",
      maxOutputLength: 11,
    });
    expect(await search.call({ query: "snake" })).toContain("A **snake**\n\n[Cut here: 11 of 20 characters.]");
    expect(site.seen.at(-1)?.url).toContain("exintro=1");
  });

  test("no article is an answer too", async () => {
    await using site = await wiki("");
    expect(await new WikipediaSearchTool({ baseUrl: site.url }).call({ query: "nothing" })).toBe(
      "No Wikipedia page found for 'nothing'. Try a different query.",
    );
  });
});

describe("transcriber", () => {
  const wav = Buffer.from("RIFF0000WAVEfmt data", "latin1");

  test("sends the recording as a form", async () => {
    await using site = await serveSite({
      "/v1/audio/transcriptions": { headers: { "content-type": "application/json" }, body: '{"text": " hello "}' },
    });
    const transcribe = new SpeechToTextTool({ baseUrl: `${site.url}/v1`, apiKey: "k", language: "en" });
    expect(await transcribe.call({ audio: new AgentAudio(wav) })).toBe("hello");
    const request = site.seen[0]!;
    expect(request.headers).toMatchObject({
      authorization: "Bearer k",
      "content-type": expect.stringMatching(/^multipart\/form-data; boundary=/),
    });
    const form = await new Response(Buffer.from(request.body, "latin1"), {
      headers: { "content-type": String(request.headers["content-type"]) },
    }).formData();
    expect(form.get("model")).toBe("whisper-1");
    expect(form.get("language")).toBe("en");
    const file = form.get("file") as File;
    expect([file.name, file.type, Buffer.from(await file.arrayBuffer())]).toEqual(["audio.wav", "audio/wav", wav]);
  });

  test("does not fetch a recording from inside, nor read a file", async () => {
    const transcribe = new SpeechToTextTool({ apiKey: "k" });
    await expect(transcribe.call({ audio: "http://127.0.0.1/a.wav" })).rejects.toMatchObject({
      code: "web-address-refused",
    });
    await expect(transcribe.call({ audio: "/etc/passwd" })).rejects.toMatchObject({ code: "media-unknown" });
  });
});

describe("python_interpreter", () => {
  /** Answers with the code that it was given, and counts. */
  class EchoExecutor implements PythonExecutor {
    static open = 0;
    runs = 0;
    constructor() {
      EchoExecutor.open++;
    }
    async sendTools() {}
    async sendVariables() {}
    async run(code: string) {
      return { output: code, text: `${code} ${++this.runs}`, repr: "", logs: "printed\n", isFinalAnswer: false };
    }
    async close() {
      EchoExecutor.open--;
    }
    [Symbol.asyncDispose]() {
      return this.close();
    }
  }

  test("a fresh sandbox for each call, closed after it", async () => {
    const python = new PythonInterpreterTool({ createExecutor: () => new EchoExecutor() });
    expect([await python.call({ code: "1" }), await python.call({ code: "2" })]).toEqual([
      "Stdout:\nprinted\n\nOutput: 1 1",
      "Stdout:\nprinted\n\nOutput: 2 1",
    ]);
    expect(EchoExecutor.open).toBe(0);
  });

  test("one sandbox where state is kept", async () => {
    const python = new PythonInterpreterTool({
      createExecutor: () => new EchoExecutor(),
      keepState: true,
      authorizedImports: ["pathlib"],
    });
    expect(python.description).toContain("pathlib");
    await python.call({ code: "a" });
    expect(await python.call({ code: "b" })).toContain("b 2");
    expect(EchoExecutor.open).toBe(1);
    await python.close();
    expect(EchoExecutor.open).toBe(0);
  });
});

test("the base tools have smolagents' names", () => {
  expect(baseTools().map((each) => each.name)).toEqual(["web_search", "visit_webpage", "wikipedia_search"]);
});
