/** `threadsnake` at a terminal, without a task: one task after another, with one memory and the same Python names. */
import { createAgent, createModel, readSettings } from "../agent-settings.ts";
import { askLine } from "../ask-person.ts";
import { EXIT } from "../exit-codes.ts";
import type { FoundModel } from "../find-model.ts";
import { followRun } from "../follow-run.ts";
import type { Arguments } from "../options.ts";
import { openFolderForWriting } from "../run-folder.ts";
import { readTaskFiles } from "../task-files.ts";
import type { Terminal } from "../terminal.ts";

export async function converse(found: FoundModel, args: Arguments, terminal: Terminal): Promise<number> {
  const settings = readSettings(args, found);
  const { files, images, note } = await readTaskFiles(args, terminal);
  const folder = openFolderForWriting(args, terminal, found.apiKey === undefined ? [] : [found.apiKey]);
  const model = await createModel(settings, found.apiKey);
  const maxSteps = args.number("max-steps", { isWhole: true });
  await using handle = await createAgent({ settings, model, store: folder.store, terminal, maxSteps });
  await using session = handle.agent.session({ store: folder.store });
  const why = found.note === undefined ? "" : ` (${found.note})`;
  terminal.line([{ text: `${found.modelId}${why}`, style: "dim" }]);
  terminal.line([{ text: "A task for the agent; an empty line ends.", style: "dim" }]);
  for (let turn = 0; ; turn++) {
    const task = ((await askLine(terminal, "❯ ")) ?? "").trim();
    if (task === "") return EXIT.ok;
    const given = turn === 0 ? { files, images } : {};
    const run = session.run(turn === 0 ? task + note : task, { ...given, metadata: { cli: settings } });
    await followRun(run, { args, terminal, folder });
  }
}
