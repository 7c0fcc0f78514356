// Runs the grammar of grammar.ts over tokens: an ordered, backtracking recogniser. It builds nothing; what it leaves is
// how far it had to look, and the reports of the rules for mistakes.

import type { PythonSyntaxError } from "./errors.ts";
import { GRAMMAR } from "./grammar.ts";
import type { SourceText } from "./source.ts";
import {
  END_MARKER, DEDENT, ERROR, FORMATTED_STRING, INDENT, NAME, NEWLINE, NUMBER, STRING, kindOf,
} from "./tokens.ts"; // oxfmt-ignore
import type { Tokens } from "./tokenizer.ts";

/** A stretch of tokens that matched part of a rule. */
export interface Part {
  /** Index of the first token, and of the one after the last. */
  start: number;
  end: number;
  /** The rule it matched, "" for a token or group. */
  rule: string;
}

/** What a rule's `-> action` does: it throws, or leaves the matter. */
export type Report = (reading: Reading, a: Part, b: Part) => void;

/** Thrown when the parser comes to the ERROR token. */
export const TOKENIZER_STOPPED: { readonly reason: string } = Object.freeze({ reason: "the tokenizer stopped" });

/** One reading of the tokens, or two: what has been fetched stays fetched. */
export class Reading {
  readonly tokens: Tokens;
  readonly reports: Readonly<Record<string, Report>>;
  /** Explains what is wrong with an expression that stands in an f-string, given with parentheses around it. */
  readonly explainExpression: (source: SourceText) => PythonSyntaxError | null;
  /** The last token that any rule has looked at. */
  furthest = 0;
  /** Whether the rules for mistakes take part. */
  seeksMistakes = false;
  private kept = new Map<string, Map<number, number>>();

  constructor(
    tokens: Tokens,
    reports: Readonly<Record<string, Report>>,
    explainExpression: (source: SourceText) => PythonSyntaxError | null,
  ) {
    this.tokens = tokens;
    this.reports = reports;
    this.explainExpression = explainExpression;
  }

  /** Reads a rule from the first token; whether it matched. */
  read(rule: string): boolean {
    this.kept = new Map();
    return (compiledGrammar().get(rule) ?? fails)(this, 0) >= 0;
  }

  kindAt(position: number): number {
    if (position > this.furthest) this.furthest = position;
    const kind = this.tokens.kinds[position] ?? END_MARKER;
    if (kind === ERROR) throw TOKENIZER_STOPPED;
    return kind;
  }

  keptResults(rule: string): Map<number, number> {
    let results = this.kept.get(rule);
    if (results === undefined) this.kept.set(rule, (results = new Map()));
    return results;
  }
}

/** Where the match that begins at a position ends; FAILED, or STOPPED when no later alternative may be tried. */
type Matcher = (reading: Reading, position: number) => number;

const FAILED = -1;
const STOPPED = -2;
const NO_PART: Part = { start: 0, end: 0, rule: "" };

const fails: Matcher = () => FAILED;

/** The grammar, compiled at the first program that needs it. */
const LAZY: { grammar: Map<string, Matcher> | null } = { grammar: null };

function compiledGrammar(): Map<string, Matcher> {
  return (LAZY.grammar ??= new GrammarCompiler().compile(GRAMMAR));
}

const TOKEN_KINDS: Readonly<Record<string, readonly number[]>> = {
  NAME: [NAME],
  NUMBER: [NUMBER],
  STRING: [STRING, FORMATTED_STRING],
  NEWLINE: [NEWLINE],
  INDENT: [INDENT],
  DEDENT: [DEDENT],
  ENDMARKER: [END_MARKER],
};
const SOFT_KEYWORDS: ReadonlySet<string> = new Set(["_", "case", "match"]);
const LEXEMES = /'[^']+'|"[^"]+"|->|&&|[A-Za-z_]\w*|[|()?*+.&!~=]/g;

