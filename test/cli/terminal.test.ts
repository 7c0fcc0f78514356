import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Terminal } from "../../src/cli/terminal.ts";
import { fakeTerminal } from "./streams.ts";
import type { FakeOptions } from "./streams.ts";

const animated: FakeOptions = { isTTY: true, columns: 60, env: { CI: "", NO_COLOR: "1" } };

describe("the line that changes", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("stands below all others, and is gone when it stops", () => {
    const fake = fakeTerminal(animated);
    const terminal = new Terminal(fake.host);
    const stop = terminal.startStatus(() => "thinking");
    vi.advanceTimersByTime(100);
    terminal.line("a line");
    stop();
    terminal.line("the end");
    expect(fake.stdout()).toBe("  ⠙ thinking\r\u001b[Ka line\n  ⠙ thinking\r\u001b[Kthe end\n");
  });

  test("is cut to the width, and quiet while a person types", () => {
    const fake = fakeTerminal({ ...animated, columns: 20 });
    const terminal = new Terminal(fake.host);
    terminal.startStatus(() => "waiting for something that takes long");
    vi.advanceTimersByTime(100);
    expect(fake.stdout()).toBe("  ⠙ waiting for so…");
    terminal.pauseStatus();
    vi.advanceTimersByTime(1000);
    expect(fake.stdout()).toBe("  ⠙ waiting for so…\r\u001b[K");
  });

  test.each([
    ["a pipe", { isTTY: false, env: { CI: "" } }, false],
    ["continuous integration", { isTTY: true, env: { CI: "true" } }, false],
    ["a dumb terminal", { isTTY: true, env: { CI: "", TERM: "dumb" } }, false],
    ["--plain", { isTTY: true, env: { CI: "" } }, true],
  ] satisfies [string, FakeOptions, boolean][])("is not there for %s", (_, options, isPlain) => {
    const fake = fakeTerminal(options);
    new Terminal(fake.host, { isPlain }).startStatus(() => "thinking");
    vi.advanceTimersByTime(1000);
    expect(fake.stdout() + fake.stderr()).toBe("");
  });
});

test.each([
  ["a terminal", { isTTY: true }, true],
  ["a pipe", { isTTY: false }, false],
  ["NO_COLOR", { isTTY: true, env: { NO_COLOR: "1" } }, false],
  ["an empty NO_COLOR", { isTTY: true, env: { NO_COLOR: "" } }, true],
  ["FORCE_COLOR in a pipe", { isTTY: false, env: { FORCE_COLOR: "1" } }, true],
  ["FORCE_COLOR=0", { isTTY: true, env: { FORCE_COLOR: "0" } }, false],
  ["TERM=dumb", { isTTY: true, env: { TERM: "dumb" } }, false],
] satisfies [string, FakeOptions, boolean][])("colours for %s", (_, options, hasColor) => {
  expect(new Terminal(fakeTerminal(options).host).hasColor).toBe(hasColor);
});

test("the width is that of COLUMNS, else of the terminal, and never too small to write in", () => {
  const width = (options: FakeOptions): number => new Terminal(fakeTerminal(options).host).width;
  expect(width({ columns: 0 })).toBe(80);
  expect([width({ columns: 120 }), width({ env: { COLUMNS: "50" } }), width({ env: { COLUMNS: "3" } })]).toEqual([
    120, 50, 20,
  ]);
});

test("the story goes where it disturbs no program that reads the answer", () => {
  const piped = fakeTerminal();
  const terminal = new Terminal(piped.host);
  terminal.line("story");
  terminal.answer("answer");
  expect([piped.stdout(), piped.stderr()]).toEqual(["answer\n", "story\n"]);
  const seen = fakeTerminal({ isTTY: true });
  new Terminal(seen.host).line("story");
  expect([seen.stdout(), seen.stderr()]).toEqual(["story\n", ""]);
});
