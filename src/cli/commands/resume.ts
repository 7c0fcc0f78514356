/** `threadsnake resume ID`: finishes a run from its log. */
import { settingsOf } from "../agent-settings.ts";
import { followRun } from "../follow-run.ts";
import type { Arguments } from "../options.ts";
import { recreateAgent } from "../recreate-agent.ts";
import { findRunId, openFolder } from "../run-folder.ts";
import type { Terminal } from "../terminal.ts";

export async function resumeRun(args: Arguments, terminal: Terminal): Promise<number> {
  const { directory = "", store } = openFolder(args, terminal);
  const runId = findRunId(directory, args.positionals);
  const events = await store.read(runId);
  await using handle = await recreateAgent({ events, args, terminal, settings: settingsOf(events) });
  const { agent, folder } = handle;
  const run = agent.resume(runId, { store: folder.store, maxSteps: args.number("max-steps", { isWhole: true }) });
  return await followRun(run, { args, terminal, folder });
}
