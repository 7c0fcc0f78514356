/** Character references of HTML: `&amp;`, `&#38;`, `&#x26;`. */
import { lazily } from "../../runtime/lazily.ts";
import { HTML4_ENTITIES, HTML5_ENTITIES } from "./entities-data.ts";

/** Every name, with and where it may be left out without the semicolon, and its characters. */
export const html5Entities: () => ReadonlyMap<string, string> = lazily(() => {
  const entities = new Map<string, string>(),
    words = HTML5_ENTITIES.split(" ");
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index] ?? "";
    const characters = String.fromCodePoint(...(words[index + 1] ?? "").split("+").map((code) => parseInt(code, 36)));
    entities.set(name, characters);
    if (!name.endsWith(";")) entities.set(`${name};`, characters);
  }
  return entities;
});

/** The names of HTML 4 and their code points. */
export const html4Entities: () => ReadonlyMap<string, number> = lazily(() => {
  const words = HTML4_ENTITIES.split(" ");
  return new Map(
    words.filter((_, index) => index % 2 === 0).map((name, index) => [name, parseInt(words[2 * index + 1] ?? "", 36)]),
  );
});

/** What `reference`, which follows an `&`, stands for; undefined for no reference. */
export function characterReference(reference: string): string | undefined {
  if (reference.startsWith("#")) return numbered(reference);
  return html5Entities().get(reference);
}

/** The text with each reference replaced. */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu, (whole, reference: string) => {
    const found = characterReference(reference);
    if (found !== undefined) return found;
    // Names without a semicolon may go on as text.
    for (let length = reference.length - 1; length > 1; length--) {
      const start = html5Entities().get(reference.slice(0, length));
      if (start !== undefined) return start + reference.slice(length);
    }
    return whole;
  });
}

/** What browsers make of 0x80 to 0x9f: the characters of Windows-1252. */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";
const REPLACEMENT = "\ufffd";

function numbered(reference: string): string {
  const digits = reference.slice(1).replace(/;$/, "");
  const code = /^x/i.test(digits) ? parseInt(digits.slice(1), 16) : Number(digits);
  if (code === 0) return REPLACEMENT;
  if (code === 13) return "\r";
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.charAt(code - 0x80);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return REPLACEMENT;
  return isInvalid(code) ? "" : String.fromCodePoint(code);
}

/** Control characters and the code points that are no characters. */
function isInvalid(code: number): boolean {
  return (
    (code < 32 && code !== 9 && code !== 10 && code !== 12) ||
    code === 127 ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe
  );
}
