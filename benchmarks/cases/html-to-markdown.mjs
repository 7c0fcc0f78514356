// A page of 1 MB as Markdown, beside turndown with and without its tables (npm install in benchmarks/peers; left out where missing).
import { createRequire } from "node:module";
import { htmlToMarkdown } from "threadsnake/tools";

const require = createRequire(new URL("../peers/package.json", import.meta.url));

function load(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return undefined;
  }
}

/** Headings, prose with links and emphasis, lists, code and tables, as an encyclopedia has them. */
function createPage(bytes) {
  const section = (n) => `<h2>Section ${n}</h2>
<p>Some <b>bold</b> and <i>slanted</i> words, a <a href="/wiki/Page_${n}">link ${n}</a>, and <code>code(${n})</code> in a paragraph
that goes on for a while &amp; then ends with a picture <img src="/img/${n}.png" alt="picture ${n}">.</p>
<ul><li>one of ${n}</li><li>two <em>of</em> ${n}<ul><li>below</li></ul></li></ul>
<pre><code>for i in range(${n}):
    print(i)</code></pre>
<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody><tr><td>a</td><td>${n}</td></tr><tr><td>b</td><td>${2 * n}</td></tr></tbody></table>
<blockquote><p>Somebody said ${n}.</p></blockquote>\n`;
  let body = "";
  for (let n = 0; body.length < bytes; n++) body += section(n);
  return `<!doctype html><html><head><title>A page</title></head><body>${body}</body></html>`;
}

const page = createPage(1_000_000);
const Turndown = load("turndown");
const gfm = load("turndown-plugin-gfm");
const options = { headingStyle: "atx", codeBlockStyle: "fenced" };

// Two converters write two Markdowns: what is compared is whether they found the same sections.
const measure = (convert) => () => {
  const started = performance.now();
  const text = convert(page);
  return { milliseconds: performance.now() - started, output: text.match(/^## Section \d+$/gm)?.length };
};

export const contenders = {};
if (Turndown !== undefined) {
  const plain = new Turndown(options);
  contenders.turndown = measure((html) => plain.turndown(html));
  if (gfm !== undefined) {
    const withTables = new Turndown(options);
    withTables.use(gfm.gfm);
    contenders["turndown+gfm"] = measure((html) => withTables.turndown(html));
  }
}
contenders.threadsnake = measure((html) => htmlToMarkdown(html, { baseUrl: "https://example.org/" }).markdown);
