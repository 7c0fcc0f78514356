import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileStore } from "../../src/run/log-file.ts";
import { memoryStore } from "../../src/run/store.ts";
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

  it("covers a call that must not be repeated when nobody knows whether it happened", async () => {
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
      onRequest: (request) => request.kind !== "repeat",
    });
    const result = await resumed.agent.resume("b").result();
    expect(result.output).toBe("asked");
    expect(paid).toEqual([5]);
    expect(shown(resumed.model, 0).at(-1)?.[1]).toMatch(/may or may not have happened/);
  });

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
