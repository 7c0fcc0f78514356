import type { Case } from "./cpython.ts";
import { askPython, differences } from "./cpython.ts";
import { expect, test } from "vitest";

// The table is CPython's own, read where CPython is installed.
const READ_TABLE = String.raw`
import json, sys, warnings
warnings.simplefilter("ignore")
from test.re_tests import tests
json.dump([[t[0], t[1]] for t in tests], sys.stdout)
`;

test("every pattern of CPython's own table does the same on str and on bytes", () => {
  // The program above writes exactly this form.
  const rows = askPython(READ_TABLE, null) as Array<[string, string]>;
  expect(rows.length).toBeGreaterThan(300);
  const cases = rows.flatMap(([pattern, subject]): Case[] => {
    const subjects = [subject, subject.toUpperCase(), `x${subject}\n`, subject + subject, ""];
    const isLatin = /^[\0-\xff]*$/.test(pattern + subjects.join(""));
    const flags = [0, 2, 8, 16];
    return flags.flatMap((flag) => [{ pattern, subjects, flags: flag }, ...(isLatin ? [{ pattern, subjects, flags: flag, bytes: true }] : [])]);
  });
  expect(differences(cases)).toEqual([]);
});

const COMMON_SUBJECTS = [
  "", "a", "aaa", "abc", "foo bar", "key = value", "2024-05-17T10:20:30Z", "john.doe+tag@example.co.uk, x@y", "http://a.b/c?d=e#f",
  '{"a": [1, 2.5, -3e10], "b": "c\\"d"}', "line one\nline two\n\nline four", "\"quoted\" 'single' \"un", "Straße ÄÖÜ äöü ſK", "été à l'œuf 中文 テスト",
  "😀 a😀b 𐐀𐐨", "\u2028\u00a0\u3000\x1c\x85", "٣٤ ४२ ²³ ⅷ", "aXbXc", "ΑΒΓ αβγ ς Σ σ", "\ud83d \ude00", "((1 + 2) * 3)", "xxxxxxxxxxxxxxxxxxxx", "a\tb\r\nc\fd\ve",
];

const COMMON_PATTERNS = [
  "", "a*", "a+?", "(a)|b", "^", "$", "(?m)^.*$", "(?m)^", "(?m)$", "\\Z", "(?s).*", "(?s).+?", "\\b", "\\B", "\\b\\w+\\b", "\\w+", "\\W+", "\\d+", "\\D+", "\\s+", "\\S+", "(?a)\\w+",
  "(?a)\\d+", "(?a)\\s", "(\\w+)\\s*=\\s*(\\w+)", "(\\d{4})-(\\d\\d)-(\\d\\d)", "[\\w.+-]+@[\\w-]+\\.[\\w.]+", "(?P<scheme>\\w+)://(?P<host>[^/]+)(?P<rest>.*)", '"(?:[^"\\\\]|\\\\.)*"',
  "'[^']*'|\"[^\"]*\"", "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?", "(?i)strasse|straße", "(?i)[a-zß]+", "(?i)k", "(?i)s+", "(?i)σ", "(?i)[^ς]", "(?i)𐐀", "(?i)[𐐨x]", "(?i)[À-ÿ]+", "(?ia)[k-s]+",
  ".", "[^a]", "[^\\W\\d_]+", "😀", "[😀a]", "[\\U00010000-\\U0010ffff]", "[^\\x00-\\x7f]+", "\\ud83d", "[\\ud800-\\udfff]", "(?<=a).", "(?<!a).", "(?<=😀).", ".(?=😀)", "(.)\\1", "(?i)(.)\\1",
  "(?:a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|A|B|C|D|E|F)+", "foo|bar|baz|key|value|line|john|http|Stra|was|will|been|ab|abc|abcd|one|two|three|four|five|six|seven|eight|nine|ten|a|b|c|d|e|f|g|h",
  "x{3}", "x{2,4}", "x{2,4}?", "x{,3}", "x{3,}", "x{18,}x", "(x{2}){3}", "(?:x{2,3}){2,3}", "x*x*x*y", "(x+x+)+y", "(?>x+)x", "x++x", "x{2}+", "(?:x|xx){3}+", "(?:(a)|(b)|(X))*", "(?:(a)|b)*?c",
  "(a)?(?(1)b|c)", "(?P<q>['\"])?\\w+(?(q)(?P=q))", "(?x) a  # letter\n b", "(?x)[ a]", "\\(([^()]|\\([^()]*\\))*\\)", "(?#comment)a", "(?-i:a)", "(?i:a)B", "(?s-m:.)", "[]a]", "[^]a]", "[a-]", "[-a]", "[\\]]",
  "a{", "a{1", "a{1,", "a{,", "a{}", "a{ 1}", "{", "}", "]", "\\x61", "\\u0061", "\\141", "\\07", "[\\141\\0\\b]", "\\.", "\\é", "(?:)", "()", "(?=)", "(?!)", "(?=a)?", "(?:^a)+", "(a*)*", "(a*)+", "(a|)+", "(|a)+", "(?:a?)*?b",
  "(a?)*?", "(?:a??)+", "(?:(?=(a))a)+", "(?:(?!b)(.))*", "(?<=(a))b", "(?<=a|b)c", "(?<=[ab]{2})c", "(?<!\\w)\\w", "^(?:(.).*\\1)$", "(.*)(.*)", "(.*?)(.*)", "(.+)(.+?)(.*)", "\\A\\s*\\Z", "a$", "a\\n?$",
];

