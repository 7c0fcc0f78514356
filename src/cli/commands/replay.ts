/** `threadsnake replay ID`: a run again from its log, in whatever form. */
import { writeFileSync } from "node:fs";
import { EXIT } from "../exit-codes.ts";
import type { Arguments } from "../options.ts";
import { findRunId, openFolder, shortIdIn } from "../run-folder.ts";
import { RunView } from "../run-view.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export async function replayRun(args: Arguments, terminal: Terminal): Promise<number> {
  const { store, directory = "" } = openFolder(args, terminal);
  const runId = findRunId(directory, args.positionals);
  const events = await store.read(runId);
  if (events.length === 0) throw new UsageError(`the run ${runId} has no events yet`);
  const html = args.text("html");
  if (html !== undefined) {
    const { toHTML } = await import("../../export/html.ts");
    writeFileSync(html, toHTML(events));
    terminal.problem(`wrote ${html}`);
    return EXIT.ok;
  }
  if (args.has("markdown")) terminal.answer((await import("../../export/markdown.ts")).toMarkdown(events));
  else if (args.has("python")) terminal.answer((await import("../../export/python.ts")).toPython(events));
  else if (args.has("json")) for (const event of events) terminal.answer(JSON.stringify(event));
  else {
    const view = new RunView({
      // What was asked for is the answer, also in a pipe.
      terminal: terminal.forAnswers(),
      isPlain: args.has("plain"),
      isFull: args.has("full"),
      onlyStep: args.number("step", { isWhole: true }),
      savedAs: shortIdIn(directory, runId),
    });
    for (const event of events) view.show(event);
  }
  return EXIT.ok;
}
