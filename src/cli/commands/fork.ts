/** `threadsnake fork ID --step N`: a new run that shares the steps before N with another. */
import { settingsOf } from "../agent-settings.ts";
import { followRun } from "../follow-run.ts";
import type { Arguments } from "../options.ts";
import { recreateAgent } from "../recreate-agent.ts";
import { findRunId, openFolder } from "../run-folder.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export async function forkRun(args: Arguments, terminal: Terminal): Promise<number> {
  const { directory = "", store } = openFolder(args, terminal);
  const runId = findRunId(directory, args.positionals);
  const step = args.number("step", { isWhole: true });
  if (step === undefined)
    throw new UsageError("fork at which step?", { hint: "--step N names the first step that is done anew." });
  const instruction = args.positionals.slice(1).join(" ").trim();
  const events = await store.read(runId);
  await using handle = await recreateAgent({ events, args, terminal, settings: settingsOf(events), upTo: step });
  const { agent, folder } = handle;
  const run = agent.fork(runId, {
    store: folder.store,
    step,
    maxSteps: args.number("max-steps", { isWhole: true }),
    ...(instruction === "" ? {} : { instruction }),
  });
  return await followRun(run, { args, terminal, folder });
}
