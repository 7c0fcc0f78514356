/** A run with one of everything that the terminal shows, written down with its times so that it never changes. */
import type { EventBody, LogEvent, ModelDelta, RunEvent } from "../../src/run/events.ts";

interface Entry {
  body: EventBody;
  /** Milliseconds after the entry before. */
  after: number;
  place: Partial<Pick<LogEvent, "stepId" | "parentRunId" | "parentCallId" | "runId">>;
}

const START = Date.UTC(2025, 0, 1);
const RUN = "7f3a0000-0000-4000-8000-000000000000";
const MEMBER = `${RUN}.call_1_1`;

const at = (after: number, body: EventBody, place: Entry["place"] = {}): Entry => ({ after, body, place });

function reply(content: string, input: number, output: number): EventBody {
  return {
    type: "model-reply",
    hash: "h",
    purpose: "action",
    durationMs: 1,
    result: {
      role: "assistant",
      content,
      tokenUsage: { inputTokens: input, outputTokens: output, cachedInputTokens: 1900 },
    },
  };
}

const RESEARCH = `Thought: I need the leopard's top speed and the bridge's length. The web agent knows the one, a search the other; both at once save a step.
<code>
v = web_agent("top speed of a leopard, m/s")

# the bridge
for q in ["Pont des Arts length metres"]:
    print(web_search(q, count=3))
</code>`;
const FAIL = "Thought: now the division.\n```py\nprint(155 / v)\n```";
const ANSWER = "<code>\nfinal_answer(round(155 / float(v.split()[0]), 2))\n</code>";

const TEAM: readonly Entry[] = [
  at(20, {
    type: "tool-start",
    callId: "call_1_1",
    tool: "web_agent",
    args: { task: "top speed of a leopard, m/s" },
    hash: "h",
  }),
  at(
    5,
    {
      type: "run-start",
      agent: { type: "ToolCallingAgent", name: "web_agent", version: "0", tools: [] },
      task: "You are a helpful agent named web_agent.",
      systemPrompt: "",
      maxSteps: 5,
      seed: 2,
    },
    { runId: MEMBER, parentRunId: RUN, parentCallId: "call_1_1" },
  ),
  at(1, { type: "step-start", step: 1 }, { runId: MEMBER, parentRunId: RUN, stepId: "1" }),
  at(900, reply("", 1400, 70), { runId: MEMBER, parentRunId: RUN, stepId: "1" }),
  at(
    1,
    { type: "tool-start", callId: "c", tool: "web_search", args: { query: "leopard top speed" }, hash: "h" },
    { runId: MEMBER, parentRunId: RUN, stepId: "1" },
  ),
  at(
    600,
    { type: "tool-result", callId: "c", tool: "web_search", hash: "h", result: "## Search Results\n\nover 58 km/h" },
    { runId: MEMBER, parentRunId: RUN, stepId: "1" },
  ),
  at(1, { type: "step-end", step: 1, isFinalAnswer: true }, { runId: MEMBER, parentRunId: RUN, stepId: "1" }),
  at(1, { type: "final-answer", answer: "16.1 m/s" }, { runId: MEMBER, parentRunId: RUN }),
  at(1, { type: "tool-result", callId: "call_1_1", tool: "web_agent", hash: "h", result: "16.1 m/s" }),
];

