import { expect, test } from "vitest";
import {
  codecErrorMessage,
  UnicodeCodecError,
  type CodecErrorHandler,
} from "../../../../src/python/builtins/text/codec-errors.ts";
import { decodeBytes, encodeText, lookupCodec } from "../../../../src/python/builtins/text/codecs.ts";
import { compareWithPython, Random, type Case } from "./compare.ts";

const SCRIPT = `
import codecs, warnings
warnings.simplefilter('ignore')
codecs.register_error('mark', lambda error: ('<%d-%d>' % (error.start, error.end), error.end))
codecs.register_error('skip', lambda error: ('', error.start + 1))
codecs.register_error('raw', lambda error: (b'\\x00\\xff\\x00\\xff', error.end))
codecs.register_error('end', lambda error: ('!', len(error.object)))
codecs.register_error('bad', lambda error: ('\\u20ac', 99))
def failure(error): return [error.encoding, error.start, error.end, error.reason, str(error)]
def encode(text, encoding, errors):
    try: return list(text.encode(encoding, errors))
    except UnicodeEncodeError as error: return failure(error)
def decode(values, encoding, errors):
    try: return bytes(values).decode(encoding, errors)
    except UnicodeDecodeError as error: return failure(error)
def lookup(name): return codecs.lookup(name).name
`;

const HANDLERS = new Map<string, CodecErrorHandler>([
  ["mark", (error) => ({ replacement: `<${error.start}-${error.end}>`, position: error.end })],
  ["skip", (error) => ({ replacement: "", position: error.start + 1 })],
  ["raw", (error) => ({ replacement: Uint8Array.of(0, 255, 0, 255), position: error.end })],
  [
    "end",
    (error) => ({
      replacement: "!",
      position: typeof error.object === "string" ? Array.from(error.object).length : error.object.length,
    }),
  ],
  ["bad", () => ({ replacement: "\u20ac", position: 99 })],
]);

function orFailure<T>(run: () => T): T | unknown[] {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UnicodeCodecError)) throw error;
    return [error.encoding, error.start, error.end, error.reason, codecErrorMessage(error)];
  }
}

const options = (errors: string): { errors: string; findHandler: (name: string) => CodecErrorHandler | undefined } => ({
  errors,
  findHandler: (name) => HANDLERS.get(name),
});

const FUNCTIONS = new Map<string, (...args: never[]) => unknown>([
  [
    "encode",
    (text: string, encoding: string, errors: string) =>
      orFailure(() => Array.from(encodeText(text, encoding, options(errors)))),
  ],
  [
    "decode",
    (values: number[], encoding: string, errors: string) =>
      orFailure(() => decodeBytes(Uint8Array.from(values), encoding, options(errors))),
  ],
  ["lookup", (name: string) => lookupCodec(name)?.name],
]);

const ENCODINGS = [
  "utf-8",
  "utf-16",
  "utf-16-le",
  "utf-16-be",
  "utf-32",
  "utf-32-le",
  "utf-32-be",
  "utf-7",
  "utf-8-sig",
  "ascii",
  "latin-1",
  "cp1252",
  "iso8859-15",
  "cp437",
  "koi8-r",
  "unicode_escape",
  "raw_unicode_escape",
  "cp037",
  "mac-roman",
  "hex",
];
const ERRORS = [
  "strict",
  "strict",
  "ignore",
  "replace",
  "backslashreplace",
  "surrogateescape",
  "surrogatepass",
  "mark",
  "skip",
  "end",
  "bad",
  "nonsense",
];