interface Item {
  matcher: Matcher;
  label: string;
  rule: string;
}

class GrammarCompiler {
  private readonly rules = new Map<string, Matcher>();
  private lexemes: string[] = [];
  private index = 0;
  private ruleName = "";

  compile(grammar: string): Map<string, Matcher> {
    for (const [, name = "", star, body = ""] of grammar.matchAll(/^(\w+)(\*?):(.*\n(?: .*\n)*)/gm)) {
      this.ruleName = name;
      this.lexemes = body.match(LEXEMES) ?? [];
      this.index = 0;
      const matcher = this.alternatives();
      this.rules.set(name, star === "*" ? keep(name, matcher) : matcher);
    }
    return this.rules;
  }

  private peek(distance = 0): string {
    return this.lexemes[this.index + distance] ?? "";
  }

  private eat(lexeme: string): boolean {
    if (this.peek() !== lexeme) return false;
    this.index++;
    return true;
  }

  private alternatives(): Matcher {
    const options: Matcher[] = [];
    do options.push(this.sequence());
    while (this.eat("|"));
    return choose(options);
  }

  private sequence(): Matcher {
    const items: Item[] = [];
    let cutAt = -1;
    let action = "";
    while (!["", "|", ")"].includes(this.peek())) {
      if (this.eat("~")) cutAt = items.length;
      else if (this.eat("->")) action = this.lexemes[this.index++] ?? "";
      else items.push(this.item());
    }
    const matchers = items.map((each) => each.matcher);
    if (action !== "") return report(items, action, this.ruleName.includes("invalid_"));
    const [only] = items;
    if (items.length > 1 || only === undefined) return follow(matchers, cutAt);
    // An alternative that is nothing but a rule for mistakes takes part in the second reading only.
    return only.rule.startsWith("invalid_") ? whenSeekingMistakes(only.matcher) : only.matcher;
  }

  private item(): Item {
    let label = "";
    if (this.peek(1) === "=") {
      label = this.peek();
      this.index += 2;
    }
    if (this.eat("&&")) {
      const lexeme = this.lexemes[this.index++] ?? "";
      return { matcher: force(this.token(lexeme), lexeme), label, rule: "" };
    }
    if (this.eat("&")) return { matcher: look(this.atom(), true), label, rule: "" };
    if (this.eat("!")) return { matcher: look(this.atom(), false), label, rule: "" };
    const rule = /^[a-z]/.test(this.peek()) ? this.peek() : "";
    let matcher = this.atom();
    if (this.eat(".")) {
      const element = this.atom();
      this.eat("+");
      return { matcher: gather(matcher, element), label, rule: "" };
    }
    if (this.eat("?")) matcher = optional(matcher);
    else if (this.eat("*")) matcher = repeat(matcher, 0);
    else if (this.eat("+")) matcher = repeat(matcher, 1);
    return { matcher, label, rule };
  }

