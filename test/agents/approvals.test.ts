import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ChatMessageToolCall } from "../../src/models/model.ts";
import { LogLevel } from "../../src/agents/monitoring.ts";
import { ToolCallingAgent } from "../../src/agents/tool-calling-agent.ts";
import { fileStore } from "../../src/run/log-file.ts";
import { memoryStore } from "../../src/run/store.ts";
import { scriptedModel } from "../../src/testing/scripted-model.ts";
import { tool } from "../../src/tools/tool.ts";
import { pythonAgent } from "./real-python.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

function payment(options: { effects?: "once" } = {}): { pay: ReturnType<typeof tool>; paid: number[] } {
  const paid: number[] = [];
  const pay = tool({
    name: "pay",
    description: "Pays.",
    inputs: { amount: { type: "integer", description: "n" } },
    needsApproval: options.effects === undefined,
    ...options,
    execute: ({ amount }) => paid.push(amount) && `paid ${amount}`,
  });
  return { pay: pay as ReturnType<typeof tool>, paid };
}

describe("what needs a person's agreement", () => {
  it("waits inside running code and goes on with the answer", async () => {
    const { pay, paid } = payment();
    const { agent } = scriptedAgent([code("x = pay(5)\nfinal_answer(x)")], { tools: [pay] });
    const run = agent.run("t");
    for await (const event of run) {
      if (event.type !== "approval-request") continue;
      expect(paid).toEqual([]);
      expect(run.pendingRequests).toMatchObject([{ kind: "tool", name: "pay", args: { amount: 5 }, hash: event.hash }]);
      const { key } = run.pendingRequests[0] ?? { key: "" };
      expect(() => run.answer(key, true, { hash: "other" })).toThrow(/something else/);
      run.answer(key, true, { hash: event.hash });
    }
    expect(await run).toBe("paid 5");
    expect(paid).toEqual([5]);
  });

  it("is not done when refused, and the model reads why", async () => {
    const { pay, paid } = payment();
    const { agent, model } = scriptedAgent([code("x = pay(5)"), code('final_answer("no")')], {
      tools: [pay],
      onRequest: () => ({ approved: false, reason: "ask your mother" }),
    });
    expect(await agent.run("t")).toBe("no");
    expect(paid).toEqual([]);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/A person refused the call of pay: ask your mother/);
  });

  it("is told to a model that calls by name as well, whoever refuses", async () => {
    const { pay, paid } = payment();
    const calls: ChatMessageToolCall[] = [5, 6].map((amount) => ({
      id: `${amount}`,
      name: "pay",
      arguments: { amount },
    }));
    const answer = { id: "7", name: "final_answer", arguments: { answer: "no" } };
    const model = scriptedModel([
      { role: "assistant", content: "", toolCalls: calls },
      { role: "assistant", content: "", toolCalls: [answer] },
    ]);
    const agent = new ToolCallingAgent({
      tools: [pay],
      model,
      verbosityLevel: LogLevel.OFF,
      hooks: { beforeTool: ({ args }) => (args["amount"] === 5 ? { refuse: "five is unlucky" } : undefined) },
      onRequest: () => ({ approved: false, reason: "ask your mother" }),
    });
    const run = agent.run("t");
    expect(await run).toBe("no");
    expect(paid).toEqual([]);
    expect(shown(model, 1).map(([, content]) => content)).toEqual([
      "New task:\nt",
      "",
      expect.stringContaining("The call of pay was refused: five is unlucky"),
      expect.stringContaining("A person refused the call of pay: ask your mother"),
    ]);
  });

  it("may wait in no process at all, be answered through the store, and go on in another", async () => {
    const { pay, paid } = payment();
    const store = memoryStore();
    const first = scriptedAgent([code("x = 1\ny = pay(5)\nfinal_answer(y)")], { tools: [pay], store });
    const run = first.agent.run("t", { runId: "r" });
    const watching = (async () => {
      for await (const event of run) if (event.type === "approval-request") run.suspend();
    })();
    await expect(watching).rejects.toMatchObject({ code: "agent-suspended" });
    const suspended = await run.result();
    expect(suspended.state).toBe("suspended");
    const [pending] = run.pendingRequests;
    await store.answer?.("r", pending?.key ?? "", true);
    const second = scriptedAgent([], { tools: [pay], store });
    expect(await second.agent.resume("r")).toBe("paid 5");
    expect(paid).toEqual([5]);
    expect(second.model.calls).toHaveLength(0);
  });

  it("may be given days later, from another process, to code in the sandbox", async () => {
    const { pay, paid } = payment();
    const directory = mkdtempSync(join(tmpdir(), "threadsnake-"));
    const replies = [
      code("import random\nwho = random.random()"),
      code("y = [pay(n) for n in (5, 6)]\nfinal_answer(y)"),
    ];
    const options = { tools: [pay], executorType: "process" as const };
    const first = pythonAgent(replies, { ...options, store: fileStore(directory) }).agent.run("t", { runId: "r" });
    for await (const event of first) if (event.type === "approval-request") break;
    const [pending] = first.pendingRequests;
    expect((await first.result()).state).toBe("aborted");
    // Another process: another store over the same files.
    await fileStore(directory).answer?.("r", pending?.key ?? "", true);
    const again = pythonAgent([], {
      ...options,
      store: fileStore(directory),
      onRequest: ({ args }) => (args as { amount: number }).amount === 6,
    });
    expect(await again.agent.resume("r")).toEqual(["paid 5", "paid 6"]);
    expect(paid).toEqual([5, 6]);
    expect(again.model.calls).toHaveLength(0);
  });

  it("may be all code", async () => {
    const { agent, model } = scriptedAgent([code("x = 1"), code("final_answer(2)")], {
      needsApproval: (text) => text.includes("x"),
      onRequest: (request) => (request.kind === "code" ? { approved: false, reason: "no x" } : true),
    });
    expect(await agent.run("t")).toBe(2);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/A person refused this code, and it was not run: no x/);
  });

  it("may be given with other arguments, of which the model is told", async () => {
    const { pay, paid } = payment();
    const { agent, model } = scriptedAgent([code("x = pay(50)\nprint(x)"), code("final_answer(x)")], {
      tools: [pay],
      onRequest: () => ({ approved: true, args: { amount: 5 } }),
    });
    const run = agent.run("t");
    expect(await run).toBe("paid 5");
    expect(paid).toEqual([5]);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(
      /^Observation:\n\(A person changed the arguments of pay before it was called, to \{"amount":5\}\.\)\nExecution logs:\npaid 5/,
    );
    expect(run.events.find((event) => event.type === "tool-result")).toMatchObject({ edited: { amount: 5 } });
  });

  it("is told once when the action had to be run again meanwhile", async () => {
    const { pay, paid } = payment();
    const { agent, model } = pythonAgent([code("x = [pay(50), pay(60)]"), code("final_answer(x)")], {
      tools: [pay],
      executorKwargs: { timeoutSeconds: 1.5 }, // a call that waits longer than a third of it gives the sandbox back
      onRequest: async ({ args }) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        return { approved: true, args: { amount: (args as { amount: number }).amount / 10 } };
      },
    });
    expect(await agent.run("t")).toEqual(["paid 5", "paid 6"]);
    expect(paid).toEqual([5, 6]);
    expect(String(shown(model, 1).at(-1)?.[1]).match(/A person changed/g)).toHaveLength(2);
  });

  it("may be given through the store with other arguments, to a call by name", async () => {
    const { pay, paid } = payment();
    const store = memoryStore();
    const create = (name: string, args: Record<string, unknown>): ReturnType<typeof scriptedModel> =>
      scriptedModel([{ role: "assistant", content: "", toolCalls: [{ id: "1", name, arguments: args }] }]);
    const options = { tools: [pay], store, verbosityLevel: LogLevel.OFF };
    const first = new ToolCallingAgent({ ...options, model: create("pay", { amount: 50 }) }).run("t", { runId: "r" });
    for await (const event of first) if (event.type === "approval-request") break;
    const [pending] = first.pendingRequests;
    await first.result();
    await store.answer?.("r", pending?.key ?? "", { approved: true, args: { amount: 5 } });
    const model = create("final_answer", { answer: "done" });
    const agent = new ToolCallingAgent({ ...options, model });
    const result = await agent.resume("r").result();
    expect([result.output, paid]).toEqual(["done", [5]]);
    expect(shown(model, 0).at(-1)?.[1]).toMatch(/^\(A person changed .* to \{"amount":5\}\.\)\npaid 5$/);
    expect(result.steps[1]).toMatchObject({ toolCalls: [{ name: "pay", arguments: { amount: 5 } }] });
    expect(await agent.replay("r", { store, verify: true })).toBe("done");
  });

  it("with arguments that the tool does not take is an error that the model reads", async () => {
    const { pay, paid } = payment();
    const { agent, model } = scriptedAgent([code("x = pay(50)"), code("final_answer(0)")], {
      tools: [pay],
      onRequest: () => ({ approved: true, args: { amount: "much" } }),
    });
    expect(await agent.run("t")).toBe(0);
    expect(paid).toEqual([]);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/amount.*integer/);
  });

  it("may put other code in the place of the model's, whose names stay", async () => {
    const store = memoryStore();
    const options = {
      store,
      needsApproval: (text: string) => text.includes("drop"),
      onRequest: () => ({ approved: true, args: { code: "x = 'kept'" } }),
    };
    const first = pythonAgent([code("x = 'drop'")], options);
    await first.agent.run("t", { runId: "r" }).result();
    const { agent, model } = pythonAgent([code("final_answer(x)")], options);
    const result = await agent.resume("r").result();
    expect(result.output).toBe("kept");
    expect(shown(model, 0).at(-1)?.[1]).toMatch(
      /A person changed this code before it was run, to:\)\nx = 'kept'\n\nExec/,
    );
    expect(result.steps[1]).toMatchObject({ codeAction: "x = 'kept'" });
  });

  it.each([["x"], [null], [5], [[1]], [new Map([["amount", 5]])]])(
    "is refused where other arguments are meant and %j is no object of them",
    async (args) => {
      const { pay, paid } = payment();
      const { agent, model } = scriptedAgent([code("x = pay(50)"), code("final_answer(0)")], {
        tools: [pay],
        onRequest: () => ({ approved: true, args }),
      });
      expect(await agent.run("t")).toBe(0);
      expect(paid).toEqual([]);
      expect(shown(model, 1).at(-1)?.[1]).toMatch(/A person refused the call of pay: their change is no object/);
    },
  );

  it.each([["x = 2"], [{ code: 42 }], [{}]])("is refused where other code is meant and %j has none", async (args) => {
    const { agent, model, executors } = scriptedAgent([code("x = 1"), code("final_answer(0)")], {
      needsApproval: (text) => text.includes("x"),
      onRequest: () => ({ approved: true, args }),
    });
    expect(await agent.run("t")).toBe(0);
    expect(executors[0]?.ran).toEqual(["final_answer(0)"]);
    expect(shown(model, 1).at(-1)?.[1]).toMatch(/refused this code, and it was not run: their change is no \{ code/);
  });

  it.each([
    ["x = pay(5)", "aborted"],
    ["final_answer(ask())", "success"],
  ])("comes too late when the run of %j is over, and nothing is written or thrown", async (program, state) => {
    const unheard: unknown[] = [];
    const note = (error: unknown): unknown => unheard.push(error);
    process.on("unhandledRejection", note);
    const store = fileStore(mkdtempSync(join(tmpdir(), "threadsnake-")));
    const ask = tool({
      name: "ask",
      description: "Asks, and does not wait for the answer.",
      inputs: {},
      execute: async (_args, context) => {
        void context.ask?.({ question: "q" });
        await new Promise<void>((resolve) => (hear = resolve));
      },
    });
    let hear = (): void => {};
    let say = (_answer: boolean): void => {};
    const { agent } = scriptedAgent([code(program)], {
      tools: [payment().pay, ask],
      store,
      onRequest: ({ kind }) => {
        if (kind === "tool") setImmediate(() => run.abort());
        hear();
        return new Promise<boolean>((resolve) => (say = resolve));
      },
    });
    const run = agent.run("t", { runId: "r" });
    expect((await run.result()).state).toBe(state);
    say(true);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
    expect(unheard).toEqual([]);
    expect((await store.read("r")).at(-1)?.type).toBe("run-end");
  });

  it.each([[false], [{ approved: true, args: { amount: 6 } }]])(
    "covers a call that must not be repeated when nobody knows whether it happened, answered %j",
    async (answer) => {
      const { pay, paid } = payment({ effects: "once" });
      const store = memoryStore();
      const { agent } = scriptedAgent([code("x = pay(5)"), code('final_answer("done")')], {
        tools: [pay],
        store,
        onRequest: (request) => request.kind !== "repeat",
      });
      const run = agent.run("t", { runId: "a" });
      await run;
      const log = await store.open("b");
      const events = await store.read("a");
      for (const { v: _v, seq: _seq, ts: _ts, runId: _runId, ...event } of events.slice(
        0,
        events.findIndex((event) => event.type === "tool-result"),
      ))
        log.append(event, { runId: "b", ...(event.key === undefined ? {} : { key: event.key }) });
      const resumed = scriptedAgent([code('final_answer("asked")')], {
        tools: [pay],
        store,
        onRequest: () => answer,
      });
      const result = await resumed.agent.resume("b").result();
      expect(result.output).toBe("asked");
      expect(paid).toEqual([5]);
      expect(shown(resumed.model, 0).at(-1)?.[1]).toMatch(/may or may not have happened/);
    },
  );

  it("gives tools a way to ask", async () => {
    const ask = tool({
      name: "ask",
      description: "Asks.",
      inputs: {},
      execute: async (_args, context) => context.ask?.({ question: "Which colour?" }),
    });
    const { agent } = scriptedAgent([code("final_answer(ask())")], {
      tools: [ask],
      onRequest: ({ kind, name }) => `${kind}: ${name} blue`,
    });
    expect(await agent.run("t")).toBe("question: Which colour? blue");
  });
});
