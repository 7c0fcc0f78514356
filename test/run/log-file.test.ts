import fs, { appendFileSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fileStore } from "../../src/run/log-file.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "threadsnake-"));
});

const start = { type: "steer" as const, text: "hello" };

describe("logs as files", () => {
  it("writes one private file a run and reads it back", async () => {
    const log = await fileStore(directory).open("a");
    log.append(start, { runId: "a" });
    log.append({ ...start, text: "zwei\n€" }, { runId: "a", key: "k" });
    await log.flush();
    await log.close();
    expect(statSync(join(directory, "a.jsonl")).mode & 0o777).toBe(0o600);
    const again = await fileStore(directory).open("a");
    expect(again.events).toEqual(log.events);
    expect(again.find("k")).toMatchObject({ seq: 1, text: "zwei\n€" });
    await again.close();
  });

  it("cuts a torn last line", async () => {
    const log = await fileStore(directory).open("a");
    log.append(start, { runId: "a" });
    await log.close();
    appendFileSync(join(directory, "a.jsonl"), '{"v":1,"type":"ste');
    const again = await fileStore(directory).open("a");
    again.append({ ...start, text: "after" }, { runId: "a" });
    await again.close();
    expect((await fileStore(directory).read("a")).map((event) => event.type === "steer" && event.text)).toEqual([
      "hello",
      "after",
    ]);
  });

  it("lets one writer in, and takes over from a dead one", async () => {
    const store = fileStore(directory);
    const log = await store.open("a");
    await expect(store.open("a")).rejects.toMatchObject({ code: "run-locked" });
    await log.close();
    const livingStranger = process.ppid;
    writeFileSync(join(directory, "a.jsonl.lock"), JSON.stringify({ pid: livingStranger, host: hostname() }));
    await expect(store.open("a")).rejects.toThrow(`held by process ${livingStranger}`);
    writeFileSync(join(directory, "a.jsonl.lock"), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    await (await store.open("a")).close();
    expect(readdirSync(directory).filter((name) => name.includes("lock"))).toEqual([]);
  });

  it("leaves nothing beside the log where the system makes no links", async () => {
    const { linkSync } = fs;
    fs.linkSync = () => {
      throw Object.assign(new Error("no links"), { code: "EPERM" });
    };
    syncBuiltinESMExports();
    try {
      await expect(fileStore(directory).open("a")).rejects.toThrow("no links");
    } finally {
      fs.linkSync = linkSync;
      syncBuiltinESMExports();
    }
    expect(readdirSync(directory).filter((name) => name.includes("lock"))).toEqual([]);
  });

  it("looks for no answers any more when nobody waits", async () => {
    const log = await fileStore(directory).open("a");
    log.watchAnswers()();
    const cleared = vi.spyOn(globalThis, "clearInterval");
    await log.close();
    expect(cleared).not.toHaveBeenCalled();
    cleared.mockRestore();
  });

  it("puts large payloads beside the log", async () => {
    const log = await fileStore(directory).open("a");
    const large = "x".repeat(300_000);
    log.append({ ...start, text: large }, { runId: "a" });
    await log.close();
    expect(readFileSync(join(directory, "a.jsonl"), "utf8").length).toBeLessThan(500);
    expect(readdirSync(join(directory, "blobs"))).toHaveLength(1);
    expect((await fileStore(directory).read("a"))[0]).toMatchObject({ text: large });
  });

  it("never writes a secret", async () => {
    process.env["SOME_API_KEY"] = 'va"lue-of-the-key';
    const log = await fileStore(directory, { secrets: ["correct horse"] }).open("a");
    log.append({ ...start, text: 'va"lue-of-the-key, correct horse, sk-abcdefghijklmnopqrstuvwx' }, { runId: "a" });
    await log.close();
    delete process.env["SOME_API_KEY"];
    expect((await fileStore(directory).read("a"))[0]).toMatchObject({ text: "[redacted], [redacted], [redacted]" });
  });

  it("refuses a log of a newer version and a run name that leaves the directory", async () => {
    writeFileSync(join(directory, "new.jsonl"), '{"v":99,"type":"x"}\n');
    await expect(fileStore(directory).open("new")).rejects.toMatchObject({ code: "log-format" });
    await expect(fileStore(directory).open("../x")).rejects.toMatchObject({ code: "run-id" });
  });

  it("lists runs, and passes an answer to the process that waits", async () => {
    const store = fileStore(directory);
    const log = await store.open("a");
    log.append(start, { runId: "a" });
    const other = fileStore(directory);
    const stop = log.watchAnswers();
    await other.answer?.("a", "step/1/ask", { approved: true });
    await new Promise<void>((resolve) => log.subscribe(() => resolve()));
    stop();
    expect(log.find("step/1/ask")).toMatchObject({ type: "signal", result: { approved: true } });
    const states = [];
    for await (const run of store.list()) states.push([run.runId, run.state]);
    expect(states).toEqual([["a", "running"]]);
    await log.close();
  });
});
