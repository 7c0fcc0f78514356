/** Asks the machine's CPython what `re` does with a batch of patterns, and our engine for the same in the same form. */
import type { MatchMode, MatchResult, Pattern } from "../../../../src/python/stdlib/re/engine.ts";
import type { RegexWarning } from "../../../../src/python/stdlib/re/regex-error.ts";
import { RegexError } from "../../../../src/python/stdlib/re/regex-error.ts";
import { compilePattern, scan } from "../../../../src/python/stdlib/re/engine.ts";
import { fromUnitIndex } from "../../../../src/python/builtins/text/code-points.ts";
import { spawnSync } from "node:child_process";

export interface Case {
  pattern: string;
  flags?: number;
  /** The pattern and the subjects are bytes, given as characters below 256. */
  bytes?: boolean;
  subjects: string[];
}

/** Start, end and groups of a match in code points, its lastindex behind them; null for none. */
export type Found = { spans: number[]; lastindex: number | null; lastgroup: string | null } | null;

export interface Answer {
  error?: { kind: string; message: string; position: number | null; lineno: number | null; colno: number | null };
  groups?: number;
  flags?: number;
  groupIndex?: Array<[string, number]>;
  warnings: string[];
  /** For each subject; "slow" where CPython took too long or found itself wrong. */
  results?: Array<{ match: Found; search: Found; fullmatch: Found; all: Found[] } | "slow">;
}

const ORACLE = String.raw`
import json, re, signal, sys, warnings
def late(*_): raise TimeoutError
signal.signal(signal.SIGALRM, late)
def found(m):
    if m is None: return None
    spans = [p for g in range(m.re.groups + 1) for p in m.span(g)]
    return {"spans": spans, "lastindex": m.lastindex, "lastgroup": m.lastgroup}
def answer(case):
    source, subjects = case["pattern"], case["subjects"]
    if case.get("bytes"):
        source, subjects = source.encode("latin1"), [s.encode("latin1") for s in subjects]
    re.purge()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = {}
        try:
            p = re.compile(source, case.get("flags", 0))
        except re.error as e:
            result["error"] = {"kind": "error", "message": e.msg, "position": e.pos, "lineno": e.lineno, "colno": e.colno}
        except (OverflowError, ValueError, RecursionError) as e:
            result["error"] = {"kind": type(e).__name__, "message": str(e), "position": None, "lineno": None, "colno": None}
    result["warnings"] = [w.category.__name__ + ": " + str(w.message) for w in caught]
    if "error" in result: return result
    result.update(groups=p.groups, flags=p.flags, groupIndex=list(p.groupindex.items()), results=[])
    for s in subjects:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            r = {m: found(getattr(p, m)(s)) for m in ("match", "search", "fullmatch")}
            r["all"] = [found(m) for m in p.finditer(s)]
        except (TimeoutError, SystemError): r = "slow"  # CPython itself reports a few wrong spans this way
        finally: signal.setitimer(signal.ITIMER_REAL, 0)
        result["results"].append(r)
    return result
json.dump([answer(c) for c in json.load(sys.stdin)], sys.stdout)
`;

/** Runs a Python program that reads JSON from its standard input and writes JSON. */
export function askPython(program: string, input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", program], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
  return JSON.parse(stdout);
}

export function askCPython(cases: readonly Case[]): Answer[] {
  // The program above writes exactly this form.
  return askPython(ORACLE, cases) as Answer[];
}

/** Ends what would take very long, as CPython's clock does in the oracle. */
export class StepLimit extends Error {}

export function stepMeter(limit: number): { spend(steps: number): void; spent: number } {
  return {
    spent: 0,
    spend(steps) {
      this.spent += steps;
      if (this.spent > limit) throw new StepLimit(`more than ${limit} steps`);
    },
  };
}

export function askEngine({ pattern: source, flags = 0, bytes = false, subjects }: Case): Answer {
  const warnings: RegexWarning[] = [];
  const compiled = tryCompile(
    bytes ? Uint8Array.from(source, (character) => character.charCodeAt(0)) : source,
    flags,
    warnings,
  );
  const answer: Answer = { warnings: warnings.map(({ category, message }) => `${category}: ${message}`) };
  if (compiled instanceof RegexError) {
    const { kind, message, position, lineno, colno } = compiled;
    return { ...answer, error: { kind, message, position, lineno, colno } };
  }
  const { groups, groupIndex } = compiled;
  return {
    ...answer,
    groups,
    flags: compiled.flags,
    groupIndex: [...groupIndex],
    results: subjects.map((subject) => runAll(compiled, subject)),
  };
}

function tryCompile(source: string | Uint8Array, flags: number, warnings: RegexWarning[]): Pattern | RegexError {
  try {
    return compilePattern(source, flags, { warnings });
  } catch (error) {
    if (error instanceof RegexError) return error;
    throw error;
  }
}

function runAll(
  pattern: Pattern,
  subject: string,
): { match: Found; search: Found; fullmatch: Found; all: Found[] } | "slow" {
  const meter = stepMeter(30_000_000);
  const once = (mode: MatchMode): Found => toFound(pattern.match(subject, 0, subject.length, mode, meter), subject);
  try {
    const all: Found[] = [];
    const scanner = scan(pattern, subject, 0, subject.length, meter);
    while (scanner.find()) all.push(toFound(scanner.result(), subject));
    return { match: once("match"), search: once("search"), fullmatch: once("fullmatch"), all };
  } catch (error) {
    if (error instanceof StepLimit) return "slow";
    throw error;
  }
}

function toFound(result: MatchResult | null, subject: string): Found {
  if (result === null) return null;
  const { lastindex, lastgroup } = result;
  return { spans: result.spans.map((offset) => fromUnitIndex(subject, offset)), lastindex, lastgroup };
}

/** The cases whose answers differ, as readable lines; subjects that were slow on either side are left out. */
export function differences(cases: readonly Case[]): string[] {
  const expected = askCPython(cases);
  return cases.flatMap((item, index) => {
    const theirs = expected[index];
    const ours = askEngine(item);
    if (theirs === undefined) return ["no answer"];
    const { results: theirResults, ...theirRest } = theirs;
    const { results: ourResults, ...ourRest } = ours;
    const shown = JSON.stringify([item.pattern, item.flags ?? 0, item.bytes ? "bytes" : "str"]);
    const lines = isSame(theirRest, ourRest)
      ? []
      : [`${shown}\n  CPython ${JSON.stringify(theirRest)}\n  engine  ${JSON.stringify(ourRest)}`];
    if (theirResults === undefined || ourResults === undefined) return lines;
    item.subjects.forEach((subject, at) => {
      const [theirOne, ourOne] = [theirResults[at], ourResults[at]];
      if (theirOne === "slow" || ourOne === "slow" || isSame(theirOne, ourOne)) return;
      lines.push(
        `${shown} on ${JSON.stringify(subject)}\n  CPython ${JSON.stringify(theirOne)}\n  engine  ${JSON.stringify(ourOne)}`,
      );
    });
    return lines;
  });
}

function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
