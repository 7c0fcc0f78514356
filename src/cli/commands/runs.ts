/** `threadsnake runs`: what was run, the newest first. */
import type { RunSummary } from "../../run/store.ts";
import { toRecord } from "../../run/record-value.ts";
import { answerText } from "../call-text.ts";
import { EXIT } from "../exit-codes.ts";
import { formatAge, formatDuration } from "../figures.ts";
import type { Arguments } from "../options.ts";
import { openFolder, shortIdIn } from "../run-folder.ts";
import { clip, plainText, textWidth } from "../styled-text.ts";
import type { Span } from "../styled-text.ts";
import type { Terminal } from "../terminal.ts";

const NEWEST = 20;
const STATE_WIDTH = 24;
const MODEL_WIDTH = 18;
const WIDE = 100;
/** What is searched and cut by other programs is not cut here. */
const WIDTH_IN_PIPE = 1000;

const MARKS: Record<RunSummary["state"], Span> = {
  success: { text: "✔", style: "green" },
  max_steps_error: { text: "✗", style: "yellow" },
  error: { text: "✗", style: "red" },
  aborted: { text: "■", style: "yellow" },
  suspended: { text: "⏸", style: "yellow" },
  running: { text: "●", style: "cyan" },
  interrupted: { text: "◌", style: "yellow" },
};

export async function listRuns(args: Arguments, terminal: Terminal): Promise<number> {
  const { store, directory = "" } = openFolder(args, terminal);
  let count = 0;
  for await (const summary of store.list()) {
    if (count === NEWEST && !args.has("all") && !args.has("json")) {
      terminal.problem([{ text: "… older ones with --all", style: "dim" }]);
      break;
    }
    count++;
    const id = shortIdIn(directory, summary.runId);
    if (args.has("json")) terminal.answer(JSON.stringify({ ...summary, id, answer: toRecord(summary.answer) }));
    else terminal.answerLine(describe(summary, id, terminal.isInteractive ? terminal.width : WIDTH_IN_PIPE));
  }
  if (count === 0) terminal.problem([{ text: `no runs in ${directory}`, style: "dim" }]);
  return EXIT.ok;
}

function describe(summary: RunSummary, id: string, width: number): Span[] {
  const mark = MARKS[summary.state];
  const age = formatAge(Date.now() - summary.endedAt).padEnd(9);
  const steps = `${summary.steps} ${summary.steps === 1 ? "step" : "steps"}`.padEnd(9);
  const time = formatDuration(summary.endedAt - summary.startedAt).padEnd(7);
  const head = `  ${id}  ${age} `;
  const outcome = clip(outcomeOf(summary), STATE_WIDTH);
  const pad = " ".repeat(STATE_WIDTH - textWidth(outcome));
  const modelName = clip(summary.modelId?.split("/").at(-1) ?? "", MODEL_WIDTH).padEnd(MODEL_WIDTH);
  const rest = `${pad}  ${steps} ${time} ${width < WIDE ? "" : `${modelName} `}`;
  const room = width - textWidth(head + outcome + rest) - 2;
  return [
    { text: head, style: "dim" },
    mark,
    { text: ` ${outcome}` },
    { text: rest, style: "dim" },
    { text: room > 10 ? clip(plainText(summary.task), room) : "" },
  ];
}

function outcomeOf({ state, answer, error }: RunSummary): string {
  if (state === "success") return plainText(answerText(answer)).trim();
  if (state === "max_steps_error") return "out of steps";
  if (state === "error") return plainText(error ?? "failed");
  return { aborted: "stopped", suspended: "waits", running: "running", interrupted: "broken off" }[state];
}
