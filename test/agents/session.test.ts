import { describe, expect, it } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileStore } from "../../src/run/log-file.ts";
import { memoryStore } from "../../src/run/store.ts";
import { pythonAgent } from "./real-python.ts";
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

  it("opens the files of each of its runs, also when it is taken up", async () => {
    const store = memoryStore();
    const first = pythonAgent([code("a = open('a').read()\nfinal_answer(a)"), new Error("down")], { store });
    const session = first.agent.session();
    expect(await session.run("one", { files: { a: "A" } })).toBe("A");
    const failed = await session.run("two", { files: { b: "B" } }).result();
    await session.close();
    const both = code("final_answer(a + open('a').read() + open('b').read())");
    expect(await pythonAgent([both], { store }).agent.resume(failed.runId)).toBe("AAB");
    const third = pythonAgent([code("final_answer(1)"), both]).agent.session();
    await third.run("one", { files: { a: "A" } });
    expect(await third.run("two", { files: { b: "B" } }).result()).toMatchObject({ state: "error" });
    await third.close();
  });

  it("whose first run is gone lets go of the run that was to be resumed", async () => {
    const directory = mkdtempSync(join(tmpdir(), "threadsnake-"));
    const store = fileStore(directory);
    const { agent } = scriptedAgent([code("final_answer(1)"), new Error("down")], { store });
    const session = agent.session();
    const { runId } = await session.run("a").result();
    const failed = await session.run("b").result();
    await session.close();
    rmSync(join(directory, `${runId}.jsonl`));
    await expect(agent.resume(failed.runId).result()).rejects.toMatchObject({ code: "no-such-run" });
    await (await store.open(failed.runId)).close();
  });
});
