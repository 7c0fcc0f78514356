import { expect, test } from "vitest";
import { type HtmlHandler, readHtml, readXml } from "../../src/tools/html-events.ts";

/** What a reader tells, in one line. */
function told(read: (text: string, handler: HtmlHandler) => void, text: string): string {
  let line = "";
  read(text, {
    open: (name) => (line += `<${name}>`),
    text: (piece) => (line += piece),
    close: (name) => (line += `</${name}>`),
  });
  return line;
}

test("in XML a name may begin as XML has it, and what XML refuses is text", () => {
  const feed = "<_a><été x='1'/><:b>1 <2 <-c></:b></_a><Änderung/><項目>x</項目>";
  expect(told(readXml, feed)).toBe("<_a><été></été><:b>1 <2 <-c></:b></_a><Änderung></Änderung><項目>x</項目>");
  expect(told(readHtml, "<_a>b</_a><été>c")).toBe("<_a>b<été>c");
});

test("in XML nothing is raw, and CDATA is text", () => {
  expect(told(readXml, "<title><b>&lt;</b><![CDATA[<c>]]></title><script/>")).toBe(
    "<title><b><</b><c></title><script></script>",
  );
});
