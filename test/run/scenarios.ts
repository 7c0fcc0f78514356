/** Runs of every kind, each a pure function of its conversation, for the tests that cut runs off and take them up again. */
import { CodeAgent } from "../../src/agents/code-agent.ts";
import type { CodeAgentOptions } from "../../src/agents/code-agent.ts";
import type { HumanRequest } from "../../src/agents/context.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import type { AnyAgent, RunOptions } from "../../src/agents/multi-step-agent.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import type { ChatMessage, Model } from "../../src/models/model.ts";
import { tool } from "../../src/tools/tool.ts";
import type { ToolSpec } from "../../src/executors/executor.ts";

/** What happened outside: one entry for every time the world was asked. */
export interface World {
  models: string[];
  tools: string[];
}

export interface Scenario {
  name: string;
  create(world: World): AnyAgent;
  options?: RunOptions;
  answer: unknown;
  state?: "success" | "max_steps_error" | "error";
}

const block = (text: string): string => `Thoughts: next.\n<code>\n${text}\n</code>`;
const calling = (...calls: [string, Record<string, unknown>][]): ChatMessage => ({
  role: "assistant",
  content: "",
  toolCalls: calls.map(([name, args], index) => ({ id: `${index}`, name, arguments: args })),
});

/** Replies by the number of turns that the model has had: the same conversation gets the same reply. */
function byTurn(
  world: World,
  name: string,
  replies: readonly (string | ChatMessage)[],
  plans: readonly string[] = [],
): Model {
  return {
    modelId: name,
    async generate(messages) {
      const turn = messages.filter(
        ({ role, content }) => role === "assistant" && !String(content).startsWith("This is my plan"),
      ).length;
      const isPlan = messages.some(({ content }) => String(content).includes("<end_plan>"));
      const answers = messages[0]?.content.toString().includes("ran out of steps") === true;
      const observed = messages.filter(({ role }) => role === "tool-response").length;
      world.models.push(`${name}:${isPlan ? "plan" : answers ? "answer" : "turn"}:${isPlan ? observed : turn}`);
      const reply = isPlan
        ? (plans[observed === 0 ? 0 : 1] ?? "1. Go on.")
        : answers
          ? "a forced answer"
          : (replies[turn] ?? block('final_answer("lost")'));
      const usage = { inputTokens: messages.length, outputTokens: 7, totalTokens: messages.length + 7 };
      return typeof reply === "string"
        ? { role: "assistant", content: reply, tokenUsage: usage, finishReason: "stop" }
        : { ...reply, tokenUsage: usage };
    },
  };
}

function worldTools(world: World): Record<string, ToolSpec> {
  const note = (text: string): void => void world.tools.push(text);
  return {
    search: tool({
      name: "search",
      description: "Searches.",
      inputs: { query: { type: "string", description: "What" } },
      outputType: "string",
      execute: ({ query }) => (note(`search ${query}`), `found ${query}`),
    }),
    fail: tool({
      name: "fail",
      description: "Fails.",
      inputs: {},
      execute: () => (note("fail"), Promise.reject(new TypeError("no luck"))),
    }),
    pay: tool({
      name: "pay",
      description: "Pays.",
      inputs: { amount: { type: "integer", description: "How much" } },
      effects: "keyed",
      needsApproval: true,
      execute: ({ amount }) => (note(`pay ${amount}`), `paid ${amount}`),
    }),
    ask: tool({
      name: "ask",
      description: "Asks a person.",
      inputs: {},
      execute: async (_args, context) => `told ${String(await context.ask?.({ question: "What?" }))}`,
    }),
    big: tool({ name: "big", description: "Large.", inputs: {}, execute: () => (note("big"), 12345678901234567890n) }),
  };
}

/** A person who agrees with what costs less than 100 and has one thing to say. */
export function person(request: HumanRequest): unknown {
  if (request.kind === "question") return "the time";
  if (request.kind !== "tool") return true;
  const { amount } = request.args as { amount: number };
  return amount < 100 ? true : { approved: false, reason: "too dear" };
}

