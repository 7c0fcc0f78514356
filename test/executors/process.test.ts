import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { SandboxConnection } from "../../src/executors/connection.ts";
import { processCommand, systemLocks } from "../../src/executors/process-command.ts";
import { startProcess } from "../../src/executors/process.ts";
import { ProcessPool } from "../../src/executors/process-pool.ts";
import { program } from "./fake/engine.ts";
import { fakeEntry, fakeExecutor, rejection } from "./fake/sandboxes.ts";

const isLinux = process.platform === "linux";
let entry = "";

beforeAll(async () => {
  entry = await fakeEntry("process-entry");
});

/** Whether a process is there and no zombie. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  return condition();
}

/** The child processes of this program, zombies too. */
function children(): number[] {
  const parentOf = (pid: string): number => {
    try {
      return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      return 0;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .map(Number);
}

describe("a sandbox process", () => {
  it("that never looks at its limit is killed half a second after it", async () => {
    await using executor = fakeExecutor("process", { timeoutSeconds: 0.3 });
    await executor.run(program(["set", "x", 1]));
    const started = performance.now();
    const error = await rejection(executor.run(program(["print", "y".repeat(5000)], ["hang"])));
    const seconds = (performance.now() - started) / 1000;
    expect(error).toMatchObject({ name: "LimitError", limit: "seconds", logs: "y".repeat(5000) });
    expect(error.message).toContain("The action was stopped after 0.3 seconds. Names from before this action are kept");
    expect(seconds).toBeGreaterThan(0.75);
    expect(seconds).toBeLessThan(1.3);
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
  });

  it("that runs out of memory is a limit, and the host goes on", async () => {
    await using executor = fakeExecutor("process", { limits: { memoryBytes: 32 << 20 }, timeoutSeconds: 20 });
    await executor.run(program(["set", "x", 1]));
    expect(await rejection(executor.run(program(["hold", 1000])))).toMatchObject({
      name: "LimitError",
      limit: "memory",
    });
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
  });

  it("that crashes is a limit, and its names come again", async () => {
    await using executor = fakeExecutor("process");
    await executor.run(program(["set", "x", 1]));
    expect(await rejection(executor.run(program(["javascript", "process.exit(7)"])))).toMatchObject({
      name: "LimitError",
      limit: "crash",
    });
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
  });

  it.runIf(isLinux)("that was killed between actions is replaced without a word", async () => {
    await using executor = fakeExecutor("process");
    await executor.run(program(["set", "x", 1]));
    const { output: pid } = await executor.run(program(["javascript", "process.pid"]));
    process.kill(pid as number, "SIGKILL");
    expect(await until(() => !children().includes(pid as number), 2000)).toBe(true);
    expect((await executor.run(program(["get", "x"]))).output).toBe(1);
  });

  it("that sends anything but frames is ended", async () => {
    for (const bytes of [
      "garbage that is long enough",
      "\\u0000\\u0000\\u0000\\u0002{}",
      "\\u0000\\u0000\\u0000\\u0004null",
    ]) {
      await using executor = fakeExecutor("process", { timeoutSeconds: 3 });
      expect(
        await rejection(executor.run(program(["javascript", `writeRaw("${bytes}")`], ["sleep", 2000]))),
      ).toMatchObject({ name: "LimitError", limit: "crash" });
    }
  });

  it("that prints to its own stdout is not heard", async () => {
    await using executor = fakeExecutor("process");
    expect(
      (await executor.run(program(["javascript", "console.log('{}'); console.error('x'.repeat(1e6)); 5"]))).output,
    ).toBe(5);
  });

  it("has no environment, no files, no processes, no workers and no code from strings", async () => {
    await using executor = fakeExecutor("process");
    const attempt = async (code: string): Promise<unknown> =>
      (
        await executor.run(
          program(["javascript", `(() => { try { return ${code} } catch (e) { return e.code ?? e.name } })()`]),
        )
      ).output;
    const builtin = (name: string): string => `process.getBuiltinModule("${name}")`;
    expect(await attempt("JSON.stringify(process.env)")).toBe("{}");
    expect(await attempt(`${builtin("fs")}.readFileSync("/etc/passwd")`)).toBe("ERR_ACCESS_DENIED");
    expect(await attempt(`${builtin("fs")}.writeFileSync("/tmp/threadsnake-escape", "x")`)).toBe("ERR_ACCESS_DENIED");
    expect(await attempt(`${builtin("fs")}.readdirSync("/")`)).toBe("ERR_ACCESS_DENIED");
    expect(await attempt(`${builtin("child_process")}.spawnSync("id")`)).toBe("ERR_ACCESS_DENIED");
    expect(await attempt(`new (${builtin("worker_threads")}.Worker)("1", { eval: true })`)).toBe("ERR_ACCESS_DENIED");
    expect(await attempt(`Function("return 1")()`)).toBe("EvalError");
    expect(await attempt(`eval("1")`)).toBe("EvalError");
  });

  it.runIf(systemLocks().some(({ name }) => name === "network"))(
    "has no network where the system can take it away",
    async () => {
      await using executor = fakeExecutor("process");
      const { output } = await executor.run(
        program(["javascript", 'Object.keys(process.getBuiltinModule("os").networkInterfaces()).length']),
      );
      expect(output).toBe(0);
    },
  );

  it.runIf(isLinux)("leaves no zombie and no open descriptor", async () => {
    await fakeExecutor("process").close();
    const countDescriptors = (): number => readdirSync("/proc/self/fd").length;
    const [before, childrenBefore] = [countDescriptors(), children().length];
    for (let round = 0; round < 5; round++) {
      const executor = fakeExecutor("process");
      await executor.run(program(["set", "x", round]));
      await executor.close();
    }
    expect(await until(() => countDescriptors() <= before && children().length <= childrenBefore, 2000)).toBe(true);
  });

  it.runIf(isLinux)("dies with its host, idle or computing, also when the host is killed with -9", async () => {
    const outfile = entry.replace(/[^/]+$/, "host.mjs");
    const source = fileURLToPath(new URL("./fake/killed-host.ts", import.meta.url));
    await build({
      entryPoints: [source],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "error",
    });
    for (const code of [program(), program(["hang"])]) {
      const host = spawn(process.execPath, [outfile, entry, code], { stdio: ["ignore", "pipe", "inherit"] });
      const [line] = (await once(host.stdout, "data")) as [Buffer];
      const sandbox = Number(String(line));
      expect(isRunning(sandbox)).toBe(true);
      host.kill("SIGKILL");
      expect(await until(() => !isRunning(sandbox), 2000)).toBe(true);
    }
  });

  it("lets its host end while it is idle, and wait for its end", async () => {
    for (const [name, expected] of [
      ["idle-host", 0],
      ["closing-host", 5],
    ] as const) {
      const outfile = entry.replace(/[^/]+$/, `${name}.mjs`);
      const source = fileURLToPath(new URL(`./fake/${name}.ts`, import.meta.url));
      await build({
        entryPoints: [source],
        outfile,
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        logLevel: "error",
      });
      const host = spawn(process.execPath, [outfile, entry], { stdio: ["ignore", "pipe", "inherit"] });
      const [code] = (await once(host, "exit")) as [number];
      expect(code, name).toBe(expected);
    }
  });
});

describe("the command line", () => {
  it("carries the locks that this system has", () => {
    const { file, args } = processCommand({ entry, memoryBytes: 128 << 20 });
    const all = [file, ...args];
    expect(all).toContain("--disallow-code-generation-from-strings");
    expect(all).toContain("--max-old-space-size=192");
    expect(all.some((word) => /^--(experimental-)?permission$/.test(word))).toBe(true);
    if (isLinux && existsSync("/usr/bin/prlimit")) expect(systemLocks().map(({ name }) => name)).toContain("memory");
  });
});

describe("the pool", () => {
  it("hands a started process to the next session, each one once", async () => {
    const pool = new ProcessPool();
    const options = { entry, memoryBytes: 64 << 20 };
    const first = pool.take(options);
    await first.ready;
    await new Promise((resolve) => setTimeout(resolve, 400));
    const second = pool.take(options);
    const started = performance.now();
    await second.ready;
    expect(performance.now() - started).toBeLessThan(20);
    expect(second).not.toBe(first);
    first.kill("done");
    second.kill("done");
    pool.close();
  });

  it("starts another one when the spare has died", async () => {
    const pool = new ProcessPool();
    const transport = startProcess(processCommand({ entry, memoryBytes: 64 << 20 }));
    const connection = new SandboxConnection(transport);
    await connection.ready;
    connection.kill("done");
    await new Promise<void>((resolve) => connection.whenEnded(resolve));
    expect(connection.isAlive).toBe(false);
    const next = pool.take({ entry, memoryBytes: 64 << 20 });
    await next.ready;
    next.kill("done");
    pool.close();
  });
});