const ENTRIES: readonly Entry[] = [
  at(0, {
    type: "run-start",
    agent: {
      type: "CodeAgent",
      modelId: "ollama_chat/qwen3-coder:30b",
      version: "0",
      tools: ["web_search", "visit_webpage", "web_agent", "final_answer"],
    },
    task: "How many seconds would it take for a leopard at full speed to run through Pont des Arts?",
    systemPrompt: "You solve tasks.",
    maxSteps: 20,
    seed: 1,
  }),
  at(1, { type: "plan", step: 1, plan: "1. Find speed and length.\n2. Divide." }),
  at(1, { type: "step-start", step: 1 }),
  at(10, {
    type: "retry",
    attempt: 1,
    waitMs: 8000,
    error: { name: "ModelError", message: "ollama (qwen3-coder:30b): too many requests (429): slow down" },
  }),
  at(8000, reply(RESEARCH, 2100, 88)),
  at(1, {
    type: "code-start",
    callId: "call_1_0",
    code: RESEARCH.split("<code>\n")[1]?.split("\n</code>")[0] ?? "",
  }),
  ...TEAM,
  at(1, {
    type: "tool-start",
    callId: "call_1_2",
    tool: "web_search",
    args: { query: "Pont des Arts length metres", count: 3 },
    hash: "h",
  }),
  at(540, {
    type: "tool-result",
    callId: "call_1_2",
    tool: "web_search",
    hash: "h",
    error: { name: "ToolFailedError", message: "DuckDuckGo wants to know whether a person is asking" },
  }),
  at(3, {
    type: "code-result",
    callId: "call_1_0",
    hash: "h",
    result: {
      logs: `${Array.from({ length: 15 }, (_, index) => `[Pont des Arts] line ${index + 1}: total length 155 m`).join("\n")}\n\u001b]0;title\u0007\u001b[31m東京 red\n`,
      text: "None",
      isFinalAnswer: false,
    },
  }),
  at(1, { type: "step-end", step: 1, isFinalAnswer: false }),
  at(1, {
    type: "step-start",
    step: 2,
    steered: ["use metres"],
    notice: "Your last two steps were the same and had the same result.",
  }),
  at(1200, reply(FAIL, 2500, 31)),
  at(1, { type: "code-start", callId: "call_2_0", code: "print(155 / v)" }),
  at(2, {
    type: "code-result",
    callId: "call_2_0",
    hash: "h",
    result: {
      logs: "",
      text: "",
      isFinalAnswer: false,
      error: {
        name: "PythonError",
        message: "unsupported operand type(s) for /: 'int' and 'str'",
        pythonType: "TypeError",
        traceback:
          'Traceback (most recent call last):\n  File "<action 2>", line 1, in <module>\nTypeError: unsupported',
        line: 1,
      },
    },
  }),
  at(1, {
    type: "step-end",
    step: 2,
    isFinalAnswer: false,
    error: { name: "AgentExecutionError", message: "TypeError: unsupported" },
  }),
  at(1, { type: "step-start", step: 3 }),
  at(1100, reply(ANSWER, 2600, 29)),
  at(1, { type: "code-start", callId: "call_3_0", code: "final_answer(round(155 / float(v.split()[0]), 2))" }),
  at(3, {
    type: "code-result",
    callId: "call_3_0",
    hash: "h",
    result: { logs: "", text: "9.63", isFinalAnswer: true, output: 9.63 },
  }),
  at(1, { type: "step-end", step: 3, isFinalAnswer: true }),
  at(1, { type: "final-answer", answer: 9.63 }),
  at(1, {
    type: "run-end",
    state: "success",
    steps: 3,
    usage: { inputTokens: 8600, outputTokens: 218, totalTokens: 8818, cachedInputTokens: 0, reasoningTokens: 0 },
  }),
];

/** As a store gives them. */
export function sampleLog(): LogEvent[] {
  let ts = START;
  let step: string | undefined;
  return ENTRIES.map(({ body, after, place }, seq) => {
    ts += after;
    if (body.type === "step-start" && place.runId === undefined) step = String(body.step);
    const isOfStep = step !== undefined && !["final-answer", "run-end", "run-start"].includes(body.type);
    return { v: 1, seq, ts, runId: RUN, ...(isOfStep ? { stepId: step } : {}), ...place, ...body } as LogEvent;
  });
}

/** As they come from a run: each reply in pieces before it is whole. */
export function sampleRun(pieceLength: number): RunEvent[] {
  return sampleLog().flatMap((event): RunEvent[] => {
    if (event.type !== "model-reply" || event.runId !== RUN) return [event];
    const { content } = event.result as { content: string };
    const pieces = content.match(new RegExp(`[^]{1,${pieceLength}}`, "gu")) ?? [];
    const deltas = pieces.map((piece): ModelDelta => ({
      type: "model-delta",
      runId: RUN,
      ...(event.stepId === undefined ? {} : { stepId: event.stepId }),
      purpose: "action",
      attempt: 1,
      content: piece,
    }));
    return [...deltas, event];
  });
}