test("everyday patterns do the same as in CPython", () => {
  const cases = COMMON_PATTERNS.flatMap((pattern): Case[] => [
    { pattern, subjects: COMMON_SUBJECTS },
    { pattern, subjects: COMMON_SUBJECTS, flags: 2 },
  ]);
  expect(differences(cases)).toEqual([]);
});

const WRONG_PATTERNS = [
  "(", ")", "a)", "(a", "((a)", "(?:a", "(?", "(?P", "(?P<", "(?P<a", "(?P<>x)", "(?P<1a>x)", "(?P<a b>x)", "(?P<a>x)(?P<a>y)", "(?P=a)", "(?P=", "(?P=1)", "(?P<a>(?P=a))", "(?Px)", "(?<x)", "(?<", "(?y)", "(?#", "(?#a",
  "(?(", "(?(1", "(?(1)", "(?(1)a|b|c)", "(?(1)a)", "(?(0)a)", "(?(a)b)", "(?(a!)b)", "(?(-1)b)", "(?(99999999999)b)", "(?(1)a|b", "*", "+a", "?", "{1}", "a**", "a*{2}", "a{2}{3}", "a*???", "a+++", "^*", "$+", "\\b?", "|*", "(*)",
  "a{2,1}", "a{4294967295}", "a{1,99999999999}", "[", "[a", "[^", "[]", "[^]", "[b-a]", "[a-\\d]", "[\\w-a]", "[\\d-z]", "[a-", "[\\", "\\", "a\\", "\\q", "\\x", "\\x1", "\\xg", "\\u12", "\\U0001", "\\U00110000", "\\N", "\\N{", "\\N{}", "\\N{x",
  "\\N{no such name}", "[\\N{no such name}]", "[\\q]", "[\\8]", "[\\400]", "\\400", "\\1", "(a\\1)", "(a)\\2", "(a)\\12", "\\8", "(?<=a*)b", "(?<!a|bc)", "(?<=(a)\\1)", "(?<=(?P<x>a)(?P=x))", "(a(?<=\\1))", "(?<=a(?(1)b))(c)", "(?i", "(?i-", "(?i-:",
  "(?-", "(?-i", "(?-i)", "(?-a:x)", "(?i-i:x)", "(?L)a", "(?au)a", "(?a-i)x", "(?t:a)", "(?-t:a)", "(?iq)", "(?i\n)", "a(?i)b", "(?i)(?m)a(?s)", "|(?i)", "(a(?i))", "(?u)a", "(?P<é>a)(?P=é)", "(?P<😀>a)", "a\nb(", "a\n\n  [z-a]", "x\n(?P<a\n>)",
  "[[a]", "[a&&b]", "[a--b]", "[a||b]", "[a~~b]", "[a-z--]", "[--a]", "[&&a]", "[a[b]", "(?P<a'b>x)", "(?P<a\"'>x)", "(?P<\\x>x)", "(?P<\u200b>x)", "(".repeat(495) + ")".repeat(495), "(".repeat(600) + ")".repeat(600),
];

test("wrong patterns are refused with CPython's words and positions", () => {
  const flags = [0, 2, 4, 32, 64, 256, 256 | 32];
  const cases = WRONG_PATTERNS.flatMap((pattern) =>
    flags.flatMap((flag): Case[] => [
      { pattern, flags: flag, subjects: [] },
      ...(/^[\0-\xff]*$/.test(pattern) ? [{ pattern, flags: flag, subjects: [], bytes: true }] : []),
    ]),
  );
  expect(differences(cases)).toEqual([]);
});
