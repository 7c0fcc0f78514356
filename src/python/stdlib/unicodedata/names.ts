/** The names of characters: `unicodedata.name` and `lookup`, `\N{...}` in literals, the error handler `namereplace`. */
import { lazily } from "../../runtime/lazily.ts";
import { NAME_ALIASES, NAME_FAMILIES, NAME_TEXT, NAME_WORDS, NAMED_RUNS } from "./names-data.ts";
import { alternatingRuns } from "./run-lengths.ts";

const HANGUL_START = 0xac00;
const IDEOGRAPH_PREFIX = "CJK UNIFIED IDEOGRAPH-";
const HANGUL_PREFIX = "HANGUL SYLLABLE ";
const HANGUL_LEADS = "G GG N D DD R M B BB S SS  J JJ C K T P H".split(" ");
const HANGUL_VOWELS = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".split(" ");
const HANGUL_TAILS = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".split(" ");
const HANGUL_COUNT = HANGUL_LEADS.length * HANGUL_VOWELS.length * HANGUL_TAILS.length;

interface Family {
  prefix: string;
  runs: readonly { start: number; end: number }[];
}

const families = lazily((): readonly Family[] =>
  NAME_FAMILIES.map(([prefix, lengths]) => ({ prefix, runs: alternatingRuns(lengths) })),
);
const namesByCode = lazily(unpackNames);
const codesByName = lazily(() => new Map(Array.from(namesByCode(), ([code, name]) => [name, code])));
const aliases = lazily(
  () => new Map(NAME_ALIASES.split(";").map((row) => [row.slice(row.indexOf(" ") + 1), parseInt(row, 36)])),
);

/** `unicodedata.name`, or undefined for a character without one, such as a control character. */
export function characterName(code: number): string | undefined {
  if (isHangulSyllable(code)) return HANGUL_PREFIX + hangulName(code - HANGUL_START);
  for (const { prefix, runs } of families()) {
    if (runs.some(({ start, end }) => code >= start && code < end))
      return prefix + code.toString(16).toUpperCase().padStart(4, "0");
  }
  return namesByCode().get(code);
}

/** `unicodedata.lookup`: the character of a name or alias, in any case, or undefined. Named sequences are not known. */
export function characterNamed(name: string): number | undefined {
  // CPython computes these two kinds of names, and then case counts.
  if (name.startsWith(HANGUL_PREFIX)) return hangulNames().get(name.slice(HANGUL_PREFIX.length));
  if (name.startsWith(IDEOGRAPH_PREFIX)) return ideographNamed(name.slice(IDEOGRAPH_PREFIX.length));
  // Upper case could make ASCII of other letters.
  if (/[^\0-\x7f]/.test(name)) return undefined;
  const written = name.toUpperCase();
  return codesByName().get(written) ?? aliases().get(written) ?? familyMember(written);
}

const hangulNames = lazily(() => {
  const codes = new Map<string, number>();
  for (let index = 0; index < HANGUL_COUNT; index++) codes.set(hangulName(index), HANGUL_START + index);
  return codes;
});

function ideographNamed(digits: string): number | undefined {
  if (!/^[0-9A-F]{4,5}$/.test(digits)) return undefined;
  const code = parseInt(digits, 16);
  return characterName(code)?.startsWith(IDEOGRAPH_PREFIX) === true ? code : undefined;
}

/** A name that ends in its own code point. */
function familyMember(name: string): number | undefined {
  const digits = /-([0-9A-F]{4,5})$/.exec(name)?.[1];
  if (digits === undefined || name.startsWith(IDEOGRAPH_PREFIX)) return undefined;
  const code = parseInt(digits, 16);
  return characterName(code) === name ? code : undefined;
}

function isHangulSyllable(code: number): boolean {
  return code >= HANGUL_START && code < HANGUL_START + HANGUL_COUNT;
}

function hangulName(index: number): string {
  const tail = index % HANGUL_TAILS.length;
  const pair = Math.floor(index / HANGUL_TAILS.length);
  const vowel = pair % HANGUL_VOWELS.length;
  const lead = Math.floor(pair / HANGUL_VOWELS.length);
  return `${HANGUL_LEADS[lead] ?? ""}${HANGUL_VOWELS[vowel] ?? ""}${HANGUL_TAILS[tail] ?? ""}`;
}

/** The digits in which NAME_TEXT counts: printable ASCII but for the quotation mark and the backslash. */
const DIGIT_COUNT = 93;
const ONE_DIGIT_WORDS = 48;
const TWO_DIGIT_LEADS = 40;
/** As the first digit of a word: it is spelled, up to a space. As that of a name: the last name, its number one higher. */
const LAST_DIGIT = DIGIT_COUNT - 1;
/** As the first digit of a name: the counts of shared and of new words follow as a digit each. */
const LONG = DIGIT_COUNT - 2;

/**
 * A name begins with how many words it shares with the one before, times ten, plus how many new ones follow.
 * A word is its number by frequency: in one digit, in two or in three.
 */
class NameReader {
  readonly #words = NAME_WORDS.split(" ");
  #position = 0;

  next(previous: readonly string[]): string[] {
    const head = this.#digit();
    if (head === LAST_DIGIT) return countUp(previous);
    const isLong = head === LONG;
    const shared = isLong ? this.#digit() : Math.floor(head / 10);
    const fresh = isLong ? this.#digit() : head % 10;
    const words = previous.slice(0, shared);
    for (let count = 0; count < fresh; count++) words.push(this.#word());
    return words;
  }

  #digit(): number {
    const code = NAME_TEXT.charCodeAt(this.#position++);
    return code - 32 - (code > 34 ? 1 : 0) - (code > 92 ? 1 : 0);
  }

  #word(): string {
    const first = this.#digit();
    if (first === LAST_DIGIT) {
      const start = this.#position;
      const end = NAME_TEXT.indexOf(" ", start);
      this.#position = end + 1;
      return NAME_TEXT.slice(start, end);
    }
    return this.#words[this.#number(first)] ?? "";
  }

  #number(first: number): number {
    if (first < ONE_DIGIT_WORDS) return first;
    const lead = first - ONE_DIGIT_WORDS;
    if (lead < TWO_DIGIT_LEADS) return ONE_DIGIT_WORDS + lead * DIGIT_COUNT + this.#digit();
    const rest = (lead - TWO_DIGIT_LEADS) * DIGIT_COUNT * DIGIT_COUNT;
    return ONE_DIGIT_WORDS + TWO_DIGIT_LEADS * DIGIT_COUNT + rest + this.#digit() * DIGIT_COUNT + this.#digit();
  }
}

function countUp(words: readonly string[]): string[] {
  const last = words.at(-1) ?? "";
  const digits = /\d+$/.exec(last)?.[0] ?? "";
  const next = String(Number(digits) + 1).padStart(digits.length, "0");
  return [...words.slice(0, -1), last.slice(0, last.length - digits.length) + next];
}

function unpackNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const reader = new NameReader();
  let words: string[] = [];
  for (const { start, end } of alternatingRuns(NAMED_RUNS)) {
    for (let code = start; code < end; code++) {
      words = reader.next(words);
      names.set(code, words.join(" "));
    }
  }
  return names;
}
