/** `threadsnake "task"`: an agent for one task. */
import { createAgent, createModel, readSettings } from "../agent-settings.ts";
import { configure } from "../configuration.ts";
import { EXIT } from "../exit-codes.ts";
import { explainNoModel, findModel } from "../find-model.ts";
import type { FoundModel } from "../find-model.ts";
import { followRun } from "../follow-run.ts";
import { readTaskFiles } from "../task-files.ts";
import type { Arguments } from "../options.ts";
import { openFolderForWriting } from "../run-folder.ts";
import { PipedInput } from "../standard-input.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export async function runTask(given: Arguments, terminal: Terminal): Promise<number> {
  const { args, model: configured } = configure(given);
  const words = args.positionals.join(" ").trim();
  const { stdin, env } = terminal.host;
  if (words !== "" && words !== "-") {
    const model = await findModel(args, env, configured);
    return model === undefined ? withoutModel(terminal) : runOne(words, model, args, terminal);
  }
  const input = stdin.isTTY === true ? undefined : new PipedInput(stdin);
  const model = await findModel(args, env, configured);
  const mayWait = model !== undefined || words === "-";
  const task = ((mayWait ? await input?.whole() : await input?.wholeIfAny()) ?? "").trim();
  if (task !== "") return model === undefined ? withoutModel(terminal) : runOne(task, model, args, terminal);
  if (words === "-") throw new UsageError("the standard input holds no task");
  if (model !== undefined && input === undefined) {
    const { converse } = await import("./converse.ts");
    return converse(model, args, terminal);
  }
  return demonstrate(model, args, terminal);
}

/** With nothing to do, there is something to see. */
async function demonstrate(model: FoundModel | undefined, args: Arguments, terminal: Terminal): Promise<number> {
  const reason = model === undefined ? "No task and no model were found" : "There was no task";
  if (!args.has("quiet")) terminal.line(`${reason}, so this is the demo.`);
  const { runDemo } = await import("./demo.ts");
  return runDemo(args, terminal);
}

function withoutModel(terminal: Terminal): number {
  explainNoModel(terminal);
  return EXIT.usage;
}

async function runOne(task: string, found: FoundModel, args: Arguments, terminal: Terminal): Promise<number> {
  const settings = readSettings(args, found);
  const maxSteps = args.number("max-steps", { isWhole: true });
  const { files, images, note } = await readTaskFiles(args, terminal);
  const folder = openFolderForWriting(args, terminal, found.apiKey === undefined ? [] : [found.apiKey]);
  const model = await createModel(settings, found.apiKey);
  await using handle = await createAgent({ settings, model, store: folder.store, terminal, maxSteps });
  const run = handle.agent.run(task + note, { files, images, metadata: { cli: settings } });
  return await followRun(run, { args, terminal, folder, modelNote: found.note });
}
