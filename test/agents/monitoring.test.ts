import { describe, expect, it } from "vitest";
import { LogLevel } from "../../src/agents/monitoring.ts";
import type { LogSink } from "../../src/agents/monitoring.ts";
import { fileStore } from "../../src/run/log-file.ts";
import { tool } from "../../src/tools/tool.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatMessage } from "../../src/models/model.ts";
import { code, scriptedAgent } from "./scripted-agent.ts";

function createSink(): { sink: LogSink; lines: [string, string][] } {
  const lines: [string, string][] = [];
  const write =
    (level: string) =>
    (message: string): void =>
      void lines.push([level, message]);
  return { sink: { error: write("error"), info: write("info"), debug: write("debug") }, lines };
}

const counted = (text: string, usage: Partial<NonNullable<ChatMessage["tokenUsage"]>>, cost?: number): ChatMessage =>
  Object.assign(
    {
      role: "assistant" as const,
      content: text,
      tokenUsage: { inputTokens: 100, outputTokens: 10, totalTokens: 110, ...usage },
    },
    cost === undefined ? {} : { cost },
  );

describe("the log lines of a run", () => {
  const replies = [code('print("seen")'), code('final_answer("the end")')];

  it("show the task with the model, steps, code, what it printed and the answer", async () => {
    const { sink, lines } = createSink();
    await scriptedAgent(replies, { logger: sink, verbosityLevel: LogLevel.INFO }).agent.run("do it");
    const text = lines.map(([, line]) => line).join("\n");
    for (const part of [
      /New run · CodeAgent · .*scripted\ndo it/,
      /Step 1/,
      /Executing code:\nprint\("seen"\)/,
      /Execution logs:\nseen/,
      /\[Step 1: [\d.]+ s \| input tokens \d+ \| output tokens \d+/,
      /Out - Final answer: the end/,
    ])
      expect(text).toMatch(part);
    expect(text).not.toMatch(/Output of the model/);
  });

  it("count the tokens of a plan with the step that it is for", async () => {
    const { sink, lines } = createSink();
    const { agent } = scriptedAgent(
      [counted("1. Go.", {}), counted(code("1"), {}), counted("2. On.", {}), counted(code("final_answer(1)"), {})],
      { logger: sink, verbosityLevel: LogLevel.INFO, planningInterval: 1 },
    );
    await agent.run("t");
    const steps = lines.map(([, line]) => line).filter((line) => line.startsWith("[Step"));
    expect(steps.map((line) => line.replace(/[\d.]+ s/, "? s"))).toEqual([
      "[Step 1: ? s | input tokens 200 | output tokens 20 | total 220]",
      "[Step 2: ? s | input tokens 200 | output tokens 20 | total 440]",
    ]);
  });

  it("show what the model wrote at DEBUG, errors alone at ERROR, and nothing at OFF", async () => {
    const faulty = [code("1/0"), code('final_answer("x")')];
    const levels = {
      DEBUG: /Output of the model:\nThoughts: next\./,
      ERROR: /ZeroDivisionError/,
      OFF: undefined,
    } as const;
    for (const [level, expected] of Object.entries(levels)) {
      const { sink, lines } = createSink();
      await scriptedAgent(faulty, { logger: sink, verbosityLevel: LogLevel[level as keyof typeof levels] }).agent.run(
        "t",
      );
      if (expected === undefined) expect(lines).toEqual([]);
      else expect(lines.map(([, line]) => line).join("\n")).toMatch(expected);
      if (level === "ERROR") expect(new Set(lines.map(([name]) => name))).toEqual(new Set(["error"]));
    }
  });

  it("fit console, and any logger whose methods need their object", async () => {
    class Pino {
      readonly seen: string[] = [];
      info(message: string): void {
        this.seen.push(message);
      }
      error(message: string): void {
        this.seen.push(message);
      }
      debug(message: string): void {
        this.seen.push(message);
      }
    }
    const pino: LogSink & Pino = new Pino();
    await scriptedAgent(replies, { logger: pino, verbosityLevel: LogLevel.INFO }).agent.run("t");
    expect(pino.seen.length).toBeGreaterThan(3);
    const fits: LogSink = console;
    expect(fits).toBe(console);
  });

  it("hold no key, and no secret of the store", async () => {
    const key = "sk-abcdefghijklmnopqrstuvwxyz012345";
    const { sink, lines } = createSink();
    const leak = tool({ name: "leak", description: "Leaks.", inputs: {}, execute: () => `${key} and hush-hush` });
    const store = fileStore(mkdtempSync(join(tmpdir(), "threadsnake-")), { secrets: ["hush-hush"] });
    const { agent } = scriptedAgent([code("print(leak())"), code(`final_answer("${key}")`)], {
      tools: [leak],
      logger: sink,
      verbosityLevel: LogLevel.DEBUG,
      store,
    });
    expect(await agent.run(`use ${key}`)).toBe(key);
    const text = lines.map(([, line]) => line).join("\n");
    expect(text).toMatch(/Out - Final answer: \[redacted\]/);
    expect(text).not.toContain(key);
    expect(text).not.toContain("hush-hush");
  });
});

describe("the sums of a run", () => {
  it("count tokens with cached and reasoning ones, and money as the provider reports it", async () => {
    const { agent } = scriptedAgent([
      counted(code("1"), { cachedInputTokens: 60, reasoningTokens: 4 }, 0.25),
      counted(code("final_answer(1)"), { cachedInputTokens: 90 }, 0.5),
    ]);
    const { usage, cost, timing } = await agent.run("t").result();
    expect(usage).toEqual({
      inputTokens: 200,
      outputTokens: 20,
      totalTokens: 220,
      cachedInputTokens: 150,
      reasoningTokens: 4,
    });
    expect(cost).toBe(0.75);
    expect(timing.duration).toBeGreaterThanOrEqual(0);
  });

  it("hold those of the team, and are unknown where no provider reports a price", async () => {
    const { agent: member } = scriptedAgent([counted(code("final_answer(1)"), {}, 0.5)], {
      name: "member",
      description: "Helps.",
    });
    const { agent } = scriptedAgent([counted(code('x = member("a")'), {}), counted(code("final_answer(1)"), {})], {
      managedAgents: [member],
    });
    const { usage, cost } = await agent.run("t").result();
    expect([usage.inputTokens, cost]).toEqual([300, 0.5]);
    expect(
      (
        await scriptedAgent([code("final_answer(1)")])
          .agent.run("t")
          .result()
      ).cost,
    ).toBeUndefined();
  });
});