test("encodings and error handlers agree with CPython", () => {
  const random = new Random();
  const cases: Case[] = [];
  // A high surrogate before a low one would join when JSON is read, so texts hold one kind at a time.
  const alphabets = [
    "ab+-~\\\n\u00e9\u20ac\u{1f600}\ud800\u0100",
    "a\u00e9\udc80\udcff\udfff\u20ac",
    "plain +ASCII\\ text\t~",
    "\u043f\u0440\u00e9",
  ].map((alphabet) => [...alphabet]);
  for (let count = 0; count < 8000; count++) {
    const encoding = random.choice(ENCODINGS);
    cases.push([
      "encode",
      random.text(10, random.choice(alphabets)),
      encoding,
      random.choice([...ERRORS, "xmlcharrefreplace", "raw"]),
    ]);
    cases.push(["decode", randomBytes(random, encoding), encoding, random.choice([...ERRORS, "xmlcharrefreplace"])]);
  }
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

function randomBytes(random: Random, encoding: string): number[] {
  const length = random.integer(0, 9);
  if (encoding.startsWith("utf-8") && random.next() < 0.3) {
    return [0xef, 0xbb, 0xbf, random.choice([0x41, 0xff, 0xe2])];
  }
  if (encoding === "utf-7")
    return [...random.text(9, [..."++--AQIZz/2D0Pab@~\u00ff\\"])].map((character) => character.charCodeAt(0));
  if (encoding.endsWith("escape"))
    return [...random.text(9, [..."\\\\\\xuUN{}01729afgn'\"\n\u00e9"])].map((character) => character.charCodeAt(0));
  const pool = encoding.startsWith("utf-8")
    ? [0x41, 0x80, 0xbf, 0xa0, 0x9f, 0x90, 0x8f, 0xc0, 0xc2, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0xf5, 0xff]
    : encoding.startsWith("utf")
      ? [0, 0, 0x41, 0xd8, 0xdc, 0xff, 0xfe, 0x10]
      : [];
  return Array.from({ length }, () => (pool.length > 0 ? random.choice(pool) : random.integer(0, 255)));
}

test("every code page maps every byte and every character as CPython's", () => {
  const cases: Case[] = [];
  const every = Array.from({ length: 256 }, (_, byte) => byte);
  const pages =
    "cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 hp_roman8 iso8859_2 iso8859_3 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 koi8_r koi8_t koi8_u kz1048 mac_croatian mac_cyrillic mac_greek mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620";
  for (const page of pages.split(" ")) {
    cases.push(
      ["decode", every, page, "replace"],
      ["decode", every, page, "strict"],
      ["lookup", page],
      ["lookup", page.toUpperCase().replace("_", "-")],
    );
    const text = decodeBytes(Uint8Array.from(every), page, { errors: "ignore" });
    cases.push(["encode", text, page, "strict"], ["encode", `${text}\u{1f600}\u4e00`, page, "xmlcharrefreplace"]);
  }
  for (const name of [
    "UTF8",
    "utf 8",
    "U8",
    "latin 1",
    "ISO-8859-1",
    "l1",
    "windows-1252",
    "US-ASCII",
    "646",
    "utf--8",
    " utf-8 ",
    "utf8!",
    "utf_16le",
    "latin9",
    "ISO_8859-1:1987",
    "ansi_x3.4_1968",
    "hex",
    "rot13",
  ])
    cases.push(["lookup", name]);
  compareWithPython(SCRIPT, FUNCTIONS, cases);
});

test("unknown encodings and non-text codecs are named in the error", () => {
  expect(lookupCodec("cp-1252")).toBe(undefined);
  expect(() => encodeText("a", "klingon")).toThrow(
    expect.objectContaining({ type: "LookupError", message: "unknown encoding: klingon" }),
  );
  expect(() => decodeBytes(new Uint8Array(1), "rot13")).toThrow(
    expect.objectContaining({
      message: "'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs",
    }),
  );
});

test("namereplace and \\N use the names they are given", () => {
  const encoded = encodeText("a\u00e9\ue000", "ascii", {
    errors: "namereplace",
    characterName: (code) => (code === 0xe9 ? "E ACUTE" : undefined),
  });
  expect(String.fromCharCode(...encoded)).toBe("a\\N{E ACUTE}\\ue000");
  const bytes = Uint8Array.from("\\N{E ACUTE}!", (character) => character.charCodeAt(0));
  expect(
    decodeBytes(bytes, "unicode_escape", { characterNamed: (name) => (name === "E ACUTE" ? 0xe9 : undefined) }),
  ).toBe("\u00e9!");
});

test("many errors in a long text take linear time", () => {
  const text = "\u{1f600}\u00e9a".repeat(50_000);
  expect(encodeText(text, "ascii", { errors: "replace" }).length).toBe(150_000);
  expect(
    encodeText(text, "cp1252", { errors: "mark", findHandler: (name) => HANDLERS.get(name) }).length,
  ).toBeGreaterThan(150_000);
  expect(decodeBytes(new Uint8Array(200_000).fill(0xff), "utf-8", { errors: "surrogateescape" }).length).toBe(200_000);
});
