/** The names of characters: `unicodedata.name` and `lookup`, `\N{...}` in literals, the error handler `namereplace`. */
import { lazily } from "../../runtime/lazily.ts";
import {
  NAME_ALIASES,
  NAME_FAMILIES,
  NAME_NUMBERS,
  NAME_SPELLED,
  NAME_STEP_KINDS,
  NAME_STEPS,
  NAME_WORDS,
  NAMED_RUNS,
} from "./names-data.ts";
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

/** The digits of the tables: printable ASCII but for the quotation mark and the backslash. */
const DIGIT_COUNT = 93;
const ONE_DIGIT_WORDS = 48;
const ONE_DIGIT_STEPS = 80;
/** As the number of a word: it is spelled. */
const SPELLED = DIGIT_COUNT - 1;

/**
 * A name is made from the one before by a step: so many words are kept at the start, so many at the end, and so many new
 * ones stand between. The step that keeps nothing and adds nothing counts the number at the end up.
 */
class NameReader {
  readonly #words = NAME_WORDS.split(" ");
  readonly #spelled = NAME_SPELLED.split(" ").values();
  readonly #steps = new Digits(NAME_STEPS);
  readonly #numbers = new Digits(NAME_NUMBERS);
  readonly #kinds = new Digits(NAME_STEP_KINDS);

  next(previous: readonly string[]): string[] {
    const kind = this.#steps.next(ONE_DIGIT_STEPS) * 3;
    const [start, end, fresh] = [this.#kinds.at(kind), this.#kinds.at(kind + 1), this.#kinds.at(kind + 2)];
    if (start + end + fresh === 0) return countUp(previous);
    const words = previous.slice(0, start);
    for (let count = 0; count < fresh; count++) words.push(this.#word());
    return end === 0 ? words : words.concat(previous.slice(-end));
  }

  #word(): string {
    const number = this.#numbers.next(ONE_DIGIT_WORDS, SPELLED);
    return (number === undefined ? this.#spelled.next().value : this.#words[number]) ?? "";
  }
}

/** Numbers in one digit or two. */
class Digits {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(position: number): number {
    const code = this.#text.charCodeAt(position);
    return code - 32 - (code > 34 ? 1 : 0) - (code > 92 ? 1 : 0);
  }

  /** The next number; undefined where its first digit is `none`. */
  next(oneDigit: number): number;
  next(oneDigit: number, none: number): number | undefined;
  next(oneDigit: number, none?: number): number | undefined {
    const first = this.at(this.#position++);
    if (first === none) return undefined;
    if (first < oneDigit) return first;
    return oneDigit + (first - oneDigit) * DIGIT_COUNT + this.at(this.#position++);
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
