import { describe, expect, test } from "vitest";
import { RunView } from "../../src/cli/run-view.ts";
import type { RunViewOptions } from "../../src/cli/run-view.ts";
import { textWidth } from "../../src/cli/styled-text.ts";
import { Terminal } from "../../src/cli/terminal.ts";
import type { RunEvent } from "../../src/run/events.ts";
import { sampleLog, sampleRun } from "./sample-run.ts";
import { fakeTerminal } from "./streams.ts";

interface Setting extends Partial<RunViewOptions> {
  columns?: number;
  color?: boolean;
}

function render(events: readonly RunEvent[], { columns = 80, color = false, ...options }: Setting = {}): string {
  const fake = fakeTerminal({ isTTY: true, columns, env: color ? {} : { NO_COLOR: "1" } });
  const view = new RunView({ terminal: new Terminal(fake.host), savedAs: "7f3a", ...options });
  for (const event of events) view.show(event);
  return fake.stdout();
}

describe("a run on a terminal", () => {
  test.each([
    { columns: 80, color: false },
    { columns: 80, color: true },
    { columns: 40, color: false },
    { columns: 40, color: true },
  ])("is drawn as in the golden transcript: $columns columns, colour $color", async ({ columns, color }) => {
    const name = `golden/run-${columns}${color ? "-color" : ""}.txt`;
    await expect(render(sampleLog(), { columns, color })).toMatchFileSnapshot(name);
  });

  test("is the same line for line while the replies come in pieces of any length", () => {
    for (const columns of [80, 40])
      for (const length of [1, 3, 7, 50, 1000])
        expect(render(sampleRun(length), { columns }), `pieces of ${length}`).toBe(render(sampleLog(), { columns }));
  });

  test("fits the width, commands to be copied excepted", () => {
    for (const columns of [40, 60, 80, 120]) {
      const long = render(sampleLog(), { columns })
        .split("\n")
        .filter((line) => textWidth(line) > columns && !line.includes("threadsnake replay"));
      expect(long).toEqual([]);
    }
  });

  test("lets nothing through that could move the cursor or write a title", () => {
    const sequences = render(sampleLog(), { color: true }).match(/\u001b[^m]*m/g) ?? [];
    expect(sequences.filter((sequence) => !/^\u001b\[\d+m$/.test(sequence))).toEqual([]);
    expect(render(sampleLog())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test("plain, has neither numbers nor colours", async () => {
    await expect(render(sampleLog(), { isPlain: true })).toMatchFileSnapshot("golden/run-plain.txt");
  });

  test("one step of it, in full", async () => {
    await expect(render(sampleLog(), { onlyStep: 1, isFull: true })).toMatchFileSnapshot("golden/run-step-1-full.txt");
  });
});

test("a reply that broke off stays, and the next one is shown from its beginning", () => {
  const [start, ...rest] = sampleRun(1000).filter(({ type }) => type === "run-start" || type === "step-start");
  const delta = (attempt: number, content: string): RunEvent => ({
    type: "model-delta",
    runId: start?.runId ?? "",
    purpose: "action",
    attempt,
    content,
  });
  const text = render([
    ...(start === undefined ? [] : [start]),
    ...rest.slice(0, 1),
    delta(1, "<code>\nx = 1"),
    delta(2, "<code>\ny = 2\n"),
    delta(2, "z = 3\nw = 4 + 5 + 6 + 7 + 8 + 9\nand_so_on_and_so_on()"),
  ]);
  expect(text).toContain("1 │ x = 1\n  (this reply broke off)\n    1 │ y = 2");
});

test("what a person changed is shown before what came of it", () => {
  const place = { v: 1, seq: 0, ts: 0, runId: "r", stepId: "1" } as const;
  const text = render([
    { ...place, type: "code-start", callId: "call_1_1", code: "x = pay(50)" },
    { ...place, type: "tool-start", hash: "h", callId: "call_1_2", tool: "pay", args: { amount: 5 } },
    { ...place, type: "tool-result", hash: "h", callId: "call_1_2", tool: "pay", result: 1, edited: { amount: 5 } },
    {
      ...place,
      type: "code-result",
      hash: "h",
      callId: "call_1_1",
      result: { logs: "seen", text: "", isFinalAnswer: false, edited: "x = pay(40)" },
    },
  ]);
  expect(text).toMatch(
    /1 │ x = pay\(50\)\n.*\(A person changed the arguments of pay .* to\n? *\{"amount":5\}\.\)\n.*pay\(5\) → 1/,
  );
  expect(text).toMatch(/\(A person changed this code before it was run, to:\)\n.*run as\n.*1 │ x = pay\(40\)\n.*seen/);
});
