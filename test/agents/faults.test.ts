/**
 * What models and servers do wrong, and what becomes of the run. docs/faults.md is this table:
 * `UPDATE_DOCS=1 npx vitest run test/agents/faults` writes it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { CodeAgent } from "../../src/agents/code-agent.ts";
import type { RunResult } from "../../src/agents/run.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import { OpenAIServerModel } from "../../src/models/openai-server-model.ts";
import { tool } from "../../src/tools/tool.ts";
import { startOpenAIServer } from "../servers/openai.ts";
import type { ServerReply } from "../servers/scripted-server.ts";
import { TinyPython } from "./tiny-python.ts";

interface Fault {
  fault: string;
  agent: "code" | "tools";
  replies: ServerReply[];
  /** What the model is told, or the code of the error that ends the run. */
  told?: RegExp;
  ends?: string;
  stream?: boolean;
  /** For the table. */
  outcome: string;
}

const call = (name: string, args: Record<string, unknown> | string): ServerReply => ({
  toolCalls: [{ name, arguments: args }],
});
const code = (text: string): string => `Thoughts: next.\n<code>\n${text}\n</code>`;
const done = call("final_answer", { answer: "done" });
const codeDone = code('final_answer("done")');
const failure = (status: number, message: string): ServerReply => ({ status, body: { error: { message } } });

const cutStream: ServerReply = {
  status: 200,
  headers: { "content-type": "text/event-stream" },
  chunks: ['data: {"choices":[{"index":0,"delta":{"content":"Tho"}}]}\n\n'],
  cut: true,
};

