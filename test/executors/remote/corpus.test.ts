import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEntries } from "../../harnesses/containment/entries.mjs";
import { EXECUTORS } from "./executors.ts";

// The entries of the attack corpus that are about tools and answers, through the executors of a real Python.

interface Entry {
  id: string;
  category: string;
  code?: string;
  steps?: unknown;
  expected: string;
  accept?: string[];
  result?: string;
  is_final?: boolean;
  tools?: string[];
}

const finalAnswer = (answer: unknown): unknown => answer;
const STUBS: Record<string, (...args: never[]) => unknown> = {
  echo: (x: unknown) => x,
  get_data: () => ({ items: [1, 2, 3] }),
  apply: (fn: (x: unknown) => unknown, x: unknown) => fn(x),
  mutate: (x: unknown[] | undefined) => (x?.push(9), null),
  fail: () => {
    throw new Error("tool failed");
  },
  slow: () => new Promise(() => {}),
  final_answer: finalAnswer,
};

const CATEGORIES = new Set(["tool-args", "final-answer"]);
const CORPUS = (readEntries(join(import.meta.dirname, "../../harnesses/containment/attacks.json")) as Entry[]).filter(
  ({ category, code }) => CATEGORIES.has(category) && code !== undefined,
);
/** Statements that bind a tool's name, and programs that catch an answer; not those that work on objects of our own Python. */
const PROGRAMS = (
  readEntries(join(import.meta.dirname, "../../harnesses/containment/attacks/tools.py")) as Entry[]
).filter(({ id }) => /^TB(?:0\d|1\d|2[0-5])|^FB/.test(id) && id !== "FB28" && id !== "FB35");

describe.each(EXECUTORS)("%s", (name, create) => {
  const entries = name === "a real Python" ? [...CORPUS, ...PROGRAMS] : CORPUS;
  it.each(entries.map((entry) => [entry.id, entry] as const))("%s", async (_id, entry) => {
    await using executor = create({ timeoutSeconds: 2, limits: { memoryBytes: 256 << 20, hostCalls: 2000 } });
    const names = ["final_answer", ...(entry.tools ?? [])];
    await executor.sendTools(Object.fromEntries(names.map((name) => [name, STUBS[name] as () => unknown])));
    const started = performance.now();
    const end = await executor.run(entry.code as string).catch((error: Error & { limit?: string }) => error);
    expect(performance.now() - started).toBeLessThan(3500);
    const outcome = end instanceof Error ? { PythonError: "error", LimitError: "limit" }[end.name] : "ok";
    const allowed = [entry.expected, ...(entry.accept ?? [])].map((name) => (name === "blocked" ? "error" : name));
    expect(allowed, end instanceof Error ? end.message : end.repr).toContain(outcome);
    if (end instanceof Error) return;
    if (entry.result !== undefined) expect(end.repr).toBe(entry.result);
    if (entry.is_final !== undefined) expect(end.isFinalAnswer).toBe(entry.is_final);
  });
});
