/** Threads and tasks of Python over tools that take their time: in a process, in a worker, and in one's own process. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalPythonExecutor } from "../../src/executors/local.ts";

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(["process", "worker", "none"] as const)("isolation %s", (isolation) => {
  const executor = new LocalPythonExecutor({ isolation, limits: { operations: 20_000_000 } });

  beforeAll(async () => {
    await executor.sendTools({
      slow: async (n: number) => {
        await pause(300);
        return n * 2;
      },
      failing: async () => {
        await pause(20);
        throw new RangeError("no such thing");
      },
      nap: async (n: number) => (await pause(n), n),
      final_answer: (answer: unknown) => answer,
    });
    // Reading the modules is not what is measured.
    await executor.run("import asyncio, concurrent.futures, threading, time");
  });
  afterAll(() => executor.close());

  async function run(code: string): Promise<{ output: unknown; seconds: number }> {
    const started = performance.now();
    const { output } = await executor.run(code);
    return { output, seconds: (performance.now() - started) / 1000 };
  }

  it("five tools of 300 ms in lambdas of a thread pool end in under a second", async () => {
    const { output, seconds } = await run(`
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(max_workers=5) as pool:
    futures = [pool.submit(lambda n=n: slow(n)) for n in range(5)]
    results = [future.result() for future in futures]
results`);
    expect(output).toEqual([0, 2, 4, 6, 8]);
    expect(seconds).toBeLessThan(1);
  });

  it("asyncio.gather over to_thread overlaps", async () => {
    const { output, seconds } = await run(`
import asyncio
async def main():
    return await asyncio.gather(*[asyncio.to_thread(slow, n) for n in range(5)])
asyncio.run(main())`);
    expect(output).toEqual([0, 2, 4, 6, 8]);
    expect(seconds).toBeLessThan(1);
  });

  it("a tool called in a task makes only that task wait", async () => {
    const { output, seconds } = await run(`
import asyncio
async def work(n):
    value = slow(n)
    return value + 1
await asyncio.gather(*[work(n) for n in range(5)])`);
    expect(output).toEqual([1, 3, 5, 7, 9]);
    expect(seconds).toBeLessThan(1);
  });

  it("a tool may be awaited", async () => {
    expect((await run(`x = await slow(4)\nx`)).output).toBe(8);
  });

  it("threads that sleep and threads that call tools go on together", async () => {
    const { output, seconds } = await run(`
import threading, time
log = []
def sleeper():
    time.sleep(0.1)
    log.append("slept")
def caller():
    log.append(slow(1))
threads = [threading.Thread(target=caller), threading.Thread(target=sleeper)]
for thread in threads: thread.start()
for thread in threads: thread.join()
log`);
    expect(output).toEqual(["slept", 2]);
    expect(seconds).toBeLessThan(0.9);
  });

  it("a tool's error is raised where the result is asked for", async () => {
    const { output } = await run(`
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    future = pool.submit(failing)
    try:
        future.result()
    except ValueError as error:
        caught = str(error)
caught`);
    expect(output).toBe("no such thing");
  });

  it("final_answer in a thread ends the action", async () => {
    const { output } = await run(`
import threading
thread = threading.Thread(target=lambda: final_answer(42))
thread.start()
thread.join()
0`);
    expect(output).toBe(42);
  });

  it("names are made again in the order in which the answers came", async () => {
    await executor.run(`
from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor() as pool:
    order = [future.result() for future in as_completed([pool.submit(nap, n) for n in (90, 10, 50)])]`);
    await executor.run("while True: pass").catch(() => undefined);
    expect((await executor.run("order")).output).toEqual([10, 50, 90]);
  });
});