const faults: Fault[] = [
  {
    fault: "An argument of the wrong type",
    agent: "tools",
    replies: [call("add", { a: "many", b: 2 }), done],
    told: /add\(\)[\s\S]*'a'[\s\S]*integer/,
    outcome: "The model is told the argument, what was expected and what it gave",
  },
  {
    fault: "A number given as text",
    agent: "tools",
    replies: [call("add", { a: "1", b: 2 }), done],
    told: /^3\n/,
    outcome: "Converted, and the call is made",
  },
  {
    fault: "A missing argument",
    agent: "tools",
    replies: [call("add", { b: 2 }), done],
    told: /'a'/,
    outcome: "The model is told which",
  },
  {
    fault: "An argument that the tool does not have",
    agent: "tools",
    replies: [call("add", { a: 1, b: 2, c: 3 }), done],
    told: /'c'/,
    outcome: "The model is told which, and the ones there are",
  },
  {
    fault: "Arguments cut off in the middle of their JSON",
    agent: "tools",
    replies: [call("add", '{"a": 1, "b": 2'), done],
    told: /^3\n\(The arguments were not valid JSON/,
    outcome: "Repaired, the call is made, and the model is told",
  },
  {
    fault: "Arguments that are no JSON at all",
    agent: "tools",
    replies: [call("add", "one and two"), done],
    told: /not a JSON object: one and two Give them as \{"a": /,
    outcome: "The model is told the form",
  },
  {
    fault: "A tool that does not exist",
    agent: "tools",
    replies: [call("ad", { a: 1 }), done],
    told: /no tool named "ad"\. Did you mean add\? The tools are: add, fail, final_answer\./,
    outcome: "The model is told the nearest name and the list",
  },
  {
    fault: "A tool that throws",
    agent: "tools",
    replies: [call("fail", {}), done],
    told: /fail failed: the disk is full/,
    outcome: "The model is told the message, never a stack",
  },
  {
    fault: "A reply that calls no tool",
    agent: "tools",
    replies: ["I believe it is three.", done],
    told: /called no tool/,
    outcome: "The model is told to call one",
  },
  {
    fault: "A reply without code",
    agent: "code",
    replies: ["The answer is three.", codeDone],
    told: /no code between/,
    outcome: "The model is told the form, with an example",
  },
  {
    fault: "An empty reply",
    agent: "code",
    replies: [{ content: "" }, codeDone],
    told: /empty/,
    outcome: "Asked again; if it stays empty, the model is told",
  },
  {
    fault: "Code in a bare Markdown fence",
    agent: "code",
    replies: ['```\nfinal_answer("done")\n```'],
    outcome: "Read as code",
  },
  {
    fault: "Code cut off at the token limit",
    agent: "code",
    replies: [{ content: "Thoughts: long\n<code>\nx = 1", finishReason: "length" }, codeDone],
    told: /cut off at the token limit/,
    outcome: "Nothing is run; the model is told to write less",
  },
  {
    fault: "429 twice",
    agent: "code",
    replies: [failure(429, "slow down"), failure(429, "slow down"), codeDone],
    outcome: "Tried again after a wait that is shown",
  },
  {
    fault: "500 twice",
    agent: "code",
    replies: [failure(500, "oops"), failure(500, "oops"), codeDone],
    outcome: "Tried again",
  },
  {
    fault: "500 always",
    agent: "code",
    replies: Array.from({ length: 12 }, () => failure(500, "oops")),
    ends: "agent-generation",
    outcome: "AgentGenerationError with the provider's words; the run can be resumed",
  },
  {
    fault: "404",
    agent: "code",
    replies: [failure(404, "no such model")],
    ends: "agent-generation",
    outcome: "AgentGenerationError at once",
  },
  {
    fault: "401",
    agent: "code",
    replies: [failure(401, "wrong key")],
    ends: "agent-generation",
    outcome: "AgentGenerationError at once",
  },
  {
    fault: "A body that is not JSON",
    agent: "code",
    replies: [{ status: 200, headers: { "content-type": "application/json" }, body: "<html>" }, codeDone],
    outcome: "Tried again",
  },
  {
    fault: "A stream cut in the middle",
    agent: "code",
    stream: true,
    replies: [cutStream, codeDone],
    outcome: "Begun anew; what was shown is declared void",
  },
  {
    fault: "A stream that is cut every time",
    agent: "code",
    stream: true,
    replies: Array.from({ length: 12 }, () => cutStream),
    ends: "agent-generation",
    outcome: "AgentGenerationError, thrown to whoever reads the run and whoever awaits it",
  },
  {
    fault: "Two calls under one id",
    agent: "tools",
    replies: [{ toolCalls: [1, 2].map((a) => ({ id: "same", name: "add", arguments: { a, b: 5 } })) }, done],
    told: /^6\n7\n/,
    outcome: "Both are made; ids are our own",
  },
];

const add = tool({
  name: "add",
  description: "Adds.",
  inputs: { a: { type: "integer", description: "a" }, b: { type: "integer", description: "b" } },
  outputType: "integer",
  execute: ({ a, b }) => a + b,
});
const fail = tool({
  name: "fail",
  description: "Fails.",
  inputs: {},
  execute: () => Promise.reject(new Error("the disk is full")),
});

async function suffer(fault: Fault): Promise<{ result: RunResult; told: string }> {
  const server = await startOpenAIServer(fault.replies);
  const model = new OpenAIServerModel({
    modelId: "test-model",
    apiBase: server.url,
    apiKey: "k",
    retry: { initialDelayMs: 1, maxDelayMs: 2, random: () => 0 },
  });
  const common = { model, tools: [add, fail], verbosityLevel: LogLevel.OFF, streamOutputs: fault.stream ?? false };
  const agent =
    fault.agent === "code"
      ? new CodeAgent({ ...common, executor: () => new TinyPython() })
      : new ToolCallingAgent(common);
  try {
    const result = await agent.run("t").result();
    return {
      result,
      told: result.memory
        .toMessages()
        .filter(({ role }) => role === "tool-response")
        .map(({ content }) => String(content))
        .join("\n"),
    };
  } finally {
    await server.close();
  }
}

describe("a fault recovers, or ends the run with a typed error", () => {
  it.each(faults)("$fault", async (fault) => {
    const { result, told } = await suffer(fault);
    if (fault.ends !== undefined) {
      expect(result).toMatchObject({ state: "error", error: { code: fault.ends } });
      return;
    }
    expect(result.error).toBeUndefined();
    expect(result.output).toBe("done");
    if (fault.told !== undefined) expect(told).toMatch(fault.told);
    expect(told).not.toMatch(/\bat .*\.(?:ts|js|mjs):\d+/);
  });
});

afterAll(() => {
  const path = fileURLToPath(new URL("../../docs/faults.md", import.meta.url));
  const rows = faults.map(({ fault, outcome }) => `| ${fault} | ${outcome} |`).join("\n");
  const page = `# Faults\n\nWhat models and servers do wrong, and what becomes of the run. \`test/agents/faults.test.ts\` makes each of them happen and\nwrites this table.\n\n| fault | outcome |\n|---|---|\n${rows}\n`;
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(path, page);
  expect(readFileSync(path, "utf8")).toBe(page);
});
