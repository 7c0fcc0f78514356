import { describe, expect, it } from "vitest";
import { memoryStore } from "../../src/run/store.ts";
import { code, scriptedAgent, shown } from "./scripted-agent.ts";

describe("a session", () => {
  it("takes its runs one after another, also when they are not awaited", async () => {
    const { agent, executors } = scriptedAgent([
      code("x = 1\nfinal_answer(x)"),
      code("y = x + 1\nfinal_answer(y)"),
      code("final_answer(y)"),
    ]);
    await using session = agent.session();
    const answers = await Promise.all([session.run("a"), session.run("b"), session.run("c")]);
    expect(answers).toEqual([1, 2, 2]);
    expect(executors).toHaveLength(1);
  });

  it("is taken up in another process from the logs of its runs, names and all", async () => {
    const store = memoryStore();
    const first = scriptedAgent([code("x = 1\nfinal_answer(x)"), code("y = x + 1\nfinal_answer(y)")], { store });
    const session = first.agent.session();
    await session.run("a");
    await session.run("b");
    await session.close();
    const second = scriptedAgent([code("final_answer(y)")], { store });
    await using later = second.agent.session();
    await later.load(session.lastRunId ?? "");
    expect(await later.run("c")).toBe(2);
    expect(
      shown(second.model, 0)
        .filter(([role]) => role === "user")
        .map(([, content]) => content),
    ).toEqual(["New task:\na", "New task:\nb", "New task:\nc"]);
    expect(second.executors[0]?.ran).toEqual([
      "x = 1\nfinal_answer(x)",
      "y = x + 1\nfinal_answer(y)",
      "final_answer(y)",
    ]);
  });

  it("is taken up by resuming its last run", async () => {
    const store = memoryStore();
    const first = scriptedAgent([code("x = 1\nfinal_answer(x)"), new Error("down")], { store });
    const session = first.agent.session();
    await session.run("a");
    const failed = await session.run("b").result();
    expect(failed.state).toBe("error");
    await session.close();
    const second = scriptedAgent([code("final_answer(x)")], { store });
    expect(await second.agent.resume(failed.runId)).toBe(1);
  });
});