  private atom(): Matcher {
    if (this.eat("(")) {
      const matcher = this.alternatives();
      this.eat(")");
      return matcher;
    }
    const lexeme = this.lexemes[this.index++] ?? "";
    return /^['"A-Z]/.test(lexeme) ? this.token(lexeme) : this.reference(lexeme);
  }

  private token(lexeme: string): Matcher {
    const text = lexeme.slice(1, -1);
    if (lexeme.startsWith('"')) {
      return (reading, at) => (reading.kindAt(at) === NAME && reading.tokens.names[at] === text ? at + 1 : FAILED);
    }
    const [kind, other] = lexeme.startsWith("'")
      ? [kindOf(text as Parameters<typeof kindOf>[0])] // the grammar's tokens are all in the table
      : (TOKEN_KINDS[lexeme] ?? []);
    return (reading, at) => {
      const found = reading.kindAt(at);
      return found === kind || found === other ? at + 1 : FAILED;
    };
  }

  private reference(name: string): Matcher {
    if (name === "softKeyword") {
      return (reading, at) =>
        reading.kindAt(at) === NAME && SOFT_KEYWORDS.has(reading.tokens.names[at] ?? "") ? at + 1 : FAILED;
    }
    const { rules } = this;
    if (name === "expression_without_invalid") {
      return (reading, at) => {
        const { seeksMistakes } = reading;
        reading.seeksMistakes = false;
        const end = (rules.get(name) ?? fails)(reading, at);
        reading.seeksMistakes = seeksMistakes;
        return end;
      };
    }
    return (reading, at) => (rules.get(name) ?? fails)(reading, at);
  }
}

function whenSeekingMistakes(matcher: Matcher): Matcher {
  return (reading, at) => (reading.seeksMistakes ? matcher(reading, at) : FAILED);
}

function keep(name: string, matcher: Matcher): Matcher {
  return (reading, at) => {
    const results = reading.keptResults(name);
    let end = results.get(at);
    if (end === undefined) results.set(at, (end = matcher(reading, at)));
    return end;
  };
}

function choose(options: readonly Matcher[]): Matcher {
  const [only] = options;
  // STOPPED ends here: to the rules around, the match has failed like any other.
  if (options.length === 1 && only !== undefined) {
    return (reading, at) => {
      const end = only(reading, at);
      return end === STOPPED ? FAILED : end;
    };
  }
  return (reading, at) => {
    for (const option of options) {
      const end = option(reading, at);
      if (end >= 0) return end;
      if (end === STOPPED) return FAILED;
    }
    return FAILED;
  };
}

function follow(matchers: readonly Matcher[], cutAt: number): Matcher {
  return (reading, at) => {
    let end = at;
    for (let index = 0; index < matchers.length; index++) {
      end = (matchers[index] ?? fails)(reading, end);
      if (end < 0) return cutAt >= 0 && index >= cutAt ? STOPPED : FAILED;
    }
    return end;
  };
}

/** A sequence with an action. A mistake that is not reported after all still ends its rule, as in CPython. */
function report(items: readonly Item[], action: string, isMistake: boolean): Matcher {
  return (reading, at) => {
    let end = at;
    let a = NO_PART;
    let b = NO_PART;
    for (const { matcher, label, rule } of items) {
      const start = end;
      end = matcher(reading, start);
      if (end < 0) return FAILED;
      if (label === "a") a = { start, end, rule };
      else if (label === "b") b = { start, end, rule };
      else if (items.length === 1) a = { start, end, rule };
    }
    reading.reports[action]?.(reading, a, b);
    return isMistake ? STOPPED : end;
  };
}

function look(matcher: Matcher, isWanted: boolean): Matcher {
  return (reading, at) => (matcher(reading, at) >= 0 === isWanted ? at : FAILED);
}

function force(matcher: Matcher, lexeme: string): Matcher {
  return (reading, at) => {
    const end = matcher(reading, at);
    if (end < 0) reading.reports["expectedToken"]?.(reading, { start: at, end: at + 1, rule: lexeme }, NO_PART);
    return end;
  };
}

function optional(matcher: Matcher): Matcher {
  return (reading, at) => {
    const end = matcher(reading, at);
    return end >= 0 ? end : at;
  };
}

function repeat(matcher: Matcher, minimum: number): Matcher {
  return (reading, at) => {
    let end = at;
    for (let count = 0; ; count++) {
      const next = matcher(reading, end);
      if (next < 0 || next === end) return count >= minimum ? end : FAILED;
      end = next;
    }
  };
}

function gather(separator: Matcher, element: Matcher): Matcher {
  return (reading, at) => {
    let end = element(reading, at);
    if (end < 0) return FAILED;
    for (;;) {
      const afterSeparator = separator(reading, end);
      const next = afterSeparator < 0 ? FAILED : element(reading, afterSeparator);
      if (next < 0) return end;
      end = next;
    }
  };
}
