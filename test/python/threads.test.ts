/** Threads and whatever waits, in one's own process, where nothing may block: limits, aborts, final answers and deadlocks. */
import { describe, expect, it } from "vitest";
import { Python } from "../../src/python/index.ts";

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function create(): Python {
  return new Python({
    functions: {
      slow: async (n: number) => (await pause(100), n * 2),
      never: () => new Promise(() => {}),
      final_answer: (value: unknown) => value,
    },
  });
}

describe("a decorator", () => {
  it("may wait where it is applied", async () => {
    const { output } = await create().run(`
def now(f):
    return f()
@now
def doubled():
    return slow(4)
import asyncio
@now
def gathered():
    async def main():
        await asyncio.sleep(0)
        return 3
    return asyncio.run(main())
[doubled, gathered]`);
    expect(output).toEqual([8, 3]);
  });
});

describe("threads", () => {
  it("overlap where their tools wait", async () => {
    let running = 0;
    let most = 0;
    const slow = async (n: number): Promise<number> => {
      most = Math.max(most, ++running);
      await pause(30);
      running--;
      return n * 2;
    };
    const { output } = await new Python({ functions: { slow } }).run(`
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    results = list(pool.map(lambda n: slow(n), range(8)))
results`);
    expect(output).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
    expect(most).toBe(8);
  });

  it("that all wait for each other are a clear error", async () => {
    const run = create().run("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()");
    await expect(run).rejects.toThrow("deadlock: every thread waits for another one");
  });

  it("end with the limit that one of them reaches, whatever it catches", async () => {
    const run = create().run(
      `
import threading
def spin():
    try:
        while True: pass
    except BaseException:
        print("caught")
threading.Thread(target=spin).start()`,
      { limits: { operations: 1_000_000 } },
    );
    await expect(run).rejects.toMatchObject({ limit: "operations", logs: "" });
  });

  it("end with the action's time while all of them sleep", async () => {
    const run = create().run("import threading\nthreading.Thread(target=lambda: never()).start()", {
      limits: { seconds: 0.1 },
    });
    await expect(run).rejects.toMatchObject({ limit: "seconds" });
  });

  it("end with an abort", async () => {
    const run = create().run("import time\ntime.sleep(10)", { signal: AbortSignal.timeout(20) });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
  });

  it("end with a final answer", async () => {
    const { output, isFinalAnswer } = await create().run(`
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    pool.submit(lambda: final_answer("done")).result()
1`);
    expect({ output, isFinalAnswer }).toEqual({ output: "done", isFinalAnswer: true });
  });

  it("that are no daemons are waited for; an action after them finds the interpreter whole", async () => {
    const python = create();
    const { logs } = await python.run(`
import threading, time
def late():
    time.sleep(0.02)
    print("late")
def stays():
    time.sleep(60)
threading.Thread(target=late).start()
threading.Thread(target=stays, daemon=True).start()
print("main")`);
    expect(logs).toBe("main\nlate\n");
    expect((await python.run("slow(3)")).output).toBe(6);
  });

  it("of an earlier action that wait for work go on with a later one", async () => {
    const python = create();
    await python.run(`
import queue, threading
tasks, results = queue.Queue(), queue.Queue()
def work():
    while True:
        results.put(slow(tasks.get()))
threading.Thread(target=work, daemon=True).start()`);
    expect((await python.run("tasks.put(21)\nresults.get()")).output).toBe(42);
  });
});

describe("await at the top level", () => {
  it("runs in an event loop that sees the whole action", async () => {
    const { output } = await create().run(`
import asyncio
task = asyncio.create_task(asyncio.sleep(0.01, "slept"))
[await task, await slow(2), asyncio.get_running_loop() is task.get_loop()]`);
    expect(output).toEqual(["slept", 4, true]);
  });

  it("raises what was awaited, with the action's line", async () => {
    const code = "async def fails():\n    raise ValueError('no')\nawait fails()";
    await expect(create().run(code)).rejects.toMatchObject({ type: "ValueError", message: "no", line: 2 });
  });

  it("a tool called in one task lets the others go on", async () => {
    const { output } = await create().run(`
import asyncio
order = []
async def calls():
    order.append(slow(1))
async def sleeps():
    await asyncio.sleep(0.01)
    order.append("slept")
await asyncio.gather(calls(), sleeps())
order`);
    expect(output).toEqual(["slept", 2]);
  });

  it("cancels a task that waits for a tool", async () => {
    const { output } = await create().run(`
import asyncio
async def waits():
    try:
        never()
    finally:
        order.append("left")
order = []
try:
    await asyncio.wait_for(waits(), 0.02)
except TimeoutError:
    order.append("late")
order`);
    expect(output).toEqual(["left", "late"]);
  });
});
