import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlToMarkdown } from "../../src/tools/html-to-markdown.ts";

const markdown = (html: string, options = {}) =>
  htmlToMarkdown(html, { baseUrl: "https://example.com/dir/page.html", ...options }).markdown;

describe("structure", () => {
  test.each([
    ["headings", "<h1>Big <b>one</b></h1><h3>small\n one</h3>", "# Big one\n\n### small one"],
    ["paragraphs and line breaks", "<p>a<br>b</p><div>c</div>d", "a  \nb\n\nc\n\nd"],
    [
      "emphasis takes the words and leaves the space",
      "x<b> bold </b>and<em> it </em>.<i></i>",
      "x **bold** and *it* .",
    ],
    [
      "nested lists with a start and a value",
      "<ol start=3><li>three<ul><li>a<li>b</ul><li value=9>nine<li>ten</ol>",
      "3. three\n   - a\n   - b\n9. nine\n10. ten",
    ],
    ["items of several paragraphs", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"],
    ["empty items and headings leave nothing", "<ul><li></li><li>a</li></ul><h2> </h2><p></p>b", "- a\n\nb"],
    [
      "quotations, also nested",
      "<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote>d",
      "> a\n>\n> b\n>\n> > c\n\nd",
    ],
    ["code in a line", "use <code>a`b</code> or <kbd> Ctrl </kbd>now", "use ``a`b`` or `Ctrl` now"],
    [
      "a code block with its language and its spaces",
      '<pre><code class="hljs language-py">if x:\n    y &lt; 1\n\n\n</code></pre>',
      "```py\nif x:\n    y < 1\n```",
    ],
    ["a code block with a fence inside", "<pre>```\na\n```</pre>", "````\n```\na\n```\n````"],
    ["a code block inside an item", "<ul><li>do<pre>a\n\nb</pre></ul>", "- do\n\n  ```\n  a\n\n  b\n  ```"],
    ["definitions", "<dl><dt>Term<dd>Meaning<dd>Other</dl>", "**Term**\n: Meaning\n: Other"],
    ["a rule", "a<hr>b", "a\n\n---\n\nb"],
    ["powers", "10<sup>6</sup> m<sup>−2</sup> H<sub>2</sub>O", "10^6 m^−2 H2O"],
    ["formulas", '<math alttext="x^2">x2</math>', "$x^2$"],
    ["entities and special spaces", "a&nbsp;&nbsp;b &lt;c&gt; &eacute;&#x1F40D; soft&shy;ly", "a b <c> é🐍 softly"],
    ["details", "<details><summary>More</summary>text</details>", "More\n\ntext"],
  ])("%s", (_, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });
});

describe("links and pictures", () => {
  test.each([
    [
      "are absolute",
      '<a href="../up?q=1">a b</a> <a href="//other.org/x">c</a>',
      "[a b](https://example.com/up?q=1) [c](https://other.org/x)",
    ],
    ["follow the page's base", '<base href="/root/"><a href="x">y</a>', "[y](https://example.com/root/x)"],
    ["with brackets in the address", '<a href="/wiki/A_(b) c">t</a>', "[t](https://example.com/wiki/A_%28b%29%20c)"],
    [
      "around a card are one line",
      '<a href="/c"><div><h3>Title</h3><p>Text</p></div></a>',
      "[Title Text](https://example.com/c)",
    ],
    [
      "that say their address say it once",
      'see <a href="https://a.org/">https://a.org/</a>, <a href="https://a.org/">a.org</a>',
      "see <https://a.org/>, <https://a.org/>",
    ],
    [
      "that lead nowhere are text",
      '<a href="#x">a</a> <a href="javascript:x()">b</a> <a>c</a> <a href="/d"></a>',
      "a b c",
    ],
    [
      "of pictures have their words",
      '<img src="/a.png" alt="A [cat]"><img src="b.png"><a href="/x"><img src="/a.png" alt="logo"></a>',
      "![A \\[cat\\]](https://example.com/a.png)[logo](https://example.com/x)",
    ],
    ["in a heading", '<h2><a href="/x">T</a></h2>', "## [T](https://example.com/x)"],
  ])("%s", (_, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });
});

describe("tables", () => {
  test("with header, bars, line breaks and a caption", () => {
    expect(
      markdown("<table><caption>Prices</caption><tr><th>Name<th>N|o</tr><tr><td>a<br>b<td><b>1</b></tr></table>"),
    ).toBe("**Prices**\n\n| Name | N\\|o |\n| --- | --- |\n| a<br>b | **1** |");
  });

  test("a cell over several rows stands in each, one over several columns leaves room", () => {
    expect(markdown("<table><tr><td rowspan=2>a<td>1<tr><td>2<tr><td colspan=2>b<td>c</table>")).toBe(
      "| a | 1 |  |\n| --- | --- | --- |\n| a | 2 |\n| b |  | c |",
    );
  });

  test("with row headers only, the header line is empty", () => {
    expect(markdown("<table><tr><th>Born<td>1990<tr><th>Died<td>-</table>")).toBe(
      "|  |  |\n| --- | --- |\n| Born | 1990 |\n| Died | - |",
    );
  });

  test("for layout are read as text", () => {
    expect(
      markdown("<table><tr><td><h2>Left</h2>text<td><table><tr><td>a<td>b</table></table><table><tr><td>only</table>"),
    ).toBe("## Left\n\ntext\n\n| a | b |\n| --- | --- |\n\nonly");
  });
});

describe("what is left out", () => {
  test("scripts, styles, navigation, forms and what is hidden", () => {
    const html =
      "<head><title>T &amp; t</title><style>p{}</style></head><nav>n</nav><div role=navigation>n</div><script>if (a < b) '<p>x</p>'</script><p hidden>h</p><p style='display: none'>h</p>" +
      '<span aria-hidden="true">h</span><span class="mw-editsection">[edit]</span><select><option>o</select><button>b</button><svg><text>s</text></svg><p>kept</p><footer>f</footer>';
    expect(htmlToMarkdown(html)).toEqual({ title: "T & t", markdown: "# T & t\n\nkept" });
    expect(markdown("<nav>n</nav><footer>f</footer>", { keepNavigation: true })).toBe("nf");
  });

  test("a page's own first heading stands instead of its title", () => {
    expect(markdown("<title>T</title><h1>H</h1>")).toBe("# H");
  });
});

describe("broken pages", () => {
  test.each([
    ["stray end tags", "a</b></div>b</p>c", "abc"],
    ["open elements at the end", "<div><p>a<b>b", "a**b**"],
    ["crossed elements", "<b>a<i>b</b>c</i>", "**a*b***c"],
    [
      "an end tag inside a cell stays inside",
      "<div><table><tr><td>a</div>b<td>c</table></div>d",
      "| ab | c |\n| --- | --- |\n\nd",
    ],
    ["cells outside of a table", "<td>a</td><tr>b</tr>", "a\n\nb"],
    ["a quote that nothing ends", "<a href='/x>y</a> <b>z</b>", "y **z**"],
    [
      "comments, declarations, and what only looks like a tag",
      "a<!-->b<!-- <p> -->c<!x>d<?y?>e</>f</ g>h < i <3 j<",
      "abcdefh < i <3 j<",
    ],
    ["comments by the ends that browsers know", "a<!-- <p> --!>b<!--->c<!--!>d-->e<!--!--!>f<!-- x --! >g", "abcef"],
    ["a tag that the end cuts off", "a<b class='x'", "a"],
    [
      "tags inside of scripts and titles",
      "<title>T <b>&amp; t</title><script>'<p>x</p></scripts>'</script>y",
      "# T <b>& t\n\ny",
    ],
    [
      "references in values end with a semicolon, or before what is no name",
      "<img src=/x alt='&lt;&amp &copy=1 &copyx &copy; &#x41;&ltx'>&ltx",
      "![<& &copy=1 &copyx © A&ltx](https://example.com/x)<x",
    ],
    [
      "the first of two equal attributes, quoted or not",
      "<a href=/a?b=1&amp;c HREF='/d'>x</a >y",
      "[x](https://example.com/a?b=1&c)y",
    ],
    [
      "an element that closes itself in XHTML",
      '<?xml version="1.0"?><title/><script src="a.js" /><p>a</p><style/><iframe src="x"/>b',
      "a\n\nb",
    ],
    ["but not in HTML, and not with a value's slash", "a<script src=x/>b</script>c", "ac"],
    ["a script of XHTML that has text", '<?xml version="1.0"?>a<script>b</script>c', "ac"],
    [
      "elements deeper than any page has",
      `${"<div>".repeat(600)}a<script>b</script><style>c</style><b>d</b>${"</div>".repeat(600)}e`,
      "ad\n\ne",
    ],
    ["a prototype's names", "<constructor>a</constructor><valueOf>b</valueOf>", "ab"],
    ["nothing", "", ""],
  ])("%s", (_, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });

  test.each([
    "<div>",
    "<b>",
    "<blockquote>a",
    "<ul><li>a",
    "<table><tr><td>a",
    "<a href=x>y",
    "</b>",
    "<i><div>x</b>",
    "<pre>\n\n",
    "<sup>2",
    "<h1>a",
    "<dl><dt>a<dd>b",
    "&amp;",
    "<",
    "<table><tr><td rowspan=99>aaaa<td colspan=99>b",
    "<code>`",
    "<!--",
    "<a b='",
    "<li>",
    "<a b=",
    "<a b   ",
    "</",
    "<title>",
    "<![CDATA[",
    "&#",
    "&a",
  ])("a page of %j over and over takes linear time and room", (piece) => {
    const once = performance.now();
    const output = markdown(piece.repeat(Math.ceil(100_000 / piece.length)));
    expect(output.length).toBeLessThan(600_000);
    expect(performance.now() - once).toBeLessThan(1500);
  });

  test("pages of chance are read, and what was visible of them is kept", () => {
    const names =
      "a b i p div ul ol li table tr td th pre code h1 h2 blockquote dl dt dd sup br hr img span caption details math title".split(
        " ",
      );
    const tag = fc.tuple(
      fc.constantFrom("<", "</"),
      fc.constantFrom(...names),
      fc.constantFrom(">", " href=x>", " colspan=3 rowspan=2>", "/>"),
    );
    const entity = fc.constantFrom("&#x110000;", "&#0;", "&#xD800;", "&amp", "&nbsp;", "\u0000");
    const piece = fc.oneof(
      tag.map((parts) => parts.join("")),
      entity,
      fc.constantFrom("word", " ", "\n", "`", "|"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const page = htmlToMarkdown(`${pieces.join("")}<p>end`);
        return !page.markdown.includes("undefined") && (page.markdown + page.title).includes("end");
      }),
      { numRuns: 2000 },
    );
  });

  test("long runs of spaces in code take linear time", () => {
    const started = performance.now();
    markdown(`<pre>${"\n".repeat(200_000)}x</pre><table><tr><td><pre>${" ".repeat(200_000)}x</pre><td>y</table>`);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
