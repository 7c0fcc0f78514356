/**
 * The package `asyncio`, in Python over `native.ts`. Its parts are one module here; each is a piece of its source.
 *
 * Programs name CPython's parts all the same (tracebacks show `asyncio.exceptions.CancelledError`): each offers all of it.
 *
 * A loop runs in the thread that called it and sleeps in its inbox: timers, threads and tools put handles there.
 */
import type { Interpreter, StandardModule } from "../../runtime/interpreter.ts";
import type { NamespaceDict } from "../../runtime/dict.ts";
import { importModule } from "../../runtime/modules.ts";
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

export const source: string = [
  LOOP,
  FUTURES,
  TASKS,
  TIMEOUTS,
  LOCKS,
  QUEUES,
  RUNNERS,
  "from asyncio import coroutines, events, exceptions, futures, locks, queues, runners, taskgroups, tasks, timeouts",
].join("\n");

export const part: StandardModule = {
  load(globals, interpreter) {
    for (const [name, value] of importModule(interpreter, "asyncio").globals.entries())
      if (typeof name === "string" && (name === "__all__" || !name.startsWith("__"))) globals.setString(name, value);
  },
};
