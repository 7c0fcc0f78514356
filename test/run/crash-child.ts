/**
 * A program that is killed while it runs an agent: `node crash-child.mjs DIRECTORY SCENARIO run|resume KILL_AFTER`.
 *
 * It dies by SIGKILL right after the event number KILL_AFTER of this attempt was written (0: never). What it does outside is
 * one line each in world.txt, written at once, so that the test can count what was done twice.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { fileStore } from "../../src/run/log-file.ts";
import type { RunStore } from "../../src/run/store.ts";
import { LocalPythonExecutor } from "../../src/executors/local.ts";
import { createScenarios } from "./scenarios.ts";

const [directory = "", name = "", verb = "run", killAfter = "0"] = process.argv.slice(2);
const scenario = createScenarios((request) => new LocalPythonExecutor({ isolation: "none", ...request })).find(
  (candidate) => candidate.name === name,
);
if (scenario === undefined) throw new Error(`no scenario ${name}`);

const files = fileStore(directory);
const store: RunStore = {
  ...files,
  async open(runId) {
    const log = await files.open(runId);
    let left = Number(killAfter);
    log.subscribe((event) => {
      appendFileSync(join(directory, "acknowledged.txt"), `${event.seq}\n`);
      if (--left === 0) process.kill(process.pid, "SIGKILL");
    });
    return log;
  },
};
const record = (text: string): void => appendFileSync(join(directory, "world.txt"), `${text}\n`);
const world = { models: listThatWrites("model"), tools: listThatWrites("tool") };

/** An array that writes down what is pushed to it. */
function listThatWrites(kind: string): string[] {
  return Object.assign([] as string[], {
    push: (text: string) => {
      record(`${kind} ${text}`);
      return 1;
    },
  });
}

const agent = scenario.create(world);
const run =
  verb === "run" ? agent.run("the task", { ...scenario.options, store, runId: "r" }) : agent.resume("r", { store });
const { output, state, error } = await run.result();
const text = JSON.stringify({
  state,
  output: typeof output === "bigint" ? `${output}n` : output,
  error: error?.message,
});
process.stdout.write(text);
