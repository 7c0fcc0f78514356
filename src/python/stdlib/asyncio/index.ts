/**
 * The package `asyncio`, in Python over `native.ts`. Its parts are one module here; each is a piece of its source.
 *
 * A loop runs in the thread that called it and sleeps in its inbox: timers, threads and tools put handles there.
 */
import type { Interpreter } from "../../runtime/interpreter.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { FUTURES } from "./futures.ts";
import { LOCKS } from "./locks.ts";
import { LOOP } from "./loop.ts";
import { loadNative } from "./native.ts";
import { QUEUES } from "./queues.ts";
import { RUNNERS } from "./runners.ts";
import { TASKS } from "./tasks.ts";
import { TIMEOUTS } from "./timeouts.ts";

export function load(globals: NamespaceDict, _interpreter: Interpreter): void {
  loadNative(globals);
}

export const source: string = [LOOP, FUTURES, TASKS, TIMEOUTS, LOCKS, QUEUES, RUNNERS].join("\n");