export function createScenarios(executor: NonNullable<CodeAgentOptions["executor"]>): Scenario[] {
  const common = { executor, verbosityLevel: LogLevel.OFF, onRequest: person };
  const codeRun = (
    name: string,
    replies: string[],
    answer: unknown,
    more: Partial<CodeAgentOptions> & { plans?: string[]; state?: Scenario["state"]; options?: RunOptions } = {},
  ): Scenario => {
    const { plans, state, options, ...agent } = more;
    return {
      name,
      answer,
      ...(state === undefined ? {} : { state }),
      ...(options === undefined ? {} : { options }),
      create: (world) =>
        new CodeAgent({
          ...common,
          tools: Object.values(worldTools(world)),
          model: byTurn(world, "m", replies.map(block), plans),
          ...agent,
        }),
    };
  };
  const toolRun = (name: string, replies: (string | ChatMessage)[], answer: unknown): Scenario => ({
    name,
    answer,
    create: (world) =>
      new ToolCallingAgent({
        ...common,
        tools: Object.values(worldTools(world)),
        model: byTurn(world, "m", replies),
      }),
  });
  const team = (
    name: string,
    managerReplies: string[],
    memberReplies: string[],
    answer: unknown,
    keepSession = false,
  ): Scenario => ({
    name,
    answer,
    create: (world) => {
      const member = new CodeAgent({
        ...common,
        name: "member",
        description: "Finds things.",
        keepSession,
        tools: Object.values(worldTools(world)),
        model: byTurn(world, "member", memberReplies.map(block)),
        managedAgents: [],
      });
      return new CodeAgent({
        ...common,
        tools: [],
        model: byTurn(world, "manager", managerReplies.map(block)),
        managedAgents: [member],
      });
    },
  });
  return [
    codeRun("one step", ["final_answer(1)"], 1),
    codeRun("names over steps", ["x = 1", "y = 2", "z = x + y", "final_answer(z)"], 3),
    codeRun(
      "tools in code",
      ['a = search("a")\nb = search("b")\nprint(a)', 'c = search("c")\nfinal_answer(b)'],
      "found b",
    ),
    codeRun("a tool that fails", ["fail()", 'final_answer("gave up")'], "gave up"),
    codeRun("an error of Python", ["x = 5\n1/0", "final_answer(x)"], 5),
    codeRun("an approval", ["x = pay(7)", "final_answer(x)"], "paid 7"),
    codeRun("a refusal", ["x = pay(700)", 'final_answer("too dear")'], "too dear"),
    codeRun("a question", ["final_answer(ask())"], "told the time"),
    codeRun("code that needs agreement", ["x = 3", "final_answer(x)"], 3, { needsApproval: true }),
    codeRun("a call that a person changed", ["x = pay(5)", "y = search(x)", "final_answer(y)"], "found paid 3", {
      onRequest: () => ({ approved: true, args: { amount: 3 } }),
    }),
    codeRun("code that a person changed", ['x = search("model")', "final_answer(x)"], "found person", {
      needsApproval: (code) => code.includes("model"),
      onRequest: () => ({ approved: true, args: { code: 'x = search("person")' } }),
    }),
    codeRun("plans", ["x = 1", "x = 2", "x = 3", "final_answer(x)"], 3, {
      planningInterval: 2,
      plans: ["1. Count.<end_plan>", "2. Answer."],
    }),
    codeRun("out of steps", ["1", "2"], "a forced answer", { maxSteps: 2, state: "max_steps_error" }),
    codeRun("checks of the answer", ["final_answer(1)", "final_answer(2)"], 2, {
      finalAnswerChecks: [(value: number) => value > 1 || "too small"],
    }),
    codeRun("large integers", ["x = big()", "final_answer(x)"], 12345678901234567890n),
    codeRun("variables", ["y = x + 1", "final_answer(y)"], 42, { options: { additionalArgs: { x: 41 } } }),
    codeRun("no code at first", ["", "final_answer(1)"], 1),
    codeRun(
      "state of every kind",
      [
        `class Account:
    opened = []

    def __init__(self, owner):
        self.owner, self.notes = owner, {}
        Account.opened.append(self)

def counter():
    total = 0
    def add(n):
        nonlocal total
        total += n
        return total
    return add

def countdown(n):
    while n:
        n += (yield n) or -1

add, left, ann = counter(), countdown(5), Account("Ann")
ann.notes[search("a")] = {add(1), next(left)}`,
        `ann.friend, alias = Account("Bob"), ann.notes
alias["b"] = [add(10), next(left), search("b")]
next(left)`,
        `try:
    fail()
except TypeError as error:
    alias[str(error)] = add(100)
1/0`,
        'final_answer([add(0), next(left), len(Account.opened), ann.friend.owner, sorted(alias), sorted(alias["found a"])])',
      ],
      [111, 2, 2, "Bob", ["b", "found a", "no luck"], [1, 5]],
    ),
    codeRun(
      "chance and the clock",
      [
        "import random, time, uuid\nx = random.random()\nsearch(str(x))\nsearch(str(random.random()))",
        "then = time.time()\nsearch(str(then))\nsearch(str(uuid.uuid4()))\nsearch(str(time.time()))",
        "final_answer(0 < x < 1 and time.time() >= then)",
      ],
      true,
    ),
    toolRun(
      "calls side by side",
      [
        calling(["search", { query: "a" }], ["fail", {}], ["search", { query: "b" }]),
        calling(["final_answer", { answer: "done" }]),
      ],
      "done",
    ),
    toolRun(
      "an approval of a call",
      [calling(["pay", { amount: 5 }], ["pay", { amount: 500 }]), calling(["final_answer", { answer: "done" }])],
      "done",
    ),
    toolRun(
      "calls in text",
      ['{"name": "search", "arguments": {"query": "t"}}', '{"name": "final_answer", "arguments": {"answer": 3}}'],
      3,
    ),
    team(
      "a team",
      ['r = member("find it")\nprint(r)', 'final_answer("reported")'],
      ['x = search("it")', "final_answer(x)"],
      "reported",
    ),
    team(
      "a member that remembers",
      ['a = member("first")', 'b = member("second")', "final_answer(b)"],
      ["x = 1", 'final_answer("one")', 'final_answer("two")'],
      "Report of member:\ntwo",
      true,
    ),
  ];
}
